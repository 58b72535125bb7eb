"""Signatures: what Debian's minisign signs is proved here, and the other way round."""

import base64
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from minisign import KeyPair

from kpviewer import settings, signature
from kpviewer.errors import KpError, MachineError
from kpviewer.signature import Signer, Trust, Untrusted
from tests.conftest import Key

MakeKey = Callable[..., Key]
MESSAGE = b"0000  pack.toml\n"

tool = pytest.mark.skipif(not shutil.which("minisign"), reason="minisign is not installed")


def ask() -> str:
    return "wrong"


def minisign(*words: object, said: str = "") -> str:
    command = ["minisign", *map(str, words)]
    return subprocess.run(command, input=said, text=True, capture_output=True, check=True).stdout


def signed(key: Key, message: bytes = MESSAGE) -> bytes:
    return signature.sign(message, key.secret, "clinic 3", ask)


def refused(proof: bytes | None, *keys: str, required: bool = False, message: bytes = MESSAGE) -> str:
    with pytest.raises(Untrusted) as caught:
        signature.prove(message, proof, Trust(keys, required))
    return str(caught.value)


def number(key: Key) -> str:
    return base64.b64decode(key.public)[2:10][::-1].hex().upper()


@pytest.fixture
def theirs(tmp_path: Path) -> Key:
    """A key that the tool made, without a password."""
    minisign("-G", "-W", "-p", tmp_path / "theirs.pub", "-s", tmp_path / "theirs.key")
    return Key(tmp_path / "theirs.key", (tmp_path / "theirs.pub").read_text().splitlines()[1])


@tool
@pytest.mark.parametrize("kind", [["-H"], ["-l"]], ids=["prehashed", "legacy"])
@pytest.mark.parametrize("comments", [[], ["-c", "from us", "-t", "clinic 3"]], ids=["usual", "own"])
def test_what_minisign_signs_is_proved_here(
    kind: list[str], comments: list[str], theirs: Key, tmp_path: Path
) -> None:
    (tmp_path / "SHA256SUMS").write_bytes(MESSAGE)
    minisign("-S", *kind, *comments, "-s", theirs.secret, "-m", tmp_path / "SHA256SUMS")
    proof = signature.tidy((tmp_path / "SHA256SUMS.minisig").read_bytes())
    assert signature.prove(MESSAGE, proof, Trust((theirs.public,))) == Signer(number(theirs), True)


@tool
def test_what_is_signed_here_minisign_proves(theirs: Key, make_key: MakeKey, tmp_path: Path) -> None:
    for key in (theirs, make_key()):
        (tmp_path / "SHA256SUMS").write_bytes(MESSAGE)
        (tmp_path / "SHA256SUMS.minisig").write_bytes(signed(key))
        said = minisign("-V", "-m", tmp_path / "SHA256SUMS", "-P", key.public)
        assert "Trusted comment: clinic 3" in said


@tool
def test_a_key_that_minisign_locked_opens_with_its_password(tmp_path: Path) -> None:
    key = tmp_path / "locked.key"
    minisign("-G", "-p", tmp_path / "locked.pub", "-s", key, said="word\nword\n")
    proof = signature.sign(MESSAGE, key, "clinic 3", lambda: "word")
    public = (tmp_path / "locked.pub").read_text().splitlines()[1]
    assert signature.prove(MESSAGE, proof, Trust((public,))).is_trusted


def test_a_locked_key_asks_for_its_password(make_key: MakeKey) -> None:
    key = make_key(password="word")
    proof = signature.sign(MESSAGE, key.secret, "clinic 3", lambda: "word")
    assert signature.prove(MESSAGE, proof, Trust((key.public,))).is_trusted
    with pytest.raises(KpError, match=r"clinic\.key: wrong password"):
        signed(key)


def test_what_is_no_secret_key_is_named(tmp_path: Path) -> None:
    with pytest.raises(MachineError, match="cannot be read"):
        signature.sign(MESSAGE, tmp_path / "none", "", ask)
    (tmp_path / "bad").write_bytes(b"\xff")
    with pytest.raises(MachineError, match="is no secret key"):
        signature.sign(MESSAGE, tmp_path / "bad", "", ask)


def test_the_same_key_signs_the_same_message_with_the_same_bytes(make_key: MakeKey) -> None:
    key = make_key()
    assert signed(key) == signed(key)


def test_two_keys_are_good_while_one_replaces_the_other(make_key: MakeKey) -> None:
    old, new = make_key("old"), make_key("new")
    for key in (old, new):
        signer = signature.prove(MESSAGE, signed(key), Trust((old.public, new.public)))
        assert (signer.key, signer.is_trusted) == (number(key), True)


def test_a_key_that_nobody_trusts_is_refused_where_others_are_trusted(make_key: MakeKey) -> None:
    ours, theirs = make_key("ours"), make_key("theirs")
    said = refused(signed(theirs), ours.public)
    assert said == f"is signed by key {number(theirs)}, which is not among content.trusted_keys"


def test_a_signature_by_another_key_of_the_same_number_is_refused(make_key: MakeKey) -> None:
    ours, theirs = make_key("ours"), make_key("theirs")
    forged = base64.b64decode(theirs.public)[:2] + base64.b64decode(ours.public)[2:10]
    public = base64.b64encode(forged + base64.b64decode(theirs.public)[10:]).decode()
    assert refused(signed(ours), public) == f"is not what key {number(ours)} signed; ask for another copy"
    assert signature.prove(MESSAGE, signed(ours), Trust((public, ours.public))).is_trusted


def test_another_message_is_refused(make_key: MakeKey) -> None:
    key = make_key()
    assert "is not what key" in refused(signed(key), key.public, message=MESSAGE + b" ")


def test_no_byte_of_a_signature_can_change(make_key: MakeKey) -> None:
    key = make_key()
    whole = signed(key)
    for place in range(len(whole)):
        for flip in (0x01, 0x20):
            changed = bytearray(whole)
            changed[place] ^= flip
            refused(bytes(changed), key.public)


def test_where_no_key_is_trusted_a_signature_proves_nothing(make_key: MakeKey) -> None:
    key = make_key()
    signer = signature.prove(MESSAGE, signed(key), Trust())
    assert str(signer) == f"signed by key {number(key)}, which is not among content.trusted_keys"
    assert not signer.is_trusted


def test_what_nobody_signed_is_taken_unless_a_signature_is_required(make_key: MakeKey) -> None:
    key = make_key()
    assert str(signature.prove(MESSAGE, None, Trust((key.public,)))) == "not signed"
    assert "content.require_signature" in refused(None, key.public, required=True)
    assert "not among" in refused(signed(key), required=True)


@pytest.mark.parametrize("proof", [b"", b"x" * 20_000, b"\xff\n" * 4, b"\n\n\n\n"])
def test_what_minisign_did_not_make_is_refused(proof: bytes, make_key: MakeKey) -> None:
    assert refused(proof, make_key().public) == "has a signature that minisign did not make"


def test_settings_say_whom_to_trust(make_key: MakeKey, tmp_path: Path) -> None:
    key = make_key()
    path = tmp_path / "s.toml"
    path.write_text(f'[content]\ntrusted_keys = ["{key.public}"]\nrequire_signature = true')
    assert signature.trust_of(settings.load(path)) == Trust((key.public,), True)
    path.write_text(f'[content]\ntrusted_keys = ["{key.public[:-1]}"]')
    assert "content.trusted_keys cannot be" in settings.load(path).complaint


def made_of(alg: bytes, rest: bytes, comments: tuple[str, str], whole: bytes) -> bytes:
    lines = (base64.b64encode(alg + rest).decode(), base64.b64encode(whole).decode())
    text = f"untrusted comment: {comments[0]}\n{lines[0]}\ntrusted comment: {comments[1]}\n{lines[1]}\n"
    return text.encode("utf-8", "surrogatepass")


NOISE = st.binary(max_size=400)
FORGED = st.builds(
    made_of,
    st.sampled_from([b"Ed", b"ED"]) | st.binary(max_size=3),
    st.binary(min_size=72, max_size=72) | st.binary(max_size=80),
    st.tuples(st.text(max_size=20), st.text(max_size=20)),
    st.binary(min_size=64, max_size=64) | st.binary(max_size=70),
)
TRUSTED = KeyPair.generate().public_key.to_base64().decode()


@given(NOISE | FORGED)
def test_what_is_no_signature_is_refused_with_one_line(proof: bytes) -> None:
    assert refused(proof, TRUSTED).isprintable()


@given(FORGED)
def test_a_tidy_signature_stays_as_it_is(proof: bytes) -> None:
    try:
        tidied = signature.tidy(proof)
    except Untrusted:
        return
    assert signature.tidy(tidied) == tidied
