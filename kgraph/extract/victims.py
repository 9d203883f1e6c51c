"""Who was harmed: named persons and described groups, with what befell them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Span, Token

from kgraph.extract import attribution, grammar, identification, kinds
from kgraph.extract.accounts import Account
from kgraph.extract.counted import counted
from kgraph.extract.harm_words import HARM_OF
from kgraph.extract.lexicon import words
from kgraph.extract.reading import Reading
from kgraph.extract.tolls import tolls
from kgraph.model import Claim, Outcome, VictimValue

_OUTCOMES: dict[str, Outcome] = {
    "killed": "killed",
    "wounded": "wounded",
    "kidnapped": "kidnapped",
    "freed": "freed",
    "missing": "missing",
}
_NAMED_HARM = {
    **{word: outcome for word, name in HARM_OF.items() if (outcome := _OUTCOMES.get(name))},
    "shot": "wounded",
    "stabbed": "wounded",
    "attacked": "wounded",
    "beaten": "wounded",
    "tortured": "wounded",
    "assaulted": "wounded",
    "assassinated": "killed",
    "gunned": "killed",
    "abducted": "kidnapped",
    "taken": "kidnapped",
    "seized": "kidnapped",
    "strangled": "killed",
    "unharmed": "unharmed",
    "unhurt": "unharmed",
    "survived": "unharmed",
    "escaped": "unharmed",
}
_FATAL = re.compile(
    r"\b(dead|death|fatally|killed|died|murder\w*|assassinat\w*|executed|slain)\b", re.IGNORECASE
)
_DEATH_NOUNS = frozenset(
    [
        "killing",
        "murder",
        "assassination",
        "death",
        "slaying",
        "execution",
        "kidnapping",
        "abduction",
        "shooting",
        "disappearance",
        "lynching",
        "stabbing",
        "beheading",
        "beating",
    ]
)
_VICTIM_LIST = re.compile(
    r"\b(victims?|dead|deceased)\b[^.]{0,40}\b(identified|named|were|was|include[ds]?)\b",
    re.IGNORECASE,
)


def victim(reading: Reading, account: Account) -> Iterator[Claim]:
    """Each victim once: named persons first, then groups described with a number."""
    seen: set[str] = set()
    for claim in (*_named(reading, account), *_described(reading, account)):
        value = claim.value
        assert isinstance(value, VictimValue)
        key = (value.name or value.mention).lower()
        if key not in seen:
            seen.add(key)
            yield claim


def _named(reading: Reading, account: Account) -> Iterator[Claim]:
    last: tuple[Span, tuple[Outcome, Token]] | None = None
    for span, actor in reading.actors:
        if actor.cls != "Person" or not account.owns(span) or " " not in (actor.name or ""):
            continue
        if identification.is_doer(reading, actor.name):
            continue
        found = _befell(span, account) or _by_words(span, account)
        if found is None and last is not None and _is_listed_with(span, last[0]):
            found = last[1]
        if found is not None:
            last = (span, found)
            outcome, word = found
            quote = grammar.between(span.doc, span, span.doc[word.i : word.i + 1])
            value = VictimValue(
                actor.name,
                span.text,
                "Person",
                True,
                outcome,
                1,
                _nationality(reading, span),
                actor.role,
            )
            yield reading.claim(
                "victim",
                value,
                [quote if len(quote) < 40 else span],
                according_to=attribution.source_of(reading, span),
                confidence=0.8,
            )


def _befell(span: Span, account: Account) -> tuple[Outcome, Token] | None:
    """What a person's clause says befell them; None for speakers, suspects and others."""
    root = span.root
    for token in (root, *grammar.equals(root)):
        verb = token.head
        if token.dep_ in ("nsubj:pass", "obj") or (token.dep_ == "nsubj" and _suffers(verb)):
            outcome = _NAMED_HARM.get(verb.lower_)
            if outcome and verb.i in account.tokens and not grammar.is_negated(verb):
                return _lethal(outcome, verb), verb
        if (
            kinds.stage(account) == "accomplished"
            and token.dep_ == "nmod"
            and grammar.preposition(token) == "of"
            and grammar.among(verb, _DEATH_NOUNS)
        ):
            return (
                "kidnapped"
                if grammar.among(verb, ("kidnapping", "abduction", "disappearance"))
                else "killed"
            ), verb
        if token.dep_ == "nmod:poss" and grammar.among(verb, _DEATH_NOUNS - {"shooting"}):
            return (
                "kidnapped" if grammar.among(verb, ("kidnapping", "abduction")) else "killed"
            ), verb
    listed = _VICTIM_LIST.search(span.sent.text)
    if (
        listed
        and span.start_char - span.sent.start_char > listed.start()
        and not re.search(
            r"\b(said|told|police chief|sheriff|spokes\w+)\b",
            span.sent.text[: span.start_char - span.sent.start_char][listed.end() :],
            re.IGNORECASE,
        )
    ):
        return "killed", span.doc[span.sent.start + 1]
    for child in root.children:
        if (
            child.dep_ in ("acl", "acl:relcl")
            and child.lower_ in _NAMED_HARM
            and grammar.is_passive(child)
        ):
            return _lethal(_NAMED_HARM[child.lower_], child), child
    return None


_BEFORE = re.compile(
    r"\b(?<!to )(?<!tried )(?P<what>murder|assassination|killing|death|slaying|kidnapping|abduction|disappearance|"
    r"body|corpse|remains)s?(?: and \w+)? of (?:the )?(?:[\w.'’-]+ ){0,4}$"
    r"|\b(?<!to )(?<!was )(?<!were )(?P<did>killed|murdered|assassinated|kidnapped|abducted|killing|wounding|kidnapping|"
    r"wounded|injured) (?:[\w.'’-]+ ){0,4}$"
)
_AFTER = re.compile(
    r"^(?:['’´]s (?P<what>murder|assassination|killing|death|kidnapping|abduction|disappearance|body)\b"
    r"|(?:,[^,;.]{1,60},|,| \([^)]*\))? ?(?:who )?(?:was|were|has been|had been) (?:\w+ ){0,2}?(?P<did>killed|murdered|"
    r"assassinated|kidnapped|abducted|wounded|injured|shot|stabbed|executed|slain)\b"
    r"|(?:,[^,;.]{1,60},|,)? (?:who )?(?:was found )?(?P<dead>dead|died|disappeared)\b)"
)
_KIDNAPPED = ("kidnapping", "abduction", "disappearance", "disappeared")


def _by_words(span: Span, account: Account) -> tuple[Outcome, Token] | None:
    """What befell a person by the words right beside the name, where the parse misses it."""
    if kinds.stage(account) != "accomplished":
        return None
    text, doc = span.sent.text, span.doc
    begin, end = span.start_char - span.sent.start_char, span.end_char - span.sent.start_char
    match, offset = _BEFORE.search(text[max(begin - 90, 0) : begin]), max(begin - 90, 0)
    if match is None:
        match, offset = _AFTER.search(text[end : end + 120]), end
    if match is None:
        return None
    word = next(group for group in match.groupdict().values() if group)
    at = offset + match.start(match.lastgroup or 0)
    token = next(token for token in span.sent if token.idx + len(token) > span.sent.start_char + at)
    if token.i not in account.tokens or grammar.is_negated(token) or grammar.is_modal(token):
        return None
    if word in _KIDNAPPED:
        return "kidnapped", token
    outcome = _NAMED_HARM.get(word, "wounded" if word == "wounding" else "killed")
    return _lethal(outcome, doc[token.i]), token


def _is_listed_with(span: Span, other: Span) -> bool:
    """Whether a name only goes on a list of names: "Roberto Navas, 32, and Mauricio Pineda"."""
    between = span.doc[other.end : span.start]
    if span.sent.start != other.sent.start or not 0 < len(between) < 16:
        return False
    if any(token.pos_ in ("VERB", "AUX") or token.text in ".:–—" for token in between):
        return False
    speaks = span.root.dep_ == "nsubj" or grammar.among(
        span.doc[min(span.end, len(span.doc) - 1)], words("speech", "verbs")
    )
    return between[-1].lower_ in (",", ";", "and", "&") and not speaks


def _suffers(verb: Token) -> bool:
    """Whether the subject of an active word is the one it befalls: "died", "is missing"."""
    return grammar.among(
        verb, ("die", "perish", "dead", "survive", "escape", "disappear")
    ) or verb.lower_ in ("wounded", "injured", "missing", "unharmed", "unhurt")


def _lethal(outcome: Outcome, verb: Token) -> Outcome:
    """ "Shot dead", "stabbed to death", "fatally shot" kill."""
    if outcome != "wounded":
        return outcome
    return "killed" if _FATAL.search(grammar.clause(verb).text) else outcome


def _described(reading: Reading, account: Account) -> Iterator[Claim]:
    """Groups told with a number: "two staff from the diplomatic mission", "Four Afghans"."""
    for toll in tolls(reading, account):
        noun = counted(toll.span)
        outcome = _OUTCOMES.get(toll.property)
        if (
            noun is None
            or outcome is None
            or toll.attackers
            or toll.superseded
            or not _is_person(noun)
        ):
            continue
        whole = grammar.between(noun.doc, toll.span, grammar.phrase(noun))
        mention = (
            whole
            if whole.start >= toll.span.start and len(whole) < 14
            else grammar.between(noun.doc, toll.span, noun.doc[noun.i : noun.i + 1])
        )
        value = VictimValue(
            None,
            mention.text,
            "UnnamedActor",
            False,
            outcome,
            toll.value.best,
            _nationality(reading, mention),
            _occupation(noun),
        )
        yield reading.claim(
            "victim",
            value,
            [toll.quote],
            according_to=attribution.source_of(reading, toll.quote),
            confidence=0.7,
        )


def _is_person(noun: Token) -> bool:
    return noun.lower_ in words("persons", "people") or noun.ent_type_ == "PER"


_NO_OCCUPATION = frozenset(
    [
        "people",
        "person",
        "others",
        "other",
        "victim",
        "victims",
        "man",
        "men",
        "woman",
        "women",
        "child",
        "children",
        "girl",
        "girls",
        "boy",
        "boys",
        "civilians",
        "civilian",
        "wounded",
        "injured",
        "dead",
        "individuals",
        "relatives",
        "family",
        "families",
        "members",
        "member",
        "couple",
        "wife",
        "husband",
        "son",
        "daughter",
        "mother",
        "father",
        "residents",
        "resident",
        "locals",
        "nationals",
        "national",
        "citizens",
        "citizen",
        "foreigners",
        "adults",
        "infants",
        "infant",
        "baby",
        "babies",
        "teenager",
        "teenagers",
        "teen",
        "teens",
        "bystanders",
    ]
)


def _occupation(noun: Token) -> str | None:
    if noun.lower_ in _NO_OCCUPATION or noun.pos_ == "PROPN":
        return None
    start = noun.i
    while (
        start > 0
        and noun.doc[start - 1].dep_ == "compound"
        and noun.doc[start - 1].head.i == noun.i
    ):
        start -= 1
    return noun.doc[start : noun.i + 1].text


def _nationality(reading: Reading, span: Span) -> str | None:
    """The country whose people the words name ("Afghan", "Afghans")."""
    return next(
        (nation for found, nation in reading.nations if span.start <= found.start < span.end), None
    )
