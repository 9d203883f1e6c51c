"""What the law did about it: investigations, warrants, arrests, charges, trials."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from kgraph.extract import grammar
from kgraph.extract.accounts import Account
from kgraph.extract.lexicon import words
from kgraph.extract.reading import Reading
from kgraph.mentions import text_in
from kgraph.model import Claim, LegalValue

_LEGAL: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"\b(?:{words})\b", re.IGNORECASE))
    for kind, words in (
        ("sentence", r"sentenced|jailed for|life (imprisonment|sentence)|death sentence"),
        ("conviction", r"convicted|found guilty|pleaded guilty|conviction"),
        ("trial", r"(stand|stood|on) trial|trial (began|begins|opened|started)|tried (for|on)"),
        (
            "charge",
            r"(was|were|been|being|is|are) charged|charged (with(?! (a|an|the|his|her)? ?(\w+ )?(knife|knives|sword|machete|axe|hammer|weapon|gun|bat)\b)|him|her|them)|indicted|charges (of|against)|indictment",
        ),
        ("warrant", r"(arrest|search) warrants?|warrants? (for|was|were|issued)"),
        (
            "arrest",
            r"arrested|detained|in custody|apprehended|arrests? (of|were|was)|taken into custody|captured",
        ),
        (
            "investigation",
            r"(an|the|a full|full) (investigation|inquiry|probe) (\w+ ){0,4}(launched|opened|under way|underway|ordered|begun|started)|(launched|opened|ordered|began|started|opens|launch) (an|a) (\w+ )?(investigation|inquiry|probe)|(is|are|was|were) investigating",
        ),
    )
)
_ANY_LEGAL = re.compile("|".join(pattern.pattern for _, pattern in _LEGAL), re.IGNORECASE)


def legal_action(reading: Reading, account: Account) -> Iterator[Claim]:
    """Investigations, warrants, arrests, charges, trials: one claim a kind."""
    seen: set[str] = set()
    for sentence in account.sentences():
        text = text_in(sentence)
        for kind, pattern in _LEGAL if _ANY_LEGAL.search(text) else ():
            match = pattern.search(text) if kind not in seen else None
            if match is None:
                continue
            token = next(
                (t for t in sentence if t.idx + len(t) > sentence.start_char + match.start()),
                sentence[-1],
            )
            verb = grammar.verb_of(token)
            if token.i not in account.tokens or grammar.is_negated(verb) or grammar.is_modal(verb):
                continue
            if _NO_LAW.search(text[max(match.start() - 60, 0) : match.end()]):
                continue
            if token.lower_ == "captured" and not _captures_persons(verb):
                continue
            seen.add(kind)
            quote = grammar.clause(verb)
            value = LegalValue(kind, " ".join(quote.text.split()), *_parties(verb, kind))
            yield reading.claim("legalAction", value, [quote], confidence=0.7)


# "Nobody has been arrested", "information leading to the arrest of".
_NO_LAW = re.compile(
    r"\b(?:nobody|no (?:one|suspects?|arrests?|\w+ arrests?)|none)\b[^.;]{0,50}$|\b(?:leads?|leading|led) to (?:the |an |any )?(?:\w+ )?arrests?\b",
    re.IGNORECASE,
)


def _captures_persons(verb: Token) -> bool:
    """Whether it is people who are captured, and no town."""
    taken = grammar.subjects(verb) if grammar.is_passive(verb) else grammar.objects(verb)
    persons = (
        words("persons", "people") | words("persons", "attackers") | {"he", "she", "they", "him"}
    )
    return any(token.lower_ in persons or token.ent_type_ == "PER" for token in taken)


def _parties(verb: Token, kind: str) -> tuple[str | None, str | None]:
    """Who acted, and against whom, as the words give them."""
    passive = grammar.is_passive(verb) and not _is_by_law(verb)
    by = grammar.agents(verb) if passive else grammar.subjects(verb)
    against = grammar.subjects(verb) if passive else grammar.objects(verb)
    if kind in ("investigation", "warrant"):
        against = []
    return _party(by), _party(against)


def _is_by_law(verb: Token) -> bool:
    """Whether its subject is the law itself, whatever the parse: "police arrested a man, 31, of Troy, on counts of"."""
    bare = not grammar.children(verb, "aux:pass")
    return bare and any(
        token.lower_ in words("state", "officers") for token in grammar.subjects(verb)
    )


_NOMINALS = frozenset({"NOUN", "PROPN", "PRON"})


def _party(tokens: list[Token]) -> str | None:
    """The phrase of the first of some nouns; None where the parse puts another word there."""
    first = next((token for token in tokens if token.pos_ in _NOMINALS), None)
    return grammar.core(first).text if first is not None else None
