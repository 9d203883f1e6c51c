"""Commands about reports of one incident: explain, judge, judgements, review, timeline."""

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
    for command in (explain, judge, review, timeline):
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
    from kgraph.store import open_store

    if format not in ("table", "json"):
        raise UsageError(f"--format {format}: choose table or json")
    with open_store(store, create=False) as opened:
        if actors := _actors(opened, one, other):
            told = why.joined(opened, *actors)
            typer.echo(json.dumps(_actors_json(told)) if format == "json" else _actors_told(told))
            return
        found = why.explain(opened, why.find(opened, one), why.find(opened, other))
    typer.echo(_as_json(found) if format == "json" else "\n".join(_waterfall(found)))


def _actors(store: Any, one: str, other: str) -> tuple[str, str] | None:
    """The local ids of two actors, where both words stand for one."""
    from kgraph import explain as why

    first = why.find_actor(store, one)
    second = why.find_actor(store, other) if first else None
    return (first, second) if first and second else None


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


def _waterfall(found: Any) -> list[str]:
    lines = [f"A  {_brief(found.one)}", f"B  {_brief(found.other)}", ""]
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
        lines += [f"  {score:.2f}  {_brief(record)}" for record, score in found.runners_up]
    return lines


def _brief(record: Any) -> str:
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
    from kgraph import explain as why
    from kgraph import linking
    from kgraph.store import open_store

    if verdict not in (*_VERDICTS, "undo"):
        raise UsageError(f"{verdict!r} is no verdict; choose same, different, unsure or undo")
    with open_store(store, create=False) as opened:
        pair = _actors(opened, one, other) or (
            why.find(opened, one).report,
            why.find(opened, other).report,
        )
        _decide(opened, pair, verdict, note, by)
        linked = linking.link(opened)
    if not quiet:
        typer.echo(f"{verdict}: {pair[0]} {pair[1]}")
    common.contradictions(linked)


def _decide(
    store: Any, pair: tuple[str, str], verdict: str, note: str | None, by: str | None
) -> None:
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


def review(
    store: common.StoreOption = None,
    by: ByOption = None,
    most: Annotated[int, typer.Option("--most", min=1, help="Pairs to ask about")] = 20,
    show: Annotated[bool, typer.Option("--list", help="Only list the pairs, do not ask")] = False,
) -> None:
    """Go through the pairs that the program is unsure of, side by side with their words.

    Answer s(ame), d(ifferent), u(nsure), b(ack: undo the last answer) or q(uit).

    Example:  kgraph review --store case.kg
    """
    from kgraph import explain as why
    from kgraph import linking
    from kgraph.store import open_store

    with open_store(store, create=False) as opened:
        pairs = why.doubtful(opened)[:most]
        if not pairs:
            typer.echo("No pair of reports is in doubt.")
            return
        if show:
            for link, one, other in pairs:
                typer.echo(f"{link.score:.2f}\n  A  {_brief(one)}\n  B  {_brief(other)}")
            return
        answered = _ask(opened, pairs, by)
        linked = linking.link(opened)
    typer.echo(f"{answered} pair{'s' * (answered != 1)} judged.")
    common.contradictions(linked)


_ANSWERS = {"s": "same", "d": "different", "u": "unsure"}


def _ask(store: Any, pairs: list[Any], by: str | None) -> int:
    """Ask about each pair; how many were answered."""
    from kgraph import explain as why

    place = 0
    while place < len(pairs):
        _, one, other = pairs[place]
        typer.echo(f"\n{place + 1} of {len(pairs)}")
        typer.echo("\n".join(_waterfall(why.explain(store, one, other))))
        for name, record in (("A", one), ("B", other)):
            typer.echo("\n".join(f"  {name} “{quote}”" for quote in _quotes(store, record)))
        answer = typer.prompt("same, different, unsure, back, quit", default="u")[:1].lower()
        if answer == "q":
            break
        if answer == "b":
            place = max(0, place - 1)
            _decide(store, pairs[place][0].pair, "undo", None, by)
        elif answer in _ANSWERS:
            _decide(store, (one.report, other.report), _ANSWERS[answer], None, by)
            place += 1
    return place


def _quotes(store: Any, record: Any) -> list[str]:
    """The words behind the report's date, place, toll and perpetrator."""
    from kgraph import terms

    rows: Any = store.query(
        f"""PREFIX kg: <https://w3id.org/kgraph/ns#> PREFIX oa: <http://www.w3.org/ns/oa#>
        SELECT DISTINCT ?quote ?start WHERE {{
          ?claim kg:about <{terms.report(record.report)}> ; kg:property ?property ; kg:evidence ?evidence .
          ?evidence oa:exact ?quote ; oa:start ?start .
          FILTER(?property IN (kg:date, kg:place, kg:killed, kg:wounded, kg:perpetrator, kg:target))
        }} ORDER BY ?start LIMIT 6"""
    )
    return [" ".join(row["quote"].value.split()) for row in rows]


def timeline(
    incident: Annotated[
        str, typer.Argument(metavar="INCIDENT", help="An incident's id, or words of its name")
    ],
    store: common.StoreOption = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of", metavar="TIME", help="Only what was published by then, e.g. 2022-09-05T18:00"
        ),
    ] = None,
    format: Annotated[
        str | None, typer.Option("--format", "-f", help="table or csv. Default: csv when piped")
    ] = None,
) -> None:
    """Show what was known when: tolls and attributions by the day of publication.

    Example:  kgraph timeline kabul --as-of 2022-09-06 --store case.kg
    """
    from kgraph import explain as why
    from kgraph.store import open_store

    shape = format or ("table" if sys.stdout.isatty() else "csv")
    if shape not in ("table", "csv"):
        raise UsageError(f"--format {format}: choose table or csv")
    with open_store(store, create=False) as opened:
        iri = _incident(opened, incident)
        moments, now = why.timeline(opened, iri, _day(as_of))
    columns = [name for name in why.TIMELINE if any(name in item.said for item in moments)]
    rows = [
        [str(item.published or ""), item.document, *(item.said.get(name, "") for name in columns)]
        for item in moments
    ]
    rows.append(
        [str(now.published or ""), "= known then", *(now.said.get(name, "") for name in columns)]
    )
    typer.echo(_written(["published", "document", *columns], rows, shape), nl=False)


def _written(header: list[str], rows: list[list[str]], shape: str) -> str:
    import csv
    import io

    if shape == "csv":
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([header, *rows])
        return out.getvalue()
    widths = [max(len(row[place]) for row in [header, *rows]) for place in range(len(header))]
    lines = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in [header, *rows]
    )
    return "\n".join(lines) + "\n"


def _incident(store: Any, wanted: str) -> str:
    """The one incident that an id or words stand for; a tombstone leads on. Raises QueryError."""
    from kgraph import cards

    iri = cards.current(store, wanted)
    if iri is not None:
        return iri
    found = cards.matching(cards.rows(store), wanted)
    if not found:
        raise QueryError(
            f"no incident in the store fits {wanted!r}; kgraph query incidents lists them"
        )
    if len(found) > 1:
        listed = "; ".join(f"{label} {iri.rpartition('/')[2]}" for iri, label in found[:5])
        raise QueryError(f"{len(found)} incidents fit {wanted!r}; choose one: {listed}")
    return found[0][0]


def _day(given: str | None) -> dt.date | None:
    if given is None:
        return None
    try:
        return dt.datetime.fromisoformat(given).date()
    except ValueError:
        raise UsageError(
            f"--as-of {given!r}: write a time such as 2022-09-05T18:00 or a day"
        ) from None
