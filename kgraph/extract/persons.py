"""Persons whom a text tells of one by one: the words for each, what befell them, and who is the same person."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator, Sequence

from spacy.tokens import Token

from kgraph.extract import grammar
from kgraph.extract.accounts import Account
from kgraph.extract.attackers import doing
from kgraph.extract.fates import fate_of
from kgraph.extract.lexicon import words
from kgraph.extract.named_harm import is_of_kin
from kgraph.extract.person import FATES, PRONOUNS, Person, entity_of, is_attacker
from kgraph.extract.reading import Reading
from kgraph.extract.sameness import same_person
from kgraph.extract.triggers import Trigger
from kgraph.mentions import text_of

_MALE = frozenset(
    "he him man boy father son brother husband grandfather uncle nephew grandson boyfriend male".split()
)
_FEMALE = frozenset(
    "she her woman girl mother daughter sister wife grandmother aunt niece granddaughter girlfriend female".split()
)
_CHILDREN = frozenset("boy girl child toddler baby infant".split())
_GROWN = frozenset("man woman mother father grandmother grandfather husband wife officer".split())
_NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen twenty".split(),
        start=1,
    )
}
_AGE_BEFORE = re.compile(
    r"((?:twenty-|thirty-|forty-|fifty-)?\w+) ?- ?(year|month|week|day)s?(?: ?- ?| )old(?: [\w'’-]+){0,4}$",
    re.IGNORECASE,
)
_AGE_AFTER = re.compile(r"^(?: [\w'’.-]+){0,2}, (\d{1,2})(?:,|\.|$)")
_BY_POLICE = re.compile(
    r"\b(?:officer|police|deputy)[- ]involved|\bshot (?:and killed |dead )?by (?:\w+ ){0,2}(?:police|officers?|deput(?:y|ies)|troopers?)\b"
    r"|\b(?:police|officers?|deput(?:y|ies)|troopers?) (?:\w+ )?(?:shot|shoots?|kills?|killed)\b",
    re.IGNORECASE,
)


def harmed(reading: Reading, account: Account, *, others: bool) -> list[Person]:
    """The persons of an account whom no number counts, each once, with what befell them.

    `others` tells that numbers count others who were harmed, so that whom police shot is no victim of theirs alone.
    """
    found: list[Person] = []
    fates = list(_fates(account))
    others = others or any(_is_of_attack(token, word) for token, (_, word) in fates)
    by_police = not others and _BY_POLICE.search(text_of(reading.doc)) is not None
    doers = {token.i for trigger in account.triggers for token in _doers_of(trigger)}
    for token, fate in fates:
        mention = _described(reading, token, by_police)
        mention.attacker = mention.attacker or token.i in doers or _is_stopped(token, doers)
        person = same_person(found, mention, token, fate[0])
        if person is None:
            found.append(mention)
            person = mention
        person.name, person.age = person.name or mention.name, person.age or mention.age
        person.sex = person.sex or mention.sex
        person.grown = mention.grown if person.grown is None else person.grown
        person.mentions.append((fate[0], token, fate[1]))
    return found


def _fates(account: Account) -> Iterator[tuple[Token, tuple[str, Token]]]:
    """The words for persons, each with what befell them and the word that says so."""
    for token in account.words:
        fate = fate_of(token)
        if fate is None or fate[0] not in FATES or _is_kin(token):
            continue
        if not grammar.is_counterfactual(fate[1]):
            yield token, fate


def _is_of_attack(token: Token, word: Token) -> bool:
    """Whether somebody was harmed by an attacker, for all the words say: not one whom officers shot, nor who died."""
    verb = grammar.verb_of(word)
    by = [
        *grammar.doers(verb),
        *(one for item in grammar.children(verb, "conj") for one in grammar.agents(item)),
    ]
    named = token.lower_ in PRONOUNS or token.lower_ in words("persons", "attackers")
    apposed = token.dep_ == "appos" and is_attacker(token.head)
    hit = verb.pos_ == "VERB" and not grammar.among(verb, ("die", "perish", "find", "pronounce"))
    return hit and not (
        named or apposed or any(one.lower_ in words("state", "officers") for one in by)
    )


def _is_kin(token: Token) -> bool:
    """Whether a name only says whose kin was harmed: "the sister of Ann Lund"."""
    name = token.head if token.dep_ in ("nmod:desc", "compound") else token
    return name.ent_type_ == "PER" and is_of_kin(entity_of(name))


def _doers_of(trigger: Trigger) -> list[Token]:
    """Who harms or attacks somebody: "a man" of "a man stabbed two people before being shot dead"."""
    verb = trigger.head
    done = trigger.real and verb.pos_ == "VERB" and bool(grammar.objects(verb))
    return doing(verb, done)


def _described(reading: Reading, token: Token, by_police: bool) -> Person:
    actor = reading.actor_at(token.i, token.i + 1)
    name = actor[1].name if actor and actor[1].cls == "Person" else None
    if name is None and token.ent_type_ == "PER":
        name = entity_of(token).text
    sex = "m" if token.lower_ in _MALE else "f" if token.lower_ in _FEMALE else None
    known = token.lower_ in _CHILDREN | _GROWN
    grown = token.lower_ in _GROWN if known else None
    attacker = token.head if token.dep_ == "appos" else token  # "the assailant, a 19-year-old,"
    return Person(name, _age(token), sex, grown, is_attacker(attacker) and not by_police)


def _is_stopped(token: Token, doers: Collection[int]) -> bool:
    """Whether it is a doer whom officers stop: "a man stabbed two before officers shot him dead"."""
    if token.lower_ not in ("him", "her") or token.dep_ != "obj":
        return False
    officers = words("state", "officers")
    acting = (token.doc[i].lower_ for i in doers if i < token.i)
    by_officers = any(one.lower_ in officers for one in grammar.doers(token.head))
    return by_officers and any(word not in officers for word in acting)


def _age(token: Token) -> str | None:
    """The age that the person's own phrase tells: "16 year", "21 month"."""
    sentence = token.sent
    before = token.doc[max(sentence.start, token.i - 9) : token.i + 1].text
    if match := _AGE_BEFORE.search(before):
        number, unit = match.groups()
        return f"{_NUMBERS.get(number.lower(), number.lower())} {unit.lower()}"
    after = token.doc[token.i + 1 : min(token.i + 7, sentence.end)].text
    following = _AGE_AFTER.match(after if after[:1] == "," else f" {after}")
    return f"{following[1]} year" if following else None


def are_apart(people: Sequence[Person]) -> bool:
    """Whether each two of them are of other ages or sexes."""
    return len(people) > 1 and all(
        (None not in (one.age, other.age) and one.age != other.age)
        or (None not in (one.sex, other.sex) and one.sex != other.sex)
        for one, other in itertools.combinations(people, 2)
    )


def are_introduced(people: Sequence[Person]) -> bool:
    """Whether they are apart, each new in a sentence: "A man was shot dead. A woman was found dead"."""
    nouns = [person.mentions[0][1] for person in people]
    new = [noun for noun in nouns if any(child.lower_ in ("a", "an") for child in noun.children)]
    return are_apart(people) and len({noun.sent.start for noun in new}) == len(nouns)


def dead_by_own_hand(reading: Reading, account: Account) -> Iterator[Token]:
    """The words by which an attacker is told to have killed himself after he had harmed others."""
    for match in _OWN_HAND.finditer(text_of(reading.doc)):
        told = match.span("own") if match["own"] else match.span()
        span = reading.doc.char_span(*told, alignment_mode="expand")
        if span is not None and account.owns(span):
            yield from span


_OWN_HAND = re.compile(
    r"\b(?<!attempted )(?:murder[- ]|homicide[-/ ])suicides?\b|\b(?:before|then|and|later) (?:\w+ ){0,2}?(?:turn(?:ed|ing) (?:the|his|her|a) (?:gun|weapon|rifle|pistol) on|"
    r"kill(?:ed|ing)|shooting and killing|shot and killed|fatally (?:shot|shooting)) (?:himself|herself)\b"
    r"|\bkill(?:s|ed|ing)?\b(?: (?!and\b)[\w'’,-]+){1,8} (?P<own>(?:and|then) (?:then )?(?:himself|herself))\b"
    r"|\b(?:took|taking|taken) (?:his|her) own life\b|\bkilled (?:himself|herself)\b",
    re.IGNORECASE,
)
