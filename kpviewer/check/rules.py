"""The rules of `kpviewer check`: what each finds, how bad it is, how to mend it."""

from typing import NamedTuple

from kpviewer.review import DUE_DAYS


class Rule(NamedTuple):
    """One rule, in the shape of `kpviewer check --rules --json`."""

    name: str
    level: str
    """`error`: something is missing, wrong or not shown. `warning`: a reader is served less well."""
    finds: str
    mend: str


class Fault(NamedTuple):
    """A rule that a leaflet breaks."""

    rule: str
    line: int
    """Counted from 1; 0 when the whole leaflet is meant."""
    problem: str
    """One sentence that says how to mend it."""


SENTENCE_WORDS = 25
PARAGRAPH_SENTENCES = 5
SECTION_WORDS = 250
TABLE_COLUMNS = 4

RULES = (
    Rule("no-pack", "error", "a folder without leaflets", "put leaflets into it as en/name.md"),
    Rule("pack", "error", "a pack.toml that cannot be read", "mend the line that is named"),
    Rule("group", "error", "a group without a title, or a leaflet in it that is missing", "see pack.toml"),
    Rule("no-language", "error", "a leaflet outside a language's folder", "move it, to en/name.md"),
    Rule("unreadable", "error", "a leaflet that cannot be read or shown", "do as the message says"),
    Rule("not-utf-8", "error", "a leaflet that is not UTF-8", "save it as UTF-8"),
    Rule("too-large", "error", "over 1,000,000 bytes, or 64,000 of front matter", "cut it into several"),
    Rule("front-matter", "error", "TOML between the lines +++ with a mistake", "mend the line named"),
    Rule("slug", "error", "a file name that cannot be a slug", "use small letters, digits and hyphens"),
    Rule("duplicate-slug", "error", "two leaflets of one name in one language", "rename one of them"),
    Rule("section-alias", "error", "aliases for a section that is not there", "name one that is"),
    Rule("nested", "error", "lists or quotes too deep in one another", "use fewer levels"),
    Rule("anchor", "error", "a heading that nothing can link to", "give it a letter or a digit"),
    Rule("duplicate-anchor", "error", "two headings or terms of one name", "give one another name"),
    Rule("heading-level", "error", "a heading that skips a level", "go down one # at a time, from ##"),
    Rule("dead-link", "error", "a link that leads nowhere", "name a leaflet and anchor that are there"),
    Rule("unknown-term", "error", "a link to a word that the glossary lacks", "explain it there"),
    Rule("remote", "error", "a link or picture outside the pack", "write the address as plain words"),
    Rule("picture-missing", "error", "a picture that is not there", "put the file into the pack"),
    Rule("picture-outside", "error", "a picture outside the pack", "put the file into the pack"),
    Rule("picture-text", "error", "a picture without a description", "write ![what it shows](file.png)"),
    Rule("picture-large", "error", "a picture of too many bytes or pixels", "save it smaller"),
    Rule("picture-type", "error", "a picture that is no PNG, JPEG or WebP", "save it as one"),
    Rule("raw-html", "error", "HTML, which is shown as text", "use Markdown instead"),
    Rule("no-source", "error", "a footnote mark without its source", "add a line [^name]: source"),
    Rule("unused-source", "error", "a source that no mark refers to", "mark what it proves, or delete it"),
    Rule("translation-sections", "error", "other headings than in the original", "write the same ones"),
    Rule("translation-figures", "error", "other numbers than in the original", "write the same ones"),
    Rule("translation-footnotes", "error", "other footnotes than in the original", "use the same"),
    Rule("translation-dates", "error", "other dates or grade than in the original", "write the same"),
    Rule("reading-grade", "warning", "harder to read than the style allows", "shorten words and sentences"),
    Rule("long-sentence", "warning", f"a sentence over {SENTENCE_WORDS} words", "make two of it"),
    Rule(
        "long-paragraph",
        "warning",
        f"a paragraph over {PARAGRAPH_SENTENCES} sentences",
        "make two of it, or a list",
    ),
    Rule("long-section", "warning", f"over {SECTION_WORDS} words under a heading", "add a heading"),
    Rule("no-footnote", "warning", "a figure without a footnote", "add the mark of its source"),
    Rule("percentage", "warning", "a percentage alone", "say it of people: 27 of every 100 people"),
    Rule("picture-caption", "warning", "a picture without a caption", 'write ![shown](file.png "caption")'),
    Rule("avoided-word", "warning", "a word that promises or hurts", "use the word that is proposed"),
    Rule("missing-section", "warning", "a condition without a section it needs", "write the section"),
    Rule("review-overdue", "warning", "a review that is overdue", "check the facts, set both dates"),
    Rule("review-due", "warning", f"a review due within {DUE_DAYS} days, or never", "plan it"),
    Rule("unsigned", "warning", "no clinician has signed it off", "have it read, name them in reviewed_by"),
    Rule("wide-table", "warning", f"a table over {TABLE_COLUMNS} columns", "make two tables of it"),
)

LEVELS = {rule.name: rule.level for rule in RULES}
