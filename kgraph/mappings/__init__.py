"""How the columns of an incident data base become claims: one TOML file a data base.

To read another data base, give a file with --mapping, or add it here; the README explains each key ("A table of
your own").
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kgraph.errors import UsageError
from kgraph.vocab import INCIDENT_TYPES, TARGET_TYPES, WEAPON_TYPES

_FOLDER = Path(__file__).parent
_CODE = re.compile(r"[A-Z]{2}")
PROPERTIES = (
    "id",
    "date",
    "date_end",
    "year",
    "month",
    "day",
    "country",
    "admin1",
    "admin2",
    "place",
    "lat",
    "lon",
    "type",
    "target_type",
    "weapon_type",
    "perpetrator",
    "opponent",
    "target",
    "killed",
    "killed_low",
    "killed_high",
    "wounded",
    "kidnapped",
    "perpetrators_killed",
    "claimed",
    "published",
    "summary",
)

TOLLS = ("killed", "killed_low", "killed_high", "wounded", "kidnapped", "perpetrators_killed")
"""Those of them that are numbers of people."""
CONCEPTS: Mapping[str, Mapping[str, str | None]] = MappingProxyType(
    {"type": INCIDENT_TYPES, "target_type": TARGET_TYPES, "weapon_type": WEAPON_TYPES}
)
"""What the words of coded columns may stand for."""


@dataclass(frozen=True, slots=True)
class Table:
    """A data base: its name, edition and licence, the columns it is known by, and what they mean.

    `columns` gives for each of our properties the names that the column goes by in editions of the data
    base; `values` the concept for each word of a coded column; `both_sides` the types of incident whose
    two sides are both actors, because the data base does not say who attacked; `nobody` the words that
    stand for nobody and nothing known; `no_incident` the words of type columns for what is none; `included`
    whether tolls count attackers.
    """

    id: str
    name: str
    edition: str
    licence: str
    needs: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]]
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    both_sides: tuple[str, ...] = ()
    nobody: tuple[str, ...] = ()
    civilians: tuple[str, ...] = ()
    no_incident: tuple[str, ...] = ()
    included: bool | None = None

    def fits(self, header: set[str]) -> bool:
        """Whether a table with these columns (case-folded) is an edition of this data base."""
        return not self.lacking(header)

    def lacking(self, header: set[str]) -> list[str]:
        """The columns that an edition of it must have and these (case-folded) are not."""
        return [name for name in self.needs if name not in header]


@cache
def shipped() -> tuple[Table, ...]:
    """The data bases known without being told, the one that asks for most columns first."""
    found = [read(path) for path in sorted(_FOLDER.glob("*.toml"))]
    return tuple(sorted(found, key=lambda table: (-len(table.needs), table.id)))


@cache
def named(mapping: str) -> Table:
    """A shipped mapping by its id, or the one of a file. Raises UsageError."""
    for table in shipped():
        if table.id == mapping:
            return table
    return read(Path(mapping))


_TEXTS = ("name", "edition", "licence")
_LISTS = ("needs", "both_sides", "nobody", "civilians", "no_incident")
_INCLUDED = "tolls_include_attackers"
KEYS = (*_TEXTS, *_LISTS, _INCLUDED, "columns", "values")


def read(path: Path) -> Table:
    """The mapping of a TOML file. Raises UsageError that says what is wrong with it."""
    try:
        given: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
        _check_keys(path, given)
        columns = {
            name: (words,) if isinstance(words, str) else tuple(words)
            for name, words in given["columns"].items()
        }
        _check_columns(path, columns)
        values = {
            column: {word.casefold(): concept for word, concept in words.items()}
            for column, words in given.get("values", {}).items()
        }
        _check(path, values)
        folded = {name: tuple(map(str.casefold, given.get(name, ()))) for name in _LISTS}
        return Table(
            path.stem,
            given["name"],
            given["edition"],
            given["licence"],
            tuple(map(str.casefold, given["needs"])),
            columns,
            values,
            folded["both_sides"],
            folded["nobody"],
            folded["civilians"],
            folded["no_incident"],
            given.get(_INCLUDED),
        )
    except OSError as exc:
        known = ", ".join(sorted(table.id for table in shipped()))
        raise UsageError(
            f"{path}: no mapping of this name and no file ({exc.strerror}); known are {known}"
        ) from exc
    except (
        tomllib.TOMLDecodeError,
        KeyError,
        TypeError,
        AttributeError,
        UnicodeDecodeError,
    ) as exc:
        raise UsageError(f"{path}: is no mapping ({exc}); kgraph/mappings shows examples") from exc


def _check_keys(path: Path, given: Mapping[str, Any]) -> None:
    """Raise UsageError where a key is none that is known, or holds what it cannot."""
    if unknown := sorted(set(given) - set(KEYS)):
        raise UsageError(f"{path}: has {unknown[0]!r}; known are {', '.join(KEYS)}")
    for name in _TEXTS:
        if name in given and not isinstance(given[name], str):
            raise UsageError(f"{path}: {name!r} is no text; put it in quotation marks")
    for name in _LISTS:
        if name in given and not _are_words(given[name]):
            raise UsageError(f'{path}: {name!r} is no list of words; write ["…", "…"]')
    if not isinstance(given.get(_INCLUDED, False), bool):
        raise UsageError(f"{path}: {_INCLUDED!r} is neither true nor false")


def _are_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) for word in value)


def _check_columns(path: Path, columns: Mapping[str, tuple[Any, ...]]) -> None:
    """Raise UsageError where columns are none that can be read, or do not tell rows apart."""
    if unknown := sorted(set(columns) - set(PROPERTIES)):
        raise UsageError(f"{path}: [columns] has {unknown[0]!r}; known are {', '.join(PROPERTIES)}")
    for name, words in columns.items():
        if not _are_words(list(words)):
            raise UsageError(f"{path}: [columns] gives {name!r} what is no name of a column")
    if "id" not in columns:
        raise UsageError(
            f"{path}: [columns] says nothing of 'id'; name the column that tells rows apart"
        )


def _check(path: Path, values: Mapping[str, Mapping[str, str]]) -> None:
    """Raise UsageError where a word stands for what is no concept."""
    for word, code in values.get("country", {}).items():
        if not _CODE.fullmatch(code):
            raise UsageError(
                f"{path}: [values.country] has {word!r} = {code!r}; write an ISO code of two capitals"
            )
    for column, words in values.items():
        if column == "country":
            continue
        if column not in CONCEPTS:
            known = ", ".join((*CONCEPTS, "country"))
            raise UsageError(f"{path}: [values.{column}]; coded columns are {known}")
        for word, concept in words.items():
            if concept not in CONCEPTS[column]:
                known = ", ".join(sorted(CONCEPTS[column]))
                raise UsageError(
                    f"{path}: [values.{column}] has {word!r} = {concept!r}; known are {known}"
                )
