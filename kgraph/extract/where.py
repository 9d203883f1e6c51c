"""Where: the places that belong to the incident, not to who spoke of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from spacy.tokens import Span, Token

from kgraph.extract import grammar
from kgraph.extract.accounts import Account, is_of_hospital, is_scene
from kgraph.extract.lexicon import words
from kgraph.extract.reading import Reading
from kgraph.model import Claim, PlaceValue, TextValue

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


# What each point of the learned reader's probability above a faint one adds to a place's score.
_READER_ON_PLACES, _FAINT = 10.0, 0.3


def place(reading: Reading, account: Account) -> Iterator[Claim]:
    """Where it happened: the settlement most of the account points to, filled up from wider names."""
    scores: dict[PlaceValue, float] = defaultdict(float)
    spans: dict[PlaceValue, list[Span]] = defaultdict(list)
    headline = reading.doc.spans.get("dateline", ())
    lines = [(line.start, line.end) for line in headline]
    for span, value in reading.places:
        if not account.owns(span):
            continue
        in_dateline = any(start <= span.start < end for start, end in lines)
        if value.precision == "country" and span.root.dep_ in ("compound", "amod"):
            continue
        scores[value] += 0.4 if in_dateline else _place_score(account, span)
        scores[value] += _READER_ON_PLACES * max(reading.support(span, "Place") - _FAINT, 0.0)
        if not in_dateline:
            spans[value].append(span)
    ranked = sorted(scores, key=lambda value: (-_rank(value, scores), value.name))
    told = [value for value in ranked if scores[value] > 0.5 and spans[value]]
    if not told or told[0].precision in ("country", "region", "district"):
        yield from _by_dateline(reading, account, told)
    if not told:
        return
    best = _settlement(told, scores)
    quotes = [_scene(span) for span in spans[best]]
    confidence = min(0.95, 0.6 + 0.07 * scores[best])
    yield reading.claim("place", best, quotes[:3], confidence=round(confidence, 4))


def _settlement(told: list[PlaceValue], scores: dict[PlaceValue, float]) -> PlaceValue:
    """The first place, or the settlement in that district or region which is told of as the scene too."""
    first = told[0]
    if first.precision not in ("district", "region"):
        return first
    inside = (
        value
        for value in told
        if value.precision == "city" and value.admin1 == first.admin1 and scores[value] >= 1
    )
    return next(inside, first)


def _by_dateline(reading: Reading, account: Account, told: list[PlaceValue]) -> Iterator[Claim]:
    """Where local news is filed from, if the text names no other settlement for its main incident."""
    if account.prominence != "main" or "dateline" not in reading.doc.spans:
        return
    for line in reading.doc.spans["dateline"]:
        inside = [
            (span, value) for span, value in reading.places if line.start <= span.start < line.end
        ]
        settlements = [(span, value) for span, value in inside if value.precision == "city"]
        fits = not told or (
            settlements
            and settlements[0][1].country == told[0].country
            and told[0].admin1 in (None, settlements[0][1].admin1)
        )
        if len(settlements) == 1 and fits:
            yield reading.claim("place", settlements[0][1], [settlements[0][0]], confidence=0.5)


def _rank(value: PlaceValue, scores: dict[PlaceValue, float]) -> float:
    """A settlement outranks the region and the country that it lies in, unless hardly named."""
    bonus = {"country": 0.0, "region": 1.5, "district": 2.0}.get(value.precision, 3.0)
    inside = sum(
        0.3 * score
        for other, score in scores.items()
        if other is not value
        and other.precision in ("country", "region", "district")
        and other.country == value.country
    )
    return scores[value] + (bonus + inside if scores[value] > 0.5 else 0)


def _place_score(account: Account, span: Span) -> float:
    score = 1.0 if is_scene(span) else 0.8 if _is_of_people(span) else 0.0
    sentence = span.sent
    near = [trigger for trigger in account.triggers if trigger.sentence.start == sentence.start]
    if near:
        above = {token.i for token in grammar.ancestors(span.root)}
        score += (
            1.0
            if any(
                trigger.head.i in above or grammar.verb_of(trigger.head).i in above
                for trigger in near
            )
            else 0.4
        )
        score += 1.0 if sentence.start <= account.triggers[0].sentence.start else 0.0
    verb = grammar.verb_of(span.root)
    if is_of_hospital(span):
        return 0.0
    if span.end < len(span.doc) and span.doc[span.end].lower_ in ("police", "sheriff"):
        return max(score, 0.8)
    if grammar.among(verb, words("aftermath", "verbs")) and not any(
        trigger.head.i == verb.i for trigger in near
    ):
        score -= 1.2
    if span.root.dep_ in ("nsubj", "nsubj:pass") and grammar.preposition(span.root) == "":
        score -= 1.0
    return score


_PEOPLE = frozenset(
    """
    police man woman boy girl teen teenager couple home house apartment neighborhood
    neighbourhood shooting homicide murder residents hospital street mosque church school
    market hotel nightclub bar airport officers authorities firefighters mother father
    """.split()
)


def _is_of_people(span: Span) -> bool:
    """ "Houston police", "a Bismarck man", "a Baton Rouge home": weaker than "in Houston", but telling."""
    after = span.doc[span.end].lower_ if span.end < len(span.doc) else ""
    return after in _PEOPLE


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
    span = grammar.phrase(token)
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
