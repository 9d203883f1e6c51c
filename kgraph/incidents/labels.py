"""Names for people: "Suicide bombing in Kabul, 2022-09-05 (6 killed)", or a topic's most telling words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from kgraph.incidents.policies import Resolved
from kgraph.records import Term

_WORDS = 5


def label(resolved: Iterable[Resolved]) -> str:
    """Type, place, day and the gravest toll, as far as they are known."""
    found = {choice.property: choice for choice in resolved}
    name = _kind(found)
    if (place := _value(found, "place", "name")) != "":
        name += f" in {place}"
    if (day := _value(found, "date", "edtf")) != "":
        name += f", {day}"
    tolls = [
        f"{number} {what}"
        for what in ("killed", "wounded", "kidnapped")
        if (number := _value(found, what, "best")) not in ("", "0")
    ]
    return name + (f" ({tolls[0]})" if tolls else "")


def topic(texts: Iterable[Sequence[Term]]) -> str:
    """The words that weigh most over all these texts."""
    weights: Counter[str] = Counter()
    for terms in texts:
        weights.update({term.word: term.weight for term in terms})
    best = sorted(weights, key=lambda word: (-weights[word], word))
    return ", ".join(best[:_WORDS])


def _kind(found: dict[str, Resolved]) -> str:
    kind = found["mainType"].concepts[0].replace("-", " ")
    stage = found["stage"].concepts[0]
    name = kind if stage == "accomplished" else f"{stage} {kind}"
    return name.upper() if name == "ied" else name[:1].upper() + name[1:]


def _value(found: dict[str, Resolved], property: str, key: str) -> str:
    chosen = found[property].chosen if property in found else ()
    return next((str(said.value[key]) for said in chosen if said.value.get(key) is not None), "")
