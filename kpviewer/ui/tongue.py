"""The language that the program speaks."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from kpviewer import paths


def speak(lang: str) -> None:
    """What is made from now on speaks that language, or English where there is no translation."""
    application = QCoreApplication.instance()
    assert application
    for last in application.findChildren(QTranslator):
        application.removeTranslator(last)
        last.deleteLater()
    own = str(paths.translations())
    if _install("kpviewer", lang, own):
        _install("qtbase", lang, QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    else:
        _install("kpviewer", "en", own)


def _install(name: str, lang: str, folder: str) -> bool:
    """Whether there is such a translation; `es` will do for `es-MX`."""
    translator = QTranslator(QCoreApplication.instance())
    found = translator.load(f"{name}_{lang.replace('-', '_')}", folder)
    return found and QCoreApplication.installTranslator(translator)
