"""Which words of a text belong to which incident: the article's own, others of its time, and recalled ones."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from spacy.tokens import Span, Token

from kgraph.extract import afterwards, grammar, lookback
from kgraph.extract.lexicon import cues, words
from kgraph.extract.reading import Reading
from kgraph.extract.triggers import Trigger, deed_of
from kgraph.mentions import text_of
from kgraph.model import DateValue, PlaceValue, Prominence

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
_HURT = frozenset(
    [
        "killed",
        "kills",
        "killing",
        "wounded",
        "wounding",
        "injured",
        "injuring",
        "died",
        "dead",
        "deaths",
        "casualties",
    ]
)
# How sure the reader must be of an incident, and of its kind, before weak words tell of it by themselves.
_SEEN, _SEEN_KIND = 0.965, 0.5
_FAR_KM = 60.0
_DAY = dt.timedelta(days=1)
_LEAD = 6  # sentences, with the title, in which news says what it is about
_LONG = dt.timedelta(days=300)
_STILL_NEWS = dt.timedelta(days=4)


@dataclass(slots=True)
class _Draft:
    """An account while it is being put together; that of a whole war is none in the end."""

    triggers: list[Trigger]
    date: DateValue | None
    place: PlaceValue | None
    recalled: bool
    war: bool = False
    tokens: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class Account:
    """One incident as one text tells it: its triggers and the tokens that speak of it.

    `deed` narrows its type to a family (triggers.DEEDS) where something else than the triggers tells it;
    `alone` says that the text is about no other, `elsewhere` are the tokens of what it only recalls, and
    `dated` those of the dates that stand with the words for that.
    """

    triggers: tuple[Trigger, ...]
    tokens: frozenset[int]
    prominence: Prominence
    deed: str | None = None
    alone: bool = False
    elsewhere: frozenset[int] = frozenset()
    dated: frozenset[int] = frozenset()

    def owns(self, span: Span) -> bool:
        """Whether a span's head word belongs to this account."""
        return span.root.i in self.tokens

    def reaches(self, span: Span) -> bool:
        """Whether a span may speak of it: its own, or any where the text is about nothing else."""
        return self.alone or self.owns(span)

    def is_new(self) -> bool:
        """Whether its first words introduce it: "a bomb exploded", not "the bombing"."""
        return not self.triggers[0].definite

    def sentences(self) -> list[Span]:
        """The sentences with any of its tokens, in order."""
        return self._sentences

    @cached_property
    def _sentences(self) -> list[Span]:
        doc = self.triggers[0].span.doc
        return [
            sent for sent in doc.sents if any(i in self.tokens for i in range(sent.start, sent.end))
        ]

    @cached_property
    def verbs(self) -> list[Token]:
        """Its verbs, in order."""
        doc = self.triggers[0].span.doc
        return [doc[i] for i in sorted(self.tokens) if doc[i].pos_ == "VERB"]


def tell_apart(reading: Reading, triggers: Sequence[Trigger]) -> list[Account]:
    """The accounts of a text, the main one first; none where nothing in it really happened."""
    real = [trigger for trigger in triggers if trigger.real]
    anchors = [trigger for trigger in real if _anchors(reading, trigger, real)]
    if not anchors:
        return []
    drafts: list[_Draft] = []
    for trigger in real:
        if trigger in anchors or _is_apart(reading, trigger, drafts):
            _place_trigger(reading, trigger, drafts)
    told = [draft for draft in drafts if not draft.war]
    if not told:
        return []
    main = next((draft for draft in told if not draft.recalled), told[0])
    subject = _is_subject(main)
    drafts.sort(key=lambda draft: (draft is not main, draft.triggers[0].span.start))
    _share_out(reading, drafts)
    return [
        Account(
            tuple(draft.triggers),
            frozenset(draft.tokens),
            _prominence(reading, draft, main) if subject else "background",
        )
        for draft in drafts
        if draft.tokens and not draft.war
    ]


def _is_subject(draft: _Draft) -> bool:
    """Whether the article is about it: told of in its first sentences, or again and again."""
    doc = draft.triggers[0].span.doc
    said = [sent.start for sent in doc.sents if len(sent) > 3]
    strong = {trigger.sentence.start for trigger in draft.triggers if trigger.strong}
    if any(start in strong for start in said[:_LEAD]):
        return True
    return len(strong) >= max(3, len(said) // 3) or (
        not strong and draft.triggers[0].sentence.start in said[:2]
    )


def _anchors(reading: Reading, trigger: Trigger, real: Iterable[Trigger]) -> bool:
    """Whether a trigger can stand for an incident: by itself, or weak words in violent company."""
    if trigger.type == "threat":
        return not any(other.strong and other.type != "threat" for other in real)
    if trigger.strong:
        return True
    sentence = trigger.sentence.text
    if any(other.strong and other.sentence.start == trigger.sentence.start for other in real):
        return True
    if cues("violence", "accident").search(text_of(reading.doc)):
        return False
    if _is_seen(reading, trigger) and not _is_outshone(reading, real):
        return True
    hurt = any(
        other.span.text.lower() in _HURT and other.sentence.start == trigger.sentence.start
        for other in real
    )
    return bool(cues("violence", "deliberate").search(sentence)) or (
        trigger.type == "bombing" and hurt
    )


def _is_seen(reading: Reading, trigger: Trigger) -> bool:
    """Whether a trigger of the first sentences is of a kind that the reader sees, where it is sure of an incident."""
    if reading.told is None or trigger.sentence.start not in _lead(reading):
        return False
    chances = reading.told.kinds
    return chances["incident"] >= _SEEN and chances[deed_of(trigger.type)] >= _SEEN_KIND


def _is_outshone(reading: Reading, real: Iterable[Trigger]) -> bool:
    """Whether plain words of the first sentences tell of an incident of their own."""
    lead = _lead(reading)
    return any(
        trigger.strong
        and trigger.sentence.start in lead
        and not _is_recalled(reading, trigger, date_of(reading, trigger))
        for trigger in real
    )


def _lead(reading: Reading) -> list[int]:
    """Where the first sentences begin, without those of a few words."""
    return list(islice((sent.start for sent in reading.doc.sents if len(sent) > 3), _LEAD))


def _place_trigger(reading: Reading, trigger: Trigger, drafts: list[_Draft]) -> None:
    """Add a trigger to the account it speaks of, or open a new one for it."""
    date = date_of(reading, trigger)
    place = place_of(reading, trigger)
    if lookback.is_of_war(trigger):
        drafts.append(_Draft([trigger], date, place, recalled=True, war=True))
        return
    recalled = _is_recalled(reading, trigger, date)
    draft = _matching(trigger, date, place, recalled, drafts)
    if draft is None:
        drafts.append(_Draft([trigger], date, place, recalled))
        return
    draft.triggers.append(trigger)
    draft.date = draft.date or date
    draft.place = draft.place or place


def _matching(
    trigger: Trigger,
    date: DateValue | None,
    place: PlaceValue | None,
    recalled: bool,
    drafts: Sequence[_Draft],
) -> _Draft | None:
    if not drafts:
        return None
    teller = next((draft for draft in drafts if _is_what_came_of(trigger, draft)), None)
    if teller is not None:
        return teller
    same = [
        draft
        for draft in drafts
        if not draft.war
        and (not _dates_clash(date, draft.date) or _is_late_death(trigger, date, draft.date))
        and (trigger.definite or not are_far_apart(place, draft.place))
    ]
    if recalled:
        return next(
            (
                draft
                for draft in same
                if draft.recalled and (date or draft.date) and _same_date(date, draft.date)
            ),
            None,
        )
    if _is_another(trigger):
        return next(
            (draft for draft in same[1:] if not draft.recalled and date and draft.date == date),
            None,
        )
    current = _current(trigger, drafts)
    if current in same and (not current.recalled or trigger.definite):
        return current
    return next((draft for draft in same if not draft.recalled), None)


def _is_what_came_of(trigger: Trigger, draft: _Draft) -> bool:
    """Whether weak words say what another's clause came to: "a bomb exploded in Bangkok, killing 19"."""
    verb = trigger.head
    return (
        not trigger.strong
        and verb.tag_ == "VBG"
        and verb.dep_ in ("advcl", "acl", "xcomp")
        and any(
            verb.head.i in (other.head.i, grammar.verb_of(other.head).i) for other in draft.triggers
        )
    )


def _same_date(one: DateValue | None, other: DateValue | None) -> bool:
    return one is None or other is None or one.edtf == other.edtf


def _current(trigger: Trigger, drafts: Sequence[_Draft]) -> _Draft:
    """The account that the nearest earlier trigger of the paragraph belongs to; else the first."""
    earlier = [
        (draft.triggers[-1].span.start, draft)
        for draft in drafts
        if _same_paragraph(draft.triggers[-1].span, trigger.span)
    ]
    return max(earlier, key=lambda pair: pair[0])[1] if earlier else drafts[0]


def _same_paragraph(earlier: Span, later: Span) -> bool:
    return "\n" not in earlier.doc[earlier.end : later.start].text.strip(" ")


def _is_another(trigger: Trigger) -> bool:
    """ "In a separate attack", "another bomb": the words say that this is not the same one."""
    sentence = trigger.sentence
    before = sentence.doc[sentence.start : trigger.span.end].text
    return any(
        match.group().lower() != "meanwhile"
        for match in cues("background", "separate").finditer(before)
    )


def _is_recalled(reading: Reading, trigger: Trigger, date: DateValue | None) -> bool:
    """Whether the text only recalls it: long before publication, or in a clause that looks back."""
    if _is_long_past(reading, trigger) or lookback.came_after(trigger):
        return True
    if trigger.sentence.start in _lead(reading)[:2]:
        return False
    if date is not None and reading.published is not None and date.latest is not None:
        return date.latest < reading.published - dt.timedelta(days=21) and _looks_back(trigger)
    return _looks_back(trigger)


def _is_apart(reading: Reading, trigger: Trigger, drafts: Sequence[_Draft]) -> bool:
    """Whether a weak word tells of harm that is not the main incident's: "a day before, he had killed a guard"."""
    if _is_long_past(reading, trigger):
        return True
    date = date_of(reading, trigger)
    if trigger.span.text.lower() not in _HURT or date is None:
        return False
    return _is_recalled(reading, trigger, date) or _is_long_before(date, drafts)


def _is_long_before(date: DateValue, drafts: Sequence[_Draft]) -> bool:
    """Whether a date lies about a year or more before that of the first account."""
    first = drafts[0].date if drafts else None
    if first is None or first.earliest is None or date.latest is None:
        return False
    return first.earliest - date.latest > _LONG


def _is_long_past(reading: Reading, trigger: Trigger) -> bool:
    return lookback.is_of_war(trigger) or lookback.since(reading, trigger) is not None


def _looks_back(trigger: Trigger) -> bool:
    """A cue such as "since" or "last month" between the trigger and the verb of its own clause."""
    if trigger.definite and trigger.head.dep_ in ("nsubj", "nsubj:pass", "obj"):
        return False
    words_of_clause = " ".join(token.text for token in _domain(trigger)).partition(" since ")[0]
    above = list(grammar.ancestors(trigger.head))[:3]
    prefix = " ".join(grammar.preposition(token) for token in (trigger.head, *above))
    found = cues("background", "cues").finditer(words_of_clause)
    cue = any(not (trigger.definite and _TELLS_TIME.search(match.group())) for match in found)
    return cue or "since" in prefix.split()


# "The shooting two weeks ago" is the one that is being told of.
_TELLS_TIME = re.compile(
    r"\b(last|ago|earlier|before|after|days|weeks|months|years)\b", re.IGNORECASE
)


def _domain(trigger: Trigger) -> list[Token]:
    """The tokens that a trigger brings along: the clause of a verb, the phrase of a noun."""
    head = trigger.head
    if head.dep_ in ("nsubj", "nsubj:pass") and head.head.pos_ == "VERB" and not trigger.definite:
        head = head.head
    if head.pos_ in ("VERB", "AUX") or head.dep_ in ("ROOT", "root"):
        verb = grammar.verb_of(head)
        return [
            token
            for child in (*verb.children, verb)
            if child.dep_ not in ("conj", "parataxis", "ccomp", "advcl", "acl:relcl")
            for token in ((verb,) if child.i == verb.i else tuple(child.subtree))
        ]
    return list(head.subtree)


def date_of(reading: Reading, trigger: Trigger) -> DateValue | None:
    """The date that the words around a trigger give it; dates of saying, arresting … do not count."""
    compared = lookback.since(reading, trigger)
    if compared is not None:
        return compared.date
    found = dates_of(reading, trigger)
    return found[0][1] if found else None


def dates_of(reading: Reading, trigger: Trigger) -> list[tuple[Span, DateValue]]:
    """The dates of the words around a trigger, with the words that give them, the nearest first."""
    sentence = trigger.sentence
    found = [
        (span, date)
        for span, date in reading.dates
        if sentence.start <= span.start < sentence.end and _tells_when(span, trigger)
    ]
    return sorted(found, key=lambda item: (_distance(trigger.span, item[0]), item[0].start))


def _tells_when(span: Span, trigger: Trigger) -> bool:
    """Whether a date belongs to the trigger's clause and not to a verb of saying or of the law."""
    if is_since(span) or afterwards.is_of_others(span, [trigger]):
        return False
    verb = grammar.verb_of(span.root)
    own = grammar.verb_of(trigger.head)
    if words_of_law(verb) and verb.i != trigger.head.i and span.root.head.i != trigger.head.i:
        return False
    if verb.i == own.i:
        return verb.i == trigger.head.i or not grammar.among(verb, words("speech", "verbs"))
    if verb.i in {token.i for token in grammar.ancestors(trigger.head)}:
        return not grammar.among(verb, words("speech", "verbs"))
    return trigger.head.i in {token.i for token in grammar.ancestors(span.root)}


def words_of_law(verb: Token) -> list[int]:
    """Where a clause tells of the law's work: "pleaded guilty", "was in court", "received probation"."""
    below = [
        child for child in verb.children if child.dep_ in ("obj", "obl", "xcomp", "nsubj:pass")
    ]
    nouns = words("aftermath", "law_nouns")
    found = [token.i for token in (verb, *below) if token.lower_ in nouns]
    if grammar.among(verb, words("aftermath", "law_verbs")):
        found.append(verb.i)
    return found


def is_since(span: Span) -> bool:
    """Whether a date only bounds another: "since the Taliban seized power in August"."""
    return any(
        child.lower_ in ("since", "until")
        for token in (span.root, *grammar.ancestors(span.root))
        for child in token.children
        if child.dep_ in ("case", "mark") and child.i < span.start
    )


def _distance(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def place_of(reading: Reading, trigger: Trigger) -> PlaceValue | None:
    """The settlement that a trigger's clause names as the scene, if any."""
    sentence = trigger.sentence
    found = [
        (_distance(trigger.span, span), span.start, place)
        for span, place in reading.places
        if sentence.start <= span.start < sentence.end
        and place.precision not in ("country", "region")
        and is_scene(span)
    ]
    return min(found, key=lambda item: item[:2])[2] if found else None


def is_scene(span: Span) -> bool:
    """Whether a place is said to be where something happens, not where someone speaks, is from or is treated."""
    if is_of_hospital(span):
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
    verb = grammar.verb_of(root)
    speaks = grammar.among(verb, words("speech", "verbs")) and root.head.i == verb.i
    return case in _LOCATIVE and not speaks


_TITLE = 200  # characters of a first line that may be a title


def is_in_title(span: Span) -> bool:
    """Whether it stands in the title: a first line of a longer text that does not end as a sentence does."""
    first, _, rest = text_of(span.doc).partition("\n")
    titled = bool(rest) and len(first) < _TITLE and not first.rstrip("\"”’' ").endswith(".")
    return titled and span.end_char <= len(first)


_HOSPITAL = re.compile(
    r"\b(?:hospitals?|medical cent(?:er|re)|trauma cent(?:er|re)|clinic|infirmary)\b[^,;.]{0,20}\b(?:in|of|at)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)


def is_of_hospital(span: Span) -> bool:
    """Whether a place only says where the wounded were taken: "a hospital in Oak Park"."""
    start = max(span.sent.start, span.start - 10)
    return _HOSPITAL.search(span.doc[start : span.start].text_with_ws) is not None


def _dates_clash(one: DateValue | None, other: DateValue | None) -> bool:
    if (
        one is None
        or other is None
        or None in (one.earliest, one.latest, other.earliest, other.latest)
    ):
        return False
    assert one.earliest
    assert one.latest
    assert other.earliest
    assert other.latest
    return one.latest + _DAY < other.earliest or other.latest + _DAY < one.earliest


_DIED = frozenset({"died", "dies"})


def _is_late_death(trigger: Trigger, date: DateValue | None, deed: DateValue | None) -> bool:
    """Whether somebody only died of it later: "wounded in Thursday's shooting, he died on Saturday"."""
    return (
        trigger.span.text.lower() in _DIED
        and date is not None
        and deed is not None
        and date.earliest is not None
        and deed.latest is not None
        and dt.timedelta() < date.earliest - deed.latest < _WEEKS
    )


_WEEKS = dt.timedelta(days=60)


def are_far_apart(one: PlaceValue | None, other: PlaceValue | None) -> bool:
    """Whether two places are not near each other, as far as both are known."""
    if one is None or other is None or one.name == other.name:
        return False
    if one.country and other.country and one.country != other.country:
        return True
    if None in (one.lat, one.lon, other.lat, other.lon):
        return False
    return kilometres(one, other) > _FAR_KM


def kilometres(one: PlaceValue, other: PlaceValue) -> float:
    """Great-circle distance of two places with coordinates, on a sphere of 6371 km."""
    lat1, lon1, lat2, lon2 = (
        math.radians(x or 0.0) for x in (one.lat, one.lon, other.lat, other.lon)
    )
    chord = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * 6371.0 * math.asin(math.sqrt(chord))


def _share_out(reading: Reading, drafts: Sequence[_Draft]) -> None:
    """Give every token to one account: by sentence first, then by the clause of each trigger."""
    owner: dict[int, _Draft] = {}
    by_sentence: dict[int, list[tuple[Trigger, _Draft]]] = {}
    for draft in drafts:
        for trigger in draft.triggers:
            by_sentence.setdefault(trigger.sentence.start, []).append((trigger, draft))
    previous, last_end = drafts[0], 0
    for sentence in reading.doc.sents:
        here = by_sentence.get(sentence.start, [])
        if here:
            previous = _leader(here)
        elif (
            "\n" in reading.doc[last_end : sentence.start + 1].text
            or reading.doc[sentence.start].is_space
        ):
            previous = drafts[0]
        owner.update((token.i, previous) for token in sentence)
        for trigger, draft in here:
            if draft is not previous:
                past = lookback.since(reading, trigger)
                mine = past.words if past is not None else _domain(trigger)
                owner.update((token.i, draft) for token in mine)
        last_end = max(sentence.end - 1, 0)
    for index, draft in owner.items():
        draft.tokens.add(index)


def _leader(here: Sequence[tuple[Trigger, _Draft]]) -> _Draft:
    """The account that a sentence mainly speaks of: the one whose trigger stands highest in the parse."""
    return min(
        here, key=lambda pair: (sum(1 for _ in grammar.ancestors(pair[0].head)), pair[0].span.start)
    )[1]


def _prominence(reading: Reading, draft: _Draft, main: _Draft) -> Prominence:
    if draft is main:
        return "main"
    if draft.recalled or draft.date is None or draft.date.latest is None:
        return "background"
    if _is_aside(draft):
        return "background"
    anchor = main.date.earliest if main.date and main.date.earliest else reading.published
    return "main" if anchor and abs(draft.date.latest - anchor) <= _STILL_NEWS else "background"


def _is_aside(draft: _Draft) -> bool:
    """Whether only weak words in an aside tell of it: "the brothers who killed twelve people on Wednesday"."""
    return all(
        not trigger.strong
        and any(
            token.dep_ in ("acl", "acl:relcl", "advcl:relcl")
            for token in (trigger.head, *grammar.ancestors(trigger.head))
        )
        for trigger in draft.triggers
    )
