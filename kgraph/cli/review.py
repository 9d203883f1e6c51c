"""The command that asks a person what the program is unsure of: review."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any

import typer

from kgraph.cli import common, compare

_VERDICTS = ("same", "different", "unsure")
_ANSWERS = (*_VERDICTS, "back", "quit")


def register(app: typer.Typer) -> None:
    """Add this command to the program."""
    app.command()(review)


@dataclass(frozen=True, slots=True)
class _Question:
    """Two reports or actors (local ids), in brief, and side by side with their words when asked."""

    pair: tuple[str, str]
    brief: list[str]
    shown: Callable[[], list[str]]


def review(
    store: common.StoreOption = None,
    by: compare.ByOption = None,
    most: Annotated[int, typer.Option("--most", min=1, help="Pairs to ask about")] = 20,
    reports: Annotated[bool, typer.Option("--reports", help="Only pairs of reports")] = False,
    actors: Annotated[bool, typer.Option("--actors", help="Only pairs of actors")] = False,
    show: Annotated[bool, typer.Option("--list", help="Only list the pairs, do not ask")] = False,
) -> None:
    """Go through what the program is unsure of, side by side: pairs of reports, then of actors.

    Answer s(ame), d(ifferent), u(nsure), b(ack: undo the last answer) or q(uit).

    \b
    Examples:  kgraph review --store case.kg
               kgraph review --actors --list
    """
    from kgraph import judgements, linking, terms
    from kgraph.store import open_store

    both = reports == actors
    with open_store(store, create=False) as opened:
        questions = _about_reports(opened, most) if reports or both else []
        if len(questions) < most and (actors or both):
            questions += _about_actors(opened)[: most - len(questions)]
        if not questions:
            what = "reports or actors" if both else "reports" if reports else "actors"
            typer.echo(f"No pair of {what} is in doubt.")
        elif show:
            typer.echo("\n".join(line for question in questions for line in question.brief))
        if show or not questions:
            said = judgements.read(opened, terms.JUDGEMENTS)
            common.contradictions(linking.contradictions(said))
            return
        answered = _ask(opened, questions, by)
        linked = linking.link(opened)
    typer.echo(f"{common.many(answered, 'pair')} judged.")
    common.contradictions(linked.contradictions)


def _ask(store: Any, questions: Sequence[_Question], by: str | None) -> int:
    """Ask about each pair until there is no answer any more; how many were answered."""
    place = 0
    while place < len(questions):
        question = questions[place]
        typer.echo("\n".join([f"\n{place + 1} of {len(questions)}", *question.shown()]))
        try:
            answer = _meant(typer.prompt(", ".join(_ANSWERS), default="u"))
        except typer.Abort:
            typer.echo("")
            break
        if answer == "quit":
            break
        if answer == "back":
            place = max(0, place - 1)
            compare.decide(store, questions[place].pair, "undo", None, by)
        elif answer in _VERDICTS:
            compare.decide(store, question.pair, answer, None, by)
            place += 1
    return place


def _meant(typed: str) -> str | None:
    """The answer whose beginning was typed: "skip" is not "same"."""
    return next((word for word in _ANSWERS if word.startswith(typed.strip().lower())), None)


# --- reports --------------------------------------------------------------------------------------


def _about_reports(store: Any, most: int) -> list[_Question]:
    from kgraph.explain import doubts

    return [
        _Question(
            link.pair,
            [f"{link.score:.2f}", f"  A  {compare.brief(one)}", f"  B  {compare.brief(other)}"],
            partial(_compared, store, one, other),
        )
        for link, one, other in doubts.reports(store, most)
    ]


def _compared(store: Any, one: Any, other: Any) -> list[str]:
    """Each comparison of two reports, and the words behind their date, place, tolls and perpetrator."""
    from kgraph.explain import doubts

    lines = compare.waterfall(compare.explained(store, one, other))
    for name, record in (("A", one), ("B", other)):
        lines += [f"  {name} “{quote}”" for quote in doubts.words(store, record)]
    return lines


# --- actors ---------------------------------------------------------------------------------------


def _about_actors(store: Any) -> list[_Question]:
    from kgraph.explain import doubts

    return [
        _Question(met.pair, _met(met), partial(_named, store, met)) for met in doubts.actors(store)
    ]


def _met(met: Any) -> list[str]:
    """Two actors, and where they meet."""
    taken = "taken for one" if met.joined else "taken for two"
    lines = [f"actors, {taken}: {met.why}"]
    for name, bearer in (("A", met.one), ("B", met.other)):
        lines.append(f"  {name}  {' / '.join(bearer.names)} ({bearer.cls})  {bearer.actor}")
    return [*lines, *(f"  in {label}" for label in met.incidents[:3])]


def _named(store: Any, met: Any) -> list[str]:
    """Two actors, where they meet, and the words that name each."""
    from kgraph.explain import doubts

    lines = _met(met)
    for name, bearer in (("A", met.one), ("B", met.other)):
        for document, claims in bearer.claims[:3]:
            lines += [f"  {name} “{quote}”  [{document}]" for quote in doubts.quotes(store, claims)]
    return lines
