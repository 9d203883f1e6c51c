"""How many were killed, wounded, kidnapped, freed, are missing, were arrested; attackers counted apart."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Span, Token

from kgraph.extract import attribution, grammar, totals
from kgraph.extract.accounts import Account
from kgraph.extract.attackers import REFLEXIVE
from kgraph.extract.counted import counted
from kgraph.extract.harm_words import HARMS
from kgraph.extract.person import PRONOUNS, Person, is_attacker
from kgraph.extract.persons import dead_by_own_hand, harmed
from kgraph.extract.reading import Reading
from kgraph.extract.standing import is_in_title
from kgraph.extract.sums import GENERIC, Way, attackers_in, size, ways
from kgraph.extract.tallies import Told, completed
from kgraph.extract.toll_words import is_put
from kgraph.extract.tolls import Toll, tolls
from kgraph.model import Certainty, Claim, CountValue, DateValue, PlaceValue

_NEXT_DAY = dt.timedelta(days=1)


def claims(reading: Reading, account: Account) -> Iterator[Claim]:
    """The tolls of an incident: the likeliest total of each kind, its parts, and superseded figures."""
    attackers, everything = told(reading, account)
    for said, unheld in everything:
        yield from _resolved(said)
        yield from _unheld(reading, unheld)
    yield from attackers


def _unheld(reading: Reading, found: Sequence[Toll]) -> Iterator[Claim]:
    """The figures that do not hold, each once; what agrees with a rival's is a rival's too."""
    for number, toll in enumerate(found):
        if all(toll.value != other.value for other in found[:number]):
            certainty = "claimed" if toll.certainty == "stated" else toll.certainty
            yield _claim(reading, toll, toll.value, certainty)


def told(
    reading: Reading, account: Account
) -> tuple[list[Claim], list[tuple[Told, Sequence[Toll]]]]:
    """Attackers who died; then what is told of each harm that befell others, with the figures that do not hold."""
    day, place = (claim and claim.value for claim in (account.date, account.place))
    assert day is None or isinstance(day, DateValue)
    assert place is None or isinstance(place, PlaceValue)
    found = [toll for toll in tolls(reading, account) if not _is_of_another_day(reading, toll, day)]
    people = harmed(reading, account, others=any(not toll.attackers for toll in found))
    attackers, beside = _attackers(reading, account, found, people)
    dead = sum(claim.value.best or 0 for claim in beside if isinstance(claim.value, CountValue))
    of_dead = tuple(item for claim in beside for item in claim.evidence)
    everything: list[tuple[Told, Sequence[Toll]]] = []
    killed = 0
    for name, _ in HARMS:
        mine = [toll for toll in found if toll.property == name and not toll.attackers]
        singles = [one for one in people if one.fate == name and not one.attacker]
        possible = [toll for toll in mine if toll.certainty != "hypothetical"]
        rivals = [toll.value for toll in possible if toll.certainty == "claimed"]
        stated = (toll for toll in possible if toll.certainty == "stated")
        live = [toll for toll in stated if toll.value not in rivals] or possible
        besides = killed if name == "wounded" else 0
        words = tuple(ways(live, singles, besides))
        apart = (dead, of_dead) if name == "killed" else (0, ())
        said = completed(Told(reading, account, name, words, day, place, *apart, besides))
        everything.append((said, [toll for toll in mine if toll not in live]))
        killed = _number(said) if name == "killed" else killed
    return attackers, everything


def _number(said: Told) -> int:
    """How many a harm befell."""
    choice = totals.chosen(said)
    return choice[0].number if choice is not None else 0


def _is_of_another_day(reading: Reading, toll: Toll, day: DateValue | None) -> bool:
    """Whether the verb of a number has a day of its own: "the men suspected of killing nine on Sunday"."""
    if day is None or day.latest is None:
        return False
    mine = [
        value.latest
        for span, value in reading.dates
        if span.root.head.i == toll.word and value.earliest == value.latest
    ]
    return any(other and day.latest - other > _NEXT_DAY for other in mine)


# --- from the choice to claims --------------------------------------------------------------------


def _resolved(said: Told) -> Iterator[Claim]:
    """The total and its parts; nothing where it is nobody and the text does not say so."""
    choice = totals.chosen(said)
    quotes = list(_quotes(said, choice[0])) if choice is not None else []
    if choice is None or not quotes or _is_a_guess(said, *choice):
        return
    way, chance = choice
    yield _total(said, way, quotes, chance)
    if way.tolls:
        yield from _parts(said, way)


def _is_a_guess(said: Told, way: Way, chance: float) -> bool:
    """Whether a number is so improbable that none is better; "several" is true whatever the number."""
    return not _is_vague(way) and chance < _LEAST.get(said.harm, 0.0)


def _is_vague(way: Way) -> bool:
    return any(toll.value.words for toll in way.tolls)


def _confidence(said: Told, way: Way, chance: float) -> float:
    if said.harm not in _LEAST:
        return _UNLEARNED
    return round(min(max(chance, _VAGUE if _is_vague(way) else 0.0), _MOST), 4)


_LEAST = {"killed": 0.2, "wounded": 0.2}
_MOST = 0.97
_VAGUE = 0.5
_UNLEARNED = 0.9  # of a number of captives, arrests and the like, for which no weights were fitted


def _total(said: Told, way: Way, quotes: Sequence[Span], chance: float) -> Claim:
    seen = way.kind == "reader"
    claim = said.reading.claim(
        said.harm,
        _value(said, way),
        quotes,
        according_to=None if seen else attribution.source_of(said.reading, quotes[0]),
        confidence=_confidence(said, way, chance),
        derived=way.kind != "number",
    )
    return replace(claim, extractor="reader") if seen else claim


def _value(said: Told, way: Way) -> CountValue:
    whole = CountValue(way.number, way.number, way.number)
    value = _bounded(said, way.tolls[0]) if way.kind == "number" else whole
    if said.harm != "killed" or way.kind == "reader":
        return value
    included = way.kind == "number" and attackers_in(way.tolls[0]) > 0
    return replace(value, perpetrators_included=included)


def _bounded(said: Told, toll: Toll) -> CountValue:
    """The value of a number; one of a title without the bound that the text puts to it, "at least 22", has that too."""
    if toll.value.low == toll.value.high and is_in_title(toll.span):
        same = (item.value for item in said.numbers if item.value.best == toll.value.best)
        return next((value for value in same if value.low != value.high), toll.value)
    return toll.value


def _quotes(said: Told, way: Way) -> Iterator[Span]:
    """The words for a total."""
    if way.kind == "reader":
        yield from list(_witnesses(said))[:3]
    elif way.kind == "sum":
        yield grammar.between(said.reading.doc, way.tolls[0].quote, way.tolls[-1].quote)
    elif way.kind == "number":
        yield way.tolls[0].quote
        yield from _same_number(said, way.tolls[0])
    else:
        yield from map(_quoted, way.persons)
        yield from (toll.quote for toll in way.tolls)


def _quoted(person: Person) -> Span:
    """The words that say what was worst for a person."""
    noun, word = next((noun, word) for fate, noun, word in person.mentions if fate == person.fate)
    if noun.lower_ in PRONOUNS:
        return grammar.clause(grammar.verb_of(noun))
    noun = noun.head if noun.dep_ == "appos" and is_attacker(noun.head) else noun
    return grammar.between(noun.doc, grammar.core(noun), noun.doc[word.i : word.i + 1])


def _witnesses(said: Told) -> Iterator[Span]:
    """The victims of whom the reader says that this befell them, else the words for the deed."""
    found = [
        span
        for span, filler in said.reading.fillers
        if filler.role in ("Victim", "VictimDesc")
        and said.account.owns(span)
        and filler.qualities.get(said.harm, 0.0) >= 0.5
    ]
    yield from found or [trigger.span for trigger in said.account.triggers if trigger.strong]


def _same_number(said: Told, total: Toll) -> list[Span]:
    return [
        toll.quote
        for toll in said.tolls
        if toll is not total and toll.value == total.value and not toll.part
    ][:2]


# --- parts ----------------------------------------------------------------------------------------


def _parts(said: Told, way: Way) -> Iterator[Claim]:
    """The smaller numbers, each with what it is a part of, and rival totals; one claim a number and noun."""
    total, summed = way.tolls[0], way.kind == "sum"
    seen: set[tuple[int | None, str]] = set() if summed else {(total.value.best, total.noun)}
    most = max(size(total), 1) if total.value.high is not None and not summed else None
    for toll in said.tolls:
        key = (toll.value.best, toll.noun)
        if key in seen or toll.value.best is None or toll.noun in GENERIC - {"others"}:
            continue
        rival = _is_rival(toll)
        if most is not None and size(toll) > most and not rival:
            continue
        seen.add(key)
        if rival:
            yield replace(_claim(said.reading, toll, toll.value, "claimed"), confidence=0.7)
        else:
            yield _claim(said.reading, toll, _part(toll), "stated")


def _is_rival(toll: Toll) -> bool:
    """Whether another number is said to be the toll, by others."""
    return not toll.part and not toll.more and is_put(toll.span)


def _part(toll: Toll) -> CountValue:
    noun = counted(toll.span)
    of = re.sub(r"^[\w ]*?\d+ ", "", grammar.phrase(noun).text) if noun is not None else None
    return replace(
        toll.value,
        scope="part",
        of=_without_number(of, toll.span.text),
        perpetrators_included=False if toll.property == "killed" else None,
    )


def _without_number(words_of: str | None, number: str) -> str | None:
    if words_of is None:
        return None
    # A phrase has no preposition at its head: "least two soldiers" of "at least two".
    said = number if number in words_of else number.partition(" ")[2]
    shorter = words_of.replace(said, "", 1).strip(" ,-")
    return " ".join(shorter.split()) or None


def _claim(reading: Reading, toll: Toll, value: CountValue, certainty: Certainty) -> Claim:
    return reading.claim(
        toll.property,
        value,
        [toll.quote],
        certainty=certainty,
        according_to=attribution.source_of(reading, toll.quote),
        confidence=0.9 if not toll.part else 0.75,
    )


# --- attackers ------------------------------------------------------------------------------------


def _attackers(
    reading: Reading, account: Account, found: Sequence[Toll], people: Sequence[Person]
) -> tuple[list[Claim], list[Claim]]:
    """The claim on attackers who died; and again, where they may be among the dead that the reader sees."""
    dead = [toll for toll in found if toll.property == "killed" and toll.certainty == "stated"]
    counted_ = list(_counted_attackers(reading, found, dead))
    alone = [] if counted_ else list(_attackers_alone(reading, account, people, dead))
    return counted_ or alone, counted_ or ([] if dead else alone)


def _counted_attackers(
    reading: Reading, found: Sequence[Toll], dead: Sequence[Toll]
) -> Iterator[Claim]:
    """Attackers whom a number counts, alone or with others: perpetratorsKilled, never among the dead."""
    own = [toll for toll in found if toll.attackers and toll.property == "killed"]
    inside = [toll for toll in dead if attackers_in(toll)]
    if own:
        best = max(own, key=size)
        yield replace(_claim(reading, best, best.value, "stated"), property="perpetratorsKilled")
    elif inside:
        quote = grammar.trimmed(inside[0].span.sent)
        yield _dead_attackers(reading, attackers_in(inside[0]), quote)


def _dead_attackers(reading: Reading, number: int, quote: Span) -> Claim:
    value = CountValue(number, number, number)
    return reading.claim("perpetratorsKilled", value, [quote], confidence=0.7, derived=True)


def _attackers_alone(
    reading: Reading, account: Account, people: Sequence[Person], others: Sequence[Toll]
) -> Iterator[Claim]:
    """ "The gunman was shot dead", "then killed himself": an attacker who died without being counted."""
    dead = [one for one in people if one.attacker and one.fate == "killed"]
    own_hand = list(dead_by_own_hand(reading, account))
    if dead:
        yield _dead_attackers(reading, 1, _quoted(dead[0]))
    elif own_hand and (others or _harmed_others(people, own_hand)):
        quote = grammar.trimmed(grammar.clause(grammar.verb_of(own_hand[-1])))
        yield _dead_attackers(reading, 1, quote)


def _harmed_others(people: Sequence[Person], own_hand: Sequence[Token]) -> bool:
    """Whether somebody else is dead too than one who is told to have killed himself."""
    words_of = {token.i for token in own_hand}
    return any(
        one.fate == "killed"
        and not any(word.i in words_of or _is_own(word) for _, _, word in one.mentions)
        for one in people
    )


def _is_own(word: Token) -> bool:
    """Whether a word for harm tells of what somebody did to themselves: "the boy fatally shot himself"."""
    hit = grammar.objects(grammar.verb_of(word))
    return bool(hit) and all(item.lower_ in REFLEXIVE for item in hit)
