"""Armed groups that only the words around their names tell of."""

from __future__ import annotations

import pytest

from kgraph import nlp
from kgraph.resolve import groups

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A group calling itself the Red Dawn claimed the attack.", ["Red Dawn"]),
        ("Red Dawn militant group claimed the attack.", ["Red Dawn"]),
        ("Some say the Black Hand militant group came.", ["Black Hand"]),
        ("The KLQ rebel group came.", ["KLQ"]),
        ("The militant group “Dawn” claimed it.", []),
        ("Police said The militant group did it.", []),
        ("No armed group claimed the attack.", []),
        ("Another militant group killed six people.", []),
        ("His rebel group did it, she said.", []),
        ("Some Islamist militant group did it.", []),
        ("Unknown armed group killed six.", []),
        ("Notorious criminal gang kills six in Durban.", []),
        ("Meanwhile rebel groups fought, and One rebel group won.", []),
    ],
)
def test_groups_are_named_by_the_words_around(text: str, names: list[str]) -> None:
    (doc,) = nlp.read([text], learned=False)
    assert [actor.name for _, actor in groups.introduced(doc)] == names
