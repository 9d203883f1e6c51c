"""Commands that read documents: build, ingest, link, extract, text."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable
from typing import Annotated, Any

import typer

from kgraph.cli import common
from kgraph.errors import UsageError

_SOURCES = 12  # shown of the overlap


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    for command in (build, ingest, link, extract, text):
        app.command()(command)


def _options(
    jobs: int,
    model: str | None,
    field: list[str] | None,
    format: str | None,
    mapping: str | None,
    reader: bool,
) -> Any:
    from kgraph import mappings
    from kgraph.pipeline import Options

    if mapping:
        mappings.named(mapping)  # a wrong one is told before anything is read
    return Options(jobs, model, common.fields(field) or None, format, mapping, reader)


def build(
    paths: common.PathsArgument,
    store: common.StoreOption = None,
    jobs: common.JobsOption = 0,
    model: common.ModelOption = None,
    reader: common.ReaderOption = True,
    field: common.FieldOption = None,
    input_format: common.InputOption = None,
    mapping: common.MappingOption = None,
    quiet: common.QuietOption = False,
) -> None:
    """Read articles and incident tables, store their claims, and link the reports of one incident.

    Prints by source how many reports there are, and how many of their incidents others tell of too.

    \b
    Examples:  kgraph build ~/articles/ --store case.kg
               kgraph build wire/ local-papers/ ged.csv
    """
    from kgraph import pipeline
    from kgraph.store import default_location, open_store

    report, kept = common.problems(quiet)
    with open_store(store) as opened, common.progress("reading", quiet) as step:
        options = _options(jobs, model, field, input_format, mapping, reader)
        done, linked = pipeline.build(paths, opened, report, options, step, step.stage)
        told = not quiet and bool(linked.incidents)
        overlap, place = (_overlap(opened), _somewhere(opened)) if told else ("", None)
    if not quiet:
        typer.echo(_said(done))
        typer.echo(common.incidents(linked))
    if told:
        given = f" --store {shlex.quote(store)}" if store and store != default_location() else ""
        typer.echo(f"{overlap}Try next:")
        for command in ("query incidents", place and f"show {place}", "export network.graphml"):
            if command:
                typer.echo(f"  kgraph {command}{given}")
    common.contradictions(linked.contradictions)
    common.finish(kept)


def _overlap(store: Any) -> str:
    """The sources with most reports, and how much of what they tell of others tell of too."""
    from kgraph import queries, tables

    rows = f"{queries.with_prefixes(queries.find('overlap').text)}\nLIMIT {_SOURCES + 1}"
    header, *told = tables.write(store.query(rows), "table").splitlines(keepends=True)[:-1]
    more = "… (all: kgraph query overlap)\n" if len(told) > _SOURCES else ""
    return "".join([header, *told[:_SOURCES], more])


def _somewhere(store: Any) -> str | None:
    """A word that finds the incident most sources tell of: the name of its place, as a shell takes it."""
    rows = store.query(
        """PREFIX kg: <https://w3id.org/kgraph/ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT ?name WHERE { ?incident a kg:Incident ; kg:voices ?voices ; kg:place/rdfs:label ?name }
        ORDER BY DESC(?voices) ?name LIMIT 1"""
    )
    return next((shlex.quote(row["name"].value.casefold()) for row in rows), None)


def ingest(
    paths: common.PathsArgument,
    store: common.StoreOption = None,
    jobs: common.JobsOption = 0,
    model: common.ModelOption = None,
    reader: common.ReaderOption = True,
    field: common.FieldOption = None,
    input_format: common.InputOption = None,
    mapping: common.MappingOption = None,
    quiet: common.QuietOption = False,
) -> None:
    """Read articles and store their claims; incidents are left for `kgraph link`.

    \b
    Example:  kgraph ingest today.jsonl.gz --store case.kg && kgraph link --store case.kg
    """
    from kgraph import pipeline
    from kgraph.store import open_store

    report, kept = common.problems(quiet)
    with open_store(store) as opened, common.progress("reading", quiet) as step:
        done = pipeline.ingest(
            paths, opened, report, _options(jobs, model, field, input_format, mapping, reader), step
        )
    if not quiet:
        typer.echo(_said(done))
    common.finish(kept)


def _said(done: Any) -> str:
    parts = [
        f"{common.many(done.read, 'document')} read, {common.many(done.reports, 'report')} found"
    ]
    if done.undated:
        parts.append(f"{done.undated} without a date, which are compared by names alone")
    if done.unchanged:
        parts.append(f"{done.unchanged} unchanged")
    if done.problems:
        parts.append(common.many(done.problems, "problem"))
    return "; ".join(parts) + "."


def link(
    store: common.StoreOption = None,
    anew: Annotated[
        bool, typer.Option("--anew", help="Compare all reports again, not only new ones")
    ] = False,
    jobs: common.JobsOption = 0,
    quiet: common.QuietOption = False,
) -> None:
    """Find the reports that tell of the same incident, and derive the incidents.

    Only what is new or changed is compared; judgements of yours (kgraph judge) come first.

    \b
    Example:  kgraph link --store case.kg
    """
    from kgraph import linking
    from kgraph.store import open_store

    with open_store(store, create=False) as opened, common.progress("linking", quiet) as step:
        linked = linking.link(opened, anew=anew, jobs=jobs, progress=step.stage)
    if not quiet:
        typer.echo(f"{common.many(linked.compared, 'report')} compared. {common.incidents(linked)}")
    common.contradictions(linked.contradictions)


def extract(
    paths: common.PathsArgument,
    format: Annotated[str, typer.Option("--format", "-f", help="jsonl, json or table")] = "jsonl",
    jobs: common.JobsOption = 0,
    model: common.ModelOption = None,
    reader: common.ReaderOption = True,
    field: common.FieldOption = None,
    input_format: common.InputOption = None,
    mapping: common.MappingOption = None,
    quiet: common.QuietOption = False,
) -> None:
    """Write the reports of every article, one JSON object a document (schema kgraph-extract/1); no store.

    \b
    Example:  kgraph extract articles/ > facts.jsonl
    """
    from kgraph import pipeline

    if format not in ("jsonl", "json", "table"):
        raise UsageError(f"--format {format}: choose jsonl, json or table")
    report, kept = common.problems(quiet)
    with common.progress("reading", quiet) as step:
        found = pipeline.extract(
            paths, report, _options(jobs, model, field, input_format, mapping, reader)
        )
        _write(found, format, step)
    common.finish(kept)


def _write(found: Iterable[Any], format: str, step: Any) -> None:
    from kgraph import interface

    first = True
    for read in found:
        step(read)
        if format == "table":
            typer.echo(_table(interface.as_json(read)), nl=False)
            continue
        line = json.dumps(interface.as_json(read), ensure_ascii=False)
        typer.echo(("[" if first else ",") + line if format == "json" else line)
        first = False
    if format == "json":
        typer.echo("[]" if first else "]")


def _table(document: dict[str, Any]) -> str:
    """A document's claims as lines for people."""
    lines = [f"{document['document']['id']} ({document['document']['published'] or 'no date'})"]
    for report in document["reports"]:
        lines.append(
            f"  {report['prominence']}: {report['type']}, {report['stage']} (confidence {report['confidence']:.2f})"
        )
        for claim in report["claims"]:
            value = _shown(claim["value"])
            said = f" — {claim['accordingTo']}" if claim["accordingTo"] else ""
            quote = " ".join(claim["evidence"][0]["quote"].split())
            lines.append(
                f"    {claim['property']:<16} {value[:60]:<60} {claim['certainty']}{said}  “{quote[:80]}”"
            )
    return "\n".join(lines) + "\n"


def _shown(value: dict[str, Any]) -> str:
    """A value as a line for people."""
    if "scope" in value:
        part = f" ({value.get('of') or 'a part'})" if value["scope"] == "part" else ""
        return _people(value["best"], value["low"], value["high"], value.get("words")) + part
    if "edtf" in value:
        return str(value["edtf"])
    told = (item for key, item in value.items() if key != "id" and not isinstance(item, bool))
    return ", ".join(dict.fromkeys(f"{item}" for item in told if item not in (None, [], "")))


def _people(best: int | None, low: int | None, high: int | None, words: str | None) -> str:
    if words:
        return words
    if best is not None and low == high:
        return f"{best}"
    if best is not None:
        return f"at least {best}" if high is None else f"{best} ({low} to {high})"
    if low is None:
        return f"up to {high}"
    return f"at least {low}" if high is None else f"{low} to {high}"


def text(
    path: Annotated[str, typer.Argument(metavar="FILE", help="One document; - is standard input")],
    id: Annotated[
        str | None, typer.Option("--id", help="Which document of a file that holds several")
    ] = None,
    field: common.FieldOption = None,
    input_format: common.InputOption = None,
) -> None:
    """Print exactly the text that offsets of evidence count in.

    \b
    Example:  kgraph text article.html | head
    """
    from kgraph import sources

    report, kept = common.problems()
    found = sources.text_of(
        path, report, id=id, fields=common.fields(field) or None, format=input_format
    )
    common.write_out("-", found.encode("utf-8"))
    common.finish(kept)
