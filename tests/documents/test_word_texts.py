"""What others typed stays text in a document, and what the office writes in documents.toml is what stands there."""

from __future__ import annotations

import dataclasses
import importlib
import re
import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from docx import Document
from docx.oxml.ns import qn

from dxmetrics.catalog import load_catalog
from dxmetrics.catalog.contact import Contact
from dxmetrics.catalog.loading import PLAN_FOLDER
from dxmetrics.documents import word
from dxmetrics.documents.word.figures import Figures
from dxmetrics.documents.word.say import clean
from dxmetrics.errors import CatalogError, StoreError
from dxmetrics.periods import Period
from dxmetrics.store import Store, trail

QUARTER = "2024Q3"
HOSTILE = (
    '=HYPERLINK("http://x";"y")',
    "</w:t></w:r><w:p>&lt;b&gt; & <script>alert(1)</script>",
    "{ DDEAUTO c:\\\\windows cmd } {issuer} {0.__class__}",
    "a\x00b\x08c\x0bd\ue000\ufffe e\u202e",
    "hàng một\r\nhàng hai\tcột",
    "x" * 500,
)


def told(data: bytes) -> list[str]:
    """The paragraphs' texts, those of tables too; the file's parts must all be sound XML."""
    body = Document(BytesIO(data)).element.body
    assert not [name for name in zipfile.ZipFile(BytesIO(data)).namelist() if "External" in name]
    for tag in ("w:hyperlink", "w:fldSimple", "w:object", "w:instrText"):
        assert not list(body.iter(qn(tag)))
    return ["".join(node.text or "" for node in item.iter(qn("w:t"))) for item in body.iter(qn("w:p"))]


@pytest.fixture
def poisoned(full_store: Store, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Figures]:
    """Figures whose units and matters bear a hostile text wherever somebody may have typed."""

    def make(text: str) -> Figures:
        figures = word.gather(full_store, QUARTER)
        units = {key: dataclasses.replace(unit, name_vi=text) for key, unit in full_store.catalog.units.items()}
        catalog = dataclasses.replace(full_store.catalog, units=units)
        frames = {
            name: value.assign(name_vi=text, **({"text": text} if name == "difficulties" else {}))
            for name, value in vars(figures).items()
            if isinstance(value, pd.DataFrame) and "name_vi" in value and name != "tasks"
        }
        made = dataclasses.replace(figures, catalog=catalog, **frames)
        for module in ("report", "letters"):  # the package gives the functions these names
            found = importlib.import_module(f"dxmetrics.documents.word.{module}")
            monkeypatch.setattr(found, "gather", lambda *_, **__: made)
        return made

    return make


def test_hostile_names_and_notes_stay_text(full_store: Store, poisoned: Callable[[str], Figures]) -> None:
    text = " ".join(HOSTILE)
    figures = poisoned(text)
    assert clean(text).rstrip(".") in "\n".join(told(word.report(full_store, QUARTER)))
    some = list(figures.lagging_units["org_unit"])[:3]
    for name, data in word.letters(full_store, QUARTER, some, kind="lagging").items():
        assert clean(text) in "\n".join(told(data))
        assert re.fullmatch(r"[A-Za-z0-9.-]{1,90}", name)


def test_what_no_file_can_hold_is_left_out() -> None:
    assert clean("a\ud800\x00\x1b b\n") == "a b"


def test_a_letter_has_only_its_own_units_gaps(full_store: Store) -> None:
    figures = word.gather(full_store, QUARTER)
    every = word.addressees(figures, "lagging")
    files = word.letters(full_store, QUARTER, kind="lagging")
    assert len(every) == len(files) > 5
    for item, data in zip(every, files.values(), strict=True):
        text = "\n".join(told(data))
        assert f"Kính gửi: {figures.say.addressee(item.unit)}" in text
        assert text.count("; đề nghị ") == len(item.gaps)
        assert text.count("./.") == 1 and "V/v đôn đốc" in text


def test_a_reminder_goes_only_where_the_return_is_not_there(full_store: Store) -> None:
    rows = word.gather(full_store, QUARTER).reporting
    silent = set(rows[rows["state"].isin(["missing", "rejected"])]["org_unit"])
    assert {item.unit.id for item in word.addressees(word.gather(full_store, QUARTER), "reminder")} == silent
    assert len(word.letters(full_store, QUARTER)) == len(silent)
    with pytest.raises(StoreError, match="no_gaps"):
        word.letters(full_store, QUARTER, ["STP@2024-01-01"])


@pytest.mark.parametrize(
    ("period", "issuer", "abbr"), [("2024Q4", "THÔNG TIN", "STTTT"), ("2025Q1", "KHOA HỌC", "SKHCN")]
)
def test_who_issues_changes_with_the_role(full_store: Store, period: str, issuer: str, abbr: str) -> None:
    text = "\n".join(told(word.request_letter(full_store, period)))
    assert issuer in text and f"/{abbr}-" in text


def test_letters_name_the_public_contacts_that_the_plan_knows(full_store: Store) -> None:
    """What contacts.csv says stands in place of the dotted line, and where the letter goes."""
    figures = word.gather(full_store, QUARTER)
    silent = word.addressees(figures, "reminder")[0].unit
    office, unit = Contact(figures.body.id, "0221 111", "so@x.gov.vn"), Contact(silent.id, "0221 222", "xa@x.gov.vn")
    full_store.catalog = dataclasses.replace(full_store.catalog, contacts={office.unit_id: office, unit.unit_id: unit})
    try:
        (letter,) = word.letters(full_store, QUARTER, [silent.id]).values()
        request = word.request_letter(full_store, QUARTER)
    finally:
        full_store.catalog = figures.catalog
    said = "\n".join(told(letter))
    assert "0221 111" in said and "so@x.gov.vn" in said and "…" not in said.split("Đầu mối liên hệ")[1].split("\n")[0]
    assert "Như trên (thư điện tử xa@x.gov.vn; điện thoại 0221 222);" in said
    assert "0221 111" in "\n".join(told(request)) and "0221 222" not in "\n".join(told(request))
    (plain,) = word.letters(full_store, QUARTER, [silent.id]).values()
    assert "Như trên;" in "\n".join(told(plain)) and "điện thoại: …" in "\n".join(told(plain))


def test_the_request_letter_says_the_deadlines_and_extensions_that_are_recorded(one_quarter_store: Store) -> None:
    store, period = one_quarter_store, Period(2024, 2)
    before = "\n".join(told(word.request_letter(store, period)))
    assert "gia hạn" not in before
    who = {"by": "An", "reason": "mất điện"}
    stated = {"commune": date(2024, 6, 19), "department": date(2024, 6, 21)}
    trail.record_request(store, period, number="1", issued_on=date(2024, 5, 20), deadlines=stated, **who)
    units = ["STP@2024-01-01", "STC@2024-01-01"]
    for unit in units:
        trail.extend(store, period, unit, until=date(2024, 6, 28), **who)
    after = "\n".join(told(word.request_letter(store, period)))
    assert "thuộc tỉnh trước hết ngày 21/6/2024" in after and "21/6/2024" not in before
    names = [store.catalog.units[unit].name_vi for unit in units]
    line = next(text for text in after.split("\n") if text.startswith("Được gia hạn"))
    assert line.endswith("đến hết ngày 28/6/2024.") and all(name in line for name in names)


SPOILT = {
    "an unknown sentence": ('intro = "{issuer} tổng', 'entro = "{issuer} tổng', ["report.entro", "report.intro"]),
    "an unknown word": (
        "{issuer} tổng hợp, báo cáo",
        "{isuer} tổng hợp, báo cáo",
        ["report.intro", "isuer", "'issuer'"],
    ),
    "an unknown table": ("[office]", "[offise]", ["office missing"]),
    "an unknown key of the office": ("draft_mark", "draft_marks", ["[office]", "draft_marks", "'draft_mark'"]),
    "an unknown role": ('role = "DIC"', 'role = "DIK"', ["[office]", "DIK", "'DIC'"]),
    "an unknown document": (
        'documents = ["reminder", "request"]',
        'documents = ["remider"]',
        ["[[basis]] 2", "'reminder'"],
    ),
    "an area with a slip": (
        'areas = ["thai_binh"]',
        'areas = ["thai_bin"]',
        ["[[basis]] 2", "thai_bin", "'thai_binh'"],
    ),
    "a sentence that is gone": ('none = "Không có."', "", ["shared.none missing"]),
    "a brace left open": ('total = "Tổng số"', 'total = "Tổng {số"', ["shared.total"]),
    "text for a number": ("answer_days = 7", 'answer_days = "bảy"', ["answer_days", "whole number"]),
}


@pytest.mark.parametrize(("old", "new", "wanted"), SPOILT.values(), ids=SPOILT)
def test_wrong_wording_is_refused_by_name(tmp_path: Path, old: str, new: str, wanted: list[str]) -> None:
    folder = Path(shutil.copytree(PLAN_FOLDER, tmp_path / "plan"))
    file = folder / "documents.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogError) as refused:
        load_catalog(folder)
    assert all(word_ in str(refused.value) for word_ in ["documents.toml", *wanted]), refused.value


def test_a_basis_that_is_filled_in_opens_the_letters(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(PLAN_FOLDER, tmp_path / "plan"))
    file = folder / "documents.toml"
    text = file.read_text(encoding="utf-8").replace("lines = []", 'lines = ["Nghị quyết số 1"]')
    file.write_text(text, encoding="utf-8")
    basis = load_catalog(folder).wording.basis
    assert basis("reminder", "thai_binh", Period(2025, 3)) == ("Nghị quyết số 1",)
    assert not load_catalog().wording.basis("reminder", "thai_binh", Period(2025, 3))
    assert load_catalog().wording.basis("reminder", "hung_yen", Period(2025, 3))
