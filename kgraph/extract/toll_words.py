"""What the words around a number of persons say of it: whether it holds, or is that of a war or another count."""

from __future__ import annotations

import re

from spacy.tokens import Span, Token

from kgraph import mentions
from kgraph.extract import grammar
from kgraph.mentions import text_in
from kgraph.model import Certainty

TOLL = re.compile(r"(death )?toll", re.IGNORECASE)
_REVISED = re.compile(
    r"\b(revised|ros[et]|risen|raised|increased|climbed|reduced|cut|earlier|initial(ly)?|previous(ly)?|lowered|corrected|first (put|reported|said))\b",
    re.IGNORECASE,
)


def certainty_of(span: Span, word: Token) -> Certainty:
    """Whether a number still holds, and whether anybody was harmed at all."""
    if grammar.is_counterfactual(word):
        return "hypothetical"
    if _is_superseded(span):
        return "superseded"
    return "claimed" if _OTHERWISE_PUT.search(mentions.before(span)) else "stated"


_OTHERWISE_PUT = re.compile(
    r"\b(?:lower|smaller|higher|larger|different|conflicting) (?:death )?(?:toll|figure|count)s? of (?:\w+ ){0,2}$",
    re.IGNORECASE,
)


_PUT = re.compile(r"\btolls? (?:at|of|as|to)(?: [\w-]+){0,3} ?$", re.IGNORECASE)


def is_put(span: Span) -> bool:
    """Whether somebody says that a number is the toll: "the army's spokesman put the toll at 18"."""
    return _PUT.search(mentions.before(span)) is not None


_BY = re.compile(
    r"\bby (?:about |around |nearly |some |at least |more than |over )?$", re.IGNORECASE
)


def is_change(span: Span) -> bool:
    """ "The toll was revised down by about 100": how much a number changed is no number of persons."""
    before = span.doc[max(span.sent.start, span.start - 4) : span.start].text_with_ws
    return _BY.search(before) is not None and TOLL.search(text_in(span.sent)) is not None


_OF_CAMPAIGN = re.compile(
    r"\b(?:bringing|raising|taking|pushing) (?:to (?P<before>[\w,]+) )?the (?:total )?number of (?:\w+ ){1,5}?"
    r"(?:killed|dead|wounded|injured) (?:in|since|during|this|so)\b(?(before)|[^;:.]{0,60} to (?P<behind>[\w,]+))",
    re.IGNORECASE,
)


_HARMED = (
    r"(?:killed|murdered|slain|assassinated|lynched|wounded|injured|shot|kidnapped|abducted|seized)"
)
_SINCE_YEARS = re.compile(
    rf"\b(?:have|has) (?:\w+ )?(?:been (?:\w+ )?{_HARMED}|died)\b"
    r"[^;:.]{0,60}\bsince (?:\w+ )?(?:(?:19|20)\d\d\b|the (?:start|beginning|outbreak)"
    r"|(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
    r"|[^;:.]{0,30}\b(?:campaign\w*|insurgency|war|conflict)\b"
    r"|(?!(?:\w+ ){0,4}(?:attacks?|attacked|assault|siege|clash\w*|strikes?)\b)[^;:.]{0,40}\bin (?:19|20)\d\d\b"
    r"|(?!(?:\w+ ){0,4}(?:attacks?|assault|siege|clash\w*|fighting|strikes?|shelling|offensive|stand-?off)\b)"
    r"[^;:.]{0,40}\b(?:began|started|kicked off|took office|came to power)\b)",
    re.IGNORECASE,
)


# "In the first ten weeks of 2021", "so far this year": a number of all that befell until then.
_OF_PERIOD = re.compile(
    r"\b(?:killed|murdered|slain|died|assassinated|kidnapped|abducted|wounded|injured|shot)\b[^;:.]{0,60}\b"
    r"(?:in|during|over) the (?:first|last|past) (?:\w+ )?(?:days|weeks|months|years|half|quarter|decade)\b(?: of\b| alone\b)?"
    r"|\b(?:killed|murdered|slain|died|assassinated|kidnapped|abducted|wounded|injured|shot)\b[^;:.]{0,60}\b"
    r"(?:so far this (?:year|month)|(?:between|from) \w+ (?:and|to) (?:january|february|march|april|may|june|july|august"
    r"|september|october|november|december))\b",
    re.IGNORECASE,
)
# "The junta has killed more than 1,100 people since the coup", "had killed 1,026 people, arrested 7,627".
_HAS_HARMED = re.compile(
    rf"\b(?:have|has|had) (?:\w+ )?{_HARMED} (?:or \w+ )?(?P<count>(?:[\w-]+ ){{0,3}}?(?:\d[\d,]*|dozens|scores|hundreds|thousands))\b"
    r"[^;:.]{0,60}\b(?:since (?!(?:\w+ ){0,4}(?:\w+day|dawn|dusk|midnight|night|morning|then|weekend|attacks?|attacked|assault|siege"
    r"|clash\w*|fighting|strikes?|shelling|offensive|stand-?off)\b)"
    r"|this year\b|in recent (?:months|years)\b|over the years\b"
    r"|(?:in|over|during) the (?:last|past) (?:\w+ )?(?:weeks|months|years?|decades?)\b"
    r"|(?:and|,) (?:arrested|detained|jailed|imprisoned) (?:[\w-]+ ){0,3}\d[\d,]{2,})",
    re.IGNORECASE,
)
# "In the past year, 11 reporters have been murdered", "some 85 people have been lynched over such rumours".
_HAVE_BEEN_HARMED = re.compile(
    rf"^\W*(?:in|over|during) (?:the )?(?:last|past|recent) (?:[\w-]+ )?(?:weeks|months|years?|decades?)\b[^;:.]{{0,80}}"
    rf"\b(?:have|has) (?:\w+ )?been {_HARMED}\b"
    rf"|\b(?:have|has) (?:\w+ )?been {_HARMED}\b[^;:.]{{0,40}}\b(?:such|similar) [a-z]+s\b",
    re.IGNORECASE,
)
# What a body that counts has counted: "have lost their lives, according to the monitor", "killed in 187 attacks".
_OF_COUNTERS = re.compile(
    r"\b(?:has|have) (?:\w+ )?(?:been killed|died|lost their lives)\b[^;:.]{0,40}\baccording to (?:[\w-]+ ){0,4}"
    r"(?:monitors?|think[- ]tank|trackers?|ACLED|institute|data|database)\b"
    r"|\b(?:killed|died|wounded|injured) in (?:at least |more than |about |some )?\d{2,} (?:[\w-]+ ){0,2}"
    r"(?:attacks|incidents|bombings|raids|clashes|operations)\b",
    re.IGNORECASE,
)
_WARS = r"(?:conflict|insurgency|civil war|war|uprising|rebellion|jihad)"
_OF_WAR = re.compile(
    rf"\b{_WARS}\b[^.;:]{{0,60}}\b(?:has|have|had) (?:\w+ )?(?:left|killed|claimed|cost|caused)\b[^.;:]{{0,40}}"
    r"|\b(?:violence|unrest|crisis|attacks|groups|jihadists|extremists|insurgents|militants|rebels|bandits)\b[^.;:]{0,80}"
    r"\b(?:has|have) (?:\w+ )?(?:left|killed|claimed|cost|displaced|murdered)(?: \w+){0,3} (?:thousands|hundreds)\b"
    rf"|\b(?:violence|unrest|fighting|crisis|bloodshed|attacks)\b[^.;:]{{0,40}}\b(?:has|have) (?:\w+ )?(?:left|killed|claimed|cost)\b"
    rf"[^.;:]{{0,60}}\b(?:since|over the past|in the (?:past|last)|this year)\b"
    rf"|\b[\d,]+\b[^.;:]{{0,40}}\b(?:killed|died|dead)\b[^.;:]{{0,20}}\b(?:in|during|over) (?:\w+ ){{1,3}}(?:decades|years) of\b"
    rf"|\b[\d,]+\b[^.;:]{{0,40}}\b(?:has|have) (?:\w+ )?(?:been killed|died|lost their lives)\b[^.;:]{{0,20}}\b(?:in|by|during|since) (?:the|this|a) (?:[\w-]+ ){{0,3}}{_WARS}\b",
    re.IGNORECASE,
)


def tells_of_war(sentence: Span) -> bool:
    """Whether a sentence tells what a war or wave of violence has cost: "violence linked to X has killed thousands"."""
    return _OF_WAR.search(text_in(sentence)) is not None


def is_of_campaign(span: Span) -> bool:
    """ "Bringing the number of soldiers killed in Syria to 21": a number of all that befell until then.

    So is that of "56 journalists have been killed since 1992".
    """
    said = text_in(span.sent)
    at = span.end_char - span.sent.start_char
    if any(
        at <= found.start() < at + 60
        for pattern in (_OF_PERIOD, _OF_COUNTERS)
        for found in pattern.finditer(said)
    ):
        return True
    if (years := _SINCE_YEARS.search(said, span.start_char - span.sent.start_char)) is not None:
        return years.start() < span.end_char - span.sent.start_char + 80
    if any(
        found.start("count") <= at <= found.end("count") for found in _HAS_HARMED.finditer(said)
    ) or _HAVE_BEEN_HARMED.search(said):
        return True
    if any(
        war.start() < span.end_char - span.sent.start_char < war.end() + 40
        for war in _OF_WAR.finditer(said)
    ):
        return True
    match = _OF_CAMPAIGN.search(said)
    if match is None:
        return False
    start = span.sent.start_char + match.start("before" if match["before"] else "behind")
    return bool(span.start_char <= start < span.end_char)


_PUT_BEFORE = re.compile(
    r"\b(?:earlier|initial(?:ly)?|previously|originally|at first|first) (?:\w+ ){0,3}?(?:put|placed|given|gave|giving|announced|reported)\b"
    r"(?:(?!\b(?:but|now|later|while|before|whereas)\b)[^.;]){0,50}$"
    r"|\b(?:put|placed|given|gave|giving) (?:(?!\b(?:but|now|later|while)\b)[^.;]){0,25}\b(?:earlier|initially|at first) at [^.;]{0,10}$"
    r"|\b(?:initially|originally|at first) (?:\w+ ){0,2}?(?:said|thought|believed|confirmed|stated)(?: that)? (?:\w+ ){0,3}$"
    r"|\bhad (?:\w+ )?put the (?:\w+ )?toll at (?:\w+ ){0,3}$",
    re.IGNORECASE,
)


def _is_superseded(span: Span) -> bool:
    """ "Revised from 27 to 25", "an earlier toll of 10": the number no longer holds."""
    before = span.doc[max(span.sent.start, span.start - 6) : span.start].text.lower()
    after = span.doc[span.end : min(span.end + 6, span.sent.end)].text.lower()
    if _PUT_BEFORE.search(mentions.before(span)):
        return True
    if re.search(r"\b(from|up from|down from)\b\s*$", before) and TOLL.search(text_in(span.sent)):
        return True
    if re.search(r"\bfrom\b\s*$", before) and re.match(r"\s*(people |dead )?to\b", after):
        return bool(_REVISED.search(text_in(span.sent)) or TOLL.search(text_in(span.sent)))
    return bool(
        re.search(
            r"\b(earlier|initial|previous|first) (toll|count|figure|estimate|report)s?\b", before
        )
    )
