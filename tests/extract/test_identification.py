"""Whom the authorities name as the one who did it."""

import pytest

from kgraph import nlp
from kgraph.extract import identification
from kgraph.extract.reading import Reading
from kgraph.resolve import actors

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Police identified the gunman as Pavel Ruzin, 31.", ["Pavel Ruzin"]),
        ("Police have named the man who killed four people on Monday as James Harper.", ["James Harper"]),
        ("The attacker was identified by police as 22-year-old Pavel Ruzin.", ["Pavel Ruzin"]),
        ("The man suspected of the shooting was named as Pavel Ruzin.", ["Pavel Ruzin"]),
        ("Police identified the victim as Pavel Ruzin.", []),
        ("The man who was killed was identified as Pavel Ruzin.", []),
        ("The suspect shot a man; the dead man was identified as Pavel Ruzin.", []),
        ("Pavel Ruzin, a police spokesman, named no suspect.", []),
        ("The gunman, Pavel Ruzin, fired at a crowd.", ["Pavel Ruzin"]),
        ("The gunman, Pavel Ruzin said, was calm.", []),
        ("Two gunmen fired at a crowd. Police named them as Pavel Ruzin, 31, and Jon Vale, 30.", ["Pavel Ruzin", "Jon Vale"]),
        ("A victim died at noon. Police named him as Pavel Ruzin.", []),
    ],
)  # fmt: skip
def test_the_one_named_as_a_doer(text: str, named: list[str]) -> None:
    doc = nlp.load()(text)
    actors.annotate(doc)
    found = identification.doers(Reading.of(doc, "d", None))
    assert [actor.name for _, actor, _ in found] == named
