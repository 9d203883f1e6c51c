"""Whose friends an armed group or its men are said to be: of "a group linked to al-Qaeda" it is not al-Qaeda's deed."""

from __future__ import annotations

from spacy.tokens import Span, Token

from kgraph.extract import grammar
from kgraph.extract.accounts import Account
from kgraph.extract.lexicon import words
from kgraph.mentions import is_tie

_BOUND = frozenset("link ally align affiliate associate".split())
_LOYAL = frozenset("loyal allied close sympathetic".split())
# Who left a group or is what is left of it, where that says whom another name means: "a gang made up of dissidents of X".
_LEFT = frozenset(
    "dissidents remnants deserters defectors veterans splinter offshoot breakaway".split()
)
_SAYS = frozenset({"obl", "nmod", "appos"})
_BONDS = frozenset(
    "tie ties link links connection connections allegiance loyalty affiliation".split()
)
_FRONTS = frozenset("outfit front proxy affiliate cover".split())
_FRIENDS = frozenset("affiliate affiliates ally allies offshoot offshoots franchise proxy".split())


def tied(span: Span) -> int | None:
    """How far from its beginning a phrase, or what follows it, says "-linked" or the like; None where it does not."""
    doc = span.doc
    ends = (end for end in range(span.start + 1, span.end + 1) if is_tie(doc[span.start : end]))
    return next((end + 1 - span.start for end in ends), None)


def is_friend(name: Span) -> bool:
    """Whether a name only says whose friends others are: "groups linked to X and Y", "rebels with ties to X", "X affiliate"."""
    root = next(
        (one for one in (name.root, *grammar.equals(name.root)) if one.dep_ != "conj"), name.root
    )
    above, case = root.head, grammar.preposition(root)
    if case in ("to", "with") and (says_tie(above) or above.lower_ in _LOYAL | _BONDS):
        return True
    if case == "of" and above.lower_ in _LEFT and above.dep_ in _SAYS:
        return True
    if case in ("of", "for") and above.lower_ in _FRONTS and grammar.children(above, "cop"):
        return True  # "believed to be a shadow outfit of X"
    friend = next((token for token in (name.root, above) if token.lower_ in _FRIENDS), None)
    return friend is not None and friend.dep_ == "appos" and friend.head.pos_ == "PROPN"


def says_tie(verb: Token, account: Account | None = None) -> bool:
    """Whether a participle says whose friends some are, and not whose deed this account's was: "linked to X"."""
    if not grammar.among(verb, _BOUND) or verb.dep_ not in ("acl", "acl:relcl", "amod"):
        return False
    deeds = {trigger.head.i for trigger in account.triggers if trigger.strong} if account else set()
    return verb.head.lower_ not in words("aftermath", "incident_nouns") or (
        account is not None and verb.head.i not in deeds
    )
