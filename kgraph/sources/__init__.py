"""Files, folders and standard input, read into Documents one at a time.

A bad document never stops the others: it is handed to `problems` as one clear line. So is a fault of
a document that is kept all the same, such as an impossible date. The order is that of the arguments
and, within a folder, of the paths.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from kgraph.errors import DocumentError, KeptDocumentError, UsageError
from kgraph.model import Document
from kgraph.sources import delimited, html, json_array, jsonl, language, markdown, text, workbook
from kgraph.sources.article import FIELDS, MAX_CHARACTERS, Input
from kgraph.sources.files import (
    STDIN,
    find,
    is_file,
    opened,
    refuse_nameless,
    shown,
    sniffed,
    spellings,
    unzipped,
)

__all__ = [
    "FIELDS",
    "MAX_CHARACTERS",
    "READERS",
    "STDIN",
    "is_file",
    "read",
    "refuse_nameless",
    "shown",
    "spellings",
    "text_of",
]

Reader = Callable[[Input], Iterator[Document | DocumentError]]
Problems = Callable[[DocumentError], object]

_FOREIGN = "does not read like English, the only language that is understood; it is kept, but expect no reports"

READERS: Mapping[str, Reader] = MappingProxyType(
    {
        ".csv": delimited.read,
        ".htm": html.read,
        ".html": html.read,
        ".json": json_array.read,
        ".jsonl": jsonl.read,
        ".markdown": markdown.read,
        ".md": markdown.read,
        ".ndjson": jsonl.read,
        ".tsv": delimited.read,
        ".txt": text.read,
        ".xhtml": html.read,
        ".xlsx": workbook.read,
    }
)


def read(
    paths: Iterable[str | Path],
    problems: Problems,
    *,
    fields: Mapping[str, str] | None = None,
    format: str | None = None,
    mapping: str | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Document]:
    """Every document under `paths` ("-" is standard input), one at a time.

    `fields` gives the names a JSON source uses for ours ({"text": "body"}). `format` is an ending
    without its dot ("jsonl") and overrules what the name or the first bytes say. `mapping` is the id or the file of a table's
    mapping; without it the columns tell.
    """
    names = _checked(fields or {})
    reader = _reader(format) if format else None
    for found in find(paths, frozenset(READERS)):
        if isinstance(found, DocumentError):
            problems(found)
            continue
        for item in _items(found, names, reader, mapping, stdin):
            if isinstance(item, DocumentError):
                problems(item)
                continue
            if item.row is None and not language.is_english(item.text):
                problems(KeptDocumentError(f"{item.source}: {_FOREIGN}"))
            yield item


def text_of(
    path: str | Path,
    problems: Problems,
    *,
    id: str | None = None,
    fields: Mapping[str, str] | None = None,
    format: str | None = None,
    stdin: BinaryIO | None = None,
) -> str:
    """The text that offsets count in: of the only document of `path`, or of the one with this id."""
    documents = read([path], problems, fields=fields, format=format, stdin=stdin)
    wanted = (document for document in documents if id is None or document.id == id)
    chosen = list(islice(wanted, 2 if id is None else 1))
    if not chosen:
        missing = "no document can be read" if id is None else f"no document has the id {id}"
        raise DocumentError(f"{shown(path)}: {missing}")
    if len(chosen) > 1:
        raise UsageError(
            f"{shown(path)}: holds several documents ({chosen[0].id}, {chosen[1].id} …); choose one by its id"
        )
    return chosen[0].text


def _items(
    path: str,
    fields: Mapping[str, str],
    reader: Reader | None,
    mapping: str | None,
    stdin: BinaryIO | None,
) -> Iterator[Document | DocumentError]:
    """What one file gives; whatever goes wrong while it is read becomes its last item."""
    try:
        with opened(path, stdin or sys.stdin.buffer) as raw:
            source = Input(shown(path), unzipped(raw, path), fields, mapping)
            chosen = reader or READERS.get(_ending(path)) or _sniffed(source)
            yield from chosen(source)
    except DocumentError as problem:
        yield problem
    except EOFError:
        yield DocumentError(f"{shown(path)}: the .gz file ends too early; fetch or pack it again")
    except zlib.error:
        yield DocumentError(f"{shown(path)}: the .gz file is damaged; fetch or pack it again")
    except OSError as exc:
        yield DocumentError(
            f"{shown(path)}: cannot be read ({exc.strerror or exc}); check the file"
        )


def _sniffed(source: Input) -> Reader:
    """The reader for a stream without a telling name; what is no other thing and has a mapping is a table."""
    ending = sniffed(source.stream, source.name)
    return READERS[".csv" if source.mapping and ending == ".txt" else ending]


def _ending(path: str) -> str:
    """'.jsonl' of 'news/2022.JSONL.gz'."""
    name = Path(path)
    name = name.with_suffix("") if name.suffix.lower() == ".gz" else name
    return "" if path == STDIN else name.suffix.lower()


def _reader(format: str) -> Reader:
    try:
        return READERS[f".{format.lower().lstrip('.')}"]
    except KeyError:
        known = ", ".join(ending[1:] for ending in READERS)
        raise UsageError(f"unknown input format {format!r}; known are {known}") from None


def _checked(fields: Mapping[str, str]) -> Mapping[str, str]:
    unknown = sorted(set(fields) - set(FIELDS))
    if unknown:
        raise UsageError(f"unknown field {unknown[0]!r}; known are {', '.join(FIELDS)}")
    return MappingProxyType({name: fields.get(name, name) for name in FIELDS})
