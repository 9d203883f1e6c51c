"""The corpora as training windows; what a source does not know it leaves unsaid.

Days come from the file that `python -m training.reader.days` writes: the time expressions of each text
with the days they stand for, and messages in capitals in normal case.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from training.reader.labels import ENTITIES, KINDS, QUALITIES, ROLES
from training.reader.windows import (
    ROOM,
    Pieces,
    Said,
    Span,
    Window,
    bio,
    bounds,
    counted,
    cut,
    kinds,
    told,
)

LEAKED = frozenset({"DEV-MUC3-1133", "hrds-train-110"})  # nearly documents of held-out sets
NER_TRAIN = ("uner_ewt.train", "wikigold.train", "btc_news.train", "wnut17.train")
# Kept for measuring: articles of ordinary news, articles on shootings (with all others on their
# incidents), sentences of the list of 2018; always the first of their files.
_HELD = {"news": 100, "shootings": 300, "list": 300}

R = {role: number for number, role in enumerate(ROLES)}
Q = {quality: number for number, quality in enumerate(QUALITIES)}
Quality = tuple[int, int, int, int]
Days = Mapping[str, Mapping[str, Any]]


def rows(folder: Path, name: str) -> list[dict[str, Any]]:
    """The records of one corpus file."""
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read_days(path: Path) -> Days:
    """The file of days, by document."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return {row["id"]: row for row in map(json.loads, lines)}


def spots(text: str, names: Iterable[str], role: str) -> list[Span]:
    """Where names stand in a text as whole words, in any case, as spans of a role."""
    return [
        (found.start(), found.end(), R[role])
        for name in sorted(set(names))
        if len(name) > 2
        for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)
    ]


def day_spans(days: Mapping[str, Any], right: Iterable[tuple[str | None, str]]) -> list[Span]:
    """The time expressions that stand for one of the right (first, last) days; first None: open."""
    wanted = set(right)
    return [
        (start, end, R["Date"])
        for start, end, first, last, _ in days["dates"]
        if (first, last) in wanted or (None, last) in wanted
    ]


# --- MUC-4 ----------------------------------------------------------------------------------------

MUC_KINDS = ("attack", "bombing", "kidnapping", "arson", "robbery")
_EFFECTS = {
    "DEATH": "killed",
    "INJURY": "wounded",
    "NO INJURY OR DEATH": "unharmed",
    "NO INJURY": "unharmed",
}
_CONFIDENCE = {
    "REPORTED AS FACT": "stated",
    "CLAIMED OR ADMITTED": "claimed",
    "SUSPECTED OR ACCUSED": "suspected",
    "SUSPECTED OR ACCUSED BY AUTHORITIES": "suspected",
    "POSSIBLE": "suspected",
}


def muc(tokenizer: Tokenizer, folder: Path, days: Days, draw: random.Random) -> Iterator[Window]:
    """MUC-4 messages, most in normal case; fewer of the windows and messages that tell of nothing."""
    for row in rows(folder, "muc4/train"):
        if row["docid"] in LEAKED or (not row["templates"] and draw.random() < 0.5):
            continue
        pieces = cut(tokenizer, days[row["docid"]]["text"], cased=draw.random() < 0.75)
        spans = muc_spans(row, days[row["docid"]])
        known = set(range(len(ROLES))) - ({R["Date"]} if not _has(spans, "Date") else set())
        told_ = told(pieces, spans, known, muc_said(pieces, row), muc_qualities(row))
        for n, window in enumerate(told_):
            empty = not any(any(found) for found in window.roles.values())
            if not empty or draw.random() < (0.7 if n == 0 else 0.35):
                yield window


def _has(spans: Iterable[Span], role: str) -> bool:
    return any(span[2] == R[role] for span in spans)


def muc_spans(row: dict[str, Any], days: Mapping[str, Any]) -> list[Span]:
    """The spans of all roles; described victims, places and days come from the templates."""
    found = [
        (start, end, R[role])
        for role, entities in row["extracts"].items()
        for entity in entities
        for mention in entity
        for start, end in mention["spans"]
    ]
    right = []
    for template in row["templates"]:
        for human in template["human_targets"]:
            for mention in human.get("description", ()):
                found += [(a, b, R["VictimDesc"]) for a, b in mention["spans"]]
        found += spots(row["text"], _muc_places(template), "Place")
        said = (template["incident_date"] or {}).get("alternatives", ())
        right += [(item["from"], item["to"]) for item in said if item["to"]]
    return found + day_spans(days, right)


def _muc_places(template: dict[str, Any]) -> set[str]:
    """The names of the places of a template below its country."""
    said = (template["incident_location"] or {}).get("alternatives", ())
    return {part["name"] for one in said for part in one["path"] if part.get("name")}


def _muc_types(template: dict[str, Any]) -> set[str]:
    return {value.lower() for value in template["incident_type"]["values"]}


def muc_said(pieces: Pieces, row: dict[str, Any]) -> Iterator[Said]:
    """The kinds of each window: those of the templates that have a filler in it.

    A window without any is silent, unless the whole message tells of nothing.
    """
    spans = [(_template_spans(template), template) for template in row["templates"]]
    for first, last in bounds(len(pieces.ids)):
        start, end = pieces.offsets[first][0], pieces.offsets[last - 1][1]
        here = [t for found, t in spans if any(a < end and b > start for a, b in found)]
        if not row["templates"]:
            yield Said(kinds(dict.fromkeys(("incident", "news", *MUC_KINDS), False)))
        elif not here:
            yield Said()
        else:
            types = set().union(*(_muc_types(template) for template in here))
            stages = {value for t in here for value in t["stage"]["values"]}
            said = {kind: kind in types for kind in MUC_KINDS} | {"incident": True}
            said |= {"attempted": "ATTEMPTED" in stages, "threatened": "THREATENED" in stages}
            yield Said(kinds(said))


def _template_spans(template: dict[str, Any]) -> list[tuple[int, int]]:
    mentions = [
        mention
        for key in ("instruments", "perp_individuals", "perp_organizations", "phys_targets")
        for entity in template[key]
        for mention in entity.get("mentions", ())
    ]
    mentions += [
        mention
        for human in template["human_targets"]
        for mention in (*human.get("name", ()), *human.get("description", ()))
    ]
    return [(start, end) for mention in mentions for start, end in mention["spans"]]


def muc_qualities(row: dict[str, Any]) -> list[Quality]:
    """The deed of every filler, what became of the victims, how sure the organisations are."""
    deeds: dict[tuple[int, int], set[str]] = {}
    others: dict[tuple[int, int, str], set[str]] = {}
    for template in row["templates"]:
        for span in _template_spans(template):
            deeds.setdefault(span, set()).update(_muc_types(template))
        for human in template["human_targets"]:
            values = [v for item in human.get("effects") or () for v in item["values"]]
            for mention in (*human.get("name", ()), *human.get("description", ())):
                for start, end in mention["spans"]:
                    said = {_EFFECTS[value] for value in values if value in _EFFECTS}
                    others.setdefault((start, end, "effect"), set()).update(said)
        for group in template["perp_organizations"]:
            values = (group.get("confidence") or {}).get("values", [])
            for mention in group.get("mentions", ()):
                for start, end in mention["spans"]:
                    said = {_CONFIDENCE[value] for value in values if value in _CONFIDENCE}
                    others.setdefault((start, end, "confidence"), set()).update(said)
    found = [
        (start, end, Q[kind], int(kind in types))
        for (start, end), types in deeds.items()
        for kind in MUC_KINDS
    ]
    groups = {
        "effect": ("killed", "wounded", "unharmed"),
        "confidence": ("stated", "claimed", "suspected"),
    }
    for (start, end, group), said in others.items():
        if said:
            found += [(start, end, Q[name], int(name in said)) for name in groups[group]]
    return found


# --- modern articles ------------------------------------------------------------------------------


def shootings(
    tokenizer: Tokenizer, folder: Path, days: Days, draw: random.Random
) -> Iterator[Window]:
    """The beginnings of articles on shootings in the USA, by what the archive knows of each.

    Distant supervision: a name stands for every place where it or its last part occurs.
    """
    usable = [row for row in rows(folder, "linking/gva_articles.train") if row["doc_id"] in days]
    held = {row["incident_id"] for row in usable[: _HELD["shootings"]]}
    usable = [row for row in usable if row["incident_id"] not in held]
    for row in sorted(draw.sample(usable, min(450, len(usable))), key=lambda row: row["doc_id"]):
        gold, known = row["gold"], days[row["doc_id"]]
        text = known["text"][:1400]
        spans = spots(text, [gold["city"] or ""], "Place")
        spans += [s for s in day_spans(known, [(gold["date"],) * 2]) if s[1] <= len(text)]
        qualities: list[Quality] = []
        for person in gold["participants"]:
            names = spots(text, _parts(person.get("name")), _participant(person))
            spans += names
            qualities += _fates(names, person.get("status") or "")
        roles = {R["Victim"], *(span[2] for span in spans)}
        said = kinds({"incident": True, "attack": True, "killing": bool(gold["killed"])})
        first = Said(said, counted(gold["killed"], gold["injured"]))
        pieces = cut(tokenizer, text, cased=draw.random() < 0.95)
        yield from list(
            told(pieces, spans, roles, [first], qualities, names_only=[R["PerpInd"], R["Victim"]])
        )[:1]


def _parts(name: str | None) -> list[str]:
    """A name and its last part."""
    return [name, name.split()[-1]] if name and name.split() else []


def _participant(person: Mapping[str, Any]) -> str:
    return "Victim" if person.get("type") == "Victim" else "PerpInd"


def _fates(spans: Iterable[Span], status: str) -> list[Quality]:
    fates = {
        "killed": "Killed" in status,
        "wounded": "Injured" in status,
        "unharmed": "Unharmed" in status,
    }
    return [
        (start, end, Q[name], int(yes)) for start, end, _ in spans for name, yes in fates.items()
    ]


VIOLATIONS = ("killing", "arbitrary detention", "torture", "enforced disappearance", "kidnapping")
_STATE = ("state actor", "other state actors")


def defenders(
    tokenizer: Tokenizer, folder: Path, days: Days, draw: random.Random
) -> Iterator[Window]:
    """HRDsAttack: the names of victims, the places and days, and the kinds of violation."""
    found = [row for row in rows(folder, "events/hrds.train") if row["id"] not in LEAKED]
    for row in sorted(draw.sample(found, 150), key=lambda row: row["id"]):
        gold, known = row["gold"], days[row["id"]]
        text = known["text"]
        names = [part for v in gold["victims"] for part in _parts(v["victim_name"])]
        where = [gold[key] for key in ("city", "region") if gold[key] not in (None, "None")]
        spans = spots(text, names, "Victim")
        spans += spots(text, where or [gold["country"] or ""], "Place") + _dated(known, gold)
        roles = {R["Victim"], *(span[2] for span in spans)}
        said = {kind: kind in gold["violation_types"] for kind in VIOLATIONS}
        if gold["perpetrator_type"]:
            state = gold["perpetrator_type"] in _STATE
            said |= {"state perpetrator": state, "other perpetrator": not state}
        about = Said(kinds(said))
        pieces = cut(tokenizer, text)
        yield from list(told(pieces, spans, roles, [about, about], names_only=[R["Victim"]]))[:2]


def _dated(known: Mapping[str, Any], gold: Mapping[str, Any]) -> list[Span]:
    """Time expressions that agree with every part of the date that is known, at least the year."""
    said = [str(gold[key]).partition(".")[0] for key in ("year", "month", "date")]
    parts = [int(part) if part.isdigit() else None for part in said]
    if parts[0] is None:
        return []
    return [
        (start, end, R["Date"])
        for start, end, first, last, _ in known["dates"]
        if first == last and first != "None"
        if all(p is None or p == int(v) for p, v in zip(parts, first.split("-"), strict=True))
    ]


def list_2018(tokenizer: Tokenizer, folder: Path, draw: random.Random) -> Iterator[Window]:
    """Sentences on incidents of 2018: the place, the perpetrator where named, and the toll."""
    found = rows(folder, "events/wiki2018.jan_sep")[_HELD["list"] :]
    for row in sorted(draw.sample(found, 700), key=lambda row: row["id"]):
        text = row["text"]
        names = [who["name"] for who in row["perpetrators"] if who["name"]]
        where = [part.strip() for part in (row["location"] or "").split(",")]
        spans = spots(text, names, "PerpOrg") + spots(text, where, "Place")
        said = {kind: kind in str(row["types"]) for kind in ("bombing", "kidnapping", "arson")}
        said |= {"incident": True, "news": True, "killing": bool(row["dead"]["victims"])}
        about = Said(kinds(said), counted(row["dead"]["victims"], row["injured"]["victims"]))
        roles = sorted({span[2] for span in spans})
        yield from told(cut(tokenizer, text), spans, roles, [about])


_ACE = {
    ("Conflict:Attack", "Instrument"): "Weapon",
    ("Life:Die", "Instrument"): "Weapon",
    ("Conflict:Attack", "Place"): "Place",
    ("Life:Die", "Place"): "Place",
    ("Conflict:Attack", "Attacker"): "Perp",
    ("Life:Die", "Agent"): "Perp",
    ("Life:Die", "Victim"): "Hurt",
}


def voice(tokenizer: Tokenizer, folder: Path, draw: random.Random) -> Iterator[Window]:
    """M2E2: who attacked and who died, with what and where, in articles of the Voice of America."""
    for row in rows(folder, "events/m2e2"):
        text, spans = "", []
        for sentence in row["sentences"]:
            begin = len(text)
            text += sentence["text"] + "\n"
            for event in sentence["events"]:
                for argument in event["arguments"]:
                    role = _ACE.get((event["type"], argument["role"]))
                    if role:
                        start, end = argument["start"], argument["end"]
                        named = _named(sentence["text"][start:end])
                        spans.append((begin + start, begin + end, R[_ace_role(role, named)]))
        if draw.random() < 0.35:
            pieces = cut(tokenizer, text)
            yield from list(told(pieces, spans, {*(s[2] for s in spans)}))[:3]


def _named(words: str) -> bool:
    return any(word[:1].isupper() for word in words.split()[1:] or words.split())


def _ace_role(role: str, named: bool) -> str:
    return {
        "Perp": "PerpOrg" if named else "PerpInd",
        "Hurt": "Victim" if named else "VictimDesc",
    }.get(role, role)


def ordinary(tokenizer: Tokenizer, folder: Path, draw: random.Random) -> Iterator[Window]:
    """The opening of articles without incidents: no role but perhaps a place or a day."""
    roles = [number for role, number in R.items() if role not in ("Place", "Date")]
    for row in rows(folder, "wikinews/articles")[_HELD["news"] :]:
        if draw.random() < 0.5:
            pieces = cut(tokenizer, row["text"][:1000])
            yield from told(pieces, (), roles, [Said(kinds(dict.fromkeys(KINDS, False)))])


# --- entities -------------------------------------------------------------------------------------


def sentence(row: dict[str, Any]) -> str:
    """The text of a sentence; words joined by blanks where the source has no text."""
    return row["text"] or " ".join(row["tokens"])


def ner_spans(row: dict[str, Any]) -> list[Span]:
    """The entities of a sentence as places in its text."""
    offsets, at = row.get("offsets"), 0
    if not row["text"]:
        offsets = []
        for token in row["tokens"]:
            offsets.append((at, at + len(token)))
            at += len(token) + 1
    found: list[Span] = []
    for (start, end), tag in zip(offsets, row["tags"], strict=True):
        if tag[0] == "B":
            found.append((start, end, ENTITIES.index(tag[2:])))
        elif tag[0] == "I" and found:
            found[-1] = (found[-1][0], end, found[-1][2])
    return found


def entity_labels(pieces: Pieces, spans: Iterable[Span]) -> list[int]:
    """Labels 0 (outside), 2k+1 (begins kind k), 2k+2 (goes on)."""
    labels = [0] * len(pieces.ids)
    for start, end, kind in spans:
        for at, label in enumerate(bio(pieces.offsets, [(start, end)])):
            labels[at] = 2 * kind + label if label else labels[at]
    return labels


def names(tokenizer: Tokenizer, folder: Path, draw: random.Random) -> Iterator[Window]:
    """Sentences with their entities, in running order, packed into windows; four in ten of them."""
    for corpus in NER_TRAIN:
        ids: list[int] = []
        shapes: list[int] = []
        labels: list[int] = []
        for row in [*rows(folder, f"ner/{corpus}"), None]:
            pieces = cut(tokenizer, sentence(row)) if row else Pieces([], [], [])
            if ids and (row is None or len(ids) + len(pieces.ids) > 160):
                if draw.random() < 0.4:
                    seen = [0] * len(ids) if draw.random() < 0.1 else shapes
                    yield Window(ids, seen, entity=labels)
                ids, shapes, labels = [], [], []
            if row:
                ids = (ids + pieces.ids)[:ROOM]
                shapes = (shapes + pieces.shapes)[:ROOM]
                labels = (labels + entity_labels(pieces, ner_spans(row)))[:ROOM]


def assemble(tokenizer: Tokenizer, folder: Path, days: Days, seed: int) -> list[Window]:
    """The training windows of one epoch; what is drawn at random differs with the seed."""
    draw = random.Random(seed)
    return [
        *muc(tokenizer, folder, days, draw),
        *shootings(tokenizer, folder, days, draw),
        *defenders(tokenizer, folder, days, draw),
        *list_2018(tokenizer, folder, draw),
        *voice(tokenizer, folder, draw),
        *ordinary(tokenizer, folder, draw),
        *names(tokenizer, folder, draw),
    ]
