"""What a lagging unit has to do: its targets' own words first, never a target's words for a lack of the return."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from dxmetrics.catalog import load_catalog
from dxmetrics.text import words
from dxmetrics.ui import tables

SAY = words("vi")
PAGE = SimpleNamespace(catalog=load_catalog(), language="vi", words=SAY)
FOCAL_POINT = PAGE.catalog.targets["MT2"].headline.action_vi


@pytest.mark.parametrize(
    ("reasons", "targets", "expected"),
    [
        (["below_plan"], ["MT2"], [FOCAL_POINT]),
        (["below_plan", "late"], ["MT2"], [FOCAL_POINT, SAY("reason_remedy.late")]),
        (["evidence_missing"], ["MT2"], [SAY("reason_remedy.evidence_missing")]),
        (["no_return"], [], [SAY("reason_remedy.no_return")]),
        (["regressed"], ["MT2"], [FOCAL_POINT, SAY("reason_remedy.regressed")]),
    ],
)
def test_todo(reasons: list[str], targets: list[str], expected: list[str]) -> None:
    assert tables._todo(PAGE, reasons, targets) == "; ".join(expected)


def test_every_target_with_a_number_says_what_to_do() -> None:
    for target in PAGE.catalog.targets.values():
        if target.headline.target_value is not None:
            assert target.headline.action_vi and target.headline.action_en, target.code
