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
        ("bombs?", {"bom"}),
        ("ab?c", {"a"}),
        ("s?vbieds?", {"s", "vbi"}),
        ("(hand )?grenades?", {"han", "gre"}),
        ("(shot|(the|a) man) fell", {"sho", "the", "a"}),
        (r"(?<!air\W)strikes?", {"str"}),
        (r"(\w+ )?bombs?", {"", "bom"}),
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
