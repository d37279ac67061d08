"""Checks over a return as read: one rule, one function, one code; all faults at once, each at its cell."""

from dxmetrics.checks.history import check_history
from dxmetrics.checks.rules import check_rules
from dxmetrics.findings import FindingGroup, group_findings

__all__ = ["FindingGroup", "check_history", "check_rules", "group_findings"]
