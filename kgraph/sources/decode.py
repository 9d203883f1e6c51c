"""Bytes to text: byte-order mark, UTF-8, what the page declares, else the likeliest encoding."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from charset_normalizer import from_bytes

from kgraph.errors import DocumentError, KeptDocumentError

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an Office file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture or a sound"),
    (b"\x1f\x8b", "a gzip archive (its name must end in .gz)"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"(\xb5/\xfd", "a zstd archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"SQLite format 3", "a data base"),
    (b"PAR1", "a Parquet table"),
    (b"\x7fELF", "a program"),
)
# Encodings in which articles are met; without a list, old DOS and Macintosh code pages win too often.
_LIKELY = (
    *("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r"),
    *("gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "mac_roman"),
)
_DECLARED = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{2,30})""", re.IGNORECASE)
_SAFE = re.compile(
    r"(windows-|iso-?8859|latin|us-ascii|koi8|gb|big5|euc-|shift|tis-)", re.IGNORECASE
)
# Letters and typographic marks as English and other Western European prose has them; a capital
# between small letters is what another encoding looks like when it is read as this one.
_WESTERN = re.compile(r"[\x00-\x7f€‘’“”•–—…™ŠŽšžŒœŸ\xa0-\xff]*")
_LETTERS = re.compile(r"[À-ÿŠŽšžŒœŸ]")
_ODD = re.compile(r"[a-zà-ÿ][À-ÖØ-ÞŠŽŒŸ¤¦¬±¶¹²³][a-zà-ÿ]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def contents(stream: BinaryIO, where: str, limit: int) -> bytes:
    """All bytes of a file of one article; DocumentError where it is binary or far too long."""
    data = stream.read(limit + 1)
    refuse_binary(data[:64], where)
    if len(data) > limit:
        raise DocumentError(f"{where}: is longer than {limit:,} bytes; split it")
    return data


def refuse_binary(head: bytes, where: str) -> None:
    """DocumentError that says what the file looks like, for the kinds that are often met."""
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            raise DocumentError(f"{where}: looks like {kind}, not text; convert it to text first")
    if marked(head) is None and _looks_wide(head):
        raise DocumentError(f"{where}: looks like UTF-16 without its mark; save it as UTF-8")


def _looks_wide(head: bytes) -> bool:
    """Whether every other byte is NUL and the rest is text, as UTF-16 writes English."""
    return any(
        len(half) > 7 and not half.strip(b"\0") and b"\0" not in rest
        for half, rest in ((head[::2], head[1::2]), (head[1::2], head[::2]))
    )


def decoded(data: bytes, where: str, *, html: bool = False) -> str:
    """The text of these bytes, or DocumentError."""
    try:
        encoding = _encoding(data, html=html)
        text = data.decode(encoding, "replace" if encoding.startswith("utf-8") else "strict")
    except (UnicodeDecodeError, LookupError):
        raise DocumentError(f"{where}: its encoding is not known; save it as UTF-8") from None
    if "\0" in text:
        raise DocumentError(f"{where}: holds NUL bytes; it is binary or damaged, not text")
    if len(_CONTROLS.findall(text)) > len(text) // 50:
        raise DocumentError(
            f"{where}: is mostly control characters; it is binary or damaged, not text"
        )
    return text


def row_decoded(line: bytes) -> str:
    """The text of a line of a table, whatever it holds: each may come from another program."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("utf-8" if _is_damaged_utf8(line) else "cp1252", "replace")


def damage(data: bytes, where: str) -> Iterator[KeptDocumentError]:
    """What tells where UTF-8 is damaged, if it is UTF-8 and if it is."""
    whole, bad = data.removeprefix(codecs.BOM_UTF8), _first_bad(data)
    if bad is None or not (len(whole) < len(data) or _is_damaged_utf8(data)):
        return
    above, before = data[:bad].count(b"\n"), data[:bad].rpartition(b"\n")[2]
    column = f"column {len(before.decode('utf-8-sig')) + 1}"
    at = f"line {above + 1}, {column}" if b"\n" in data.rstrip() else column
    count = _bad_bytes(data)
    several = f"{count} damaged characters, the first" if count > 1 else "a damaged character"
    yield KeptDocumentError(f"{where}: is UTF-8 with {several} in {at}, read as \ufffd; correct it")


def _first_bad(data: bytes) -> int | None:
    """Where the first byte stands that is not UTF-8; in UTF-16 and UTF-32 nowhere."""
    if marked(data) in {"utf-16", "utf-32"}:
        return None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as exc:
        return exc.start
    return None


def _bad_bytes(data: bytes) -> int:
    """How many characters are not UTF-8."""
    return data.decode("utf-8", "replace").count("\ufffd") - data.count("\ufffd".encode())


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether most of what is not ASCII is UTF-8, as chance hardly ever makes of another encoding."""
    bad = _bad_bytes(data)
    return len(_BEYOND_ASCII.findall(data.decode("utf-8", "ignore"))) >= bad > 0


def marked(head: bytes) -> str | None:
    """The encoding that a byte-order mark announces."""
    return next((encoding for mark, encoding in MARKS if head.startswith(mark)), None)


def _encoding(data: bytes, *, html: bool) -> str:
    mark = marked(data)
    if mark:
        return mark
    if _fits(data, "utf-8"):
        return "utf-8"
    if _is_damaged_utf8(data):
        return "utf-8"
    declared = _declared(data) if html else None
    if declared and _fits(data, declared):
        return declared
    return "cp1252" if _western(data) else _guessed(data)


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _declared(data: bytes) -> str | None:
    """The charset of a page's <meta>; Latin-1 means Windows-1252 on the web."""
    found = _DECLARED.search(data[:4096])
    name = found[1].decode("ascii", "replace").lower() if found else ""
    if not _SAFE.match(name):
        return None
    return "cp1252" if name in {"iso-8859-1", "iso8859-1", "latin1", "us-ascii"} else name


def _western(data: bytes) -> bool:
    """Whether it reads as Western prose in Windows-1252, much the commonest one in English news."""
    if not _fits(data, "cp1252"):
        return False
    text = data.decode("cp1252")
    few = len(_LETTERS.findall(text)) * 10 <= len(text)
    return few and not _ODD.search(text) and bool(_WESTERN.fullmatch(text))


def _guessed(data: bytes) -> str:
    """What charset-normalizer thinks of the beginning; "" where it does not know."""
    best = from_bytes(data[:65_536], cp_isolation=list(_LIKELY)).best()
    return best.encoding if best else ""
