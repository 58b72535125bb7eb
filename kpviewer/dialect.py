"""The Markdown that authors write: which extensions of Python-Markdown it has, and what keeps it quick."""

import re
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions.toc import slugify, slugify_unicode
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

from kpviewer import effort

_SIGNS = re.compile(r"[\\`\[<*_'\"\x02]|--|\.\.\.|  \n")
"""At least one stands in a text for which Markdown's inline patterns do anything."""


def converter() -> markdown.Markdown:
    """For one leaflet; raises `effort.TooMuch` where that takes too long."""
    made = markdown.Markdown(
        extensions=[
            "tables",
            "footnotes",
            "def_list",
            "abbr",
            "admonition",
            "toc",
            "sane_lists",
            "smarty",
        ],
        extension_configs={
            "toc": {"marker": "", "slugify": anchor_of},
            "footnotes": {"BACKLINK_TITLE": ""},
        },
        output_format="xhtml",
    )
    made.preprocessors.deregister("html_block")
    made.inlinePatterns.deregister("html")
    for name, priority in _INLINE_STEPS.items():
        usual = made.treeprocessors[name]
        assert isinstance(usual, InlineProcessor)
        quick = _Inline(made)
        quick.inlinePatterns = [*usual.inlinePatterns]  # type: ignore[assignment]  # a list is quicker
        made.treeprocessors.register(quick, name, priority)
    effort.bound(made, effort.Effort())
    return made


_INLINE_STEPS = {"inline": 20, "smarty": 6}
"""Markdown's steps through all texts, each with its priority there."""


class _Plain(AtomicString):
    """A text that no inline pattern changes."""


class _Inline(InlineProcessor):
    """As Markdown's own, but without a search for each of thirty patterns where no sign of one stands.

    Most texts have none, and the search takes most of the time.
    """

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        for node in tree.iter():
            node.text, node.tail = _marked(node.text), _marked(node.tail)
        super().run(tree, ancestors)
        for node in tree.iter():
            node.text, node.tail = _unmarked(node.text), _unmarked(node.tail)
        return tree


def _marked(text: str | None) -> str | None:
    return _Plain(text) if type(text) is str and not _SIGNS.search(text) else text


def _unmarked(text: str | None) -> str | None:
    return str(text) if type(text) is _Plain else text


def anchor_of(text: str, separator: str = "-") -> str:
    """The anchor of a heading or a glossary term: small letters and hyphens."""
    return slugify(text, separator) or slugify_unicode(text, separator)
