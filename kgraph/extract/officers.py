"""Officers of a state in the grammar: who arrested, beat or shot somebody in its name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Span, Token

from kgraph.extract import grammar
from kgraph.extract.attackers import is_suspected_of
from kgraph.extract.lexicon import words
from kgraph.extract.reading import Reading
from kgraph.model import ActorValue

_OF_STATE = frozenset({"State", "SecurityForce", "GovernmentBody"})
# A group that rules a place arrests people there too.
_ARMED = frozenset({"ArmedGroup", "Organization"})
_PRONOUNS = frozenset("he she they him her them who whom".split())
_GOES_ON = frozenset("continue begin start move use come".split())
_COURTS = frozenset("court courts judge judges tribunal magistrate prosecutor prosecutors".split())
# A doer that is farther from the deed is hardly its doer.
_FAR = 25


@dataclass(frozen=True, slots=True)
class Act:
    """Somebody in power and what they did: the phrase for them, and the word for the deed."""

    actor: ActorValue
    phrase: Span
    deed: Token

    def span(self) -> Span:
        """From the one to the other, as a quote."""
        deed = self.deed.doc[self.deed.i : self.deed.i + 1]
        return grammar.between(self.deed.doc, self.phrase, deed)


def arrest(reading: Reading, token: Token) -> Act | None:
    """Whoever arrests or holds somebody, as a word tells: "detained by", "police custody", "urged X to free"."""
    if token.lower_ in ("hands", "order", "orders"):
        heads = _behind_of(token)
    elif token.lower_ == "custody":
        heads = grammar.children(token, "compound", "amod", "nmod:poss", "nmod")
    else:
        heads = _urged(token) or _doing(reading, token, "arrest")
    return act(reading, token, heads)


def harm(reading: Reading, token: Token) -> Act | None:
    """Whoever does harm in a state's name: "killed by soldiers", "police raided", "at the hands of police"."""
    if token.dep_ in ("xcomp", "ccomp") and grammar.among(token.head, ("deny",)):
        return None
    heads = _behind_of(token) if token.lower_ == "hands" else _doing(reading, token, "harm")
    found = act(reading, token, heads)
    return found if found is not None and found.actor.cls not in _ARMED else None


def beside(reading: Reading, token: Token) -> Act | None:
    """Who acts beside an arrest whose doer is left unsaid: "she was arrested on Monday, police said"."""
    if not _is_arrest_verb(token) or not grammar.is_passive(token):
        return None
    subjects = (item for item in token.sent if item.dep_ == "nsubj" and item.lower_ not in _COURTS)
    return act(reading, token, subjects)


def around(reading: Reading, token: Token) -> Act | None:
    """Officers in a sentence on arrests that does not say who arrested: "her arrest, of which the police knew"."""
    named = grammar.among(token, words("state", "arrest_nouns")) and token.pos_ == "NOUN"
    if not named and not _is_arrest_verb(token):
        return None
    near = (item for item in token.sent if item.pos_ in ("NOUN", "PROPN"))
    found = act(reading, token, (item for item in near if item.lower_ not in _COURTS))
    return found if found is not None and found.actor.cls not in ("State", *_ARMED) else None


def is_arrest(reading: Reading, token: Token) -> bool:
    """Whether a verb tells that a person was arrested, or that officers arrested one."""
    if not _is_arrest_verb(token):
        return False
    known = grammar.is_passive(token) or arrest(reading, token) is not None
    return known and any(_is_person(reading, patient) for patient in _patients(token))


def _is_arrest_verb(token: Token) -> bool:
    told = token.pos_ == "VERB" and grammar.among(token, words("state", "arrest_verbs"))
    return told and _is_told(token)


def act(reading: Reading, deed: Token, heads: Iterable[Token]) -> Act | None:
    """The first of these that is in power, those of a state before others ("(Beirut) – Iranian authorities")."""
    found = [
        one
        for head in heads
        for item in grammar.conjuncts(head)
        if (actor := officer(reading, item)) is not None
        and len((one := Act(actor, grammar.core(item), deed)).span()) <= _FAR
    ]
    return min(found, key=lambda one: one.actor.cls in _ARMED, default=None)


def _doing(reading: Reading, token: Token, deeds: str) -> list[Token]:
    """Whoever does the deed of a verb or a noun of one of these kinds ("arrest" or "harm")."""
    if token.pos_ == "VERB" and _is_told(token):
        return _of_verb(reading, token, deeds)
    if token.pos_ != "NOUN" or not grammar.among(token, words("state", f"{deeds}_nouns")):
        return []
    # "Police violence" is mostly spoken of in general.
    inside = ("nmod:poss", "compound") if deeds == "arrest" else ("nmod:poss",)
    return [*grammar.agents(token), *grammar.children(token, *inside)]


def _of_verb(reading: Reading, verb: Token, deeds: str) -> list[Token]:
    if not grammar.among(verb, words("state", f"{deeds}_verbs")) and not (
        grammar.among(verb, words("state", f"{deeds}_verbs_of_persons"))
        and any(_is_person(reading, token) for token in _patients(verb))
    ):
        return []
    suspected = _is_suspect if deeds == "arrest" else is_suspected_of
    if any(map(suspected, _patients(verb))):
        return []
    # "Police say on Friday, a man shot …": who says so is not who did it.
    said = verb.dep_ == "parataxis" and grammar.among(verb.head, words("speech", "verbs"))
    return grammar.agents(verb) if said else grammar.doers(verb)


def _is_suspect(token: Token) -> bool:
    """Whether those arrested are taken for the doers of a deed: "police arrested two suspects"."""
    return token.lower_ in words("persons", "attackers") or token.lower_ in ("rioter", "rioters")


def _urged(verb: Token) -> list[Token]:
    """Who holds somebody, for others urge them to end it: "called on the government to release her"."""
    above = verb.head
    if not grammar.is_infinitive(verb) or not grammar.among(verb, words("state", "endings")):
        return []
    if not grammar.among(above, words("state", "urging")):
        return []
    asked = [item for item in grammar.children(above, "obl") if grammar.preposition(item) == "on"]
    return [*grammar.objects(above), *asked]


def _is_told(verb: Token) -> bool:
    """Whether a verb says that it was done, not that it may, should or must be."""
    if grammar.is_negated(verb) or grammar.is_modal(verb):
        return False
    return not grammar.is_infinitive(verb) or grammar.among(verb.head, _GOES_ON)


def _patients(verb: Token) -> list[Token]:
    return grammar.subjects(verb) if grammar.is_passive(verb) else grammar.objects(verb)


def _is_person(reading: Reading, token: Token) -> bool:
    found = reading.actor_at(token.i, token.i + 1)
    return (
        (found is not None and found[1].cls == "Person")
        or token.lower_ in _PRONOUNS
        or token.lower_ in words("persons", "people")
    )


def officer(reading: Reading, token: Token) -> ActorValue | None:
    """The actor of a phrase that means a state, a body or officers of it, or a group that does as they do."""
    found = reading.actor_at(token.i, token.i + 1)
    if found is not None and found[1].named:
        of_state = found[1].cls in _OF_STATE or (
            found[1].cls in _ARMED and token.dep_ not in ("nmod:poss", "compound")
        )
        return found[1] if of_state else None
    if token.lower_ in words("state", "parts") and (whose := _behind_of(token)):
        return officer(reading, whose[0])
    phrase = grammar.core(token)
    said = {word.lower_ for word in phrase}
    of_state = is_of_state(token.lower_, said)
    return ActorValue(None, "UnnamedActor", False, phrase.text) if of_state else None


def _behind_of(token: Token) -> list[Token]:
    return [
        child for child in grammar.children(token, "nmod") if grammar.preposition(child) == "of"
    ]


def is_of_state(head: str, phrase: set[str]) -> bool:
    """Whether a phrase without a name means officers of a state: "police", "plainclothes men"."""
    if phrase & words("state", "others"):
        return False
    return head in words("state", "officers") or (
        head in words("state", "bodies") and bool(phrase & words("state", "company"))
    )
