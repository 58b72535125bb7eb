"""`python -m tests.screenshots`: make the pictures of the README anew, from the window as it is."""

import os
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "resources" / "linux"


def main() -> None:
    """Reading, a search in dark colours, and a handout; on a screen of their own where none is given."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QSettings
    from PySide6.QtTest import QTest

    from kpviewer import library
    from kpviewer.settings import Settings
    from kpviewer.ui import app
    from kpviewer.ui.window import Window

    app.start_desk()
    loaded = library.load()
    for name, theme in (("reading", "light"), ("search", "dark"), ("handout", "light")):
        settings = Settings()
        settings.put({"display.theme": theme, "clinic.name": "Riverside Clinic"}, "settings")
        memory = QSettings(f"{tempfile.mkdtemp()}/window.ini", QSettings.Format.IniFormat)
        window = Window(settings, memory, "en")
        window.show_library(loaded)
        window.open_first("ptsd")
        window.show()
        window.resize(1280, 800)
        QTest.qWait(500)
        if name == "search":
            window.frame.field.setText("cant sleep nitemares")
            window.station.open("ptsd", "what-is-it")
        if name == "handout":
            window.station.actions["add"].trigger()
        QTest.qWait(1000)
        window.grab().save(str(FOLDER / f"{name}.png"))
        window.wait()
        window.hide()


if __name__ == "__main__":
    main()
