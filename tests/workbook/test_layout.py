"""The template's shape is data."""

from pathlib import Path

import pytest

from dxmetrics.errors import CatalogError
from dxmetrics.workbook.layout import load_layout
from dxmetrics.workbook.words import word_key

HEAD = "sheet,field,header_vi,other_headers,width\n"


def test_columns_in_print_order_and_by_any_wording() -> None:
    figures = load_layout()["figures"]
    assert [figures.number(field) for field in ("code", "value", "document", "note")] == [2, 6, 7, 8]
    assert figures.field_of(word_key("SỐ TT")) == "number"
    assert figures.field_of(word_key("Văn bản  minh chứng")) == "document"
    assert figures.field_of(word_key("Người nhập")) == ""


def test_no_header_means_two_columns_of_a_sheet() -> None:
    for shape in load_layout().values():
        wordings = [key for column in shape.columns for key in column.wordings()]
        assert len(wordings) == len(set(wordings)), shape.name


def test_an_office_can_add_a_wording(tmp_path: Path) -> None:
    (tmp_path / "sheets.csv").write_text(
        HEAD + "figures,sheet,B1,,\nfigures,value,Kỳ này,Số thực tế,9\n", encoding="utf-8"
    )
    assert load_layout(tmp_path)["figures"].field_of(word_key("số thực tế")) == "value"


def test_a_sheet_without_a_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "sheets.csv").write_text(HEAD + "figures,value,Kỳ này,,9\n", encoding="utf-8")
    with pytest.raises(CatalogError, match="figures"):
        load_layout(tmp_path)
