"""Where: place names of a text, each resolved to the place that its neighbours make likely."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from spacy.tokens import Doc, Span

from kgraph import mentions
from kgraph.model import PlaceValue
from kgraph.resolve import gazetteer
from kgraph.resolve.datelines import bylines, dateline
from kgraph.resolve.national_places import national_places
from kgraph.resolve.place_choice import resolved
from kgraph.resolve.place_context import context_of
from kgraph.resolve.place_names import Named, names_in
from kgraph.resolve.place_scores import is_called_region
from kgraph.resolve.place_surroundings import is_beside_people, printed
from kgraph.resolve.unlisted import unlisted_places
from kgraph.resolve.waters import waters


def annotate(doc: Doc) -> None:
    """Write the places of a text under "places", its dateline and bylines under the span groups of these names."""
    doc.spans["dateline"] = [line for line in [dateline(doc)] if line is not None]
    doc.spans["bylines"] = bylines(doc)
    seas = list(waters(doc))
    named = [item for item in names_in(doc) if not _is_in(item.span, seas)]
    context = context_of(doc, named)
    found = _agreeing(
        [(item, value) for item in named if (value := resolved(item, context)) is not None]
    )
    found = _outside_neighbourhoods(found)
    unlisted = unlisted_places(doc, context)
    found = _joined(found, [item for item in unlisted if not _is_in(item[0], seas)])
    found.extend((span, value) for span, value in seas if value is not None)
    covered = {token.i for span, _ in found for token in span}
    found.extend(
        item
        for item in national_places(doc)
        if covered.isdisjoint(range(item[0].start, item[0].end))
    )
    found.extend(_here(doc, found))
    mentions.write(doc, "places", found)
    mentions.write(doc, "populations", [(span, _population(span, value)) for span, value in found])


def _is_in(span: Span, seas: Sequence[tuple[Span, PlaceValue | None]]) -> bool:
    """Whether a name has a part in that of a sea: "Aden" of "Gulf of Aden"."""
    return any(sea.start < span.end and span.start < sea.end for sea, _ in seas)


_LEAD = 4  # sentences in which "here" means the place of the dateline


def _here(doc: Doc, found: Sequence[tuple[Span, PlaceValue]]) -> Iterator[tuple[Span, PlaceValue]]:
    """ "Here" of a report with a dateline, where the report speaks: "shot dead in front of his house here on Monday"."""
    lines = doc.spans["dateline"]
    value = next((v for span, v in found for line in lines if span.start == line.start), None)
    if value is None or value.precision != "city":
        return
    told = [sent.end for sent in doc.sents if sent.start >= lines[0].start and len(sent) > 3]
    last = told[min(_LEAD, len(told)) - 1] if told else 0
    for token in mentions.tokens_of(doc, {"here"}):
        quoted = doc[lines[0].start : token.i].text.count('"') % 2
        if (
            lines[0].end <= token.i < last
            and not quoted
            and token.nbor(-1).lower_ not in ("from", "over")
        ):
            yield doc[token.i : token.i + 1], value


def _joined(
    known: Sequence[tuple[Span, PlaceValue]], unlisted: Sequence[tuple[Span, PlaceValue]]
) -> list[tuple[Span, PlaceValue]]:
    """Both, without what stands inside another name: no "Este" of "Barangay Sumacab Este", and no name that begins within a known one."""
    covered = {token.i for span, _ in known for token in span}
    added = [item for item in unlisted if item[0].start not in covered]
    longer = [span for span, _ in added]
    kept = [
        (span, value)
        for span, value in known
        if not any(other.start < span.start and span.end <= other.end for other in longer)
    ]
    return kept + added


def _population(span: Span, value: PlaceValue) -> int:
    """How many live there; 0 where no gazetteer says."""
    known = gazetteer.find(printed(span)) if value.geonames else ()
    return next((place.population for place in known if place.geonames == value.geonames), 0)


def _agreeing(found: Sequence[tuple[Named, PlaceValue]]) -> list[tuple[Span, PlaceValue]]:
    """Each name with its place; one told with its region once, "Salisbury, N.C.", is that one all along."""
    told = {gazetteer.fold(printed(item.span)): value for item, value in found if item.wider}
    agreed: list[tuple[Span, PlaceValue]] = []
    for item, value in found:
        same = told.get(gazetteer.fold(printed(item.span)), value)
        own = item.wider or is_called_region(item.span)
        moved = not own and (same.lat, same.lon) != (value.lat, value.lon)
        agreed.append((item.span, same if moved else value))
    return agreed


# Behind a name, these make it that of a quarter: "the Austin neighborhood", "Philadelphia's Tioga-Nicetown section".
_QUARTER = re.compile(r"(?:-[A-Z]\w+)? (?:neighbou?rhoods?|sections?(?! of the))\b")
# And these in America, where a town follows: "the Oak Cliff area of Dallas"; elsewhere a village may lie in such an area.
_QUARTER_OF = re.compile(r" (?:area|part|quarter|district) of ")


def _is_quarter(span: Span, value: PlaceValue, towns: Set[int]) -> bool:
    """Whether the words behind a town's name make it a quarter's; `towns` is where the names of towns begin."""
    text, end = mentions.text_of(span.doc), span.end_char
    of = _QUARTER_OF.match(text, end) if value.country == "US" else None
    told = _QUARTER.match(text, end) is not None or (of is not None and of.end() in towns)
    return value.precision == "city" and told


def _outside_neighbourhoods(found: list[tuple[Span, PlaceValue]]) -> list[tuple[Span, PlaceValue]]:
    """Without the settlements whose name stands for a quarter of another one: "the Austin neighborhood"."""
    towns = {span.start_char for span, value in found if value.precision == "city"}
    quarters = {span.text.lower() for span, value in found if _is_quarter(span, value, towns)}
    quarters -= {span.text.lower() for span, _ in found if is_beside_people(span)}
    kept = [item for item in found if item[0].text.lower() not in quarters]
    return kept if any(value.precision == "city" for _, value in kept) else found
