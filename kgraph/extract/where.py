"""Where: the places that belong to the incident, not to who spoke of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Span, Token

from kgraph.extract import choice, grammar, scenes
from kgraph.extract.accounts import Account
from kgraph.extract.lexicon import words
from kgraph.extract.reading import Reading
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
# A settlement is told rather than the district around it where it is at least so many times as likely.
_INSIDE = 0.2


def place(reading: Reading, account: Account) -> Iterator[Claim]:
    """Where it happened: the likeliest of the places in the account's words, with the spots that name it."""
    found = scenes.candidates(reading, account)
    chances = choice.chances(choice.shipped("scenes"), scenes.described(found))
    if not chances or chances[0].probability < _LEAST[account.prominence]:
        return
    best = _settlement(found, chances)
    spots = [found[best.candidate].spots[number] for number in best.spots[:3]]
    quotes = [_scene(spot.span) for spot in spots]
    confidence = round(min(best.probability, 0.97), 4)
    yield reading.claim("place", found[best.candidate].value, quotes, confidence=confidence)


def _settlement(
    found: Sequence[scenes.Candidate], chances: Sequence[choice.Chance]
) -> choice.Chance:
    """The likeliest place, or the likeliest settlement inside it where that is not far less likely."""
    best = chances[0]
    wide = found[best.candidate].value
    if wide.precision == "city":
        return best
    inside = (
        chance
        for chance in chances
        if scenes.lies_in(found[chance.candidate].value, wide)
        and chance.probability >= _INSIDE * best.probability
    )
    return next(inside, best)


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
