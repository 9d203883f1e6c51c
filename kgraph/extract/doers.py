"""Doers in the grammar: subjects and agents of violent verbs, and those whose attack it was."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Span, Token

from kgraph.extract import attribution, grammar, lookback, officers
from kgraph.extract.accounts import Account
from kgraph.extract.attackers import (
    ANYONE,
    attacker_tokens,
    attackers,
    doing,
    is_rescue,
    is_suspected,
    is_suspected_of,
)
from kgraph.extract.lexicon import words
from kgraph.extract.officers import Act
from kgraph.extract.reading import Reading
from kgraph.extract.targets import done_to
from kgraph.extract.toll_words import tells_of_war
from kgraph.extract.triggers import FROM_AFAR, OF_SIDES, Trigger
from kgraph.model import ActorValue, Certainty, Claim

_NO_DOERS = frozenset({"MediaOrganization", "IntergovernmentalOrganization"})
# Who counts the dead or treats the wounded: what they report is no deed of theirs.
_WATCHERS = re.compile(
    r"\b(?:human rights|observatory|amnesty|red (?:cross|crescent)|m[eé]decins|doctors without|reporters without"
    r"|save the children|crisis group|monitors?|ambulance|hospitals?)\b",
    re.IGNORECASE,
)


_DEVICES = frozenset({"IED", "IEDs", "VBIED", "UAV", "RPG"})


def may_do(actor: ActorValue) -> bool:
    """Whether an actor can be taken for a doer: no media, no body of many states, none who count or help."""
    words_of = actor.name or actor.mention if actor.cls == "Organization" else ""
    no_doer = _WATCHERS.search(words_of) or words_of in _DEVICES
    return actor.cls not in _NO_DOERS and not no_doer


def doers(reading: Reading, account: Account) -> Iterator[Claim]:
    """Subjects and by-phrases of violent verbs, and attackers whom a name describes ("an IS fighter")."""
    stopping = {token.i for trigger in account.triggers for token in _ending(trigger, account)}
    fighting = {token.i for token in _fighting_off(account)}
    for token in attacker_tokens(account):
        if token.i not in stopping:
            yield from _described(reading, token)
    for trigger in account.triggers:
        if trigger is not account.triggers[0] and lookback.is_response(trigger):
            continue
        real = trigger.real and not _is_object(trigger) and not _is_defence(_deed(trigger))
        if trigger.real and _is_no_attack(trigger, account):
            continue
        for token in doing(_deed(trigger), real):
            if token.dep_ == "nsubj" and grammar.among(token.head, words("speech", "verbs")):
                continue  # "the strike set stalls ablaze, said the committee"
            if token.i in fighting:
                continue
            itself = _speaker(token)
            for claim in _named_doer(reading, itself, account):
                yield claim if itself is token else _claimed(claim)
        for token in (*_hung_low(_deed(trigger)), *_conducting(trigger)) if trigger.real else ():
            yield from _armed(_named_doer(reading, token, account))
        yield from _whose(reading, trigger, account)


def _is_no_attack(trigger: Trigger, account: Account) -> bool:
    """Whether it tells of the end of an attack, or of a whole war."""
    return _ends_attack(trigger, account) or tells_of_war(trigger.sentence)


def enders(reading: Reading, account: Account) -> frozenset[str]:
    """The words for those who ended an attack: "the gunmen were shot dead by commandos", "troops repelled it", "police freed them"."""
    ending = [
        token for trigger in account.triggers if trigger.real for token in _ending(trigger, account)
    ]
    ending += _freeing(account) + _fighting_off(account)
    named = (claim.value for token in ending for claim in _named_doer(reading, token, account))
    mentions = {actor.mention for actor in named if isinstance(actor, ActorValue)}
    return frozenset(mentions | {grammar.core(token).text for token in ending})


def _freeing(account: Account) -> list[Token]:
    """The forces that free those who were kidnapped: "troops rescued five aid workers"."""
    return [
        who
        for verb in (account.verbs if account.triggers else ())
        if grammar.among(verb, ("rescue", "free", "liberate"))
        for who in grammar.doers(verb)
        if who.lower_ in _forces()
    ]


def _forces() -> frozenset[str]:
    return words("state", "officers") | words("state", "bodies") | {"commandos"}


def _fighting_off(account: Account) -> list[Token]:
    """The forces that hit those who attacked: "the army said it had killed three men who stormed a post"."""
    deeds = (
        word
        for trigger in account.triggers
        for word in (trigger.head, *grammar.children(trigger.head, "acl:relcl"))
        if trigger.strong and word.dep_ == "acl:relcl" and grammar.children(word, "nsubj")
    )
    hit = ((deed.head, grammar.verb_of(deed.head)) for deed in deeds)
    return [
        who
        for noun, verb in hit
        if noun in grammar.objects(verb) or grammar.preposition(noun) == "at"
        for who in grammar.doers(verb)
        if who.lower_ in _forces() | {"it", "they"}
    ]


def _ending(trigger: Trigger, account: Account) -> list[Token]:
    """Who shoots the attackers, repels them or frees their hostages."""
    deed = _deed(trigger)
    stops = [verb for verb in (deed, deed.head) if grammar.among(verb, _REPELS)]
    repelling = [who for verb in stops for who in grammar.doers(verb)]
    freeing = grammar.doers(deed) if is_rescue(deed) else []
    ending = doing(deed, real=True) if _ends_attack(trigger, account) else []
    return repelling + freeing + ending


def _is_defence(deed: Token) -> bool:
    """Whether weapons are what is shot at, or an attack is repelled: "the army shot down two drones"."""
    hit = (token for item in grammar.objects(deed) for token in item.subtree)
    sent = any(grammar.among(token, _WEAPONS_SENT) for token in hit)
    return (sent and grammar.among(deed, _STOPS)) or any(
        grammar.among(verb, _REPELS) for verb in (deed, deed.head)
    )


_STOPS = frozenset("shoot down intercept destroy hit strike bring target".split())
_REPELS = frozenset("repel repulse thwart foil".split())
_WEAPONS_SENT = frozenset({"drone", "uav", "missile", "rocket", "projectile", "mortar"})


def _ends_attack(trigger: Trigger, account: Account) -> bool:
    """Whether attackers of whom the text has told are its victims: "the gunmen were shot dead by commandos"."""
    told = any(
        other.strong and other.type not in OF_SIDES and other.span.start < trigger.span.start
        for other in account.triggers
    )
    surely = words("persons", "surely_attackers")
    return told and any(
        item.lower_ in surely or is_suspected_of(item) or _is_the_attacker(item, account)
        for item in _hit(_deed(trigger))
    )


def _is_the_attacker(person: Token, account: Account) -> bool:
    """Whether a word means who did it: "the driver" of a car that rammed people, "he" after a sentence on the assailant."""
    known = any(child.lower_ == "the" for child in person.children)
    if person.lower_ == "driver" and known:
        return any(trigger.type == "vehicle-ramming" for trigger in account.triggers)
    sentence = person.sent
    if person.lower_ not in ("he", "she", "they") or sentence.start == 0:
        return False
    return any(
        token.dep_ in grammar.SUBJECTS and token.lower_ in words("persons", "surely_attackers")
        for token in sentence[0].nbor(-1).sent
    )


def _hit(deed: Token) -> Iterator[Token]:
    """All whom a deed is done to."""
    for token in done_to(deed):
        yield from grammar.conjuncts(token)


def officers_of(reading: Reading, account: Account) -> Iterator[Claim]:
    """Officers of a state without a name, where they did it: "killed by security forces"."""
    for trigger in account.triggers:
        act = _officers(reading, trigger) if trigger.real else None
        if act is None or act.actor.named or _stops_attackers(act.deed):
            continue
        source = attribution.source_of(reading, act.phrase)
        yield reading.claim(
            "perpetrator", act.actor, [act.span()], according_to=source, confidence=0.7
        )


def _officers(reading: Reading, trigger: Trigger) -> Act | None:
    """The officers who do a deed, or who say that they carried it out."""
    conducting = map(_speaker, _conducting(trigger))
    return officers.harm(reading, _deed(trigger)) or officers.act(reading, trigger.head, conducting)


def _stops_attackers(deed: Token) -> bool:
    """Whether a deed only ends an attack: "police shot the gunman dead", "the driver was shot by police"."""
    return any(
        item.pos_ == "PRON"
        or item.lower_ in words("persons", "attackers")
        or (item.lower_ in ANYONE and "the" in {child.lower_ for child in item.children})
        for item in _hit(deed)
    )


def _hung_low(deed: Token) -> Iterator[Token]:
    """Whom "by" names where the parse hangs it on a place: "an airstrike on a market in Aden by the coalition"."""
    if deed.pos_ == "VERB" and not grammar.is_passive(deed):
        return
    for token in deed.subtree:
        hung = token.i > deed.i and token.dep_ == "nmod" and grammar.preposition(token) == "by"
        between = deed.doc[deed.i + 1 : token.i] if hung else ()
        if hung and not any(word.pos_ == "VERB" and word.dep_ != "amod" for word in between):
            yield token


def _conducting(trigger: Trigger) -> Iterator[Token]:
    """Who conducted it: "an airstrike conducted by the air force", "Hezbollah launched a drone attack"."""
    deed = trigger.head
    if _is_habit(deed):
        return
    for verb in grammar.children(deed, "acl"):
        if grammar.among(verb, _CONDUCTS):
            yield from grammar.agents(verb)
    if deed.dep_ == "obj" and grammar.among(deed.head, _CONDUCTS):
        for subject in grammar.subjects(deed.head):
            yield from grammar.conjuncts(subject)


def _is_habit(deed: Token) -> bool:
    """Whether it tells of what somebody does again and again: "which carries out frequent bombings"."""
    several = deed.morph.get("Number", []) == ["Plur"]
    said = {child.lower_ for child in (*deed.children, *deed.head.children)}
    often = not said.isdisjoint(_OFTEN)
    return several and (often or deed.head.tag_ in ("VBZ", "VBP"))


_OFTEN = frozenset(
    "frequent regular many numerous countless similar previous frequently regularly often routinely repeatedly".split()
)
_CONDUCTS = frozenset(
    "conduct carry launch mount perpetrate commit stage order authorise authorize mastermind orchestrate".split()
)
_OUTRIGHT = 0.85


def _armed(claims: Iterable[Claim]) -> Iterator[Claim]:
    """The claims on a group, a force or a state, which the words name outright."""
    armed = ("ArmedGroup", "SecurityForce", "State")
    for claim in claims:
        if isinstance(claim.value, ActorValue) and claim.value.cls in armed:
            yield replace(claim, confidence=_OUTRIGHT)


def _deed(trigger: Trigger) -> Token:
    """The verb or noun of a trigger that its doer hangs on."""
    head = trigger.head
    return head if head.pos_ in ("VERB", "NOUN", "PROPN") else grammar.verb_of(head)


def _claimed(claim: Claim) -> Claim:
    """What an actor says of its own deed."""
    assert isinstance(claim.value, ActorValue)
    return replace(claim, certainty="claimed", according_to=claim.value.name)


def _speaker(token: Token) -> Token:
    """Whom "it" or "they" means in what somebody says of its own deed: "the army said it killed"."""
    verb = grammar.verb_of(token)
    says = verb.dep_ == "ccomp" and grammar.among(verb.head, words("speech", "verbs"))
    if token.lower_ not in ("it", "they") or not says:
        return token
    return next(iter(grammar.subjects(verb.head)), token)


_BY_NATIONS = frozenset({"attack", "attacks", "bombing", "bombings"})
# "A NATO airstrike", "Syrian government airstrikes".
_STRIKERS = frozenset({"SecurityForce", "IntergovernmentalOrganization", "GovernmentBody"})


def _whose(reading: Reading, trigger: Trigger, account: Account) -> Iterator[Claim]:
    """Whose attack it was: "an Israeli airstrike", "a Boko Haram attack"."""
    head = trigger.head
    noun = head.pos_ in ("NOUN", "PROPN") or grammar.children(head, "det", "case")
    if not trigger.real or not noun or head.i not in account.tokens:
        return
    afar = trigger.type in FROM_AFAR or head.lower_ in ("strike", "strikes")
    of_nation = {"SecurityForce"} if head.lower_ in _BY_NATIONS else frozenset[str]()
    classes = {"ArmedGroup"} | (_STRIKERS if afar else of_nation)
    for token in grammar.core(head):
        if token.i >= head.i:
            return
        found = reading.actor_at(token.i, token.i + 1)
        if found is not None and found[1].named and found[1].cls in classes:
            span = grammar.between(head.doc, found[0], head.doc[head.i : head.i + 1])
            yield _of(reading, found[1], span, attribution.certainty_of(found[0]), 0.75)
            return


def _is_object(trigger: Trigger) -> bool:
    """Whether it only looks like a verb: "he called the shooting an outrage"."""
    return trigger.definite and trigger.head.dep_ in ("obj", "xcomp", "ccomp")


_SUSPECTED = re.compile(r"\b(suspected|alleged|presumed)\b", re.IGNORECASE)


def _described(reading: Reading, token: Token) -> Iterator[Claim]:
    """The claim on attackers whom a name or only a noun describes: "an IS fighter", "five gunmen"."""
    span = attackers(token)
    group = reading.actor_at(span.start, span.end)
    if group is None and (group := _theirs(reading, token)) is not None:
        span = grammar.between(token.doc, span, group[0])
    suspected = _SUSPECTED.search(span.text) or is_suspected(token)
    certainty: Certainty = "suspected" if suspected else "stated"
    if group is not None and group[1].cls == "ArmedGroup":
        yield _of(reading, group[1], span, certainty, 0.75)
        return
    if group is None or group[1].cls not in ("Person", "SecurityForce"):
        number = _how_many(reading, span, token)
        actor = ActorValue(None, "UnnamedActor", False, span.text, count=number)
        yield reading.claim(
            "perpetrator",
            actor,
            [span],
            certainty=certainty,
            according_to=attribution.source_of(reading, span),
            confidence=0.6 + 0.1 * (number is not None),
        )


def _theirs(reading: Reading, noun: Token) -> tuple[Span, ActorValue] | None:
    """The group that attackers belong to: "Islamists from al-Shabaab", "militants belonging to the movement"."""
    whose = [
        child for child in noun.children if grammar.preposition(child) in ("from", "of", "with")
    ]
    for verb in grammar.children(noun, "acl"):
        if grammar.among(verb, ("belong",)):
            whose += grammar.children(verb, "obl")
    found = (reading.actor_at(grammar.core(child).start, child.i + 1) for child in whose)
    return next((item for item in found if item and item[1].cls == "ArmedGroup"), None)


def _how_many(reading: Reading, span: Span, noun: Token) -> int | None:
    """How many a phrase says they are: its number, or one of a singular noun."""
    told = (
        value.best
        for found, value in reading.counts
        if found.start >= span.start and found.end <= noun.i
    )
    number = next(told, None)
    return 1 if number is None and noun.morph.get("Number", []) == ["Sing"] else number


def _named_doer(reading: Reading, token: Token, account: Account) -> Iterator[Claim]:
    found = reading.actor_at(grammar.core(token).start, token.i + 1)
    if found is None or not may_do(found[1]) or token.i not in account.tokens:
        return
    if found[1].cls == "State" and _is_of_address(found[0]):
        return
    if grammar.among(grammar.verb_of(token), ("deny", "reject")):
        return
    if _is_before_dash(found[0]) or (
        token.i not in range(found[0].start, found[0].end)
        and token.lower_ not in words("persons", "attackers")
        and (found[1].cls != "SecurityForce" or found[0].root.dep_ == "nmod:poss")
    ):
        return
    span = grammar.between(
        token.doc, found[0], token.doc[grammar.verb_of(token).i : grammar.verb_of(token).i + 1]
    )
    if len(span) > 25:
        span = found[0]
    yield _of(reading, found[1], span, attribution.certainty_of(found[0]), 0.7)


def _is_of_address(name: Span) -> bool:
    """Whether a state only says where a town is: "a bomb in Delhi, India kills two"."""
    before = name.doc[max(name.start - 2, 0) : name.start]
    return len(before) == 2 and before[1].text == "," and before[0].ent_type_ == "LOC"


def _is_before_dash(name: Span) -> bool:
    """Whether a name begins a paragraph and a dash follows: a dateline, which did nothing."""
    doc, start, end = name.doc, name.start, name.end
    begins = start == 0 or "\n" in doc[start - 1].text
    return begins and end < len(doc) and doc[end].text in ("-", "–", "—", "--")


def _of(
    reading: Reading, actor: ActorValue, span: Span, certainty: Certainty, confidence: float
) -> Claim:
    """The claim that an actor did it; where the actor says so, it is claimed."""
    source = attribution.source_of(reading, span)
    itself = source is not None and source == actor.name
    return reading.claim(
        "perpetrator",
        plain(actor),
        [span],
        certainty="claimed" if itself else certainty,
        according_to=source,
        confidence=confidence,
    )


def plain(actor: ActorValue) -> ActorValue:
    """The actor without the role and words of one mention that do not identify it."""
    return replace(actor, count=None)
