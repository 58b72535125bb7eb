"""Settings (what a user may choose) and policy (the same keys set by IT; policy wins)."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kpviewer import paths, pin
from kpviewer.errors import MachineError


class Key:
    """One setting: what it is called, what it is unless set, what it may be, what it does."""

    def __init__(
        self, name: str, default: Any, allowed: str, fits: "Callable[[Any], bool]", purpose: str
    ) -> None:
        self.name = name
        self.default = default
        self.allowed = allowed
        self.fits = fits
        self.purpose = purpose

    def shown(self, value: Any) -> str:
        """The value as TOML has it; of a PIN's hash only that there is one, for many may look on."""
        import json

        return "(set)" if value and self.name == EXIT_PIN else json.dumps(value, ensure_ascii=False)


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _presets(value: Any) -> bool:
    return isinstance(value, dict) and all(
        name.strip() and slugs and _texts(slugs) for name, slugs in value.items()
    )


def _keys(value: Any) -> bool:
    return _texts(value) and all(_PUBLIC_KEY.fullmatch(key) for key in value)


def _truth(value: Any) -> bool:
    return isinstance(value, bool)


def _one_of(*choices: str) -> Callable[[Any], bool]:
    return lambda value: value in choices


def _whole(fewest: int, most: int) -> Callable[[Any], bool]:
    return lambda value: type(value) is int and fewest <= value <= most


def _hash(value: Any) -> bool:
    return _text(value) and (not value or pin.is_hash(value))


_PUBLIC_KEY = re.compile("RW[Q-T][A-Za-z0-9+/]{53}")
"""Base64 of minisign's mark for Ed25519, eight bytes of number, 32 of key."""

THEMES = ("system", "light", "dark", "contrast")
PAPERS = ("letter", "a4")

EXIT_PIN = "kiosk.exit_pin"
NO_PIN = f"{EXIT_PIN} is not set, so nobody can leave the kiosk: kpviewer settings --hash-pin makes one"

_PRESETS = "names, each with a list of leaflets"
_KEYS = "list of minisign public keys"
_HASH = "what kpviewer settings --hash-pin prints"

KEYS = (
    Key("clinic.name", "", "text", _text, "name at the head of every handout"),
    Key("clinic.address", "", "text", _text, "address on a handout's first page"),
    Key("clinic.phone", "", "text", _text, "telephone on a handout's first page"),
    Key("clinic.footer", "", "text", _text, "line at the foot of every handout page"),
    Key("clinic.logo", "", "path", _text, "PNG or JPEG at the head of a handout's first page"),
    Key("content.packs", [], "list of folders", _texts, "packs beyond the bundled one"),
    Key("content.trusted_keys", [], _KEYS, _keys, "whose packs are good; two while one replaces the other"),
    Key(
        "content.require_signature",
        False,
        "true | false",
        _truth,
        "refuses packs that none of these keys signed, and every folder",
    ),
    Key(
        "content.require_clinical_review",
        False,
        "true | false",
        _truth,
        "hides what no clinician has signed off, except get-help",
    ),
    Key(
        "content.languages",
        [],
        "list of language codes",
        _texts,
        "languages that can be chosen; unless set all that have leaflets",
    ),
    Key("content.default_language", "en", "language code", _text, "language at the start"),
    Key("display.theme", "system", " | ".join(THEMES), _one_of(*THEMES), "colours of the window"),
    Key("display.text_size", 100, "100 to 250 (percent)", _whole(100, 250), "size of all text"),
    Key("handout.presets", {}, _PRESETS, _presets, "leaflets handed out together"),
    Key("print.enabled", True, "true | false", _truth, "false: nothing is printed here"),
    Key("print.printer", "", "text", _text, "printer used when none is named"),
    Key("print.paper", "letter", " | ".join(PAPERS), _one_of(*PAPERS), "paper of a handout"),
    Key("print.large_print", False, "true | false", _truth, "18 point instead of 14"),
    Key("print.neutral_job_title", False, "true | false", _truth, "`Handout 123` in the print queue"),
    Key(
        "print.max_pages_per_visit",
        20,
        "1 to 200 (pages)",
        _whole(1, 200),
        "pages that one visitor of a kiosk may print",
    ),
    Key(EXIT_PIN, "", _HASH, _hash, "PIN by which staff leave a kiosk; unless set nobody can"),
    Key(
        "kiosk.start", "", "leaflet", _text, "leaflet that a visit to a kiosk begins with, instead of home"
    ),
    Key(
        "kiosk.idle_seconds",
        120,
        "15 to 3600 (seconds)",
        _whole(15, 3600),
        "without a touch, until a kiosk asks whether somebody is still reading",
    ),
    Key(
        "kiosk.warn_seconds",
        30,
        "20 to 300 (seconds)",
        _whole(20, 300),
        "to answer that, before everything of the visit is wiped",
    ),
    Key(
        "kiosk.attract_seconds",
        20,
        "5 to 600 (seconds)",
        _whole(5, 600),
        "after which what a kiosk shows between visits moves, to spare the panel",
    ),
    Key(
        "kiosk.screen", "", "text", _text, "name of a kiosk's screen, such as HDMI-1; unless set the first"
    ),
    Key(
        "kiosk.watchdog",
        True,
        "true | false",
        _truth,
        "lets systemd start a kiosk again that does not answer",
    ),
)
_BY_NAME = {key.name: key for key in KEYS}


class Settings:
    """The value of every key, and who set it."""

    def __init__(self) -> None:
        self._values = {key.name: key.default for key in KEYS}
        self._origins = dict.fromkeys(self._values, "default")
        self.complaint = ""
        """Why the settings file was ignored; empty if it was not."""

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def origin(self, name: str) -> str:
        """`default`, `settings`, `policy` or `command line`."""
        return self._origins[name]

    def put(self, values: dict[str, Any], origin: str) -> None:
        """Set what `values` names; who comes later wins."""
        self._values |= values
        self._origins |= dict.fromkeys(values, origin)


def load(settings: Path | None = None, policy: Path | None = None) -> Settings:
    """Defaults, then the settings file, then the policy.

    A bad settings file is ignored and `complaint` says why; a file that was named but is not
    there, or a bad policy, raises MachineError.
    """
    result = Settings()
    for path in (settings, policy):
        if path and not _is_there(path):
            raise MachineError(f"{path} is not there", "name a file that exists")
    settings = settings or paths.settings_file()
    policy = policy or paths.policy_file()
    try:
        if _is_there(settings):
            result.put(read(settings), "settings")
    except MachineError as error:
        result.complaint = str(error)
    if _is_there(policy):
        result.put(read(policy), "policy")
    return result


def _is_there(path: Path) -> bool:
    """Whether there is anything of that name, for what cannot be read must not count as nothing."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise _unreadable(path, error) from error
    return True


def read(path: Path) -> dict[str, Any]:
    """The keys that a file sets, by dotted name; raises MachineError with file, line and key."""
    values, problems = examine(path)
    if problems:
        raise problems[0]
    return values


def examine(path: Path) -> tuple[dict[str, Any], list[MachineError]]:
    """As `read`, but with all that is wrong; raises MachineError if the file is no TOML at all."""
    import tomllib

    try:
        text = path.read_text("utf-8-sig")
        tables = tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(path, error) from error
    except tomllib.TOMLDecodeError as error:
        raise MachineError(f"{path} is not valid TOML ({error})", "mend that line") from error
    values: dict[str, Any] = {}
    problems = []
    for table, content in tables.items():
        for name, value in content.items() if isinstance(content, dict) else [("", content)]:
            names = [table, name] if name else [table]
            key = _BY_NAME.get(".".join(names))
            if not key:
                place = f"{path}:{_line(text, names)}: {'.'.join(names)}"
                problems.append(MachineError(f"{place} is not a key", "kpviewer settings lists all keys"))
            elif not key.fits(value):
                problems.append(_misfit(path, text, names, value, key))
            else:
                values[key.name] = value
    return values, problems


def _unreadable(path: Path, error: Exception) -> MachineError:
    return MachineError(f"{path} cannot be read ({error})", "mend or remove it")


def doubts(values: dict[str, Any]) -> list[str]:
    """What is allowed, but hardly meant, in a file that sets these values."""
    found = []
    if any(name.startswith("kiosk.") for name in values) and not values.get(EXIT_PIN):
        found.append(NO_PIN)
    folders = values.get("content.packs", [])
    found += [
        f"content.packs: {folder} is no folder on this machine"
        for folder in folders
        if not Path(folder).expanduser().is_dir()
    ]
    offered, usual = values.get("content.languages"), values.get("content.default_language", "en")
    if offered and usual not in offered:
        found.append(f"content.default_language: {usual} is none of content.languages")
    logo = values.get("clinic.logo")
    if logo and not Path(logo).expanduser().is_file():
        found.append(f"clinic.logo: {logo} is no file on this machine")
    return found


def _misfit(path: Path, text: str, names: list[str], value: Any, key: Key) -> MachineError:
    """What is said of a value that does not fit; of a table, its first entry that does not."""
    if isinstance(value, dict):
        for name, entry in value.items():
            if not key.fits({name: entry}):
                names, value = [*names, name], entry
                break
    place = f"{path}:{_line(text, names)}: {'.'.join(names)}"
    shown = "that" if key.name == EXIT_PIN else repr(value)  # it may be the PIN itself
    return MachineError(f"{place} cannot be {shown}", f"it takes {key.allowed}")


def _line(text: str, names: list[str]) -> int:
    """The line on which a key is set, or else its table begins; counted from 1."""
    table: list[str] = []
    found, depth = 1, 0
    for number, line in enumerate(text.splitlines(), 1):
        before, equals, _ = line.partition("=")
        if equals:
            here = table + _names(f"{before}=0")
        elif line.lstrip().startswith("["):
            here = table = _names(line)
        else:
            continue
        if depth < len(here) <= len(names) and here == names[: len(here)]:
            found, depth = number, len(here)
    return found


def _names(line: str) -> list[str]:
    """The dotted name that a line of TOML sets, in parts; empty if it sets none by itself."""
    import tomllib

    try:
        rest: Any = tomllib.loads(line)
    except tomllib.TOMLDecodeError:
        return []
    names = []
    while isinstance(rest, dict) and rest:
        [(name, rest)] = rest.items()
        names.append(name)
    return names
