"""Progress rows for the tests of charts and pages: one quarter's row with what a test wants changed."""

import pandas as pd

USUAL = {
    "target": "MT2",
    "indicator": "MT2",
    "org_unit": "33@2024-01-01",
    "code": "33",
    "name_vi": "Tỉnh Hưng Yên",
    "name_en": "Hung Yen Province",
    "level": "all",
    "group": "",
    "peer_group": "",
    "period": "2025Q2",
    "numerator": 60.0,
    "denominator": 100.0,
    "value": 60.0,
    "lower": 60.0,
    "upper": 70.0,
    "reported_share": 90.0,
    "met": 60,
    "not_met": 30,
    "not_reported": 10,
    "not_applicable": 0,
    "baseline": 20.0,
    "baseline_period": "2024Q2",
    "target_value": 100.0,
    "direction": "up",
    "deadline_period": "2025Q4",
    "planned_now": 73.3,
    "progress_share": 0.5,
    "plan_attainment": 0.75,
    "pace": 10.0,
    "required_pace": 20.0,
    "projected": 80.0,
    "gap_pct": 25.0,
    "units_to_go": 40,
    "units_per_quarter_needed": 20.0,
    "status": "needs_acceleration",
    "status_lower": "lagging",
    "status_upper": "on_track",
    "carried_age": 0,
    "comparable_value": 60.0,
    "comparable_units": 100,
}


def progress_rows(*changes: dict[str, object]) -> pd.DataFrame:
    """One row per mapping of changes to the usual row."""
    return pd.DataFrame([{**USUAL, **change} for change in changes])
