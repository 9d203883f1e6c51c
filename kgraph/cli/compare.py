"""Commands about what is one and what is not: explain, judge."""

from __future__ import annotations

import datetime as dt
import getpass
import json
from dataclasses import asdict
from typing import Annotated, Any

import typer

from kgraph.cli import common, finding
from kgraph.errors import KgraphError, QueryError, UsageError

ReportArgument = Annotated[
    str,
    typer.Argument(
        metavar="REPORT",
        callback=common.in_utf8,
        help="A report's id, the id of a document that has one, or the id or name of an actor",
    ),
]
ByOption = Annotated[
    str | None,
    typer.Option(
        "--by",
        callback=common.in_utf8,
        help="Who decides. Default: the name you are logged in with",
    ),
]
_VERDICTS = ("same", "different", "unsure")


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    for command in (explain, judge):
        app.command()(command)


def explain(
    one: ReportArgument,
    other: ReportArgument,
    store: common.StoreOption = None,
    format: Annotated[str, typer.Option("--format", "-f", help="table or json")] = "table",
) -> None:
    """Say why two reports are, or are not, one incident: each comparison with its weight in bits.

    Of two actors it says in which incidents they are taken for one, and why.

    \b
    Example:  kgraph explain wire/kabul.txt courier/kabul.html --store case.kg
    """
    from kgraph.explain import actors
    from kgraph.store import open_store

    if format not in ("table", "json"):
        raise UsageError(f"--format {format}: choose table or json")
    with open_store(store, create=False) as opened:
        if pair := _actors(opened, one, other):
            _must_be_two(*pair)
            told = actors.joined(opened, *pair)
            typer.echo(json.dumps(_actors_json(told)) if format == "json" else _actors_told(told))
            return
        both = _reports(opened, one, other)
        _must_be_two(*(record.report for record in both))
        found = explained(opened, *both)
    typer.echo(_as_json(found) if format == "json" else "\n".join(waterfall(found)))


def explained(store: Any, one: Any, other: Any) -> Any:
    """Why two reports are or are not one incident, with what happens around them."""
    from kgraph import explain as why
    from kgraph import linking

    return why.explain(store, one, other, linking.around(store, one, other))


def _actors(store: Any, one: str, other: str) -> tuple[str, str] | None:
    """The local ids of two actors, where both words stand for one."""
    from kgraph.explain import actors

    first = actors.find(store, one)
    second = actors.find(store, other) if first else None
    return (first, second) if first and second else None


def _reports(store: Any, one: str, other: str) -> tuple[Any, Any]:
    """The reports that two words stand for. Raises QueryError, also where one of them is an actor."""
    from kgraph import explain as why
    from kgraph.explain import actors

    one, other = (finding.document(store, word) for word in (one, other))
    try:
        return why.find(store, one), why.find(store, other)
    except QueryError:
        for known, word in ((one, other), (other, one)):
            if actors.find(store, known):
                raise QueryError(
                    f"{known!r} is an actor, and no actor in the store is {word!r}; kgraph actors lists them"
                ) from None
        raise


def _actors_json(told: Any) -> dict[str, Any]:
    return {
        "first": told.pair[0],
        "second": told.pair[1],
        "incidents": [{"incident": label, "why": note} for label, note in told.incidents],
        "judgements": _persons_json(told.persons),
    }


def _persons_json(persons: Any) -> list[dict[str, Any]]:
    return [{"verdict": item.verdict, "by": item.by, "note": item.note} for item in persons]


def _actors_told(told: Any) -> str:
    lines = [f"A  {told.pair[0]}", f"B  {told.pair[1]}", ""]
    lines += [f"One actor in {label}: {note}." for label, note in told.incidents]
    if not told.incidents:
        lines.append("They are taken for two actors everywhere.")
    return "\n".join([*lines, *_persons_told(told.persons)])


def _persons_told(persons: Any) -> list[str]:
    return [
        f"{item.by} judged: {item.verdict}{f' ({item.note})' if item.note else ''}"
        for item in persons
    ]


def _as_json(found: Any) -> str:
    data = {
        "first": found.one.report,
        "second": found.other.report,
        "start": found.start,
        "comparisons": [asdict(reason) for reason in found.reasons],
        "bits": found.bits,
        "probability": found.probability,
        "together": found.together,
        "judgements": _persons_json(found.persons),
        "runners_up": [
            {"report": record.report, "document": record.document, "probability": score}
            for record, score in found.runners_up
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def waterfall(found: Any) -> list[str]:
    """Two reports, each comparison with its weight, and what follows."""
    lines = [f"A  {brief(found.one)}", f"B  {brief(found.other)}", ""]
    lines.append(f"  {'any two candidates':<52} {found.start:+6.1f}")
    for reason in sorted(found.reasons, key=lambda item: -abs(item.bits)):
        bar = ("+" if reason.bits > 0 else "-") * min(20, round(2 * abs(reason.bits)))
        lines.append(f"  {reason.comparison:<11}{reason.level:<41} {reason.bits:+6.1f}  {bar}")
    lines += [
        f"  {'together':<52} {found.bits:+6.1f} bits: probability {found.probability:.2f} of one incident",
        "",
        "They stand in one incident." if found.together else "They stand in different incidents.",
    ]
    lines += _persons_told(found.persons)
    if found.runners_up:
        lines.append("Next best matches of A:")
        lines += [f"  {score:.2f}  {brief(record)}" for record, score in found.runners_up]
    return lines


def brief(record: Any) -> str:
    """A report in one line: what, where, when, how many, by whom told."""

    def first(property: str, *keys: str) -> str:
        for said in record.all(property):
            for key in keys:
                if said.value.get(key) is not None:
                    return str(said.value[key])
        return "?"

    tolls = (
        f"{first('killed', 'best', 'words')} killed, {first('wounded', 'best', 'words')} wounded"
    )
    told = f"{record.document}" + (f", {record.published}" if record.published else "")
    if record.prominence == "story":
        return f"no incident found  [{told}]  {record.report}"
    return f"{record.type} in {first('place', 'name')}, {first('date', 'edtf')}; {tolls}  [{told}]  {record.report}"


def judge(
    one: ReportArgument,
    other: ReportArgument,
    verdict: Annotated[
        str, typer.Argument(metavar="VERDICT", help="same, different, unsure, or undo")
    ],
    store: common.StoreOption = None,
    note: Annotated[
        str | None,
        typer.Option("--note", callback=common.in_utf8, help="Why, for those who come later"),
    ] = None,
    by: ByOption = None,
    quiet: common.QuietOption = False,
) -> None:
    """Decide whether two reports tell of one incident, or two actors are one; your word beats the program's.

    A later word of yours takes the place of the earlier one; where others say otherwise, neither holds.

    \b
    Example:  kgraph judge wire/kabul.txt courier/kabul.html same --note "same embassy, same hour"
    """
    from kgraph import linking
    from kgraph.store import open_store

    if verdict not in (*_VERDICTS, "undo"):
        raise UsageError(f"{verdict!r} is no verdict; choose same, different, unsure or undo")
    with open_store(store, create=False) as opened:
        pair = _actors(opened, one, other)
        if pair is None:
            first, second = _reports(opened, one, other)
            pair = first.report, second.report
        if verdict == "undo":
            _must_have_judged(opened, pair, by)
        decide(opened, pair, verdict, note, by)
        linked = linking.link(opened)
        where = _one_in(opened, pair)
    if not quiet:
        typer.echo(f"{verdict}: {pair[0]} {pair[1]}{where}")
    common.contradictions(linked.contradictions)


def _one_in(store: Any, pair: tuple[str, str]) -> str:
    """In how many incidents one of two actors goes by the name of the other; nothing of reports."""
    from kgraph.explain import actors

    number = len(actors.joined(store, *pair).incidents)
    return f" (one actor in {common.many(number, 'incident')})" if number else ""


def _must_be_two(one: str, other: str) -> None:
    if one == other:
        raise UsageError("a report is the same incident as itself, an actor itself; name two")


def _must_have_judged(store: Any, pair: tuple[str, str], by: str | None) -> None:
    """Raise KgraphError where there is nothing to take back."""
    from kgraph import explain as why

    who, (first, second) = by or _me(), sorted(pair)
    persons = why.said_by(store, (first, second))
    if who not in persons:
        others = f"; {', '.join(persons)} did: give one with --by" if persons else ""
        raise KgraphError(f"{who} has not judged {first} and {second}{others}")


def decide(
    store: Any, pair: tuple[str, str], verdict: str, note: str | None, by: str | None
) -> None:
    """Keep or take back a person's word on a pair of reports or actors (local ids)."""
    from kgraph import explain as why
    from kgraph.model import Judgement

    first, second = sorted(pair)
    _must_be_two(first, second)
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    given: Any = verdict if verdict != "undo" else "unsure"
    decision = Judgement(first, second, given, by or _me(), now, note)
    if verdict == "undo":
        why.undo(store, decision)
    else:
        why.judge(store, decision)


def _me() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "someone"
