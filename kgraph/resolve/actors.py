"""Who is meant: names of the register, government bodies by pattern, persons and organisations by the pipeline."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from kgraph import mentions
from kgraph.model import ActorValue
from kgraph.resolve import names
from kgraph.resolve.bodies import bodies, strikers
from kgraph.resolve.coreference import coreferent
from kgraph.resolve.groups import introduced
from kgraph.resolve.nations import peoples
from kgraph.resolve.organisations import organisations
from kgraph.resolve.persons import people
from kgraph.resolve.register import KnownActor
from kgraph.resolve.roles import name_part


def annotate(doc: Doc) -> None:
    """Write the actor mentions of a text under "actors": longest match first, no overlaps.

    A dateline names nobody, not even the state: the parse often takes it for the subject of what follows.
    Those who wrote it did none of what they tell.
    """
    lines = mentions.of_frame(doc)
    known = _clear_of(
        lines, _longest((*bodies(doc), *strikers(doc), *_of_register(doc), *introduced(doc)))
    )
    taken = lines | {token.i for span, _ in known for token in span}
    persons = [item for item in _longest(people(doc)) if taken.isdisjoint(range(*name_part(item)))]
    # "U.S." of "U.S. President Joe Biden" is the president's office, not the state.
    inside = {token.i for span, _ in persons for token in span}
    named = persons + _clear_of(inside, known)
    named += _clear_of(taken | inside, _longest(organisations(doc)))
    named = [item for item in named if not mentions.is_tie(item[0])]
    named.extend(coreferent(doc, named))
    mentions.write(doc, "actors", named)
    mentions.write(doc, "nations", peoples(doc, cased=not names.is_whispered(doc)))


def _clear_of(
    taken: Collection[int], found: Iterable[tuple[Span, ActorValue]]
) -> list[tuple[Span, ActorValue]]:
    """The mentions with no token among those that are taken."""
    return [item for item in found if not any(token.i in taken for token in item[0])]


def _longest(found: Iterable[tuple[Span, ActorValue]]) -> list[tuple[Span, ActorValue]]:
    """The longest of overlapping mentions."""
    values = {(span.start, span.end): (span, actor) for span, actor in reversed(list(found))}
    return [
        values[span.start, span.end] for span in filter_spans([span for span, _ in values.values()])
    ]


def _of_register(doc: Doc) -> Iterator[tuple[Span, ActorValue]]:
    """Names of the register, with their article."""
    for span, actor in names.registered(doc):
        yield _widened(span), _known(actor, span)


def _known(actor: KnownActor, span: Span) -> ActorValue:
    country = actor.countries[0] if actor.cls == "State" and actor.countries else None
    return ActorValue(
        actor.label, actor.cls, True, _widened(span).text, id=actor.id, nationality=country
    )


def _widened(span: Span) -> Span:
    """With its article and a trailing "group" or "movement": "The Islamic State group"."""
    doc, start, end = span.doc, span.start, span.end
    while end < len(doc) and doc[end].lower_ in ("group", "movement", "militia", "militias"):
        end += 1
    if start > 0 and doc[start - 1].lower_ == "the":
        start -= 1
    return doc[start:end]
