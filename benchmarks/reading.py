"""Accuracy of single facts on articles with known facts.

    python -m benchmarks.reading --limit 300

US shootings: the archive's final toll, date and city against the first main report. HRDsAttack: country,
city, year, month and day. 2018 list: killed and wounded of single sentences. Ordinary news: articles
in which an incident is found though there is none.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor

from benchmarks import corpora
from kgraph.model import CountValue, DateValue, Document, DocumentReports, PlaceValue, Report
from kgraph.pipeline import read_documents

Row = tuple[str, str, Sequence[bool]]


def read_all(documents: Sequence[Document], jobs: int = 2) -> list[DocumentReports]:
    """The reports of many documents, in their order."""
    batches = [list(documents[i : i + 8]) for i in range(0, len(documents), 8)]
    with ProcessPoolExecutor(jobs) as pool:
        results = pool.map(read_documents, batches, [None] * len(batches))
        return [read for batch in results for read in batch if isinstance(read, DocumentReports)]


def main_report(read: DocumentReports) -> Report | None:
    """The first main report, if any."""
    return next((report for report in read.reports if report.prominence == "main"), None)


def first_report(read: DocumentReports) -> Report | None:
    """The first report of any prominence."""
    return read.reports[0] if read.reports else None


def toll(report: Report | None, *properties: str) -> int:
    """The sum of the totals of some properties; what is not told is 0."""
    found = 0
    for property in properties:
        for claim in report.all(property) if report else ():
            if (
                isinstance(claim.value, CountValue)
                and claim.value.scope == "total"
                and claim.certainty != "superseded"
            ):
                known = (claim.value.best, claim.value.low, claim.value.high)
                found += next((number for number in known if number is not None), 0)
                break
    return found


def day(report: Report | None) -> DateValue | None:
    """When the report says it happened."""
    values = [claim.value for claim in report.all("date")] if report else []
    return values[0] if values and isinstance(values[0], DateValue) else None


def place(report: Report | None) -> PlaceValue | None:
    """Where the report says it happened."""
    values = [claim.value for claim in report.all("place")] if report else []
    return values[0] if values and isinstance(values[0], PlaceValue) else None


def shootings(limit: int) -> Iterable[Row]:
    """US shootings: killed, injured, date, city."""
    data = corpora.shootings(limit)
    reads = read_all([document for document, _ in data])
    pairs = [(main_report(read), gold) for read, (_, gold) in zip(reads, data, strict=True)]
    yield "US shootings", "found", [report is not None for report, _ in pairs]
    yield (
        "US shootings",
        "killed",
        [toll(r, "killed", "perpetratorsKilled") == g["killed"] for r, g in pairs],
    )
    yield "US shootings", "injured", [toll(r, "wounded") == g["injured"] for r, g in pairs]
    yield (
        "US shootings",
        "date",
        [(d := day(r)) is not None and d.edtf == g["date"] for r, g in pairs],
    )
    yield (
        "US shootings",
        "city",
        [
            (p := place(r)) is not None and p.name.lower() == (g["city"] or "").lower()
            for r, g in pairs
        ],
    )
    yield (
        "US shootings",
        "state",
        [(p := place(r)) is not None and p.admin1 == g["state"] for r, g in pairs],
    )


def defenders(split: str) -> Iterable[Row]:
    """HRDsAttack: country, city, year, month, day."""
    data = corpora.defenders(split)
    reads = read_all([document for document, _ in data])
    pairs = [(first_report(read), gold) for read, (_, gold) in zip(reads, data, strict=True)]
    yield "HRDsAttack", "found", [report is not None for report, _ in pairs]
    for name, check in _DEFENDERS.items():
        known = [(r, g) for r, g in pairs if g[name] not in (None, "None", "")]
        yield "HRDsAttack", name, [check(r, str(g[name])) for r, g in known]


def _country(report: Report | None, gold: str) -> bool:
    from kgraph.resolve.gazetteer import find

    found = place(report)
    codes = {
        item.country
        for name in gold.replace(" and ", ",").split(",")
        for item in find(name.strip())
        if item.kind == "C"
    }
    return found is not None and found.country in codes


def _part(pick: Callable[[DateValue], int | None]) -> Callable[[Report | None, str], bool]:
    def check(report: Report | None, gold: str) -> bool:
        value = day(report)
        digits = "".join(char for char in gold.partition(".")[0] if char.isdigit())
        return value is not None and digits != "" and pick(value) == int(digits)

    return check


def _year(value: DateValue) -> int | None:
    return (
        value.earliest.year
        if value.earliest and value.latest and value.earliest.year == value.latest.year
        else None
    )


def _month(value: DateValue) -> int | None:
    return (
        value.earliest.month
        if _year(value)
        and value.earliest
        and value.latest
        and value.earliest.month == value.latest.month
        else None
    )


def _day(value: DateValue) -> int | None:
    return value.earliest.day if value.earliest and value.earliest == value.latest else None


_DEFENDERS: dict[str, Callable[[Report | None, str], bool]] = {
    "country": _country,
    "city": lambda report, gold: (
        (found := place(report)) is not None and found.name.lower() in gold.lower()
    ),
    "year": _part(_year),
    "month": _part(_month),
    "date": _part(_day),
}


def list_2018(limit: int) -> Iterable[Row]:
    """The 2018 list: killed and wounded of single sentences with a known toll."""
    data = corpora.list_2018(limit)
    reads = read_all([document for document, _ in data])
    pairs = [(main_report(read), gold) for read, (_, gold) in zip(reads, data, strict=True)]
    yield "2018 list", "found", [report is not None for report, _ in pairs]
    for name, property in (("dead", "killed"), ("injured", "wounded")):
        known = [
            (r, g[name]["victims"])
            for r, g in pairs
            if g[name] and g[name].get("victims") is not None and not g[name].get("vague")
        ]
        yield "2018 list", property, [toll(r, property) == number for r, number in known]


def ordinary_news(limit: int) -> Iterable[Row]:
    """Ordinary news: the share of articles without a false incident."""
    reads = read_all(corpora.ordinary_news()[:limit])
    yield "ordinary news", "no incident", [main_report(read) is None for read in reads]


def interval(right: Sequence[bool], rounds: int = 500) -> tuple[float, float]:
    """The 95 % bootstrap interval of an accuracy (Efron 1979), fixed seed."""
    chance = random.Random(7)
    means = sorted(sum(chance.choices(right, k=len(right))) / len(right) for _ in range(rounds))
    return means[int(0.025 * rounds)], means[int(0.975 * rounds)]


def main() -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--limit", type=int, default=300, help="articles of each corpus")
    parser.add_argument("--only", default="", help="one of: shootings defenders list news")
    options = parser.parse_args()
    tasks: dict[str, Callable[[], Iterable[Row]]] = {
        "shootings": lambda: shootings(options.limit),
        "defenders": lambda: defenders("dev"),
        "list": lambda: list_2018(options.limit),
        "news": lambda: ordinary_news(options.limit),
    }
    for name, task in tasks.items():
        if options.only in ("", name):
            for corpus, fact, right in task():
                low, high = interval(right) if right else (0.0, 0.0)
                share = sum(right) / len(right) if right else 0.0
                print(
                    f"{corpus:<14} {fact:<12} {100 * share:5.1f}  [{100 * low:.1f}, {100 * high:.1f}]  n={len(right)}"
                )


if __name__ == "__main__":
    main()
