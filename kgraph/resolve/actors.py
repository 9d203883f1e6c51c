"""Who is meant: names of the register, government bodies by pattern, persons and organisations by the pipeline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from spacy.tokens import Doc, Span, Token
from spacy.util import filter_spans

from kgraph import mentions
from kgraph.model import ActorValue
from kgraph.resolve import names
from kgraph.resolve.register import (
    KnownActor,
    country_of,
    demonyms,
    known_actors,
    people_of,
    states,
)

_BODIES = {
    "foreign ministry": "Ministry of Foreign Affairs of {}",
    "ministry of foreign affairs": "Ministry of Foreign Affairs of {}",
    "foreign office": "Ministry of Foreign Affairs of {}",
    "interior ministry": "Ministry of Interior of {}",
    "ministry of interior": "Ministry of Interior of {}",
    "ministry of the interior": "Ministry of Interior of {}",
    "defence ministry": "Ministry of Defence of {}",
    "defense ministry": "Ministry of Defence of {}",
    "ministry of defence": "Ministry of Defence of {}",
    "ministry of defense": "Ministry of Defence of {}",
    "health ministry": "Ministry of Health of {}",
    "ministry of health": "Ministry of Health of {}",
    "government": "Government of {}",
    "parliament": "Parliament of {}",
    "supreme court": "Supreme Court of {}",
}
_FORCES = {
    "army": "Armed Forces of {}",
    "military": "Armed Forces of {}",
    "armed forces": "Armed Forces of {}",
    "troops": "Armed Forces of {}",
    "soldiers": "Armed Forces of {}",
    "forces": "Armed Forces of {}",
    "air force": "Air Force of {}",
    "navy": "Navy of {}",
    "warplanes": "Armed Forces of {}",
    "aircraft": "Armed Forces of {}",
    "planes": "Armed Forces of {}",
    "jets": "Armed Forces of {}",
    "fighter jets": "Armed Forces of {}",
    "helicopters": "Armed Forces of {}",
    "warships": "Armed Forces of {}",
    "artillery": "Armed Forces of {}",
    "special forces": "Armed Forces of {}",
    "commandos": "Armed Forces of {}",
    "police": "Police of {}",
    "security forces": "Security forces of {}",
    "intelligence": "Intelligence service of {}",
    "intelligence agency": "Intelligence service of {}",
    "intelligence service": "Intelligence service of {}",
}
# Nouns for what a state's forces do from afar, and the words that may stand between them and the nation.
_STRIKES = frozenset(
    "airstrike airstrikes strike strikes raid raids shelling bombardment bombardments".split()
)
_OF_STRIKES = frozenset("air drone missile aerial artillery tank naval rocket cruise -".split())
_ARMED = re.compile(
    r"\b(brigades?|front|liberation|militia|jihad|mujahid\w*|mujahed\w*|cartel|commandos?|resistance|"
    r"guerrillas?|rebels?|insurgents?|cell|martyrs|extraditables|gang|maras?|paramilitar\w*|hezb\w*|"
    r"lashkar|harakat|ansar|jaish|jaysh|katibat?|tanzim|separatists?)\b",
    re.IGNORECASE,
)
_STATE_BODY = re.compile(
    r"\b(ministry|government|parliament|senate|congress|council|department|court|presidency|"
    r"office|commission|bureau|agency|authority|administration|directorate)\b",
    re.IGNORECASE,
)
_FORCE = re.compile(
    r"\b(police|army|guard|forces?|troops|military|navy|marines|gendarmerie|sheriff\S*|battalion|"
    r"brigade|regiment|intelligence|corps|security|patrol)\b",
    re.IGNORECASE,
)
_MEDIA = re.compile(
    r"\b(news|times|post|television|tv|radio|press|newspaper|agency|herald|tribune|journal|daily|"
    r"reuters|afp|bbc|cnn|xinhua|magazine|broadcaster|gazette|chronicle)\b",
    re.IGNORECASE,
)
_ROLE = re.compile(r"^[\w'’´.\- ]{3,60}$")
_COREFERENT = re.compile(
    r"(group|organi[sz]ation|movement|faction|network|outfit|militia)$", re.IGNORECASE
)

Found = tuple[Span, ActorValue]


def annotate(doc: Doc) -> None:
    """Write the actor mentions of a text under "actors": longest match first, no overlaps.

    A dateline names nobody, not even the state: the parse often takes it for the subject of what follows.
    """
    lines = {token.i for line in doc.spans.get("dateline", ()) for token in line}
    known = [
        item
        for item in _longest((*_bodies(doc), *_strikers(doc), *_registered(doc)))
        if lines.isdisjoint(token.i for token in item[0])
    ]
    taken = lines | {token.i for span, _ in known for token in span}
    people = [item for item in _longest(_people(doc)) if taken.isdisjoint(range(*_name_part(item)))]
    # "U.S." of "U.S. President Joe Biden" is the president's office, not the state.
    inside = {token.i for span, _ in people for token in span}
    named = people + [item for item in known if inside.isdisjoint(token.i for token in item[0])]
    taken |= inside
    named += [
        item
        for item in _longest(_organisations(doc))
        if taken.isdisjoint(token.i for token in item[0])
    ]
    named.extend(_coreferent(doc, named))
    mentions.write(doc, "actors", named)
    mentions.write(doc, "nations", _nations(doc))


def _longest(found: Iterable[Found]) -> list[Found]:
    """The longest of overlapping mentions."""
    values = {(span.start, span.end): (span, actor) for span, actor in reversed(list(found))}
    return [
        values[span.start, span.end] for span in filter_spans([span for span, _ in values.values()])
    ]


def _nations(doc: Doc) -> Iterator[tuple[Span, str]]:
    """Words for the people of a state ("Afghan", "South Koreans"), with its ISO 3166-1 alpha-2 code."""
    cased = not names.is_whispered(doc)
    for token in doc:
        if token.is_alpha and (code := people_of(token.text, cased=cased)):
            yield doc[token.i : token.i + 1], code


# --- the register ---------------------------------------------------------------------------------


def _registered(doc: Doc) -> Iterator[Found]:
    """Names of the register, with their article."""
    for span, actor in names.registered(doc):
        yield _widened(span), _known(actor, span)


def _known(actor: KnownActor, span: Span) -> ActorValue:
    country = actor.countries[0] if actor.cls == "State" and actor.countries else None
    return ActorValue(
        actor.label, actor.cls, True, _widened(span).text, id=actor.id, nationality=country
    )


def _widened(span: Span) -> Span:
    """With its article and a trailing "group" or "movement": "The Islamic State group"."""
    doc, start, end = span.doc, span.start, span.end
    while end < len(doc) and doc[end].lower_ in ("group", "movement", "militia", "militias"):
        end += 1
    if start > 0 and doc[start - 1].lower_ == "the":
        start -= 1
    return doc[start:end]


# --- bodies of a state by pattern -----------------------------------------------------------------


def _bodies(doc: Doc) -> Iterator[Found]:
    """ "Afghan foreign ministry", "Afghanistan's interior ministry", "Kabul police"."""
    for token in doc:
        if token.lower_ in _HEADS:
            for size in (4, 3, 2, 1):
                words = doc[max(token.i - size + 1, 0) : token.i + 1].text.lower()
                label, cls = (
                    (_BODIES.get(words), "GovernmentBody")
                    if words in _BODIES
                    else (_FORCES.get(words), "SecurityForce")
                )
                if label and (
                    found := _of_country(doc, token.i - size + 1, token.i + 1, label, cls)
                ):
                    yield found
                    break


_HEADS = frozenset(words.split()[-1] for words in (*_BODIES, *_FORCES))


def _of_country(doc: Doc, start: int, end: int, label: str, cls: str) -> Found | None:
    """The body with its country in front of it ("Afghan …", "Afghanistan's …") or behind ("… of Peru")."""
    before = start
    while before > 0 and doc[before - 1].lower_ in ("'s", "’s", "´s", "`s"):
        before -= 1
    for width in (3, 2, 1):
        first = before - width
        if first < 0:
            continue
        words = doc[first:before].text.rstrip("'’´`")
        country = country_of(words, begins=doc[first].is_sent_start is True)
        if country:
            span = (
                doc[first - 1 : end]
                if first > 0 and doc[first - 1].lower_ == "the"
                else doc[first:end]
            )
            if cls == "SecurityForce" and _is_capital(words):
                return span, ActorValue(
                    doc[first:end].text, cls, True, span.text, nationality=country
                )
            return span, _body(label, cls, country, span)
    if end + 1 < len(doc) and doc[end].lower_ == "of":
        for width in (3, 2, 1):
            country = country_of(doc[end + 1 : end + 1 + width].text)
            if country:
                span = doc[start : end + 1 + width]
                return span, _body(label, cls, country, span)
    return None


def _strikers(doc: Doc) -> Iterator[Found]:
    """ "An Israeli airstrike", "US drone strikes": whose forces struck; the mention is the nation's word."""
    for noun in doc:
        if noun.lower_ not in _STRIKES:
            continue
        end = noun.i
        while end > 0 and doc[end - 1].lower_ in _OF_STRIKES:
            end -= 1
        if end == noun.i and noun.lower_ in ("strike", "strikes", "raid", "raids"):
            continue
        for nation in (doc[max(end - 2, 0) : end], doc[max(end - 1, 0) : end]):
            words = nation.text.rstrip("'’´`")
            country = country_of(words, begins=nation[0].is_sent_start is True) if words else None
            if country and not _is_capital(words):
                yield (
                    doc[nation.start : noun.i + 1],
                    _body("Armed Forces of {}", "SecurityForce", country, nation),
                )
                break


@lru_cache(maxsize=1)
def _capitals() -> frozenset[str]:
    return frozenset(actor.capital.lower() for actor in known_actors() if actor.capital)


def _is_capital(words: str) -> bool:
    return words.lower() in _capitals()


def _body(label: str, cls: str, country: str, span: Span) -> ActorValue:
    state = states().get(country)
    name = label.format(state.label if state else country)
    return ActorValue(name, cls, True, span.text, nationality=country)


# --- persons and organisations of the pipeline ----------------------------------------------------


def _people(doc: Doc) -> Iterator[Found]:
    """Persons by the pipeline and by the titles in front of them; a surname alone takes the full name."""
    full: dict[str, str] = {}
    entities = (_without_title(ent) for ent in doc.ents if ent.label_ == "PER")
    named = (ent for ent in entities if not _is_people_word(ent))
    spans = _as_told(doc, filter_spans([*_titled(doc), *_aged(doc), *_acting(doc), *named]))
    for ent in spans:
        name = _clean(ent.text)
        if " " in name:
            full.setdefault(name.split()[-1].lower(), name)
        role = _role(ent)
        span = role[0] if role else ent
        yield (
            span,
            ActorValue(
                full.get(name.lower(), name),
                "Person",
                True,
                span.text,
                role=role[1] if role else None,
            ),
        )


def _as_told(doc: Doc, spans: Sequence[Span]) -> list[Span]:
    """Persons' names, bounded as the learned reader bounds those of victims, which it learned from keys."""
    told = filter_spans(
        [
            _without_title(span)
            for span, filler in mentions.read(doc, "fillers", mentions.Filler)
            if filler.role == "Victim" and filler.score >= _SURE and _is_full_name(span)
        ]
    )
    inside = {token.i for span in told for token in span}
    left = [span for span in spans if inside.isdisjoint(range(span.start, span.end))]
    return sorted([*told, *left], key=lambda span: span.start)


_SURE = 0.5


def _is_full_name(span: Span) -> bool:
    """Two to six words that only a name is made of."""
    return 1 < len(span) < 7 and all(
        token.text[0].isupper() or token.lower_ in _PARTICLES for token in span
    )


_PARTICLES = frozenset("de del la las los da dos van von der bin ibn al el y".split())


def _without_title(ent: Span) -> Span:
    """A person's entity whole and without title and nation: "Antonio Guterres" of "General Antonio"."""
    start = ent.start
    while start + 1 < ent.end and _is_in_front(ent.doc[start], ent.end - start):
        start += 1
    end = ent.end
    while end < len(ent.doc) and end - start < 4 and _goes_on(ent.doc[end]):
        end += 1
    return ent.doc[start : _past_hyphen(ent.doc, end)]


def _past_hyphen(doc: Doc, end: int) -> int:
    """The end of a name that goes on behind a hyphen: "Marie-Claude" of "Marie" and "Claude"."""
    joined = end + 1 < len(doc) and doc[end].text == "-" and not doc[end - 1].whitespace_
    return end + 2 if joined and not doc[end].whitespace_ and doc[end + 1].text.istitle() else end


def _is_in_front(token: Token, left: int) -> bool:
    """Whether a word only stands in front of a name: a title, or "Spaniard" with a full name behind."""
    if token.lower_ in _TITLES:
        return True
    # German is a given name as well.
    return left > 2 and people_of(token.text) is not None and token.lower_ != "german"


def _goes_on(token: Token) -> bool:
    """Whether a name goes on where the pipeline ends it: "Jose Lacides" of "Jose Lacides Ordonez"."""
    return (
        token.pos_ == "PROPN"
        and not token.ent_type_
        and token.dep_ in ("flat", "compound")
        and len(token.text) > 2
        and token.text.isalpha()
        and token.text.istitle()
        and token.nbor(-1).text.istitle()
        and token.lower_ not in _TITLES
        and not (token.dep_ == "compound" and token.head.ent_type_ != "PER")
    )


def _is_people_word(ent: Span) -> bool:
    """Whether it is a people's word or one for a deed: "Iraqi", "Twin bombings"."""
    return (len(ent) == 1 and ent.text.lower() in demonyms()) or ent[-1].lower_ in _DEEDS


_DEEDS = frozenset(
    """
    attack attacks bombing bombings blast blasts explosion explosions shooting shootings killing
    killings airstrike airstrikes strike strikes raid raids clashes
    """.split()
)


_TITLES = frozenset(
    "president minister spokesman spokeswoman spokesperson secretary chancellor ambassador commissioner chief governor mayor "
    "senator pope king queen prince sheriff superintendent director secretary-general premier general gen. colonel col. captain "
    "capt. lieutenant lt. sergeant sgt. major maj. judge justice bishop archbishop cardinal imam sheikh ayatollah analyst "
    "commander detective officer coroner prosecutor lawmaker deputy mp rep. sen. gov. dr. mr. mrs. ms. chairman leader "
    "msgr monsignor gen col capt lt sgt maj cpl corporal sgt. cpl. dr mr mrs ms rev rev. reverend father inspector attorney "
    "engineer professor doctor admiral brigadier guard policeman agent private cadet".split()
)


def _titled(doc: Doc) -> Iterator[Span]:
    """Two or three capitalised names behind a title: "Kremlin spokesman Dmitry Peskov"."""
    for token in doc[:-2]:
        if token.lower_ not in _TITLES:
            continue
        end = token.i + 1
        while end < len(doc) and end - token.i <= 3 and _is_name_word(doc[end]):
            end += 1
        if end - token.i >= 3:
            yield doc[token.i + 1 : end]


# "…, 31, said", "…, a 31-year-old Dane".
_AGE = re.compile(r", (?:an? \d\d-year|\d\d?(?:,|\.| and\b))")


def _aged(doc: Doc) -> Iterator[Span]:
    """Two to four names with an age behind them: "Pavel Ruzin, 31, said"."""
    text = mentions.text_of(doc)
    for match in _AGE.finditer(text):
        comma = doc.char_span(match.start(), match.start() + 1)
        if comma is None:
            continue
        start = end = comma.start
        while start > 0 and end - start < 4 and _is_name_word(doc[start - 1]):
            start -= 1
        if end - start > 1 and doc[max(start - 1, 0)].text != "-":
            yield doc[start:end]


# What only a person does or suffers: "Pavel Ruzin drove his car", "Pavel Ruzin was sentenced".
_OF_PERSONS = re.compile(
    r"^ (?:(?:was|is|were|has been|had been) (?:found guilty|convicted|charged|sentenced|jailed|acquitted|extradited"
    r"|born|accused|handcuffed|remanded)|drove (?:his|her|a)|pleaded|opened fire|pulled out|walked into"
    r"|told (?:the court|police|reporters|investigators|detectives)|shot himself|blew himself up)\b"
)


def _acting(doc: Doc) -> Iterator[Span]:
    """Two or three names before what only a person does, where the pipeline sees no name at all."""
    text = mentions.text_of(doc)
    for token in doc[1:]:
        if not (_is_name_word(token) and _OF_PERSONS.match(text[token.idx + len(token) :][:40])):
            continue
        start = token.i
        while start > 0 and token.i - start < 2 and _is_name_word(doc[start - 1]):
            start -= 1
        if start < token.i and not any(word.ent_type_ for word in doc[start : token.i + 1]):
            yield doc[start : token.i + 1]


def _is_name_word(token: Token) -> bool:
    text = token.text
    return (
        text[0].isupper() and text.isalpha() and not text.isupper() and token.lower_ not in _TITLES
    )


def _name_part(item: Found) -> tuple[int, int]:
    """The tokens of a person's mention that are the name itself, without the role."""
    span, actor = item
    role = actor.role or ""
    skipped = sum(token.idx < span.start_char + len(role) for token in span) if role else 0
    return span.start + skipped, span.end


def _organisations(doc: Doc) -> Iterator[Found]:
    """ORG entities with a guess at what kind of organisation they are."""
    for ent in doc.ents:
        if ent.label_ == "ORG" and len(ent.text) > 1:
            yield ent, ActorValue(_clean(ent.text), _class(ent.text), True, ent.text)


def _clean(name: str) -> str:
    name = " ".join(name.split())
    return re.sub(r"(^the )|(['’´`]s?$)", "", name, flags=re.IGNORECASE)


def _class(name: str) -> str:
    for pattern, cls in (
        (_MEDIA, "MediaOrganization"),
        (_FORCE, "SecurityForce"),
        (_ARMED, "ArmedGroup"),
        (_STATE_BODY, "GovernmentBody"),
    ):
        if pattern.search(name):
            return cls
    return "Organization"


def _role(ent: Span) -> tuple[Span, str] | None:
    """The title in front of a person: "Kremlin spokesman" of "Kremlin spokesman Dmitry Peskov"."""
    doc, start = ent.doc, ent.start
    while start > ent.sent.start and _is_title(doc[start - 1], ent) and ent.start - start < 7:
        start -= 1
    while start < ent.start and doc[start].pos_ in (
        "DET",
        "PUNCT",
        "CCONJ",
        "ADP",
        "ADV",
        "PRON",
        "VERB",
        "AUX",
    ):
        start += 1
    start = next((token.i + 1 for token in doc[start : ent.start] if token.lower_ == "old"), start)
    if start == ent.start or not any(
        token.pos_ in ("NOUN", "PROPN") for token in doc[start : ent.start]
    ):
        return None
    title = doc[start : ent.start].text
    return (doc[start : ent.end], title) if _ROLE.match(title) else None


def _is_title(token: Token, ent: Span) -> bool:
    if token.ent_type_ == "PER" or token.is_space or token.text in ',;:.()"“”':
        return False
    if token.text in ("-", "'s", "’s", "´s"):
        return True
    inside = token.dep_ in (
        "compound",
        "amod",
        "flat",
        "nmod:poss",
        "nmod",
        "det",
    ) or token.pos_ in ("PROPN", "NOUN", "ADJ")
    return inside and token.pos_ in ("NOUN", "PROPN", "ADJ", "DET") and token.i < ent.start


# --- coreference inside one text ------------------------------------------------------------------


def _coreferent(doc: Doc, named: Iterable[Found]) -> Iterator[Found]:
    """ "The group" after an armed group has been named; abbreviations defined in brackets."""
    named = sorted(named, key=lambda pair: pair[0].start)
    covered = {token.i for span, _ in named for token in span}
    groups = [(span, actor) for span, actor in named if actor.cls == "ArmedGroup"]
    for token in doc:
        if token.i in covered or not _COREFERENT.search(token.lower_) or token.i == 0:
            continue
        start = next(
            (
                i
                for i in range(token.i - 1, max(token.i - 4, -1), -1)
                if doc[i].lower_ in ("the", "this", "that")
            ),
            None,
        )
        before = [actor for span, actor in groups if span.end <= token.i]
        if start is not None and before and not any(i in covered for i in range(start, token.i)):
            span = doc[start : token.i + 1]
            last = before[-1]
            yield span, ActorValue(last.name, last.cls, True, span.text, id=last.id)
    yield from _abbreviations(doc, named, covered)


def _abbreviations(doc: Doc, named: Iterable[Found], covered: set[int]) -> Iterator[Found]:
    defined = {
        doc[span.end + 1].text: actor
        for span, actor in named
        if span.end + 2 < len(doc)
        and doc[span.end].text == "("
        and doc[span.end + 2].text == ")"
        and doc[span.end + 1].text.isupper()
    }
    for token in doc:
        actor = defined.get(token.text)
        if actor and token.i not in covered:
            yield (
                doc[token.i : token.i + 1],
                ActorValue(
                    actor.name,
                    actor.cls,
                    True,
                    token.text,
                    id=actor.id,
                    nationality=actor.nationality,
                ),
            )
