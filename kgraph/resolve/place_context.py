"""Which countries and regions a text speaks of, by its peoples, places, offices and turns of phrase."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from spacy.tokens import Doc

from kgraph import mentions
from kgraph.resolve import gazetteer
from kgraph.resolve.datelines import furniture_of
from kgraph.resolve.gazetteer import Place
from kgraph.resolve.names import registered
from kgraph.resolve.nations import peoples
from kgraph.resolve.place_names import Named
from kgraph.resolve.us_states import state_after

# A bare name of a settlement smaller than this is only believed beside its own country.
WELL_KNOWN = 150_000
# A settlement smaller than this does not tell which country a text speaks of.
_KNOWN = 10_000
# Nor does one that is less than so many times as large as its namesakes in other countries.
_DWARFS = 5


def context_of(doc: Doc, named: Sequence[Named]) -> Counter[str]:
    """How much of the text speaks of each country, and of each region of it ("US/TX")."""
    told = list(peoples(doc))
    votes = Counter(code for _, code in told)
    within = {token.i for span, _ in told for token in span}
    for token in doc:
        if token.i in within:
            continue
        if token.ent_type_ == "ORG" and token.text[0].isupper():
            votes.update(_of_word(token.text))
    for _, actor in registered(doc):
        if actor.cls == "ArmedGroup":
            votes.update(actor.countries[:1])
    for item in named:
        _count_wider(votes, item)
        _count_country(votes, item)
        for place in _region_tellers(item.places):
            votes[f"{place.country}/{place.region_code}"] += 1
    for comma in mentions.tokens_of(doc, {","}):
        if comma.i > 0 and (state := state_after(doc[comma.i - 1 : comma.i])):
            votes.update(_of_regions(state))
    for at in furniture_of(doc):
        votes.update(_of_word(doc[at].text))
    if american := len(_AMERICAN.findall(mentions.text_of(doc))):
        votes["US"] += min(2, american)
    return votes


def _count_wider(votes: Counter[str], item: Named) -> None:
    """Count the country and region that are told with a name: "Salisbury, N.C."."""
    for place in gazetteer.find(item.wider) if item.wider else ():
        if place.kind in ("A", "C"):
            votes[place.country] += 2
            votes[f"{place.country}/{place.region_code}"] += 2 * (place.kind == "A")


def _count_country(votes: Counter[str], item: Named) -> None:
    """Count the country of a name's largest place, as far as no namesake abroad rivals it."""
    wide = [place for place in item.places if place.kind in ("A", "C")]
    large = max(item.places, key=lambda place: place.population)
    known = large.population > _KNOWN
    abroad = [place.population for place in item.places if place.country != large.country]
    if not abroad or (known and large.population > _DWARFS * max(abroad)):
        votes[large.country] += 2 if wide else int(known)
    elif wide and wide[0].kind == "C":
        votes[wide[0].country] += 2
    else:
        votes[large.country] += 1 if large.population > 1_000_000 else 0


def main_country(context: Counter[str]) -> str | None:
    """The country that most of a text speaks of, if any."""
    return next((key for key, _ in context.most_common() if "/" not in key), None)


# Words of American local news that tell the country where no name does.
_AMERICAN = re.compile(
    r"\b(?:\d+ block of|Sheriff['’]s? (?:Office|Department|[Dd]eput\w+)|911|Crime ?Stoppers|FBI|Interstate \d+"
    r"|[Pp]olice (?:Sgt|Lt|Capt|Det|Cpl|Chief)\b|[Gg]rand jury|[Dd]istrict [Aa]ttorney|\d{3}-\d{3}-\d{4}|State Police)"
)


def _region_tellers(places: Sequence[Place]) -> list[Place]:
    """The meaning of a name that tells a region: a region, the only district, the one large city."""
    settled = max((place.population for place in places if place.kind == "P"), default=0)
    if places[0].kind == "A" and places[0].population > settled:
        return list(places[:1])
    districts = [place for place in places if place.kind == "D"]
    if len(districts) == 1 == len(places):
        return districts
    ranked = sorted(places, key=lambda place: -place.population)
    alone = len(ranked) == 1 or ranked[0].population > 10 * ranked[1].population
    return ranked[:1] if alone and ranked[0].population > 20_000 and ranked[0].region_code else []


def _of_word(word: str) -> list[str]:
    """What a single word inside another name points to."""
    return [*_of_regions(word), *_of_cities(word)]


def _of_regions(name: str) -> list[str]:
    """The country and region that a single word inside a longer name points to: "Ohio State Highway Patrol"."""
    regions = [place for place in gazetteer.find(name) if place.kind in ("A", "C")]
    if not regions or (regions[0].kind == "A" and regions[0].population < 500_000):
        return []
    return [regions[0].country, f"{regions[0].country}/{regions[0].region_code}"]


def _of_cities(name: str) -> list[str]:
    """The region of the one large city of this name: "Pittsburgh Public Safety"."""
    known = gazetteer.find(name) if name[:1].isupper() and len(name) > 3 else ()
    tellers = _region_tellers(known) if known else []
    return [
        f"{place.country}/{place.region_code}"
        for place in tellers
        if place.kind == "P" and place.population >= WELL_KNOWN
    ]
