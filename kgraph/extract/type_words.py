"""What type of incident the words for it tell of, and how far it went."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from kgraph.extract import grammar, lookback
from kgraph.extract.lexicon import words
from kgraph.extract.triggers import Trigger, deed_of
from kgraph.mentions import text_in
from kgraph.model import Stage
from kgraph.vocab import type_path

# A type that says more about who did what than the means does, where both are told.
_TELLING = {
    "armed-assault": 1.1,
    "assassination": 1.5,
    "suicide-bombing": 2.0,
    "hostage-taking": 1.0,
    "kidnapping": 1.0,
}
_FAINT = {
    "attack": 0.3,
    "looting": 0.4,
    "robbery": 0.8,
    "raid": 0.6,
    "threat": 0.2,
    "mob-violence": 0.8,
}

_ANSWER = 0.2  # of the weight of a word that tells how an attacker was stopped, or what is avenged


def types_of(triggers: Sequence[Trigger], deed: str | None) -> tuple[str, tuple[str, ...]]:
    """The main type, and the other types that stand beside it; of a family of types where `deed` names one."""
    scores = _scores([t for t in triggers if deed in (None, deed_of(t.type))])
    main = max(scores, key=lambda kind: (scores[kind], len(type_path(kind)), kind))
    main = _most_specific(main, scores)
    others = sorted(
        (kind for kind in scores if kind not in type_path(main) and _stands(kind, main, scores)),
        key=lambda kind: (-scores[kind], kind),
    )
    return main, tuple(others[:2])


def _scores(triggers: Sequence[Trigger]) -> dict[str, float]:
    """Weights by type: the first sentence counts most, later mentions less and less."""
    scores: dict[str, float] = defaultdict(float)
    first = triggers[0].sentence.start
    for rank, trigger in enumerate(triggers):
        weight = 1.0 if trigger.strong else 0.4
        weight *= 2.0 if trigger.sentence.start == first else 1.0 / (1 + rank / 6)
        weight *= _OPENING_RAID if rank == 0 and _is_state_raid(trigger) else 1.0
        answer = trigger.type == "shooting" and _is_answer(trigger)
        weight *= _ANSWER if answer or lookback.is_answered(trigger) else 1.0
        scores[trigger.type] += (
            weight * _FAINT.get(trigger.type, 1.0) * _TELLING.get(trigger.type, 1.0)
        )
    return dict(scores)


# So much more a raid weighs where the text opens with the forces that carry it out.
_OPENING_RAID = 3.0


def _is_state_raid(trigger: Trigger) -> bool:
    """Whether a state's forces raid: "security forces raided a hideout, triggering a shootout"."""
    officers = words("state", "officers") | words("state", "bodies")
    return trigger.type == "raid" and any(
        token.lower_ in officers for token in grammar.subjects(grammar.verb_of(trigger.head))
    )


def _is_answer(trigger: Trigger) -> bool:
    """Whether it only tells how an attacker was stopped: "the assailant was shot dead by police"."""
    verb = grammar.verb_of(trigger.head)
    hit = [child for child in verb.children if child.dep_ in ("obj", "nsubj:pass")]
    return any(token.lower_ in words("persons", "attackers") for token in hit)


def _most_specific(main: str, scores: dict[str, float]) -> str:
    """Descend to a narrower type of the same family where the text clearly names one."""
    narrower = [
        kind
        for kind in scores
        if kind != main
        and main in type_path(kind)
        and scores[kind] >= 0.25 * scores[main]
        and main != "attack"
    ]
    if main == "attack":
        narrower = [
            kind for kind in scores if kind not in ("attack", "threat") and scores[kind] >= 0.5
        ]
    if not narrower:
        return main
    return max(narrower, key=lambda kind: (scores[kind], len(type_path(kind)), kind))


def _stands(kind: str, main: str, scores: dict[str, float]) -> bool:
    return (
        main not in type_path(kind)
        and kind not in ("attack", "threat")
        and scores[kind] >= max(1.0, 0.35 * scores[main])
    )


_MADE_SAFE = re.compile(
    r"\b(?:bombs?|devices?|explosives?|mines?|they|it|them)\b[^.;]{0,60}\b(?:(?:made|rendered) safe|defused|deactivated|disarmed)\b"
    r"|\b(?:made|rendered) (?:it|them|(?:the|a) \w+) safe\b|\b(?:defus|deactivat|disarm)(?:ed|ing|es?) (?:\w+ ){0,4}(?:bombs?|devices?|explosives?|mines?|it|them)\b",
    re.IGNORECASE,
)
_WENT_OFF = re.compile(
    r"\b(?:explo(?:ded?|des|ding|sions?)|blasts?|went off|goes off|detonat\w+|blew|ripped|shak\w+|shook|rock\w*|damag\w*|destroy\w*|kill\w*|wound\w*|injur\w*|dead|died)\b",
    re.IGNORECASE,
)


def _is_made_safe(triggers: Sequence[Trigger]) -> bool:
    """Whether the sentences of the words for a bomb, or the next, say that it was defused, and none that it went off."""
    doc = triggers[0].span.doc
    told = {trigger.sentence.start: trigger.sentence for trigger in triggers}.values()
    if any(_WENT_OFF.search(_UNREAL.sub("", text_in(sentence))) for sentence in told):
        return False
    ends = (min(sentence.end, len(doc) - 1) for sentence in told)
    near = [*map(text_in, told), *(text_in(doc[end].sent) for end in ends)]
    return any(_MADE_SAFE.search(text) for text in near)


# What would have happened, or is said of the thing: "had it exploded, it could have killed dozens".
_UNREAL = re.compile(
    r"\b(?:had|if) it\b[^.;,]*|\b(?:could|would|might) (?:have )?(?:\w+ )?\w+|\b(?:unexploded|controlled explosions?|bomb disposal)\b",
    re.IGNORECASE,
)


def stage_of(triggers: Sequence[Trigger], main: str) -> Stage:
    """How far it went: what the first telling trigger of the main type says, unless most others differ."""
    if deed_of(main) == "bombing" and _is_made_safe(triggers):
        return "foiled"
    mine = [trigger for trigger in triggers if trigger.type == main]
    told = [trigger for trigger in mine if not trigger.definite] or mine
    said = [trigger.stage for trigger in told[:4]]
    if said[0] == "accomplished" or said.count("accomplished") > len(said) / 2:
        return "accomplished"
    return said[0]
