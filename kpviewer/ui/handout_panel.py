"""The handout in the making: what is in it, how it is made, and its pages as they will be on paper."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal, SignalInstance

from kpviewer.errors import KpError
from kpviewer.handout import Handout
from kpviewer.library import DamagedStore, Library
from kpviewer.ui import tongue, trouble
from kpviewer.ui.chosen_list import Row
from kpviewer.ui.draft import Draft
from kpviewer.ui.handout_frame import HandoutFrame
from kpviewer.ui.paper import Sheet

_WAIT_MILLISECONDS = 30
"""From a choice to its pages: keys that follow each other faster are answered together."""


class HandoutPanel(HandoutFrame):
    """Takes leaflets, lets the user arrange them, and shows the pages. Nothing of it is stored.

    Signals:
        changed(leaflets): how many leaflets would be printed now.
        print_wanted(handout), other_printer_wanted(handout): it is to be printed, there or elsewhere.
        pdf_wanted(handout), html_wanted(handout): it is to be saved so.
        library_damaged(): the store broke while it was open.
    """

    changed = Signal(int)
    print_wanted = Signal(object)
    other_printer_wanted = Signal(object)
    pdf_wanted = Signal(object)
    html_wanted = Signal(object)
    library_damaged = Signal()

    def __init__(self, draft: Draft, presets: Mapping[str, Sequence[str]]) -> None:
        """Goes on with a draft; `presets` are slugs to take together, by name."""
        super().__init__(presets)
        self._draft = draft
        self._handout: Handout | None = None
        self._sheet: Sheet | None = None
        self._titles: dict[str, str] = {}
        """Of all leaflets that were listed here: they may have gone from the library since."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MILLISECONDS)
        self._timer.timeout.connect(self._show_pages)
        self._clear.clicked.connect(self.clear)
        self._chosen.ordered.connect(self._order)
        self._chosen.leaflet_chosen.connect(self._go_to_leaflet)
        self._chosen.taken.connect(self._take)
        self._form.changed.connect(self._choose_options)
        self._buttons["print"].clicked.connect(self.print_now)
        self._buttons["save"].clicked.connect(self.save_pdf)
        self._other_printer.clicked.connect(lambda: self._send(self.other_printer_wanted))
        self._buttons["save_html"].clicked.connect(self.save_html)
        self._form.show_options(draft.options)
        self._say("")
        self.show_printer("")
        for name, slugs in presets.items():
            self._presets[name].clicked.connect(lambda _=False, slugs=slugs: self.add(slugs))

    def show_library(self, library: Library, lang: str) -> None:
        """Take the leaflets from another library; the next handout starts in that language."""
        self._draft.use(library)
        self._draft.usual = replace(self._draft.usual, langs=(lang,))
        if self.is_empty:
            self._draft.options = replace(self._draft.options, langs=(lang,))
            self._form.show_options(self._draft.options)
        self._form.show_languages(library.languages())
        self._draft.options = self._form.options_over(self._draft.options)
        self._order_tabs()
        self._show_draft()

    @property
    def is_empty(self) -> bool:
        return not self._draft.slugs

    def add(self, slugs: Sequence[str]) -> None:
        """Put leaflets at the end, each once; after a handing out they start a new handout."""
        if self._draft.is_handed_out:
            self.clear()
        self._draft.add(slugs)
        self._say("")
        self._show_draft()
        self._chosen.mark(slugs[0])

    def add_sections(self, slug: str, lang: str, anchors: Collection[str]) -> None:
        """Put a leaflet at the end with some of its sections, by their anchors in that language."""
        self.add([slug])
        self._draft.take_sections(slug, lang, anchors)
        self._show_draft()

    def clear(self) -> None:
        """Start a new handout; nothing of the one before remains."""
        self._draft.clear()
        self._form.show_options(self._draft.options)
        self._say("")
        self._show_draft()

    def print_now(self) -> None:
        """Wish for what is shown on paper, if there is something."""
        self._send(self.print_wanted)

    def save_pdf(self) -> None:
        """As `print_now`, into a PDF file."""
        self._send(self.pdf_wanted)

    def save_html(self) -> None:
        """As `print_now`, into an HTML file."""
        self._send(self.html_wanted)

    def show_printer(self, name: str) -> None:
        """Name the printer that prints without being asked for; empty if there is none."""
        self._printer.setText(self.tr("Printer: {name}").format(name=name))
        self._printer.setVisible(bool(name))
        self._other_printer.setVisible(bool(name))

    def hide_printing(self) -> None:
        """Here handouts are saved, and not printed."""
        self._buttons["print"].hide()

    def finish(self) -> None:
        """It went out: it stays as it is, for another copy, until the next leaflet begins a new one."""
        self._draft.is_handed_out = True
        self._say(self.tr("The next leaflet starts a new handout."))

    def let_arrange(self) -> None:
        """Let the keyboard work on the leaflets, or on the presets while there are none."""
        self._turn_to(are_pages=False)
        self.setFocus()

    def offer_print(self) -> None:
        """Let Return and Space print."""
        self._turn_to(are_pages=False)
        self._buttons["print"].setFocus()

    def _send(self, wanted: SignalInstance) -> None:
        if self._timer.isActive():
            self._show_pages()
        if self._handout:
            wanted.emit(self._handout)

    def _let_go_out(self, can: bool) -> None:
        for button in (*self._buttons.values(), self._other_printer):
            button.setEnabled(can)

    def _say(self, words: str) -> None:
        self._message.setText(words)
        self._message.setVisible(bool(words))

    # From choice to pages

    def _order(self, slugs: Sequence[str]) -> None:
        self._draft.order(slugs)
        self._show_draft()

    def _take(self, slug: str, flags: Sequence[bool]) -> None:
        self._draft.take(slug, flags)
        self._show_draft()

    def _go_to_leaflet(self, slug: str) -> None:
        """Show the pages from the first of that leaflet."""
        if self._sheet and self._handout and not self._timer.isActive():
            slugs = [part.page.slug for part in self._handout.parts]
            if slug in slugs:
                self._preview.go_to_page(self._sheet.starts[slugs.index(slug)] + 1)

    def _choose_options(self) -> None:
        langs = self._draft.options.langs
        self._draft.options = self._form.options_over(self._draft.options)
        if self._draft.options.langs != langs:
            self._show_draft()
        self._timer.start()

    def _show_draft(self) -> None:
        """List what is chosen at once, and soon its pages."""
        slugs = self._draft.slugs
        printed = len(slugs)
        try:
            self._chosen.show_rows([self._row(slug) for slug in slugs])
            printed = len(self._draft.printed())
        except DamagedStore:
            self.library_damaged.emit()
        self._form.show_count(len(slugs) * len(self._draft.options.langs))
        self._chosen.setVisible(bool(slugs))
        self._empty.setVisible(not slugs)
        self._summary.setVisible(bool(slugs))
        first = [self._chosen] if slugs else [*self._presets.values(), self._preview]
        self.setFocusProxy(first[0])
        self._clear.setEnabled(bool(slugs))
        self._let_go_out(bool(slugs))
        self._timer.start()
        self.changed.emit(printed)

    def _row(self, slug: str) -> Row:
        page = self._draft.page(slug)
        if page:
            self._titles[slug] = page.entry.short
        title = self._titles.get(slug, slug)
        if not page:
            langs = ", ".join(tongue.name(lang) for lang in self._draft.lacking(slug))
            lacking = self.tr("Left out: no such leaflet in {languages}").format(languages=langs)
            return Row(slug, title, lacking, (), ())
        taken, choices = self._draft.taken(slug), self._draft.choices(slug)
        start = self.tr("Start of the leaflet")
        headings = tuple(choice.heading if choice.anchor else start for choice in choices)
        remark = "" if all(taken) else self._said_of_sections(taken)
        return Row(slug, title, remark, headings, taken)

    def _said_of_sections(self, taken: Sequence[bool]) -> str:
        return self.tr("{taken} of {sections} sections").format(taken=sum(taken), sections=len(taken))

    def _show_pages(self) -> None:
        """Compose what is chosen and show its pages; say why if there are none."""
        self._timer.stop()
        self._handout = None
        try:
            self._handout = self._draft.compose()
            if self._handout and self._handout.complaint:
                self._say(trouble.lacking(self._handout))
        except DamagedStore:
            self.library_damaged.emit()
        except KpError as error:
            self._say(trouble.of(error))
        self._sheet = Sheet(self._handout, self._sheet) if self._handout else None
        self._preview.show_sheet(self._sheet)
        self._let_go_out(bool(self._sheet))
        parts = self._handout.parts if self._handout else ()
        leaflets = {part.page.slug for part in parts}.intersection(self._draft.slugs)
        pages = self._sheet.page_count if self._sheet else 0
        said = (self.tr("%n leaflets", "", len(leaflets)), self.tr("%n pages", "", pages))
        self._summary.setText(" · ".join(said))
