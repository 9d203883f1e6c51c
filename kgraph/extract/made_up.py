"""Deeds that never happened as told: those of films and drills, and those that a statistic adds up."""

from __future__ import annotations

import re

from spacy.tokens import Span, Token

from kgraph import mentions
from kgraph.extract import genres, grammar
from kgraph.mentions import text_in

# "A feature film in which rebels attack a convoy", "the novel opens with a bombing".
_STORY = (
    r"(?:(?:feature |action |short |debut |new )?(?:film|movie|novel|thriller|drama|play|opera|video ?game|miniseries)"
    r"|(?:television|TV|drama|crime|the) series)"
)
_OF_STORY = re.compile(
    rf"\b{_STORY}\b(?:,? (?:where|which|that)\b|[^.;:]{{0,60}}\bin which\b|[^.;:]{{0,30}}\b(?:opens?|begins?|starts?|ends?) with\b"
    rf"|[^.;:]{{0,20}}\b(?:depict|portray|imagine|tell)s\b)",
    re.IGNORECASE,
)
# A film can tell of what happened: then it is dated.
_DATED = re.compile(r"\b(?:19|20)\d\d\b|\b(?:true|real|documentary|based on)\b", re.IGNORECASE)
_OF_DRILL = re.compile(
    r"\b(?:mock|simulated|simulating|simulates?|imaginary|imagined|fictional|fictitious|staged|pretend)\b[^.;:]{0,60}$"
    r"|\b(?:drill|(?:training|table-?top|military|emergency|rescue) exercises?|exercise (?:with|in which|simulating|based))\b[^.;:]{0,60}$",
    re.IGNORECASE,
)
# "It was like a bomb had gone off".
_COMPARED = re.compile(
    r"\b(?:like|as if|as though|thought (?:it|there|that) (?:was|were|had been)) (?:an? |some (?:sort|kind) of |there (?:was|were|had been) an? )"
    r"(?:\w+ )?$",
    re.IGNORECASE,
)
_PLURAL = (
    r"(?:attacks|murders|killings|kidnappings|abductions|bombings|shootings|homicides|hijackings|robberies|incidents|stabbings"
    r"|femicides|assassinations)"
)
_COUNTED = re.compile(
    rf"\b(?:\d{{3,}}|[4-9]\d|hundreds of|thousands of) (?:\w+ )?{_PLURAL}\b"
    rf"|\b(?:killed|died) in (?:at least |more than )?(?:\d{{3,}}|[4-9]\d) (?:\w+ )?{_PLURAL}\b"
    r"|\b\d[\d,.]* (?:people|persons|women|men|children|civilians) were (?:murdered|killed|kidnapped|abducted|shot|raped)\b[^.;:]{0,20}"
    r"\bbetween (?:January|February|March|April|May|June|July|August|September|October|November|December)\b",
    re.IGNORECASE,
)
# What a year has come to: "there have been 13 shooting deaths this year", "3,200 people were murdered last year".
_NUMBER = r"(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens of|hundreds of|thousands of)"
_PERSONS = r"(?:people|persons|women|men|children|civilians|officers|journalists|students)"
_HAVE_BEEN = (
    r"(?:there (?:have been|were)|(?:has|have|had) (?:seen|had|recorded|reported|counted|logged|suffered|investigated)"
    r"|recorded|saw|logged)"
)
_OF_ONE_DEED = r"(?:in|by|during|at) (?:an?|the) [\w -]{0,20}(?:attack|assault|raid|bombing|shooting|blast|massacre|strike|siege|clash)\b"
_OF_YEAR = (
    r"\b(?:this (?:calendar )?year|(?:the )?year[- ]to[- ]date|last year|(?:all of |so far )in (?:19|20)\d\d)\b"
    rf"(?![^.;:]{{0,30}}(?:{_OF_ONE_DEED}|\b(?:when|after|as|by)\b))"
)
_BEFORE_YEAR = rf"(?:(?!{_OF_ONE_DEED})[^.;:]){{0,40}}"
_YEARLY = re.compile(
    rf"\b{_HAVE_BEEN} (?:[\w-]+ ){{0,2}}{_NUMBER} (?:[\w-]+ ){{0,3}}(?:deaths|fatalities|victims)\b{_BEFORE_YEAR}{_OF_YEAR}"
    rf"|\b(?:\d\d[\d,.]*|dozens of|hundreds of|thousands of) (?:[\w-]+ ){{0,3}}{_PLURAL} {_BEFORE_YEAR}{_OF_YEAR}"
    r"|^\W*(?:in|over|during) (?:the )?(?:last|past) (?:[\w-]+ )?(?:months|years?|decades?)\b[^;:.]{0,80}"
    r"\b(?:have|has) (?:\w+ )?been (?:murdered|killed|assassinated|kidnapped|abducted|shot)\b"
    rf"|\b\d[\d,]* {_PERSONS} (?:(?:who )?are |were )?(?:murdered|killed|kidnapped|abducted|shot|raped)\b"
    r"(?:(?!\b(?:held|at|when|after|festival|fair)\b)[^.;:]){0,60}\b(?:each|every) year\b"
    rf"|\b(?:{_NUMBER} {_PERSONS} have been|\d[\d,]{{2,}} {_PERSONS} were) (?:murdered|killed|kidnapped|abducted|shot)\b{_BEFORE_YEAR}{_OF_YEAR}",
    re.IGNORECASE,
)
_OF_STATISTIC = re.compile(
    r"\b(?:figures|statistics) (?:showed|show|released|published)\b|\b(?:first|second|third|fourth) quarter of\b"
    r"|\b(?:peaked|at its peak|record year) in (?:19|20)\d\d\b"
    rf"|\bnumber of (?:\w+ ){{0,2}}{_PLURAL}\b[^.;:]{{0,60}}\b(?:rose|fell|risen|fallen|(?:in|de)creased|declined|dropped|climbed|doubled|halved)\b"
    r"|\b(?:rose|fell|risen|fallen|increased|decreased|declined|dropped|climbed|jumped|surged|soared)(?: \w+){0,2} \d[\d.]* ?(?:%|per ?cent)",
    re.IGNORECASE,
)


def is_made_up(words: Span) -> bool:
    """Whether words for a deed stand in a story or drill, or count deeds as a statistic does."""
    sentence, before = text_in(words.sent), mentions.before(words)
    at = len(before)
    if _rises(words.root) or any(
        found.start() < at + len(words.text) and at < found.end()
        for counted in (_COUNTED, _YEARLY)
        for found in counted.finditer(sentence)
    ):
        return True
    if _COMPARED.search(before) or genres.is_of_none(words):
        return True
    if _OF_STATISTIC.search(sentence) or _OF_DRILL.search(before):
        return True
    return _OF_STORY.search(before) is not None and not _DATED.search(sentence)


_CHANGES = frozenset(
    "rise rose fall fell increase decrease decline drop climb jump surge soar double triple quadruple".split()
)


def _rises(deeds: Token) -> bool:
    """Whether deeds are many of which there were more or fewer: "kidnappings rose by 21 per cent"."""
    counted = deeds.head if deeds.dep_ == "nmod" else deeds  # "kidnappings for ransom"
    several = counted.morph.get("Number", []) == ["Plur"]
    return several and counted.dep_ == "nsubj" and grammar.among(counted.head, _CHANGES)
