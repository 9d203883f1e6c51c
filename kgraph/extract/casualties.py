"""How many were killed, wounded, kidnapped, freed, are missing, were arrested; attackers counted apart."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Span, Token

from kgraph.extract import attribution, grammar, when
from kgraph.extract.accounts import Account
from kgraph.extract.harm import HARMS, counted
from kgraph.extract.persons import Person, dead_by_own_hand, harmed
from kgraph.extract.reading import Reading
from kgraph.extract.tolls import TOLL, Toll, tolls
from kgraph.model import Claim, CountValue, DateValue

_NEXT_DAY = dt.timedelta(days=1)
_GENERIC = frozenset(
    {
        "people",
        "persons",
        "person",
        "others",
        "other",
        "victims",
        "lives",
        "dead",
        "deaths",
        "fatalities",
        "individuals",
        "bodies",
        "wounded",
        "injured",
        "injuries",
        "hostages",
        "casualties",
        "killed",
    }
)


def claims(reading: Reading, account: Account) -> Iterator[Claim]:
    """The tolls of an incident: the best total of each kind, the parts, and superseded figures."""
    day = next(when.date(reading, account), None)
    found = tuple(
        toll for toll in tolls(reading, account) if not _is_of_another_day(reading, toll, day)
    )
    people = harmed(reading, account)
    told: set[str] = set()
    for name, _ in HARMS:
        mine = [toll for toll in found if toll.property == name and not toll.attackers]
        singles = [one for one in people if one.fate == name and not one.attacker]
        for claim in _resolved(reading, name, mine, singles):
            told.add(name)
            yield claim
    yield from _uncounted(reading, people, told)
    attackers = list(_attackers(reading, [toll for toll in found if toll.attackers]))
    yield from attackers or _attackers_alone(reading, account, people, told)


def _is_of_another_day(reading: Reading, toll: Toll, day: Claim | None) -> bool:
    """Whether the verb of a number has a day of its own: "the men suspected of killing nine on Sunday"."""
    if day is None or not isinstance(day.value, DateValue) or day.value.latest is None:
        return False
    mine = [
        value.latest
        for span, value in reading.dates
        if span.root.head.i == toll.word and value.earliest == value.latest
    ]
    return any(other and day.value.latest - other > _NEXT_DAY for other in mine)


# --- persons without a number ---------------------------------------------------------------------


def _uncounted(reading: Reading, people: Sequence[Person], told: set[str]) -> Iterator[Claim]:
    """ "A man was shot dead, his wife was wounded": persons told of one by one, counted by us."""
    for property in ("killed", "wounded", "kidnapped"):
        group = [one for one in people if one.fate == property and not one.attacker]
        if property in told or not group:
            continue
        number = len(group)
        quotes = [_quoted(one) for one in group]
        yield reading.claim(
            property,
            CountValue(
                number,
                number,
                number,
                perpetrators_included=False if property == "killed" else None,
            ),
            quotes,
            according_to=attribution.source_of(reading, quotes[0]),
            confidence=_APART[property] if _are_apart(group) else _COUNTED,
            derived=True,
        )


def _quoted(person: Person) -> Span:
    """The words that say what was worst for a person."""
    noun, word = next((noun, word) for fate, noun, word in person.mentions if fate == person.fate)
    return grammar.between(noun.doc, grammar.core(noun), noun.doc[word.i : word.i + 1])


def _attackers_alone(
    reading: Reading, account: Account, people: Sequence[Person], told: set[str]
) -> Iterator[Claim]:
    """ "The gunman was shot dead", "then killed himself": an attacker who died without being counted."""
    if "killed" in told:
        return
    dead = [one for one in people if one.attacker and one.fate == "killed"]
    own_hand = list(dead_by_own_hand(reading, account))
    if dead:
        quote = _quoted(dead[0])
    elif own_hand and _harmed_others(people, own_hand):
        quote = grammar.trimmed(grammar.clause(grammar.verb_of(own_hand[-1])))
    else:
        return
    yield reading.claim(
        "perpetratorsKilled", CountValue(1, 1, 1), [quote], confidence=0.7, derived=True
    )


def _harmed_others(people: Sequence[Person], own_hand: Sequence[Token]) -> bool:
    """Whether somebody else is dead too than one who is told to have killed himself."""
    words_of = {token.i for token in own_hand}
    return any(
        one.fate == "killed" and not any(word.i in words_of for _, _, word in one.mentions)
        for one in people
    )


# --- from numbers to claims -----------------------------------------------------------------------


def _resolved(
    reading: Reading, property: str, found: Sequence[Toll], singles: Sequence[Person]
) -> Iterator[Claim]:
    """The total, its parts, and what it replaced."""
    for toll in found:
        if toll.superseded:
            yield _claim(reading, toll, toll.value, "superseded")
    found = [toll for toll in found if not toll.superseded]
    if not found:
        return
    total = _stated_total(found)
    sum_of = _addends(total, found)
    beside = [one for one in singles if total.more and _tells_before(one, total)]
    if beside and total.value.best is not None:
        yield _with_singles(reading, total, beside)
        rest: Iterable[Toll] = [toll for toll in found if toll is not total]
    elif len(sum_of) > 1 and total.noun not in _GENERIC:
        yield _sum(reading, property, sum_of)
        rest = found
    else:
        yield _claim(
            reading,
            total,
            replace(total.value, perpetrators_included=False if property == "killed" else None),
            "stated",
            _same_number(total, found),
        )
        rest = [toll for toll in found if toll is not total]
    yield from _parts(reading, total, rest, summed=len(sum_of) > 1 and total.noun not in _GENERIC)


def _tells_before(person: Person, total: Toll) -> bool:
    """Whether the sentence of a number tells of a person first: "a man was shot and two others hurt"."""
    start = total.span.sent.start
    return any(start <= noun.i < total.span.start for _, noun, _ in person.mentions)


# How often persons counted one by one are as many; and where ages or sexes say that they are not the same one.
_COUNTED = 0.6
_APART = {"killed": 0.95, "wounded": 0.8, "kidnapped": 0.8}


def _are_apart(people: Sequence[Person]) -> bool:
    """Whether each two of them are of other ages or sexes."""
    return len(people) > 1 and all(
        (None not in (one.age, other.age) and one.age != other.age)
        or (None not in (one.sex, other.sex) and one.sex != other.sex)
        for one, other in itertools.combinations(people, 2)
    )


def _with_singles(reading: Reading, total: Toll, beside: Sequence[Person]) -> Claim:
    """A number of others and those told of before it, added up."""
    number = (total.value.best or 0) + len(beside)
    included = False if total.property == "killed" else None
    return reading.claim(
        total.property,
        CountValue(number, number, number, perpetrators_included=included),
        [*(_quoted(one) for one in beside), total.quote],
        according_to=attribution.source_of(reading, total.quote),
        confidence=0.7,
        derived=True,
    )


def _stated_total(found: Sequence[Toll]) -> Toll:
    """The number that speaks for all: a later, higher general count beats an early low one."""
    whole = [toll for toll in found if not toll.part] or list(found)
    first_sentence = whole[0].span.sent.start
    lead = [toll for toll in whole if toll.span.sent.start == first_sentence]
    tolls_said = [toll for toll in whole if TOLL.search(toll.quote.text)]
    if tolls_said:
        return tolls_said[-1]
    general = [toll for toll in whole if toll.noun in _GENERIC and not toll.more]
    best = max(general or lead, key=lambda toll: (_size(toll), -toll.span.start))
    return best if general and (_size(best) >= _size(lead[0])) else lead[0]


def _size(toll: Toll) -> int:
    return max(
        number
        for number in (toll.value.best, toll.value.low, toll.value.high, 0)
        if number is not None
    )


def _addends(total: Toll, found: Sequence[Toll]) -> list[Toll]:
    """Numbers under one verb: "killed two staff from the mission and four others"."""
    group = [total]
    for toll in found:
        if (
            toll is total
            or toll.part
            or toll.word != total.word
            or toll.span.start < total.span.end
        ):
            continue
        between = total.span.doc[total.span.end : toll.span.start].text.lower()
        joined = " and " in f" {between} " and not re.search(
            r"\b(including|among|wound|injur)", between
        )
        if joined and toll.value.best is not None and total.value.best is not None:
            group.append(toll)
    return group


def _sum(reading: Reading, property: str, addends: Sequence[Toll]) -> Claim:
    """A total the text leaves to the reader, marked as derived."""
    number = sum(toll.value.best or 0 for toll in addends)
    quote = grammar.between(addends[0].span.doc, addends[0].quote, addends[-1].quote)
    value = CountValue(
        number, number, number, "total", None, False if property == "killed" else None
    )
    return reading.claim(
        property,
        value,
        [quote],
        according_to=attribution.source_of(reading, quote),
        confidence=0.85,
        derived=True,
    )


def _same_number(total: Toll, found: Sequence[Toll]) -> list[Span]:
    return [
        toll.quote
        for toll in found
        if toll is not total and toll.value == total.value and not toll.part
    ][:2]


def _parts(reading: Reading, total: Toll, rest: Iterable[Toll], *, summed: bool) -> Iterator[Claim]:
    """The smaller numbers, each with what it is a part of; one claim a number and noun."""
    seen: set[tuple[int | None, str]] = set() if summed else {(total.value.best, total.noun)}
    for toll in rest:
        key = (toll.value.best, toll.noun)
        if (
            key in seen
            or toll.noun in _GENERIC - {"others"}
            or toll.value.best is None
            or (not summed and _size(toll) > max(_size(total), 1) and total.value.high is not None)
        ):
            continue
        seen.add(key)
        noun = counted(toll.span)
        of = re.sub(r"^[\w ]*?\d+ ", "", grammar.phrase(noun).text) if noun is not None else None
        value = replace(
            toll.value,
            scope="part",
            of=_without_number(of, toll.span.text),
            perpetrators_included=False if toll.property == "killed" else None,
        )
        yield _claim(reading, toll, value, "stated")


def _without_number(words_of: str | None, number: str) -> str | None:
    if words_of is None:
        return None
    shorter = words_of.replace(number, "", 1).strip(" ,-")
    return " ".join(shorter.split()) or None


def _claim(
    reading: Reading, toll: Toll, value: CountValue, certainty: str, more: Iterable[Span] = ()
) -> Claim:
    return reading.claim(
        toll.property,
        value,
        [toll.quote, *more],
        certainty=certainty,  # type: ignore[arg-type]
        according_to=attribution.source_of(reading, toll.quote),
        confidence=0.9 if not toll.part else 0.75,
    )


def _attackers(reading: Reading, found: Sequence[Toll]) -> Iterator[Claim]:
    """Attackers who died are perpetratorsKilled, never among the dead."""
    dead = [toll for toll in found if toll.property == "killed"]
    if dead:
        best = max(dead, key=_size)
        yield replace(_claim(reading, best, best.value, "stated"), property="perpetratorsKilled")
