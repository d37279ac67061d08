"""Charts: pure functions from rows to a plotly figure or a small SVG, in one visual language."""

from dxmetrics.charts.calendar import reporting_calendar
from dxmetrics.charts.plan_line import plan_line
from dxmetrics.charts.rates import reporting_rates
from dxmetrics.charts.strip import strip_label, three_state_strip
from dxmetrics.charts.three_state import group_bars, three_state

__all__ = [
    "group_bars",
    "plan_line",
    "reporting_calendar",
    "reporting_rates",
    "strip_label",
    "three_state",
    "three_state_strip",
]
