"""The official documents: each is a real .docx with the parts and the layout of Decree 30/2020."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from docx import Document
from docx.document import Document as Docx
from docx.oxml.ns import qn

from dxmetrics.documents import word
from dxmetrics.errors import StoreError
from dxmetrics.store import Store

QUARTER = "2024Q3"


def opened(data: bytes) -> Docx:
    return Document(BytesIO(data))


def every_text(document: Docx) -> str:
    """All text of the body, tables too."""
    return "\n".join(
        "".join(node.text or "" for node in paragraph.iter(qn("w:t")))
        for paragraph in document.element.body.iter(qn("w:p"))
    )


@pytest.fixture(scope="module")
def report(full_store: Store) -> bytes:
    return word.report(full_store, QUARTER)


def test_the_report_is_laid_out_after_the_decree(report: bytes) -> None:
    document = opened(report)
    for section in document.sections:
        assert {round(side.cm, 1) for side in (section.page_width, section.page_height)} == {21.0, 29.7}
        assert 2 <= round(section.top_margin.cm, 1) <= 2.5 and 2 <= round(section.bottom_margin.cm, 1) <= 2.5
        assert 3 <= round(section.left_margin.cm, 1) <= 3.5 and 1.5 <= round(section.right_margin.cm, 1) <= 2
        assert section.different_first_page_header_footer
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
    assert "PAGE" in document.sections[0].header._element.xml
    assert "PAGE" not in document.sections[0].first_page_header._element.xml
    normal = document.styles["Normal"]
    assert normal.font.size.pt in (13, 14)
    fonts = {
        node.get(qn(f"w:{script}"))
        for style in document.styles.element.iter(qn("w:style"))
        if style.get(qn("w:styleId")) in ("Normal", "Heading1", "Heading2", "Caption", "Header", "DxTable", "DxLine")
        for node in style.iter(qn("w:rFonts"))
        for script in ("ascii", "hAnsi", "cs", "eastAsia")
    }
    assert fonts == {"Times New Roman"}
    assert not list(document.element.body.iter(qn("w:rFonts"))), "no run has a typeface of its own"


def test_the_report_has_the_parts_of_an_official_report(report: bytes) -> None:
    text = every_text(opened(report))
    parts = (
        "UBND TỈNH HƯNG YÊN",
        "SỞ THÔNG TIN VÀ\nTRUYỀN THÔNG",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "/BC-STTTT",
        "DỰ THẢO",
        "BÁO CÁO",
        "Kính gửi: Ủy ban nhân dân tỉnh Hưng Yên",
        "I. TÌNH HÌNH CHUNG",
        "II. KẾT QUẢ THỰC HIỆN",
        "1. Các mục tiêu của Kế hoạch",
        "2. Các nhiệm vụ, giải pháp",
        "3. Tình hình gửi báo cáo",
        "III. TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN",
        "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ QUÝ IV NĂM 2024",
        "V. ĐỀ XUẤT, KIẾN NGHỊ",
        "./.",
        "Nơi nhận:",
        "GIÁM ĐỐC",
        "\nPhụ lục I\n",
        "\nPhụ lục II\n",
        "\nPhụ lục III\n",
    )
    places = [text.find(part) for part in parts]
    assert -1 not in places, [part for part, place in zip(parts, places, strict=True) if place < 0]
    assert places == sorted(places)


def test_tables_repeat_their_heads_and_never_split_a_row(report: bytes) -> None:
    tables = [table for table in opened(report).element.body.iter(qn("w:tbl")) if table.find(qn("w:tblPr")) is not None]
    framed = [table for table in tables if table.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}") is not None]
    assert len(framed) >= 6
    for table in framed:
        rows = list(table.iter(qn("w:tr")))
        assert rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)


def test_the_same_report_has_the_same_bytes(full_store: Store, report: bytes) -> None:
    assert word.report(full_store, QUARTER) == report


@pytest.mark.parametrize(
    "make",
    [
        lambda store: word.brief(store, QUARTER),
        lambda store: word.request_letter(store, QUARTER),
        lambda store: word.unit_page(store, "SYT@2024-01-01", QUARTER),
        lambda store: next(iter(word.letters(store, QUARTER).values())),
        lambda store: next(iter(word.letters(store, QUARTER, kind="group").values())),
    ],
    ids=["brief", "request", "unit_page", "letter", "group"],
)
def test_every_other_document_opens_and_names_the_quarter(full_store: Store, make: Callable[[Store], bytes]) -> None:
    assert "quý III năm 2024" in every_text(opened(make(full_store)))


def test_contents_are_the_reports_headings_and_paragraphs(full_store: Store, report: bytes) -> None:
    text = every_text(opened(report))
    contents = word.contents(full_store, QUARTER)
    assert contents[0][0].startswith("I.")
    for heading, paragraphs in contents:
        assert heading in text and all(paragraph in text for paragraph in paragraphs)


def test_a_quarter_without_returns_has_no_report(empty_store: Store) -> None:
    with pytest.raises(StoreError, match="no_figures"):
        word.report(empty_store, QUARTER)


def test_land_that_joined_gets_no_letter_before_its_basis_is_filled_in(full_store: Store) -> None:
    figures = word.gather(full_store, "2025Q3")
    refused = [item.unit for item in word.addressees(figures) if item.refused]
    assert refused and {unit.area for unit in refused} == {"thai_binh"}
    with pytest.raises(StoreError, match="no_basis"):
        word.letters(full_store, "2025Q3", [refused[0].id])
    with pytest.raises(StoreError, match="no_basis"):
        word.request_letter(full_store, "2025Q3")


def test_work_ends_when_the_callback_raises(full_store: Store) -> None:
    steps: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        steps.append((done, total))
        if done >= 3:
            raise InterruptedError

    for make in (word.report, word.letters):
        steps.clear()
        with pytest.raises(InterruptedError):
            make(full_store, QUARTER, progress=stop)
        assert steps[-1][0] == 3 < steps[-1][1]
