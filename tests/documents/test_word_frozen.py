"""A frozen quarter's documents are of the freeze, say so, and are the same however the data go on."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document

from dxmetrics import metrics
from dxmetrics.documents import word
from dxmetrics.errors import StoreError
from dxmetrics.periods import Period
from dxmetrics.store import Store, actions, freezing


def test_a_frozen_quarters_report_stays_the_same(one_quarter_store: Store) -> None:
    store, period = one_quarter_store, "2024Q2"
    with pytest.raises(StoreError, match="no_frozen_figures"):
        word.contents(store, period, frozen=True)
    metrics.freeze(store, period, by="An", reason="công bố")
    published = word.report(store, period)
    assert "đã chốt và khóa" in "\n".join(item.text for item in Document(BytesIO(published)).paragraphs)

    unit = metrics.reporting(store, period).query("state == 'accepted'")["org_unit"].iloc[0]
    row = metrics.revisions(store, period).query("org_unit == @unit").iloc[0]
    withdraw_by_exception(store, row["return_id"], unit)
    assert word.report(store, period) == published
    assert word.contents(store, period) != word.contents(store, period, frozen=False)


def withdraw_by_exception(store: Store, return_id: str, unit: str) -> None:
    """An exception lets one change into a frozen quarter: here the return goes."""
    freezing.allow(store, Period(2024, 2), unit, by="An", reason="sai số liệu")
    actions.withdraw(store, return_id, by="An", reason="sai số liệu")
