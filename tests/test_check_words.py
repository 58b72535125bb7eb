"""What counts as a word that promises or hurts, and how hard a text reads."""

import pytest

from kpviewer.check import avoided, readability

AVOIDED = {
    "en": [
        "It can cure depression.",
        "This is a breakthrough.",
        "Some call it a miracle drug.",
        "It is proven to work.",
        "It is clinically proven.",
        "Results are guaranteed.",
        "Talking is essential.",
        "Ketamine is safe.",
        "It is very safe.",
        "The drug is safe and effective.",
        "It is a safe treatment.",
        "It has no side effects.",
        "It rewires the brain.",
        "It resets your brain.",
        "It unlocks healing.",
        "You will feel better.",
        "You'll sleep.",
        "It is the best treatment.",
        "It helps addicts.",
        "Drug abusers may ask.",
        "Victims of war may ask.",
        "He committed suicide.",
        "Take 50 mg.",
        "Take two milligrams.",
    ],
    "es": [
        "La ketamina cura la depresión.",
        "Puede curar el TEPT.",
        "Es un avance revolucionario.",
        "Es un milagro.",
        "Su eficacia está comprobada.",
        "Está científicamente probado.",
        "Los resultados están garantizados.",
        "La terapia es esencial.",
        "La ketamina es segura.",
        "Es segura y eficaz.",
        "No duele: sin efectos secundarios.",
        "Reinicia el cerebro.",
        "Usted mejorará.",
        "Usted va a mejorar.",
        "Es el mejor tratamiento.",
        "Ayuda a los adictos.",
        "Ayuda a las víctimas.",
        "Cometió suicidio.",
        "Tome 50 mg.",
    ],
}
ALLOWED = {
    "en": [
        "Is it safe?",
        "Will it cure me?",
        "There is no cure.",
        "It is not a cure.",
        "It does not cure depression.",
        "It has not been proven.",
        "We do not know if it is safe.",
        "It is not yet known whether it is safe.",
        "Stay in a safe place.",
        "We keep you safe.",
        "It may be unsafe at home.",
        "Drugs may be safer in a clinic.",
        "You may have breakthrough pain.",
        "Essential tremor is another illness.",
        "You will need a ride home.",
        "You will not be alone.",
        "Some clinics promise a “miracle”.",
        "It can be addictive: addiction is a risk.",
        "Reset the pump at noon.",
        "Unlock the door.",
        "Ask for the best time to call.",
        "The test gave 40 mg/dL.",
        "Ketamine was approved in 1970.",
    ],
    "es": [
        "¿Es segura?",
        "¿Me va a curar?",
        "No es una cura.",
        "No cura la depresión.",
        "No se sabe si es segura.",
        "Pregunte a su seguro médico.",
        "No está seguro de eso.",
        "Es seguro que lloverá.",
        "Ha probado dos antidepresivos.",
        "Quédese en un lugar seguro.",
        "La adicción es un riesgo.",
        "Puede ser adictiva.",
        "Nadie sabe si es el mejor tratamiento.",
    ],
}
ENGLISH = {
    1: "a are blurred called caused changed checked clothes drive eased eye eyes felt friends helped"
    " hours judged league make owned passed raised rule rules slowed states stopped street these times"
    " use were",
    2: "about added against being boxes bridges changes choices client closely doses every guideline"
    " headache lifeline little minutes nation poem rhythm safety settled someone table tested treated"
    " watches weekly",
    3: "addiction animals anyone apnea approval area created energy heroin idea involvement medicine"
    " museum nausea reported related studying suicide united usual",
    4: "anxiety emergency information medication suicidal variety",
    5: "antidepressant association hospitality possibility university",
}
SPANISH = {
    1: "buey cien diez hay ley muy que quién rey seis y",
    2: "agua ahí aire baúl búho causa ciudad creer después deuda día dieta fuerte guerra guía hielo huele"
    " huevo juicio leer maíz nadie nueve oír país peor presión quiere raíz real riesgo ruido serie sigue"
    " suero treinta usted viuda",
    3: "ahora alcohol ansiedad antiguo bilingüe clínica cohete conciencia corazón cuidado depresión"
    " estudio europa hígado idea influye línea mareo oeste países personas pingüino poeta reales semanas"
    " suicidio vergüenza área",
    4: "aerosol aéreo aprobado averigüe continúa emergencia europeo evalúa medicina teoría tratamiento"
    " vehículo",
    5: "esketamina postraumático psicoterapia",
}
"""Counted by hand."""


@pytest.mark.parametrize(("lang", "sentence"), [(lang, s) for lang, all_ in AVOIDED.items() for s in all_])
def test_a_word_that_promises_or_hurts_is_found(lang: str, sentence: str) -> None:
    assert list(avoided.find(sentence, lang))


@pytest.mark.parametrize(("lang", "sentence"), [(lang, s) for lang, all_ in ALLOWED.items() for s in all_])
def test_a_word_that_promises_nothing_is_let_pass(lang: str, sentence: str) -> None:
    assert not list(avoided.find(sentence, lang))


@pytest.mark.parametrize(("count", "words"), ENGLISH.items())
def test_english_syllables_are_those_counted_by_hand(count: int, words: str) -> None:
    assert {word: readability.english_syllables(word) for word in words.split()} == dict.fromkeys(
        words.split(), count
    )


@pytest.mark.parametrize(("count", "words"), SPANISH.items())
def test_spanish_syllables_are_those_counted_by_hand(count: int, words: str) -> None:
    assert {word: readability.spanish_syllables(word) for word in words.split()} == dict.fromkeys(
        words.split(), count
    )


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two! Three?", 3),
        ("It is 2.5 times. Next.", 2),
        ("See Dr. Roe at noon.", 1),
        ("Roe et al. Found.", 1),
        ("He said “stop.” She did.", 2),
        ("¿Duele? ¡No! Nada.", 3),
        ("En EE. UU. hay uno.", 1),
        ("Write to 988lifeline.org today.", 1),
        ("no end", 1),
        ("", 0),
    ],
)
def test_a_text_falls_into_sentences(text: str, count: int) -> None:
    found = list(readability.sentences(text))
    assert len(found) == count
    assert all(text[start:].startswith(sentence) for start, sentence in found)


def test_numbers_and_what_a_hyphen_joins_are_words() -> None:
    assert readability.count_words("Of 1,285 well-known people, 6.5 said: “it’s 24/7”.") == 8


def test_the_formulas_give_what_their_authors_wrote() -> None:
    """Flesch-Kincaid and SMOG of 30 sentences of 4 words, one of them of 3 syllables."""
    flesch_kincaid, smog = readability.scores(["The cat saw animals."] * 30, "en")
    assert (flesch_kincaid.value, smog.value) == (round(0.39 * 4 + 11.8 * 6 / 4 - 15.59, 1), 8.8)
    [huerta] = readability.scores(["La casa es grande."] * 8, "es")
    assert (huerta.value, huerta.is_kept) == (round(206.84 - 60 * 6 / 4 - 1.02 * 4, 1), True)


def test_a_short_or_foreign_text_has_no_scores() -> None:
    few = readability.scores(["The cat saw animals."] * 29, "en")
    assert [score.formula for score in few] == ["Flesch-Kincaid"]
    assert readability.scores(["The cat saw animals."] * 7, "en") == []
    assert readability.scores(["Un chat."] * 30, "fr") == []
    assert readability.scores(["12 %"], "en") == []
