"""Accounts while they are put together: the draft that each trigger goes into."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product

from spacy.tokens import Span

from kgraph.extract import grammar, lookback
from kgraph.extract.anchors import is_deed_of
from kgraph.extract.dated import date_of
from kgraph.extract.digests import Digest
from kgraph.extract.distances import are_far_apart
from kgraph.extract.partings import dates_clash, is_another, is_late_death, is_wide
from kgraph.extract.person import is_known_attacker
from kgraph.extract.reading import Reading
from kgraph.extract.recall import HURT, is_long_past, is_recalled, lead, opens_with
from kgraph.extract.standing import is_in_title, lone_datelines, place_of, provinces_of
from kgraph.extract.triggers import FROM_AFAR, Trigger
from kgraph.mentions import text_in, text_of
from kgraph.model import DateValue, PlaceValue

_WEEK = dt.timedelta(days=7)
_LONG = dt.timedelta(days=45)


@dataclass(slots=True)
class Draft:
    """An account while it is being put together; that of a whole war, or of what only sums up, is none in the end."""

    triggers: list[Trigger]
    date: DateValue | None
    place: PlaceValue | None
    recalled: bool
    war: bool = False
    sums: bool = False
    tokens: set[int] = field(default_factory=set)


def is_apart(reading: Reading, trigger: Trigger, drafts: Sequence[Draft]) -> bool:
    """Whether a weak word tells of harm that is not the main incident's: "a day before, he had killed a guard"."""
    if is_long_past(reading, trigger):
        return True
    date = date_of(reading, trigger)
    if date is None:
        return False
    if not trigger.definite and opens_with(reading, trigger, date):
        first = drafts[0].date if drafts else None
        if _is_earlier(date, first):
            return True
    if trigger.span.text.lower() not in HURT:
        return False
    return is_recalled(reading, trigger, date) or _is_long_before(date, drafts)


def _is_earlier(date: DateValue, first: DateValue | None) -> bool:
    """Whether a date lies a week or a month before another: "Last month, a strike on the town killed 17"."""
    if date.latest is None or first is None or first.earliest is None:
        return False
    return date.latest < first.earliest - _WEEK or (is_wide(date) and date.latest < first.earliest)


def _is_long_before(date: DateValue, drafts: Sequence[Draft]) -> bool:
    """Whether a date lies about a year or more before that of the first account."""
    first = drafts[0].date if drafts else None
    if first is None or first.earliest is None or date.latest is None:
        return False
    return first.earliest - date.latest > _LONG


def put(reading: Reading, trigger: Trigger, drafts: list[Draft], digest: Digest) -> None:
    """Add a trigger to the account it speaks of, or open a new one for it."""
    date = date_of(reading, trigger)
    place = place_of(reading, trigger)
    if trigger.sentence.start in digest.summaries:
        _sum_up(trigger, date, place, drafts)
        return
    if lookback.is_of_war(trigger):
        drafts.append(Draft([trigger], date, place, recalled=True, war=True))
        return
    told = [draft for draft in drafts if not draft.sums]
    opens = trigger.sentence.start in digest.openings
    recalled = (
        is_long_past(reading, trigger)
        if opens and digest.summaries
        else is_recalled(reading, trigger, date) or _is_recalled_by(reading, trigger, told)
    )
    draft = (
        _opened(trigger, told)
        if opens and not (trigger.definite and told)
        else _matching(reading, trigger, date, place, recalled, told)
    )
    if draft is None:
        drafts.append(Draft([trigger], date, place, recalled))
        return
    draft.triggers.append(trigger)
    draft.date = draft.date or date
    behind = place is not None and lookback.is_only_behind(draft.triggers[0])
    draft.place = place if behind else draft.place or place


def _sum_up(
    trigger: Trigger, date: DateValue | None, place: PlaceValue | None, drafts: list[Draft]
) -> None:
    """Add a trigger to what only sums up the incidents told of behind it."""
    if not drafts or not drafts[0].sums:
        drafts.insert(0, Draft([], None, None, recalled=False, sums=True))
    drafts[0].triggers.append(trigger)
    drafts[0].date = drafts[0].date or date
    drafts[0].place = drafts[0].place or place


def _opened(trigger: Trigger, drafts: Sequence[Draft]) -> Draft | None:
    """The account that a sentence which goes on to another incident opened before this trigger."""
    start = trigger.sentence.start
    return next((draft for draft in drafts if draft.triggers[0].sentence.start == start), None)


def _is_recalled_by(reading: Reading, trigger: Trigger, drafts: Sequence[Draft]) -> bool:
    """Whether one told of before only answers or resembles it: "was revenge for an attack", "where similar attacks …"."""
    if not drafts:
        return False
    if trigger.definite:
        return _is_of_another_town(reading, trigger, drafts[0]) or lookback.is_answered_by_deed(
            trigger
        )
    alike = any(child.lower_ in ("similar", "previous") for child in trigger.head.children)
    return alike or lookback.is_avenged(trigger) or lookback.is_of_the_same(trigger)


def _is_of_another_town(reading: Reading, trigger: Trigger, first: Draft) -> bool:
    """Whether a known deed bears the name of a town far from the one told as new: "the Aden market bombing"."""
    phrase = grammar.core(trigger.head)
    towns = (
        place
        for span, place in reading.places
        if phrase.start <= span.start and span.end <= trigger.head.i and place.precision == "city"
    )
    new = not first.triggers[0].definite
    return new and any(are_far_apart(place, first.place) for place in towns)


def _matching(
    reading: Reading,
    trigger: Trigger,
    date: DateValue | None,
    place: PlaceValue | None,
    recalled: bool,
    drafts: Sequence[Draft],
) -> Draft | None:
    """The draft that a trigger with this date and place speaks of, if any."""
    if not drafts:
        return None
    teller = next((draft for draft in drafts if _is_told_with(trigger, draft)), None)
    if teller is not None:
        return teller
    same = [
        draft
        for draft in drafts
        if (
            _may_be_of(trigger, date, place, draft)
            and not _opens_another(reading, trigger, date, draft)
            and not _is_of_another_region(reading, trigger, draft)
        )
        or _is_of_title(reading, trigger, date, draft)
    ]
    if _is_of_next_day(reading, trigger, date, place, drafts[0]):
        return next((draft for draft in same if date and draft.date == date), None)
    if recalled:
        opening = _begins_with(reading, trigger, date)
        return next((draft for draft in same if _is_recalled_with(date, draft, opening)), None)
    news = [draft for draft in same if not draft.recalled]
    if is_another(trigger):
        if (begun := _begun_here(trigger, drafts)) is not None:
            return begun
        others = (draft for draft in news if draft is not same[0])
        return next((draft for draft in others if date and draft.date == date), None)
    current = _current(trigger, drafts)
    going_on = not current.recalled or trigger.definite or _is_of_its_attackers(trigger, current)
    if current in same and going_on:
        return current
    return next(iter(news), None)


def _may_be_of(
    trigger: Trigger, date: DateValue | None, place: PlaceValue | None, draft: Draft
) -> bool:
    """Whether neither date nor place keeps a trigger out of a draft."""
    in_time = not dates_clash(date, draft.date) or is_late_death(trigger, date, draft.date)
    near = trigger.definite or not are_far_apart(place, draft.place)
    return not draft.war and in_time and near


def _opens_another(
    reading: Reading, trigger: Trigger, date: DateValue | None, draft: Draft
) -> bool:
    """Whether each begins its own sentence with a time of its own: "Last week, clashes …", after "In May, shells …"."""
    if date is None or draft.date is None or date == draft.date or trigger.definite:
        return False
    wide = is_wide(date) or is_wide(draft.date)
    return (
        wide
        and opens_with(reading, trigger, date)
        and opens_with(reading, draft.triggers[0], draft.date)
    )


def _is_of_another_region(reading: Reading, trigger: Trigger, draft: Draft) -> bool:
    """Whether its clause names a province, and the draft's only others: "in Sumy region", after "in Belgorod region"."""
    if trigger.definite or not (trigger.strong or trigger.span.text.lower() in HURT):
        return False
    here = [item for item in provinces_of(reading, trigger) if item.precision == "region"]
    if not here:
        return False
    there = [item for other in draft.triggers for item in provinces_of(reading, other)]
    return bool(there) and not any(_may_be_in(*pair) for pair in product(here, there))


def _may_be_in(region: PlaceValue, place: PlaceValue) -> bool:
    """Whether a place may lie in a region or be it: "Kivu" in "North Kivu"."""
    if region.country != place.country or place.precision == "country":
        return region.country == place.country
    one, other = ((item.admin1 or item.name).lower() for item in (region, place))
    named = region.name.lower(), place.name.lower()
    return one in other or other in one or named[0] in named[1] or named[1] in named[0]


def _is_of_next_day(
    reading: Reading,
    trigger: Trigger,
    date: DateValue | None,
    place: PlaceValue | None,
    draft: Draft,
) -> bool:
    """Whether its sentence begins with the day before or after, and names another place: "On Sunday, a general was shot".

    "The day before, a mine exploded" needs no place.
    """
    if date is None or draft.date is None:
        return False
    days = {value.edtf for value in (date, draft.date) if value.earliest == value.latest}
    if len(days) > 1 and _is_of_other_kind(trigger, draft):
        return True
    told = opens_with(reading, trigger, date) and not trigger.definite
    late = is_late_death(trigger, date, draft.date)
    if not told or late or len(days) < 2:
        return False
    if trigger.strong and _DAY_BEFORE.match(text_in(trigger.sentence)):
        return True
    return place is not None and draft.place is not None and place.name != draft.place.name


_OF_OTHERS = FROM_AFAR | {"robbery"}


def _is_of_other_kind(trigger: Trigger, draft: Draft) -> bool:
    """Whether it is what those who did the draft's deed do not: "U.S. planes bombed 18 sites", after an attack on a base."""
    new = trigger.strong and not trigger.definite and trigger.type in _OF_OTHERS
    return new and all(item.type != trigger.type for item in draft.triggers)


_DAY_BEFORE = re.compile(
    r"\W*(?:the|a) (?:day|night) (?:before|earlier)\b|\W*(?:on )?the (?:previous|preceding) (?:day|night)\b",
    re.IGNORECASE,
)


def _is_of_title(reading: Reading, trigger: Trigger, date: DateValue | None, draft: Draft) -> bool:
    """Whether the first sentence below the title tells again what the title does.

    It names the title's place, if others too, or the title only looks back: "body of slain minister arrives in Lima".
    """
    sentence, first = trigger.sentence, draft.triggers[0]
    names = {value.name for _, value in reading.places_in(sentence)}
    named = draft.place is not None and draft.place.name in names
    alone = lone_datelines(reading.doc)
    below = next((start for start in lead(reading)[1:] if start not in alone), None)
    return (
        sentence.start == below
        and is_in_title(first.span)
        and (named or lookback.is_only_behind(first))
        and not dates_clash(date, draft.date)
    )


def _begins_with(reading: Reading, trigger: Trigger, date: DateValue | None) -> bool:
    """Whether its sentence begins with its date, and tells of something new: "In 2015, the group killed 148 people"."""
    return date is not None and not trigger.definite and opens_with(reading, trigger, date)


def _is_recalled_with(date: DateValue | None, draft: Draft, opening: bool) -> bool:
    """Whether a draft is only recalled, of a date that is known from either side; one with a date in front is no undated one."""
    dated = draft.date if opening else date or draft.date
    return draft.recalled and dated is not None and _same_date(date, draft.date)


def _is_told_with(trigger: Trigger, draft: Draft) -> bool:
    """Whether the grammar makes it one deed with another trigger."""
    return (
        _is_what_came_of(trigger, draft)
        or _is_done_by(trigger, draft)
        or any(
            is_deed_of(*pair)
            for other in draft.triggers
            for pair in ((trigger, other), (other, trigger))
        )
    )


def _is_what_came_of(trigger: Trigger, draft: Draft) -> bool:
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


def _is_done_by(trigger: Trigger, draft: Draft) -> bool:
    """Whether weak words say what another's deed did: "a raid on Mezzeh killed two and wounded seven"."""
    verb = trigger.head
    if trigger.strong or verb.pos_ != "VERB" or grammar.is_passive(verb):
        return False
    deeds = {other.head.i for other in draft.triggers if other.head.pos_ == "NOUN"}
    return any(subject.i in deeds for subject in grammar.subjects(verb))


def _same_date(one: DateValue | None, other: DateValue | None) -> bool:
    return one is None or other is None or one.edtf == other.edtf


def _current(trigger: Trigger, drafts: Sequence[Draft]) -> Draft:
    """The account that the nearest earlier trigger of the paragraph belongs to; else the first."""
    earlier = [
        (draft.triggers[-1].span.start, draft)
        for draft in drafts
        if _same_paragraph(draft.triggers[-1].span, trigger.span)
    ]
    return max(earlier, key=lambda pair: pair[0])[1] if earlier else drafts[0]


def _is_of_its_attackers(trigger: Trigger, draft: Draft) -> bool:
    """Whether its sentence goes on about those who did what the one before tells: "Five of the attackers were killed"."""
    last = draft.triggers[-1].sentence
    if trigger.sentence.start not in (last.start, last.end):
        return False
    subjects = grammar.children(trigger.sentence.root, *grammar.SUBJECTS)
    whole = [
        child
        for subject in subjects
        for child in grammar.children(subject, "nmod")
        if grammar.preposition(child) == "of"
    ]
    return any(is_known_attacker(token) for token in (*subjects, *whole))


def _same_paragraph(earlier: Span, later: Span) -> bool:
    return "\n" not in text_of(earlier.doc)[earlier.end_char : later.start_char]


def _begun_here(trigger: Trigger, drafts: Sequence[Draft]) -> Draft | None:
    """The account that the sentence began before this trigger: "in a separate attack gunmen ambushed a patrol, killing two"."""
    start = trigger.sentence.start
    begun = (draft for draft in drafts[1:] if draft.triggers[0].sentence.start == start)
    return next((draft for draft in begun if is_another(draft.triggers[0])), None)
