import io
import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpviewer import cli, console, paths, pin
from kpviewer.check import RULES
from tests.conftest import Author

Capture = pytest.CaptureFixture[str]
ROOT = Path(__file__).parent.parent
BUNDLED = len(list(paths.bundled_pack().glob("*/*.md")))


def run(capsys: Capture, *words: str) -> tuple[int, str, str]:
    code = cli.main(words)
    said = capsys.readouterr()
    return code, said.out, said.err


def test_list_names_eleven_leaflets(capsys: Capture) -> None:
    code, out, _ = run(capsys, "list", "--lang", "en", "--json")
    listed = json.loads(out)
    assert code == 0
    assert len(listed) == 11
    assert set(listed[2]) == {
        "slug",
        "lang",
        "title",
        "group",
        "order",
        "summary",
        "evidence",
        "reviewed",
        "review_by",
        "reviewed_by",
        "pack",
    }


def test_list_for_people_has_a_line_for_each(capsys: Capture) -> None:
    _, out, _ = run(capsys, "list")
    assert len(out.splitlines()) == 11


def test_search_finds_ptsd_for_nightmares(capsys: Capture) -> None:
    _, out, _ = run(capsys, "search", "nightmares", "--json")
    first = json.loads(out)[0]
    assert first["slug"] == "ptsd"
    assert list(first) == ["slug", "lang", "title", "anchor", "heading", "snippet", "score"]


def test_search_for_people_shows_place_heading_and_snippet(capsys: Capture) -> None:
    _, out, _ = run(capsys, "search", "--limit", "2", "bad", "nightmares")
    assert out.startswith("ptsd")


def test_common_options_work_before_and_after_the_command(
    capsys: Capture, pack: Path, write: Author
) -> None:
    write("sleep")
    before = run(capsys, "--packs", str(pack), "list")
    after = run(capsys, "list", "--packs", str(pack))
    equals = run(capsys, f"--packs={pack}", "list")
    assert before == after == equals
    assert "sleep" in before[1]


def test_a_broken_leaflet_is_named_and_the_rest_is_listed(
    capsys: Capture, pack: Path, write: Author
) -> None:
    write("sleep")
    (pack / "en" / "broken.md").write_text("+++\ntitle = \n+++\n")
    code, out, err = run(capsys, "list", "--packs", str(pack))
    assert code == 0
    assert len(out.splitlines()) == 12
    assert "broken.md:2: error: the front matter is not valid TOML" in err


def test_check_without_a_pack_reads_the_bundled_one(capsys: Capture) -> None:
    code, out, err = run(capsys, "check")
    lines = out.splitlines()
    assert (code, err) == (0, "")
    assert lines[-1] == f"{BUNDLED} leaflets: 0 errors, {len(lines) - 1} warnings"


def test_check_names_file_line_and_rule(capsys: Capture, pack: Path, write: Author) -> None:
    path = write("sleep", "See [this](gone.md).")
    code, out, _ = run(capsys, "check", str(pack), "--json")
    first, *others = sorted(json.loads(out), key=lambda problem: problem["level"])
    assert code == 1
    assert list(first) == ["path", "line", "level", "rule", "problem"]
    assert (first["path"], first["line"], first["rule"]) == (str(path), 12, "dead-link")
    code, out, _ = run(capsys, "check", str(pack))
    assert f"{path}:12: error: there is no leaflet gone.md" in out
    assert "[dead-link]\n" in out
    assert out.splitlines()[-1] == f"1 leaflet: 1 error, {len(others)} warnings"


def test_check_of_a_pack_is_about_that_pack_alone(capsys: Capture, pack: Path, write: Author) -> None:
    write("sleep", "See [this](ptsd.md).")
    code, out, _ = run(capsys, "check", str(pack), "--packs", str(pack))
    assert code == 0
    assert all(str(pack) in line for line in out.splitlines()[:-1])


def test_check_without_a_pack_reads_those_of_the_settings_too(
    capsys: Capture, pack: Path, write: Author
) -> None:
    write("sleep", "See [this](gone.md).")
    code, out, _ = run(capsys, "check", "--packs", str(pack))
    assert code == 1
    assert out.splitlines()[-1].startswith(f"{BUNDLED + 1} leaflets: 1 error, ")


def test_check_explains_its_rules(capsys: Capture) -> None:
    code, out, _ = run(capsys, "check", "--rules")
    assert code == 0
    for rule in RULES:
        assert all(said in out for said in rule)


def test_check_explains_its_rules_to_programs(capsys: Capture) -> None:
    code, out, _ = run(capsys, "check", "--rules", "--json")
    assert (code, json.loads(out)) == (0, [rule._asdict() for rule in RULES])


def test_check_shows_its_progress_where_somebody_looks_on(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr(console, "_LONG_SECONDS", 0)
    monkeypatch.setattr(console, "_OFTEN_SECONDS", 0)
    _, _, err = run(capsys, "check")
    shown = err.split("\r")
    assert shown[:BUNDLED] == [f"{done} of {BUNDLED} leaflets" for done in range(1, BUNDLED + 1)]
    assert not shown[BUNDLED + 1].strip()


def test_settings_show_who_set_what(capsys: Capture, tmp_path: Path) -> None:
    (tmp_path / "policy.toml").write_text('[print]\npaper = "a4"')
    _, out, _ = run(capsys, "settings", "--policy", str(tmp_path / "policy.toml"), "--lang", "es")
    rows = {line.split()[0]: line.split()[1:] for line in out.splitlines()}
    assert rows["print.paper"] == ['"a4"', "policy"]
    assert rows["content.default_language"] == ['"es"', "command", "line"]


def test_a_good_policy_is_proved_before_it_is_rolled_out(capsys: Capture, tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text('[print]\npaper = "a4"\n[kiosk]\nidle_seconds = 60')
    code, out, err = run(capsys, "settings", "--check", str(tmp_path / "p.toml"))
    assert (code, err) == (0, "")
    doubt, good = out.splitlines()
    assert doubt.startswith(f"{tmp_path}/p.toml: warning: kiosk.exit_pin is not set")
    assert good == f"{tmp_path}/p.toml: good, sets 2 keys"


def test_every_mistake_of_a_policy_is_named_with_line_and_key(capsys: Capture, tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text("[print]\npaper = 4\n\n[kiosk]\nidle = 3\nwarn_seconds = 5")
    code, out, err = run(capsys, "settings", "--check", str(tmp_path / "p.toml"))
    assert (code, out) == (3, "")
    assert [line.split(" ")[1:3] for line in err.splitlines()] == [
        [f"{tmp_path}/p.toml:2:", "print.paper"],
        [f"{tmp_path}/p.toml:5:", "kiosk.idle"],
        [f"{tmp_path}/p.toml:6:", "kiosk.warn_seconds"],
    ]


@pytest.mark.parametrize("content", [None, "[print"])
def test_a_policy_that_is_none_is_exit_3(content: str | None, capsys: Capture, tmp_path: Path) -> None:
    if content:
        (tmp_path / "p.toml").write_text(content)
    code, out, err = run(capsys, "settings", "--check", str(tmp_path / "p.toml"))
    assert (code, out, len(err.splitlines())) == (3, "", 1)


def test_a_policy_is_proved_where_the_machine_s_own_is_bad(capsys: Capture, tmp_path: Path) -> None:
    (tmp_path / "no-policy.toml").write_text("[print]\npaper = 4")
    (tmp_path / "p.toml").write_text("[print]\nlarge_print = true")
    assert run(capsys, "settings")[0] == 3
    assert run(capsys, "settings", "--check", str(tmp_path / "p.toml"))[0] == 0


def type_lines(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def test_a_pin_is_hashed_from_two_lines(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    type_lines(monkeypatch, "274951", "274951")
    code, out, err = run(capsys, "settings", "--hash-pin")
    assert (code, err, len(out.splitlines())) == (0, "", 1)
    assert pin.fits("274951", out.strip())


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["274951", "274952"], "not the same"),
        (["274951"], "not the same"),
        (["123456", "123456"], "guessed first"),
        ([], "digits"),
    ],
)
def test_a_pin_that_cannot_be_hashed_is_exit_2(
    lines: list[str], words: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_lines(monkeypatch, *lines)
    code, out, err = run(capsys, "settings", "--hash-pin")
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert words in err


@pytest.fixture
def terminal() -> Iterator[tuple[int, int]]:
    """The end of whoever types, and that of the program."""
    ours, its = pty.openpty()
    yield ours, its
    os.close(ours)
    os.close(its)


def test_a_pin_is_asked_for_twice_on_a_terminal_and_not_shown(terminal: tuple[int, int]) -> None:
    ours, its = terminal
    command = (sys.executable, "-m", "kpviewer", "settings", "--hash-pin")
    asking = subprocess.Popen(command, cwd=ROOT, stdin=its, stdout=its, stderr=its, start_new_session=True)
    shown = b""
    for question in (b"PIN: ", b"Once more: "):
        while not shown.endswith(question):
            shown += os.read(ours, 1000)
        os.write(ours, b"274951\n")
    while shown.count(b"\n") < 3:
        shown += os.read(ours, 1000)
    assert asking.wait(60) == 0
    asked, again, hashed = shown.decode().splitlines()
    assert (asked, again) == ("PIN: ", "Once more: ")
    assert pin.fits("274951", hashed)


def test_nothing_is_printed_where_the_policy_forbids_it(capsys: Capture, tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text("[print]\nenabled = false")
    code, out, err = run(capsys, "print", "ptsd", "--policy", str(tmp_path / "p.toml"))
    assert (code, out) == (3, "")
    assert err == "kpviewer: nothing is printed here: print.enabled says so in the policy\n"


def test_bad_settings_are_shown_as_such(capsys: Capture, tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text("[print]\npaper = 4")
    code, _, err = run(capsys, "settings", "--settings", str(tmp_path / "s.toml"))
    assert code == 3
    assert "print.paper cannot be 4" in err


def test_bad_settings_stop_no_other_command(capsys: Capture, tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text("[print]\npaper = 4")
    code, out, err = run(capsys, "list", "--settings", str(tmp_path / "s.toml"))
    assert (code, len(out.splitlines()), len(err.splitlines())) == (0, 11, 1)
    assert "print.paper cannot be 4" in err


@pytest.mark.parametrize("word", ["list", "ptsd", "--kiosk"])
def test_a_bad_policy_is_exit_3(word: str, capsys: Capture, tmp_path: Path) -> None:
    """A kiosk must not run unlocked, and a desk must not do what IT forbids."""
    (tmp_path / "policy.toml").write_text("[print]\npaper = 4")
    code, out, err = run(capsys, word, "--policy", str(tmp_path / "policy.toml"))
    assert (code, out) == (3, "")
    assert len(err.splitlines()) == 1


def test_packs_of_the_settings_are_loaded(
    capsys: Capture, pack: Path, write: Author, tmp_path: Path
) -> None:
    write("sleep")
    (tmp_path / "s.toml").write_text(f'[content]\npacks = ["{pack}"]')
    _, out, _ = run(capsys, "list", "--settings", str(tmp_path / "s.toml"))
    assert "sleep" in out


@pytest.mark.parametrize(
    "words",
    [
        ["list", "--nonsense"],
        ["list", "--lang", "xx"],
        ["search", "sleep", "--lang", "xx"],
        ["export", "ptsd", "--lang", "xx", "-o", "x.html"],
        ["search"],
        ["export", "ptsd"],
        ["export", "ptsd", "-o", "x.doc"],
        ["export", "nothing", "-o", "x.html"],
        ["export", "ptsd", "--sections", "nothing", "-o", "x.html"],
        ["export", "ptsd", "--paper", "a3", "-o", "x.html"],
        ["print", "ptsd", "--copies", "0"],
        ["ptsd", "ocd"],
    ],
)
def test_wrong_usage_is_one_line_and_exit_2(words: list[str], capsys: Capture) -> None:
    code, out, err = run(capsys, *words)
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert err.startswith("kpviewer: ")


def test_export_writes_html(capsys: Capture, tmp_path: Path) -> None:
    target = tmp_path / "x.html"
    code, _, _ = run(
        capsys, "export", "ptsd", "safety", "-o", str(target), "--large-print", "--note", "Rest."
    )
    assert code == 0
    assert target.read_text("utf-8").count("<article") == 2


def test_export_does_without_a_bad_logo_and_says_so(capsys: Capture, tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text(f'[clinic]\nlogo = "{tmp_path}/none.png"')
    target = tmp_path / "x.html"
    code, _, err = run(capsys, "export", "ptsd", "-o", str(target), "--settings", str(tmp_path / "s.toml"))
    assert (code, target.is_file()) == (0, True)
    assert err == f"kpviewer: the handout has no logo: {tmp_path}/none.png is not there\n"


def test_export_takes_all_that_a_handout_can_be(capsys: Capture, tmp_path: Path) -> None:
    target = tmp_path / "x.html"
    words = "export ptsd ocd --lang en --lang es --sections ptsd#what-is-it --right-hand --paper a4"
    code, _, err = run(capsys, *words.split(), "-o", str(target), "--prepared-for", "Ana")
    page = target.read_text("utf-8")
    assert (code, err) == (0, "")
    assert page.count("<article") == 4
    assert "¿Qué es?" in page
    assert "Prepared for <strong><bdi>Ana</bdi></strong>" in page


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("text", ["word " * 2_000, "مريم العلي 😀", "a\x00b\udcff", ""])
def test_export_takes_any_text(text: str, capsys: Capture, tmp_path: Path) -> None:
    for ending in ("pdf", "html"):
        target = str(tmp_path / f"x.{ending}")
        code, _, err = run(capsys, "export", "ocd", "-o", target, "--note", text, "--prepared-for", text)
        assert (code, err) == (0, "")


def test_export_explains_words_when_asked(capsys: Capture, tmp_path: Path) -> None:
    target = tmp_path / "x.html"
    assert run(capsys, "export", "ptsd", "--glossary", "-o", str(target))[0] == 0
    assert "<h1>Words explained</h1>" in target.read_text("utf-8")


def test_export_to_a_place_that_is_not_there_is_exit_3(capsys: Capture, tmp_path: Path) -> None:
    code, _, err = run(capsys, "export", "ptsd", "-o", str(tmp_path / "none" / "x.html"))
    assert code == 3
    assert "cannot be written" in err


def test_help_lists_the_commands(capsys: Capture) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main(["--help"])
    assert left.value.code == 0
    assert "list, search, export, print, check, settings" in capsys.readouterr().out


def test_without_a_display_the_window_says_so(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    code, _, err = run(capsys, "ptsd")
    assert code == 3
    assert err.startswith("kpviewer: there is no display")


def test_list_for_people_says_whose_leaflets_are(capsys: Capture, pack: Path, write: Author) -> None:
    write("sleep")
    write("ptsd", title="Ours")
    _, out, _ = run(capsys, "list", "--packs", str(pack))
    rows = {line.split()[0]: line for line in out.splitlines()}
    assert rows["sleep"].endswith("Sleep  [clinic]")
    assert rows["ptsd"].endswith("Ours  [clinic, in place of kpviewer]")
    assert rows["ocd"].endswith("(OCD)")


def test_a_language_that_the_policy_does_not_offer_is_not_there(capsys: Capture, tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text('[content]\nlanguages = ["en"]')
    code, _, err = run(capsys, "list", "--policy", str(tmp_path / "p.toml"), "--lang", "es")
    assert (code, err) == (2, "kpviewer: no leaflets in 'es'; there are: en\n")
