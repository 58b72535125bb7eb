"""How the program is called: every command and option, in one table."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from kpviewer import __version__, review, settings
from kpviewer.errors import KpError

_VALUED = ("--settings", "--policy", "--packs", "--lang")
"""Options that work before or after the command."""


def read(words: list[str]) -> tuple[str, argparse.Namespace]:
    """The command, empty for the window, and its arguments; raises KpError."""
    rest = list(words)
    command = _take_command(rest)
    return command, parser(command).parse_args(rest)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise KpError(f"{message}; {self.prog} --help tells more")


def _add_leaflet(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("leaflet", nargs="?", help="open at this leaflet, for example ptsd")
    parser.add_argument("--kiosk", action="store_true", help="full screen, for visitors to use alone")
    parser.add_argument("--version", action="version", version=f"kpviewer {__version__}")
    names = ", ".join(filter(None, COMMANDS))
    parser.epilog = f"Commands: {names}; kpviewer COMMAND --help tells more."


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="for programs to read")


def _add_list(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--due",
        action="store_true",
        help=f"for staff: overdue, due within {review.DUE_DAYS} days, or not signed off; soonest first",
    )
    _add_json(parser)


def _add_search(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs="+", metavar="WORDS")
    parser.add_argument("--limit", type=int, default=20, metavar="N", help="hits at most")
    _add_json(parser)


def _add_handout(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("leaflets", nargs="+", metavar="LEAFLET")
    parser.add_argument("--large-print", action="store_true", help="18 point instead of 14")
    parser.add_argument("--paper", choices=settings.PAPERS)
    parser.add_argument("--sections", metavar="A,B", help="only these: ANCHOR or LEAFLET#ANCHOR")
    parser.add_argument(
        "--glossary", action="store_true", help="explain the leaflets' medical words at the end"
    )
    parser.add_argument("--note", metavar="TEXT", help="from the clinician, on the first page")
    parser.add_argument("--prepared-for", metavar="NAME", help="printed, kept nowhere")
    parser.add_argument("--right-hand", action="store_true", help="two-sided: start leaflets on the right")


def _add_export(parser: argparse.ArgumentParser) -> None:
    _add_handout(parser)
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE.pdf|FILE.html", help="where to"
    )


def _add_print(parser: argparse.ArgumentParser) -> None:
    _add_handout(parser)
    parser.add_argument("--printer", metavar="NAME", default="")
    parser.add_argument("--copies", type=int, default=1, metavar="N")


def _add_pack(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "pack",
        nargs="?",
        type=Path,
        help="a folder; if none, what kpviewer shows: the bundled pack and --packs",
    )
    parser.add_argument("--rules", action="store_true", help="what is looked for, and how to mend it")
    _add_json(parser)


def _add_settings(parser: argparse.ArgumentParser) -> None:
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument(
        "--check", type=Path, metavar="FILE", help="say what is wrong with a policy or settings file"
    )
    instead.add_argument(
        "--hash-pin",
        action="store_true",
        help="hash a PIN for kiosk.exit_pin: asked for twice, or two lines on standard input",
    )


def _add_folder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help="one that is empty, or not there yet")


def _add_build(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help="the folder of a pack")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.kpack", help="where to")
    signed = parser.add_mutually_exclusive_group()
    signed.add_argument(
        "--key",
        type=Path,
        metavar="SECRETKEY",
        help="sign with a key of minisign; its password is asked for, or a line on standard input",
    )
    signed.add_argument(
        "--signature", type=Path, metavar="FILE", help="take in what minisign -Sm SHA256SUMS wrote"
    )


def _add_install(parser: argparse.ArgumentParser) -> None:
    _add_kpack(parser)
    parser.add_argument("--older", action="store_true", help="even if it is not newer than what is shown")


def _add_name(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="of an installed pack")
    _add_json(parser)


def _add_kpack(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE.kpack")
    _add_json(parser)


COMMANDS: dict[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    "": ("Leaflets about ketamine psychotherapy, offline.", _add_leaflet),
    "list": ("List the leaflets.", _add_list),
    "search": ("Find sections that answer.", _add_search),
    "export": ("Save a handout as PDF or HTML.", _add_export),
    "print": ("Print a handout.", _add_print),
    "check": ("Say what is wrong with a pack.", _add_pack),
    "settings": ("Show every key, its value, who set it.", _add_settings),
    "pack new": ("Begin a pack of your own.", _add_folder),
    "pack build": ("Make one file of a pack in which check finds no error.", _add_build),
    "pack verify": ("Prove a file, and say what it would change.", _add_kpack),
    "pack install": ("Prove a file, and show what is in it from now on.", _add_install),
    "pack list": ("List the packs that are installed.", _add_json),
    "pack rollback": ("Show the version of a pack that was shown before.", _add_name),
    "doctor": ("Say what works on this machine, and what to do where it does not.", _add_json),
}
"""By name: the purpose, and what adds the options; without a name the window."""


def _take_command(words: list[str]) -> str:
    """The command, taken out of `words`; empty if there is none, which opens the window."""
    place = 0
    while place < len(words) and words[place].startswith("-"):
        place += 2 if words[place] in _VALUED else 1
    for length in (2, 1):
        name = " ".join(words[place : place + length])
        if name and name in COMMANDS:
            del words[place : place + length]
            return name
    if words[place : place + 1] == ["pack"]:
        known = ", ".join(name.partition(" ")[2] for name in COMMANDS if name.startswith("pack "))
        raise KpError(f"kpviewer pack takes one of: {known}; kpviewer pack build --help tells more")
    return ""


def parser(name: str) -> argparse.ArgumentParser:
    """What reads the arguments of a command; without a name those of the window."""
    purpose, add_arguments = COMMANDS[name]
    made = _Parser(prog=f"kpviewer {name}".strip(), description=purpose, allow_abbrev=False)
    made.set_defaults(command=name)
    add_arguments(made)
    common = made.add_argument_group("common options")
    common.add_argument("--lang", action="append", metavar="L", help="language, for example es")
    common.add_argument("--settings", type=Path, metavar="FILE", help="instead of your own")
    common.add_argument("--policy", type=Path, metavar="FILE", help="instead of the machine's")
    common.add_argument(
        "--packs", type=Path, action="append", metavar="DIR", help="more leaflets; may be repeated"
    )
    return made
