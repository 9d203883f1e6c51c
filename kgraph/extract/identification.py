"""Whom the text itself names as the one who did it: "the gunman was named as Pavel Ruzin", "Ruzin, 31, opened fire"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from spacy.tokens import Span

from kgraph import mentions
from kgraph.extract import attribution
from kgraph.extract.accounts import Account
from kgraph.extract.lexicon import cues
from kgraph.extract.reading import Reading, once
from kgraph.mentions import text_in, text_of
from kgraph.model import ActorValue, Claim

# "… named as", "… identified the man who fired as 22-year-old": all that stands before the name.
_NAMED_AS = re.compile(
    r"^(?P<before>.*)\b(?:named|identified|identif(?:y|ies|ying)|naming)\b(?P<between>[^.;]*)\bas\W+"
    r"(?:(?:a |an )?\d+\W*(?:years?\W*old\W+)?)?$",
    re.IGNORECASE | re.DOTALL,
)
_DOER = re.compile(
    r"\b(?:attackers?|bombers?|gunm[ae]n|shooters?|assailants?|killers?|suspects?|hijackers?|perpetrators?)\b"
    r"|\b(?:the|a) driver\b|\b(?:suspected|accused) of\b"
    r"|\b(?:man|woman|men|person|teenager|driver|soldier|student) (?:believed to have|thought to have|responsible for|behind"
    r"|who (?!was\b|were\b|died\b|had been\b|has been\b|is in\b)\w+)",
    re.IGNORECASE,
)
# "The gunman, Pavel Ruzin, fired": the name stands behind the word for the doer and is set off.
_ATTACKER = r"(?:gunm[ae]n|bombers?|attackers?|assailants?|shooters?|hijackers?|knifeman|hostage-takers?|suspects?)"
_SOME = r"\b(?:the|a|an|lone|suspected|alleged)(?: (?:main|principal|prime|sole|lone|suspected|alleged))?"
# "The suspect, a student called Pavel Ruzin", "the gunman was Pavel Ruzin"; "the gunman, a friend of" is another.
_CALLED = r"(?:an?|the) (?:(?!\b(?:who|that|whose|which|and|of|to|for|with|by|from|against|near|at|in|on)\b)[^,.;]){1,50} "
_APPOSED = re.compile(
    rf"(?:{_SOME} (?:{_ATTACKER}|driver|killer),|(?:{_SOME} (?:{_ATTACKER}|killer)|\bthe accused)(?:,| was| is)) (?:{_CALLED})?$",
    re.IGNORECASE,
)
# "A court convicted Pavel Ruzin of murder": the charge stands behind the name, which the verb stands before.
# What is only told of a deed, "for reporting on the killings", is no charge of it.
_TRIED = re.compile(r"\b(?:convicted|sentenced|jailed|indicted|tried) $", re.IGNORECASE)
_FOUND = re.compile(r"\bfound $", re.IGNORECASE)
_OF_DEED = re.compile(
    r"[^.;]{0,80}?\b(?P<guilty>guilty )?(?:of|for|with|over) (?:(?!(?:\w+ing|on|about|into|after|before|during|by)\b)\w+ ){0,5}"
    r"(?:murder(?:s|ing)?|manslaughter|killings?|shootings?|attacks?|bombings?|stabbings?|massacre)\b",
    re.IGNORECASE,
)
# "Ruzin, 31, a Tunisian gunman", and what stands between a name and what it did: its age, who it is.
_IS_ONE = re.compile(rf"^(?:, \d+)?, (?:an?|the) (?:[\w-]+ ){{0,3}}{_ATTACKER}\b", re.IGNORECASE)
_ASIDE = r"(?: |, who |, [^.;,]{1,90}(?:, [^.;,]{1,60})?, (?:who )?)"
# A suspect told of in one sentence, and what tells in the next that a name is the suspect's.
_SUSPECT = re.compile(
    rf"\W*(?:the|a|police|officers) (?:(?:\w+ ){{0,3}}suspects?|(?:suspected|alleged) {_ATTACKER})\b",
    re.IGNORECASE,
)
_HELD = re.compile(
    r"(?:, \d+)?,? (?:is (?:an?|being|in custody|due)|faces|appeared in court|remains in custody"
    r"|was (?:arrested|charged|detained|caught|taken into custody))\b"
)
_SET_OFF = re.compile(r",|\.|;|$")
# "… as X, 34, and Y": what stands between two who are named together.
_TOGETHER = re.compile(r",?(?: aged)?(?: \d+)?,? and $")
_PRONOUN = re.compile(r"\W*(?:him|her|them|he|she|they)\b", re.IGNORECASE)
_HARMED = re.compile(r"\b(?:victims?|deceased|dead|slain|hostages?|wounded)\b", re.IGNORECASE)
_SUSPECTED = re.compile(
    r"\b(?:suspect|alleged|accused|believed|thought|charged|wanted|arrest)", re.IGNORECASE
)
_WHO = re.compile(rf"\W*(?:the|a) (?:\w+ )?(?:{_ATTACKER}|driver), who\b", re.IGNORECASE)
_NEAR = 90  # characters before "named" in which its subject stands


def identified(reading: Reading, account: Account) -> Iterator[Claim]:
    """A claim for each person who is named as a doer."""
    for span, actor, words in doers(reading):
        if account.owns(span):
            yield reading.claim(
                "perpetrator",
                actor,
                [span],
                certainty="suspected" if _is_suspected(reading, actor, words) else "stated",
                according_to=attribution.source_of(reading, span),
                confidence=0.85,
            )


_ACQUITTED = r"(?:was|were|is|has been|had been) (?:\w+ )?(?:cleared|acquitted|exonerated|found not guilty)\b"
_ACQUITTAL = re.compile(rf"\b{_ACQUITTED}")
_CLEARED = re.compile(rf"^(?:, [^.;]{{1,80}}?,)? {_ACQUITTED}")
_CONVICTED = re.compile(
    r"\b(?:convicted|found guilty|plead\w* guilty|pled guilty|sentenced|confess\w*|admitted)\b",
    re.IGNORECASE,
)
_CHARGED = re.compile(
    r"\b(?:charged|(?:preliminary|murder|felony) charges?|charges? of|counts? of|on suspicion|accused|alleged\w*|arrested|booked|indicted|due in court)\b",
    re.IGNORECASE,
)


def is_of_acquittal(span: Span) -> bool:
    """Whether its sentence tells of an acquittal."""
    return _ACQUITTAL.search(text_in(span.sent)) is not None


def is_only_charged(reading: Reading, name: str) -> bool:
    """Whether sentences that name a person, or go on with "he" or "she", tell of charges and none of a conviction."""
    surname = name.split()[-1]
    told, named = [], False
    for sentence in reading.doc.sents:
        text = text_in(sentence)
        goes_on = named and text.lstrip().startswith(("He ", "She "))
        named = surname in text
        if named or goes_on:
            told.append(text)
    return any(map(_CHARGED.search, told)) and not any(map(_CONVICTED.search, told))


@once
def cleared(reading: Reading) -> frozenset[str]:
    """The persons whom a court is told to have acquitted."""
    return frozenset(
        actor.name
        for span, actor in _persons(reading)
        if actor.name and _CLEARED.match(mentions.behind(span))
    )


def _is_suspected(reading: Reading, actor: ActorValue, said: str) -> bool:
    """Whether the words for a doer leave it open, or the law only accuses the one that police name."""
    return bool(_SUSPECTED.search(said)) or is_only_charged(reading, actor.name or "")


def is_doer(reading: Reading, name: str | None) -> bool:
    """Whether a person of this name is named as a doer."""
    return any(actor.name == name for _, actor, _ in doers(reading))


@once
def doers(reading: Reading) -> list[tuple[Span, ActorValue, str]]:
    """Persons named as doers, with the words that say who they are."""
    return list(_doers(_persons(reading)))


def _doers(
    persons: Sequence[tuple[Span, ActorValue]],
) -> Iterator[tuple[Span, ActorValue, str]]:
    told = [_told(span) for span, _ in persons]
    for i, pair in enumerate(pairwise(persons)):
        if _are_together(*(span for span, _ in pair)):
            told[i] = told[i + 1] = told[i] or told[i + 1]
    for (span, actor), words in zip(persons, told, strict=True):
        if words:
            yield span, actor, words


def _persons(reading: Reading) -> list[tuple[Span, ActorValue]]:
    """The persons of a text who have a full name, also where only the surname stands, in text order."""
    named = [
        pair for pair in reading.actors if pair[1].cls == "Person" and " " in (pair[1].name or "")
    ]
    covered = {token.i for span, _ in reading.actors for token in span}
    full = {span[-1].text: (span.end, actor) for span, actor in reversed(named)}
    for token in reading.doc:
        end, actor = full.get(token.text, (token.i + 1, None))
        if actor is not None and end <= token.i and token.i not in covered:
            named.append((token.doc[token.i : token.i + 1], actor))
    return sorted(named, key=lambda pair: pair[0].start)


def _told(span: Span) -> str | None:
    """The words that say of a name that it is a doer's."""
    sentence = span.sent
    start, end = (at - sentence.start_char for at in (span.start_char, span.end_char))
    text = text_in(sentence)
    return (
        _said_beside(text[:start], text[end:])
        or _did(text[end:])
        or _tried(text[:start], text[end:])
        or _goes_on(sentence, text[:start], text[end:])
        or _named_as(sentence, text[:start])
    )


def _said_beside(before: str, after: str) -> str | None:
    """ "The gunman, Pavel Ruzin,", "Pavel Ruzin, a lone gunman"."""
    apposed = _APPOSED.search(before)
    if apposed and _SET_OFF.match(after):
        return apposed.group()
    one = _IS_ONE.match(after)
    return one.group() if one else None


def _did(after: str) -> str | None:
    """The deed, or the charge of it, right behind a name and who it is: "Ruzin, 31, is charged with murder"."""
    found = _behind().match(after)
    return found["did"] if found else None


def _tried(before: str, after: str) -> str | None:
    """ "A court convicted Pavel Ruzin of murder"."""
    deed = _OF_DEED.match(after)
    verb = _TRIED.search(before) or (_FOUND.search(before) if deed and deed["guilty"] else None)
    return f"{verb.group()}{deed.group()}" if verb and deed else None


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(f"{_ASIDE}(?P<did>{cues('doers', 'did').pattern})", re.IGNORECASE)


def _goes_on(sentence: Span, before: str, after: str) -> str | None:
    """ "The suspected gunman was overpowered. Pavel Ruzin, 31, is due in court": the same one, now by name."""
    if before.strip() or not _HELD.match(after) or _HARMED.search(after):
        return None
    suspect = _SUSPECT.match(_sentence_before(sentence))
    return suspect.group() if suspect else None


@cache
def _someone_did() -> re.Pattern[str]:
    """ "A man opened fire": who is then named."""
    who = r"\W*(?:an?|the) (?:[\w-]+ ){0,3}(?:man|woman|teenager|student|soldier|youth)"
    return re.compile(f"{who}{_ASIDE}(?:{cues('doers', 'did').pattern})", re.IGNORECASE)


def _named_as(sentence: Span, before: str) -> str | None:
    """ "Police identified the gunman as", "the driver, who was shot, was named as"."""
    found = _NAMED_AS.match(before)
    if found is None or _HARMED.search(found["between"]):
        return None
    # "identified the gunman as": what is named stands behind the verb; else it is its subject.
    behind = _DOER.search(found["between"]) is not None
    told = found["between"] if behind else _subject(found["before"])
    if _PRONOUN.match(found["between"]) and not _DOER.search(told):
        told = _sentence_before(sentence)
        if did := _someone_did().match(told):
            return did.group()
    return told if _DOER.search(told) and not _HARMED.search(told) else None


def _subject(before: str) -> str:
    """The words for whom "was named" speaks of: "the driver, who fired before he was shot dead, was"."""
    clause = before.rpartition(";")[2]
    first = _WHO.match(clause)
    return first.group() if first else clause[-_NEAR:]


def _are_together(one: Span, other: Span) -> bool:
    """Whether only "and", and an age, stand between two names."""
    return bool(_TOGETHER.fullmatch(text_of(one.doc)[one.end_char : other.start_char]))


def _sentence_before(sentence: Span) -> str:
    """The sentence before, whom "named him as" speaks of."""
    at = sentence.start - 1
    while at > 0 and sentence.doc[at].is_space:
        at -= 1
    return text_in(sentence.doc[at].sent) if at >= 0 else ""
