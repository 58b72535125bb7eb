"""Words that the house style avoids because they promise or hurt, and what to say instead."""

import re
from collections.abc import Iterator
from typing import NamedTuple


class Avoided(NamedTuple):
    """A word that was found."""

    place: int
    word: str
    instead: str


_SEEN = "say what was seen, and in how many people"
_UNSURE = "say what was seen, and how sure we are"
_RISKS = "say what the risks are"

_WORDS = {
    "en": {
        r"cure[sd]?|curing": _SEEN,
        r"breakthroughs?(?! (?:bleeding|infection|pain|seizure|symptom))": "say what is new",
        r"miracles?|miraculous(?:ly)?": _SEEN,
        r"(?:clinically )?proven|guaranteed?": _UNSURE,
        r"essential(?! (?:oil|tremor))": "say why it matters",
        r"(?:is|are) (?:completely |perfectly |totally |very )?safe"
        r"|safe(?:ly)? and effective(?:ly)?|safe (?:drug|medicine|option|therapy|treatment)s?"
        r"|no side effects": _RISKS,
        r"rewire[ds]?|rewiring"
        r"|(?:reset(?:s|ting)?|unlock(?:s|ed|ing)?) (?:\w+ ){0,2}"
        r"(?:brain|healing|joy|life|mind|mood|nervous system|potential)": "say what people noticed",
        r"you(?: will|['’]ll)(?! (?:have to|need|not)\b)": "say “you may”",
        r"(?:is|are) the best"
        r"|the best (?:choice|drug|medicine|option|result|therapy|treatment)s?": (
            "say what it is better than, and in how many people"
        ),
        r"(?:drug )?addicts?|(?:alcohol |drug )?abusers?": "say “people with a substance use disorder”",
        r"victims?": "say “people who lived through” it",
        r"commit(?:s|ted|ting)? suicide": "say “died by suicide”",
        r"milligrams?|(?<![.,])\d[\d.,]*\s?mg(?!/)": "leave the dose to the clinician",
    },
    "es": {
        r"curan?|curar(?:á|án|se)?": _SEEN,
        r"revolucionari[oa]s?": "say what is new",
        r"milagros?|milagros[oa]s?": _SEEN,
        r"comprobad[oa]s?|(?:científica|clínica)mente probad[oa]s?|eficacia probada"
        r"|garantiza(?:d[oa]s?|mos)?": _UNSURE,
        r"esencial(?:es)?|imprescindibles?": "say why it matters",
        r"(?:es|son) (?:completamente |muy |totalmente )?segur[oa]s?(?! (?:de|que)\b)"
        r"|segur[oa]s? y (?:efectiv[oa]|efica[cz])(?:e?s)?|sin efectos secundarios": _RISKS,
        r"(?:recable|reprogram)(?:a|an|ar)"
        r"|(?:desbloque|reinici|resete)(?:a|an|ar) (?:\w+ ){0,2}"
        r"(?:ánimo|cerebro|felicidad|mente|potencial|sanación|vida)": "say what people noticed",
        r"usted (?:(?:se )?(?:curará|mejorará|recuperará|sanará|sentirá)"
        r"|va a (?:curarse|mejorar|sanar|sentirse))": "say “es posible que usted”",
        r"(?:el|la|los|las) mejor(?:es)? (?:clínica|medicamento|medicina|opción|opcione|terapia"
        r"|tratamiento)s?": "say what it is better than, and in how many people",
        r"(?:drog)?adict[oa]s?": "say “personas con un trastorno por consumo de sustancias”",
        r"víctimas?": "say “personas que vivieron” it",
        r"comet(?:e|en|er|ió|ieron|ido) suicidio": "say “murió por suicidio”",
        r"miligramos?|(?<![.,])\d[\d.,]*\s?mg(?!/)": "leave the dose to the clinician",
    },
}
_DENIALS = {
    "en": r"no|not|never|nobody|nor|neither|without|cannot|\w+n['’]t|if|whether",
    "es": r"no|nunca|ni|nadie|ningun[oa]?|ningún|sin|tampoco|si",
}
_UP_TO_FOUR_WORDS = r"(?:[^\w:;]+\w+){0,4}[^\w:;]*$"

_INSTEAD = {lang: list(words.values()) for lang, words in _WORDS.items()}
_FIND = {
    lang: re.compile(rf"(?<!\w)(?:{'|'.join(f'({words})' for words in patterns)})(?!\w)", re.IGNORECASE)
    for lang, patterns in _WORDS.items()
}
_DENIED = {
    lang: re.compile(rf"(?<!\w)(?:{words}){_UP_TO_FOUR_WORDS}", re.IGNORECASE)
    for lang, words in _DENIALS.items()
}


def find(sentence: str, lang: str) -> Iterator[Avoided]:
    """In a sentence of one line; what is asked, denied or quoted in it promises nothing."""
    if lang not in _FIND or sentence.rstrip().endswith("?"):
        return
    for found in _FIND[lang].finditer(sentence):
        before = sentence[: found.start()]
        if before.endswith(("“", '"', "«", "‘")) or _DENIED[lang].search(before[-60:]):
            continue
        assert found.lastindex
        yield Avoided(found.start(), found[0], _INSTEAD[lang][found.lastindex - 1])
