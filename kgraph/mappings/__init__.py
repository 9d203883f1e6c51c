"""How the columns of an incident data base become claims: one TOML file a data base.

To read another data base, add a file here (or give one with --mapping); `kgraph/mappings/ucdp-ged.toml` is
an example with every key explained.
"""

from __future__ import annotations

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
    stand for no actor; `included` whether tolls count attackers.
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
    included: bool | None = None

    def fits(self, header: set[str]) -> bool:
        """Whether a table with these columns (case-folded) is an edition of this data base."""
        return header.issuperset(self.needs)


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


def read(path: Path) -> Table:
    """The mapping of a TOML file. Raises UsageError that says what is wrong with it."""
    try:
        given: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
        columns = {
            name: (words,) if isinstance(words, str) else tuple(words)
            for name, words in given["columns"].items()
        }
        if unknown := sorted(set(columns) - set(PROPERTIES)):
            raise UsageError(
                f"{path}: [columns] has {unknown[0]!r}; known are {', '.join(PROPERTIES)}"
            )
        values = {
            column: {word.casefold(): concept for word, concept in words.items()}
            for column, words in given.get("values", {}).items()
        }
        _check(path, values)
        if "id" not in columns:
            raise UsageError(
                f"{path}: [columns] says nothing of 'id'; name the column that tells rows apart"
            )
        return Table(
            path.stem,
            given["name"],
            str(given["edition"]),
            given["licence"],
            tuple(map(str.casefold, given["needs"])),
            columns,
            values,
            tuple(given.get("both_sides", ())),
            tuple(map(str.casefold, given.get("nobody", ()))),
            tuple(map(str.casefold, given.get("civilians", ()))),
            given.get("tolls_include_attackers"),
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


def _check(path: Path, values: Mapping[str, Mapping[str, str]]) -> None:
    """Raise UsageError where a word stands for what is no concept."""
    for column, words in values.items():
        if column not in CONCEPTS:
            raise UsageError(f"{path}: [values.{column}]; coded columns are {', '.join(CONCEPTS)}")
        for word, concept in words.items():
            if concept not in CONCEPTS[column]:
                known = ", ".join(sorted(CONCEPTS[column]))
                raise UsageError(
                    f"{path}: [values.{column}] has {word!r} = {concept!r}; known are {known}"
                )
