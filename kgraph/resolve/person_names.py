"""Where a person's name begins and ends, and what is none."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from kgraph.resolve.register import demonyms, people_of

TITLES = frozenset(
    "president minister spokesman spokeswoman spokesperson secretary chancellor ambassador commissioner chief governor mayor "
    "senator pope king queen prince sheriff superintendent director secretary-general premier general gen. colonel col. captain "
    "capt. lieutenant lt. sergeant sgt. major maj. judge justice bishop archbishop cardinal imam sheikh ayatollah analyst "
    "commander detective officer coroner prosecutor lawmaker deputy mp rep. sen. gov. dr. mr. mrs. ms. chairman leader "
    "msgr monsignor gen col capt lt sgt maj cpl corporal sgt. cpl. dr mr mrs ms rev rev. reverend father inspector attorney "
    "engineer professor doctor admiral brigadier guard policeman agent private cadet avm brig brig. dsp insp insp.".split()
)
_PARTICLES = frozenset("de del la las los da dos van von der bin ibn al el y".split())
_DEEDS = frozenset(
    """
    attack attacks bombing bombings blast blasts explosion explosions shooting shootings killing
    killings airstrike airstrikes strike strikes raid raids clashes
    """.split()
)


def is_name_word(token: Token) -> bool:
    """Whether a word is capitalised as part of a name, and no title."""
    text = token.text
    return (
        text[0].isupper() and text.isalpha() and not text.isupper() and token.lower_ not in TITLES
    )


def is_full_name(span: Span) -> bool:
    """Two to six words that only a name is made of."""
    return 1 < len(span) < 7 and all(
        token.text[0].isupper() or token.lower_ in _PARTICLES for token in span
    )


def without_title(ent: Span) -> Span:
    """A person's entity whole and without title and nation: "Antonio Guterres" of "General Antonio"."""
    start = ent.start
    while start + 1 < ent.end and _is_in_front(ent.doc[start], ent.end - start):
        start += 1
    end = ent.end
    while end < len(ent.doc) and end - start < 4 and _goes_on(ent.doc[end]):
        end += 1
    return ent.doc[start : _past_hyphen(ent.doc, end)]


def _past_hyphen(doc: Doc, end: int) -> int:
    """The end of a name that goes on behind a hyphen: "Marie-Claude" of "Marie" and "Claude"."""
    joined = end + 1 < len(doc) and doc[end].text == "-" and not doc[end - 1].whitespace_
    return end + 2 if joined and not doc[end].whitespace_ and doc[end + 1].text.istitle() else end


def _is_in_front(token: Token, left: int) -> bool:
    """Whether a word only stands in front of a name: a title, or "Spaniard" with a full name behind."""
    if token.lower_ in TITLES:
        return True
    # German is a given name as well.
    return left > 2 and people_of(token.text) is not None and token.lower_ != "german"


def _goes_on(token: Token) -> bool:
    """Whether a name goes on where the pipeline ends it: "Jose Lacides" of "Jose Lacides Ordonez"."""
    return (
        token.pos_ == "PROPN"
        and not token.ent_type_
        and token.dep_ in ("flat", "compound")
        and len(token.text) > 2
        and token.text.isalpha()
        and token.text.istitle()
        and token.nbor(-1).text.istitle()
        and token.lower_ not in TITLES
        and not (token.dep_ == "compound" and token.head.ent_type_ != "PER")
    )


def is_people_word(ent: Span) -> bool:
    """Whether it is a people's word or one for a deed: "Iraqi", "Twin bombings"."""
    if len(ent) == 1 and (ent.text.lower() in demonyms() or _is_before_people(ent)):
        return True
    return ent[-1].lower_ in _DEEDS


_PEOPLE = frozenset(
    "men gunmen fighters militants militiamen herders herdsmen farmers villagers tribesmen bandits rebels warriors".split()
)


def _is_before_people(ent: Span) -> bool:
    """Whether a word says of which people some are: "Kodo armed men"."""
    return any(token.lower_ in _PEOPLE for token in ent.doc[ent.end : ent.end + 2])
