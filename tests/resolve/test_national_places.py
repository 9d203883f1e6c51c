"""Places of which a text only tells whose they are."""

import pytest

from kgraph import nlp
from kgraph.resolve.national_places import national_places

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A mine killed three men in an Afghan village.", [("an Afghan village", "Afghanistan", "country")]),
        ("Gunmen seized an Algerian natural gas plant.", [("an Algerian natural gas plant", "Algeria", "country")]),
        ("The shells fell on Pakistani soil.", [("Pakistani soil", "Pakistan", "country")]),
        ("A bomb went off in the Syrian capital.", [("the Syrian capital", "Damascus", "city")]),
        pytest.param("A bomb went off in the Syrian city of Hama.", [], id="which one is said behind it"),
        pytest.param("A bomb went off in the Malian capital, Bamako.", [], id="and behind a comma"),
        pytest.param("Gunmen shot an Afghan village elder.", [], id="whose elder it is"),
        pytest.param("A bomb went off at a Turkish restaurant.", [], id="what may be anywhere"),
        pytest.param("Three Afghan village guards died.", [], id="what people are"),
    ],
)  # fmt: skip
def test_a_place_by_whose_it_is(text: str, found: list[tuple[str, str, str]]) -> None:
    places = national_places(nlp.load()(text))
    assert [(span.text, value.name, value.precision) for span, value in places] == found
