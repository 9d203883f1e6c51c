"""What lays a text out or hides in it is not read, and the words are quoted as they are printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph import mentions, nlp
from kgraph.nlp import spacing

WRAPPED = """\
Blast kills 12 in Gao
GAO, Mali (Wire) - A suicide bomber from the Islamic
State group killed 12 people outside the police station in
the New Market of Gao on Monday, the governor said. The wound-
ed were brought to a hospital where the staff saw a car-
bomb victim.

    No one claimed the attack. It was the second in the town
this month, police said.
"""
UNWRAPPED = """\
Blast kills 12 in Gao
GAO, Mali (Wire) - A suicide bomber from the Islamic State group killed 12 people outside the police station in \
the New Market of Gao on Monday, the governor said. The wounded were brought to a hospital where the staff saw a \
car-bomb victim.

 No one claimed the attack. It was the second in the town this month, police said.
"""


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("The Islamic  State killed\u00a012 people.", "The Islamic State killed 12 people."),
        ("It killed 12\tpeople.  Two\u202f died.", "It killed 12 people. Two died."),
        ("The woun\u00added were \u200eflown out\u200b.", "The wounded were flown out."),
        (
            "Troops &amp; &quot;rebels&quot;&nbsp;fought in S&eacute;gou; &#8211; AT&T did not.",
            'Troops & "rebels" fought in Ségou; – AT&T did not.',
        ),
        (
            "<p>Two <b>guards</b> died.</p>\n<p>No one<br/>said why: 3 < 4, <gone>.</p>",
            "\n\nTwo guards died.\n\nNo one\n\nsaid why: 3 < 4, <gone>.\n\n",
        ),
        (WRAPPED, UNWRAPPED),
        (
            "A first paragraph of one line.\nA second one of one line.\nA third one of one line.\n",
            None,
        ),
        ("The wound-\ned were flown out.", "The wounded were flown out."),
        ("The car-\nbomb went off.", None),
        ("Killed: 12\nWounded: 3\nPlace: Gao\n", None),
        ("One.\n\nTwo \n three.\n", None),
    ],
)
def test_what_is_read(printed: str, read: str | None) -> None:
    assert spacing.evened(printed)[0] == (printed if read is None else read)


@given(st.text("ab \n\u00a0\u00ad&;-."), st.data())
def test_words_are_found_where_they_are_printed(printed: str, data: st.DataObject) -> None:
    read, layout = spacing.evened(printed)
    if read:
        start = data.draw(st.integers(0, len(read) - 1))
        end = data.draw(st.integers(start + 1, len(read)))
        first, last = layout.printed(start, end)
        assert 0 <= first < last <= len(printed)
        assert spacing.evened(printed[first:last])[0].split() == read[start:end].split()


@pytest.mark.model
def test_a_name_over_two_lines_is_one_and_quoted_as_printed() -> None:
    (doc,) = nlp.read([WRAPPED], learned=False)
    (group,) = (ent for ent in doc.ents if ent.text.startswith("Islamic"))
    start, end = mentions.printed_at(group)
    assert (group.text, WRAPPED[start:end]) == ("Islamic State", "Islamic\nState")
    assert mentions.printed(doc) == WRAPPED
