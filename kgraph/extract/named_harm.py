"""What befell a named person: by the parse, by lists of victims, by the words right beside the name."""

from __future__ import annotations

import re

from spacy.tokens import Span, Token

from kgraph import mentions
from kgraph.extract import grammar
from kgraph.extract.accounts import Account
from kgraph.extract.harm_words import HARM_OF
from kgraph.mentions import text_in
from kgraph.model import Outcome

OUTCOMES: dict[str, Outcome] = {
    "killed": "killed",
    "wounded": "wounded",
    "kidnapped": "kidnapped",
    "freed": "freed",
    "missing": "missing",
}
_NAMED_HARM = {
    **{word: outcome for word, name in HARM_OF.items() if (outcome := OUTCOMES.get(name))},
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
    "beheaded": "killed",
    "martyred": "killed",
    "succumbed": "killed",
    "unharmed": "unharmed",
    "unhurt": "unharmed",
    "uninjured": "unharmed",
    "survived": "unharmed",
    "escaped": "unharmed",
}
_FATAL = re.compile(
    r"\b(dead|death|fatally|killed|died|murder\w*|assassinat\w*|executed|slain)\b", re.IGNORECASE
)
_DEATH_NOUNS = frozenset(
    """
    killing murder assassination death slaying execution kidnapping abduction shooting
    disappearance lynching stabbing beheading beating
    """.split()
)
_VICTIM_LIST = re.compile(
    r"\b(victims?|dead|deceased)\b[^.]{0,40}\b(identified|named|were|was|include[ds]?)\b",
    re.IGNORECASE,
)
_SPEAKS = re.compile(r"\b(said|told|police chief|sheriff|spokes\w+)\b", re.IGNORECASE)
_BEFORE = re.compile(
    r"\b(?<!to )(?<!tried )(?P<what>murder|assassination|killing|death|slaying|kidnapping|abduction|disappearance|"
    r"body|corpse|remains)s?(?: and \w+)? of (?:the )?(?:[\w.'’-]+ ){0,4}$"
    r"|\b(?<!to )(?<!was )(?<!were )(?P<did>killed|murdered|assassinated|kidnapped|abducted|killing|wounding|kidnapping|"
    r"wounded|injured) (?:[\w.'’-]+ ){0,4}$"
)
_AFTER = re.compile(
    r"^(?:['’´]s (?P<what>murder|assassination|killing|death|kidnapping|abduction|disappearance|body)\b"
    r"|(?:,[^,;.]{1,60},|,| \([^)]*\))? ?(?:who )?(?:was|were|has been|had been) (?:\w+ ){0,2}?(?P<did>killed|murdered|"
    r"assassinated|kidnapped|abducted|wounded|injured|shot|stabbed|executed|slain|martyred|beheaded)\b"
    r"|(?:,[^,;.]{1,60},|,)? (?:who )?(?:was found )?(?P<dead>dead|died|disappeared|succumbed)\b)"
)
_KIDNAPPED = ("kidnapping", "abduction", "disappearance", "disappeared")


def befell_named(span: Span, account: Account) -> tuple[Outcome, Token] | None:
    """What befell a named person, and the word for it; None for speakers, suspects and others."""
    if is_of_kin(span):
        return None
    for token in (span.root, *grammar.equals(span.root)):
        found = _by_verb(token, account) or _by_noun(token, account)
        if found is not None:
            return found
    return _as_listed(span) or _by_participle(span.root) or _by_words(span, account)


def _by_verb(token: Token, account: Account) -> tuple[Outcome, Token] | None:
    """ "John Smith was killed", "killed John Smith", "John Smith died"."""
    verb = token.head
    if token.dep_ in ("nsubj:pass", "obj") or (token.dep_ == "nsubj" and _suffers(verb)):
        outcome = _NAMED_HARM.get(verb.lower_)
        if verb.lower_ in _MOVED:
            outcome = _of_moved(verb)
        if outcome and verb.i in account.tokens and not grammar.is_negated(verb):
            return _lethal(outcome, verb), verb
    return None


_MOVED = frozenset({"taken", "seized", "whisked", "whisking"})
_CARE = re.compile(
    r"\b(?:hospitals?|clinic|infirmary|medical|morgue|mortuary|surgery)\b", re.IGNORECASE
)
_CAPTIVE = re.compile(
    r"^(?:\w+ )?(?:hostages?|captives?|prisoners?|away|at gunpoint|by|from)\b", re.IGNORECASE
)


def _of_moved(verb: Token) -> Outcome | None:
    """Of "was taken" whether to a hospital, alive or dead, or into the hands of captors."""
    behind = verb.doc[verb.i + 1 : verb.sent.end].text
    if _CARE.search(behind):
        return "killed" if _FATAL.search(behind) else "wounded"
    return "kidnapped" if _CAPTIVE.match(behind) else None


def _by_noun(token: Token, account: Account) -> tuple[Outcome, Token] | None:
    """ "The murder of John Smith", "John Smith's death"."""
    noun = token.head
    if token.dep_ == "nmod" and grammar.preposition(token) == "of":
        told = account.stage == "accomplished" and grammar.among(noun, _DEATH_NOUNS)
        taken = {"kidnapping", "abduction", "disappearance"}
    else:
        told = token.dep_ == "nmod:poss" and grammar.among(noun, _DEATH_NOUNS - {"shooting"})
        taken = {"kidnapping", "abduction"}
    return ("kidnapped" if grammar.among(noun, taken) else "killed", noun) if told else None


def _as_listed(span: Span) -> tuple[Outcome, Token] | None:
    """ "The victims were identified as John Smith and …"."""
    sentence = span.sent
    before = mentions.before(span)
    listed = _VICTIM_LIST.search(text_in(sentence))
    if listed is None or len(before) <= listed.start() or _SPEAKS.search(before[listed.end() :]):
        return None
    return "killed", span.doc[sentence.start + 1]


def _by_participle(root: Token) -> tuple[Outcome, Token] | None:
    """ "John Smith, killed on Monday, …"."""
    for child in root.children:
        if (
            child.dep_ in ("acl", "acl:relcl")
            and child.lower_ in _NAMED_HARM
            and grammar.is_passive(child)
        ):
            return _lethal(_NAMED_HARM[child.lower_], child), child
    return None


def _by_words(span: Span, account: Account) -> tuple[Outcome, Token] | None:
    """What befell a person by the words right beside the name, where the parse misses it."""
    if account.stage != "accomplished":
        return None
    text, doc = text_in(span.sent), span.doc
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


_KIN = frozenset(
    "wife husband widow girlfriend boyfriend partner mother father parents son daughter sons daughters children brother "
    "sister brothers sisters nephew niece uncle aunt cousin relative relatives bodyguard bodyguards driver aide".split()
)


def is_of_kin(span: Span) -> bool:
    """Whether a name only says whose kin or aide is spoken of: "the nephew of the minister Ana Lund was killed"."""
    before = span.doc[max(span.start - 8, span.sent.start) : span.start]
    of = next((token for token in reversed(before) if token.lower_ == "of"), None)
    if of is None or of.i == before.start or of.nbor(-1).lower_ not in _KIN:
        return False
    return not any(token.is_punct for token in span.doc[of.i : span.start])


def _suffers(verb: Token) -> bool:
    """Whether the subject of an active word is the one it befalls: "died", "is missing"."""
    return grammar.among(
        verb, ("die", "perish", "dead", "survive", "escape", "disappear", "succumb")
    ) or verb.lower_ in ("wounded", "injured", "missing", "unharmed", "unhurt")


def _lethal(outcome: Outcome, verb: Token) -> Outcome:
    """ "Shot dead", "stabbed to death", "fatally shot" kill."""
    if outcome != "wounded":
        return outcome
    said = grammar.clause(verb).text
    fatal = _FATAL.search(said) and "attempt" not in said
    return "killed" if fatal or _died_later(verb) else outcome


_THEN_DEAD = re.compile(
    r"^[^.;]*?(?:,|\b(?:and|but|where|before)) (?:(?:he|she|doctors?|medics|paramedics|both) )?(?:(?:was|were|later|then|was later|"
    r"also|has|had|been|being) ){0,3}(?:(?:pronounced|declared|certified) (?:\w+ )?dead\b|died\b|succumbed\b)"
)
_NEXT_DEAD = re.compile(
    r"^\W*(?:He|She) (?:(?:was|later|then|has|had|been) ){0,3}(?:(?:pronounced|declared|certified) (?:\w+ )?dead\b|died\b|succumbed\b)"
)
_ANOTHER = re.compile(
    r"\b(?:another|others?|second|while)\b|\b\d+ (?:people|others)", re.IGNORECASE
)


def dies_next(word: Token) -> bool:
    """Whether the next sentence tells that he or she of whom this one spoke died of it."""
    doc, end = word.doc, word.sent.end
    while end < len(doc) and doc[end].is_space:
        end += 1
    return end < len(doc) and _NEXT_DEAD.match(text_in(doc[end].sent)) is not None


def _died_later(verb: Token) -> bool:
    """Whether the words behind tell of the death: "was shot and pronounced dead at the scene", "shot X. He died"."""
    doc, end = verb.doc, verb.sent.end
    behind = text_in(doc[verb.i + 1 : end]) if verb.i + 1 < end else ""
    then = _THEN_DEAD.match(behind)
    if then is not None:
        return not _ANOTHER.search(then.group())
    return dies_next(verb)
