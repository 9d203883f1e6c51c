"""What the words beside a name say of it: that it is a place's, or part of a street's or another name."""

from __future__ import annotations

import re

from spacy.tokens import Span

from kgraph.mentions import text_in

LOCATING = frozenset(
    """
    in at near from of around outside to across inside between off into toward towards
    through on
    """.split()
)
# Right before a name, these say what it is: "the second-largest city Ganja".
_SETTLEMENTS = frozenset("city town village capital suburb".split())
# After a name, these make it the name of something else: a street, a park, an institution.
_PART_OF_NAME = frozenset(
    """
    street st road rd avenue ave boulevard blvd drive dr lane court highway park hospital
    university college school high elementary middle center centre medical church mosque
    club hotel stadium arena airport river lake creek beach mall market square bridge house
    hall island islands mountain mountains valley bay springs heights hills reservoir news
    times post tribune herald journal gazette daily today united city fc team league bank
    company corp inc group foundation institute association memorial regional district
    apartments gardens estates ridge grove manor woods acres commons landing crossing parkway pkwy terrace trail circle way place pike plaza expressway freeway
    turnpike streets avenues roads sun star world press record register examiner chronicle observer
    inquirer enquirer dispatch sentinel courier telegraph standard
    """.split()
)
# Written small behind a name, these make it a street's: "near Oak and Elm streets".
_STREETS = frozenset("streets avenues roads boulevards drives lanes".split())
_STREET_AFTER = re.compile(
    r"\s*(?:(?:and|at|&|/|,)\s+(?:[NSEW]\.?\s+|(?:North|South|East|West)\s+)?(?:[A-Z][\w'’]+\s+){1,2})"
    r"(?:street|avenue|road|boulevard|drive|lane|court|highway|parkway|st|ave|rd|blvd|dr|ln|pkwy)s?\b",
    re.IGNORECASE,
)
_BLOCK_BEFORE = re.compile(
    r"\b(?:block|corner|intersection) of (?:[NSEW]\.? |(?:North|South|East|West|Old|New) |the )?$"
)
_OF_PLACES = frozenset(
    """
    police sheriff man woman boy girl officer officers teen teens teenager teenagers resident
    residents mother father couple home house apartment student students deputy
    """.split()
)
_OF_EVENTS = frozenset(
    """
    shooting shootings stabbing attack attacks bombing bombings blast killing killings homicide murder
    """.split()
)
_OFFICES = ("police", "sheriff", "fire", "county", "state", "province", "metropolitan", "metro")


_GENITIVE = re.compile(r"['’´`][sS]$")


def printed(span: Span) -> str:
    """A name without the ending of its genitive."""
    return _GENITIVE.sub("", text_in(span))


def is_located(span: Span) -> bool:
    """Whether the words around say that a name is a place's: "in Troy", "Troy police", "Troy shooting"; a dateline."""
    before = span.doc[span.start - 1].lower_ if span.start > 0 else ""
    after = before in LOCATING or before in _SETTLEMENTS
    return after or begins_dateline(span) or is_before_event(span) or is_beside_people(span)


def begins_dateline(span: Span) -> bool:
    """Whether it begins a dateline."""
    return any(line.start == span.start for line in span.doc.spans.get("dateline", ()))


def is_before_event(span: Span) -> bool:
    """Whether it stands before what struck it: "the Troy shooting"."""
    return span.end < len(span.doc) and span.doc[span.end].lower_ in _OF_EVENTS


def is_beside_people(span: Span) -> bool:
    """ "Warren police", "a Troy man": the name of a place says where people are from."""
    behind = span.doc[span.end : span.end + 2]
    metropolitan = behind[:1].text in ("Metro", "Metropolitan") and behind[1:].text == "Police"
    return metropolitan or behind[:1].text.lower() in _OF_PLACES


def is_no_surname(span: Span) -> bool:
    """Whether it is a place's where it looks like a person's: "Fresno police", behind no first name."""
    before = span.doc[span.start - 1] if span.start > 0 else None
    first_name = before is not None and before.ent_type_ == "PER" and before.text[0].isupper()
    if _is_of_settlement(span):
        return True
    return (
        is_beside_people(span) or is_before_event(span) or begins_dateline(span)
    ) and not first_name


def _is_of_settlement(span: Span) -> bool:
    """Whether "the city of" stands before it."""
    before = [token.lower_ for token in span.doc[max(span.start - 2, 0) : span.start]]
    return before[-1:] == ["of"] and before[0] in _SETTLEMENTS


def is_in_longer_name(span: Span) -> bool:
    """Whether another capital or a word for what it is stands beside it: "Upper Darby", "Lido beach"."""
    doc = span.doc
    before = doc[span.start - 1] if span.start > 0 else None
    after = doc[span.end] if span.end < len(doc) else None
    if before is not None and before.text[0].isupper() and not before.is_sent_start:
        return True
    if after is None or after.is_sent_start or after.lower_ in _OF_PLACES | _OF_EVENTS:
        return False
    return after.text[0].isupper() or after.lower_ in _PART_OF_NAME


# What stands behind the name of a town and is no part of it in a gazetteer: "Kidapawan City".
_CALLED = frozenset({"City", "Town", "Village", "Township", "Municipality"})


def is_inside_name(span: Span) -> bool:
    """ "Humboldt Park", "Paris Hilton", "New York Times": a capital follows as part of a longer name."""
    doc, end = span.doc, span.end
    if end >= len(doc) or not doc[end].text[0].isupper():
        return (
            span.start > 0
            and doc[span.start].ent_iob_ == "I"
            and doc[span.start].ent_type_ == "PER"
        )
    if doc[end].text in _CALLED and not doc[end + 1 : end + 2].text.istitle():
        return False
    if doc[end].lower_.rstrip(".") in _PART_OF_NAME:
        return True
    same = doc[end].ent_iob_ == "I" and doc[end].ent_type_ in ("PER", "ORG")
    return same and doc[end].lower_ not in _OFFICES


def _is_numbered(span: Span) -> bool:
    """Whether the number of a house stands before it and more of the street's name behind: "at 333 Rio Vista Dr."."""
    before, behind = (
        span.doc[max(span.start - 2, 0) : span.start],
        span.doc[span.end : span.end + 1],
    )
    house = len(before) == 2 and before[1].text.isdigit() and before[0].lower_ == "at"
    return house and behind.text[:1].isupper()


def is_hyphenated(span: Span) -> bool:
    """Whether it is only the second part of a double name: "Dade" of "Miami-Dade"."""
    doc, start = span.doc, span.start
    return (
        start > 1
        and doc[start - 1].text == "-"
        and not doc[start - 1].whitespace_
        and not doc[start - 2].whitespace_
        and doc[start - 2].text[0].isupper()
    )


def is_cut_off(span: Span) -> bool:
    """Whether a hyphen and more of the name follow, or what is like it: "Gulshan-i-Iqbal", "a Mumbai-style siege"."""
    doc, end = span.doc, span.end
    behind = doc[end : end + 3]
    glued = len(behind) == 3 and behind[0].text == "-" and not doc[end - 1].whitespace_
    if glued and behind[1].text in ("style", "like", "type", "inspired"):
        return True
    return glued and behind[1].text in ("i", "e", "ul", "al") and behind[2].text == "-"


def is_of_family(span: Span) -> bool:
    """Whether it is the name of people who belong together: "the Gilbert family", but not "a Toledo family"."""
    return span[0].ent_type_ == "PER" and span.doc[span.end : span.end + 1].text in _KIN


_KIN = frozenset({"family", "brothers", "sisters", "siblings", "twins"})


def is_of_street(span: Span) -> bool:
    """ "In the 300 block of Lincoln", "near Austin and Monroe streets", "at 333 Rio Vista Dr.": names of streets."""
    doc = span.doc
    if _is_numbered(span):
        return True
    after = doc[span.end : span.end + 6].text
    before = doc[max(span.start - 6, 0) : span.start].text + " "
    if span.end < len(doc) and doc[span.end].lower_ in _STREETS:
        return True
    crossing = _STREET_AFTER.match(after) is not None and "," not in after[:2]
    return crossing or _BLOCK_BEFORE.search(before) is not None
