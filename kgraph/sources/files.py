"""Which files to read, in which order, and their bytes."""

from __future__ import annotations

import gzip
import io
import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, cast

from kgraph import mappings
from kgraph.errors import DocumentError, LeftOutError, UsageError
from kgraph.sources.decode import marked, refuse_binary
from kgraph.sources.delimited import SEPARATOR

STDIN = "-"
STORE = "kgraph-store.json"
"""The file that tells a store's folder, which holds no articles."""
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_LEAD = 4096
_KINDS = 5  # of files left out that are named
_NOT_READ = MappingProxyType(
    dict.fromkeys(
        (".ods", ".xls", ".xlsb"), "this kind of spreadsheet is not read; save it as .xlsx or .csv"
    )
    | dict.fromkeys(
        (".doc", ".docx", ".epub", ".odt"), "this kind of document is not read; save it as .txt"
    )
    | {".zip": "is an archive; unpack it, and give the folder"}
)
_LOCK = "~$"  # begins the name of what stands beside a workbook while it is open
_ZIP = b"PK\x03\x04"  # workbooks are zip archives
_JSON_LINE = re.compile(r"\{.*\}[ \t\r]*(\n|$)")
# Whatever is wrong with the first line: an object that begins one of the next is a line of its own.
_LATER_LINE = re.compile(r'[^<][^\n]*\n(?:[^\n]*\n){0,2}?\{[ \t]*"[^"\n]+"[ \t]*:')
_SNIFF = (
    (_JSON_LINE, ".jsonl"),
    (re.compile(r"\{[^\n]{4000}"), ".jsonl"),
    (re.compile(r"\[\s*[\[{\]]"), ".json"),
    (_LATER_LINE, ".jsonl"),
    (re.compile(r"\{\s*[\"}]"), ".json"),
    (
        re.compile(
            r"<(!doctype|html|head|body|meta|div|article|p\b|!--|\?xml|rss|feed|rdf:)",
            re.IGNORECASE,
        ),
        ".html",
    ),
    (re.compile(r"---[ \t]*\r?\n\s*[\w-]+\s*:|\+\+\+[ \t]*\r?\n\s*[\w-]+\s*="), ".md"),
)


def shown(path: str | Path) -> str:
    """A path as it is written in an id and in a message: one line, with forward slashes."""
    name = STDIN if path == STDIN else Path(path).as_posix()
    name = f"./{name}" if name.startswith("-") and path != STDIN else name
    # As UTF-8 whatever the locale, so that one file has one id.
    name = os.fsencode(name).decode("utf-8", "surrogateescape")
    return _UNPRINTABLE.sub(lambda found: found[0].encode("unicode_escape").decode(), name)


def spellings(path: str, base: str) -> Iterator[str]:
    """The names that a shown path may go by where relative ones start from the folder `base`; first the one to give it."""
    whole = os.path.abspath(path)  # noqa: PTH100 - links stay
    folder, name = os.path.split(whole)
    real = os.path.join(_real(folder), name)  # noqa: PTH118 - strings, as many as there are documents
    yield path if Path(path).is_absolute() else _relative(whole, base)
    yield from (_relative(whole, base), _posix(whole), _relative(real, base), _posix(real))
    if not _lies_elsewhere(path, base):
        yield path


@lru_cache(maxsize=1000)  # many files lie in one folder
def _real(folder: str) -> str:
    return os.path.realpath(folder)


def _relative(path: str, base: str) -> str:
    try:
        return _posix(os.path.relpath(path, base))
    except ValueError:  # on another drive
        return _posix(path)


def _posix(path: str) -> str:
    name = path.replace(os.sep, "/")
    return f"./{name}" if name.startswith("-") else name


def _lies_elsewhere(path: str, base: str) -> bool:
    """Whether a name, read from `base`, is that of another file; not where the store or the files were moved."""
    file = re.sub(r"#\d+$", "", path)
    there = Path(base, file)
    return there.exists() and os.path.realpath(there) != os.path.realpath(file)


def refuse_nameless(paths: Iterable[str | Path]) -> None:
    """Raise UsageError where a path is empty, as a variable of a shell that is not set: it would be the current folder."""
    if any(not str(path) for path in paths):
        raise UsageError("a path is empty; name a file or a folder (. is the current one)")


def find(paths: Iterable[str | Path], endings: frozenset[str]) -> Iterator[str | DocumentError]:
    """The files to read, each once: folders are searched, hidden names, READMEs and stores left out."""
    done: set[str] = set()
    named = list(paths)
    refuse_nameless(named)
    for path in map(str, named):
        found = _walk(Path(path), endings) if path != STDIN and _is_folder(path) else [path]
        for item in found:
            if isinstance(item, DocumentError):
                yield item
            elif (name := item if item == STDIN else os.path.realpath(item)) not in done:
                done.add(name)
                yield item


def is_file(path: str) -> bool:
    """Whether a file of this name lies here."""
    try:
        return Path(path).is_file()
    except (OSError, ValueError):  # a name too long, no permission, a NUL
        return False


def _is_folder(path: str) -> bool:
    try:
        return Path(path).is_dir()
    except OSError:  # a name too long, or no permission: opening it tells
        return False


def opened(path: str, stdin: BinaryIO) -> AbstractContextManager[BinaryIO]:
    """The bytes of a file or of standard input, which stays open."""
    if path == STDIN:
        return nullcontext(stdin)
    if not Path(path).exists():
        raise DocumentError(f"{shown(path)}: does not exist; check the name")
    ending = Path(path).suffix.lower()
    if ending in _NOT_READ:
        raise DocumentError(f"{shown(path)}: {_NOT_READ[ending]}")
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


def sniffed(stream: BinaryIO, where: str) -> str:
    """The ending that stands for the format of a stream without a telling name."""
    head = cast("io.BufferedReader", stream).peek(_LEAD)[:_LEAD]
    if head.startswith(_ZIP):
        return ".xlsx"
    refuse_binary(head, where)
    text = head.decode(marked(head) or "utf-8", "replace").lstrip("\ufeff \t\r\n")
    if _is_table(text):
        return ".csv"
    return next((ending for pattern, ending in _SNIFF if pattern.match(text)), ".txt")


def _is_table(text: str) -> bool:
    """Whether a text begins with the columns of a data base that is known, or as spreadsheets begin tables."""
    header, _, below = text.partition("\n")
    if said := SEPARATOR.fullmatch(header.rstrip("\r")):
        cells = below.partition("\n")[0].split(said[1])
    else:
        cells = re.split(r"[,;\t|]", header)
    names = {name.strip('" \r').casefold() for name in cells}
    return any(table.fits(names) for table in mappings.shipped())


def _buffered(raw: BinaryIO) -> io.BufferedReader:
    return (
        raw if isinstance(raw, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", raw))
    )


def _walk(folder: Path, endings: frozenset[str]) -> Iterator[str | DocumentError]:
    """The files of a folder and its folders in the order of their paths; no folder is entered twice."""
    waiting, entered, found = [folder], set[tuple[int, int]](), False
    others: list[str] = []
    while waiting:
        path = waiting.pop()
        try:
            status = path.stat()
            if stat.S_ISDIR(status.st_mode):
                if (status.st_dev, status.st_ino) not in entered and not (path / STORE).exists():
                    entered.add((status.st_dev, status.st_ino))
                    waiting += sorted(filter(_visible, path.iterdir()), reverse=True)
            elif stat.S_ISREG(status.st_mode) and _article(path, endings):
                if _is_readme(path):
                    yield LeftOutError(
                        f"{shown(path)}: is left out, as a README tells of a folder; name it to have it read"
                    )
                    continue
                found = True
                yield str(path)
            elif stat.S_ISREG(status.st_mode) and path.name[:2] != _LOCK:
                others.append(path.suffix.lower() or path.name)
        except OSError as exc:
            found = True
            yield DocumentError(
                f"{shown(path)}: cannot be read ({exc.strerror}); check its permissions"
            )
    if not found:
        known = " ".join(sorted(endings))
        yield DocumentError(
            f"{shown(folder)}: holds no file that can be read ({known}, each also with .gz)"
        )
    elif others:
        yield LeftOutError(_left_out(folder, others))


def _left_out(folder: Path, others: Sequence[str]) -> str:
    """What tells of the files of a folder that are of no kind that is read."""
    kinds = sorted({shown(other) for other in others})
    listed = ", ".join(kinds[:_KINDS]) + (" …" if len(kinds) > _KINDS else "")
    files = "1 file is" if len(others) == 1 else f"{len(others)} files are"
    return f"{shown(folder)}: {files} left out, of kinds that are not read ({listed})"


def _visible(path: Path) -> bool:
    return not path.name.startswith(".")


def _article(path: Path, endings: frozenset[str]) -> bool:
    """Whether a file found in a folder may be one to read."""
    name = path.name.lower().removesuffix(".gz")
    return Path(name).suffix in endings and name[:2] != _LOCK


def _is_readme(path: Path) -> bool:
    return Path(path.name.lower().removesuffix(".gz")).stem == "readme"
