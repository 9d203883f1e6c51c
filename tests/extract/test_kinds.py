"""The family of an incident where rules and reader differ."""

from __future__ import annotations

from typing import cast

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kgraph import mentions
from kgraph.extract import kinds
from kgraph.extract.accounts import Account
from kgraph.extract.reading import Reading
from kgraph.extract.triggers import Trigger
from kgraph.mentions import Told
from kgraph.model import Prominence


@pytest.mark.parametrize(
    ("prominence", "alone", "chances", "kind"),
    [
        ("main", True, {"bombing": 0.9, "attack": 0.1}, "bombing"),
        ("background", True, {"bombing": 0.9, "attack": 0.1}, "bombing"),
        ("background", False, {"bombing": 0.9, "attack": 0.1}, "attack"),  # of another incident
        ("main", True, {"bombing": 0.9, "attack": 0.3}, "attack"),  # it may have been both
        ("main", True, {"bombing": 0.7, "attack": 0.1}, "attack"),
    ],
)
def test_an_attack_is_what_the_reader_is_sure_of(
    prominence: str, alone: bool, chances: dict[str, float], kind: str
) -> None:
    doc = Doc(
        Vocab(), words=["Terrorists", "attacked", "a", "bank"], sent_starts=[True] + [False] * 3
    )
    mentions.write_told(doc, Told(dict.fromkeys(kinds.DEEDS, 0.0) | chances, {}))
    trigger = Trigger(doc[1:2], "attack", True, True, False, "accomplished")
    account = Account((trigger,), frozenset(range(4)), cast("Prominence", prominence))
    found = kinds.seen(Reading.of(doc, "d", None), [account] if alone else [account, account])
    assert {item.types[0] for item in found} == {kind}
