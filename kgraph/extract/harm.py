"""What befell people: the words that say so, and the grammar that ties them to persons."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Span, Token

from kgraph.extract import grammar
from kgraph.extract.lexicon import words

# What a verb, participle or adjective says of the persons it is said of.
HARMS: tuple[tuple[str, frozenset[str]], ...] = (
    (
        "killed",
        frozenset(
            [
                "kill",
                "kills",
                "killed",
                "killing",
                "dead",
                "die",
                "dies",
                "died",
                "dying",
                "slain",
                "slay",
                "slaying",
                "murdered",
                "murder",
                "massacred",
                "slaughtered",
                "executed",
                "assassinated",
                "perish",
                "perished",
                "beheaded",
                "lynched",
                "lives",
                "fatally",
                "deceased",
                "martyred",
                "gunned",
                "drowned",
                "slayed",
                "claimed",
            ]
        )
        - {"claimed"},
    ),
    (
        "wounded",
        frozenset(
            [
                "wound",
                "wounds",
                "wounded",
                "wounding",
                "injure",
                "injured",
                "injures",
                "injuring",
                "hurt",
                "hurting",
                "maimed",
                "hospitalized",
                "hospitalised",
            ]
        ),
    ),
    (
        "kidnapped",
        frozenset(
            [
                "kidnap",
                "kidnapped",
                "kidnaps",
                "kidnapping",
                "abduct",
                "abducted",
                "abducting",
                "abducts",
                "hostage",
                "hostages",
                "captive",
            ]
        ),
    ),
    (
        "freed",
        frozenset(["freed", "free", "released", "release", "rescued", "rescue", "liberated"]),
    ),
    ("missing", frozenset(["missing", "unaccounted", "disappeared"])),
    (
        "arrested",
        frozenset(
            [
                "arrested",
                "arrest",
                "detained",
                "detain",
                "captured",
                "apprehended",
                "arresting",
                "detaining",
            ]
        ),
    ),
)
HARM_OF = {word: name for name, listed in HARMS for word in listed}
_NOUNS = {
    "deaths": "killed",
    "death": "killed",
    "fatalities": "killed",
    "fatality": "killed",
    "dead": "killed",
    "killings": "killed",
    "lives": "killed",
    "bodies": "killed",
    "corpses": "killed",
    "injuries": "wounded",
    "wounded": "wounded",
    "injured": "wounded",
    "hostages": "kidnapped",
    "captives": "kidnapped",
    "abductees": "kidnapped",
    "arrests": "arrested",
    "detainees": "arrested",
}
_FATAL = re.compile(
    r"\b(dead|death|fatal(ly)?|killed|killing|died|dies|murder\w*|assassinat\w*|executed|slain|lethal)\b",
    re.IGNORECASE,
)
_SHOT = frozenset(["shot", "stabbed", "hit", "struck", "beaten", "attacked", "burned"])
_STRIKES = frozenset("stabs stabbed stabbing shoots shooting stab shoot".split())
_SUFFERS = frozenset(["suffer", "sustain", "receive", "have"])
_WOUND = frozenset(["wound", "wounds", "injury", "injuries", "gunshot", "burns"])


def counted(span: Span) -> Token | None:
    """The noun that a number counts: "people" of "at least 12 people", "staff" of "two embassy staff"."""
    root = span.root
    if root.dep_ == "nummod" and span.end - 1 < root.head.i <= span.end + 6:
        return root.head
    index = span.end
    if index + 1 < len(span.doc) and span.doc[index].lower_ == "of":
        index += 1
        if span.doc[index].lower_ in ("the", "them", "those", "whom", "his", "her", "their"):
            index += 1
    last = None
    for token in span.doc[index : min(index + 5, span.sent.end)]:
        if (
            token.pos_ in ("NOUN", "PROPN")
            or token.lower_ in words("persons", "people")
            or token.lower_ in words("persons", "attackers")
        ):
            last = token
            if token.dep_ not in ("compound", "amod", "nmod"):
                break
        elif token.pos_ not in ("ADJ", "DET", "NUM", "PUNCT") or token.text in ",;:.()":
            break
    return last


_IN_CONDITION = re.compile(
    r"(,? ?(who|were|was|are|is|remain(s|ed)?|left|listed|reported|still|also|taken|hospitali[sz]ed|to|the|a|hospital) )*in (critical|serious|stable|grave|fair|good|guarded|life) ?(but|stable|critical)? ?condition",
    re.IGNORECASE,
)


_TO_HOSPITAL = re.compile(
    r"(,? ?(who|were|was|are|is|have|has|been|also|both|later|all|then|sent|taken|rushed|transported|flown|airlifted|brought|driven))* ?"
    r"(to|at) (the |a |an |local |area |nearby |\w+ )?hospitals?\b|(were|was|are|is|being|remain\w*) (also )?hospitali[sz]ed"
    r"|(,? ?(who|were|was|are|is|have|has|been|being|also|still))* ?treated (for|at|in)\b|with (gunshot|stab|shrapnel|knife|bullet|blast) (wounds|injuries)",
    re.IGNORECASE,
)


def of_count(span: Span, noun: Token | None) -> tuple[str, Token] | None:
    """What befell the counted persons, and the word that says so."""
    return (
        _named_by_noun(span, noun)
        or _adjacent(span, noun)
        or _by_grammar(noun if noun is not None else span.root)
        or _death_toll(span)
    )


def _named_by_noun(span: Span, noun: Token | None) -> tuple[str, Token] | None:
    """ "12 deaths", "30 injuries", "claimed 12 lives", "the deaths of two embassy staff"."""
    if noun is not None and noun.lower_ in _NOUNS:
        if noun.lower_ == "lives" and not grammar.among(
            grammar.verb_of(noun), ("claim", "take", "lose", "cost")
        ):
            return None
        return _NOUNS[noun.lower_], noun
    before = list(span.doc[max(span.sent.start, span.start - 4) : span.start])
    if before and before[-1].lower_ == "of":
        for token in before:
            if token.lower_ in (
                "death",
                "deaths",
                "killing",
                "killings",
                "murder",
                "murders",
                "massacre",
                "execution",
                "slaying",
                "assassination",
            ):
                return "killed", token
            if token.lower_ in ("kidnapping", "abduction", "kidnappings", "abductions"):
                return "kidnapped", token
            if token.lower_ in ("arrest", "arrests", "detention"):
                return "arrested", token
            if token.lower_ in ("release", "rescue"):
                return "freed", token
            if token.lower_ == "lives":
                return "killed", token
    if len(before) > 1 and before[-1].lower_ == "to" and before[-2].lower_ == "injuries":
        return "wounded", before[-2]
    return None


def _adjacent(span: Span, noun: Token | None) -> tuple[str, Token] | None:
    """ "killed 12", "12 dead", "12 people killed", "30 others were wounded": the word right beside."""
    doc, sentence = span.doc, span.sent
    end = _behind_aside(
        doc[(noun.i + 1) if noun is not None and noun.i >= span.end else span.end : sentence.end]
    )
    following = doc[end : min(end + 9, sentence.end)].text
    if (life := _LOST_LIFE.match(following)) is not None:
        return "killed", doc[end + len(life.group().split()) - 1]
    if _IN_CONDITION.match(following) or _TO_HOSPITAL.match(following):
        return "wounded", doc[end]
    for token in doc[end : min(end + 4, sentence.end)]:
        if token.lower_ in HARM_OF and not _is_active(token):
            return HARM_OF[token.lower_], token
        if token.lower_ in ("shot", "stabbed") and not _is_active(token):
            stop = next(
                (
                    other.i
                    for other in doc[token.i + 1 : sentence.end]
                    if other.is_punct or other.like_num
                ),
                sentence.end,
            )
            fatal = _FATAL.search(doc[max(token.i - 1, 0) : min(token.i + 4, stop)].text)
            return ("killed" if fatal else "wounded"), token
        if token.pos_ not in ("AUX", "ADV", "ADJ") and token.lower_ not in (
            "have",
            "has",
            "had",
            "been",
            "were",
            "was",
            "more",
            "others",
            "people",
            "confirmed",
            "reported",
            "left",
            "seriously",
            "critically",
            "also",
            "reportedly",
            "believed",
            "feared",
            "either",
            "injured",
            "wounded",
        ):
            break
    for token in reversed(doc[max(sentence.start, span.start - 4) : span.start]):
        if token.lower_ in _STRIKES and noun is not None:
            fatal = _FATAL.search(doc[token.i + 1 : min(token.i + 4, sentence.end)].text)
            return ("killed" if fatal else "wounded"), token
        if token.lower_ == "dead" and token.i > 0 and token.nbor(-1).lower_ == "shot":
            return "killed", token
        if (
            token.lower_ in HARM_OF
            and token.text != "Free"
            and token.lower_
            not in (
                "dead",
                "died",
                "die",
                "missing",
                "free",
            )
        ):
            return HARM_OF[token.lower_], token
        if token.pos_ not in ("ADV", "ADP", "DET", "ADJ", "CCONJ") and token.lower_ not in (
            "another",
            "some",
            "up",
            "to",
            "as",
            "many",
            "other",
        ):
            break
    return None


_LOST_LIFE = re.compile(
    r"(?:(?:who|had|have) )*(?:lost|lose) (?=(?:their|his|her) (?:lives|life)\b)", re.IGNORECASE
)
_ASIDE = re.compile(
    r", (?:including|among them|most(?:ly)?|many|[\w-]+ of (?:them|whom))\b[^,.;:]{0,60}, ",
    re.IGNORECASE,
)


def _behind_aside(following: Span) -> int:
    """Where it goes on behind an aside on those counted: "148 people, 142 of them students, who died"."""
    aside = _ASIDE.match(following.text)
    stop = following.start_char + aside.end() if aside is not None else following.start_char
    return next((token.i for token in following if token.idx >= stop), following.start)


def _is_active(token: Token) -> bool:
    """A transitive verb with an object of its own: "12 gunmen killed a guard"."""
    if token.pos_ != "VERB" or grammar.is_passive(token):
        return False
    return any(
        item.i - token.i < 5 and item.ent_type_ != "DATE" and item.pos_ != "PROPN"
        for item in grammar.objects(token)
    )


def _suffered(verb: Token) -> tuple[str, Token] | None:
    """What a verb and its object say befell its subject: "lost their lives", "suffered injuries"."""
    for item in grammar.objects(verb):
        if grammar.among(verb, ("lose",)) and item.lower_ in ("life", "lives"):
            return "killed", verb
        if grammar.among(verb, _SUFFERS) and item.lower_ in _WOUND:
            return "wounded", item
    return None


def _by_grammar(noun: Token) -> tuple[str, Token] | None:
    """Climb from the noun to the verb or participle that it is the patient of."""
    losing = [child for child in noun.children if child.dep_ == "acl:relcl"]
    losing += [noun.head] if noun.dep_ == "nsubj" else []
    for verb in losing:
        if (found := _suffered(verb)) is not None:
            return found
    for child in noun.children:
        if (
            child.dep_ in ("acl", "amod", "acl:relcl")
            and child.lower_ in HARM_OF
            and (
                child.dep_ != "acl:relcl"
                or grammar.is_passive(child)
                or grammar.among(child, ("die", "perish"))
            )
        ):
            return HARM_OF[child.lower_], child
    token, joined = noun, False
    for above in grammar.ancestors(noun):
        dep = token.dep_.split(":")[0]
        if above.lower_ in HARM_OF and above.pos_ in ("VERB", "ADJ", "NOUN", "AUX"):
            if _is_patient(token, above) or (
                joined and grammar.objects(above) and above.i < noun.i
            ):
                return HARM_OF[above.lower_], above
            return None
        if dep in ("nsubj", "obj") and above.pos_ == "VERB":
            dead = next(
                (
                    c
                    for c in above.children
                    if c.dep_ in ("xcomp", "obj", "advcl")
                    and c.lower_
                    in ("dead", "wounded", "injured", "missing", "hurt", "hostage", "captive")
                ),
                None,
            )
            return (
                (HARM_OF[dead.lower_], dead)
                if dead is not None
                and grammar.among(
                    above,
                    (
                        "leave",
                        "find",
                        "report",
                        "lie",
                        "feare",
                        "hold",
                        "take",
                        "confirm",
                        "declare",
                        "pronounce",
                        "believe",
                    ),
                )
                else None
            )
        if dep not in ("conj", "appos", "nmod", "flat", "compound", "nummod", "obl", "parataxis"):
            return None
        joined = joined or (dep == "conj" and above.lower_ not in words("persons", "people"))
        if (
            dep == "obl"
            and not joined
            and grammar.preposition(token) not in ("including", "of", "among")
        ):
            return None
        token = above
    return None


def _is_patient(token: Token, verb: Token) -> bool:
    dep = token.dep_
    if dep in ("obj", "nsubj:pass", "iobj"):
        return True
    if dep == "nsubj":
        return (
            grammar.among(verb, ("die", "perish", "dead", "missing", "disappear"))
            or verb.lower_ in ("dead", "wounded", "injured", "hurt", "missing")
            or (verb.tag_ == "VBN" and not grammar.objects(verb))
        )
    if dep == "nmod" and grammar.preposition(token) == "of":
        return True
    return dep in ("conj", "appos", "parataxis") and bool(
        grammar.objects(verb) or grammar.is_passive(verb)
    )


# What stands between a word for a toll and its number: "the death toll rose to 12".
_REACHES = frozenset(
    "to at of reached reaches stands stood was is are than least from hit about around nearly over".split()
)
_NUMBER_OF = re.compile(
    r"\b(?:number|count|tally|total) of (?:[^.;:]{0,60}\b)?"
    r"(?:(?P<killed>dead|deaths|fatalities|killed|murdered|died|lives)|(?P<wounded>wounded|injured|injuries|hurt))\b"
    r"[^.;:]{0,140}$",
    re.IGNORECASE,
)


def _death_toll(span: Span) -> tuple[str, Token] | None:
    """ "The death toll rose to 12", "a toll of 12 dead", "the number of those hurt is put at 434"."""
    before = list(span.doc[max(span.sent.start, span.start - 40) : span.start])
    if not before or (before[-1].lower_ not in _REACHES and before[-1].lower_ != "toll"):
        toll = next((token for token in reversed(before[-4:]) if token.lower_ == "toll"), None)
        return ("killed", toll) if toll is not None else None
    toll = next((token for token in reversed(before[-24:]) if token.lower_ == "toll"), None)
    if toll is not None and not any(token.text in ";:" for token in before[before.index(toll) :]):
        return "killed", toll
    return _number_of(span, before)


def _number_of(span: Span, before: Sequence[Token]) -> tuple[str, Token] | None:
    """What befell those of whom a sentence gives "the number": "of people killed has risen to 31"."""
    start = before[0].i
    match = _NUMBER_OF.search(span.doc[start : span.start].text_with_ws)
    if match is None:
        return None
    name = "killed" if match["killed"] else "wounded"
    at = span.doc[start].idx + match.start(name)
    return name, next(token for token in before if token.idx + len(token) > at)


def befell(noun: Token) -> tuple[str, Token] | None:
    """What befell a person that no number counts: "a man was shot dead", "the driver suffered injuries"."""
    found = _by_grammar(noun)
    if found is not None:
        return found
    for token in (
        noun,
        *(above for above in [noun.head] if noun.dep_ in ("conj", "appos", "flat", "compound")),
    ):
        verb = token.head
        if grammar.is_negated(verb):
            continue
        if token.dep_ in ("nsubj", "nsubj:pass") and (_after_being_shot(verb) or _is_carried(verb)):
            return "wounded", verb
        if verb.pos_ != "VERB" and not _is_mistagged(verb):
            continue
        if verb.lower_ in _SHOT and (_is_patient(token, verb) and token.dep_ != "nsubj"):
            return ("killed" if _FATAL.search(grammar.clause(verb).text) else "wounded"), verb
        if (
            token.dep_ == "nsubj"
            and grammar.among(verb, ("shoot", "stab", "shot"))
            and any(item.lower_ in ("himself", "herself", "self") for item in verb.children)
        ):
            return ("killed" if _FATAL.search(grammar.clause(verb).text) else "wounded"), verb
        if token.dep_ == "nsubj" and _IN_CONDITION.search(grammar.clause(verb).text):
            return "wounded", verb
        if token.dep_ == "nsubj" and grammar.among(verb, _SUFFERS):
            wound = next((item for item in grammar.objects(verb) if item.lower_ in _WOUND), None)
            if wound is not None:
                return "wounded", wound
        if token.dep_ == "nsubj:pass" and verb.lower_ in (
            "hospitalized",
            "hospitalised",
            "treated",
        ):
            return "wounded", verb
        if (
            token.dep_ == "nsubj:pass"
            and verb.lower_ in ("pronounced", "declared", "found")
            and "dead" in grammar.clause(verb).text.lower()
        ):
            return "killed", verb
    return None


def _is_mistagged(word: Token) -> bool:
    """Whether a word that is tagged as a noun is a passive verb: "shot" of "a boy was shot Saturday"."""
    return word.lower_ in _SHOT and any(child.dep_ == "aux:pass" for child in word.children)


_CARRIED = frozenset("rushed taken transported flown airlifted sent admitted brought".split())
_HOSPITAL = re.compile(r"\b(hospital|medical center|trauma center|infirmary)\b", re.IGNORECASE)
_BEING_SHOT = re.compile(
    r"\bafter (?:\w+ )?(?:being|getting|he was|she was|it was) (?:\w+ )?(?:shot|stabbed|hit|struck|grazed)\b"
)


def _after_being_shot(verb: Token) -> bool:
    """ "A boy is in stable condition after being shot", "a girl was flown to hospital after being hit"."""
    said = verb.doc[verb.i : min(verb.i + 22, verb.sent.end)].text
    match = _BEING_SHOT.search(said.lower())
    return match is not None and _FATAL.search(said) is None and "," not in said[: match.start()]


def _is_carried(verb: Token) -> bool:
    """ "Was rushed to the hospital", unless as one dead."""
    near = verb.doc[verb.i : min(verb.i + 12, verb.sent.end)].text
    carried = verb.lower_ in _CARRIED and grammar.is_passive(verb)
    return carried and _HOSPITAL.search(near) is not None and _FATAL.search(near) is None
