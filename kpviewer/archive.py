"""The zip file that a `.kpack` is: laid out in one way only, and read in no other.

Members are stored as they are, one after the other, named in UTF-8, without dates, comments or
anything else that two tools could understand differently; every zip tool reads the result. What is
not laid out like that, byte for byte, is refused, so nothing is ever decompressed or guessed.
"""

import struct
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import BinaryIO

MEMBERS_LIMIT = 250_000
MEMBER_LIMIT = 50_000_000
"""Bytes of one member."""
SIZE_LIMIT = 2_000_000_000
"""Bytes of all."""
NAME_LIMIT = 200
"""Bytes; with a folder before it a name has to fit into what Windows takes."""

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END_64 = struct.Struct("<4sQ2H2I4Q4sIQI")
_END = struct.Struct("<4s4H2IH")
"""APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12, 4.3.14 with 4.3.15, 4.3.16."""
_VERSION, _VERSION_64, _UNIX, _FILE = 20, 45, 3 << 8, 0o100644 << 16
_UTF_8, _ENCRYPTED, _DAY = 0x0800, 0x0001, 0x0021
"""Flags, and the first day that zip knows."""

_DEVICES = {"con", "prn", "aux", "nul", "conin$", "conout$"}
_DEVICES |= {f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"}


class Refused(Exception):
    """Why an archive is not read; the message goes on from its name."""


def write(file: BinaryIO, members: Iterable[tuple[str, bytes]]) -> None:
    """Write an archive of names, which must not be objected to, and contents."""
    directory = _Directory()
    for name, content in members:
        file.write(directory.add(name, len(content), zlib.crc32(content)))
        file.write(content)
    file.write(directory.ending())


def read(file: BinaryIO) -> Iterator[tuple[str, bytes]]:
    """Names and contents, in their order; raises Refused.

    That the archive is whole is known only when no Refused came after the last member.
    """
    directory, size = _Directory(), 0
    head = _take(file, 4)
    while head == b"PK\x03\x04" and directory.count < MEMBERS_LIMIT:
        head += _take(file, _LOCAL.size - 4)
        _, _, flags, method, _, _, crc, _, length, name_length, _ = _LOCAL.unpack(head)
        if flags & _ENCRYPTED:
            raise Refused("is encrypted; ask for a pack that is not")
        if method:
            raise Refused(
                "has compressed members, and kpviewer pack build makes none; ask for another copy"
            )
        size += length
        if length > MEMBER_LIMIT or size > SIZE_LIMIT:
            raise Refused(f"has more than {MEMBER_LIMIT:,} bytes in a member, or {SIZE_LIMIT:,} in all")
        name = _decoded(_take(file, min(name_length, NAME_LIMIT + 1)))
        if directory.add(name, length, crc) != head + name.encode():
            raise Refused(_CHANGED)
        content = _take(file, length)
        if zlib.crc32(content) != crc:
            raise Refused(_CHANGED)
        yield name, content
        head = _take(file, 4)
    if not directory.count:
        raise Refused("is not a pack of kpviewer")
    if directory.count == MEMBERS_LIMIT:
        raise Refused(f"has {MEMBERS_LIMIT:,} members or more")
    ending = directory.ending()
    if head + file.read(len(ending)) != ending:
        raise Refused(_CHANGED)


_CHANGED = "was damaged or changed after it was built; ask for another copy"


def objection(name: str) -> str:
    """Why no member may have this name, which must mean one file on every system; empty if it may."""
    if unicodedata.normalize("NFC", name) != name or not name.isprintable():
        return "has letters that look like others, or none at all"
    if not name or len(name.encode()) > NAME_LIMIT:
        return f"has no letters, or more than {NAME_LIMIT}"
    if set(name) & set('\\:*?"<>|'):
        return "has signs that some systems take for something else"
    for part in name.split("/"):
        if not part.strip(". ") or part[0] in ". " or part[-1] in ". ":
            return "leads out of the pack, or is hidden"
        if part.partition(".")[0].rstrip().casefold() in _DEVICES:
            return "is the name of a device on Windows"
    return ""


class _Directory:
    """What stands at the end of an archive, as its members are added."""

    def __init__(self) -> None:
        self.count = 0
        self._offset = 0
        self._entries: list[bytes] = []
        self._taken: dict[str, str] = {}
        """Folders as they are written, and files as nothing, by their names in small letters."""

    def add(self, name: str, length: int, crc: int) -> bytes:
        """The head of the next member; raises Refused if there cannot be one of that name."""
        why = objection(name) or self._clash(name)
        if why:
            raise Refused(f"has a file named {name[:60]!r}, which {why}")
        encoded = name.encode()
        common = (_VERSION, _UTF_8, 0, 0, _DAY, crc, length, length, len(encoded), 0)
        head = _LOCAL.pack(b"PK\x03\x04", *common) + encoded
        made_by = _UNIX | _VERSION
        entry = _CENTRAL.pack(b"PK\x01\x02", made_by, *common, 0, 0, 0, _FILE, self._offset)
        self._entries.append(entry + encoded)
        self._offset += len(head) + length
        self.count += 1
        return head

    def _clash(self, name: str) -> str:
        """Why it cannot stand beside the others: small and capital letters are one on some systems."""
        *folders, _ = name.split("/")
        above = list(accumulate(folders, "{}/{}".format))
        is_taken = name.casefold() in self._taken
        if is_taken or any(self._taken.setdefault(one.casefold(), one) != one for one in above):
            return "is there twice, or differs from another only in capital letters"
        self._taken[name.casefold()] = ""
        return ""

    def ending(self) -> bytes:
        directory = b"".join(self._entries)
        start, count = self._offset, self.count
        versions = (_VERSION_64, _VERSION_64, 0, 0)
        where = (b"PK\x06\x07", 0, start + len(directory), 1)
        end_64 = _END_64.pack(b"PK\x06\x06", 44, *versions, count, count, len(directory), start, *where)
        end = _END.pack(b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
        return directory + end_64 + end


def _take(file: BinaryIO, length: int) -> bytes:
    taken = file.read(length)
    if len(taken) < length:
        raise Refused("is cut short; copy it again")
    return taken


def _decoded(name: bytes) -> str:
    try:
        return name.decode()
    except UnicodeDecodeError:
        raise Refused(_CHANGED) from None
