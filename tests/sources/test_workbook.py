"""Workbooks give the rows that they would as CSV."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from kgraph import pipeline, sources
from kgraph.errors import DocumentError, LeftOutError
from kgraph.model import DateValue, Document

HEADER = ("eventid", "iyear", "imonth", "iday", "city", "latitude", "attacktype1_txt", "gname", "nkill", "summary")  # fmt: skip
ROW = (197001010002, 1970, 1, 2, "Cairo", 37.005, "Armed Assault", "Unknown", 3.0, "#Cairo: shots were fired")  # fmt: skip
CSV = """eventid,iyear,imonth,iday,city,latitude,attacktype1_txt,gname,nkill,summary
197001010002,1970,1,2,Cairo,37.005,Armed Assault,Unknown,3,#Cairo: shots were fired
"""


def workbook(*rows: Sequence[object]) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.create_sheet("notes").append(["not read"])
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def read(path: Path | str, stdin: bytes = b"") -> tuple[list[Document], list[str]]:
    """The documents, and the problems without the notice of the sheet of notes."""
    problems: list[DocumentError] = []
    found = list(sources.read([path], problems.append, stdin=io.BytesIO(stdin)))
    return found, [str(problem) for problem in problems if not isinstance(problem, LeftOutError)]


def text_of(tmp_path: Path, header: Sequence[object], row: Sequence[object]) -> str:
    (tmp_path / "gtd.xlsx").write_bytes(workbook(header, row))
    (found,), problems = read(tmp_path / "gtd.xlsx")
    assert not problems
    return found.text


def test_a_workbook_reads_as_its_csv(tmp_path: Path) -> None:
    (tmp_path / "gtd.csv").write_text(CSV, "utf-8")
    (plain,), _ = read(tmp_path / "gtd.csv")
    assert text_of(tmp_path, HEADER, ROW) == plain.text
    (piped,), problems = read("-", workbook((), HEADER, ROW))
    assert (piped.id, piped.text, piped.row, piped.source) == (plain.id, plain.text, plain.row, "-:3")  # fmt: skip
    assert not problems


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (dt.datetime(2015, 5, 7), "2015-05-07"),
        (dt.datetime(2015, 5, 7, 9, 30), "2015-05-07 09:30:00"),
        (4.0, "4"),
        (0.5, "0.5"),
        (True, "True"),
        ("  two\nlines ", "two lines"),
    ],
)
def test_cells_are_written_as_a_csv_would(tmp_path: Path, cell: object, words: str) -> None:
    text = text_of(tmp_path, (*HEADER, "extra", "empty"), (*ROW, cell, None))
    assert text.splitlines()[-1] == f"extra: {words}"


def test_a_formula_that_failed_is_empty(tmp_path: Path) -> None:
    assert "extra" not in text_of(tmp_path, (*HEADER, "extra"), (*ROW, "#N/A"))


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("#REF!", "a.xlsx: has formulas that failed (K2)"),
        ("=2+3", "a.xlsx: has formulas without a stored result (K2)"),
        ("=IF(A2=1,1,2)", "a.xlsx: has formulas without a stored result (K2)"),
        ("'=2+3", None),
        ("#N/A", None),
    ],
)
def test_a_formula_that_gives_no_value_is_told(
    tmp_path: Path, cell: object, said: str | None
) -> None:
    (tmp_path / "a.xlsx").write_bytes(workbook((*HEADER, "extra"), (*ROW, cell)))
    (one,), problems = read(tmp_path / "a.xlsx")
    assert ("extra" in one.text) == (cell == "'=2+3")
    assert len(problems) == (said is not None) and all((said or "") in item for item in problems)


@pytest.mark.parametrize(
    ("merged", "told"),
    [
        (["E3:E4"], "(E3:E4)"),
        (["E3:E4", "B3:B4", "C3:C4", "D3:D4"], " …); they are read as empty"),
        (["A1:E1"], None),  # a title
        (["E3:F3"], None),
    ],
)
def test_cells_merged_over_several_rows_are_told(
    tmp_path: Path, merged: list[str], told: str | None
) -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("rows", 0)
    for row in (("A title",), HEADER, ROW, (5, *ROW[1:])):
        sheet.append(row)
    for cells in merged:
        sheet.merge_cells(cells)
    book.save(tmp_path / "a.xlsx")
    found, problems = read(tmp_path / "a.xlsx")
    assert len(found) == 2 and len(problems) == (told is not None)
    assert all((told or "") in problem for problem in problems)


def test_a_workbook_may_hold_articles(tmp_path: Path) -> None:
    rows = ("id", "text", "published"), (7, "Rain is expected.", dt.date(2022, 9, 6))
    (tmp_path / "a.xlsx").write_bytes(workbook(*rows))
    (one,), problems = read(tmp_path / "a.xlsx")
    assert (one.id, one.text, one.published) == ("7", "Rain is expected.", dt.date(2022, 9, 6))
    assert problems == []


def test_days_of_an_old_macintosh_count_from_1904(tmp_path: Path) -> None:
    header = ("event_id_cnty", "event_date", "event_type", "actor1")
    day = dt.date(2024, 3, 12)
    for epoch, number in ((CALENDAR_WINDOWS_1900, 45363), (CALENDAR_MAC_1904, 43901)):
        book = openpyxl.Workbook()
        book.epoch = epoch
        sheet = book.create_sheet("rows", 0)
        for row in (header, ("A1", day, "Battles", "IS"), ("A2", number, "Battles", "IS")):
            sheet.append(row)
        book.save(tmp_path / "a.xlsx")
        found = pipeline.extract([tmp_path / "a.xlsx"], print, pipeline.Options(jobs=1))
        days = [claim.value for item in found for claim in item.reports[0].claims if claim.property == "date"]  # fmt: skip
        assert days == [DateValue(day, day, "2024-03-12")] * 2


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (workbook(), "its columns (not read …) are those of no known"),
        (workbook(HEADER), "holds no row below its header"),
        (workbook(("a", "b"), (1, 2)), "are those of no known data base"),
        (workbook(HEADER, ROW, (*ROW, "more")), "a.xlsx:3: has 11 cells where the header has 10"),
        (workbook(HEADER, ROW)[:900], "is no workbook that can be read"),
        (b"PK\x03\x04 and no more", "is no workbook that can be read"),
        (b"eventid,iyear", "is no workbook that can be read"),
        (b"", "is no workbook that can be read"),
    ],
)
def test_a_bad_workbook_is_one_clear_line(tmp_path: Path, data: bytes, said: str) -> None:
    (tmp_path / "a.xlsx").write_bytes(data)
    _, problems = read(tmp_path / "a.xlsx")
    assert len(problems) == 1 and said in problems[0]


def test_what_lies_beside_an_open_workbook_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "~$gtd.xlsx").write_bytes(b"user")
    (tmp_path / "gtd.xlsx").write_bytes(workbook(HEADER, ROW))
    found, problems = read(tmp_path)
    assert len(found) == 1 and not problems


def sheets(path: Path, **rows: Sequence[Sequence[object]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, each in rows.items():
        sheet = book.create_sheet(title)
        for row in each:
            sheet.append(row)
    book.save(path)
    return path


LATER = (197101010003, *ROW[1:])


@pytest.mark.parametrize(
    ("rows", "sources_told", "said"),
    [
        ({"about": [("On this file",)], "data": [HEADER, ROW]}, ["a.xlsx:2"], ['"about" is left out; it holds no table']),
        ({"data": [HEADER, ROW], "1971": [HEADER, LATER]}, ["a.xlsx:2", "a.xlsx#1971:2"], []),
        ({"data": [HEADER, ROW], "more": [LATER]}, ["a.xlsx:2"], ['"more" is left out: its first row has the columns of no']),
        ({"none": []}, [], ["a.xlsx: is empty; nothing to read"]),
        ({"data": [("An extract",), HEADER, (*ROW[:-1], None)]}, ["a.xlsx:3"], ["a.xlsx:1: what stands above the columns"]),
        ({"data": [HEADER, ROW], "empty": []}, ["a.xlsx:2"], []),
        ({"none": [], "data": [("a", "b", "c")]}, [], ["a.xlsx: its columns (a, b, c"]),
        ({"data": [HEADER, ROW], "1971": [HEADER]}, ["a.xlsx:2"], ["a.xlsx#1971: holds no row below"]),
    ],
)  # fmt: skip
def test_every_sheet_that_holds_a_data_base_is_read_and_the_others_are_told(
    tmp_path: Path, rows: dict[str, Any], sources_told: list[str], said: list[str]
) -> None:
    problems: list[DocumentError] = []
    found = list(sources.read([sheets(tmp_path / "a.xlsx", **rows)], problems.append))
    assert [document.source.rpartition("/")[2] for document in found] == sources_told
    assert len(problems) == len(said)
    assert all(words in str(problem) for words, problem in zip(said, problems, strict=True))
