"""Charts: pure functions from rows to a plotly figure or a small SVG, in one visual language."""

from dxmetrics.charts.amounts import ranked_amounts, stacked_amounts, whole_and_part
from dxmetrics.charts.boundary_map import boundary_map
from dxmetrics.charts.calendar import reporting_calendar
from dxmetrics.charts.enlarge import enlarged
from dxmetrics.charts.heat_map import heat_map
from dxmetrics.charts.multiples import small_multiples
from dxmetrics.charts.network import network_groups
from dxmetrics.charts.plan_line import plan_line
from dxmetrics.charts.rates import reporting_rates
from dxmetrics.charts.scorecard import scorecard
from dxmetrics.charts.strip import strip_label, three_state_strip
from dxmetrics.charts.task_matrix import task_matrix, task_states
from dxmetrics.charts.three_state import group_bars, three_state
from dxmetrics.charts.tile_map import tile_map
from dxmetrics.charts.tiles import place_tiles
from dxmetrics.charts.unit_quarters import unit_quarters

__all__ = [
    "boundary_map",
    "enlarged",
    "group_bars",
    "heat_map",
    "network_groups",
    "place_tiles",
    "plan_line",
    "ranked_amounts",
    "reporting_calendar",
    "reporting_rates",
    "scorecard",
    "small_multiples",
    "stacked_amounts",
    "strip_label",
    "task_matrix",
    "task_states",
    "three_state",
    "three_state_strip",
    "tile_map",
    "unit_quarters",
    "whole_and_part",
]
