"""Abbreviated states behind a city."""

from __future__ import annotations

import pytest
from spacy.lang.en import English

from kgraph.resolve.us_states import state_after

CITY = 5


@pytest.mark.parametrize(
    ("after", "state"),
    [
        (", Va., on Friday.", "Virginia"),
        (", Pa., on Friday.", "Pennsylvania"),
        (", Md.", "Maryland"),
        (", Ga. He was 30.", "Georgia"),
        (", La.", "Louisiana"),
        (", Me., on Friday.", "Maine"),
        (", Vt., on Friday.", "Vermont"),
        (", Pa, on Friday.", "Pennsylvania"),
        (", Calif., on Friday.", "California"),
        (", Mich on Friday.", "Michigan"),
        (", W.Va., on Friday.", "West Virginia"),
        (", W. Va., on Friday.", "West Virginia"),
        (", N.Y., on Friday.", "New York"),
        (", N. Y., on Friday.", "New York"),
        (", D.C., on Friday.", "District of Columbia"),
        (", TX on Friday.", "Texas"),
        (", VA on Friday.", "Virginia"),
        (", MICH. on Friday.", "Michigan"),
        (", Miss., on Friday.", "Mississippi"),
        (", Miss Smith said.", None),
        (", La Paz and Lima.", None),
        (", Pa said.", None),
        (", Oh, my.", None),
        (", in Ohio.", None),
        (", Or so he said.", None),
        (" Va. on Friday.", None),
        (", ", None),
        (",", None),
        ("", None),
    ],
)
def test_a_state_is_known_by_its_abbreviation(after: str, state: str | None) -> None:
    doc = English()("A man was shot in Salem" + after)
    assert doc[CITY].text == "Salem"
    assert state_after(doc[CITY : CITY + 1]) == state
