"""Names of the register in a text, where they are used as names and not as plain words, dates or parts of others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span, Token
from spacy.vocab import Vocab

from kgraph.mentions import text_of
from kgraph.resolve.register import KnownActor, country_words, known_actors, people_of

# Abbreviations that are words as well: never matched in a text that is all capitals.
_WORDS_TOO = frozenset(
    """
    IS US WHO AID UNITA IT AN AS MAN MEND HUM AA PIJ OR ALF APP ICE ACTED SPA ANA MIR GAL RAI KIA
    LANA GAM LEAD SANA HINA LUSA RAB SAS SAF RAF DIA MAS SNA AMIA BRA PET EMERGENCY MAP TAP NOS
    """.split()
)
# Words that show that what stands before them is an organisation.
_ORGANISED = frozenset(
    """
    group groups guerrilla guerrillas gang terrorist terrorists militant militants rebels
    organization organisation movement members member cell newspaper website
    """.split()
)
_SPOKEN = frozenset(
    """
    said says claimed claims denied condemned called urged warned reported reports declined
    confirmed announced wrote quoted
    """.split()
)
_BEFORE_DATES = frozenset(
    "on of in under since by until from to before after about around between till and".split()
)
# Words that the press writes small though they end a name: "Chicago police", "Xinhua news agency".
_SMALL_TOO = frozenset(
    """
    police department news agency group movement army forces front newspaper television militia
    guerrillas rebels brigade brigades battalion network magazine party service union
    of the for and in on to al ul e i de la el wal
    """.split()
)
_MONTHS = (
    "january february march april may june july august september october november december"
).split()
_DATE_LIKE = re.compile(
    rf"(\d{{1,2}}(st|nd|rd|th)?( of)? ({'|'.join(_MONTHS)})|({'|'.join(_MONTHS)}) \d{{1,2}}(st|nd|rd|th)?"
    r"|(article|number|no\.) \d+)"
)
# First words of bodies that every state or city has: "Indianapolis Metropolitan Police".
_GENERIC = frozenset("metropolitan state national civil federal justice treasury capitol".split())
_NO_PLACES = frozenset("the a an us u.s. uk u.k. eu un u.n.".split())


def registered(doc: Doc) -> Sequence[tuple[Span, KnownActor]]:
    """Each use of a name of the register, with the actor that the rest of the text makes likely; read once for a text."""
    kept = doc.user_data
    if "kgraph.registered" not in kept:
        kept["kgraph.registered"] = tuple(_registered(doc))
    found: Sequence[tuple[Span, KnownActor]] = kept["kgraph.registered"]
    return found


def _registered(doc: Doc) -> Iterator[tuple[Span, KnownActor]]:
    found = [(span, _owners()[name]) for span, name in _used(doc)]
    named = {actor.id for _, (own, shared) in found if not shared for actor in own}
    spoken_of = _countries(doc)
    for span, owners in found:
        actor = _meant(owners, spoken_of, named)
        if actor is not None:
            yield span, actor


def _used(doc: Doc) -> Iterator[tuple[Span, str]]:
    exact, folded = _matchers(doc.vocab)
    for matcher in (exact, folded):
        for match, start, end in matcher(doc):
            span, name = doc[start:end], doc.vocab.strings[match]
            if _is_used(span, name, exact=matcher is exact):
                yield span, name


# --- names and their owners -----------------------------------------------------------------------


def is_short(name: str) -> bool:
    """Whether a name is only matched letter by letter: "IRA", "LeT", "K.G.B."."""
    if len(name) > 8:
        return False
    inner = re.sub(r"[-'’/(.]\w|\W", "", name)[1:]
    return name.isupper() or (" " not in name and any(char.isupper() for char in inner))


def _key(name: str) -> str:
    return name if is_short(name) else name.lower()


_Owners = tuple[list[KnownActor], list[KnownActor]]
"""The actors that a name identifies, and those that share it and are meant only where the text speaks of them."""


@cache
def _owners() -> dict[str, _Owners]:
    found: dict[str, _Owners] = {}
    for actor in known_actors():
        for name in actor.names:
            found.setdefault(_key(name), ([], []))[0].append(actor)
        for name in actor.shared_names:
            found.setdefault(_key(name), ([], []))[1].append(actor)
    return found


@lru_cache(maxsize=4)
def _matchers(vocab: Vocab) -> tuple[PhraseMatcher, PhraseMatcher]:
    """Matchers for the register's names: by exact letters (abbreviations) and in any case."""
    from spacy.lang.en import English

    exact, folded = PhraseMatcher(vocab, attr="ORTH"), PhraseMatcher(vocab, attr="LOWER")
    tokenizer = English(vocab).tokenizer
    spelled = {
        _key(name): name for actor in known_actors() for name in (*actor.names, *actor.shared_names)
    }
    for key, name in sorted(spelled.items()):
        (exact if is_short(name) else folded).add(key, [tokenizer(name)])
    return exact, folded


# --- which actor a name means ---------------------------------------------------------------------


def _countries(doc: Doc) -> Counter[str]:
    """How often a text names each country, its people or its capital."""
    words, text = country_words(), text_of(doc)
    ends = [token.idx + len(token) for token in doc]
    found: Counter[str] = Counter()
    for token in doc:
        if token.text[0].isupper():
            for end in ends[token.i : token.i + 4]:
                if code := words.get(text[token.idx : end].lower()):
                    found[code] += 1
    return found


def _meant(owners: _Owners, spoken_of: Counter[str], named: set[str]) -> KnownActor | None:
    """The owner of a name, unless the text speaks of an actor that shares it and not of the owner."""
    own, shared = owners
    likely = max(
        (actor for actor in shared if _weight(actor, spoken_of, named)),
        key=lambda actor: (_weight(actor, spoken_of, named), actor.id),
        default=None,
    )
    if not own:
        return likely
    certain = likely is None or not own[0].countries or _weight(own[0], spoken_of, named)
    return own[0] if certain else likely


def _weight(actor: KnownActor, spoken_of: Counter[str], named: set[str]) -> tuple[int, int] | None:
    """How much a text speaks of an actor, None where it does not: its other names, then its countries."""
    weight = int(actor.id in named), sum(spoken_of[code] for code in actor.countries)
    return weight if any(weight) else None


# --- whether a name is used as one ----------------------------------------------------------------


def _is_used(span: Span, name: str, *, exact: bool) -> bool:
    """Whether letters that spell a name are one here."""
    if _DATE_LIKE.fullmatch(name):
        return _is_organised(span)
    if is_shouted(span.doc):
        return not exact or span.text.replace(".", "") not in _WORDS_TOO
    if exact:
        return True
    if _is_in_person(span) or _is_in_longer_name(span):
        return False
    return is_whispered(span.doc) or _is_capital_enough(span, name)


def _is_capital_enough(span: Span, name: str) -> bool:
    """A name has its capitals; where one is missing, the sentence must not be what gave it the first."""
    capitals = _capitals().get(name, 0)
    shown = sum(token.text[0].isupper() for token in span)
    if not span[0].text[0].isupper():
        return shown > 0 and not _is_capitalised(name)
    if shown >= capitals:
        return not (name in _PLAIN and _begins(span) and not _is_organised(span))
    small = [token.lower_ for token in span if token.text[0].islower()]
    if all(word in _SMALL_TOO for word in small):
        return True
    before = span.doc[span.start - 1].lower_ if span.start > 0 else ""
    return not _begins(span) and before not in ("a", "an")


# Names of one word that begin sentences as plain words, too.
_PLAIN = frozenset("dawn male inspire proceso barricada contras phalange memorial time".split())


@cache
def _capitals() -> dict[str, int]:
    """How many words of a name begin with a capital."""
    return {
        name.lower(): sum(word[:1].isupper() for word in re.findall(r"[^\s\-]+", name))
        for actor in known_actors()
        for name in (*actor.names, *actor.shared_names)
    }


@cache
def _big() -> frozenset[str]:
    return frozenset(
        name.lower() for actor in known_actors() for name in actor.names if name[0].isupper()
    )


def _is_capitalised(name: str) -> bool:
    """Whether the register writes a name with a capital at its head; "al-Shabaab" it does not."""
    return name in _big() and not name.startswith(("the ", "al ", "al-", "el ", "mainland "))


def _begins(span: Span) -> bool:
    """Whether a span begins a sentence, a line or a quotation."""
    before = span.doc[span.start - 1] if span.start > 0 else None
    return (
        before is None
        or bool(span[0].is_sent_start)
        or before.is_space
        or before.text in ('"', "“", "”", ":", "—", "–", "-", "‘", "•", "*")
    )


def _is_organised(span: Span) -> bool:
    """ "The November 17 group", "guerrillas of 17 November", "Dawn reported": no date and no daybreak."""
    doc, start, end = span.doc, span.start, span.end
    after = [token.lower_ for token in doc[end : end + 2]]
    before = [token.lower_ for token in doc[max(start - 3, 0) : start]]
    if any(word in _ORGANISED for word in (*after, *before[-2:])) and before[-1:] != ["on"]:
        return True
    return bool(after) and after[0] in _SPOKEN and not _BEFORE_DATES & set(before[-1:])


def _is_in_person(span: Span) -> bool:
    """ "Michael Bloomberg", "Robert Wagner": a name of one word inside a person's."""
    if len(span) > 1 or span[0].ent_type_ != "PER":
        return False
    return any(
        len(ent) > 1 and ent.start <= span.start and span.end <= ent.end
        for ent in span.doc.ents
        if ent.label_ == "PER"
    )


def _is_in_longer_name(span: Span) -> bool:
    """ "Washington State Department of Health", "Indianapolis Metropolitan Police": another body's name."""
    if span[0].lower_ not in _GENERIC or len(span) < 2 or span.start == 0:
        return False
    before = span.doc[span.start - 1]
    return (
        _is_proper(before)
        and before.lower_ not in _NO_PLACES
        and (before.lower_ not in country_words() or before.lower_ == "washington")
        and people_of(before.text) is None
    )


def _is_proper(token: Token) -> bool:
    return token.text[0].isupper() and token.pos_ in ("PROPN", "ADJ", "NOUN")


@lru_cache(maxsize=16)
def _letters(text: str) -> tuple[int, int]:
    letters = [char for char in text if char.isalpha()]
    return sum(char.isupper() for char in letters), len(letters)


def is_shouted(doc: Doc) -> bool:
    """Whether a text is nearly all capitals."""
    capitals, letters = _letters(text_of(doc)[:2000])
    return capitals > 0.7 * letters


def is_whispered(doc: Doc) -> bool:
    """Whether a text has no capitals at all."""
    return _letters(text_of(doc)[:2000])[0] == 0
