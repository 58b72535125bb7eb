"""The zip layout of a pack: every zip tool reads it, and nothing else is read as one."""

import io
import struct
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpviewer import archive
from kpviewer.archive import Refused

Members = list[tuple[str, bytes]]
SOME: Members = [("SHA256SUMS", b"sums"), ("en/niña.md", b"words " * 50), ("en/a/b.png", b"")]


def written(members: Members) -> bytes:
    file = io.BytesIO()
    archive.write(file, members)
    return file.getvalue()


def read(data: bytes) -> Members:
    return list(archive.read(io.BytesIO(data)))


def why(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        read(data)
    assert len(str(refused.value).splitlines()) == 1
    return str(refused.value)


def test_what_is_written_is_read() -> None:
    assert read(written(SOME)) == SOME


def test_the_same_members_are_the_same_bytes() -> None:
    assert written(SOME) == written(list(SOME))


def test_every_zip_tool_reads_it() -> None:
    with zipfile.ZipFile(io.BytesIO(written(SOME))) as zipped:
        assert zipped.testzip() is None
        assert [(name, zipped.read(name)) for name in zipped.namelist()] == SOME


@pytest.mark.parametrize("bit", range(8))
def test_no_bit_can_change_unnoticed(bit: int) -> None:
    whole = written(SOME)
    for place in range(len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 1 << bit
        with pytest.raises(Refused):
            read(bytes(changed))


def test_what_is_cut_anywhere_is_refused() -> None:
    whole = written(SOME)
    for length in range(len(whole)):
        with pytest.raises(Refused):
            read(whole[:length])


def test_what_stands_before_or_behind_is_refused() -> None:
    assert why(b"#!/bin/sh\n" + written(SOME)) == "is not a pack of kpviewer"
    assert "damaged or changed" in why(written(SOME) + b"\n")
    assert "damaged or changed" in why(written(SOME) + written(SOME))


def test_what_is_no_zip_is_refused() -> None:
    assert why(b"leaflets") == "is not a pack of kpviewer"
    assert why(written([])) == "is not a pack of kpviewer"
    assert why(b"") == "is cut short; copy it again"


def zipped(change: Callable[[zipfile.ZipFile], None], method: int = zipfile.ZIP_STORED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as target:
        change(target)
    return file.getvalue()


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_bomb_is_refused_before_it_goes_off(method: int) -> None:
    bomb = zipped(lambda target: target.writestr("bomb", bytes(10_000_000)), method)
    assert len(bomb) < 15_000
    assert why(bomb).startswith("has compressed members")


def test_a_zip_of_another_tool_is_refused() -> None:
    assert "damaged or changed" in why(zipped(lambda target: target.writestr("pack.toml", "name")))


def test_an_encrypted_one_is_refused() -> None:
    whole = bytearray(written(SOME))
    whole[6] |= 1
    assert why(bytes(whole)) == "is encrypted; ask for a pack that is not"


@pytest.mark.parametrize("size", [0xFFFFFFFF, archive.MEMBER_LIMIT + 1])
def test_a_size_that_no_member_has_is_refused_unread(size: int) -> None:
    head = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0x800, 0, 0, 0x21, 0, size, size, 1, 0)
    assert why(head + b"a").startswith("has more than 50,000,000 bytes in a member")


def test_more_than_there_may_be_in_all_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "SIZE_LIMIT", 250)
    assert "or 250 in all" in why(written(SOME))
    monkeypatch.undo()
    monkeypatch.setattr(archive, "MEMBERS_LIMIT", 3)
    assert why(written(SOME)) == "has 3 members or more"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("../evil.md", "leads out"),
        ("en/../../evil.md", "leads out"),
        ("/etc/evil.md", "leads out"),
        ("en//evil.md", "leads out"),
        ("en/", "leads out"),
        ("./en/evil.md", "leads out"),
        ("en/.hidden.md", "is hidden"),
        ("en/evil.md.", "leads out"),
        ("en /evil.md", "leads out"),
        (" en/evil.md", "leads out"),
        ("en\\evil.md", "some systems"),
        ("..\\..\\evil.md", "some systems"),
        ("C:evil.md", "some systems"),
        ("C:\\evil.md", "some systems"),
        ("\\\\server\\share\\evil.md", "some systems"),
        ("en/evil.md:stream", "some systems"),
        ("en/what?.png", "some systems"),
        ("en/evil\0.md", "look like others"),
        ("en/evil\n.md", "look like others"),
        ("en/evil\u202edm.md", "look like others"),
        ("en/nin\u0303a.png", "look like others"),
        ("en/\u212bngstrom.png", "look like others"),
        ("en/con.md", "device on Windows"),
        ("en/NUL.tar.png", "device on Windows"),
        ("lpt1/evil.md", "device on Windows"),
        ("en/aux .md", "device on Windows"),
        ("", "no letters"),
        ("x" * 201, "more than 200"),
        ("ñ" * 101, "more than 200"),
    ],
)
def test_a_name_that_does_not_mean_one_file_everywhere_is_refused(name: str, why: str) -> None:
    assert why in archive.objection(name)
    with pytest.raises(Refused, match="has a file named"):
        written([(name, b"")])


def test_names_with_accents_and_spaces_are_taken() -> None:
    for name in ("pack.toml", "en/sleep.md", "images/el sueño 2.png", "pt-BR/sono.md", "en/console.md"):
        assert archive.objection(name) == ""


@pytest.mark.parametrize(
    "names",
    [
        ("en/a.md", "en/a.md"),
        ("en/a.png", "en/A.png"),
        ("en/a.png", "EN/b.png"),
        ("en/straße.png", "en/STRASSE.png"),
        ("en", "en/a.md"),
        ("en/a.md", "en"),
        ("en/a.md", "EN"),
    ],
)
def test_names_that_are_one_on_some_systems_are_refused(names: tuple[str, str]) -> None:
    with pytest.raises(Refused, match="is there twice, or differs from another only in capital letters"):
        written([(name, b"") for name in names])


@given(st.binary(max_size=400))
def test_noise_is_refused(noise: bytes) -> None:
    with pytest.raises(Refused):
        read(noise)


@given(st.data())
def test_a_pack_with_noise_in_it_is_refused(data: st.DataObject) -> None:
    whole = written(SOME)
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, len(whole)))
    noise = data.draw(st.binary(max_size=100).filter(lambda noise: noise != whole[start:end]))
    changed = whole[:start] + noise + whole[end:]
    if changed != whole:
        with pytest.raises(Refused):
            read(changed)


NAMES = st.text(max_size=30).filter(lambda name: not archive.objection(name))


@given(
    st.dictionaries(NAMES.map(str.casefold).filter(lambda name: "/" not in name), st.binary(), min_size=1)
)
def test_whatever_is_written_is_read_and_other_tools_agree(members: dict[str, bytes]) -> None:
    listed = [(name, content) for name, content in members.items() if not archive.objection(name)]
    if len({name.casefold() for name, _ in listed}) < len(listed) or not listed:
        return
    whole = written(listed)
    assert read(whole) == listed
    with zipfile.ZipFile(io.BytesIO(whole)) as theirs:
        assert theirs.namelist() == [name for name, _ in listed]
