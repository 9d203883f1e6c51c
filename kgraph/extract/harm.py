"""What befell people: the words that say so of those counted, and of a person that no number counts."""

from __future__ import annotations

import re

from spacy.tokens import Span, Token

from kgraph.extract import grammar
from kgraph.extract.harm_beside import beside
from kgraph.extract.harm_grammar import by_grammar, is_only_meant, is_patient
from kgraph.extract.harm_nouns import by_noun, by_toll
from kgraph.extract.harm_words import FATAL, IN_CONDITION, SUFFERS, WOUND

_SHOT = frozenset(["shot", "stabbed", "hit", "struck", "beaten", "attacked", "burned"])
_CARRIED = frozenset("rushed taken transported flown airlifted sent admitted brought".split())
_HOSPITAL = re.compile(r"\b(hospital|medical center|trauma center|infirmary)\b", re.IGNORECASE)
_BEING_SHOT = re.compile(
    r"\bafter (?:\w+ )?(?:being|getting|he was|she was|it was) (?:\w+ )?(?:shot|stabbed|hit|struck|grazed)\b"
)


def of_count(span: Span, noun: Token | None) -> tuple[str, Token] | None:
    """What befell the counted persons, and the word that says so."""
    told = (
        _of_captives(noun),
        by_noun(span, noun),
        beside(span, noun),
        by_grammar(noun if noun is not None else span.root),
        by_toll(span, noun),
    )
    return next((found for found in told if found and not is_only_meant(found[1])), None)


def _of_captives(noun: Token | None) -> tuple[str, Token] | None:
    """What else befell those who were taken: "twenty hostages were killed"."""
    if noun is None or noun.lower_ not in ("hostages", "captives"):
        return None
    found = by_grammar(noun)
    return found if found is not None and found[0] in ("killed", "wounded") else None


def befell(noun: Token) -> tuple[str, Token] | None:
    """What befell a person that no number counts: "a man was shot dead", "the driver suffered injuries"."""
    found = by_grammar(noun)
    if found is not None:
        return None if is_only_meant(found[1]) else found
    joined = noun.dep_ in ("conj", "appos", "flat", "compound")
    for token in (noun, noun.head) if joined else (noun,):
        if grammar.is_negated(token.head):
            continue
        if (found := _by_verb(token)) is not None:
            return found
    return None


def _by_verb(token: Token) -> tuple[str, Token] | None:
    """What the verb right above a person says befell it, with words around that verb."""
    verb = token.head
    if token.dep_ in ("nsubj", "nsubj:pass") and (_after_being_shot(verb) or _is_carried(verb)):
        return "wounded", verb
    if verb.pos_ != "VERB" and not _is_mistagged(verb):
        return None
    if _is_shot(token, verb):
        return ("killed" if FATAL.search(grammar.clause(verb).text) else "wounded"), verb
    if token.dep_ == "nsubj":
        return _of_subject(verb)
    return _of_passive(verb) if token.dep_ == "nsubj:pass" else None


def _is_shot(token: Token, verb: Token) -> bool:
    """Whether somebody is shot, stabbed or beaten, by another or by themselves."""
    if token.dep_ != "nsubj":
        return verb.lower_ in _SHOT and is_patient(token, verb)
    themselves = any(item.lower_ in ("himself", "herself", "self") for item in verb.children)
    return themselves and grammar.among(verb, ("shoot", "stab", "shot"))


def _of_subject(verb: Token) -> tuple[str, Token] | None:
    """ "Is in critical condition", "suffered injuries"."""
    if IN_CONDITION.search(grammar.clause(verb).text):
        return "wounded", verb
    if not grammar.among(verb, SUFFERS):
        return None
    wound = next((item for item in grammar.objects(verb) if item.lower_ in WOUND), None)
    return ("wounded", wound) if wound is not None else None


def _of_passive(verb: Token) -> tuple[str, Token] | None:
    """ "Was treated", "was pronounced dead"."""
    if verb.lower_ in ("hospitalized", "hospitalised", "treated"):
        return "wounded", verb
    told = verb.lower_ in ("pronounced", "declared", "found")
    return ("killed", verb) if told and "dead" in grammar.clause(verb).text.lower() else None


def _is_mistagged(word: Token) -> bool:
    """Whether a word that is tagged as a noun is a passive verb: "shot" of "a boy was shot Saturday"."""
    return word.lower_ in _SHOT and any(child.dep_ == "aux:pass" for child in word.children)


def _after_being_shot(verb: Token) -> bool:
    """ "A boy is in stable condition after being shot", "a girl was flown to hospital after being hit"."""
    said = verb.doc[verb.i : min(verb.i + 22, verb.sent.end)].text
    match = _BEING_SHOT.search(said.lower())
    return match is not None and FATAL.search(said) is None and "," not in said[: match.start()]


def _is_carried(verb: Token) -> bool:
    """ "Was rushed to the hospital", unless as one dead."""
    near = verb.doc[verb.i : min(verb.i + 12, verb.sent.end)].text
    carried = verb.lower_ in _CARRIED and grammar.is_passive(verb)
    return carried and _HOSPITAL.search(near) is not None and FATAL.search(near) is None
