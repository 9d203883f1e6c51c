"""Raw confidences and what they come to."""

from __future__ import annotations

import pytest

from kgraph.extract import calibration
from kgraph.model import Claim, CountValue, TextValue


@pytest.mark.parametrize("property", sorted(calibration.PLATT))
def test_a_surer_claim_stays_surer(property: str) -> None:
    raw = [Claim(property, CountValue(1, 1, 1), (), confidence=n / 20) for n in range(21)]
    found = [calibration.calibrated(claim).confidence for claim in raw]
    assert found == sorted(found)
    assert 0 < found[0] < found[-1] < 1


def test_what_was_not_fitted_is_left_alone() -> None:
    claim = Claim("site", TextValue("near the gate"), (), confidence=0.7)
    assert calibration.calibrated(claim) is claim


@pytest.mark.parametrize("confidence", [0.1, 0.5, 0.9])
def test_odds_and_back(confidence: float) -> None:
    assert calibration.squashed(calibration.odds(confidence)) == pytest.approx(confidence)
