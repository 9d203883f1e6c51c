"""The numbers of persons that a text gives, each with what befell them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from kgraph.extract import grammar
from kgraph.extract.accounts import Account
from kgraph.extract.counted import counted
from kgraph.extract.harm import of_count
from kgraph.extract.harm_words import HARM_OF
from kgraph.extract.lexicon import words
from kgraph.extract.reading import Reading
from kgraph.extract.triggers import OF_SIDES
from kgraph.mentions import text_in
from kgraph.model import Certainty, CountValue

_WOUNDS = frozenset(["injuries", "injury", "wounds", "wound"])
TOLL = re.compile(r"(death )?toll", re.IGNORECASE)
_MORE = re.compile(r"\b(more|others?|another|additional|further|also)\b", re.IGNORECASE)
_REVISED = re.compile(
    r"\b(revised|ros[et]|risen|raised|increased|climbed|reduced|cut|earlier|initial(ly)?|previous(ly)?|lowered|corrected|first (put|reported|said))\b",
    re.IGNORECASE,
)
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
    for span, value in reading.counts:
        if not account.owns(span):
            continue
        noun = counted(span)
        if (noun is not None and noun.lower_ in _DAMAGE) or _is_of_others(span, noun):
            continue
        harm = of_count(span, noun)
        if harm is None or _is_change(span) or is_of_campaign(span):
            continue
        property, word = harm
        if property == "freed" and (
            grammar.among(grammar.verb_of(word), _DEMANDS) or _is_from_hospital(word)
        ):
            continue
        if grammar.is_negated(word) or (
            value.words and noun is not None and noun.lower_ in _WOUNDS
        ):
            continue
        for name in dict.fromkeys((property, *_joined(word))):
            toll = _toll(span, value, noun, name, word)
            struck = toll.attackers and _are_struck(account, word)
            yield replace(toll, attackers=False) if struck else toll


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
    for subject in (*grammar.doers(verb), *grammar.agents(word)):
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
    before = doc[max(span.start - 2, 0) : span.start].text.lower()
    agent = noun is not None and noun.dep_ == "obl:agent" and noun.i >= span.end
    return before == "all but" or agent


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
        _certainty(span, word),
    )


def _certainty(span: Span, word: Token) -> Certainty:
    """Whether a number still holds, and whether anybody was harmed at all."""
    if grammar.is_counterfactual(word):
        return "hypothetical"
    if _is_superseded(span):
        return "superseded"
    before = text_in(span.sent)[: span.start_char - span.sent.start_char]
    return "claimed" if _OTHERWISE_PUT.search(before) else "stated"


_OTHERWISE_PUT = re.compile(
    r"\b(?:lower|smaller|higher|larger|different|conflicting) (?:death )?(?:toll|figure|count)s? of (?:\w+ ){0,2}$",
    re.IGNORECASE,
)


_AMONG = re.compile(r"\W*(?:(?:was|were|are|is) )?among (?:the|those|them)\b")


def _behind(span: Span, noun: Token | None) -> str:
    """The text of its sentence behind a number and its noun."""
    end = max(span.end, noun.i + 1 if noun is not None else 0)
    return text_in(span.doc[end : span.sent.end]) if end < span.sent.end else ""


def _killed_the_attacker(noun: Token | None) -> bool:
    return noun is not None and any(
        child.lower_ in words("persons", "attackers")
        for child in noun.children
        if child.dep_ in ("compound", "amod")
    )


_BY = re.compile(
    r"\bby (?:about |around |nearly |some |at least |more than |over )?$", re.IGNORECASE
)


def _is_change(span: Span) -> bool:
    """ "The toll was revised down by about 100": how much a number changed is no number of persons."""
    before = span.doc[max(span.sent.start, span.start - 4) : span.start].text_with_ws
    return _BY.search(before) is not None and TOLL.search(text_in(span.sent)) is not None


_OF_CAMPAIGN = re.compile(
    r"\b(?:bringing|raising|taking|pushing) (?:to (?P<before>[\w,]+) )?the (?:total )?number of (?:\w+ ){1,5}?"
    r"(?:killed|dead|wounded|injured) (?:in|since|during|this|so)\b(?(before)|[^;:.]{0,60} to (?P<behind>[\w,]+))",
    re.IGNORECASE,
)


_SINCE_YEARS = re.compile(
    r"\b(?:have|has) (?:\w+ )?(?:been (?:\w+ )?(?:killed|murdered|wounded|injured|shot|kidnapped|abducted)|died)\b"
    r"[^;:.]{0,60}\bsince (?:\w+ )?(?:(?:19|20)\d\d\b|the (?:start|beginning|outbreak)"
    r"|(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
    r"|[^;:.]{0,30}\b(?:campaign|insurgency|war|conflict)\b)",
    re.IGNORECASE,
)


_WARS = r"(?:conflict|insurgency|civil war|war|uprising|rebellion|jihad)"
_OF_WAR = re.compile(
    rf"\b{_WARS}\b[^.;:]{{0,60}}\b(?:has|have|had) (?:\w+ )?(?:left|killed|claimed|cost|caused)\b[^.;:]{{0,40}}"
    rf"|\b(?:violence|unrest|fighting|crisis|bloodshed|attacks)\b[^.;:]{{0,40}}\b(?:has|have) (?:\w+ )?(?:left|killed|claimed|cost)\b"
    rf"[^.;:]{{0,60}}\b(?:since|over the past|in the (?:past|last)|this year)\b"
    rf"|\b[\d,]+\b[^.;:]{{0,40}}\b(?:killed|died|dead)\b[^.;:]{{0,20}}\b(?:in|during|over) (?:\w+ ){{1,3}}(?:decades|years) of\b"
    rf"|\b[\d,]+\b[^.;:]{{0,40}}\b(?:has|have) (?:\w+ )?(?:been killed|died|lost their lives)\b[^.;:]{{0,20}}\b(?:in|by|during|since) (?:the|this|a) (?:[\w-]+ ){{0,3}}{_WARS}\b",
    re.IGNORECASE,
)


def is_of_campaign(span: Span) -> bool:
    """ "Bringing the number of soldiers killed in Syria to 21": a number of all that befell until then.

    So is that of "56 journalists have been killed since 1992".
    """
    said = text_in(span.sent)
    if (years := _SINCE_YEARS.search(said, span.start_char - span.sent.start_char)) is not None:
        return years.start() < span.end_char - span.sent.start_char + 80
    if any(
        war.start() < span.end_char - span.sent.start_char < war.end() + 40
        for war in _OF_WAR.finditer(said)
    ):
        return True
    match = _OF_CAMPAIGN.search(said)
    if match is None:
        return False
    start = span.sent.start_char + match.start("before" if match["before"] else "behind")
    return bool(span.start_char <= start < span.end_char)


_PUT_BEFORE = re.compile(
    r"\b(?:earlier|initial(?:ly)?|previously|originally|at first|first) (?:\w+ ){0,3}?(?:put|placed|given|gave|giving|announced|reported)\b"
    r"(?:(?!\b(?:but|now|later|while|before|whereas)\b)[^.;]){0,50}$"
    r"|\b(?:put|placed|given|gave|giving) (?:(?!\b(?:but|now|later|while)\b)[^.;]){0,25}\b(?:earlier|initially|at first) at [^.;]{0,10}$",
    re.IGNORECASE,
)


def _is_superseded(span: Span) -> bool:
    """ "Revised from 27 to 25", "an earlier toll of 10": the number no longer holds."""
    before = span.doc[max(span.sent.start, span.start - 6) : span.start].text.lower()
    after = span.doc[span.end : min(span.end + 6, span.sent.end)].text.lower()
    if _PUT_BEFORE.search(text_in(span.sent)[: span.start_char - span.sent.start_char]):
        return True
    if re.search(r"\b(from|up from|down from)\b\s*$", before) and TOLL.search(text_in(span.sent)):
        return True
    if re.search(r"\bfrom\b\s*$", before) and re.match(r"\s*(people |dead )?to\b", after):
        return bool(_REVISED.search(text_in(span.sent)) or TOLL.search(text_in(span.sent)))
    return bool(
        re.search(
            r"\b(earlier|initial|previous|first) (toll|count|figure|estimate|report)s?\b", before
        )
    )
