"""How many were killed, wounded, kidnapped, freed, are missing, were arrested; attackers counted apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from kgraph.extract import attribution, grammar
from kgraph.extract.accounts import Account
from kgraph.extract.lexicon import words
from kgraph.extract.reading import Reading
from kgraph.model import Claim, CountValue

# What a verb, participle or adjective says of the persons it is said of.
_HARMS: tuple[tuple[str, frozenset[str]], ...] = (
    (
        "killed",
        frozenset(
            "kill kills killed killing dead die dies died dying slain slay slaying murdered murder massacred slaughtered executed assassinated "
            "perish perished beheaded lynched lives fatally deceased martyred gunned drowned slayed claimed".split()
        )
        - {"claimed"},
    ),
    (
        "wounded",
        frozenset("wound wounds wounded wounding injure injured injures injuring hurt hurting maimed hospitalized hospitalised".split()),
    ),
    ("kidnapped", frozenset("kidnap kidnapped kidnaps kidnapping abduct abducted abducting abducts hostage hostages captive".split())),
    ("freed", frozenset("freed free released release rescued rescue liberated".split())),
    ("missing", frozenset("missing unaccounted disappeared".split())),
    ("arrested", frozenset("arrested arrest detained detain captured apprehended arresting detaining".split())),
)
_HARM_OF = {word: name for name, listed in _HARMS for word in listed}
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
_PARTS = ("including", "among", "them", "whom", "which", "include", "includes", "included")
_GENERIC = frozenset({"people", "persons", "person", "others", "other", "victims", "lives", "dead", "deaths", "fatalities", "individuals", "bodies", "wounded", "injured", "injuries", "hostages", "casualties", "killed"})
_TOLL = re.compile(r"(death )?toll", re.IGNORECASE)
_MORE = re.compile(r"\b(more|others?|another|additional|further|also)\b", re.IGNORECASE)
_REVISED = re.compile(r"\b(revised|earlier|initial(ly)?|previous(ly)?|lowered|corrected|first (put|reported|said))\b", re.IGNORECASE)
_DAMAGE = frozenset({"vehicles", "cars", "houses", "homes", "buildings", "shops", "km", "miles", "rounds", "shots", "bullets", "bombs", "explosions", "blasts", "years", "days", "hours", "minutes", "times", "kilometres", "kilometers", "attacks", "incidents", "cases", "months", "weeks", "rockets", "missiles", "drones", "aircraft", "helicopters", "tanks", "cattle", "sheep", "animals", "dogs"})


@dataclass(frozen=True, slots=True)
class Toll:
    """One number of persons with what befell them, as one place of the text says it."""

    property: str
    value: CountValue
    span: Span
    quote: Span
    noun: str
    attackers: bool
    part: bool
    more: bool
    superseded: bool = False


def claims(reading: Reading, account: Account) -> Iterator[Claim]:
    """The tolls of an incident: the best total of each kind, the parts, and superseded figures."""
    found = tuple(tolls(reading, account))
    for name, _ in _HARMS:
        mine = [toll for toll in found if toll.property == name and not toll.attackers]
        yield from _resolved(reading, name, mine)
    yield from _attackers(reading, [toll for toll in found if toll.attackers])


# --- finding the numbers --------------------------------------------------------------------------


def tolls(reading: Reading, account: Account) -> Iterator[Toll]:
    """Every number of persons in the account's words that says what befell them."""
    for span, value in reading.counts:
        if not account.owns(span):
            continue
        noun = counted(span)
        if noun is not None and noun.lower_ in _DAMAGE:
            continue
        harm = _harm(span, noun)
        if harm is None:
            continue
        property, word = harm
        yield from _toll(span, value, noun, property, word)


def _toll(span: Span, value: CountValue, noun: Token | None, property: str, word: Token) -> Iterator[Toll]:
    quote = grammar.between(span.doc, span, span.doc[word.i : word.i + 1])
    if noun is not None:
        quote = grammar.between(span.doc, quote, span.doc[noun.i : noun.i + 1])
    before = span.doc[max(span.sent.start, span.start - 4) : span.start].text.lower().split()
    after = span.doc[span.end : min(span.end + 3, span.sent.end)].text.lower().split()
    part = any(cue in before for cue in ("including", "among", "include", "includes", "included")) or after[:2] in (["of", "them"], ["of", "whom"], ["of", "the"])
    head = noun.lower_ if noun is not None else ""
    attackers = (head in words("persons", "attackers") or _killed_the_attacker(noun)) and property != "arrested"
    yield Toll(property, value, span, quote, head, attackers, part, bool(_MORE.search(quote.text)), _is_superseded(span))


def _killed_the_attacker(noun: Token | None) -> bool:
    return noun is not None and any(child.lower_ in words("persons", "attackers") for child in noun.children if child.dep_ in ("compound", "amod"))


def _is_superseded(span: Span) -> bool:
    """ "Revised from 27 to 25", "an earlier toll of 10": the number no longer holds."""
    before = span.doc[max(span.sent.start, span.start - 6) : span.start].text.lower()
    after = span.doc[span.end : min(span.end + 6, span.sent.end)].text.lower()
    if re.search(r"\b(from|up from|down from)\b\s*$", before) and _TOLL.search(span.sent.text):
        return True
    if re.search(r"\bfrom\b\s*$", before) and re.match(r"\s*(people |dead )?to\b", after):
        return bool(_REVISED.search(span.sent.text) or _TOLL.search(span.sent.text))
    return bool(re.search(r"\b(earlier|initial|previous|first) (toll|count|figure|estimate|report)s?\b", before))


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
        if token.pos_ in ("NOUN", "PROPN") or token.lower_ in words("persons", "people") or token.lower_ in words("persons", "attackers"):
            last = token
            if token.dep_ not in ("compound", "amod", "nmod"):
                break
        elif token.pos_ not in ("ADJ", "DET", "NUM", "PUNCT") or token.text in ",;:.()":
            break
    return last


def _harm(span: Span, noun: Token | None) -> tuple[str, Token] | None:
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
        if noun.lower_ == "lives" and grammar.verb_of(noun).lemma_.lower() not in ("claim", "take", "lose", "cost"):
            return None
        return _NOUNS[noun.lower_], noun
    before = [token for token in span.doc[max(span.sent.start, span.start - 4) : span.start]]
    if before and before[-1].lower_ == "of":
        for token in before:
            if token.lower_ in ("death", "deaths", "killing", "killings", "murder", "murders", "massacre", "execution", "slaying", "assassination"):
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
    end = (noun.i + 1) if noun is not None and noun.i >= span.end else span.end
    for token in doc[end : min(end + 4, sentence.end)]:
        if token.lower_ in _HARM_OF and not _is_active(token):
            return _HARM_OF[token.lower_], token
        if token.pos_ not in ("AUX", "ADV", "ADJ") and token.lower_ not in ("have", "has", "had", "been", "were", "was", "more", "others", "people", "confirmed", "reported", "left", "seriously", "critically", "also", "reportedly", "believed", "feared", "either", "and", "injured", "wounded"):
            break
    for token in reversed(doc[max(sentence.start, span.start - 4) : span.start]):
        if token.lower_ in _HARM_OF and token.lower_ not in ("dead", "died", "die", "missing", "free"):
            return _HARM_OF[token.lower_], token
        if token.pos_ not in ("ADV", "ADP", "DET", "ADJ", "CCONJ") and token.lower_ not in ("another", "some", "up", "to", "as", "many", "other"):
            break
    return None


def _is_active(token: Token) -> bool:
    """A transitive verb with an object of its own: "12 gunmen killed a guard"."""
    return token.pos_ == "VERB" and bool(grammar.objects(token)) and not grammar.is_passive(token)


def _by_grammar(noun: Token) -> tuple[str, Token] | None:
    """Climb from the noun to the verb or participle that it is the patient of."""
    for child in noun.children:
        if child.dep_ in ("acl", "amod", "acl:relcl") and child.lower_ in _HARM_OF:
            if child.dep_ != "acl:relcl" or grammar.is_passive(child) or child.lemma_.lower() in ("die", "perish"):
                return _HARM_OF[child.lower_], child
    token = noun
    for above in grammar.ancestors(noun):
        dep = token.dep_.split(":")[0]
        if above.lower_ in _HARM_OF and above.pos_ in ("VERB", "ADJ", "NOUN", "AUX"):
            if _is_patient(token, above):
                return _HARM_OF[above.lower_], above
            return None
        if dep in ("nsubj", "obj") and above.pos_ == "VERB":
            dead = next((c for c in above.children if c.dep_ in ("xcomp", "obj", "advcl") and c.lower_ in ("dead", "wounded", "injured", "missing", "hurt", "hostage", "captive")), None)
            return (_HARM_OF[dead.lower_], dead) if dead is not None and above.lemma_.lower() in ("leave", "find", "report", "lie", "feare", "hold", "take", "confirm", "declare", "pronounce", "believe") else None
        if dep not in ("conj", "appos", "nmod", "flat", "compound", "nummod", "obl", "parataxis"):
            return None
        if dep == "obl" and grammar.preposition(token) not in ("including", "of", "among"):
            return None
        token = above
    return None


def _is_patient(token: Token, verb: Token) -> bool:
    dep = token.dep_
    if dep in ("obj", "nsubj:pass", "iobj"):
        return True
    if dep == "nsubj":
        return verb.lemma_.lower() in ("die", "perish", "dead", "missing", "disappear") or verb.lower_ in ("dead", "wounded", "injured", "hurt", "missing") or (verb.tag_ == "VBN" and not grammar.objects(verb))
    if dep == "nmod" and grammar.preposition(token) == "of":
        return True
    return dep in ("conj", "appos", "parataxis") and bool(grammar.objects(verb) or grammar.is_passive(verb))


def _death_toll(span: Span) -> tuple[str, Token] | None:
    """ "The death toll rose to 12", "a toll of 12 dead"."""
    before = [t for t in span.doc[max(span.sent.start, span.start - 12) : span.start]]
    toll = next((token for token in reversed(before) if token.lower_ == "toll"), None)
    if toll is None or any(token.text in ";:" for token in before[before.index(toll) :]):
        return None
    return ("killed", toll) if before[-1].lower_ in ("to", "at", "of", "reached", "stands", "was", "is", "than", "least", "stood", "from", "hit") or span.start - toll.i <= 4 else None


# --- from numbers to claims -----------------------------------------------------------------------


def _resolved(reading: Reading, property: str, found: Sequence[Toll]) -> Iterator[Claim]:
    """The total, its parts, and what it replaced."""
    for toll in found:
        if toll.superseded:
            yield _claim(reading, toll, toll.value, "superseded")
    found = [toll for toll in found if not toll.superseded]
    if not found:
        return
    total = _stated_total(found)
    sum_of = _addends(total, found)
    if len(sum_of) > 1 and total.noun not in _GENERIC:
        yield _sum(reading, property, sum_of)
        rest: Iterable[Toll] = found
    else:
        yield _claim(reading, total, replace(total.value, perpetrators_included=False if property == "killed" else None), "stated", _same_number(total, found))
        rest = [toll for toll in found if toll is not total]
    yield from _parts(reading, total, rest)


def _stated_total(found: Sequence[Toll]) -> Toll:
    """The number that speaks for all: a later, higher general count beats an early low one."""
    whole = [toll for toll in found if not toll.part] or list(found)
    first_sentence = whole[0].span.sent.start
    lead = [toll for toll in whole if toll.span.sent.start == first_sentence]
    tolls_said = [toll for toll in whole if _TOLL.search(toll.quote.text)]
    if tolls_said:
        return tolls_said[-1]
    general = [toll for toll in whole if toll.noun in _GENERIC and not toll.more]
    best = max(general or lead, key=lambda toll: (_size(toll), -toll.span.start))
    return best if general and (_size(best) >= _size(lead[0])) else lead[0]


def _size(toll: Toll) -> int:
    return max(number for number in (toll.value.best, toll.value.low, toll.value.high, 0) if number is not None)


def _addends(total: Toll, found: Sequence[Toll]) -> list[Toll]:
    """Numbers coordinated in one clause: "two staff … and four others"."""
    group = [total]
    for toll in found:
        if toll is total or toll.part or toll.span.sent.start != total.span.sent.start:
            continue
        heads = {token.i for token in grammar.conjuncts(_head(total))} | {token.i for token in grammar.conjuncts(_head(toll))}
        joined = _head(toll).i in heads and _head(total).i in heads
        if joined and toll.value.best is not None and total.value.best is not None and toll.span.start > total.span.start:
            group.append(toll)
    return group


def _head(toll: Toll) -> Token:
    noun = counted(toll.span)
    return noun if noun is not None else toll.span.root


def _sum(reading: Reading, property: str, addends: Sequence[Toll]) -> Claim:
    """A total the text leaves to the reader, marked as derived."""
    number = sum(toll.value.best or 0 for toll in addends)
    quote = grammar.between(addends[0].span.doc, addends[0].quote, addends[-1].quote)
    value = CountValue(number, number, number, "total", None, False if property == "killed" else None)
    return reading.claim(property, value, [quote], according_to=attribution.source_of(reading, quote), confidence=0.85, derived=True)


def _same_number(total: Toll, found: Sequence[Toll]) -> list[Span]:
    return [toll.quote for toll in found if toll is not total and toll.value == total.value and not toll.part][:2]


def _parts(reading: Reading, total: Toll, rest: Iterable[Toll]) -> Iterator[Claim]:
    """The smaller numbers, each with what it is a part of; one claim a number and noun."""
    seen: set[tuple[int | None, str]] = {(total.value.best, total.noun)}
    for toll in rest:
        key = (toll.value.best, toll.noun)
        if key in seen or toll.noun in _GENERIC - {"others"} or _size(toll) > max(_size(total), 1) and total.value.high is not None:
            continue
        seen.add(key)
        noun = counted(toll.span)
        of = re.sub(r"^[\w ]*?\d+ ", "", grammar.phrase(noun).text) if noun is not None else None
        value = replace(toll.value, scope="part", of=_without_number(of, toll.span.text), perpetrators_included=False if toll.property == "killed" else None)
        yield _claim(reading, toll, value, "stated")


def _without_number(words_of: str | None, number: str) -> str | None:
    if words_of is None:
        return None
    shorter = words_of.replace(number, "", 1).strip(" ,-")
    return " ".join(shorter.split()) or None


def _claim(reading: Reading, toll: Toll, value: CountValue, certainty: str, more: Iterable[Span] = ()) -> Claim:
    return reading.claim(
        toll.property,
        value,
        [toll.quote, *more],
        certainty=certainty,  # type: ignore[arg-type]
        according_to=attribution.source_of(reading, toll.quote),
        confidence=0.9 if not toll.part else 0.75,
    )


def _attackers(reading: Reading, found: Sequence[Toll]) -> Iterator[Claim]:
    """Attackers who died are perpetratorsKilled, never among the dead."""
    dead = [toll for toll in found if toll.property == "killed"]
    if dead:
        best = max(dead, key=_size)
        yield replace(_claim(reading, best, best.value, "stated"), property="perpetratorsKilled")


def harm_words() -> dict[str, str]:
    """What each word of harm says of its patient, for the extractor of victims."""
    return dict(_HARM_OF)


def sentence_of(doc: Doc, token: Token) -> Span:
    """The sentence of a token."""
    return doc[token.i : token.i + 1].sent
