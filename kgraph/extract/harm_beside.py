"""What the words right beside a count say befell those counted: "killed 12", "12 people were wounded"."""

from __future__ import annotations

import re

from spacy.tokens import Span, Token

from kgraph.extract import grammar
from kgraph.extract.harm_grammar import death_of
from kgraph.extract.harm_words import FATAL, HARM_OF, IN_CONDITION
from kgraph.extract.lexicon import words

_STRIKES = frozenset("stabs stabbed stabbing shoots shooting stab shoot".split())
_TO_HOSPITAL = re.compile(
    r"(,? ?(who|were|was|are|is|have|has|been|also|both|later|all|then|sent|taken|rushed|transported|flown|airlifted|brought|driven))* ?"
    r"(to|at) (the |a |an |local |area |nearby |\w+ )?hospitals?\b|(were|was|are|is|being|remain\w*) (also )?hospitali[sz]ed"
    r"|(,? ?(who|were|was|are|is|have|has|been|being|also|still))* ?treated (for|at|in)\b|,? ?(who )?(are|were|was|is) (still )?being treated\b|with (gunshot|stab|shrapnel|knife|bullet|blast) (wounds|injuries)",
    re.IGNORECASE,
)
_LOST_LIFE = re.compile(
    r"(?:(?:who|had|have) )*(?:(?:lost|lose|(?:laid|lay) down) (?=(?:their|his|her) (?:lives|life)\b)"
    r"|(?:embrac|attain|achiev)\w+ (?=martyrdom\b))",
    re.IGNORECASE,
)
_SUFFERED = re.compile(
    r"(?:(?:who|had|have|also|reportedly) )*(?:sustain|suffer|receiv)\w* (?:[\w-]+ ){0,3}?"
    r"(?:injur(?:y|ies)|wounds?|burns?)\b",
    re.IGNORECASE,
)
_FATALLY = re.compile(r"(?:of (?:them|whom) |of the \w+ )?fatally\b", re.IGNORECASE)
_ASIDE = re.compile(
    r", (?:including|among them|most(?:ly)?|many|[\w-]+ of (?:them|whom))\b[^,.;:]{0,60}, ",
    re.IGNORECASE,
)
_PASSED_BEHIND = frozenset(
    """
    have has had been were was more others people confirmed reported left seriously critically also
    reportedly believed feared either injured wounded
    """.split()
)
_PASSED_BEFORE = frozenset("another some up to as many other".split())
_NOT_BEFORE = ("dead", "died", "die", "missing", "free")


def beside(span: Span, noun: Token | None) -> tuple[str, Token] | None:
    """ "killed 12", "12 dead", "12 people killed", "30 others were wounded": the word right beside."""
    doc, sentence = span.doc, span.sent
    if (fatally := _fatally(doc[span.end : min(span.end + 5, sentence.end)])) is not None:
        return "killed", fatally
    end = _behind_aside(
        doc[(noun.i + 1) if noun is not None and noun.i >= span.end else span.end : sentence.end]
    )
    following = doc[end : min(end + 9, sentence.end)].text
    if (life := _LOST_LIFE.match(following)) is not None:
        return "killed", doc[end + len(life.group().split()) - 1]
    if (hurt := _SUFFERED.match(following)) is not None:
        fate = "killed" if FATAL.search(hurt.group()) else "wounded"
        return fate, doc[end + len(hurt.group().split()) - 1]
    if IN_CONDITION.match(following) or _TO_HOSPITAL.match(following):
        return "wounded", doc[end]
    return (
        _right_behind(doc[end : min(end + 4, sentence.end)])
        or _right_before(doc[max(sentence.start, span.start - 4) : span.start], noun)
        or _behind_others(noun, end)
    )


def _fatally(following: Span) -> Token | None:
    """The "fatally" of "four were shot, two fatally", "one of them fatally"."""
    match = _FATALLY.match(following.text)
    return following[len(match.group().split()) - 1] if match is not None else None


def _behind_others(noun: Token | None, end: int) -> tuple[str, Token] | None:
    """ "17 soldiers and four militants killed": what stands behind the others of a list of two."""
    others = grammar.children(noun, "conj") if noun is not None else []
    if len(others) != 1 or noun is None:
        return None
    other, doc = others[0], noun.doc
    joined = doc[end].lower_ == "and" and any(child.dep_ == "nummod" for child in other.children)
    return _right_behind(doc[other.i + 1 : min(other.i + 3, noun.sent.end)]) if joined else None


def _behind_aside(following: Span) -> int:
    """Where it goes on behind an aside on those counted: "148 people, 142 of them students, who died"."""
    aside = _ASIDE.match(following.text)
    stop = following.start_char + aside.end() if aside is not None else following.start_char
    return next((token.i for token in following if token.idx >= stop), following.start)


def _right_behind(following: Span) -> tuple[str, Token] | None:
    """ "12 dead", "30 others were wounded": what the first words behind the counted say of them."""
    for token in following:
        if token.lower_ in HARM_OF and not _is_active(token) and not _is_of_name(token):
            return HARM_OF[token.lower_], token
        if token.lower_ in ("shot", "stabbed") and not _is_active(token):
            return _struck(token), token
        if token.pos_ not in ("AUX", "ADV", "ADJ") and token.lower_ not in _PASSED_BEHIND:
            break
    return None


def _struck(verb: Token) -> str:
    """What became of persons behind whom "shot" or "stabbed" stands: killed where words near it say so."""
    doc, end = verb.doc, verb.sent.end
    stop = next(
        (other.i for other in doc[verb.i + 1 : end] if other.is_punct or other.like_num), end
    )
    fatal = FATAL.search(doc[max(verb.i - 1, 0) : min(verb.i + 4, stop)].text)
    return "killed" if fatal else "wounded"


def _right_before(before: Span, noun: Token | None) -> tuple[str, Token] | None:
    """ "Killed 12", "shot dead 12": what the last words before the counted say of them."""
    for token in reversed(before):
        if token.lower_ in _STRIKES and (noun is not None or _ends_phrase(before)):
            fatal = FATAL.search(token.doc[token.i + 1 : min(token.i + 4, token.sent.end)].text)
            return ("killed" if fatal or death_of(token) else "wounded"), token
        if token.lower_ == "dead" and token.i > 0 and token.nbor(-1).lower_ == "shot":
            return "killed", token
        if _are_taken_away(token, noun):
            return "kidnapped", token.nbor(-1)
        if token.lower_ in HARM_OF and token.lower_ not in _NOT_BEFORE and not _is_of_name(token):
            return HARM_OF[token.lower_], token
        passed = ("ADV", "ADP", "DET", "ADJ", "CCONJ")
        if token.pos_ not in passed and token.lower_ not in _PASSED_BEFORE:
            break
    return None


# What those who take people with them do.
_TAKEN_AWAY = frozenset(
    "whisked whisking took taking marched marching herded herding led leading dragged dragging carted".split()
)


def _are_taken_away(away: Token, noun: Token | None) -> bool:
    """ "Whisked away five women"; not "took away 200 cows"."""
    taken = away.lower_ in ("away", "off") and away.i > 0 and away.nbor(-1).lower_ in _TAKEN_AWAY
    return taken and noun is not None and noun.lower_ in words("persons", "people")


def _ends_phrase(before: Span) -> bool:
    """Whether a number behind these words stands alone: "stabbing three in an attack"."""
    return before.end + 1 < len(before.doc) and before.doc[before.end + 1].pos_ in ("ADP", "PUNCT")


def _is_of_name(token: Token) -> bool:
    """Whether a word is part of a name: "Radio Free Europe"."""
    doc, at = token.doc, token.i
    beside = doc[max(at - 1, 0) : at + 2]
    return (
        len(beside) == 3 and all(item.is_title for item in beside) and not beside[0].is_sent_start
    )


def _is_active(token: Token) -> bool:
    """A transitive verb with an object of its own: "12 gunmen killed a guard"."""
    if token.pos_ != "VERB" or grammar.is_passive(token):
        return False
    return any(
        item.i - token.i < 5 and item.ent_type_ != "DATE" and item.pos_ != "PROPN"
        for item in grammar.objects(token)
    )
