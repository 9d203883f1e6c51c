"""The incident that a text is about where only the learned reader sees one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from spacy.tokens import Span

from kgraph.extract import grammar, officers
from kgraph.extract.accounts import Account
from kgraph.extract.finder import cue_finder
from kgraph.extract.harm_words import HURT, KILLING
from kgraph.extract.lexicon import words
from kgraph.extract.made_up import is_made_up
from kgraph.extract.reading import Reading
from kgraph.extract.triggers import DEEDS, Trigger, deed_of, of_words
from kgraph.mentions import text_of

# How sure the reader must be that there is an incident, and of the phrases that play a part in it.
LIKELY, FILLED = 0.97, 2.0
# How sure of a deed that everyday words tell of ("arrested"), times how sure of an incident.
_EVERYDAY, _DEED_LIKELY = {"arbitrary-detention": "arbitrary detention"}, 0.63
# How sure it must be, at least, where the text's first sentences tell of an arrest.
_BY_STATE, _LEAD = {"incident": 0.4, "arbitrary detention": 0.7, "state perpetrator": 0.9}, 6
# And where it tells of arrests so often.
_THROUGHOUT, _OFTEN = {"incident": 0.5, "arbitrary detention": 0.6, "state perpetrator": 0.8}, 3
_PARTS = frozenset({"PerpInd", "PerpOrg", "Target", "Victim", "VictimDesc", "Weapon"})


def accounts(
    reading: Reading, triggers: Sequence[Trigger], told: Sequence[Account]
) -> list[Account]:
    """What the rules `told`, with what only the reader sees that a text is about.

    Where the rules found nothing, or only what is recalled, the whole text becomes one account of what
    the reader knows that it is about.
    """
    if any(account.prominence != "background" for account in told):
        return _with_parts(reading, [_worded(reading, account) for account in told])
    found = (
        everyday(reading)
        or _led_by_arrest(reading)
        or _full_of_arrests(reading)
        or (() if told else _unworded(reading, triggers))
    )
    if not found:
        return list(told)
    whole = frozenset(range(len(reading.doc)))
    return _with_parts(reading, [Account(found, whole, "main"), *told])


_CAPTIVITY = frozenset(
    {"arbitrary-detention", "enforced-disappearance", "kidnapping", "hostage-taking"}
)
_OF_CAPTIVITY = frozenset({"torture", "enforced-disappearance"})
# What else a state does to those whom it detains.
_OF_DETENTION = ("enforced-disappearance", "threat")


def _with_parts(reading: Reading, accounts: Sequence[Account]) -> list[Account]:
    """Torture that seems to be recalled is part of the captivity that a text is about: "he was beaten in custody".

    So is that nobody was told where he is, and of a detention, that he was threatened or harassed.
    """
    main = next((account for account in accounts if account.prominence == "main"), None)
    if main is None or (kind := main.types[0]) not in _CAPTIVITY:
        return list(accounts)
    inside = [
        account
        for account in accounts
        if account.prominence == "background" and account.types[0] in _OF_CAPTIVITY
    ]
    found = [trigger for account in (main, *inside) for trigger in account.triggers]
    if kind in _EVERYDAY:
        said = [item for part in _OF_DETENTION for item in _words(reading, part)]
        found += [item for item in said if main.owns(item.span)]
    triggers = sorted(found, key=lambda trigger: trigger.span.start)
    tokens = main.tokens.union(*(account.tokens for account in inside))
    whole = replace(main, triggers=tuple(triggers), tokens=tokens)
    return [whole if account is main else account for account in accounts if account not in inside]


def _worded(reading: Reading, account: Account) -> Account:
    """An account of a deed for which everyday words count too, once plain words have told of it."""
    main, _ = account.types
    if account.prominence == "background" or main not in _EVERYDAY:
        return account
    more = [trigger for trigger in _words(reading, main) if account.owns(trigger.span)]
    known = {token.i for trigger in account.triggers for token in trigger.span}
    new = [trigger for trigger in more if known.isdisjoint(token.i for token in trigger.span)]
    ordered = sorted((*account.triggers, *new), key=lambda trigger: trigger.span.start)
    return replace(account, triggers=tuple(ordered))


def types(reading: Reading, account: Account) -> tuple[str, ...]:
    """The types of an account, the main one first, and one more that the reader is sure of."""
    main, others = account.types
    found = () if account.prominence == "background" else everyday(reading)
    return tuple(
        dict.fromkeys((main, *others, *(t.type for t in found[:1]), *_parts(account, main)))
    )


def _parts(account: Account, main: str) -> list[str]:
    """The other deeds that are part of a captivity."""
    parts = _OF_CAPTIVITY.union(_OF_DETENTION) if main in _CAPTIVITY else frozenset[str]()
    return [trigger.type for trigger in account.triggers if trigger.type in parts]


def everyday(reading: Reading) -> tuple[Trigger, ...]:
    """The everyday words of a deed that the reader is sure of."""
    if reading.told is None or _is_of_crime(reading):
        return ()
    chance = reading.told.at_first
    for kind, seen_as in _EVERYDAY.items():
        if chance("incident") * chance(seen_as) >= _DEED_LIKELY:
            return tuple(_words(reading, kind))
    return ()


def _is_of_crime(reading: Reading) -> bool:
    """Whether arrests and sentences are for a crime, and nobody is told of who is detained for what he says or is."""
    text = text_of(reading.doc)
    return _CRIME.search(text) is not None and _DISSENT.search(text) is None


_CRIME = re.compile(
    r"\b(?:brib\w*|corrupt\w*|embezzl\w*|fraud\w*|laundering|drugs?|cocaine|heroin|murder\w*|manslaughter|robber\w*"
    r"|rap(?:e|ed|ing|ist)|traffick\w*|smuggl\w*|tax evasion|insider trading|match[- ]fixing|gangs?|terroris\w*|weapons"
    r"|explosives|hate crimes?|illegal financing|abuse of power|assault\w*|pedophil\w*|paedophil\w*|hack\w*)\b",
    re.IGNORECASE,
)
_DISSENT = re.compile(
    r"\b(?:journalis\w*|reporters?|activis\w*|rights|lawyers?|attorneys?|blog\w*|dissident\w*|opposition|protest\w*|demonstrat\w*"
    r"|union\w*|editors?|writers?|critics?|critical|criticis\w*|criticiz\w*|defenders?|conscience|political prisoners?"
    r"|clerics?|priests?|pastors?|students?|academics?|scholars?|professors?|poets?|artists?|campaigner\w*|leaders?"
    r"|communit\w+|villagers?|farmers?|indigenous|without charge)\b",
    re.IGNORECASE,
)


def _led_by_arrest(reading: Reading) -> tuple[Trigger, ...]:
    """The everyday words of an arrest that a text begins with, where the reader sees a state's hand in it."""
    if (
        reading.told is None
        or _is_of_crime(reading)
        or any(reading.told.kinds[name] < least for name, least in _BY_STATE.items())
    ):
        return ()
    said = [sent for sent in reading.doc.sents if len(sent) > 3][:_LEAD]
    told = any(officers.is_arrest(reading, token) for sent in said for token in sent)
    return tuple(_words(reading, "arbitrary-detention")) if told else ()


def _full_of_arrests(reading: Reading) -> tuple[Trigger, ...]:
    """The words for captivity of a text that has them again and again, where the reader sees a state's hand in it."""
    if reading.told is None or any(
        reading.told.kinds[name] < least for name, least in _THROUGHOUT.items()
    ):
        return ()
    found = tuple(_words(reading, "arbitrary-detention"))
    real = [trigger for trigger in found if of_words(trigger.span, trigger.type).real]
    return found if len(real) >= _OFTEN else ()


def _words(reading: Reading, kind: str) -> Iterator[Trigger]:
    """The everyday words of a deed, as triggers."""
    for _, found in cue_finder("overlooked", kind).matches(text_of(reading.doc)):
        span = reading.doc.char_span(*found.span(), alignment_mode="expand")
        if span is not None:
            yield Trigger(span, kind, True, True, False, "accomplished")


def _unworded(reading: Reading, triggers: Sequence[Trigger]) -> tuple[Trigger, ...]:
    """The text's first words for the likeliest deed, where the reader finds much that plays a part."""
    if reading.told is None or reading.told.kinds["incident"] < LIKELY:
        return ()
    if reading.has_accident or not _speaks_of_violence(reading):
        return ()
    if triggers and all(is_made_up(trigger.span) for trigger in triggers):
        return ()
    weights: dict[int, float] = defaultdict(float)
    sentences: dict[int, Span] = {}
    for span, filler in reading.fillers:
        if filler.role in _PARTS:
            weights[span.sent.start] += filler.score
            sentences[span.sent.start] = span.sent
    if sum(weights.values()) < FILLED:
        return ()
    chances = reading.told.kinds
    deed = max(DEEDS, key=lambda name: chances[name])
    fitting = tuple(trigger for trigger in triggers if deed_of(trigger.type) == deed)
    if fitting:
        return () if all(_is_planned(trigger) for trigger in fitting) else fitting
    best = sentences[max(weights, key=lambda start: (weights[start], -start))]
    said = words("aftermath", "law_verbs") | words("speech", "verbs")
    if grammar.among(best.root, said) and _DISSENT.search(text_of(reading.doc)) is None:
        return ()
    word = best.doc[best.root.i : best.root.i + 1]
    return (Trigger(word, deed, True, True, False, "accomplished"),)


def _speaks_of_violence(reading: Reading) -> bool:
    """Whether any word of the text tells of harm, or of those and that with which it is done."""
    text = _HARMLESS.sub("", text_of(reading.doc))
    return any(words_of.search(text) for words_of in (KILLING, HURT, _ARMS))


_HARMLESS = re.compile(
    r"\b(?:paint|stink|water|glitter|egg|seed|smoke|bath)[- ]?bombs?\b", re.IGNORECASE
)
_ARMS = re.compile(
    r"\b(?:bomb\w*|explo\w+|blasts?|guns?|gun(?:men|man|fire)|weapons?|armed|kidnap\w*|abduct\w*|hostages?|threat\w*|fire[ds]?"
    r"|rockets?|missiles?|grenades?|mines?|knife|arrest\w*|detain\w*|detention|jail\w*|prison\w*|raid\w*|siege)\b",
    re.IGNORECASE,
)


_PLANS = frozenset("plan plot intend prepare threaten foil thwart".split())


def _is_planned(trigger: Trigger) -> bool:
    """Whether a word tells of what somebody only planned: "were planning an assassination"."""
    above = islice(grammar.ancestors(trigger.head), 2)
    return not trigger.real and any(grammar.among(token, _PLANS) for token in above)
