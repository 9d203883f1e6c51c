"""Who was harmed: named persons and described groups, with what befell them."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kgraph.extract import attribution, grammar
from kgraph.extract.accounts import Account
from kgraph.extract.counted import counted
from kgraph.extract.lexicon import words
from kgraph.extract.named_harm import OUTCOMES
from kgraph.extract.named_victims import named_victims, nationality_of
from kgraph.extract.reading import Reading
from kgraph.extract.tolls import tolls
from kgraph.model import Claim, VictimValue

_NO_OCCUPATION = frozenset(
    """
    people person others other victim victims man men woman women child children girl
    girls boy boys civilians civilian wounded injured dead individuals relatives family
    families members member couple wife husband son daughter mother father residents
    resident locals nationals national citizens citizen foreigners adults infants infant
    baby babies teenager teenagers teen teens bystanders
    """.split()
)


def victim(reading: Reading, account: Account) -> Iterator[Claim]:
    """Each victim once: named persons first, then groups described with a number."""
    seen: set[str] = set()
    for claim in (*named_victims(reading, account), *_described(reading, account)):
        value = claim.value
        assert isinstance(value, VictimValue)
        key = (value.name or value.mention).lower()
        if key not in seen:
            seen.add(key)
            yield claim


def _described(reading: Reading, account: Account) -> Iterator[Claim]:
    """Groups told with a number: "two staff from the diplomatic mission", "Four Afghans"."""
    for toll in tolls(reading, account):
        noun = counted(toll.span)
        outcome = OUTCOMES.get(toll.property)
        if noun is None or outcome is None or not _is_person(noun):
            continue
        if toll.attackers or toll.certainty != "stated" or toll.value.high == 0:
            continue
        whole = grammar.between(noun.doc, toll.span, grammar.phrase(noun))
        mention = (
            whole
            if whole.start >= toll.span.start and len(whole) < 14
            else grammar.between(noun.doc, toll.span, noun.doc[noun.i : noun.i + 1])
        )
        nation, trade = nationality_of(reading, mention), _occupation(noun)
        value = VictimValue(
            None, mention.text, "UnnamedActor", False, outcome, toll.value.best, nation, trade
        )
        source = attribution.source_of(reading, toll.quote)
        yield reading.claim("victim", value, [toll.quote], according_to=source, confidence=0.7)


def _is_person(noun: Token) -> bool:
    return noun.lower_ in words("persons", "people") or noun.ent_type_ == "PER"


def _occupation(noun: Token) -> str | None:
    if noun.lower_ in _NO_OCCUPATION or noun.pos_ == "PROPN":
        return None
    start = noun.i
    while (
        start > 0
        and noun.doc[start - 1].dep_ == "compound"
        and noun.doc[start - 1].head.i == noun.i
    ):
        start -= 1
    return noun.doc[start : noun.i + 1].text
