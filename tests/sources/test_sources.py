"""Files in: what is read, what is refused, and in which words."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgraph import sources
from kgraph.errors import DocumentError, KeptDocumentError, UsageError
from kgraph.model import Document
from kgraph.sources import language
from kgraph.store import open_store


def read(*paths: Path | str, **options: object) -> tuple[list[Document], list[str]]:
    problems: list[DocumentError] = []
    documents = list(sources.read(paths, problems.append, **options))  # type: ignore[arg-type]
    return documents, [str(problem) for problem in problems]


def write(path: Path, data: bytes | str) -> Path:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


HEADER = "id,country,type_of_violence,side_a,side_b,best"
ROW = "1,Mali,1,Them,Us,3"
DAMAGED = bytearray(
    gzip.compress(b"".join(b"row %d\n" % number for number in range(3000)), mtime=0)
)
DAMAGED[100:120] = b"\0" * 20


@pytest.mark.parametrize(
    ("data", "text", "published"),
    [
        ("date 2022-09-06\n\nKABUL: A bomb.\n", "KABUL: A bomb.\n", dt.date(2022, 9, 6)),
        (" date 2022-09-06 KABUL: A bomb.", "KABUL: A bomb.", dt.date(2022, 9, 6)),
        ("A bomb.\r\nIt went off.\r", "A bomb.\nIt went off.\n", None),
        ("\ufeffA bomb.", "A bomb.", None),
        ("A “bomb”.".encode("cp1252"), "A “bomb”.", None),
        ("A bomb.".encode("utf-16"), "A bomb.", None),
    ],
)
def test_plain_text(
    tmp_path: Path, data: bytes | str, text: str, published: dt.date | None
) -> None:
    (document,), problems = read(write(tmp_path / "a.txt", data))
    assert (document.text, document.published, problems) == (text, published, [])


@pytest.mark.parametrize(
    "header",
    [
        "date 2022-09-06T10:00:00Z",
        "DATE 2022-09-06",
        "date: 6 September 2022",
        "date 2022-09-06 10:00",
        "Date: Tue, 6 Sep 2022 10:00:00 GMT",
        "Date: Sept. 6, 2022",
        "Published: September 6, 2022 at 10:00 AM",
        "PUBLISHED ON 6th September 2022",
        "Publication date: 2022/09/06",
        "date 6.9.2022",
        "Date:2022-09-06",
    ],
)
def test_the_first_line_of_a_text_may_say_when_it_was_printed(tmp_path: Path, header: str) -> None:
    (document,), problems = read(write(tmp_path / "a.txt", f"{header}\n\nKABUL: A bomb."))
    assert (document.text, document.published) == ("KABUL: A bomb.", dt.date(2022, 9, 6))
    assert problems == []


@pytest.mark.parametrize(
    "text",
    [
        "Date night ends in a shooting\n\nTwo died.",
        "Published author is shot\n\nHe died.",
        "Posted 6 September 2022 is what the wall of the house said.",
        "Source: a town of fear\n\nTwo died.",
        "Title: none\nTwo died.",
    ],
)
def test_first_lines_without_a_date_are_text(tmp_path: Path, text: str) -> None:
    (document,), problems = read(write(tmp_path / "a.txt", text))
    assert (document.text, document.published, problems) == (text, None, [])


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Published: 6 September 2022\n", dt.date(2022, 9, 6)),
        ("By A. Writer\nDate: 2022-09-06 10:00\n", dt.date(2022, 9, 6)),
        ("Published: for nobody\n", None),
        ("Date 6 September 2022\n", None),
        ("\n\n\n\n\nDate: 6 September 2022\n", None),
    ],
)
def test_a_date_may_stand_below_the_headline(
    tmp_path: Path, line: str, published: dt.date | None
) -> None:
    (document,), problems = read(write(tmp_path / "a.txt", f"Two die\n{line}\nA bomb."))
    assert (document.published, problems) == (published, [])
    cut = line.rpartition("\n")[0].rpartition("\n")[2] + "\n" if published else ""
    assert document.text == f"Two die\n{line}\nA bomb.".replace(cut, "", 1)


@pytest.mark.parametrize(
    "header",
    [
        "Title: A bomb in Kabul\nSource: Wire\nDate: 6 September 2022",
        "date 2022-09-06\ntitle A bomb in Kabul\nsource Wire",
    ],
)
def test_first_lines_may_name_title_and_source_beside_the_date(tmp_path: Path, header: str) -> None:
    text = f"{header}\n\nIt went off."
    (document,), problems = read(write(tmp_path / "a.txt", text))
    assert (document.title, document.publisher) == ("A bomb in Kabul", "Wire")
    assert (document.text, document.published) == (
        "A bomb in Kabul\n\nIt went off.",
        dt.date(2022, 9, 6),
    )
    assert (document.id, problems) == (str(tmp_path / "a.txt"), [])


@pytest.mark.parametrize("published", ["6 September 2022", "September 6, 2022", 20220906])
def test_json_may_write_a_date_in_words(tmp_path: Path, published: object) -> None:
    line = json.dumps({"text": "A bomb.", "published": published})
    (document,), problems = read(write(tmp_path / "a.jsonl", line))
    assert (document.published, problems) == (dt.date(2022, 9, 6), [])


def test_markdown_has_front_matter(tmp_path: Path) -> None:
    page = "---\ntitle: A bomb\ndate: 2022-09-06\npublisher: Wire\nurl: https://x.example/a\n---\n\nIt went off.\n"
    (document,), _ = read(write(tmp_path / "a.md", page))
    assert document == Document(
        "https://x.example/a",
        str(tmp_path / "a.md"),
        "A bomb\n\nIt went off.\n",
        "A bomb",
        dt.date(2022, 9, 6),
        "Wire",
        "https://x.example/a",
    )


@pytest.mark.parametrize("date", ["2022-09-06", "2022-09-06T10:00:00Z", '"6 September 2022"'])
def test_markdown_may_have_front_matter_in_toml(tmp_path: Path, date: str) -> None:
    page = f'+++\ntitle = "A bomb"\ndate = {date}\nid = 7\n+++\n\nIt went off.\n'
    (document,), problems = read(write(tmp_path / "a.md", page))
    assert (document.id, document.text) == ("7", "A bomb\n\nIt went off.\n")
    assert (document.published, problems) == (dt.date(2022, 9, 6), [])


def test_a_page_gives_title_date_publisher_and_body() -> None:
    (document,), problems = read(Path(__file__).parents[2] / "seeds" / "abe-2022-sample-times.html")
    assert problems == []
    assert (document.title, document.published, document.publisher) == (
        "Japan mourns Shinzo Abe",
        dt.date(2022, 7, 9),
        "The Sample Times",
    )
    assert "Hundreds of people laid flowers" in document.text
    assert "All rights reserved" not in document.text


def test_json_lines_keep_the_given_id(tmp_path: Path) -> None:
    rows = [
        {"id": 7, "title": "T", "text": "T and more", "published": "2022-09-06T10:00:00Z"},
        {"text": "No id"},
    ]
    path = write(tmp_path / "a.jsonl", "\n".join(map(json.dumps, rows)))
    documents, _ = read(path)
    assert [(d.id, d.text, d.published) for d in documents] == [
        ("7", "T and more", dt.date(2022, 9, 6)),
        (f"{path}#2", "No id", None),
    ]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-8-sig"])
def test_json_lines_with_a_byte_order_mark(tmp_path: Path, encoding: str) -> None:
    data = '{"text": "Ä bomb"}\n{"text": "b"}\n'.encode(encoding)
    documents, problems = read(write(tmp_path / "a.jsonl", data))
    assert ([document.text for document in documents], problems) == (["Ä bomb", "b"], [])


def test_field_names_can_be_given(tmp_path: Path) -> None:
    (document,), _ = read(
        write(tmp_path / "a.jsonl", '{"body": "x", "key": "k"}'),
        fields={"text": "body", "id": "key"},
    )
    assert (document.id, document.text) == ("k", "x")


def test_an_unknown_field_is_wrong_usage() -> None:
    with pytest.raises(UsageError):
        read("x.jsonl", fields={"tixt": "body"})


def test_gzip_of_any_input_is_read(tmp_path: Path) -> None:
    (document,), _ = read(write(tmp_path / "a.txt.gz", gzip.compress(b"A bomb.", mtime=0)))
    assert document.text == "A bomb."


TABLE = """event_id_cnty,event_date,event_type,sub_event_type,actor1,country,location,fatalities,notes
MLI1,2022-05-03,Battles,Armed clash,JNIM,Mali,Gao,2,Two dead
MLI2,2022-05-04,Battles,Armed clash,JNIM,Mali,Gao,1,One dead
"""


@pytest.mark.parametrize(
    ("data", "count"),
    [
        (b'{"text": "a"}\n{"text": "b"}\n', 2),
        (
            b"<!doctype html><html><body><article><p>"
            + b"A bomb went off in the market of Kabul. " * 20
            + b"</p></article></body></html>",
            1,
        ),
        (b"A bomb.", 1),
        (TABLE.replace(",", "|").encode(), 2),
        (b"sep=^\n" + TABLE.replace(",", "^").encode(), 2),
    ],
)
def test_standard_input_is_sniffed(data: bytes, count: int) -> None:
    documents, problems = read("-", stdin=io.BufferedReader(io.BytesIO(data)))  # type: ignore[arg-type]
    assert (len(documents), problems) == (count, [])


@pytest.mark.parametrize(
    "first", ['{"text": "open', '{"text": a}', '"text": "a"}', "oops", "[1, 2]", '{"text": "a"},']
)
def test_a_broken_first_line_of_standard_input_costs_only_itself(first: str) -> None:
    data = f'{first}\n{{"text": "a"}}\n{{"text": "b"}}\n'.encode()
    documents, (problem,) = read("-", stdin=io.BufferedReader(io.BytesIO(data)))  # type: ignore[arg-type]
    assert [document.text for document in documents] == ["a", "b"]
    assert problem.startswith("-:1: is not ")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ('{\n"text": "a",\n"tags": [\n{\n"x": 1}]}', "a"),
        ('[\n{"text": "a"}\n]', "a"),
        ("A text.\n\nIt quotes {x}.\n", "A text.\n\nIt quotes {x}.\n"),
    ],
)
def test_what_only_looks_like_json_lines_is_read_as_what_it_is(data: str, text: str) -> None:
    stdin = io.BufferedReader(io.BytesIO(data.encode()))  # type: ignore[arg-type]
    (document,), problems = read("-", stdin=stdin)
    assert (document.text, problems) == (text, [])


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \n ", "is empty"),
        ("a.txt", b"A\0bomb", "NUL"),
        ("a.txt", b"%PDF-1.7 ...", "PDF"),
        ("a.txt", b"x" * 2_000_001, "split it"),
        ("a.txt.gz", b"no gzip", "not a gzip file"),
        ("a.txt.gz", gzip.compress(b"A bomb." * 1000, mtime=0)[:40], ".gz"),
        ("a.md", b"---\ntitle: [\n---\nx", "YAML"),
        ("a.md", b"+++\ntitle = [\n+++\nx", "TOML"),
        ("a.md", b"+++\ntitle = 1\nx", "end it with a line"),
        ("a.html", b"<div>" * 100_000 + b"x", "no article"),
        ("a.html", b"<html></html>", "no article"),
        ("a.jsonl", b"[1, 2]", "a.jsonl:1"),
        ("a.jsonl", b'{"title": "x"}', "--field"),
        ("a.jsonl", b'{"text": ["x"]}', 'the field "text" is not a string'),
        ("a.jsonl", b'{"text": "\\ud800"}', "half a character"),
        ("a.txt.gz", bytes(DAMAGED), "damaged"),
        ("a.json", b"[]", "holds no document"),
        ("a.jsonl", b"\n \n", "is empty"),
        ("a.rss", b"<rss version='2.0'><channel/></rss>", "is a feed"),
        ("a.xml", b"<?xml version='1.0'?>\n<!-- x -->\n<feed><entry/></feed>", "is a feed"),
        ("a.csv", b"a,b", "those of no known data base"),
        ("a.csv", b"\n,,\n", "is empty"),
        ("a.csv", HEADER.encode() + b"\n\n", "no row below"),
        ("a.csv", HEADER.encode() + b"\n1,Ma\0li,1,Them,Us,3\n", "a.csv:2: holds NUL"),
        (
            "a.csv",
            HEADER.encode() + b'\n1,"Mali,1,Them,Us,3\n' + b"x\n" * 3,
            "for 4 lines: is a quot",
        ),
        ("a.csv", HEADER.encode() + b"\n1,,,,,\n", "a.csv:2: holds nothing but its id"),
        (
            "a.csv",
            HEADER.encode() + b"\n1.97E+11,Mali,1,Them,Us,3\n",
            "a.csv:2: a spreadsheet has rounded the id (1.97E+11)",
        ),
        ("a.csv", f"{HEADER}\n{ROW}\n".encode("utf-16-le"), "looks like UTF-16 without its mark"),
        ("a.csv", b"PK\x03\x04", "zip"),
        ("a.xls", b"PK", "save it as .xlsx or .csv"),
        ("a.DOCX", b"PK\x03\x04", "this kind of document is not read; save it as .txt"),
        ("a.zip", b"PK\x03\x04", "is an archive; unpack it, and give the folder"),
    ],
)
def test_a_bad_file_is_one_clear_line(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    documents, problems = read(write(tmp_path / name, data))
    assert documents == []
    assert len(problems) == 1
    assert words in problems[0]
    assert name in problems[0]
    assert "\n" not in problems[0]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", f"{HEADER}\n{ROW}\n"),
        ("a.csv", f"\n \n{HEADER}\n\n{ROW}\n\n"),
        ("a.csv", f"{HEADER}\r{ROW}\r"),
        ("a.csv", f"{HEADER}\n{ROW},,\n"),
        ("a.csv", f"{HEADER}\n{ROW}\n".replace(",", ";")),
        ("a.csv", f"{HEADER}\n{ROW}\n".replace(",", "|")),
        ("a.csv", "sep=;\n" + f"{HEADER}\n{ROW}\n".replace(",", ";")),
        ("a.csv", f"{HEADER}\n{ROW}\n".replace(",", "\t")),
        ("a.csv", f"{HEADER}\n{ROW}\n".encode("utf-16")),
        ("a.tsv", f"{HEADER}\n{ROW}\n".replace(",", "\t").encode("utf-16")),
        ("A.TSV", f"{HEADER}\n{ROW}\n".replace(",", "\t")),
        ("a.Tsv.GZ", gzip.compress(f"{HEADER}\n{ROW}\n".replace(",", "\t").encode(), mtime=0)),
        ("noname", f"{HEADER}\n{ROW}\n".replace(",", "\t")),
    ],
)
def test_a_table_is_read_however_a_spreadsheet_wrote_it(
    tmp_path: Path, name: str, data: bytes | str
) -> None:
    (document,), problems = read(write(tmp_path / name, data))
    assert document.id == "ucdp-ged:1"
    assert document.text.startswith("id: 1\ncountry: Mali\n")
    assert problems == []


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("title", ["An extract of 2022, for us", "Where,,,Who,,", "a;b,c\n\nd\te"])
def test_what_stands_above_the_columns_is_left_out(
    tmp_path: Path, delimiter: str, title: str
) -> None:
    table = f"{HEADER}\n{ROW}\n".replace(",", delimiter)
    (document,), (problem,) = read(write(tmp_path / "a.csv", f"{title}\n{table}"))
    assert document.id == "ucdp-ged:1"
    assert problem == f"{tmp_path}/a.csv:1: what stands above the columns is left out"


@pytest.mark.parametrize(
    ("rows", "kept", "said"),
    [
        pytest.param([HEADER, ROW, HEADER, "2" + ROW[1:]], 2, None, id="two tables"),
        pytest.param(
            [HEADER, ROW, "Total,,,,,3"], 1, ":3: has tolls, but no date, place", id="sum"
        ),
        pytest.param(
            [f"{HEADER},Best", f"{ROW},9"],
            1,
            "has several columns best; of each",
            id="column twice",
        ),
        pytest.param([f"{HEADER},note,note", f"{ROW},a,b"], 1, None, id="column twice, not read"),
    ],
)
def test_odd_rows_and_columns_of_a_table(
    tmp_path: Path, rows: list[str], kept: int, said: str | None
) -> None:
    documents, problems = read(write(tmp_path / "a.csv", "\n".join(rows)))
    assert len(documents) == kept
    assert len(problems) == (said is not None) and all(
        said in problem for problem in problems if said
    )


@pytest.mark.parametrize(
    ("cells", "kept"),
    [
        (('"open', "mid", "end"), ["2", "3"]),  # never closed
        (('"open', "mid", 'end"'), ["2", "3"]),  # closed in another row
        (('"two\nlines"', "mid", "end"), ["1", "2", "3"]),
    ],
)
def test_a_quotation_mark_that_is_not_closed_costs_its_row_only(
    tmp_path: Path, cells: Sequence[str], kept: list[str]
) -> None:
    rows = (f"{number},Mali,1,Them,3,{cell}\n" for number, cell in enumerate(cells, start=1))
    path = write(
        tmp_path / "a.csv", "id,country,type_of_violence,side_a,best,side_b\n" + "".join(rows)
    )
    documents, problems = read(path)
    assert [document.id.rpartition(":")[2] for document in documents] == kept
    told = f"{path}:2: a quotation mark is not closed, or closed only 2 lines below; correct it"
    assert problems == ([] if len(kept) == 3 else [told])


def test_a_row_has_the_number_of_its_first_line(tmp_path: Path) -> None:
    rows = f'{HEADER}\n2,"Ma\nli",1,Them,Us,3\n{ROW}\n'
    documents, _ = read(write(tmp_path / "a.csv", rows))
    assert [document.source.rpartition(":")[2] for document in documents] == ["2", "4"]


@pytest.mark.parametrize("odd", ["NaN", "[]", '{"name": "Wire"}', "true"])
@pytest.mark.parametrize("field", ["title", "url", "publisher", "published"])
def test_an_odd_field_costs_only_itself(tmp_path: Path, field: str, odd: str) -> None:
    (document,), problems = read(write(tmp_path / "a.jsonl", f'{{"text": "x", "{field}": {odd}}}'))
    assert getattr(document, field) is None
    assert [field in problem for problem in problems] == ([] if odd == "NaN" else [True])


@pytest.mark.parametrize("name", ["-a.txt", "x" * 300 + ".txt"])
def test_odd_names_of_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    if len(name) > 255:
        assert "too long" in read(name)[1][0]
        return
    (document,), _ = read(write(tmp_path / name, "A bomb.").name)
    assert document.id == f"./{name}"


def test_what_may_not_be_looked_at_is_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path, **_: object) -> os.stat_result:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "stat", refused)
    assert read(tmp_path / "a.txt")[1] == [
        f"{tmp_path}/a.txt: cannot be read (Permission denied); check the file"
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"date 2022-13-45\nA bomb.",
        b"date 2022-02-30\nA bomb.",
        b"date 0001-01-01\nA bomb.",
        b"date 9999-12-31\nA bomb.",
        b"Date: 06/09/2022\nA bomb.",
        b"Date: 6 Settembre 2022\nA bomb.",
    ],
)
def test_an_impossible_date_costs_only_itself(tmp_path: Path, data: bytes) -> None:
    (document,), problems = read(write(tmp_path / "a.txt", data))
    assert (document.published, document.text) == (None, "A bomb.")
    assert len(problems) == 1


LETTERS = "Abd al-Rahmān – “José” in Şırnak"


@pytest.mark.parametrize(
    ("name", "before", "after", "place"),
    [
        ("a.txt", "A bomb.\n" + LETTERS, " it was", "line 2, column 33"),
        ("a.txt", LETTERS, "", "a damaged character in column 33"),
        ("a.txt", "\ufeffA bomb" + " went off" * 9, " it was", "column 88"),
        ("a.md", f"---\ntitle: {LETTERS}\n---\nIt was", " here.", "line 4, column 7"),
        ("a.jsonl", '{"text": "x"}\n{"text": "' + LETTERS, '"}', "a.jsonl:2: is UTF-8 with a damaged character in column 43"),
        ("a.json", '[{"text": "' + LETTERS, '"}]', "column 44"),
        ("a.csv", f"{HEADER}\n{ROW}\n2,Mali,1,{LETTERS}", ",Us,3", "a.csv:3: is UTF-8 with a damaged character in column 42"),
    ],
)  # fmt: skip
def test_a_damaged_byte_costs_one_character_and_is_told(
    tmp_path: Path, name: str, before: str, after: str, place: str
) -> None:
    data = before.encode() + b"\xe9" + after.encode()
    documents, (problem,) = read(write(tmp_path / name, data))
    assert "\ufffd" in documents[-1].text
    assert LETTERS.split()[-1] in documents[-1].text or "\ufeff" in before
    assert place in problem and "correct it" in problem


@pytest.mark.parametrize("encoding", ["cp1252", "cp1251", "gb18030", "utf-16", "mac_roman"])
def test_other_encodings_are_not_taken_for_damaged_utf8(tmp_path: Path, encoding: str) -> None:
    words = {"cp1251": "Пять человек погибли при взрыве", "gb18030": "周一首都市场发生爆炸"}
    data = (words.get(encoding, "Cinq blessés à l’hôpital") * 3).encode(encoding)
    (document,), problems = read(write(tmp_path / "a.txt", data))
    assert "\ufffd" not in document.text
    assert not any("damaged" in problem for problem in problems)


def test_a_broken_line_costs_only_itself(tmp_path: Path) -> None:
    documents, problems = read(
        write(tmp_path / "a.jsonl", '{"text": "a"}\n{"text": \n{"text": "c"}\n')
    )
    assert [document.text for document in documents] == ["a", "c"]
    assert "a.jsonl:2" in problems[0]


def test_rows_before_a_torn_end_are_kept(tmp_path: Path) -> None:
    whole = gzip.compress(
        "".join(
            json.dumps({"text": f"row {os.urandom(40).hex()}"}) + "\n" for _ in range(3000)
        ).encode()
    )
    documents, problems = read(write(tmp_path / "a.jsonl.gz", whole[: len(whole) // 2]))
    assert len(documents) > 100
    assert ".gz" in problems[-1]


ARTICLES = """ID;Title;Text;Published;Section
1;Blast;"Three people, two of them children, died.

One, two, three, four, five;";2022-09-06;world
;;Rain is expected.;;
3;Empty;;;
4;Short
"""


@pytest.mark.parametrize("mark", [";", ",", "\t"])
def test_a_table_with_a_text_a_row_holds_articles(tmp_path: Path, mark: str) -> None:
    text = ARTICLES.replace(";", mark).replace(f"five{mark}", "five;")
    (blast, rain), problems = read(write(tmp_path / "a.csv", text))
    assert (blast.id, blast.title, blast.published, blast.row) == ("1", "Blast", dt.date(2022, 9, 6), None)  # fmt: skip
    assert blast.text.startswith("Blast\n\nThree people, two of them children, died.\n\nOne, two")
    assert (rain.id, rain.text, rain.published) == (f"{tmp_path}/a.csv#5", "Rain is expected.", None)  # fmt: skip
    assert [problem.partition("a.csv:")[2] for problem in problems] == [
        "6: is empty; nothing to read",
        "7: has 2 cells where the header has 5; correct it",
    ]


def test_the_columns_of_articles_can_be_named(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "nr,Body,day\n7,Rain is expected.,6 September 2022\n")
    (one,), problems = read(path, fields={"id": "nr", "text": "body", "published": "DAY"})
    assert (one.id, one.text, one.published) == ("7", "Rain is expected.", dt.date(2022, 9, 6))
    none, (problem,) = read(path)
    assert problems == none == [] and "name the one of the text with --field text=NAME" in problem


def test_a_missing_path_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    documents, problems = read(tmp_path / "no.txt", write(tmp_path / "a.txt", "A bomb."))
    assert len(documents) == 1
    assert "does not exist" in problems[0]


def test_folders_are_read_in_order_without_loops(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/2.txt", "a.txt", ".hidden.txt", "README.md", "b/1.txt", "c.pdf"):
        write(tmp_path / name, name)
    (tmp_path / "b" / "loop").symlink_to(tmp_path)
    open_store(str(tmp_path / "case.kg")).close()
    documents, problems = read(tmp_path)
    assert [document.text for document in documents] == ["a.txt", "b/1.txt", "b/2.txt"]
    told = "is left out, as a README tells of a folder; name it to have it read"
    others = "1 file is left out, of kinds that are not read (.pdf)"
    assert problems == [f"{tmp_path}/README.md: {told}", f"{tmp_path}: {others}"]
    assert [document.text for document in read(tmp_path / "README.md")[0]] == ["README.md"]


@pytest.mark.parametrize(
    ("text", "noted"),
    [
        ("Пять человек погибли при взрыве на рынке в столице, сообщили в полиции. " * 5, True),
        (
            "Cinq personnes ont été tuées dans une explosion sur un marché, selon la police. " * 4,
            True,
        ),
        (
            "Bei einem Anschlag auf einen Markt sind fünf Menschen getötet worden, was die Polizei in der Stadt als Terror "
            * 3,
            True,
        ),
        (
            "A blast killed five people at a market in the capital, the police said, and ten were hurt by it. "
            * 3,
            False,
        ),
        (
            "FIVE PEOPLE WERE KILLED BY A BLAST AT A MARKET OF THE CAPITAL, AND TEN HURT, THE POLICE SAID ON MONDAY. "
            * 3,
            False,
        ),
        ("Blast kills five", False),
    ],
)
def test_a_text_in_another_language_is_kept_and_noted(
    tmp_path: Path, text: str, noted: bool
) -> None:
    problems: list[DocumentError] = []
    assert len(list(sources.read([write(tmp_path / "a.txt", text)], problems.append))) == 1
    assert [isinstance(problem, KeptDocumentError) for problem in problems] == [True] * noted


@given(
    st.binary(max_size=400),
    st.sampled_from(["a.txt", "a.md", "a.jsonl", "a.json", "a.txt.gz", "a.csv", "a.tsv", "a"]),
)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_bytes_raise(tmp_path: Path, data: bytes, name: str) -> None:
    read(write(tmp_path / name, data))


@given(
    st.text(
        alphabet=st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=200
    ).filter(lambda text: text.removeprefix("\ufeff").strip())
)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_text_is_left_as_it_is(tmp_path: Path, text: str) -> None:
    (document,), _ = read(write(tmp_path / "a.jsonl", json.dumps({"text": text})))
    assert document.text == text.removeprefix("\ufeff")


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("قتل 12 شخصا في انفجار سيارة مفخخة في غاو يوم الاثنين، وفقا للشرطة.", False),
        ("周一，马里加奥一辆汽车炸弹爆炸，造成12人死亡。", False),
        ("Взрыв в Гао: 12 погибших, сообщила полиция (JNIM).", False),
        ("Blast in Gao kills 12.", True),
        ("Séléka fighters near Bouaké.", True),
        ("12", True),
    ],
)
def test_other_letters_are_no_english(text: str, english: bool) -> None:
    assert language.is_english(text) is english
