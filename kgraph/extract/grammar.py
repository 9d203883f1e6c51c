"""Questions put to a dependency parse (Universal Dependencies labels) and answered in one place."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache

from spacy.tokens import Doc, Span, Token

from kgraph.extract.lexicon import words

SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "nsubj:outer")
_INSIDE = ("compound", "flat", "amod", "nummod", "det", "nmod:poss", "case", "punct", "goeswith")
_CLAUSES = (
    "acl",
    "acl:relcl",
    "advcl",
    "advcl:relcl",
    "parataxis",
    "ccomp",
    "appos",
    "conj",
    "cc",
    "dep",
)
_MAX_CLIMB = 25


def among(token: Token, lemmas: Collection[str]) -> bool:
    """Whether a word is a form of one of these; small slips of the lemmatizer ("condemne") are forgiven."""
    return not _forms(token.lemma_, token.lower_).isdisjoint(lemmas)


@lru_cache(maxsize=20_000)
def _forms(lemma: str, form: str) -> frozenset[str]:
    """What a word is compared as."""
    lemma, stem = lemma.lower(), form.removesuffix("ed")
    forms = {
        lemma,
        lemma.removesuffix("e"),
        f"{lemma}e",
        form,
        stem,
        form.removesuffix("d"),
        form.removesuffix("s"),
    }
    if stem != form and len(stem) > 2 and stem[-1] == stem[-2]:
        forms.add(stem[:-1])
    return frozenset(forms)


def ancestors(token: Token) -> Iterator[Token]:
    """The heads of a token, nearest first, without itself."""
    for _ in range(_MAX_CLIMB):
        head = token.head
        if head.i == token.i:
            return
        token = head
        yield token


def equals(token: Token) -> Iterator[Token]:
    """The heads that a name stands beside or is listed with, nearest first."""
    for above in ancestors(token):
        if token.dep_ not in ("appos", "conj", "flat", "compound", "nmod:desc"):
            return
        yield above
        token = above


def children(token: Token, *deps: str) -> list[Token]:
    """The dependents with one of these labels, in text order."""
    return [child for child in token.children if child.dep_ in deps]


def verb_of(token: Token) -> Token:
    """The verb of the clause a token stands in: itself when it is one, else the nearest verb above."""
    for above in (token, *ancestors(token)):
        if above.pos_ in ("VERB", "AUX") and above.dep_ not in ("aux", "aux:pass", "cop", "amod"):
            return above
    return token.sent.root


def preposition(token: Token) -> str:
    """The preposition in front of a nominal, lower-cased; "" where there is none."""
    return next((child.lower_ for child in token.children if child.dep_ == "case"), "")


_BE = frozenset("was were been is are being be".split())


def is_passive(verb: Token) -> bool:
    """Whether a verb form is passive, with or without its auxiliary."""
    if any(child.dep_ in ("aux:pass", "nsubj:pass") for child in verb.children):
        return True
    if verb.tag_ in ("VBN", "VBD") and any(
        child.dep_ in ("aux", "cop") and child.lower_ in _BE for child in verb.children
    ):
        return True
    bare = verb.tag_ == "VBN" and verb.dep_ in ("acl", "amod", "advcl")
    return bare and not any(child.dep_ == "aux" for child in verb.children)


def is_negated(token: Token) -> bool:
    """Whether "not", "no", "never", "without" … stand on a token."""
    return any(
        child.lower_ in ("not", "n't", "n’t", "n´t", "no", "never", "without", "neither", "nor")
        and child.dep_ in ("advmod", "det", "neg", "case", "cc:preconj")
        for child in token.children
    )


def is_modal(verb: Token) -> bool:
    """Whether the verb only may, could or will happen."""
    return any(
        child.dep_ == "aux" and child.lower_ in words("realis", "modal") for child in verb.children
    )


def is_counterfactual(word: Token) -> bool:
    """Whether the verb of a word tells of what would or could have happened."""
    verb = verb_of(word)
    return any(
        child.dep_ == "aux" and child.lower_ in ("would", "could") for child in verb.children
    )


def is_infinitive(verb: Token) -> bool:
    """Whether the verb stands as "to …"."""
    return any(child.lower_ == "to" and child.dep_ in ("mark", "aux") for child in verb.children)


def subjects(verb: Token) -> list[Token]:
    """Who does it (or, of a passive, whom it befalls), through shared and relative clauses."""
    found = children(verb, *SUBJECTS)
    if found:
        second = _second_subjects(verb)
        return [_antecedent(token) for token in found if token not in second]
    if verb.dep_ in ("conj", "xcomp", "advcl", "parataxis") and verb.head.pos_ in ("VERB", "AUX"):
        return subjects(_nearest_listed(verb) or verb.head)
    if verb.dep_ in ("acl", "acl:relcl"):
        return [verb.head]
    return []


def _nearest_listed(verb: Token) -> Token | None:
    """The last verb with a subject of its own that is listed between a verb and its head: "A was shot, B fled and hid"."""
    listed = children(verb.head, "conj") if verb.dep_ == "conj" else []
    return next(
        (other for other in reversed(listed) if other.i < verb.i and children(other, *SUBJECTS)),
        None,
    )


def _antecedent(token: Token) -> Token:
    """What "who", "which" or "that" of a relative clause stands for."""
    if token.lower_ in ("who", "which", "that", "whom") and token.head.dep_ == "acl:relcl":
        return token.head.head
    return token


def agents(verb: Token) -> list[Token]:
    """The nominals of "by …" on a passive verb or on a noun such as "attack"."""
    return [
        child
        for child in verb.children
        if child.dep_ in ("obl", "obl:agent", "nmod") and preposition(child) == "by"
    ]


def doers(verb: Token) -> list[Token]:
    """Who does it: the subjects of an active verb, and the nominals of "by …"."""
    return [*(() if is_passive(verb) else subjects(verb)), *agents(verb)]


def objects(verb: Token) -> list[Token]:
    """The direct objects of a verb."""
    return sorted(
        [*children(verb, "obj", "iobj"), *_second_subjects(verb)], key=lambda item: item.i
    )


def _second_subjects(verb: Token) -> list[Token]:
    """What the parse takes for a second subject behind an active verb: its object."""
    found = children(verb, "nsubj")
    active = len(found) > 1 and found[0].i < verb.i and verb.pos_ == "VERB"
    return [token for token in found if token.i > verb.i] if active else []


def conjuncts(token: Token) -> list[Token]:
    """A nominal with everything coordinated to it, in text order."""
    found = [token]
    for item in found:
        found.extend(children(item, "conj"))
    return sorted(found, key=lambda item: item.i)


def phrase(token: Token, *, clauses: bool = False) -> Span:
    """The noun phrase of a head, with its prepositional phrases, without clauses and conjuncts."""
    keep = {token.i}
    stack = [child for child in token.children if clauses or child.dep_ not in _CLAUSES]
    while stack:
        item = stack.pop()
        keep.add(item.i)
        stack.extend(child for child in item.children if clauses or child.dep_ not in _CLAUSES)
    return _contiguous(token, keep)


def core(token: Token) -> Span:
    """The short noun phrase of a head: determiner, modifiers, compounds and the head itself."""
    keep = {token.i}
    stack = [child for child in token.children if child.dep_ in _INSIDE and child.dep_ != "case"]
    while stack:
        item = stack.pop()
        keep.add(item.i)
        stack.extend(child for child in item.children if child.dep_ in _INSIDE)
    return _contiguous(token, keep)


def _contiguous(token: Token, keep: set[int]) -> Span:
    """The unbroken run of kept tokens around a head, without punctuation at its edges."""
    start = end = token.i
    while start - 1 in keep:
        start -= 1
    while end + 1 in keep:
        end += 1
    return trimmed(token.doc[start : end + 1])


_TIMES = frozenset("minutes hours days weeks months years".split())


def trimmed(span: Span) -> Span:
    """A span without blanks, punctuation and prepositions at its edges, nor the time of "hours later soldiers"."""
    doc, start, end = span.doc, span.start, span.end
    if end - start > 2 and doc[start].lower_ in _TIMES and doc[start + 1].lower_ == "later":
        start += 2
    while end - start > 1 and (_loose(first := doc[start]) or first.dep_ in ("case", "cc")):
        start += 1
    while end - start > 1 and _loose(doc[end - 1]):
        end -= 1
    return doc[start:end]


def _loose(token: Token) -> bool:
    return token.is_space or (token.is_punct and token.text not in (")", "%"))


def clause(verb: Token, *, widest: int = 40) -> Span:
    """The words of a verb's own clause: a quotable stretch around it, inside its sentence."""
    indices = [verb.i]
    for child in verb.children:
        if child.dep_ in (
            "parataxis",
            "ccomp",
            "advcl",
            "punct",
            "conj",
            "cc",
            "mark",
            "discourse",
        ):
            continue
        indices.extend(item.i for item in child.subtree)
    sentence = verb.sent
    start = max(min(indices), sentence.start, verb.i - widest)
    end = min(max(indices) + 1, sentence.end, verb.i + widest)
    return trimmed(verb.doc[start:end])


def between(doc: Doc, first: Span, second: Span) -> Span:
    """From the start of whichever comes first to the end of the other."""
    return doc[min(first.start, second.start) : max(first.end, second.end)]
