"""Words to facts: every extractor reads one account of a text and yields claims with their evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from kgraph.extract import (
    agreement,
    calibration,
    casualties,
    deeds,
    detention,
    kinds,
    law,
    overlooked,
    perpetrators,
    prominence,
    reactions,
    responsibility,
    things,
    triggers,
    victims,
    when,
    where,
)
from kgraph.extract.accounts import Account, tell_apart
from kgraph.extract.dated import dates_of
from kgraph.extract.reading import Reading
from kgraph.model import Claim, Report

Extractor = Callable[[Reading, Account], Iterator[Claim]]

EXTRACTORS: tuple[Extractor, ...] = (
    kinds.claims,
    deeds.claims,
    when.date,
    where.place,
    where.site,
    casualties.claims,
    perpetrators.perpetrator,
    perpetrators.count,
    responsibility.claimed_by,
    responsibility.denied_by,
    detention.captors,
    things.target,
    things.weapon,
    things.damage,
    victims.victim,
    detention.detained,
    reactions.condemned_by,
    reactions.condolences_from,
    reactions.reaction_by,
    law.legal_action,
    reactions.related_to,
)

# What a recalled incident must at least tell of itself to become a report of its own.
_SUBSTANCE = ("date", "place", "killed", "wounded", "perpetrator", "victim", "target", "kidnapped")
_SURE = 0.4  # so sure must the date be where it is all that is told


def reports(
    doc: Doc, document_id: str, published: dt.date | None, report_id: Callable[[int], str]
) -> tuple[Report, ...]:
    """The reports of an annotated Doc, the main one first; `report_id` names the n-th (from 1)."""
    reading = Reading.of(doc, document_id, published)
    told = seen(reading)
    subject = _has_subject(reading, told)
    drafts = [_report(reading, account) for account in _completed(reading, told, subject=subject)]
    found = [report for report in drafts if report is not None]
    if not subject:
        found = [replace(report, prominence="background") for report in found]
    return tuple(replace(report, id=report_id(n)) for n, report in enumerate(found, start=1))


def seen(reading: Reading) -> list[Account]:
    """The incidents that a text tells of, with what the rules say of which of them it is about, the main one first."""
    found = triggers.find(reading.doc)
    return kinds.seen(reading, overlooked.accounts(reading, found, tell_apart(reading, found)))


def accounts(reading: Reading) -> list[Account]:
    """The incidents that a text tells of, each with its words, its date and its place, the main one first."""
    told = seen(reading)
    return _completed(reading, told, subject=_has_subject(reading, told))


def _has_subject(reading: Reading, told: Sequence[Account]) -> bool:
    """Whether a text is about the first of its incidents."""
    return bool(told) and prominence.is_subject(reading, told[0])


def _completed(reading: Reading, told: Sequence[Account], *, subject: bool) -> list[Account]:
    """The incidents with dates and places; the first is a main one where it is what the text is about."""
    found = [replace(told[0], prominence="main"), *told[1:]] if subject else list(told)
    main = [account for account in found if account.prominence == "main"]
    others = [account for account in found if account.prominence != "main"]
    recalled = frozenset[int]().union(*(account.tokens for account in others))
    dated = frozenset(
        token.i
        for account in others
        for trigger in account.triggers
        for span, _ in dates_of(reading, trigger)
        for token in span
    )
    apart = (
        replace(account, alone=main == [account], elsewhere=recalled, dated=dated)
        for account in found
    )
    return [
        replace(
            account, date=when.likeliest(reading, account), place=where.likeliest(reading, account)
        )
        for account in apart
    ]


def _report(reading: Reading, account: Account) -> Report | None:
    by_rule = [
        replace(claim, extractor=claim.extractor or _name(extractor))
        for extractor in EXTRACTORS
        for claim in extractor(reading, account)
    ]
    main, *others = overlooked.types(reading, account)
    others += deeds.types(reading, account)
    stage = account.stage
    # Before and after: what does not fit must not stand against what does, and the reader adds more of it.
    fitting = tuple(kinds.fitting(main, stage, by_rule))
    claims = tuple(kinds.fitting(main, stage, agreement.settle(reading, account, fitting)))
    if reading.told is not None:
        claims = tuple(map(calibration.calibrated, claims))
    told = {claim.property: claim for claim in claims if claim.property in _SUBSTANCE}
    if len(told) < (1 if account.prominence == "main" else 2):
        return None
    if list(told) == ["date"] and told["date"].confidence < _SURE:
        return None
    return Report(
        "",
        main,
        stage,
        account.prominence,
        _confidence(account, told),
        claims,
        tuple(dict.fromkeys(others)),
    )


def _name(extractor: Extractor) -> str:
    return f"{extractor.__module__.rpartition('.')[2]}.{extractor.__name__}"


def _confidence(account: Account, told: Collection[str]) -> float:
    """How sure it is that there was such an incident: more kinds of facts, more mentions."""
    strong = sum(trigger.strong for trigger in account.triggers)
    return round(min(0.98, 0.5 + 0.06 * len(told) + 0.04 * min(strong, 5)), 4)
