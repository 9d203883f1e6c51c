"""Which files to read, in which order, and their bytes."""

from __future__ import annotations

import gzip
import io
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import BinaryIO, cast

from kgraph.errors import DocumentError
from kgraph.sources.decode import marked, refuse_binary

STDIN = "-"
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_LEAD = 4096
_JSON_LINE = re.compile(r"\{.*\}[ \t\r]*(\n|$)")
_SNIFF = (
    (_JSON_LINE, ".jsonl"),
    (re.compile(r"\{[^\n]{4000}"), ".jsonl"),
    (re.compile(r"\{\s*[\"}]|\[\s*[\[{\]]"), ".json"),
    (
        re.compile(r"<(!doctype|html|head|body|meta|div|article|p\b|!--|\?xml)", re.IGNORECASE),
        ".html",
    ),
    (re.compile(r"---[ \t]*\r?\n\s*[\w-]+\s*:"), ".md"),
)


def shown(path: str | Path) -> str:
    """A path as it is written in an id and in a message: one line, with forward slashes."""
    name = path if isinstance(path, str) and path == STDIN else Path(path).as_posix()
    return _UNPRINTABLE.sub(lambda found: found[0].encode("unicode_escape").decode(), name)


def find(paths: Iterable[str | Path], endings: frozenset[str]) -> Iterator[str | DocumentError]:
    """The files to read, each once: folders are searched, hidden names and README files in them left out."""
    done: set[str] = set()
    for path in map(str, paths):
        found = [path] if path == STDIN or not Path(path).is_dir() else _walk(Path(path), endings)
        for item in found:
            if isinstance(item, DocumentError):
                yield item
            elif (name := item if item == STDIN else os.path.normpath(item)) not in done:
                done.add(name)
                yield item


def opened(path: str, stdin: BinaryIO) -> AbstractContextManager[BinaryIO]:
    """The bytes of a file or of standard input, which stays open."""
    if path == STDIN:
        return nullcontext(stdin)
    if not Path(path).exists():
        raise DocumentError(f"{shown(path)}: does not exist; check the name")
    if Path(path).suffix.lower() in {".csv", ".tsv", ".xlsx"}:
        raise DocumentError(f"{shown(path)}: tables are not read; write its rows as JSON Lines")
    return cast("AbstractContextManager[BinaryIO]", Path(path).open("rb"))


def unzipped(raw: BinaryIO, path: str) -> BinaryIO:
    """The stream with its first bytes visible, unpacked where the name ends in .gz or it has no name."""
    buffered = _buffered(raw)
    packed = buffered.peek(2)[:2] == b"\x1f\x8b"
    if path.lower().endswith(".gz") and not packed and buffered.peek(1):
        raise DocumentError(f"{shown(path)}: is not a gzip file; take .gz off its name")
    if packed and (path == STDIN or path.lower().endswith(".gz")):
        buffered = io.BufferedReader(cast("io.RawIOBase", gzip.GzipFile(fileobj=buffered)), 65_536)
    return cast("BinaryIO", buffered)


def sniffed(stream: BinaryIO) -> str:
    """The ending that stands for the format of a stream without a telling name."""
    head = cast("io.BufferedReader", stream).peek(_LEAD)[:_LEAD]
    refuse_binary(head, "-")
    text = head.decode(marked(head) or "utf-8", "replace").lstrip("\ufeff \t\r\n")
    return next((ending for pattern, ending in _SNIFF if pattern.match(text)), ".txt")


def _buffered(raw: BinaryIO) -> io.BufferedReader:
    """A stream that can be looked at before it is read."""
    return (
        raw
        if isinstance(raw, io.BufferedReader)
        else io.BufferedReader(cast("io.RawIOBase", raw), 65_536)
    )


def _walk(root: Path, endings: frozenset[str]) -> Iterator[str | DocumentError]:
    """The files of a folder and of those below it, sorted; a folder is entered once, whatever links to it."""
    entered: set[tuple[int, int]] = set()
    unreadable: list[DocumentError] = []

    def refuse(exc: OSError) -> None:
        unreadable.append(
            DocumentError(
                f"{shown(exc.filename)}: cannot be read ({exc.strerror}); check its permissions"
            )
        )

    for folder, below, names in os.walk(root, followlinks=True, onerror=refuse):
        yield from unreadable
        unreadable.clear()
        info = Path(folder).stat()
        if (info.st_dev, info.st_ino) in entered:
            below.clear()
            continue
        entered.add((info.st_dev, info.st_ino))
        below[:] = sorted(name for name in below if not name.startswith("."))
        yield from (
            str(Path(folder) / name) for name in sorted(names) if _is_article(name, endings)
        )
    yield from unreadable


def _is_article(name: str, endings: frozenset[str]) -> bool:
    """Whether a file of a folder is meant: a known ending, not hidden, no README."""
    path = Path(name)
    path = path.with_suffix("") if path.suffix.lower() == ".gz" else path
    return (
        path.suffix.lower() in endings
        and not name.startswith(".")
        and path.stem.upper() != "README"
    )
