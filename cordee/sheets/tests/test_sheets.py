"""Tables as files: what a French spreadsheet opens, what a screen reader reads, and no formula of anybody's."""

import csv
import io
import zipfile
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import RequestFactory
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pypdf import PdfReader

from cordee.core.errors import Invalid
from cordee.sheets import Column, Form, Sheet, answer, as_pdf, as_xlsx, written
from cordee.sheets.as_csv import csv_lines
from cordee.sheets.as_pdf import pdf_of
from cordee.sheets.as_xlsx import write_xlsx
from cordee.sheets.voice import Voice, plain, shown

PARIS = ZoneInfo("Europe/Paris")
FRENCH, ENGLISH = Voice("fr", PARIS), Voice("en", PARIS)
NOW = datetime(2026, 11, 27, 13, 5, tzinfo=UTC)
COLUMNS = (
    Column("space", "Space"),
    Column("people", "People", "whole"),
    Column("mean", "Mean", "number"),
    Column("answered", "Answered", "share"),
    Column("time", "Time", "hours"),
    Column("since", "Since", "date"),
    Column("last", "Last", "instant"),
)
ROW = ("Entretiens", 1234, -1234.5, 0.624, 1.5, date(2026, 3, 1), NOW)


def sheet(*rows: tuple, title: str = "Santé des espaces", name: str = "spaces") -> Sheet:
    return Sheet(name, title, COLUMNS, rows or (ROW,), ("What is counted, out of what.",))


def lines(of: Sheet, voice: Voice) -> list[str]:
    return "".join(csv_lines(of, voice)).removeprefix("\ufeff").split("\r\n")


def test_a_french_spreadsheet_opens_it_right() -> None:
    text = "".join(csv_lines(sheet(), FRENCH))
    assert text.startswith("\ufeff")
    assert lines(sheet(), FRENCH) == [
        "Space;People;Mean;Answered;Time;Since;Last",
        "Entretiens;1234;-1234,5;62,4%;1,5;01/03/2026;27/11/2026 14:05",
        "",
    ]


def test_an_english_one_too() -> None:
    assert lines(sheet(), ENGLISH)[1] == ("Entretiens,1234,-1234.5,62.4%,1.5,2026-03-01,2026-11-27 14:05")


def test_words_stand_where_there_is_no_number_and_nothing_where_nothing_is() -> None:
    told = lines(sheet(("A", "too few", None, "too few", None, None, None)), FRENCH)[1]
    assert told == "A;too few;;too few;;;"


@given(st.text(max_size=40), st.sampled_from(("=", "+", "-", "@", "\t", "\r", "\n")))
def test_no_text_is_a_formula(rest: str, begin: str) -> None:
    one = Sheet("t", "T", (Column("a", "A"), Column("b", "B", "whole")), [(begin + rest, begin + rest)])
    read = list(csv.reader(io.StringIO("".join(csv_lines(one, FRENCH)), newline=""), delimiter=";"))
    assert read[1] == [f"'{begin}{rest}"] * 2


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9))
def test_a_number_comes_back_as_it_was(number) -> None:
    assert float(plain(number, "number", FRENCH).replace(",", ".")) == float(number)


def test_paper_reads_as_people_write() -> None:
    assert shown(1234.5, "number", FRENCH) == "1\u202f234,5"
    assert shown(0.624, "share", FRENCH) == "62,4\u00a0%"
    assert shown(0.624, "share", ENGLISH) == "62.4%"
    assert shown(1.5, "hours", FRENCH) == "1,5\u00a0h"
    assert shown("too few", "share", FRENCH) == "too few"


def test_a_workbook_has_typed_cells_a_head_in_sight_and_its_notes() -> None:
    out = io.BytesIO()
    formula = ("=1+1", "too few", None, float("nan"), 0, None, None)
    write_xlsx([sheet(ROW, formula), sheet(title="Santé des espaces")], [("Space", "counted")], out, FRENCH)
    with zipfile.ZipFile(out) as book:
        first = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
        names = etree.fromstring(book.read("xl/workbook.xml"))
    space = {"x": first.nsmap[None]}
    assert [one.get("name") for one in names.findall("x:sheets/x:sheet", space)] == [
        "Santé des espaces", "Santé des espaces 2", "Notes",
    ]  # fmt: skip
    assert first.find(".//x:pane", space).get("state") == "frozen"
    assert not first.findall(".//x:f", space)
    numbers = [
        one.findtext("x:v", namespaces=space) for one in first.findall(".//x:row[@r='2']/x:c", space)[1:5]
    ]
    assert [float(one) for one in numbers] == [1234, -1234.5, 0.624, 1.5]
    assert "".join(first.find(".//x:row[@r='3']/x:c", space).itertext()) == "=1+1"


@pytest.mark.django_db
def test_a_paper_is_accessible_and_shows_what_is_written() -> None:
    evil = '#panic("no") [*] $x$ \\ <a> «é» =1'
    rows = [(f"{evil} {number}", number, 1.5, 0.5, 1, None, None) for number in range(120)]
    with translation.override("fr"), timezone.override(PARIS):
        made = written([sheet(*rows)], Form.PDF, now=NOW)
    reader = PdfReader(made.content)
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert made.name == "sante-des-espaces-2026-11-27.pdf"
    assert reader.metadata is not None
    assert reader.metadata.title == "Santé des espaces"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == "fr"
    assert len(reader.pages) > 2
    assert all("People" in page.extract_text() for page in reader.pages)
    assert '#panic("no")' in text
    assert f"1 / {len(reader.pages)}" in text


def test_a_table_wider_than_a_page_goes_on_below_with_its_first_column() -> None:
    assert as_pdf._chosen(10) == [list(range(10))]
    assert as_pdf._chosen(21) == [[0, *range(1, 10)], [0, *range(10, 19)], [0, 19, 20]]
    columns = [Column(f"c{at}", f"Column {at}") for at in range(12)]
    wide = Sheet("wide", "Wide", columns, [[f"cell {at}" for at in range(12)]])
    text = PdfReader(io.BytesIO(pdf_of([wide], {"title": "W", "organisation": "O", "made": ""}, ENGLISH)))
    assert text.pages[0].extract_text().count("cell 0") == 2


def test_what_is_too_long_is_refused_with_a_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(as_xlsx, "MOST_CELLS", 10)
    monkeypatch.setattr(as_pdf, "MOST_CELLS", 10)
    with pytest.raises(Invalid, match="CSV"):
        write_xlsx([sheet(ROW, ROW)], [], io.BytesIO(), FRENCH)
    with pytest.raises(Invalid, match="CSV"):
        pdf_of([sheet(ROW, ROW)], {"title": "W", "organisation": "O", "made": ""}, FRENCH)


@pytest.mark.django_db
def test_an_answer_is_a_file_with_a_name() -> None:
    asked = RequestFactory().get("/")
    one = answer(asked, [sheet()], "csv")
    assert one.streaming
    assert one["Content-Disposition"].startswith('attachment; filename="sante-des-espaces-')
    both = answer(asked, [sheet(), sheet(title="L’autre", name="other")], "csv", title="Tableau de bord")
    with zipfile.ZipFile(io.BytesIO(b"".join(both))) as archive:
        assert archive.namelist() == ["1-sante-des-espaces.csv", "2-l-autre.csv", "notes.txt"]
        assert "What is counted" in archive.read("notes.txt").decode()
    chosen = answer(RequestFactory().get("/?sheet=other"), [sheet(), sheet(name="other")], "csv")
    assert chosen["Content-Type"].startswith("text/csv")
    for address, form in (("/", "doc"), ("/?sheet=none", "csv")):
        with pytest.raises(Invalid):
            answer(RequestFactory().get(address), [sheet()], form)
