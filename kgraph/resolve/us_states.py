"""States of the United States as the press and the post abbreviate them behind a comma."""

from __future__ import annotations

from spacy.tokens import Doc, Span

_POSTAL = {
    "ak": "Alaska",
    "al": "Alabama",
    "ar": "Arkansas",
    "az": "Arizona",
    "ca": "California",
    "co": "Colorado",
    "ct": "Connecticut",
    "dc": "District of Columbia",
    "de": "Delaware",
    "fl": "Florida",
    "ga": "Georgia",
    "hi": "Hawaii",
    "ia": "Iowa",
    "id": "Idaho",
    "il": "Illinois",
    "in": "Indiana",
    "ks": "Kansas",
    "ky": "Kentucky",
    "la": "Louisiana",
    "ma": "Massachusetts",
    "md": "Maryland",
    "me": "Maine",
    "mi": "Michigan",
    "mn": "Minnesota",
    "mo": "Missouri",
    "ms": "Mississippi",
    "mt": "Montana",
    "nc": "North Carolina",
    "nd": "North Dakota",
    "ne": "Nebraska",
    "nh": "New Hampshire",
    "nj": "New Jersey",
    "nm": "New Mexico",
    "nv": "Nevada",
    "ny": "New York",
    "oh": "Ohio",
    "ok": "Oklahoma",
    "or": "Oregon",
    "pa": "Pennsylvania",
    "ri": "Rhode Island",
    "sc": "South Carolina",
    "sd": "South Dakota",
    "tn": "Tennessee",
    "tx": "Texas",
    "ut": "Utah",
    "va": "Virginia",
    "vt": "Vermont",
    "wa": "Washington",
    "wi": "Wisconsin",
    "wv": "West Virginia",
    "wy": "Wyoming",
}
_PRESS = {
    "ala": "Alabama",
    "ariz": "Arizona",
    "ark": "Arkansas",
    "calif": "California",
    "colo": "Colorado",
    "conn": "Connecticut",
    "del": "Delaware",
    "fla": "Florida",
    "ga": "Georgia",
    "ia": "Iowa",
    "ida": "Idaho",
    "ill": "Illinois",
    "ind": "Indiana",
    "kan": "Kansas",
    "ky": "Kentucky",
    "la": "Louisiana",
    "mass": "Massachusetts",
    "md": "Maryland",
    "me": "Maine",
    "mich": "Michigan",
    "minn": "Minnesota",
    "miss": "Mississippi",
    "mo": "Missouri",
    "mont": "Montana",
    "neb": "Nebraska",
    "nev": "Nevada",
    "okla": "Oklahoma",
    "ore": "Oregon",
    "pa": "Pennsylvania",
    "tenn": "Tennessee",
    "tex": "Texas",
    "va": "Virginia",
    "vt": "Vermont",
    "wash": "Washington",
    "wis": "Wisconsin",
    "wva": "West Virginia",
    "wyo": "Wyoming",
}
# Abbreviations that are also words or titles: "Columbus, Miss Smith said" names no state.
_WORDS_TOO = frozenset({"ark", "del", "ill", "ind", "mass", "miss", "mont", "ore", "wash"})


def state_after(span: Span) -> str | None:
    """The state that stands abbreviated behind a name and a comma: "Troy, Mich.", "Salem, W.Va."."""
    doc, start = span.doc, span.end + 1
    if start >= len(doc) or doc[span.end].text != ",":
        return None
    ends = range(min(start + 2, len(doc)), start, -1)
    return next((state for end in ends if (state := _state(doc, start, end))), None)


def _state(doc: Doc, start: int, end: int) -> str | None:
    """The state that the tokens from start to end abbreviate: capitals as the post does, else as the press."""
    written = doc[start:end].text
    letters = "".join(char for char in written if char not in ". ")
    if not letters[:1].isupper() or not letters.isalpha():
        return None
    if letters.isupper() and letters.lower() in _POSTAL:
        return _POSTAL[letters.lower()]
    short = letters.lower()
    unclear = len(short) < 3 or short in _WORDS_TOO
    return None if unclear and not _is_closed(doc, end) else _PRESS.get(short)


def _is_closed(doc: Doc, end: int) -> bool:
    """Whether a stop ends the abbreviation, or a comma or bracket follows it."""
    return doc[end - 1].text.endswith(".") or (end < len(doc) and doc[end].text in (".", ",", ")"))
