"""What the grammar around a noun says befell it: from the verbs and participles it is the patient of."""

from __future__ import annotations

import re

from spacy.tokens import Token

from kgraph.extract import grammar
from kgraph.extract.harm_words import HARM_OF, SUFFERS, WOUND
from kgraph.extract.lexicon import words

_CLIMBED = ("conj", "appos", "nmod", "flat", "compound", "nummod", "obl", "parataxis")
_STATES = ("dead", "wounded", "injured", "missing", "hurt", "hostage", "captive")
_LEFT = frozenset("leave find report lie feare hold take confirm declare pronounce believe".split())


def by_grammar(noun: Token) -> tuple[str, Token] | None:
    """Climb from the noun to the verb or participle that it is the patient of."""
    losing = [child for child in noun.children if child.dep_ == "acl:relcl"]
    losing += [noun.head] if noun.dep_ == "nsubj" else []
    for verb in losing:
        if (found := _suffered(verb)) is not None:
            return found
    told = next((child for child in noun.children if _tells_harm(child)), None)
    return (HARM_OF[told.lower_], told) if told is not None else _above(noun)


def _tells_harm(child: Token) -> bool:
    """Whether a word below a noun says what befell it: "the wounded guard", "a guard who died"."""
    if child.dep_ not in ("acl", "amod", "acl:relcl") or child.lower_ not in HARM_OF:
        return False
    return (
        child.dep_ != "acl:relcl"
        or grammar.is_passive(child)
        or grammar.among(child, ("die", "perish"))
    )


def _above(noun: Token) -> tuple[str, Token] | None:
    """What the words above a noun say befell it, as far up as it is among those they speak of."""
    token, joined = noun, False
    for above in grammar.ancestors(noun):
        dep = token.dep_.split(":")[0]
        listed = token.dep_ == "conj" and above.pos_ == "NOUN"  # "a hostage and another hostage"
        if above.lower_ in HARM_OF and above.pos_ in ("VERB", "ADJ", "NOUN", "AUX") and not listed:
            if is_patient(token, above) or (joined and grammar.objects(above) and above.i < noun.i):
                return HARM_OF[above.lower_], above
            return None
        if dep in ("nsubj", "obj") and above.pos_ == "VERB":
            return _left(above) or _struck_dead(token, above) or _said_to_be(token, above)
        if dep not in _CLIMBED:
            return None
        joined = joined or (dep == "conj" and above.lower_ not in words("persons", "people"))
        if (
            dep == "obl"
            and not joined
            and grammar.preposition(token) not in ("including", "of", "among")
        ):
            return None
        if dep == "nmod" and grammar.preposition(token) in _WHERE:
            return None
        token = above
    return None


_WHERE = ("on", "in", "at", "against", "near", "during")  # of "women in raids on three villages"
_STRUCK = frozenset(
    """
    shot stabbed beaten beat hacked burned burnt stoned clubbed trampled knifed bludgeoned
    shooting stabbing beating hacking burning stoning shoots stabs shoot stab crushed
    """.split()
)
_TO_DEATH = re.compile(r"^(?:dead|to death|and killed)\b")


def _struck_dead(token: Token, verb: Token) -> tuple[str, Token] | None:
    """ "Seven members of a rescue team were shot dead", "hacked to death", "stabbed four people to death"."""
    if verb.lower_ not in _STRUCK or not is_patient(token, verb):
        return None
    match = _TO_DEATH.match(verb.doc[verb.i + 1 : min(verb.i + 3, verb.sent.end)].text)
    if match is not None:
        return "killed", verb.nbor(len(match.group().split()))
    end = death_of(verb)
    return ("killed", end) if end is not None else None


def death_of(verb: Token) -> Token | None:
    """The last word of "to death" or "dead" where it says what a blow led to: "stabbed four people to death"."""
    hung = [verb, *grammar.objects(verb)]
    for above in hung:
        for child in above.children:
            fatal = child.lower_ == "death" and grammar.preposition(child) == "to"
            state = child.lower_ == "dead" and child.i > verb.i and child.dep_ != "amod"
            if child.i > verb.i and (fatal or state):
                return child
    return None


def _left(verb: Token) -> tuple[str, Token] | None:
    """ "Left 12 people dead", "were found (shot) dead": the state in which a verb leaves its object or subject."""
    states = (
        child
        for word in (verb, *grammar.children(verb, "xcomp"))
        for child in word.children
        if child.dep_ in ("xcomp", "obj", "advcl") and child.lower_ in _STATES
    )
    state = next(states, None)
    if state is None or not grammar.among(verb, _LEFT):
        return None
    return HARM_OF[state.lower_], state


def _said_to_be(token: Token, verb: Token) -> tuple[str, Token] | None:
    """What those of whom something is known or believed suffered: "fifteen are known to have died"."""
    if token.dep_ != "nsubj:pass" or not grammar.among(verb, _KNOWN):
        return None
    said = (child for child in grammar.children(verb, "xcomp", "ccomp") if child.lower_ in HARM_OF)
    died = (
        child
        for child in said
        if grammar.among(child, ("die", "perish")) or grammar.is_passive(child)
    )
    return next(((HARM_OF[child.lower_], child) for child in died), None)


_KNOWN = frozenset("know believe fear think report presume say understand confirm".split())


def _suffered(verb: Token) -> tuple[str, Token] | None:
    """What a verb and its object say befell its subject: "lost their lives", "suffered injuries"."""
    for item in grammar.objects(verb):
        if grammar.among(verb, ("lose",)) and item.lower_ in ("life", "lives"):
            return "killed", verb
        if grammar.among(verb, SUFFERS) and item.lower_ in WOUND:
            return "wounded", item
    return None


# Verbs and nouns through which what follows is no more than meant or tried, beside those of the lexicon.
_MEANT = (*words("realis", "unreal_verbs"), *"try attempt fail aim conspire refuse bid".split())
_TRIED = frozenset({"attempted", "attempting", "planned", "plotted", "foiled", "would-be"})


def is_only_meant(word: Token) -> bool:
    """Whether harm was threatened, planned or tried: "threatens to kill 17", "a plot to kill two", "attempted murder"."""
    if word.pos_ in ("NOUN", "PROPN"):
        return any(child.lower_ in _TRIED for child in word.children)
    infinitive = grammar.is_infinitive(word) and word.dep_ in ("xcomp", "acl")
    return infinitive and grammar.among(word.head, _MEANT)


def is_patient(token: Token, verb: Token) -> bool:
    """Whether a verb says of a noun that it suffers: as its object, passive subject or one who dies."""
    dep = token.dep_
    if dep in ("obj", "nsubj:pass", "iobj"):
        return True
    if dep == "nsubj":
        return (
            grammar.among(verb, ("die", "perish", "dead", "missing", "disappear"))
            or verb.lower_ in ("dead", "wounded", "injured", "hurt", "missing")
            or (verb.tag_ == "VBN" and not grammar.objects(verb))
        )
    if dep == "nmod" and grammar.preposition(token) == "of":
        return True
    return dep in ("conj", "appos", "parataxis") and bool(
        grammar.objects(verb) or grammar.is_passive(verb)
    )
