"""The words of the lexicon are found where a search would find them."""

from __future__ import annotations

import pytest

from kgraph.extract import finder, lexicon

_LISTS = [
    (f"{section} {name}", words)
    for section in ("triggers", "weapons")
    for name, listed in lexicon.lexicon()[section].items()
    for words in (listed.values() if isinstance(listed, dict) else (listed,))
]
_TEXT = (
    "A suicide bomber blew himself up; gunmen then shot down a helicopter. Police raided the house of a man who "
    "was stabbed\nto death, firing AK-47 rifles, missiles and 9mm pistols. He was sentenced to death for the murder of two."
)


@pytest.mark.parametrize(
    ("words", "heads"),
    [
        ("bombs?", {"bo"}),
        ("ab?c", {"a"}),
        ("s?vbieds?", {"s", "vb"}),
        ("(hand )?grenades?", {"ha", "gr"}),
        ("(shot|(the|a) man) fell", {"sh", "th", "a"}),
        (r"(?<!air\W)strikes?", {"st"}),
        (r"(\w+ )?bombs?", {"", "bo"}),
        ("( ?x){0,3}y", {""}),
    ],
)
def test_heads(words: str, heads: set[str]) -> None:
    assert finder.heads(words) == heads


def test_finds_what_a_search_finds() -> None:
    searched = [
        (name, match.span())
        for name, words in _LISTS
        if (pattern := lexicon.pattern(words)) is not None
        for match in pattern.finditer(_TEXT)
    ]
    found = [(name, match.span()) for name, match in finder.Finder(_LISTS).matches(_TEXT)]
    assert found == searched
    assert len(found) > 5
