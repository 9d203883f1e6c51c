"""Persons whom a text tells of one by one: the words for each, what befell them, and who is the same person."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from kgraph.extract.accounts import Account
from kgraph.extract.harm import befell
from kgraph.extract.lexicon import words
from kgraph.extract.reading import Reading
from kgraph.mentions import text_of

_MALE = frozenset(
    "he him man boy father son brother husband grandfather uncle nephew grandson boyfriend male".split()
)
_FEMALE = frozenset(
    "she her woman girl mother daughter sister wife grandmother aunt niece granddaughter girlfriend female".split()
)
_PRONOUNS = frozenset("he she him her".split())
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
_FATES = ("killed", "wounded", "kidnapped")
_BY_POLICE = re.compile(
    r"\b(?:officer|police|deputy)[- ]involved|\bshot (?:and killed |dead )?by (?:\w+ ){0,2}(?:police|officers?|deput(?:y|ies)|troopers?)\b"
    r"|\b(?:police|officers?|deput(?:y|ies)|troopers?) (?:\w+ )?(?:shot|shoots?|kills?|killed)\b",
    re.IGNORECASE,
)

# --- what stands around a person ------------------------------------------------------------------

_DEAD = (
    r"(?:(?:found |accidentally |fatally |then )*(?:shot|stabbed|beaten|gunned down|hit|struck)(?: [\w'’-]+){0,8}?,? "
    r"(?:to death|dead\b|and (?:later |was |then )*(?:killed|died|pronounced dead))"
    r"|fatally (?:shot|wounded|stabbed|injured|struck)|(?:found |pronounced |declared )?dead\b|killed|slain|murdered"
    r"|die[sd]\b|succumbed|gunned down)"
)
_HURT = (
    r"(?:(?:critically |seriously |severely |slightly |accidentally )*(?:shot|wounded|injured|hurt|grazed|stabbed)"
    r"|in (?:critical|serious|stable|grave|fair|good)\b[\w ,]{0,20}condition)"
)
_AUXILIARIES = (
    r"(?:(?:was|were|is|has|had|been|being|got) )(?:(?:been|being|also|later|reportedly|apparently|then|just|both|"
    r"accidentally|tragically|critically|seriously) )*"
)
_APPOSED = r"(?:(?:,? \d{1,3},| \(\d{1,3}\))|, [^,;:\n]{2,60},)?"
# Without an auxiliary, what follows shows that it is no active verb: "Man shot in Troy".
_CLOSED = r"(?=\s*(?:$|[,;.\n-]|in\b|at\b|on\b|near\b|while\b|during\b|outside\b|inside\b|by\b|after\b|when\b|multiple\b|several\b|twice\b))"
_KILLED_AFTER = re.compile(
    rf"{_APPOSED} (?:who )?(?:{_AUXILIARIES}{_DEAD}|(?:die[sd]|dead|succumbed)\b|{_DEAD}{_CLOSED})",
    re.IGNORECASE,
)
_HURT_AFTER = re.compile(
    rf"{_APPOSED} (?:who )?(?:{_AUXILIARIES}{_HURT}\b|{_HURT}{_CLOSED})", re.IGNORECASE
)
_PHRASE = (
    r"(?:(?!and\b|or\b|in\b|of\b|at\b|on\b|to\b|by\b|with\b|for\b|who\b|from\b|when\b|after\b|that\b|was\b|is\b|down\b)"
    r"[\w'’.-]+ ){0,6}$"
)
_KILLED_BEFORE = re.compile(
    rf"\b(?:killing|killed|kills|slaying of|murder of|death of|fatal (?:\w+ )?shooting of|shooting death of|"
    rf"fatally (?:shot|shooting|shoots|wounding|wounded|stabbed)|shot dead|shot and killed) {_PHRASE}",
    re.IGNORECASE,
)
_HURT_BEFORE = re.compile(
    rf"\b(?:wounding|wounds|wounded|injuring|injures|injured|(?<!fatal )(?<!deadly )shooting of) {_PHRASE}",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Person:
    """One person with every word that says what befell them."""

    name: str | None
    age: str | None
    sex: str | None
    grown: bool | None
    attacker: bool
    mentions: list[tuple[str, Token, Token]] = field(default_factory=list)  # fate, noun, its word

    @property
    def fate(self) -> str:
        """The worst that befell them."""
        fates = {fate for fate, _, _ in self.mentions}
        return next(fate for fate in _FATES if fate in fates)


def harmed(reading: Reading, account: Account) -> list[Person]:
    """The persons of an account whom no number counts, each once, with what befell them."""
    found: list[Person] = []
    by_police = _BY_POLICE.search(text_of(reading.doc)) is not None
    for token in reading.doc:
        if token.i not in account.tokens or (fate := _fate(token)) is None or fate[0] not in _FATES:
            continue
        mention = _described(reading, token, by_police)
        person = _same(found, mention, token, fate[0])
        if person is None:
            found.append(mention)
            person = mention
        person.name, person.age = person.name or mention.name, person.age or mention.age
        person.sex = person.sex or mention.sex
        person.grown = mention.grown if person.grown is None else person.grown
        person.mentions.append((fate[0], token, fate[1]))
    return found


def _fate(token: Token) -> tuple[str, Token] | None:
    if not is_one_person(token) and not _is_attacker(token):
        return None
    if any(item.lower_ in ("neither", "nobody") for item in token.doc[token.sent.start : token.i]):
        return None
    return _by_order(token) or (None if _is_attacker(token) else befell(token))


def _by_order(token: Token) -> tuple[str, Token] | None:
    """What the words right behind or before a person say befell them, whatever the parse."""
    doc, sentence = token.doc, token.sent
    end = max((item.i for item in token.subtree if item.dep_ == "flat"), default=token.i)
    after = doc[end + 1 : min(end + 30, sentence.end)].text
    after = after if after[:1] in ",;(" else f" {after}"
    if token.lower_ in _PRONOUNS:
        return None
    for fate, pattern in (("killed", _KILLED_AFTER), ("wounded", _HURT_AFTER)):
        if match := pattern.match(after):
            return fate, _last_word(token, end, len(match.group().strip()))
    if _is_attacker(token):
        return None
    before = doc[max(sentence.start, token.i - 12) : token.i].text + " "
    for fate, pattern in (("killed", _KILLED_BEFORE), ("wounded", _HURT_BEFORE)):
        if match := pattern.search(before):
            back = len(before.strip()) - match.start()
            first = doc.char_span(max(token.idx - back - 1, 0), token.idx, alignment_mode="expand")
            return fate, first[0] if first is not None else token
    return None


def _last_word(token: Token, end: int, length: int) -> Token:
    """The token in which the matched words end."""
    stop = token.doc[end].idx + len(token.doc[end]) + length
    following = [item for item in token.doc[end + 1 : token.sent.end] if item.idx < stop]
    return following[-1] if following else token


# --- one person or two ----------------------------------------------------------------------------


def is_one_person(token: Token) -> bool:
    """A noun, name or pronoun for one person, not an attacker."""
    if token.lower_ == "old" and token.i > 2 and token.nbor(-2).lower_ in ("year", "month"):
        return token.nbor(-1).text == "-" and not _is_followed_by_noun(token)
    if token.lower_ == "another" and token.pos_ in ("DET", "PRON", "ADJ"):
        return token.dep_ not in ("det", "amod")
    if token.ent_type_ == "PER":
        return token.dep_ not in ("flat", "compound") and _entity(token).root.i == token.i
    if token.lower_ in _PRONOUNS and token.pos_ == "PRON":
        return token.dep_ in ("nsubj", "nsubj:pass", "obj")
    if _is_attacker(token) or token.lower_ not in words("persons", "people"):
        return False
    single = token.morph.get("Number", []) == ["Sing"] and token.pos_ in ("NOUN", "PROPN")
    return (
        single
        and token.dep_ not in ("compound", "amod", "nmod:poss")
        and not any(
            child.dep_ == "nummod" and child.lower_ not in ("1", "one") for child in token.children
        )
    )


def _is_followed_by_noun(token: Token) -> bool:
    """Whether an age only describes the person behind it: "a 6-year-old boy"."""
    following = token.doc[token.i + 1 : min(token.i + 5, token.sent.end)]
    for item in following:
        if item.lower_ in words("persons", "people") or item.ent_type_ == "PER":
            return True
        if item.pos_ not in ("ADJ", "NOUN", "PROPN") or item.lower_ in ("shot", "killed", "dead"):
            return False
    return False


def _is_attacker(token: Token) -> bool:
    return (
        token.lower_ in words("persons", "attackers")
        and token.morph.get("Number", []) == ["Sing"]
        and token.pos_ == "NOUN"
        and token.dep_ not in ("compound", "amod")
    )


def _entity(token: Token) -> Span:
    """The named entity that a token is part of."""
    doc, start, end = token.doc, token.i, token.i + 1
    while doc[start].ent_iob_ == "I" and start > 0:
        start -= 1
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    return doc[start:end]


def _described(reading: Reading, token: Token, by_police: bool) -> Person:
    actor = reading.actor_at(token.i, token.i + 1)
    name = actor[1].name if actor and actor[1].cls == "Person" else None
    if name is None and token.ent_type_ == "PER":
        name = _entity(token).text
    sex = "m" if token.lower_ in _MALE else "f" if token.lower_ in _FEMALE else None
    known = token.lower_ in _CHILDREN | _GROWN
    grown = token.lower_ in _GROWN if known else None
    return Person(name, _age(token), sex, grown, _is_attacker(token) and not by_police)


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


def _same(found: list[Person], mention: Person, token: Token, fate: str) -> Person | None:
    """The person already told of whom a mention means: one of the same noun and fate first, then the last."""
    if _is_further(token) and any(_in_sentence(person, token) for person in found):
        return None
    fitting = [
        person
        for person in reversed(found)
        if _agree(person.age, mention.age)
        and _agree(person.grown, mention.grown)
        and _agree(person.sex, mention.sex)
        and _agree(_surname(person.name), _surname(mention.name))
        and person.attacker == mention.attacker
        and not _is_listed_with(person, token)
        and (_is_named_alike(person, mention) or not _side_by_side(person, token))
    ]
    return max(fitting, key=lambda person: _closeness(person, token, fate), default=None)


def _closeness(person: Person, token: Token, fate: str) -> tuple[bool, bool]:
    nouns = {noun.lower_ for _, noun, _ in person.mentions}
    return token.lower_ in nouns, person.fate == fate


def _is_further(token: Token) -> bool:
    """ "Another", "a second man", "the other"."""
    further = ("another", "second", "third", "other")
    return token.lower_ == "another" or any(child.lower_ in further for child in token.children)


def _in_sentence(person: Person, token: Token) -> bool:
    return any(noun.sent.start == token.sent.start for _, noun, _ in person.mentions)


def _agree(one: object, other: object) -> bool:
    return one is None or other is None or one == other


def _is_named_alike(person: Person, mention: Person) -> bool:
    return person.name is not None and person.name == mention.name


def _surname(name: str | None) -> str | None:
    """The last part of a name; none of a bare first name, which can be anybody's who was told of."""
    parts = re.sub(r"(,? (jr|sr)\.?|['’]s)$", "", name.lower()).split() if name else []
    return parts[-1] if len(parts) > 1 else None


def _side_by_side(person: Person, token: Token) -> bool:
    """Whether one sentence tells of both in nouns of their own: "a driver and a passenger"."""
    if token.lower_ in _PRONOUNS or _points_back(token):
        return False
    return any(
        noun.sent.start == token.sent.start and noun.lower_ != token.lower_
        for _, noun, _ in person.mentions
        if noun.lower_ not in _PRONOUNS and not _is_apposed(noun, token)
    )


def _is_listed_with(person: Person, token: Token) -> bool:
    """Whether "and" stands between the two: "a Chinese hostage and a Norwegian hostage"."""
    return token.dep_ == "conj" and any(noun.i == token.head.i for _, noun, _ in person.mentions)


def _points_back(token: Token) -> bool:
    return any(child.lower_ == "the" for child in token.children)


def _is_apposed(noun: Token, token: Token) -> bool:
    """ "The victim, John Smith, …" are one."""
    return (token.head.i == noun.i and token.dep_ in ("appos", "flat", "compound", "nmod")) or (
        noun.head.i == token.i and noun.dep_ in ("appos", "flat", "compound", "nmod")
    )


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
        span = reading.doc.char_span(*match.span(), alignment_mode="expand")
        if span is not None and account.owns(span):
            yield from span


_OWN_HAND = re.compile(
    r"\b(?<!attempted )murder[- ]suicides?\b|\b(?:before|then|and|later) (?:\w+ ){0,2}?(?:turn(?:ed|ing) (?:the|his|her|a) (?:gun|weapon|rifle|pistol) on|"
    r"kill(?:ed|ing)|shooting and killing|shot and killed|fatally (?:shot|shooting)) (?:himself|herself)\b"
    r"|\b(?:took|taking|taken) (?:his|her) own life\b|\bkilled (?:himself|herself)\b",
    re.IGNORECASE,
)
