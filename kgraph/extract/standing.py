"""Where the words for a place stand: as the scene, in the title, as a hospital's town."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Span, Token

from kgraph.extract import grammar, lookback
from kgraph.extract.distances import distance
from kgraph.extract.lexicon import words
from kgraph.extract.reading import Reading
from kgraph.extract.triggers import Trigger
from kgraph.mentions import before, behind, text_of
from kgraph.model import PlaceValue

_LOCATIVE = (
    "in",
    "at",
    "near",
    "outside",
    "around",
    "inside",
    "on",
    "from",
    "of",
    "across",
    "to",
    "into",
)


def place_of(reading: Reading, trigger: Trigger) -> PlaceValue | None:
    """The settlement that a trigger's clause names as the scene, if any."""
    found = scene_of(reading, trigger)
    return found[1] if found is not None else None


def scene_of(reading: Reading, trigger: Trigger) -> tuple[Span, PlaceValue] | None:
    """The settlement that a trigger's clause names as the scene, with the words that name it."""
    own = grammar.verb_of(trigger.head).i
    scenes = [
        ((grammar.verb_of(span.root).i != own, distance(trigger.span, span)), span, place)
        for span, place in reading.places_in(trigger.sentence)
        if place.precision not in ("country", "region")
        and is_scene(span)
        and not _is_of_step(span, trigger)
        and not lookback.is_of_avenged(span.root, trigger)
    ]
    if scenes and not lookback.came_after(trigger):
        scenes = [item for item in scenes if not lookback.came_before_deed(item[1].root)]
    nearest = min(scenes, key=lambda item: (item[0], item[1].start), default=None)
    return (nearest[1], nearest[2]) if nearest is not None else None


def _is_of_step(span: Span, trigger: Trigger) -> bool:
    """Whether a place only says where somebody was found or held for the deed: "suspect in the shooting arrested in Troy"."""
    verb, at = grammar.verb_of(span.root), trigger.span.start
    step = grammar.among(verb, words("aftermath", "steps")) and verb.i != trigger.head.i
    return step and verb.i < span.start and not verb.i < at < span.start


def provinces_of(reading: Reading, trigger: Trigger) -> list[PlaceValue]:
    """The countries, provinces and towns that a trigger's own phrase or clause names as where it was."""
    return [
        place
        for span, place in reading.places_in(trigger.sentence)
        if _FROM_OR_TO.isdisjoint(map(grammar.preposition, (span.root, span.root.head)))
        and is_scene(span)
        and not _is_of_step(span, trigger)
        and _is_of_clause(span.root, trigger.head)
    ]


_FROM_OR_TO = frozenset({"from", "to", "into"})


def _is_of_clause(word: Token, deed: Token) -> bool:
    """Whether a word hangs on a noun for a deed, or on its verb or one that shares the subject."""
    if deed.pos_ == "NOUN" and deed.i in {token.i for token in grammar.ancestors(word)}:
        return True
    verb, own = grammar.verb_of(word), grammar.verb_of(deed)
    while verb.i != own.i and verb.dep_ == "conj" and not grammar.children(verb, *grammar.SUBJECTS):
        verb = verb.head
    return verb.i == own.i


def is_scene(span: Span) -> bool:
    """Whether a place is said to be where something happens, not where someone speaks, is from or is treated."""
    if is_of_hospital(span) or is_of_feeling(span) or is_of_journey(span):
        return False
    root = span.root
    case = grammar.preposition(root)
    if not case and root.dep_ in ("appos", "flat", "compound", "conj", "nmod:poss"):
        case = next(
            (found for above in grammar.ancestors(root) if (found := grammar.preposition(above))),
            "",
        )
    if root.dep_ in ("nsubj", "nsubj:pass", "obj") and not case:
        return root.dep_ == "obj"
    if is_origin(span):
        return False
    verb = grammar.verb_of(root)
    speaks = grammar.among(verb, words("speech", "verbs")) and root.head.i == verb.i
    return case in _LOCATIVE and not speaks


def is_origin(span: Span) -> bool:
    """Whether a place only says where a person is from: "a teenager from Sudan"."""
    root = span.root
    return (
        grammar.preposition(root) == "from"
        and root.dep_ == "nmod"
        and grammar.among(root.head, words("persons", "people"))
    )


_FEELING = re.compile(
    r"\b(?:solidarity|support|sympathy) (?:with|for|of) (?:[\w'’-]+ ){0,5}(?:in|for|of) $",
    re.IGNORECASE,
)


def is_of_feeling(span: Span) -> bool:
    """Whether a place only says for whom a deed was done: "in solidarity with Palestinians in Gaza"."""
    return _FEELING.search(before(span)) is not None


_JOURNEY = re.compile(
    r"\b(?:on (?:its|his|her|their|the) way|en route|bound|travell?ing|sailing|flying|headed|heading|returning|journey|voyage"
    r"|flight|trip)(?: home| back)? (?:from|to|for) (?:(?!(?:in|at|near|on|when|as|after|and)\b)[\w'’-]+,? ){0,5}$",
    re.IGNORECASE,
)


_TAKEN_TO = re.compile(
    r"\b(?:took|taken|flew|flown|airlifted|shifted|rushed|evacuated|transferred|moved|brought) "
    r"(?:(?:the|most of|all of|those|\w+ of the|its) )*(?:(?:\w+ )?(?:wounded|injured|casualties|bodies|victims|dead|survivors) )?"
    r"(?:by (?:air|road|helicopter|ambulance) )?to (?:the capital,? )?$",
    re.IGNORECASE,
)
_ROAD = re.compile(r" ?[-–] ?(?:[A-Z]\w+ ?){1,2} (?:road|highway|motorway|railway|route|line)\b")
_ROAD_ON = re.compile(r"\b[A-Z]\w+ ?[-–] ?$")
_ROAD_END = re.compile(r" (?:road|highway|motorway|railway|route|line)\b")


def is_of_journey(span: Span) -> bool:
    """Whether a place only says whence or whither: "on its way from Luanda to Abidjan", "the Kabul-Herat highway".

    So does one to which people were carried afterwards: "helicopters took the wounded to Peshawar".
    """
    first, last = before(span), behind(span)
    road = _ROAD.match(last) or (_ROAD_ON.search(first) and _ROAD_END.match(last))
    return bool(road or _JOURNEY.search(first) or _TAKEN_TO.search(first))


_TITLE = 200  # characters of a first line that may be a title


def is_in_title(span: Span) -> bool:
    """Whether it stands in the title: a first line of a longer text that does not end as a sentence does."""
    first, _, rest = text_of(span.doc).partition("\n")
    titled = bool(rest) and len(first) < _TITLE and not first.rstrip("\"”’' ").endswith(".")
    return titled and span.end_char <= len(first)


_AGENCY = 8  # tokens of a dateline behind its place: " (Agency) —"


def lone_datelines(doc: Doc) -> frozenset[int]:
    """Where datelines begin that stand in a sentence of their own, without the first words of the news."""
    lines = ((line.start, line.end) for line in doc.spans.get("dateline", ()))
    return frozenset(start for start, end in lines if doc[start].sent.end < end + _AGENCY)


_HOSPITAL = re.compile(
    r"\b(?:hospitals?|medical cent(?:er|re)|trauma cent(?:er|re)|clinic|infirmary)\b[^,;.]{0,20}\b(?:in|of|at)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)


def is_of_hospital(span: Span) -> bool:
    """Whether a place only says where the wounded were taken: "a hospital in Oak Park"."""
    start = max(span.sent.start, span.start - 10)
    before = text_of(span.doc)[span.doc[start].idx : span.start_char]
    return _HOSPITAL.search(before) is not None
