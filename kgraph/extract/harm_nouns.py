"""What a noun says befell those counted: "12 deaths", "the killing of 12", "the death toll rose to 12"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Span, Token

from kgraph.extract import grammar
from kgraph.extract.lexicon import words

_NOUNS = {
    "deaths": "killed",
    "death": "killed",
    "fatalities": "killed",
    "fatality": "killed",
    "dead": "killed",
    "killings": "killed",
    "lives": "killed",
    "bodies": "killed",
    "corpses": "killed",
    "injuries": "wounded",
    "wounded": "wounded",
    "injured": "wounded",
    "hostages": "kidnapped",
    "captives": "kidnapped",
    "abductees": "kidnapped",
    "arrests": "arrested",
    "detainees": "arrested",
}
# Of nouns before "of": "the deaths of two embassy staff".
_DEEDS = {
    "death": "killed",
    "deaths": "killed",
    "killing": "killed",
    "killings": "killed",
    "murder": "killed",
    "murders": "killed",
    "massacre": "killed",
    "lynching": "killed",
    "execution": "killed",
    "slaying": "killed",
    "assassination": "killed",
    "lives": "killed",
    "bodies": "killed",
    "kidnapping": "kidnapped",
    "kidnappings": "kidnapped",
    "abduction": "kidnapped",
    "abductions": "kidnapped",
    "arrest": "arrested",
    "arrests": "arrested",
    "detention": "arrested",
    "release": "freed",
    "rescue": "freed",
}


def by_noun(span: Span, noun: Token | None) -> tuple[str, Token] | None:
    """ "12 deaths", "30 injuries", "claimed 12 lives", "the deaths of two embassy staff"."""
    if noun is not None and noun.lower_ in _NOUNS:
        if noun.lower_ == "lives" and not grammar.among(
            grammar.verb_of(noun), ("claim", "take", "lose", "cost")
        ):
            return None
        return _NOUNS[noun.lower_], noun
    behind = span.doc[noun.i + 1 : noun.i + 2] if noun is not None else ()
    for token in behind:  # "ten police deaths"
        if token.lower_ in _NOUNS and token.pos_ == "NOUN" and token.lower_ != "lives":
            return _NOUNS[token.lower_], token
    before = list(span.doc[max(span.sent.start, span.start - 4) : span.start])
    if before and before[-1].lower_ == "of":
        deed = next((token for token in before if token.lower_ in _DEEDS), None)
        if deed is not None:
            return _DEEDS[deed.lower_], deed
    if len(before) > 1 and before[-1].lower_ == "to" and before[-2].lower_ == "injuries":
        return "wounded", before[-2]
    return None


# What stands between a word for a toll and its number: "the death toll rose to 12".
_REACHES = frozenset(
    "to at of reached reaches reaching stands stood was is are than least from hit about around nearly over".split()
)
_NUMBER_OF = re.compile(
    r"\b(?:number|count|tally|total) of (?:[^.;:]{0,60}\b)?"
    r"(?:(?P<killed>dead|deaths|fatalities|killed|murdered|died|lives)|(?P<wounded>wounded|injured|injuries|hurt))\b"
    r"[^.;:]{0,140}$",
    re.IGNORECASE,
)


def by_toll(span: Span, noun: Token | None) -> tuple[str, Token] | None:
    """ "The death toll rose to 12", "a toll of 12 dead", "the number of those hurt is put at 434".

    Not "the toll in the shootings at two mosques", where the number counts no persons.
    """
    persons = words("persons", "people") | words("persons", "attackers")
    if noun is not None and noun.pos_ == "NOUN" and noun.lower_ not in persons:
        return None
    before = list(span.doc[max(span.sent.start, span.start - 40) : span.start])
    if not before or (before[-1].lower_ not in _REACHES and before[-1].lower_ != "toll"):
        toll = next((token for token in reversed(before[-4:]) if token.lower_ == "toll"), None)
        return ("killed", toll) if toll is not None else None
    toll = next((token for token in reversed(before[-24:]) if token.lower_ == "toll"), None)
    since = before[before.index(toll) :] if toll is not None else []
    if toll is not None and not any(
        token.text in ";:" or token.lower_ == "number" for token in since
    ):
        return "killed", toll
    return _number_of(span, before)


def _number_of(span: Span, before: Sequence[Token]) -> tuple[str, Token] | None:
    """What befell those of whom a sentence gives "the number": "of people killed has risen to 31"."""
    start = before[0].i
    match = _NUMBER_OF.search(span.doc[start : span.start].text_with_ws)
    if match is None:
        return None
    name = "killed" if match["killed"] else "wounded"
    at = span.doc[start].idx + match.start(name)
    return name, next(token for token in before if token.idx + len(token) > at)
