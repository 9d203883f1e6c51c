"""How many: number words and digits with their bounds (CODEBOOK.md, "Numbers")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span

from kgraph import mentions
from kgraph.model import CountValue

_UNITS = dict(
    zip(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ],
        range(1, 20),
        strict=True,
    )
)
_TENS = dict(
    zip(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
        range(20, 100, 10),
        strict=True,
    )
)
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_WORD = "|".join((*_UNITS, *_TENS))
_SCALE = "|".join(_SCALES)
# No number goes on below a title: "Bombs kill seven", "Seven people died".
_SPELLED = rf"(?:{_WORD})(?:(?:[^\S\n]|-)+(?:and\s+)?(?:{_WORD}|{_SCALE}))*"
_DIGITS = r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?(?=\s+(?:million|thousand))|\d+"
# Two persons; "a couple of" is only a few.
_PAIR = (
    r"an?\s+(?:(?:married|elderly|young|retired|middle-aged|newlywed|\w+(?:an|ish|ese))\s+)?couple"
    r"(?!\s+(?:of|more|dozen|hundred|thousand|days|weeks|months|years|hours|times)\b)"
)
_NUMBER = rf"(?:(?:a|one|two|three|four|five|six|\d+)\s+(?:dozen|score)\b|(?:{_DIGITS})(?:\s+(?:million|thousand|hundred))?|{_SPELLED}|(?:a\s+|one\s+)?half\s+a\s+(?:dozen|million)|(?:a|an)\s+(?:hundred|thousand|million)|both|{_PAIR})"

# Words that name no number, with the least they can mean.
_VAGUE = {
    "several": 2,
    "dozens": 24,
    "scores": 40,
    "hundreds": 200,
    "thousands": 2000,
    "a number": 2,
    "a few": 2,
    "many": 2,
    "multiple": 2,
    "numerous": 2,
    "various": 2,
    "some": 2,
    "a handful": 2,
    "tens of thousands": 20_000,
    "hundreds of thousands": 200_000,
    "tens": 20,
    "a couple of": 2,
    "a group": 2,
    "few": 2,
}
_LOW = r"at\s+least|more\s+than|over|no\s+fewer\s+than|no\s+less\s+than|not\s+less\s+than|not\s+fewer\s+than|upwards?\s+of|a\s+minimum\s+of|greater\s+than|in\s+excess\s+of|above"
# "The toll has gone up to six" tells no bound.
_UP = "".join(
    rf"(?<!\b{word}\s)" for word in "gone went goes going now risen rose moved climbed".split()
)
_HIGH = rf"{_UP}up\s+to|as\s+many\s+as|at\s+most|no\s+more\s+than|not\s+more\s+than|fewer\s+than|less\s+than|under|a\s+maximum\s+of"
_ABOUT = r"about|around|nearly|almost|some|approximately|roughly|an\s+estimated|estimated|close\s+to|just\s+over|just\s+under"
_NONE = r"no\s+one|nobody|none|no|neither|zero"
# What any of the expressions below begins with, so that few words of a text are tried against all of them.
_BEGINNING = (
    r"\d|a(?:n?|s|t)\s|ab|al|ap|ar|be|bo|cl|do|ei|el|es|fe|fi|fo|fr|gr|ha|hu|in\s|ju|le|ma|mo|mu|ne|ni|no|nu"
    r"|on|ov|ro|sc|se|si|so|te|th[ior]|tw|un|up|va|ze"
)
_YEARS = r"(?:19|20)\d\d\s?[-–]\s?(?:(?:19|20)\d\d|present)\b"  # of a war
_PATTERN = re.compile(
    rf"(?<![\w$£€#./:-])(?={_BEGINNING})(?:"
    rf"(?:between\s+(?P<from1>{_NUMBER})\s+and\s+(?P<to1>{_NUMBER})|(?:from\s+)?(?P<from2>{_NUMBER})\s+(?:to|or)\s+(?P<to2>{_NUMBER})"
    rf"|(?!{_YEARS})(?P<from3>\d+)\s?[-–]\s?(?P<to3>\d+))"
    rf"|(?:(?P<low>{_LOW})|(?P<high>{_HIGH})|(?P<about>{_ABOUT}))\s+(?:another\s+)?(?P<number>{_NUMBER})"
    rf"|(?:(?:at\s+least|up\s+to|more\s+than)\s+)?(?P<vague>{'|'.join(re.escape(word).replace(chr(92) + ' ', r'[ ]+') for word in sorted(_VAGUE, key=len, reverse=True))})"
    rf"|(?P<plain>{_NUMBER})"
    rf"|(?P<none>{_NONE})"
    rf")(?![\w%]|[.,:]\d|['’´]\d)",
    re.IGNORECASE,
)
# What follows a number that does not count persons or things.
_NOT_AFTER = re.compile(
    r"[\s-]*(?:%|per\s?cent|percent|years?|year-old|y[./]?o\b|months?|weeks?|days?|hours?|minutes?|seconds?|km|kms|kilomet\w+|met(?:er|re)s?|"
    r"miles?|yards?|feet|foot|ft|inch\w*|kg|kgs|kilo\w*|pounds?|lbs?|tons?|tonnes?|dollars?|euros?|rupees|pesos|degrees?|mm|caliber|calibre|"
    r"a\.?m\.?|p\.?m\.?|o'clock|times|percentage|block|st\b|nd\b|rd\b|th\b|(?:gmt|est|pst|utc|local time)\b|magnitude|billion|trillion|hrs|cent)(?![a-z])",
    re.IGNORECASE,
)
_NOT_BEFORE = re.compile(
    r"(?:\b(?:aged?|ages|number|no\.|nos?\.|route|highway|flight|boeing|interstate|section|article|chapter|page|resolution|channel|apartment|unit|room|"
    r"building|street|avenue|district|ward|block|zone|precinct|level|grade|kilometer|km|exit|gate|sept\.?|september|phase|act|since|in|by|of|until|"
    r"january|february|march|april|may|june|july|august|october|november|december|jan\.?|feb\.?|mar\.?|apr\.?|jun\.?|jul\.?|aug\.?|oct\.?|nov\.?|dec\.?)|[$£€#])\s*$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")


def annotate(doc: Doc) -> None:
    """Write every number of persons or things under "counts"; dates (already found) are left alone."""
    dated = {token.i for span in (doc.spans.get("dates", ())) for token in span}
    found = [
        (span, value) for span, value in _find(doc) if not any(token.i in dated for token in span)
    ]
    mentions.write(doc, "counts", found)


def parse(words: str) -> CountValue | None:
    """The count that a whole expression stands for: "at least 12" -> 12, 12, open."""
    match = _PATTERN.fullmatch(words.strip())
    return _value(match) if match else None


def _find(doc: Doc) -> Iterator[tuple[Span, CountValue]]:
    text = mentions.text_of(doc)
    for match in _PATTERN.finditer(text):
        if not _counts_something(text, match):
            continue
        for (start, end), value in _values(text, match):
            span = doc.char_span(start, end, alignment_mode="expand")
            if span is not None and value is not None:
                yield span, value


_CHANGES = re.compile(
    r"\b(?:rose|risen|rises?|raised|increased?|climbed|jumped|grew|grown|lowered|reduced|cut|fell|fallen|revised|corrected)\b"
    r"[^.;]*$",
    re.IGNORECASE,
)


def _values(text: str, match: re.Match[str]) -> Iterator[tuple[tuple[int, int], CountValue | None]]:
    """The values of a match: two where a number became another ("rose from 27 to 31"), else one."""
    before = text[max(match.start() - 120, 0) : match.start()]
    if match["from2"] and match.group().lower().startswith("from") and _CHANGES.search(before):
        for which in ("from2", "to2"):
            yield match.span(which), parse(match[which])
    else:
        yield match.span(), _value(match)


def _counts_something(text: str, match: re.Match[str]) -> bool:
    """Whether a number is no year, age, time, address, measure or sum of money."""
    after = text[match.end() : match.end() + 24]
    before = text[max(match.start() - 24, 0) : match.start()]
    if _NOT_AFTER.match(after):
        return False
    words = match.group()
    if words.isdigit():
        year = bool(_YEAR.fullmatch(words))
        if _NOT_BEFORE.search(before) and (
            year or not re.search(r"\b(in|by|of|since|until)\s*$", before, re.IGNORECASE)
        ):
            return False
        if year and not re.match(
            r"\s+(?:people|persons|men|women|civilians|soldiers|victims)", after, re.IGNORECASE
        ):
            return False
        return not _is_age(before, after) and len(words) < 8
    if match["vague"] and match["vague"].lower() in (
        "many",
        "some",
        "few",
        "a group",
        "a number",
        "various",
    ):
        return bool(
            re.match(
                r"\s+(?:of\s+(?:\w+\s+)?)?(?:people|others|persons|\w+s|\w+men|more|wounded|injured|dead|were|killed)\b",
                after,
                re.IGNORECASE,
            )
        ) and (
            match["vague"].lower() != "some"
            or bool(re.match(r"\s+(?:people|others|civilians|residents)", after, re.IGNORECASE))
        )
    if words.lower() == "one":
        return not re.match(
            r"\s+(?:of\s+the\s+\w+est|another|day|such|that|can|could|side|point|time|thing|way)\b",
            after,
            re.IGNORECASE,
        )
    if match["none"]:
        return bool(
            re.match(
                r"\s+(?:(?:was|were|has|had|been|people|person|civilians|immediate|other|of|\w+)\s+){0,4}(?:killed|hurt|injur\w+|wounded|casualt\w+|deaths?|fatalit\w+|harmed|died|dead|victims)",
                after,
                re.IGNORECASE,
            )
        )
    return True


def _is_age(before: str, after: str) -> bool:
    """ "John Smith, 45, was …" and "Smith (45)"."""
    if re.search(
        r"\b(?:die[sd]?|aged?|(?<!the )(?<!of )dead|death(?! tolls?\b))(?: \w+)? at(?: age| the age of)?\s*$",
        before,
        re.IGNORECASE,
    ):
        return True
    if re.search(r"\bage[sd]? (?:between )?\d+(?:, \d+)*(?:, |,? (?:and|to|or) )$", before):
        return True
    apposed = re.search(r"[A-Z][\w'’.-]+,\s*$", before) and re.match(
        r"\s*[,.;)]|\s+(?:and|of)\b", after
    )
    return bool(apposed or (re.search(r"\w \(\s*$", before) and after.startswith(")")))


def _value(match: re.Match[str]) -> CountValue | None:
    if match["none"]:
        return CountValue(0, 0, 0)
    if match["vague"]:
        words = " ".join(match["vague"].lower().split())
        return CountValue(None, _VAGUE[words], None, words=words)
    for which in "123":
        if match[f"from{which}"]:
            low, high = number(match[f"from{which}"]), number(match[f"to{which}"])
            return CountValue(None, low, high) if low < high else None
    count = number(match["number"] or match["plain"])
    if match["low"] or match["about"]:
        return CountValue(count, count, None)
    if match["high"]:
        return CountValue(None, None, count)
    return CountValue(count, count, count)


def number(words: str) -> int:
    """The number that digits or number words spell: "1,300", "one hundred and fifty", "two dozen"."""
    words = words.lower().replace(",", "")
    if words == "both" or words.endswith("couple"):
        return 2
    if "half" in words:
        return 6 if "dozen" in words else 500_000
    total = current = 0.0
    for word in re.split(r"[\s-]+", words):
        if word in ("and", ""):
            continue
        if word in ("a", "an"):
            current = 1
        elif word in _UNITS or word in _TENS:
            current += _UNITS.get(word, 0) or _TENS.get(word, 0)
        elif word in ("dozen", "score"):
            current = (current or 1) * (12 if word == "dozen" else 20)
        elif word in _SCALES:
            current = (current or 1) * _SCALES[word]
            if _SCALES[word] >= 1000:
                total, current = total + current, 0.0
        else:
            current += float(word)
    return int(total + current)
