"""What belongs to one reader: a new reader gets a new session, and nothing of the one before."""

from functools import cached_property
from typing import TYPE_CHECKING

from kpviewer.settings import Settings
from kpviewer.ui.history import History, Place
from kpviewer.ui.look import Look

if TYPE_CHECKING:
    from kpviewer.marks import Marks
    from kpviewer.ui.draft import Draft


class Session:
    """Language, look, way and handout of a reader. A window may be made anew around it."""

    def __init__(self, lang: str, look: Look, settings: Settings) -> None:
        self.lang = lang
        """Of the leaflets, and of the program where it speaks that language."""
        self.look = look
        self.history = History()
        self.place = Place()
        """Where the reader was when the panes were made anew."""
        self.section = 0
        """In which section of that leaflet, 0 for its start: another language names sections otherwise."""
        self.typed = ""
        """What stood in the search field then."""
        self.voiceless: set[str] = set()
        """Languages that turned out to have no voice here; a new session tries again."""
        self.has_listened = False
        """Whoever listened is told aloud what else matters."""
        self.printed_pages = 0
        """So far; a kiosk limits them."""
        self._settings = settings

    @property
    def has_handout(self) -> bool:
        return "draft" in self.__dict__ and bool(self.draft.slugs)

    @cached_property
    def marks(self) -> "Marks":
        """The words of the search that led to the open page."""
        from kpviewer.marks import Marks

        return Marks(())

    @cached_property
    def draft(self) -> "Draft":
        """The handout in the making."""
        from kpviewer import handout
        from kpviewer.ui.draft import Draft

        return Draft(handout.options_of(self._settings))
