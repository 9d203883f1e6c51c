"""Place names of the world: look-up by name in the file that ships with the package."""

from __future__ import annotations

import gzip
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, cast

_QUOTES = {ord(char): None for char in "'’`´‘ʿʾ."}


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the gazetteer: a settlement (P), a district (D), a region (A) or a country (C)."""

    kind: Literal["P", "D", "A", "C"]
    name: str
    country: str
    region_code: str
    region: str
    lat: float
    lon: float
    population: int
    geonames: int


@lru_cache(maxsize=20_000)
def fold(name: str) -> str:
    """A name for look-up: lower case, no diacritics, no quotes or stops, blanks for hyphens."""
    plain = unicodedata.normalize("NFKD", name).translate(_QUOTES)
    plain = "".join(char for char in plain if not unicodedata.combining(char)).casefold()
    return " ".join(re.sub(r"[-–/]", " ", plain).split())


@cache
def _data() -> bytes:
    return gzip.decompress(files("kgraph.resolve").joinpath("data/gazetteer.tsv.gz").read_bytes())


# How the first words of names are shortened: "St. Louis", "Ft. Worth".
_SHORT = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount", "pt": "point"}


@lru_cache(maxsize=20_000)
def find(name: str) -> tuple[Place, ...]:
    """The places of a name, the largest first; none where the name is unknown.

    A name that is unknown as it is written is looked up with "St." in full, with "The" before it, with
    its Arabic article or Persian "i" as others write them, and without its hyphen.
    """
    key = fold(name)
    whole = " ".join(_SHORT.get(word, word) for word in key.split())
    joined = (key.replace(" ", ""),) if "-" in name else ()  # "Pétion-Ville"
    forms = dict.fromkeys((key, whole, f"the {key}", *_respelled(key), *joined))
    line = next((found for form in forms if (found := _line(form))), "")
    return tuple(_place(field) for field in line.split("\t")[1:])


# The article takes on the first sound of these: "Jisr al-Shughur" is "Jisr ash-Shughur".
_ARTICLE = re.compile(r"\b(?:al|el|ul) (?=(sh|[sdrtznl]))")
_ASSIMILATED = re.compile(r"\ba(?:sh|s|d|r|t|z|n|l) (?=(?:sh|[sdrtznl]))")


def _respelled(key: str) -> tuple[str, ...]:
    """A folded name with its Arabic article, or the Persian "i" between its words, spelled otherwise."""
    sounded = _ARTICLE.sub(lambda match: f"a{match[1]} ", key)
    forms = (sounded, _ASSIMILATED.sub("al ", key), key.replace(" i ", " e "))
    return tuple(form for form in forms if form != key)


@cache
def _blocks() -> tuple[list[int], list[bytes]]:
    """Where blocks of lines begin in the text, and the folded name that each begins with."""
    data = _data()
    ends = range(_BLOCK, data.rfind(b"\n", 0, -1), _BLOCK)
    starts = [0, *(data.index(b"\n", end) + 1 for end in ends)]
    return starts, [data[start : data.index(b"\t", start)] for start in starts]


_BLOCK = 4096  # bytes


def _line(name: str) -> str:
    """The line of a folded name, from the block of the sorted text that must hold it; "" where there is none."""
    data, key = _data(), name.encode()
    starts, firsts = _blocks()
    block = bisect_right(firsts, key) - 1
    if block < 0:
        return ""
    start = starts[block]
    if firsts[block] != key:
        end = starts[block + 1] if block + 1 < len(starts) else len(data)
        start = data.find(b"\n%b\t" % key, start, end) + 1
        if start == 0:
            return ""
    return data[start : data.index(b"\n", start)].decode()


def names_like(begins: str, pattern: re.Pattern[str]) -> Iterator[str]:
    """The folded names that begin with some letters and match a pattern, in their order."""
    data = _data()
    starts, firsts = _blocks()
    first, after = begins.encode(), begins[:-1].encode() + bytes([ord(begins[-1]) + 1])
    start = starts[max(bisect_right(firsts, first) - 1, 0)]
    last = bisect_right(firsts, after)
    end = starts[last] if last < len(starts) else len(data)
    line = re.compile(rb"^(%b)\t" % pattern.pattern.encode(), re.MULTILINE)
    yield from (
        found[1].decode() for found in line.finditer(data, start, end) if found[1].startswith(first)
    )


def _place(field: str) -> Place:
    kind, name, country, code, region, lat, lon, population, geonames = field.split("|")
    return Place(
        cast("Literal['P', 'D', 'A', 'C']", kind),
        name,
        country,
        code,
        region,
        float(lat),
        float(lon),
        int(population),
        int(geonames),
    )
