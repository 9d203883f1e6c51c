"""What befell one person, by the words right beside the noun for them, or else by the parse."""

from __future__ import annotations

import re

from spacy.tokens import Token

from kgraph.extract import grammar
from kgraph.extract.attackers import REFLEXIVE
from kgraph.extract.harm import befell
from kgraph.extract.person import PRONOUNS, is_attacker, is_one_person
from kgraph.mentions import text_in

_DEAD = (
    r"(?:(?:found |accidentally |fatally |then )*(?:shot|stabbed|beaten|gunned down|hit|struck)(?: [\w'’-]+){0,8}?,? "
    r"(?:to death|dead\b|and (?:later |was |then )*(?:killed|died|pronounced dead))"
    r"|fatally (?:shot|wounded|stabbed|injured|struck)|(?:found |pronounced |declared )?dead\b|killed|slain|murdered"
    r"|die[sd]\b|succumbed|gunned down)"
)
_HURT = (
    r"(?:(?:critically |seriously |severely |slightly |lightly |badly |gravely |moderately |accidentally )*(?:shot|wounded|injured|hurt|grazed|stabbed)"
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


def fate_of(token: Token) -> tuple[str, Token] | None:
    """What befell the one person that a word stands for, and the word that says so."""
    attacker = is_attacker(token)
    if not attacker and not is_one_person(token):
        return None
    if any(item.lower_ in ("neither", "nobody") for item in token.doc[token.sent.start : token.i]):
        return None
    if any(item.lower_ == "none" for item in grammar.ancestors(token)):
        return None
    own = _by_order(token) or (None if attacker else _listed(token) or befell(token))
    return own or (None if attacker else _shared(token))


_TOGETHER = re.compile(
    r"\b(?:(?:together|along) with|alongside) (?:(?:his|her|its|their|an?|the|one) )?(?:[\w-]+ ){0,2}$"
)


def _shared(token: Token) -> tuple[str, Token] | None:
    """What befell a person with another: "the mayor was shot dead together with her driver"."""
    before = text_in(token.doc[token.sent.start : token.i])
    if token.dep_ not in ("obl", "obl:agent", "nmod") or _TOGETHER.search(f"{before} ") is None:
        return None
    verb = grammar.verb_of(token)
    others = grammar.subjects(verb) if grammar.is_passive(verb) else grammar.objects(verb)
    return next((fate for other in others if (fate := _by_order(other) or befell(other))), None)


def _listed(token: Token) -> tuple[str, Token] | None:
    """What befell the last of those listed with a person: "a reporter and her driver were killed"."""
    others = grammar.children(token, "conj")
    last = others[-1].i if others else token.i
    following = token.doc[last + 1 : last + 2].text
    between = token.doc[token.i + 1 : last]
    if following not in ("were", "are") or any(item.pos_ == "VERB" for item in between):
        return None
    return _by_order(token.doc[last]) if others else None


def _by_order(token: Token) -> tuple[str, Token] | None:
    """What the words right behind or before a person say befell them, whatever the parse."""
    doc, sentence = token.doc, token.sent
    end = max((item.i for item in token.subtree if item.dep_ == "flat"), default=token.i)
    after = text_in(doc[end + 1 : min(end + 30, sentence.end)])
    after = after if after[:1] in ",;(" else f" {after}"
    if token.lower_ in PRONOUNS:
        return None
    for fate, pattern in (("killed", _KILLED_AFTER), ("wounded", _HURT_AFTER)):
        if match := pattern.match(after):
            word = _last_word(token, end, len(match.group().strip()))
            return None if _does_it(token, word) else (fate, word)
    if is_attacker(token):
        return None
    before = text_in(doc[max(sentence.start, token.i - 12) : token.i]) + " "
    for fate, pattern in (("killed", _KILLED_BEFORE), ("wounded", _HURT_BEFORE)):
        if match := pattern.search(before):
            back = len(before.strip()) - match.start()
            first = doc.char_span(max(token.idx - back - 1, 0), token.idx, alignment_mode="expand")
            return fate, first[0] if first is not None else token
    return None


def _does_it(token: Token, last: Token) -> bool:
    """Whether the words up to the last one tell of a deed of theirs: "a gunman shot two people to death"."""
    behind = token.doc[token.i + 1 : last.i + 1]
    verbs = [verb for verb in behind if verb.pos_ == "VERB" and token in grammar.subjects(verb)]
    done = [
        item for verb in verbs if not grammar.is_passive(verb) for item in grammar.objects(verb)
    ]
    befallen = any(map(grammar.is_passive, verbs)) or any(item.lower_ in REFLEXIVE for item in done)
    return bool(done) and not befallen


def _last_word(token: Token, end: int, length: int) -> Token:
    """The token in which the matched words end."""
    stop = token.doc[end].idx + len(token.doc[end]) + length
    following = [item for item in token.doc[end + 1 : token.sent.end] if item.idx < stop]
    return following[-1] if following else token
