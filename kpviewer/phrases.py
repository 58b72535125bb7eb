"""What the program itself says on a leaflet in its language, and of printing in that of the reader."""

from kpviewer.review import is_overdue

GRADES = ("very low", "low", "moderate", "high")
"""How sure the studies make us, from least to most."""

_PHRASES = {
    "en": {
        "language": "English",
        "evidence": "Evidence: {grade}",
        "very low": "very low",
        "low": "low",
        "moderate": "moderate",
        "high": "high",
        "checked": "Facts checked {month}",
        "due": "next check by {month}",
        "overdue": "check overdue since {month}",
        "unsigned": "Not yet reviewed by a clinician",
        "signed": "Reviewed by {name}",
        "page": "Page {number} of {total}",
        "prepared": "Prepared for",
        "date": "Date",
        "note": "Note from your clinician",
        "contents": "In this handout",
        "back": "Back to the text",
        "logo": "Logo {name}",
        "version": "Leaflets of {version}",
        "publisher": "From {publisher}",
        "own": "{publisher}’s own version",
        "sent": "Sent to {printer}.",
        "printing": "{printer} has not printed it yet; it waits in the queue.",
        "printed": "Printed on {printer}.",
        "failed": "{printer} did not print it.",
        "removed": "The printer {printer} is no longer there.",
        "gone": "{printer} has taken it.",
        "jam": "The paper is jammed in {printer}.",
        "paper": "{printer} has no paper.",
        "cover": "{printer} is open.",
        "ink": "{printer} has no ink or toner.",
        "offline": "{printer} does not answer. It may be off.",
        "paused": "{printer} is paused.",
        "silent": "The print service does not answer.",
        "unknown": "There is no printer {printer}.",
        "none": "There is no printer on this machine.",
        "refused": "{printer} takes no print jobs now.",
        "taken back": "{printer} did not print it in time, and now it will not.",
        "staff": "Please ask a member of staff.",
        "start": "Touch to start",
        "all words": "All words explained",
        "close": "Close",
        "crisis": "Help is there right now. See whom to call.",
        "picture": "Picture: {alt}",
        "source": "source {number}",
        "sources": "Sources listed on this page: {number}",
        "disclaimer": "This leaflet gives general information. It does not replace advice from your own"
        " clinician. Do not start, stop or change a medicine because of it. In danger, call your"
        " local emergency number.",
        "months": "January February March April May June July August September October November December",
        "month": "{month} {year}",
    },
    "es": {
        "language": "Español",
        "evidence": "Evidencia: {grade}",
        "very low": "muy baja",
        "low": "baja",
        "moderate": "moderada",
        "high": "alta",
        "checked": "Datos revisados en {month}",
        "due": "próxima revisión antes de {month}",
        "overdue": "revisión atrasada desde {month}",
        "unsigned": "Todavía no revisado por un profesional de la salud",
        "signed": "Revisado por {name}",
        "page": "Página {number} de {total}",
        "prepared": "Preparado para",
        "date": "Fecha",
        "note": "Nota de su profesional de la salud",
        "contents": "Contenido",
        "back": "Volver al texto",
        "logo": "Logotipo {name}",
        "version": "Hojas del {version}",
        "publisher": "De {publisher}",
        "own": "Versión propia de {publisher}",
        "sent": "Enviado a {printer}.",
        "printing": "{printer} todavía no lo ha impreso; espera en la cola.",
        "printed": "Impreso en {printer}.",
        "failed": "{printer} no lo imprimió.",
        "removed": "La impresora {printer} ya no está.",
        "gone": "{printer} lo ha recibido.",
        "jam": "El papel está atascado en {printer}.",
        "paper": "{printer} no tiene papel.",
        "cover": "{printer} está abierta.",
        "ink": "{printer} no tiene tinta o tóner.",
        "offline": "{printer} no responde. Puede estar apagada.",
        "paused": "{printer} está en pausa.",
        "silent": "El servicio de impresión no responde.",
        "unknown": "No hay ninguna impresora {printer}.",
        "none": "Esta computadora no tiene impresora.",
        "refused": "{printer} no acepta trabajos por ahora.",
        "taken back": "{printer} no lo imprimió a tiempo, y ya no lo hará.",
        "staff": "Pida ayuda al personal.",
        "start": "Toque para empezar",
        "all words": "Todas las palabras explicadas",
        "close": "Cerrar",
        "crisis": "Hay ayuda ahora mismo. Vea a quién llamar.",
        "picture": "Imagen: {alt}",
        "source": "fuente {number}",
        "sources": "Fuentes citadas en esta página: {number}",
        "disclaimer": "Esta hoja da información general. No reemplaza el consejo de su profesional de"
        " la salud. No empiece, deje ni cambie una medicina por lo que dice aquí. Si hay peligro,"
        " llame al número de emergencias de su lugar.",
        "months": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre"
        " diciembre",
        "month": "{month} de {year}",
    },
}


def phrase(key: str, lang: str, **parts: object) -> str:
    """The phrase with its `{parts}` filled in; English for a language that has no phrases yet."""
    return _PHRASES.get(lang, _PHRASES["en"])[key].format(**parts)


def language(lang: str) -> str:
    """A language's own name; its code for one that has no phrases yet."""
    return phrase("language", lang) if lang in _PHRASES else lang


def evidence(grade: str, lang: str) -> str:
    """The badge of a graded leaflet; empty for one that is not graded."""
    return phrase("evidence", lang, grade=phrase(grade, lang)) if grade else ""


def review(reviewed: str, review_by: str, reviewed_by: str, lang: str, day: str = "") -> list[str]:
    """When the facts were checked, when they are or were due, and who signed; what is unknown is left out.

    Read on `day`, which is today unless given.
    """
    said = []
    if reviewed:
        said.append(phrase("checked", lang, month=_month(reviewed, lang)))
    if review_by:
        key = "overdue" if is_overdue(review_by, day) else "due"
        said.append(phrase(key, lang, month=_month(review_by, lang)))
    signed = phrase("signed", lang, name=reviewed_by) if reviewed_by else phrase("unsigned", lang)
    return [*said, signed]


def origin(publisher: str, replaces: str, lang: str) -> str:
    """Whose leaflet it is; empty if it comes with the program and so has no publisher.

    `replaces` names the pack in whose leaflet's place it stands, if it does.
    """
    return phrase("own" if replaces else "publisher", lang, publisher=publisher) if publisher else ""


def printing(state: str, printer: str, lang: str) -> str:
    """What became of a print job, as `spooler.State` or `spooler.Refusal` name it, and whom to ask."""
    said = phrase(state, lang, printer=printer)
    return said if state in ("sent", "printed", "gone") else f"{said} {phrase('staff', lang)}"


def _month(iso_date: str, lang: str) -> str:
    year, month, _ = iso_date.split("-")
    name = phrase("months", lang).split()[int(month) - 1]
    return phrase("month", lang, month=name, year=year)
