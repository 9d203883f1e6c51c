"""How the time and memory of linking grow with the number of reports, and what adding a few costs.

    python -m benchmarks.scale                        # 1 000, 3 000 and 10 000 reports
    python -m benchmarks.scale --sizes 10000 100000   # each size in a process of its own
    python -m benchmarks.scale --table ged.csv.gz     # a whole incident data base to incidents

The reports are made up, but as news is: incidents in some thousand towns over ten years, each told by one
to eight papers days apart, with tolls that grow, places that are sometimes left out, and texts that share
an incident's names and rare words among words drawn as often as news uses them.
"""

from __future__ import annotations

import argparse
import datetime as dt
import functools
import itertools
import math
import multiprocessing
import random
import resource
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from benchmarks.speed import seconds
from kgraph import __version__, linking, pipeline, terms, workers
from kgraph.link import keyterms
from kgraph.model import (
    ActorValue,
    Claim,
    ConceptValue,
    CountValue,
    DateValue,
    Document,
    DocumentReports,
    Evidence,
    PlaceValue,
    Report,
    Value,
    VictimValue,
)
from kgraph.store import Store, open_store

_BEGIN, _DAYS = dt.date(2012, 1, 1), 3650
_TOWNS, _PAPERS, _GROUPS = 4000, 60, 80
_ADDED = 10
_KINDS = (
    "bombing", "suicide-bombing", "shooting", "kidnapping", "assassination", "arson", "clash", "ied",
)  # fmt: skip
_SYLLABLES = "ba den ka lo mir nus or pa qua ri shan tel ul vo wes yar zim".split()


# --- made-up reports ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Incident:
    """What truly happened; `topic` are the rare words and names that its reports share."""

    day: int
    town: int
    kind: str
    killed: int
    group: int
    victims: tuple[str, ...]
    topic: tuple[str, ...]


def reports(number: int, seed: int = 4) -> Iterator[DocumentReports]:
    """So many documents of one report each; the same for the same number and seed."""
    chance = random.Random(f"{seed} {number}")
    made = itertools.chain.from_iterable(_told(chance) for _ in itertools.count())
    for place, read in enumerate(itertools.islice(made, number)):
        yield read(f"made-{seed}-{place}")


def _told(chance: random.Random) -> Iterator[Callable[[str], DocumentReports]]:
    """The reports of one incident, each for an id."""
    incident = _Incident(
        chance.randrange(_DAYS),
        int(_TOWNS * chance.random() ** 3),
        chance.choice(_KINDS),
        min(int(chance.paretovariate(1.1)) - 1, 200),
        chance.randrange(_GROUPS),
        tuple(_name(chance) for _ in range(chance.randrange(3))),
        (*(_word(chance) for _ in range(15)), *(_name(chance).split()[1] for _ in range(6))),
    )
    tellings = min(int(chance.paretovariate(1.2)), 8)
    papers = chance.sample(range(_PAPERS), tellings)
    for paper in papers:
        yield functools.partial(_read, incident, paper, random.Random(chance.random()))


def _read(incident: _Incident, paper: int, chance: random.Random, name: str) -> DocumentReports:
    day = _BEGIN + dt.timedelta(days=incident.day)
    published = day + dt.timedelta(days=min(int(chance.expovariate(0.7)), 20))
    place, group = _place(incident.town), f"Front {_spelled(incident.group)}"
    killed = max(0, incident.killed - int(chance.expovariate(1.0)))
    said: list[tuple[str, Value, str]] = [
        ("incidentType", ConceptValue(incident.kind), incident.kind)
    ]
    if chance.random() < 0.85:
        said.append(("date", DateValue(day, day, day.isoformat()), day.isoformat()))
    if chance.random() < 0.9:
        said.append(("place", place, place.name))
    if killed:
        said.append(("killed", CountValue(killed, killed, killed), str(killed)))
    if chance.random() < 0.4:
        said.append(("perpetrator", ActorValue(group, "ArmedGroup", True, group), group))
    for person in incident.victims:
        if chance.random() < 0.6:
            victim = VictimValue(person, person, "Person", True, "killed")
            said.append(("victim", victim, person))
    return _document(name, published, f"Paper {paper}", incident, said, chance)


def _document(
    name: str,
    published: dt.date,
    paper: str,
    incident: _Incident,
    said: Sequence[tuple[str, Value, str]],
    chance: random.Random,
) -> DocumentReports:
    """A document whose text is what is said, and words; each claim with its quote."""
    told = [word for word in incident.topic if chance.random() < 0.6]
    words = [*told, *(_word(chance) for _ in range(220))]
    chance.shuffle(words)
    opening = ". ".join(quote for _, _, quote in said)
    document = Document(
        name, f"{paper}/{name}", f"{opening}. {' '.join(words)}", None, published, paper
    )
    claims_ = []
    for property, value, quote in said:
        start = document.text.index(quote)
        evidence = Evidence(name, start, start + len(quote), quote)
        claims_.append(Claim(property, value, (evidence,), confidence=0.8, extractor="made.up"))
    report = Report(
        terms.report_id(name, 1), incident.kind, "accomplished", "main", 0.8, tuple(claims_)
    )
    return DocumentReports(document, (report,))


@functools.lru_cache(maxsize=_TOWNS)
def _place(town: int) -> PlaceValue:
    chance = random.Random(town)
    name = _spelled(town + 400).capitalize()
    lat, lon = round(chance.uniform(-35, 60), 4), round(chance.uniform(-120, 140), 4)
    return PlaceValue(name, _country(town % 60), None, city=name, lat=lat, lon=lon)


def _country(number: int) -> str:
    return chr(65 + number // 26) + chr(65 + number % 26)


def _spelled(number: int) -> str:
    """A number as a word that can be spoken."""
    digits = []
    while number or len(digits) < 2:
        number, digit = divmod(number, len(_SYLLABLES))
        digits.append(_SYLLABLES[digit])
    return "".join(digits)


def _name(chance: random.Random) -> str:
    first, last = chance.randrange(300), int(40_000 * chance.random() ** 2)
    return f"{_spelled(first).capitalize()} {_spelled(last).capitalize()}"


def _word(chance: random.Random) -> str:
    """A word, drawn as often as news uses it."""
    words, heights = _frequencies()
    return chance.choices(words, cum_weights=heights)[0]


@functools.lru_cache(maxsize=1)
def _frequencies() -> tuple[list[str], list[int]]:
    _, known = keyterms.frequencies()
    return list(known), list(itertools.accumulate(known.values()))


# --- measuring ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Run:
    """What linking so many reports took; `adding` is a run after some more came."""

    reports: int
    storing: float
    linking: float
    adding: float
    incidents: int
    megabytes: float


def run(number: int) -> Run:
    """Store and link reports in a folder, then a few more."""
    folder = Path(tempfile.mkdtemp(prefix="kgraph-scale-"))
    try:
        with open_store(str(folder / "made.kg")) as store:
            storing = seconds(lambda: _store(store, reports(number)))
            linked = seconds(lambda: linking.link(store))
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            _store(store, reports(_ADDED, seed=5))
            adding = seconds(lambda: linking.link(store))
            return Run(number, storing, linked, adding, linking.link(store).incidents, peak)
    finally:
        shutil.rmtree(folder)


def _store(store: Store, read: Iterator[DocumentReports]) -> None:
    batches = iter(lambda: list(itertools.islice(read, 500)), [])
    for names, statements in workers.results(_statements, batches, workers.cores()):
        store.fill(names, [statements])


def _statements(batch: Sequence[DocumentReports]) -> tuple[list[str], bytes]:
    """The graphs of some documents, and what they hold."""
    options = pipeline.Options()
    made = [pipeline.written(item, options) for item in batch]
    return [item.graph for item in made], b"".join(item.statements for item in made)


def _apart(number: int) -> Run:
    """The same in a process of its own, so that its peak of memory is its own."""
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawned) as pool:
        return pool.submit(run, number).result()


def _printed(runs: Sequence[Run]) -> Iterator[str]:
    yield f"{'reports':>9} {'stored':>9} {'linked':>9} {f'{_ADDED} more':>9} {'share':>7} {'incidents':>9} {'peak MB':>8}"
    for item in runs:
        yield (
            f"{item.reports:>9} {item.storing:>7.1f} s {item.linking:>7.1f} s {item.adding:>7.2f} s"
            f" {item.adding / item.linking:>7.1%} {item.incidents:>9} {item.megabytes:>8.0f}"
        )
    for one, other in itertools.pairwise(runs):
        grown = math.log(other.linking / one.linking) / math.log(other.reports / one.reports)
        yield f"from {one.reports} to {other.reports}: linking grows with exponent {grown:.2f}"


def table(path: str) -> Iterator[str]:
    """Build a whole table into incidents on all cores, and link nothing new once more."""
    folder = Path(tempfile.mkdtemp(prefix="kgraph-scale-"))
    try:
        with open_store(str(folder / "table.kg")) as store:
            problems: list[object] = []
            reading = seconds(
                lambda: pipeline.ingest([path], store, problems.append, pipeline.Options())
            )
            linked = seconds(lambda: linking.link(store))
            again = seconds(lambda: linking.link(store))
            incidents = linking.link(store).incidents
        size = sum(item.stat().st_size for item in folder.rglob("*") if item.is_file())
        yield f"{path}: {incidents} incidents, {len(problems)} rows skipped"
        yield f"stored in {reading:.0f} s, linked in {linked:.0f} s, again in {again:.1f} s, {size / 1e9:.1f} GB on disk"
    finally:
        shutil.rmtree(folder)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 3000, 10_000])
    parser.add_argument("--table", metavar="FILE", help="an incident data base to build instead")
    options = parser.parse_args()
    print(f"kgraph {__version__}")
    if options.table:
        lines = table(options.table)
    else:
        lines = _printed([_apart(number) for number in sorted(options.sizes)])
    for line in lines:
        print(line)


if __name__ == "__main__":
    main()
