"""When: the dates that belong to the incident, not to who spoke of it or what became of the doer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Span

from kgraph.extract import choice, days, lookback
from kgraph.extract.accounts import Account
from kgraph.extract.dated import dates_of, narrows
from kgraph.extract.reading import Reading
from kgraph.model import Claim

# A date less probable than this is no better than none; the weights know only what articles are about.
_LEAST = {"main": 0.2, "background": 0.3}


def date(reading: Reading, account: Account) -> Iterator[Claim]:  # noqa: ARG001 - an extractor
    """When it happened."""
    if account.date is not None:
        yield account.date


def likeliest(reading: Reading, account: Account) -> Claim | None:
    """The likeliest of the dates within the account's reach, with the places that give it."""
    found = days.candidates(reading, account)
    chances = choice.chances(choice.shipped("days"), days.described(reading, found))
    if not found and account.is_second():
        return _of_sentence(reading, account)
    if not chances:
        return None
    best = _narrowest(found, chances)
    if best.probability < _least(reading, account, found[best.candidate]):
        return None
    spots = [found[best.candidate].spots[number] for number in best.spots[:4]]
    quotes = [_with_preposition(spot.span) for spot in spots]
    quotes += [spot.hour for spot in spots[:1] if spot.hour is not None]
    confidence = round(min(best.probability, 0.97), 4)
    return reading.claim("date", found[best.candidate].value, quotes, confidence=confidence)


_SHARED = 0.5


def _of_sentence(reading: Reading, account: Account) -> Claim | None:
    """The date of the sentence that tells of it beside another incident: "… on Sunday, and hours later settlers …"."""
    told = dates_of(reading, account.triggers[0])
    return next(
        (
            reading.claim("date", value, [_with_preposition(span)], confidence=_SHARED)
            for span, value in told
        ),
        None,
    )


# A recalled incident is told of in few words; a date that begins them, or from which the text counts, is its own.
_OWN = 0.05


def _least(reading: Reading, account: Account, candidate: days.Candidate) -> float:
    """How probable a date must be."""
    if account.prominence != "background":
        return _LEAST[account.prominence]
    starts = {trigger.sentence.start for trigger in account.triggers}
    opens = any({spot.span.start, spot.span.start - 1} & starts for spot in candidate.spots)
    counted = any(lookback.since(reading, trigger) is not None for trigger in account.triggers)
    return _OWN if opens or counted else _LEAST["background"]


# A day that is nearly as probable as the week or weekend around it says more and can be as right; one that names the
# incident ("Sunday's shooting") is believed sooner.
_NEARLY, _NAMING = 0.8, 0.3


def _narrowest(found: Sequence[days.Candidate], chances: Sequence[choice.Chance]) -> choice.Chance:
    """The likeliest date, or a nearly as likely part of it."""
    best = chances[0]
    for chance in chances[1:]:
        part = found[chance.candidate]
        naming = any(map(days.dates_incident, part.spots))
        least = (_NAMING if naming else _NEARLY) * best.probability
        if narrows(part.value, found[best.candidate].value) and chance.probability >= least:
            return chance
    return best


def _with_preposition(span: Span) -> Span:
    start = span.start
    while start > 0 and span.doc[start - 1].lower_ in ("on", "in", "late", "early", "last", "at"):
        start -= 1
    return span.doc[start : span.end]
