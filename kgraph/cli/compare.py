"""Commands about what is one and what is not: explain, judge, judgements."""

from __future__ import annotations

import datetime as dt
import getpass
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from kgraph.cli import common
from kgraph.errors import KgraphError, QueryError, UsageError

ReportArgument = Annotated[
    str,
    typer.Argument(
        metavar="REPORT",
        help="A report's id, the id of a document that has one, or the id or name of an actor",
    ),
]
ByOption = Annotated[
    str | None, typer.Option("--by", help="Who decides. Default: the name you are logged in with")
]
_VERDICTS = ("same", "different", "unsure")

kept = typer.Typer(
    no_args_is_help=True, help="Keep what persons decided in a file, and read it back."
)


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    for command in (explain, judge):
        app.command()(command)
    kept.command("dump")(dump_judgements)
    kept.command("load")(load_judgements)
    app.add_typer(kept, name="judgements")


def explain(
    one: ReportArgument,
    other: ReportArgument,
    store: common.StoreOption = None,
    format: Annotated[str, typer.Option("--format", "-f", help="table or json")] = "table",
) -> None:
    """Say why two reports are, or are not, one incident: each comparison with its weight in bits.

    Of two actors it says in which incidents they are taken for one, and why.

    Example:  kgraph explain wire/kabul.txt courier/kabul.html --store case.kg
    """
    from kgraph import explain as why
    from kgraph.explain import actors
    from kgraph.store import open_store

    if format not in ("table", "json"):
        raise UsageError(f"--format {format}: choose table or json")
    with open_store(store, create=False) as opened:
        if pair := _actors(opened, one, other):
            told = actors.joined(opened, *pair)
            typer.echo(json.dumps(_actors_json(told)) if format == "json" else _actors_told(told))
            return
        found = why.explain(opened, *_reports(opened, one, other))
    typer.echo(_as_json(found) if format == "json" else "\n".join(waterfall(found)))


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
        str | None, typer.Option("--note", help="Why, for those who come later")
    ] = None,
    by: ByOption = None,
    quiet: common.QuietOption = False,
) -> None:
    """Decide whether two reports tell of one incident, or two actors are one; your word beats the program's.

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
        decide(opened, pair, verdict, note, by)
        linked = linking.link(opened)
    if not quiet:
        typer.echo(f"{verdict}: {pair[0]} {pair[1]}")
    common.contradictions(linked)


def decide(
    store: Any, pair: tuple[str, str], verdict: str, note: str | None, by: str | None
) -> None:
    """Keep or take back a person's word on a pair of reports or actors (local ids)."""
    from kgraph import explain as why
    from kgraph.model import Judgement

    first, second = sorted(pair)
    if first == second:
        raise UsageError("a report is the same incident as itself, an actor itself; name two")
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


def dump_judgements(store: common.StoreOption = None) -> None:
    """Write what persons decided as CSV, sorted, to keep under version control.

    Example:  kgraph judgements dump --store case.kg > judgements.csv
    """
    from kgraph import judgements, terms
    from kgraph.store import open_store

    with open_store(store, create=False) as opened:
        data = judgements.to_csv(judgements.read(opened, terms.JUDGEMENTS))
    common.write_out("-", data.encode("utf-8"))


def load_judgements(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A CSV of dump; - is standard input")],
    store: common.StoreOption = None,
    quiet: common.QuietOption = False,
) -> None:
    """Put the judgements of a CSV in the place of those in the store, and link again.

    Example:  kgraph judgements load judgements.csv --store case.kg
    """
    from kgraph import judgements, linking, terms
    from kgraph.store import open_store

    given = judgements.from_csv(_text(file), file)
    with open_store(store, create=False) as opened:
        opened.replace({terms.JUDGEMENTS: judgements.quads(given, terms.JUDGEMENTS)})
        linked = linking.link(opened)
    if not quiet:
        typer.echo(f"{len(given)} judgement{'s' * (len(given) != 1)} loaded.")
    common.contradictions(linked)


def _text(file: str) -> str:
    try:
        return sys.stdin.read() if file == "-" else Path(file).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as exc:
        reason = getattr(exc, "strerror", None) or "is not UTF-8"
        raise KgraphError(f"{file}: cannot be read ({reason}); check the file") from exc
