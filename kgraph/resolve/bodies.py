"""Bodies and forces of states, by the nation's words beside them: "Afghan foreign ministry", "an Israeli airstrike"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice

from spacy.tokens import Doc, Span, Token

from kgraph.mentions import read, tokens_of
from kgraph.model import ActorValue, PlaceValue
from kgraph.resolve.register import KnownActor, country_of, known_actors, states

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
    "war planes": "Armed Forces of {}",
    "tanks": "Armed Forces of {}",
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
    "military police": "Police of {}",
    "national police": "Police of {}",
    "federal police": "Police of {}",
    "riot police": "Police of {}",
    "security forces": "Security forces of {}",
    "intelligence": "Intelligence service of {}",
    "intelligence agency": "Intelligence service of {}",
    "intelligence service": "Intelligence service of {}",
}
_HEADS = frozenset(words.split()[-1] for words in (*_BODIES, *_FORCES))
# Nouns for what a state's forces do from afar, and the words that may stand between them and the nation.
_STRIKES = frozenset(
    "airstrike airstrikes strike strikes raid raids shelling bombardment bombardments attack attacks bombing bombings "
    "missile missiles drone drones bomb".split()
)
_OF_STRIKES = frozenset(
    "air drone missile aerial artillery tank naval rocket cruise ballistic scud long range glide cluster kamikaze combat -".split()
)
_WEAPONS = frozenset("missile missiles drone drones bomb".split())
# Of these the nation strikes abroad, where the word may else only say where it was: "an Afghan attack".
_ASSAULTS = frozenset("attack attacks bombing bombings".split())
_SHORT = _ASSAULTS | frozenset("strike strikes raid raids".split())


def bodies(doc: Doc) -> Iterator[tuple[Span, ActorValue]]:
    """ "Afghan foreign ministry", "Afghanistan's interior ministry", "Kabul police"."""
    for token in tokens_of(doc, _HEADS):
        for size in (4, 3, 2, 1):
            words = doc[max(token.i - size + 1, 0) : token.i + 1].text.lower()
            label, cls = (
                (_BODIES.get(words), "GovernmentBody")
                if words in _BODIES
                else (_FORCES.get(words), "SecurityForce")
            )
            if label and (found := _of_country(doc, token.i - size + 1, token.i + 1, label, cls)):
                yield found
                break


def _of_country(
    doc: Doc, start: int, end: int, label: str, cls: str
) -> tuple[Span, ActorValue] | None:
    """The body with its country in front of it ("Afghan …", "Afghanistan's …") or behind ("… of Peru")."""
    return _behind_country(doc, start, end, label, cls) or _before_country(
        doc, start, end, label, cls
    )


def _behind_country(
    doc: Doc, start: int, end: int, label: str, cls: str
) -> tuple[Span, ActorValue] | None:
    """The body with its country in front of it; a city's police is no state's."""
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
    return None


def _before_country(
    doc: Doc, start: int, end: int, label: str, cls: str
) -> tuple[Span, ActorValue] | None:
    """The body with its country behind it: "the government of Peru"."""
    if end + 1 < len(doc) and doc[end].lower_ == "of":
        for width in (3, 2, 1):
            country = country_of(doc[end + 1 : end + 1 + width].text)
            if country:
                span = doc[start : end + 1 + width]
                return span, _body(label, cls, country, span)
    return None


def strikers(doc: Doc) -> Iterator[tuple[Span, ActorValue]]:
    """ "An Israeli airstrike", "US drone strikes": whose forces struck; the mention is the nation's word."""
    for noun in tokens_of(doc, _STRIKES):
        end = _without_kind(doc, noun.i)
        short = end == noun.i and noun.lower_ in _SHORT and not _has_aim(noun)
        if short and noun.lower_ not in _ASSAULTS:
            continue
        if noun.lower_ in _WEAPONS and not _strikes_itself(noun):
            continue
        nations = (doc[max(end - size, 0) : end] for size in (2, 1))
        if doc[max(end - 2, 0) : end].text.lower() == "-led":
            yield from _coalition(doc, end, noun.i)
        forces = (found for nation in nations if (found := _forces(nation)) is not None)
        for actor, nation in islice(forces, 1):
            if not short or _is_abroad(noun, actor):
                yield doc[nation.start : noun.i + 1], actor


def _coalition(doc: Doc, end: int, noun: int) -> Iterator[tuple[Span, ActorValue]]:
    """Whose a strike is that a nation leads: "Saudi Arabian-led air raids"."""
    for size in (4, 3):
        nation = doc[max(end - size, 0) : end - 2]
        if len(nation) == size - 2 and (country := country_of(nation.text)):
            name = f"{nation.text}-led coalition"
            known = _coalitions().get(name.lower())
            label, identity = (known.label, known.id) if known else (name, None)
            mention = doc[nation.start : end].text
            value = ActorValue(
                label, "SecurityForce", True, mention, id=identity, nationality=country
            )
            yield doc[nation.start : noun + 1], value
            return


@lru_cache(maxsize=1)
def _coalitions() -> Mapping[str, KnownActor]:
    """The coalitions of the register by every name of theirs, in small letters."""
    return {
        name.lower(): actor
        for actor in known_actors()
        for name in (actor.label, *actor.names)
        if name.lower().endswith("-led coalition")
    }


def _has_aim(noun: Token) -> bool:
    """Whether a strike is one of arms, not of workers: "an Israeli strike on a school"."""
    after = noun.doc[noun.i + 1 : noun.i + 2]
    return noun.lower_ in ("strike", "strikes") and any(word.lower_ in _AT for word in after)


def _is_abroad(noun: Token, actor: ActorValue) -> bool:
    """Whether the places of its phrase, else of its sentence, are all in other countries: "an Israeli attack in Lebanon"."""
    behind = [
        (span, place.country)
        for span, place in read(noun.doc, "places", PlaceValue)
        if noun.i < span.start < noun.sent.end
    ]
    own = {token.i for token in noun.subtree}
    countries = {country for span, country in behind if span.root.i in own}
    countries = countries or {country for _, country in behind}
    return bool(countries) and not countries & {actor.nationality, None}


_AT = frozenset({"on", "against", "targeting", "hit", "hits", "killed", "kills"})


def _strikes_itself(weapon: Token) -> bool:
    """Whether a weapon is told of as striking: "Russian missiles hit", "attacked by Ukrainian drones"."""
    return weapon.dep_ in ("nsubj", "obl:agent", "conj") or weapon.dep_ == "obl"


def _without_kind(doc: Doc, end: int) -> int:
    """Where the words begin that say what kind of strike or missile it is: "Iskander-K ballistic" of "missile"."""
    named = doc[end].lower_ in _WEAPONS
    least = max(end - 5, 0)
    while end > least and (
        doc[end - 1].lower_ in _OF_STRIKES
        or (named and _is_model(doc[end - 1]) and country_of(doc[end - 2 : end].text) is None)
    ):
        end -= 1
        named = named or doc[end].lower_ in _WEAPONS
    return end


def _is_model(token: Token) -> bool:
    """Whether a word names a make of weapon: "Iskander", "K", "136"."""
    letters = token.text.replace("-", "").isalnum() and not token.is_lower
    return letters and country_of(token.text) is None


def _forces(nation: Span) -> tuple[ActorValue, Span] | None:
    """The armed forces of whom the words before a strike name, with these words."""
    words = nation.text.rstrip("'’´`")
    country = country_of(words, begins=nation[0].is_sent_start is True) if words else None
    if not country or _is_capital(words):
        return None
    return _body("Armed Forces of {}", "SecurityForce", country, nation), nation


@lru_cache(maxsize=1)
def _capitals() -> frozenset[str]:
    return frozenset(actor.capital.lower() for actor in known_actors() if actor.capital)


def _is_capital(words: str) -> bool:
    return words.lower() in _capitals()


def _body(label: str, cls: str, country: str, span: Span) -> ActorValue:
    state = states().get(country)
    name = label.format(state.label if state else country)
    return ActorValue(name, cls, True, span.text, nationality=country)
