"""Markdown, with or without front matter in YAML or TOML; the body is left as it is written."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterator, Mapping

import yaml

from kgraph.errors import DocumentError, in_one_line
from kgraph.model import Document
from kgraph.sources.article import MAX_BYTES, Input, checked, clean, dated, identified, joined
from kgraph.sources.decode import contents, damage, decoded

NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("id",),
    "title": ("title",),
    "published": ("published", "date"),
    "publisher": ("publisher", "source", "site"),
    "url": ("url", "canonical", "canonical_url"),
}
_LONGEST = 65_536  # YAML is slow to read, and front matter is short
_OPEN = re.compile(r"(---|\+\+\+)[ \t]*\n")
_CLOSE = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE),
    "+++": re.compile(r"^\+\+\+[ \t]*(?:\n|\Z)", re.MULTILINE),
}
_HEADING = re.compile(r"\s*# +(\S.*)")


def read(source: Input) -> Iterator[Document | DocumentError]:
    """The article: title, blank line, body."""
    data = contents(source.stream, source.name, MAX_BYTES)
    whole = clean(decoded(data, source.name))
    front, body = _parts(whole, source.name)
    checked(body, source.name)
    heading = _HEADING.match(body)
    title = front["title"] or (heading and heading[1].strip()) or None
    text = checked(joined(title, body), source.name)
    published, problems = dated(front["published"], source.name)
    name = identified(front["id"], front["url"], source.name, text)
    yield Document(name, source.name, text, title, published, front["publisher"], front["url"])
    yield from (*problems, *damage(data, source.name))


def _parts(whole: str, where: str) -> tuple[dict[str, str | None], str]:
    """The values of the front matter under our names, and the body."""
    opening = _OPEN.match(whole)
    if not opening:
        return dict.fromkeys(NAMES), whole
    mark = opening[1]
    closing = _CLOSE[mark].search(whole, opening.end(), opening.end() + _LONGEST)
    if not closing:
        raise DocumentError(f'{where}: the front matter is not closed; end it with a line "{mark}"')
    read = _values if mark == "---" else _toml_values
    values = read(whole[opening.end() : closing.start()], where)
    front = {ours: _first(values, names) for ours, names in NAMES.items()}
    return front, whole[closing.end() :].lstrip("\n")


def _values(front: str, where: str) -> Mapping[object, object]:
    """The front matter as strings, so that an id keeps its zeros and an odd date is only odd."""
    try:
        values = yaml.load(front, Loader=yaml.BaseLoader)  # builds strings, lists and mappings only
    except (yaml.YAMLError, RecursionError, TypeError, ValueError) as exc:
        line = getattr(getattr(exc, "problem_mark", None), "line", None)
        at = f"{where}:{line + 2}" if line is not None else where
        raise DocumentError(
            f"{at}: the front matter is not valid YAML; correct it (a title with a colon needs quotes)"
        ) from None
    if not isinstance(values, Mapping | None):
        raise DocumentError(f"{where}: the front matter has no names; write lines like title: …")
    return {str(key).lower(): value for key, value in (values or {}).items()}


def _toml_values(front: str, where: str) -> Mapping[object, object]:
    """The front matter as Hugo writes it between lines of +++, its dates as strings."""
    try:
        values = tomllib.loads(front)
    except (ValueError, RecursionError) as exc:
        raise DocumentError(
            f"{where}: the front matter is not valid TOML ({in_one_line(exc)[:80]}); correct it"
        ) from None
    return {
        key.lower(): str(value) if isinstance(value, dt.date | int) else value
        for key, value in values.items()
    }


def _first(values: Mapping[object, object], names: tuple[str, ...]) -> str | None:
    """The first of these names that has a word to say."""
    found = (values.get(name) for name in names)
    words = (value.strip() for value in found if isinstance(value, str))
    return next((word for word in words if word not in {"", "~", "null"}), None)
