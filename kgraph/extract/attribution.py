"""Who says so, and how sure: read off the clause a fact stands in."""

from __future__ import annotations

import re

from spacy.tokens import Span, Token

from kgraph.extract import grammar, ties
from kgraph.extract.lexicon import cues, words
from kgraph.extract.reading import Reading
from kgraph.mentions import of_dateline, text_in
from kgraph.model import Certainty

_NOT_A_SOURCE = frozenset(
    "it he she they who which that we i there man woman boy girl attack bomb blast explosion missile drone strike "
    "victim victims year day shooting bombing".split()
)
_ACCORDING = re.compile(r"\baccording to\b", re.IGNORECASE)


def source_of(reading: Reading, span: Span) -> str | None:
    """The speaker of the clause a span stands in: "Kabul police said", "according to the army"."""
    verb = speech_verb(span.root)
    if verb is not None:
        frame = of_dateline(span.doc)  # "QUETTA: Five persons died, police said"
        speakers = [
            token
            for token in grammar.subjects(verb)
            if token.i not in range(span.start, span.end) and token.i not in frame
        ]
        if speakers and (name := _name(reading, speakers[0])):
            return name
    return _according_to(reading, span)


def speech_verb(token: Token) -> Token | None:
    """The nearest verb of saying that governs a token, or hangs on its clause as "…, police said"."""
    for above in (token, *grammar.ancestors(token)):
        for verb in (above, *grammar.children(above, "parataxis", "ccomp", "dep")):
            if (
                verb.pos_ == "VERB"
                and grammar.among(verb, words("speech", "verbs"))
                and verb.i != token.i
            ):
                if any(
                    item.lower_ in ("responsibility", "credit") for item in grammar.objects(verb)
                ):
                    continue
                governed = verb.i == above.i or verb.head.i == above.i
                if governed and (verb.i != above.i or above.i != token.i):
                    return verb
    return None


def _name(reading: Reading, token: Token) -> str | None:
    found = reading.actor_at(token.i, token.i + 1)
    if found is not None and found[1].name:
        return found[1].name
    if token.lower_ in _NOT_A_SOURCE or token.pos_ not in ("NOUN", "PROPN"):
        return None
    if grammar.is_negated(token):
        return None  # "no group has claimed it"
    if token.lower_ in words("persons", "attackers") or grammar.children(token, "nummod"):
        return None  # "six militants, two soldiers killed in shootout, army says"
    return re.sub(r"^(the|a|an) ", "", grammar.core(token).text, flags=re.IGNORECASE)


def _according_to(reading: Reading, span: Span) -> str | None:
    sentence = span.root.sent
    match = _ACCORDING.search(text_in(sentence))
    if match is None:
        return None
    after = [token for token in sentence if token.idx >= sentence.start_char + match.end()]
    head = next(
        (token for token in after if token.pos_ in ("NOUN", "PROPN") and token.dep_ != "compound"),
        None,
    )
    return _name(reading, head) if head is not None else None


def certainty_of(span: Span, *, window: int = 12) -> Certainty:
    """How sure the text is of the clause around a span."""
    verb = grammar.verb_of(span.root)
    start = max(span.root.sent.start, min(verb.i, span.start) - window)
    end = min(span.root.sent.end, max(verb.i, span.end) + 2)
    near = "".join(token.text_with_ws for token in span.doc[start:end] if not ties.says_tie(token))
    if cues("speech", "hypothetical").search(near) or grammar.is_modal(verb):
        return "hypothetical"
    if grammar.is_negated(verb):
        return "denied"
    return "suspected" if cues("speech", "suspected").search(near) else "stated"
