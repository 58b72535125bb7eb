"""`python -m tests.screenshots`: make the pictures of the README anew, from the window as it is."""

import os
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "resources" / "linux"
KIOSK = (1080, 1920)
"""Its screen, in pixels."""


def main() -> None:
    """Reading, a search in dark colours, a handout, a kiosk; on no screen where none is given."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QSettings, Qt
    from PySide6.QtTest import QTest

    from kpviewer import library
    from kpviewer.settings import Settings
    from kpviewer.ui import app
    from kpviewer.ui.kiosk.window import KioskWindow
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
    settings = Settings()
    settings.put({"clinic.name": "Riverside Clinic"}, "policy")
    kiosk = KioskWindow(settings, "en", lambda: library.all_folders([]))
    kiosk.show_library(loaded)
    kiosk.open_first()
    kiosk.show()
    kiosk.resize(*KIOSK)
    kiosk.begin_visit("en")
    QTest.qWait(1000)
    half = kiosk.grab().scaledToWidth(KIOSK[0] // 2, Qt.TransformationMode.SmoothTransformation)
    half.save(str(FOLDER / "kiosk.png"))
    kiosk.wait()
    kiosk.hide()


if __name__ == "__main__":
    main()
