"""Text in capitals: spelled as in print, with every character where it was."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph import mentions, nlp
from kgraph.model import Document, DocumentReports
from kgraph.nlp import casing
from kgraph.pipeline import read_documents


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        (
            "POLICE IN BOGOTA SAID TWO MEN KILLED A MAYOR ON MONDAY.",
            "Police in Bogota said two men killed a mayor on Monday.",
        ),
        (
            "THE FARABUNDO MARTI NATIONAL LIBERATION FRONT (FMLN) ATTACKED. FMLN REBELS FLED.",
            "The Farabundo Marti National Liberation Front (FMLN) attacked. FMLN rebels fled.",
        ),
        (
            "THE 1ST BRIGADE'S SOLDIERS AND GEN. ZQRT LOPEZ SPOKE TO REPORTERS.",
            "The 1st Brigade's soldiers and Gen. ZQRT Lopez spoke to reporters.",
        ),
        # the line that says where and when it was filed stays for those who look for it
        (
            "LIMA, 9 JAN 90 (EFE) -- THE GOVERNMENT SAID SO TODAY, AND ALSO YESTERDAY.",
            "LIMA, 9 JAN 90 (EFE) -- The government said so today, and also yesterday.",
        ),
    ],
)
def test_capitals_are_read_in_normal_case(printed: str, read: str) -> None:
    assert casing.restored(printed) == read


@pytest.mark.parametrize(
    "text",
    [
        "",
        "UN: NO DEAL",
        "The UN said in New York on Monday that it would send 200 soldiers.",
        "SIX DEAD IN KABUL\n\nA bomb killed six people in the Afghan capital on Monday.",
    ],
)
def test_other_texts_are_left_alone(text: str) -> None:
    assert casing.restored(text) == text


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
def test_no_character_moves(text: str) -> None:
    shouted = "THE POLICE SAID THAT TWENTY MEN WERE SEEN IN THE CAPITAL. " + text.upper()
    restored = casing.restored(shouted)
    assert len(restored) == len(shouted)
    assert restored.upper() == shouted.upper()


@pytest.mark.model
def test_quotes_keep_the_printed_letters() -> None:
    text = (
        "BOGOTA, 9 JAN 90 (EFE) -- TWO GUNMEN KILLED MAYOR JOSE LOPEZ IN MEDELLIN YESTERDAY.\n\n"
        "POLICE SAID THE GUNMEN FLED ON A MOTORCYCLE."
    )
    (read,) = read_documents([Document("w", "w", text, published=dt.date(1990, 1, 9))], None)
    assert isinstance(read, DocumentReports)
    (report,) = read.reports
    assert {claim.value.name for claim in report.all("place")} == {"Medellin"}  # type: ignore[union-attr]
    assert {claim.value.name for claim in report.all("victim")} == {"Jose Lopez"}  # type: ignore[union-attr]
    quotes = [item for claim in report.claims for item in claim.evidence]
    assert quotes
    assert all(text[item.start : item.end] == item.quote for item in quotes)


@pytest.mark.model
def test_the_printed_text_stays_with_the_doc() -> None:
    shouted, plain = "POLICE IN BOGOTA SAID TWO MEN KILLED A MAYOR ON MONDAY.", "Two men died."
    docs = list(nlp.read([shouted, plain]))
    assert [mentions.printed(doc) for doc in docs] == [shouted, plain]
    assert docs[0].text != shouted
