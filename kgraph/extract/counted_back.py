"""What a text counts back to: "ten days after the blast, the stalls were open", "it is two years since gunmen stormed the school"."""

from __future__ import annotations

from spacy.tokens import Span, Token

from kgraph.extract import grammar
from kgraph.extract.reading import Reading
from kgraph.extract.triggers import Trigger
from kgraph.model import DateValue

_LINKS = frozenset({"after", "since", "from"})
_NEAR = 8  # tokens behind the link that are its own whatever the parse says


def is_counted_back(span: Span) -> bool:
    """Whether words for a date count back to what stands behind them, and date nothing else."""
    return len(span) > 1 and (span[-1].lower_ in _LINKS or span[-1].lower_ == "anniversary")


def date(reading: Reading, trigger: Trigger) -> DateValue | None:
    """The date that a text counts back to a trigger, unless the same words date it themselves."""
    for span, value in reading.dates_in(trigger.sentence):
        if is_counted_back(span) and _governs(span, trigger):
            return None if _is_dated(reading, span) else value
    return None


def _governs(span: Span, trigger: Trigger) -> bool:
    link = span[-1]
    between = span.doc[span.end : trigger.span.start]
    if trigger.span.start < span.end or any(token.text in (",", ";") for token in between):
        return False
    if link.dep_ in ("mark", "case") and link.head.i > link.i:
        return _is_under(trigger.head, link.head)
    return len(between) < _NEAR


def _is_under(token: Token, head: Token) -> bool:
    return token.i == head.i or any(above.i == head.i for above in grammar.ancestors(token))


def _is_dated(reading: Reading, span: Span) -> bool:
    """Whether the clause that is counted back to tells its own date: "three days after Friday's shooting"."""
    return any(
        other.start >= span.end
        and not any(token.text == "," for token in span.doc[span.end : other.start])
        for other, _ in reading.dates_in(span.sent)
    )
