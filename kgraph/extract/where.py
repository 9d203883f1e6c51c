"""Where: the places that belong to the incident, not to who spoke of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from spacy.tokens import Span, Token

from kgraph.extract import choice, grammar, scenes
from kgraph.extract.accounts import Account
from kgraph.extract.lexicon import words
from kgraph.extract.reading import Reading
from kgraph.extract.standing import scene_of
from kgraph.model import Claim, TextValue

_SITE_NOUNS = frozenset(
    """
    entrance gate checkpoint market mosque church school hotel station road street highway
    square bridge hospital airport base embassy consulate office building house home
    restaurant mall store club nightclub park beach stadium university college prison court
    courthouse ministry palace headquarters camp border bazaar shrine temple synagogue
    theatre theater cinema cafe café bar intersection avenue neighbourhood neighborhood
    district suburb village compound roundabout terminal platform parking lot apartment
    complex factory arena concert supermarket bus train junction crossing barracks shop
    mission residence plaza warehouse refinery plant dam port harbor harbour bank wedding
    funeral
    """.split()
)


# A place less probable than this is no better than none; the weights know only what articles are about.
_LEAST = {"main": 0.2, "background": 0.3}
# A finer place is told rather than the one around it where it is at least so many times as likely.
_INSIDE: Mapping[str, float] = MappingProxyType({"city": 0.2, "district": 0.2, "region": 0.3})
# Tokens between two names that are one: "Homs Governorate, Syria", "Syria's coastal Latakia".
_BREATH = 4


def place(reading: Reading, account: Account) -> Iterator[Claim]:  # noqa: ARG001 - an extractor
    """Where it happened."""
    if account.place is not None:
        yield account.place


def likeliest(reading: Reading, account: Account) -> Claim | None:
    """The likeliest of the places in the account's words, with the spots that name it."""
    found = scenes.candidates(reading, account)
    chances = choice.chances(choice.shipped("scenes"), scenes.described(found))
    if not found and account.is_second():
        return _of_sentence(reading, account)
    if not chances or chances[0].probability < _LEAST[account.prominence]:
        return None
    best = _finest(found, chances)
    spots = [found[best.candidate].spots[number] for number in best.spots[:3]]
    quotes = [_scene(spot.span) for spot in spots]
    confidence = round(min(best.probability, 0.97), 4)
    return reading.claim("place", found[best.candidate].value, quotes, confidence=confidence)


_SHARED = 0.4


def _of_sentence(reading: Reading, account: Account) -> Claim | None:
    """The place of the sentence that tells of it beside another incident: "… in Huwara, and hours later settlers …"."""
    told = scene_of(reading, account.triggers[0])
    if told is None:
        return None
    return reading.claim("place", told[1], [told[0]], confidence=_SHARED)


def _finest(found: Sequence[scenes.Candidate], chances: Sequence[choice.Chance]) -> choice.Chance:
    """The likeliest place, or the likeliest inside it that is not far less likely or is named with it."""
    best = chances[0]
    while (finer := _finer(found, chances, best)) is not None:
        best = finer
    return best


def _finer(
    found: Sequence[scenes.Candidate], chances: Sequence[choice.Chance], best: choice.Chance
) -> choice.Chance | None:
    wide = found[best.candidate]
    for chance in chances:
        inner = found[chance.candidate]
        if not (scenes.lies_in(inner.value, wide.value) or _is_named_within(inner, wide)):
            continue
        if _in_one_breath(inner.spots, wide.spots[best.spots[0]]):
            return replace(chance, probability=chance.probability + best.probability)
        if chance.probability >= _least_inside(inner, wide) * best.probability:
            return chance
    return None


def _is_named_within(inner: scenes.Candidate, wide: scenes.Candidate) -> bool:
    """Whether the words put a town into a region, whatever the gazetteer says: "the Datta Khel area of North Waziristan"."""
    towns = inner.value.precision == "city" and inner.value.country == wide.value.country
    return (
        towns
        and wide.value.precision in ("region", "district")
        and any(
            _WITHIN.fullmatch(one.span.doc[one.span.end : other.span.start].text)
            for one in inner.spots
            for other in wide.spots
            if one.span.end <= other.span.start <= one.span.end + _BREATH
        )
    )


_WITHIN = re.compile(r"(?:(?:area|district|town|region)? ?(?:of|in)|,)")


def _least_inside(inner: scenes.Candidate, wide: scenes.Candidate) -> float:
    """How much of the chance of a place one inside it must have; a town with a street in a state needs little."""
    least = _INSIDE[inner.value.precision]
    large = wide.value.precision in ("region", "country") and inner.value.precision == "city"
    return _WITH_STREET if large and any(map(scenes.is_by_address, inner.spots)) else least


_WITH_STREET = 0.05


def _in_one_breath(spots: Iterable[scenes.Spot], wide: scenes.Spot) -> bool:
    """Whether a place is named with the one around it: "Homs Governorate, Syria", "Syria's coastal Latakia"."""
    return any(
        spot.span.sent.start == wide.span.sent.start
        and max(wide.span.start - spot.span.end, spot.span.start - wide.span.end) <= _BREATH
        and (spot.span.start < wide.span.start or wide.after in ("'s", "’s", "'"))
        for spot in spots
    )


def _scene(span: Span) -> Span:
    """A place with the words that lead to it: "in the Afghan capital Kabul"."""
    head = span.root
    if head.dep_ in ("appos", "flat", "compound") and head.head.pos_ in ("NOUN", "PROPN"):
        whole = grammar.between(span.doc, grammar.core(head.head), span)
        return whole if len(whole) < 10 else span
    return span


def site(reading: Reading, account: Account) -> Iterator[Claim]:
    """The finer spot: "near the entrance of the embassy's consular section"."""
    best: tuple[float, int, Span] | None = None
    for trigger in account.triggers[:8]:
        for token in trigger.sentence:
            if token.i not in account.tokens or not grammar.among(token, _SITE_NOUNS):
                continue
            case = grammar.preposition(token)
            if case not in (
                "near",
                "outside",
                "inside",
                "at",
                "in",
                "on",
                "along",
                "opposite",
                "by",
                "behind",
                "front",
            ):
                continue
            if grammar.among(grammar.verb_of(token), words("speech", "verbs")):
                continue
            if case == "by" and (token.dep_ == "nmod" or grammar.is_passive(token.head)):
                continue  # "a statement by the prosecutor's office"
            span = _with_case(token)
            score = {"near": 2.0, "outside": 2.0, "inside": 1.5}.get(case, 1.0) + len(span) / 20
            score += 1.0 if _hangs_on(token, trigger.head) else 0.0
            if best is None or score > best[0]:
                best = (score, -token.i, span)
    if best is not None and best[0] >= 1.5:
        span = best[2]
        yield reading.claim("site", _text(span), [span], confidence=0.7)


def _hangs_on(token: Token, head: Token) -> bool:
    above = {item.i for item in grammar.ancestors(token)}
    return head.i in above or grammar.verb_of(head).i in above


def _with_case(token: Token) -> Span:
    """The phrase of a spot with its preposition; that of "an attack on a church" tells of the target."""
    span = grammar.phrase(token)
    if grammar.preposition(token) == "on" and token.head.pos_ in ("NOUN", "PROPN"):
        return span
    start = span.start
    while start > span.sent.start and span.doc[start - 1].dep_ in (
        "case",
        "fixed",
        "det",
        "advmod",
    ):
        start -= 1
    return span.doc[start : span.end]


def _text(span: Span) -> TextValue:
    return TextValue(" ".join(span.text.split()))
