"""minisign signatures (Ed25519): made, and proved against the keys that a clinic trusts.

What Debian's `minisign` signs is proved here, what is signed here is proved there. py-minisign does
the cryptography; it is loaded only where something is signed or proved.
"""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kpviewer.errors import KpError, MachineError
from kpviewer.settings import Settings

if TYPE_CHECKING:
    from minisign import PublicKey, Signature

SIZE_LIMIT = 10_000
"""Bytes of a signature; it has some 300."""

_COMMENT = "signature from minisign secret key"
"""What an untrusted comment always is here: the signature does not cover it."""


class Untrusted(Exception):
    """Why what was signed, or was not, is refused."""


@dataclass(frozen=True)
class Trust:
    """Whose signatures a clinic goes by."""

    keys: tuple[str, ...] = ()
    """minisign public keys; one line of base64 each."""
    is_required: bool = False
    """Refuses what none of these keys signed."""


@dataclass(frozen=True)
class Signer:
    """Who signed."""

    key: str
    """The key's number, as minisign shows it; empty: nobody signed."""
    is_trusted: bool

    def __str__(self) -> str:
        if not self.key:
            return "not signed"
        proof = "" if self.is_trusted else ", which is not among content.trusted_keys"
        return f"signed by key {self.key}{proof}"


def trust_of(settings: Settings) -> Trust:
    """What settings and policy say of signatures."""
    return Trust(tuple(settings["content.trusted_keys"]), settings["content.require_signature"])


def sign(message: bytes, key_file: Path, comment: str, ask: Callable[[], str]) -> bytes:
    """The signature of a message; `comment` is signed too, `ask` gets the key's password if it has one.

    Raises KpError of a wrong password, MachineError of a file that is no secret key.
    """
    import minisign

    advice = "name the secret key that minisign -G made"
    try:
        key = minisign.SecretKey.from_file(key_file)
    except OSError as error:
        raise MachineError(f"{key_file} cannot be read ({error.strerror})", advice) from error
    except ValueError as error:
        raise MachineError(f"{key_file} is no secret key ({error})", advice) from error
    with key:
        if key.is_encrypted():
            try:
                key.decrypt(ask())
            except (ValueError, MemoryError) as error:
                raise KpError(f"{key_file}: {error}") from error
        return bytes(key.sign(message, trusted_comment=comment)) + b"\n"


def tidy(signature: bytes) -> bytes:
    """A signature in the one form that `prove` takes, whatever comment minisign was told; or Untrusted."""
    found = _read(signature.replace(b"\r\n", b"\n"))
    found.untrusted_comment = _COMMENT
    return bytes(found) + b"\n"


def prove(message: bytes, signature: bytes | None, trust: Trust) -> Signer:
    """Who signed a message, if anybody did. Raises Untrusted.

    A signature whose key is not known proves nothing. It is refused where any key is trusted.
    """
    if signature is None:
        if trust.is_required:
            raise Untrusted("is not signed, and content.require_signature is set")
        return Signer("", is_trusted=False)
    if tidy(signature) != signature:
        raise Untrusted("has a signature that was changed")
    found = _read(signature)
    signer = number(bytes(found).decode().split("\n")[1])
    ours = [_public(key) for key in trust.keys if number(key) == signer]
    if not ours and (trust.keys or trust.is_required):
        raise Untrusted(f"is signed by key {signer}, which is not among content.trusted_keys")
    for key in ours:
        try:
            key.verify(message, found)
        except ValueError:
            continue
        return Signer(signer, is_trusted=True)
    if ours:
        raise Untrusted(f"is not what key {signer} signed; ask for another copy")
    return Signer(signer, is_trusted=False)


def number(line: str) -> str:
    """Of a public key, or of the key that made a signature: as minisign shows it."""
    return base64.b64decode(line)[2:10][::-1].hex().upper()


def _read(signature: bytes) -> "Signature":
    import minisign

    try:
        if len(signature) > SIZE_LIMIT:
            raise ValueError
        return minisign.Signature.from_bytes(signature)
    except ValueError as error:
        raise Untrusted("has a signature that minisign did not make") from error


def _public(key: str) -> "PublicKey":
    import minisign

    return minisign.PublicKey.from_base64(key)
