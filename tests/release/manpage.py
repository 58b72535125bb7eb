"""The man page, made from the argument table that `--help` is made from."""

import argparse
import re
from collections.abc import Iterator

from kpviewer import __version__, arguments
from kpviewer.errors import ContentError, KpError, MachineError

_FILES = (
    ("/etc/kpviewer/policy.toml", "what IT decides for every user of the machine; it wins"),
    ("~/.config/kpviewer/settings.toml", "what a user chooses"),
    ("~/.cache/kpviewer", "the compiled leaflets; may be deleted at any time"),
)


def page() -> str:
    """In roff, for section 1."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield f'.TH KPVIEWER 1 "" "kpviewer {__version__}" "User Commands"'
    yield from (".SH NAME", "kpviewer \\- leaflets about ketamine psychotherapy, read and printed offline")
    yield ".SH SYNOPSIS"
    for name in arguments.COMMANDS:
        yield from (".B kpviewer" + (f" {name}" if name else ""), f"{_escaped(_usage(name))}", ".br")
    yield ".SH COMMANDS"
    for name, (purpose, _) in arguments.COMMANDS.items():
        yield from (f".SS {f'kpviewer {name}'.strip()}", _escaped(purpose))
        yield from _options(name, common=False)
    yield ".SH COMMON OPTIONS"
    yield from _options("", common=True)
    yield ".SH FILES"
    for path, purpose in _FILES:
        yield from (".TP", f".I {_escaped(path)}", _escaped(purpose))
    yield ".SH EXIT STATUS"
    kinds = (ContentError, KpError, MachineError)
    codes = {0: "done"} | {kind.exit_code: str(kind.__doc__) for kind in kinds}
    for code, meaning in sorted(codes.items()):
        yield from (".TP", f".B {code}", _escaped(meaning.splitlines()[0]))


def _usage(name: str) -> str:
    words = arguments.parser(name).format_usage().split()
    usage = " ".join(words[len(f"usage: kpviewer {name}".split()) :])
    return re.sub(r"\[--lang L\].*?\[--packs DIR\]", "[COMMON OPTIONS]", usage)


def _options(name: str, common: bool) -> Iterator[str]:
    """Of a command alone, or those that all have in common."""
    for group in arguments.parser(name)._action_groups:
        if (group.title == "common options") != common:
            continue
        for action in group._group_actions:
            if action.help and not isinstance(action, argparse._HelpAction):
                yield from (".TP", f".B {_escaped(_called(action))}", _escaped(action.help))


def _called(action: argparse.Action) -> str:
    value = action.metavar or (action.dest if action.nargs != 0 else "")
    if action.choices:
        value = "|".join(map(str, action.choices))
    if not action.option_strings:
        return str(value)
    return ", ".join(action.option_strings) + (f" {value}" if value and action.nargs != 0 else "")


def _escaped(text: str) -> str:
    """Roff takes a dot at the start of a line and every backslash and dash for its own."""
    made = text.replace("\\", "\\e").replace("-", "\\-").replace("~", "\\(ti").replace("%%", "%")
    return f"\\&{made}" if made.startswith((".", "'")) else made
