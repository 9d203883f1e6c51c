"""The numbers of persons that a text gives, each with what befell them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from kgraph.extract import grammar
from kgraph.extract.accounts import Account
from kgraph.extract.counted import counted, is_spared
from kgraph.extract.harm import of_count
from kgraph.extract.harm_words import HARM_OF
from kgraph.extract.lexicon import words
from kgraph.extract.made_up import is_made_up
from kgraph.extract.reading import Reading
from kgraph.extract.toll_words import certainty_of, is_change, is_of_campaign
from kgraph.extract.triggers import OF_SIDES
from kgraph.mentions import text_in
from kgraph.model import Certainty, CountValue

_WOUNDS = frozenset(["injuries", "injury", "wounds", "wound"])
_MORE = re.compile(r"\b(more|others?|another|additional|further|also)\b", re.IGNORECASE)
_DAMAGE = frozenset(
    {
        "vehicles",
        "cars",
        "trucks",
        "lorries",
        "buses",
        "trains",
        "boats",
        "ships",
        "planes",
        "motorcycles",
        "houses",
        "homes",
        "buildings",
        "shops",
        "km",
        "miles",
        "rounds",
        "shots",
        "bullets",
        "bombs",
        "explosions",
        "blasts",
        "years",
        "days",
        "hours",
        "minutes",
        "times",
        "kilometres",
        "kilometers",
        "attacks",
        "bombings",
        "airstrikes",
        "strikes",
        "raids",
        "shootings",
        "incidents",
        "cases",
        "months",
        "weeks",
        "decades",
        "rockets",
        "missiles",
        "drones",
        "aircraft",
        "helicopters",
        "tanks",
        "cattle",
        "cows",
        "camels",
        "goats",
        "livestock",
        "sheep",
        "animals",
        "dogs",
        "charges",
        "charge",
        "counts",
        "count",
    }
)


@dataclass(frozen=True, slots=True)
class Toll:
    """One number of persons with what befell them, as one place of the text says it."""

    property: str
    value: CountValue
    span: Span
    quote: Span
    word: int
    noun: str
    attackers: bool
    part: bool
    more: bool
    certainty: Certainty = "stated"


def tolls(reading: Reading, account: Account) -> Iterator[Toll]:
    """Every number of persons in the account's words that says what befell them."""
    yield from _numbered(reading, account)
    yield from _manifold(account)


_TIMES = {"double": 2, "triple": 3, "quadruple": 4}
_MANIFOLD = {
    **dict.fromkeys(("homicide", "murder", "slaying", "killing"), "killed"),
    **dict.fromkeys(("shooting", "stabbing"), "wounded"),
}


def _manifold(account: Account) -> Iterator[Toll]:
    """ "A triple homicide", "a double shooting", "a double fatal shooting"; not "four triple shootings"."""
    for word in account.words:
        number = _TIMES.get(word.lower_)
        if number is None:
            continue
        following = word.doc[word.i + 1 : word.sent.end]
        fatal = following[:1].text.lower() in ("fatal", "deadly")
        deed = following[1 if fatal else 0] if len(following) > fatal else word
        name = "killed" if fatal else _MANIFOLD.get(deed.lower_)
        if name is None or deed.lower_ not in _MANIFOLD:
            continue
        span, quote = word.doc[word.i : word.i + 1], word.doc[word.i : deed.i + 1]
        value = CountValue(number, number, number)
        yield Toll(name, value, span, quote, deed.i, "victims", False, False, False)


def _numbered(reading: Reading, account: Account) -> Iterator[Toll]:
    for span, value in reading.counts:
        if not account.owns(span):
            continue
        noun = counted(span)
        if (noun is not None and noun.lower_ in _DAMAGE) or _is_of_others(span, noun):
            continue
        harm = of_count(span, noun)
        if harm is None or is_change(span) or is_of_campaign(span) or is_made_up(span):
            continue
        property, word = harm
        if property == "freed" and (
            grammar.among(grammar.verb_of(word), _DEMANDS) or _is_from_hospital(word)
        ):
            continue
        if _is_of_both(value, word) or _is_of_mishap(account, value, word):
            continue
        if grammar.is_negated(word) or (
            value.words and noun is not None and noun.lower_ in _WOUNDS
        ):
            continue
        head = noun if noun is not None and span.root.dep_ == "nummod" else span.root
        freed = _freed(head) if property == "kidnapped" else None
        told = [] if freed is not None and _is_some_of(span) else [(property, word)]
        told += [(name, word) for name in _joined(word) if name != property]
        told += [("freed", freed)] if freed is not None else []
        for name, said in told:
            toll = _toll(span, value, noun, name, said)
            struck = toll.attackers and _are_struck(account, said)
            yield replace(toll, attackers=False) if struck else toll


def counts_both(reading: Reading, account: Account) -> bool:
    """Whether a number of an account counts its dead and wounded together."""
    for span, value in reading.counts:
        harm = of_count(span, counted(span)) if account.owns(span) else None
        if harm is not None and _is_of_both(value, harm[1]):
            return True
    return False


def _is_of_both(value: CountValue, word: Token) -> bool:
    """Whether a number counts dead and wounded together: "50 people were killed and wounded"."""
    following = word.doc[word.i + 1 : min(word.i + 4, word.sent.end)]
    behind = len(following) > 1 and following[0].lower_ in ("and", "or")
    alone = len(following) < 3 or following[2].pos_ in ("PUNCT", "ADP", "SCONJ", "SPACE", "ADV")
    beside = [*_joined(word), *([HARM_OF.get(following[1].lower_)] if behind and alone else [])]
    both = any({HARM_OF.get(word.lower_), other} == {"killed", "wounded"} for other in beside)
    return both and value.best is not None and value.best > 1


def _is_of_mishap(account: Account, value: CountValue, word: Token) -> bool:
    """Whether nobody was hurt in something else than the attack: "nobody was hurt in that blaze"."""
    mishap = any(
        token.lower_ in _MISHAPS and grammar.preposition(token) == "in" for token in word.subtree
    )
    return value.best == 0 and mishap and account.types[0] in _OF_HANDS


_MISHAPS = frozenset("blaze fire accident crash collision derailment".split())
_OF_HANDS = frozenset(
    "shooting armed-assault stabbing assassination kidnapping robbery clash ambush".split()
)


def _freed(noun: Token) -> Token | None:
    """The verb that says of those taken that they are free: "students kidnapped in March have been released"."""
    verb = noun.head
    if noun.dep_ == "nsubj:pass" and HARM_OF.get(verb.lower_) == "freed":
        return verb
    free = any(item.lower_ in ("freedom", "liberty") for item in grammar.objects(verb))
    gained = grammar.among(verb, ("regain", "gain")) and free
    return verb if noun.dep_ == "nsubj" and gained else None


def _is_some_of(span: Span) -> bool:
    """ "Twenty-three of the 26"."""
    return span.doc[span.end : span.end + 2].text.lower() in ("of the", "of those")


def _joined(word: Token) -> Iterator[str]:
    """What the other verb before one object says of it: "killing and wounding scores"."""
    before = word.doc[max(word.sent.start, word.i - 2) : word.i]
    if len(before) == 2 and before[1].lower_ == "and" and before[0].tag_ == word.tag_:
        found = HARM_OF.get(before[0].lower_)
        yield from () if found is None else (found,)


def _are_struck(account: Account, word: Token) -> bool:
    """Whether those whom a word says were harmed were so by a state's forces: "militants were killed in an air strike"."""
    here = [trigger for trigger in account.triggers if trigger.sentence.start == word.sent.start]
    if any(trigger.type in OF_SIDES and not trigger.definite for trigger in here):
        return True
    attacked = any(trigger.strong and trigger.type not in OF_SIDES for trigger in account.triggers)
    if any(item.lower_ in words("persons", "attackers") for item in _subjects(word)):
        return True  # "bandits kill two vigilantes"
    return not attacked and any(
        item.lower_ in words("state", "officers") or grammar.among(item, _FORCES)
        for item in _subjects(word)
    )


def _subjects(word: Token) -> Iterator[Token]:
    """Those who do what a word says, as far as its verb is active, or "by" names them."""
    verb = grammar.verb_of(word)
    active = verb.pos_ == "VERB" and not grammar.among(verb, ("die", "perish"))
    for subject in (*(grammar.doers(verb) if active else ()), *grammar.agents(word)):
        yield from grammar.conjuncts(subject)


_FORCES = frozenset({"force", "troop", "marine", "commando"})


def _is_from_hospital(word: Token) -> bool:
    """Whether those released were in a hospital, as this sentence or the one before says."""
    first = word.doc[max(word.sent.start - 1, 0)].sent.start
    return _CARED_FOR.search(word.doc[first : word.sent.end].text) is not None


_CARED_FOR = re.compile(r"\b(?:hospital\w*|(?:critical|serious|stable|fair|good) condition)\b")


# Whoever calls for the release of two says that they are not free.
_DEMANDS = frozenset("call demand urge seek request press appeal negotiate".split())
# What befell others than the dead and wounded, right behind a number.
_OTHERWISE = frozenset(
    "displaced evacuated homeless stranded trapped fled affected displacing".split()
)


def _is_of_others(span: Span, noun: Token | None) -> bool:
    """Whether a number is not of those harmed: "all but one", "stabbed by three women", "half a million displaced"."""
    doc, end = span.doc, max(span.end, noun.i + 1 if noun is not None else 0)
    if any(token.lower_ in _OTHERWISE for token in doc[end : end + 1]):
        return True
    agent = noun is not None and noun.dep_ == "obl:agent" and noun.i >= span.end
    return is_spared(span) or agent or (noun is None and _is_age(span))


def _is_age(span: Span) -> bool:
    """Whether a number is somebody's age: "the injured man, 33, was stable", "two men, 33 and 51, were hurt"."""
    doc, start = span.doc, span.start
    while start > span.sent.start and (
        doc[start - 1].text in (",", "and") or _is_short(doc[start - 1].text)
    ):
        start -= 1
    apart = start < span.start and doc[start].text == ","
    persons = (
        doc[start - 1].lower_ in words("persons", "people") or doc[start - 1].ent_type_ == "PER"
    )
    return (
        apart and persons and _is_short(span.text) and doc[span.end : span.end + 1].text in _BESIDE
    )


_BESIDE = (",", "and")


def _is_short(number: str) -> bool:
    return number.isdigit() and len(number) < 3


def _toll(span: Span, value: CountValue, noun: Token | None, property: str, word: Token) -> Toll:
    quote = grammar.between(span.doc, span, span.doc[word.i : word.i + 1])
    if noun is not None:
        quote = grammar.between(span.doc, quote, span.doc[noun.i : noun.i + 1])
    before = span.doc[max(span.sent.start, span.start - 4) : span.start].text.lower().split()
    after = span.doc[span.end : min(span.end + 3, span.sent.end)].text.lower().split()
    part = any(
        cue in before for cue in ("including", "among", "include", "includes", "included")
    ) or after[:2] in (["of", "them"], ["of", "whom"], ["of", "the"])
    part = part or _AMONG.match(_behind(span, noun)) is not None
    head = noun.lower_ if noun is not None else ""
    attackers = (
        head in words("persons", "attackers")
        or _killed_the_attacker(noun)
        or (noun is None and _goes_on_from_attackers(span))
        or (part and noun is not None and noun.head.lower_ in words("persons", "attackers"))
    ) and property != "arrested"
    return Toll(
        property,
        value,
        span,
        quote,
        word.i,
        head,
        attackers,
        part,
        bool(_MORE.search(quote.text)),
        certainty_of(span, word),
    )


_AMONG = re.compile(r"\W*(?:(?:was|were|are|is) )?among (?:the|those|them)\b")


def _behind(span: Span, noun: Token | None) -> str:
    """The text of its sentence behind a number and its noun."""
    end = max(span.end, noun.i + 1 if noun is not None else 0)
    return text_in(span.doc[end : span.sent.end]) if end < span.sent.end else ""


def _goes_on_from_attackers(span: Span) -> bool:
    """Whether a bare number divides the attackers just counted: "four attackers died: one blew himself up, three were shot"."""
    before = span.doc[span.sent.start : span.start]
    persons = words("persons", "people") | words("persons", "attackers")
    counted_ = [
        token
        for token in before
        if token.lower_ in persons and any(child.dep_ == "nummod" for child in token.children)
    ]
    return bool(counted_) and counted_[-1].lower_ in words("persons", "attackers")


def _killed_the_attacker(noun: Token | None) -> bool:
    return noun is not None and any(
        child.lower_ in words("persons", "attackers")
        for child in noun.children
        if child.dep_ in ("compound", "amod")
    )
