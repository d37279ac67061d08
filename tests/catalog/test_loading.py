"""Wrong data is refused with file, key and the nearest right word. Each case spoils one thing in a copy of the
Plan's data."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dxmetrics import catalog as catalog_package
from dxmetrics.catalog import load_catalog
from dxmetrics.errors import CatalogError

PLAN = Path(catalog_package.__file__).parent.parent / "plan"
MEAN = "did you mean"

# what is spoilt: file, text found there, text put in its place; and words the message must have
SPOILT = {
    "unit with an unknown parent": (
        "org_units.csv",
        "department,33@2024-01-01,department,department,1,0,hung_yen,2024-01-01,2025-02-28",
        "department,33@2024-01-02,department,department,1,0,hung_yen,2024-01-01,2025-02-28",
        ["org_units.csv", "SNV@2024-01-01", "parent_id", "33@2024-01-02", MEAN, "33@2024-01-01"],
    ),
    "unit with an unknown form": (
        "org_units.csv",
        "department,33@2024-01-01,department,department,1,0",
        "department,33@2024-01-01,department,departmint,1,0",
        ["org_units.csv", "VPUBND@2024-01-01", "form", MEAN, "'department'"],
    ),
    "unit at an unknown level": (
        "org_units.csv",
        "co_quan_chuyen_mon,department,",
        "co_quan_chuyen_mon,departement,",
        ["org_units.csv", "line", "level", MEAN, "department"],
    ),
    "a day that is none": (
        "org_units.csv",
        "2024-01-01,2025-02-28",
        "2024-01-01,2025-02-30",
        ["org_units.csv", "line", "valid_to", "2025-02-30"],
    ),
    "a unit between structures": (
        "org_units.csv",
        "SKHCN@2025-03-01,SKHCN",
        "SKHCN@2025-03-02,SKHCN",
        ["org_units.csv", "SKHCN@2025-03-02"],
    ),
    "a flag that is neither 1 nor 0": (
        "org_units.csv",
        ",department,department,1,0,hung_yen",
        ",department,department,yes,0,hung_yen",
        ["org_units.csv", "in_mt2", "yes"],
    ),
    "a unit twice": (
        "org_units.csv",
        "STP@2024-01-01,STP,STP",
        "SNV@2024-01-01,SNV,SNV",
        ["org_units.csv", "SNV@2024-01-01", "twice"],
    ),
    "a column misspelt": (
        "org_units.csv",
        "peer_group,form",
        "peer_grup,form",
        ["org_units.csv", "header", "peer_grup", MEAN, "peer_group"],
    ),
    "a column missing": (
        "groups.csv",
        "code,family,name_vi,name_en",
        "code,family,name_vi,note",
        ["groups.csv", "header", "note"],
    ),
    "an heir unknown": (
        "succession.csv",
        "SNV@2024-01-01,SNV@2025-03-01",
        "SNV@2024-01-01,SNW@2025-03-01",
        ["succession.csv", "new_id", "SNW@2025-03-01", MEAN, "SNV@2025-03-01"],
    ),
    "a role's holder unknown": (
        "roles.csv",
        "CAT,CAT@2024-01-01",
        "CAT,CTA@2024-01-01",
        ["roles.csv", "CAT", "unit_id", "CTA@2024-01-01", MEAN],
    ),
    "an alias of nobody": (
        "aliases.csv",
        "VP UBND tỉnh,VPUBND",
        "VP UBND tỉnh,VPUBNB",
        ["aliases.csv", "VP UBND tỉnh", MEAN, "VPUBND"],
    ),
    "an element's list unknown": (
        "data_elements.csv",
        ",review_state,",
        ",review_stat,",
        ["data_elements.csv", "D17", "enum", MEAN, "review_state"],
    ),
    "an enum without its list": (
        "data_elements.csv",
        ",enum,,,stock,III.2,,review_state,",
        ",enum,,,stock,III.2,,,",
        ["data_elements.csv", "D17", "list"],
    ),
    "an element's document unknown": (
        "data_elements.csv",
        ",D14,1,0,0,0",
        ",D14x,1,0,0,0",
        ["data_elements.csv", "D12", "document", MEAN, "D14"],
    ),
    "an element's group unknown": (
        "data_elements.csv",
        "III.7,NT9,",
        "III.7,NT10,",
        ["data_elements.csv", "group", "NT10", MEAN],
    ),
    "an unknown kind of value": (
        "data_elements.csv",
        "D02,D02,Số công chức có mặt tại ngày chốt số liệu,Civil servants in post at the cut-off,int",
        "D02,D02,Số công chức có mặt tại ngày chốt số liệu,Civil servants in post at the cut-off,integer",
        ["data_elements.csv", "value_type", "integer", MEAN, "'int'"],
    ),
    "a form row for a cell that is none": (
        "forms.csv",
        "department,unit,D02,",
        "department,unit,D2,",
        ["forms.csv", "department", "D2", MEAN],
    ),
    "a form row of no form": ("forms.csv", "press,unit,D82", "pres,unit,D82", ["forms.csv", "pres", MEAN, "press"]),
    "a form row of no role": (
        "forms.csv",
        "D107,IV.5,STC",
        "D107,IV.5,STS",
        ["forms.csv", "D107", "role", MEAN, "STC"],
    ),
    "a schedule that is none": (
        "forms.csv",
        "department,unit,D01,I.2.a,,every",
        "department,unit,D01,I.2.a,,evry",
        ["forms.csv", "schedule", "evry", MEAN, "every"],
    ),
    "a quarter that is none": (
        "forms.csv",
        ",every,2025Q3,,1",
        ",every,2025Q5,,1",
        ["forms.csv", "first_period", "2025Q5"],
    ),
    "a document with a row of its own": (
        "forms.csv",
        "department,unit,D11,",
        "department,unit,D14,",
        ["forms.csv", "D14", "document"],
    ),
    "a rule about a cell that is none": (
        "rules.csv",
        "R06,D16,<=,D15",
        "R06,D16,<=,D151",
        ["rules.csv", "R06", "D151", MEAN, "D15"],
    ),
    "a rule with another sign": ("rules.csv", "R06,D16,<=,D15", "R06,D16,<,D15", ["rules.csv", "operator", "'<'"]),
    "a task's owner unknown": (
        "tasks.csv",
        ",S;H,SNV;DIC,D17",
        ",S;HH,SNV;DIC,D17",
        ["tasks.csv", "N2.1", "owners", "HH"],
    ),
    "a task's measure unknown": ("tasks.csv", "D17;D18,", "D17;D188,", ["tasks.csv", "N2.1", "D188", MEAN]),
    "a target's cell unknown": (
        "targets.toml",
        'terms = ["D12 = yes"]',
        'terms = ["D121 = yes"]',
        ["targets.toml", "MT2", "D121", MEAN, "D12"],
    ),
    "a term that is none": (
        "targets.toml",
        '["D08 > 0", ',
        '["D08 more than 0", ',
        ["targets.toml", "MT1", "D08 more than 0", "D03 > stated D04"],
    ),
    "an aggregation that is none": (
        "targets.toml",
        'aggregation = "share_of_units"',
        'aggregation = "share_of_unit"',
        ["targets.toml", "MT1", "aggregation", MEAN, "share_of_units"],
    ),
    "a key of a target misspelt": (
        "targets.toml",
        "target_value = 100",
        "target_valeu = 100",
        ["targets.toml", "MT1", "target_valeu", MEAN, "target_value"],
    ),
    "a target's owner unknown": (
        "targets.toml",
        'owner_role = "SNV"',
        'owner_role = "SNW"',
        ["targets.toml", "owner_role", "SNW", MEAN, "SNV"],
    ),
    "an indicator's section unknown": (
        "targets.toml",
        'section = "III.3.b"',
        'section = "III.33.b"',
        ["targets.toml", "section", "III.33.b", MEAN],
    ),
    "a part's cell unknown": ("targets.toml", '"D70.1"', '"D70.11"', ["targets.toml", "MT3", "D70.11", MEAN, "D70.1"]),
    "a part's group unknown": ("targets.toml", 'group = "ML1"', 'group = "ML9"', ["targets.toml", "MT3", "ML9", MEAN]),
    "milestones out of order": (
        "targets.toml",
        "target_value = 100",
        'target_value = 100\nmilestones = [{ period = "2025Q1", value = 40 }, { period = "2024Q4", value = 50 }]',
        ["targets.toml", "MT1", "milestones", "order of time"],
    ),
    "a milestone beyond the target": (
        "targets.toml",
        "target_value = 100",
        'target_value = 100\nmilestones = [{ period = "2025Q1", value = 140 }]',
        ["targets.toml", "MT1", "milestones", "towards the target"],
    ),
    "a milestone without a line": (
        "targets.toml",
        'judgement = "tracking"',
        'judgement = "tracking"\nmilestones = [{ period = "2025Q1", value = 40 }]',
        ["targets.toml", "MT1p", "milestones", "deadline"],
    ),
    "toml that does not parse": ("targets.toml", "[[target]]", "[[target]", ["targets.toml"]),
    "a threshold missing": ("plan.toml", "stagnant_periods = 3", "", ["plan.toml", "thresholds", "stagnant_periods"]),
    "a threshold misspelt": (
        "plan.toml",
        "on_track = ",
        "ontrack = ",
        ["plan.toml", "thresholds", "ontrack", MEAN, "on_track"],
    ),
    "a province that is none": (
        "plan.toml",
        'province = "33@2024-01-01"',
        'province = "34@2024-01-01"',
        ["plan.toml", "province", "34@2024-01-01", MEAN],
    ),
    "a first quarter that is none": (
        "plan.toml",
        'first_period = "2024Q2"',
        'first_period = "2024-2"',
        ["plan.toml", "first_period", "2024-2"],
    ),
    "a due rule for no level": (
        "calendar.toml",
        'level = "network"',
        'level = "networks"',
        ["calendar.toml", "level", MEAN, "network"],
    ),
    "a holiday that is no day": ("holidays.csv", "2024-01-01", "2024-13-01", ["holidays.csv", "date", "2024-13-01"]),
}


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PLAN, tmp_path / "plan"))


@pytest.mark.parametrize("case", SPOILT)
def test_wrong_data_is_refused_by_name(plan: Path, case: str) -> None:
    file, right, wrong, words = SPOILT[case]
    text = (plan / file).read_text(encoding="utf-8")
    assert right in text, "the case no longer fits the data"
    (plan / file).write_text(text.replace(right, wrong, 1), encoding="utf-8", newline="\n")
    with pytest.raises(CatalogError) as refused:
        load_catalog(plan)
    assert [word for word in words if word not in str(refused.value)] == [], str(refused.value)


def test_the_plan_as_shipped_loads_and_is_read_once(plan: Path) -> None:
    assert load_catalog(plan).targets.keys() == load_catalog().targets.keys()
    assert load_catalog() is load_catalog()


def test_what_is_loaded_is_frozen() -> None:
    catalog = load_catalog()
    with pytest.raises(TypeError):
        catalog.units["x"] = None
    with pytest.raises(AttributeError):
        catalog.targets["MT1"].code = "MT9"


def test_an_office_changes_a_deadline_and_a_threshold_as_data(plan: Path) -> None:
    for file, right, wrong in (
        ("targets.toml", "deadline = 2025-12-31", "deadline = 2026-12-31"),
        ("plan.toml", "on_track = 0.90", "on_track = 0.80"),
    ):
        text = (plan / file).read_text(encoding="utf-8")
        (plan / file).write_text(text.replace(right, wrong), encoding="utf-8", newline="\n")
    changed = load_catalog(plan)
    assert changed.indicators["MT2"].deadline.year == 2026 and changed.thresholds.on_track == 0.8
