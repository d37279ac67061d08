"""Repeated faults told once."""

from dxmetrics.checks import group_findings
from dxmetrics.findings import Finding


def test_groups_by_code_and_sheet_gravest_first() -> None:
    findings = [
        Finding("value.missing", "warning", "Biểu 1", "F10"),
        Finding("value.percent", "error", "Biểu 2", "D11"),
        Finding("value.missing", "warning", "Biểu 1", "F12"),
        Finding("value.missing", "warning", "Biểu 2", "F12"),
    ]
    groups = group_findings(findings)
    assert [(group.code, group.sheet, group.count, group.cells) for group in groups] == [
        ("value.percent", "Biểu 2", 1, ("D11",)),
        ("value.missing", "Biểu 1", 2, ("F10", "F12")),
        ("value.missing", "Biểu 2", 1, ("F12",)),
    ]
    assert groups[1].first is findings[0]


def test_what_is_mended_otherwise_stands_apart() -> None:
    findings = [
        Finding("register.near_miss", "error", "Biểu 2", "B11", params={"suggestion": "one"}),
        Finding("register.near_miss", "error", "Biểu 2", "B12", params={"suggestion": "two"}),
        Finding("register.near_miss", "error", "Biểu 2", "B13", params={"suggestion": "one"}),
    ]
    groups = group_findings(findings, lambda finding: str(finding.params["suggestion"]))
    assert [group.cells for group in groups] == [("B11", "B13"), ("B12",)]
