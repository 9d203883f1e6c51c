"""When and where: the dates and places that belong to the incident, not to who spoke of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from spacy.tokens import Span, Token

from kgraph.extract import grammar
from kgraph.extract.accounts import Account, is_of_hospital, is_scene, is_since
from kgraph.extract.lexicon import words
from kgraph.extract.reading import Reading
from kgraph.model import Claim, DateValue, PlaceValue, TextValue

_NEWS_ACTS = frozenset(
    [
        "say",
        "tell",
        "report",
        "announce",
        "confirm",
        "state",
        "add",
        "declare",
        "arrest",
        "charge",
        "detain",
        "condemn",
        "meet",
        "speak",
        "visit",
        "arrive",
        "release",
        "publish",
        "identify",
        "accuse",
        "appear",
        "sentence",
        "bury",
        "hold",
        "vow",
        "claim",
        "pledge",
        "promise",
        "issue",
        "warn",
        "tweet",
        "plead",
        "convict",
        "try",
        "launch",
        "investigate",
        "begin",
        "plan",
        "expect",
        "extradite",
        "seize",
        "take_office",
        "arraign",
        "indict",
        "book",
        "accept",
        "testify",
        "surrender",
        "elect",
    ]
)
_LOCATIVE = (
    "in",
    "at",
    "near",
    "outside",
    "around",
    "inside",
    "across",
    "on",
    "from",
    "of",
    "north",
    "south",
    "east",
    "west",
    "to",
    "into",
    "through",
    "off",
)
_SITE_WORDS = re.compile(
    r"\b(near|outside|inside|at|in front of|next to|close to|along|on|in|opposite|behind|by)\b",
    re.IGNORECASE,
)
_SITE_NOUNS = frozenset(
    [
        "entrance",
        "gate",
        "checkpoint",
        "market",
        "mosque",
        "church",
        "school",
        "hotel",
        "station",
        "road",
        "street",
        "highway",
        "square",
        "bridge",
        "hospital",
        "airport",
        "base",
        "embassy",
        "consulate",
        "office",
        "building",
        "house",
        "home",
        "restaurant",
        "mall",
        "store",
        "club",
        "nightclub",
        "park",
        "beach",
        "stadium",
        "university",
        "college",
        "prison",
        "court",
        "courthouse",
        "ministry",
        "palace",
        "headquarters",
        "camp",
        "border",
        "bazaar",
        "shrine",
        "temple",
        "synagogue",
        "theatre",
        "theater",
        "cinema",
        "cafe",
        "café",
        "bar",
        "intersection",
        "avenue",
        "neighbourhood",
        "neighborhood",
        "district",
        "suburb",
        "village",
        "compound",
        "roundabout",
        "terminal",
        "platform",
        "parking",
        "lot",
        "apartment",
        "complex",
        "factory",
        "arena",
        "concert",
        "supermarket",
        "bus",
        "train",
        "junction",
        "crossing",
        "barracks",
        "shop",
        "mission",
        "residence",
        "plaza",
        "warehouse",
        "refinery",
        "plant",
        "dam",
        "port",
        "harbor",
        "harbour",
        "bank",
        "wedding",
        "funeral",
    ]
)


# What each point of the learned reader's probability above a faint one adds to a place's score.
# On dates it is no help: it takes the day of a new toll for the day of the attack.
_READER_ON_PLACES, _FAINT = 10.0, 0.3


def date(reading: Reading, account: Account) -> Iterator[Claim]:
    """When it happened: the date nearest to what tells of it, supported by others that agree."""
    scored = [
        (_date_score(reading, account, span), -span.start, span, value)
        for span, value in reading.dates
        if account.owns(span)
    ]
    scored = [item for item in scored if item[0] > 0]
    if not scored:
        return
    score, _, span, value = max(scored, key=lambda item: item[:2])
    narrower = [item for item in scored if _narrows(item[3], value) and item[0] >= score - 4]
    if narrower:
        score, _, span, value = max(narrower, key=lambda item: item[:2])
    agreeing = [
        _with_preposition(item[2]) for item in scored if item[3] == value and item[2] is not span
    ]
    confidence = min(0.95, 0.55 + 0.08 * score)
    yield reading.claim(
        "date", value, [_with_preposition(span), *agreeing[:3]], confidence=round(confidence, 4)
    )


def _narrows(one: DateValue, other: DateValue) -> bool:
    """Whether one date is a proper part of another: "Monday" of "this week"."""
    if None in (one.earliest, one.latest, other.earliest, other.latest) or one == other:
        return False
    assert one.earliest
    assert one.latest
    assert other.earliest
    assert other.latest
    return other.earliest <= one.earliest and one.latest <= other.latest


def _date_score(reading: Reading, account: Account, span: Span) -> float:
    """How much speaks for a date being the incident's: its clause, its place in the text."""
    sentence = span.sent
    near = [trigger for trigger in account.triggers if trigger.sentence.start == sentence.start]
    verb = grammar.verb_of(span.root)
    score = 0.0
    if near:
        score += 2 + max(_attached(span, trigger.head) for trigger in near)
    clock = _has_clock(span)
    score += 2 * clock + bool(_PART_OF_DAY.search(span.text))
    if clock and grammar.among(verb, _CALLED):
        score += 1
    elif grammar.among(verb, _NEWS_ACTS) or grammar.among(verb, words("speech", "verbs")):
        beside = -3 <= verb.i - span.start <= 1 or abs(verb.i - span.end) <= 1
        if any(trigger.head.i == verb.i for trigger in near):
            score -= 2
        elif any(trigger.head.i == span.root.head.i for trigger in near):
            score -= 1
        else:
            score -= 4 if beside else 1 if near else 4
    first = account.triggers[0].sentence.start
    if sentence.start <= first:
        score += 2
    elif sentence.start <= first + 120:
        score += 0.5
    value = next(value for found, value in reading.dates if found is span)
    if (
        reading.published
        and value.latest
        and (reading.published - value.latest).days > 400
        and account.prominence == "main"
    ):
        score -= 3
    if _FILED.search(span.doc.text[max(span.start_char - 40, 0) : span.start_char]):
        score -= 8
    if _is_alone_in_line(span):
        score -= 8
    if is_since(span) or (span.start > 0 and span.doc[span.start - 1].lower_ == "by"):
        score -= 5
    return score


# What a page says about itself: "Posted: Monday, May 18, 2015".
_FILED = re.compile(
    r"\b(posted|published|updated|created|modified|filed)( on| at)?:?\s*(\d[\d:]* *[ap]\.?m\.?,? *)?(\w+day,? *)?$",
    re.IGNORECASE,
)
# What happened is told with the hour; "officers were called at 9:12 p.m. Sunday" is nearly as good.
_CLOCK = r"\b(?:\d{1,2}(?::\d\d)?\s*[ap]\.?\s?m\b\.?|noon|midnight)"
_CLOCK_BEFORE = re.compile(rf"{_CLOCK}\W{{0,3}}(?:on |early |late )?$", re.IGNORECASE)
_CLOCK_AFTER = re.compile(
    rf"\W{{0,3}}(?:(?:just|shortly|around|about|at|before|after|near|sometime) ){{0,3}}{_CLOCK}",
    re.IGNORECASE,
)
_PART_OF_DAY = re.compile(r"\b(?:morning|afternoon|evening|night)\b", re.IGNORECASE)
_CALLED = frozenset("report call respond happen occur receive dispatch send arrive find".split())


def _has_clock(span: Span) -> bool:
    """Whether the hour stands beside a date, as of an incident: "10 p.m. Sunday"."""
    text = span.doc.text
    before = text[max(span.start_char - 24, 0) : span.start_char]
    after = text[span.end_char : span.end_char + 40]
    return _CLOCK_BEFORE.search(before) is not None or _CLOCK_AFTER.match(after) is not None


def _is_alone_in_line(span: Span) -> bool:
    """Whether a line is little more than a date: when a page was written."""
    text = span.doc.text
    start = text.rfind("\n", 0, span.start_char) + 1
    end = text.find("\n", span.end_char) % (len(text) + 1)
    rest = text[start : span.start_char] + text[span.end_char : end]
    return (
        start > 0
        and len(rest) < 24
        and "." not in rest.strip(" .")
        and not re.search("[a-z]{4}", rest)
    )


_SUBORDINATE = frozenset("where when who whom whose which after before since while".split())


def _attached(span: Span, head: Token) -> float:
    """2 where the date hangs on the trigger or its own verb, 1 on a verb above, 0 elsewhere."""
    between = span.doc[min(span.end, head.i) : max(span.start, head.i)]
    if any(token.lower_ in _SUBORDINATE for token in between):
        return 0.0
    above = {token.i for token in grammar.ancestors(span.root)}
    verb = grammar.verb_of(span.root)
    if head.i in above or verb.i == grammar.verb_of(head).i:
        return 2.0
    higher = {token.i for token in grammar.ancestors(head)}
    return 1.0 if verb.i in higher and not grammar.among(verb, words("speech", "verbs")) else 0.0


def _with_preposition(span: Span) -> Span:
    start = span.start
    while start > 0 and span.doc[start - 1].lower_ in ("on", "in", "late", "early", "last", "at"):
        start -= 1
    return span.doc[start : span.end]


def place(reading: Reading, account: Account) -> Iterator[Claim]:
    """Where it happened: the settlement most of the account points to, filled up from wider names."""
    scores: dict[PlaceValue, float] = defaultdict(float)
    spans: dict[PlaceValue, list[Span]] = defaultdict(list)
    headline = reading.doc.spans.get("dateline", ())
    lines = [(line.start, line.end) for line in headline]
    for span, value in reading.places:
        if not account.owns(span):
            continue
        in_dateline = any(start <= span.start < end for start, end in lines)
        if value.precision == "country" and span.root.dep_ in ("compound", "amod"):
            continue
        scores[value] += 0.4 if in_dateline else _place_score(account, span)
        scores[value] += _READER_ON_PLACES * max(reading.support(span, "Place") - _FAINT, 0.0)
        if not in_dateline:
            spans[value].append(span)
    ranked = sorted(scores, key=lambda value: (-_rank(value, scores), value.name))
    told = [value for value in ranked if scores[value] > 0.5 and spans[value]]
    if not told or told[0].precision in ("country", "region", "district"):
        yield from _by_dateline(reading, account, told)
    if not told:
        return
    best = _settlement(told, scores)
    quotes = [_scene(span) for span in spans[best]]
    confidence = min(0.95, 0.6 + 0.07 * scores[best])
    yield reading.claim("place", best, quotes[:3], confidence=round(confidence, 4))


def _settlement(told: list[PlaceValue], scores: dict[PlaceValue, float]) -> PlaceValue:
    """The first place, or the settlement in that district or region which is told of as the scene too."""
    first = told[0]
    if first.precision not in ("district", "region"):
        return first
    inside = (
        value
        for value in told
        if value.precision == "city" and value.admin1 == first.admin1 and scores[value] >= 1
    )
    return next(inside, first)


def _by_dateline(reading: Reading, account: Account, told: list[PlaceValue]) -> Iterator[Claim]:
    """Where local news is filed from, if the text names no other settlement for its main incident."""
    if account.prominence != "main" or "dateline" not in reading.doc.spans:
        return
    for line in reading.doc.spans["dateline"]:
        inside = [
            (span, value) for span, value in reading.places if line.start <= span.start < line.end
        ]
        settlements = [(span, value) for span, value in inside if value.precision == "city"]
        fits = not told or (
            settlements
            and settlements[0][1].country == told[0].country
            and told[0].admin1 in (None, settlements[0][1].admin1)
        )
        if len(settlements) == 1 and fits:
            yield reading.claim("place", settlements[0][1], [settlements[0][0]], confidence=0.5)


def _rank(value: PlaceValue, scores: dict[PlaceValue, float]) -> float:
    """A settlement outranks the region and the country that it lies in, unless hardly named."""
    bonus = {"country": 0.0, "region": 1.5, "district": 2.0}.get(value.precision, 3.0)
    inside = sum(
        0.3 * score
        for other, score in scores.items()
        if other is not value
        and other.precision in ("country", "region", "district")
        and other.country == value.country
    )
    return scores[value] + (bonus + inside if scores[value] > 0.5 else 0)


def _place_score(account: Account, span: Span) -> float:
    score = 1.0 if is_scene(span) else 0.8 if _is_of_people(span) else 0.0
    sentence = span.sent
    near = [trigger for trigger in account.triggers if trigger.sentence.start == sentence.start]
    if near:
        above = {token.i for token in grammar.ancestors(span.root)}
        score += (
            1.0
            if any(
                trigger.head.i in above or grammar.verb_of(trigger.head).i in above
                for trigger in near
            )
            else 0.4
        )
        score += 1.0 if sentence.start <= account.triggers[0].sentence.start else 0.0
    verb = grammar.verb_of(span.root)
    if is_of_hospital(span):
        return 0.0
    if span.end < len(span.doc) and span.doc[span.end].lower_ in ("police", "sheriff"):
        return max(score, 0.8)
    if grammar.among(verb, _NEWS_ACTS) and not any(trigger.head.i == verb.i for trigger in near):
        score -= 1.2
    if span.root.dep_ in ("nsubj", "nsubj:pass") and grammar.preposition(span.root) == "":
        score -= 1.0
    return score


_PEOPLE = frozenset(
    [
        "police",
        "man",
        "woman",
        "boy",
        "girl",
        "teen",
        "teenager",
        "couple",
        "home",
        "house",
        "apartment",
        "neighborhood",
        "neighbourhood",
        "shooting",
        "homicide",
        "murder",
        "residents",
        "hospital",
        "street",
        "mosque",
        "church",
        "school",
        "market",
        "hotel",
        "nightclub",
        "bar",
        "airport",
        "officers",
        "authorities",
        "firefighters",
        "mother",
        "father",
    ]
)


def _is_of_people(span: Span) -> bool:
    """ "Houston police", "a Bismarck man", "a Baton Rouge home": weaker than "in Houston", but telling."""
    after = span.doc[span.end].lower_ if span.end < len(span.doc) else ""
    return after in _PEOPLE


def _scene(span: Span) -> Span:
    """A place with the words that lead to it: "in the Afghan capital Kabul"."""
    head = span.root
    if head.dep_ in ("appos", "flat", "compound") and head.head.pos_ in ("NOUN", "PROPN"):
        whole = grammar.between(span.doc, grammar.core(head.head), span)
        return whole if len(whole) < 10 else span
    return span


def site(reading: Reading, account: Account) -> Iterator[Claim]:
    """The finer spot: "near the entrance of the embassy's consular section"."""
    best: tuple[float, int, Span] | None = None
    for trigger in account.triggers[:8]:
        for token in trigger.sentence:
            if token.i not in account.tokens or not grammar.among(token, _SITE_NOUNS):
                continue
            case = grammar.preposition(token)
            if case not in (
                "near",
                "outside",
                "inside",
                "at",
                "in",
                "on",
                "along",
                "opposite",
                "by",
                "behind",
                "front",
            ):
                continue
            if grammar.among(grammar.verb_of(token), words("speech", "verbs")):
                continue
            span = _with_case(token)
            score = {"near": 2.0, "outside": 2.0, "inside": 1.5}.get(case, 1.0) + len(span) / 20
            score += 1.0 if _hangs_on(token, trigger.head) else 0.0
            if best is None or score > best[0]:
                best = (score, -token.i, span)
    if best is not None and best[0] >= 1.5:
        span = best[2]
        yield reading.claim("site", _text(span), [span], confidence=0.7)


def _hangs_on(token: Token, head: Token) -> bool:
    above = {item.i for item in grammar.ancestors(token)}
    return head.i in above or grammar.verb_of(head).i in above


def _with_case(token: Token) -> Span:
    span = grammar.phrase(token)
    start = span.start
    while start > span.sent.start and span.doc[start - 1].dep_ in (
        "case",
        "fixed",
        "det",
        "advmod",
    ):
        start -= 1
    return span.doc[start : span.end]


def _text(span: Span) -> TextValue:
    return TextValue(" ".join(span.text.split()))
