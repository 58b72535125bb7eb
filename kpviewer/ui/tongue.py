"""The language that the program speaks."""

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from kpviewer import paths, phrases

_spoken: list[QTranslator] = []
"""What translates now, the last one first: a program speaks one language."""


def spoken() -> str:
    """The language that the program speaks now; any thread may ask."""
    return _spoken[-1].language() if _spoken else "en"


def name(lang: str) -> str:
    """A language's own name; its code where nobody knows that."""
    known = phrases.language(lang)
    found = known if known != lang else QLocale(lang).nativeLanguageName()
    return found[:1].upper() + found[1:] or lang


def speak(lang: str) -> None:
    """What is made from now on speaks that language, or English where there is no translation."""
    while _spoken:
        QCoreApplication.removeTranslator(_spoken.pop())
    folder, own = str(paths.translations()), QTranslator()
    name = lang.replace("-", "_")
    if own.load(f"kpviewer_{name}", folder):  # `es` will do for `es_MX`
        from PySide6.QtCore import QLibraryInfo

        qt = QTranslator()
        qt.load(f"qtbase_{name}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        _spoken.append(qt)
    else:
        own.load("kpviewer_en", folder)
    _spoken.append(own)
    for translator in _spoken:
        QCoreApplication.installTranslator(translator)
