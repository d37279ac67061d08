"""What a person may meet is explained: commands in the README, codes in the catalogues, plan data without loose
ends."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dxmetrics.catalog import load_catalog
from dxmetrics.cli.parser import build_parser
from dxmetrics.metrics.publishing import PUBLISHED
from dxmetrics.store.sqlfiles import relations
from dxmetrics.text import LANGUAGES, words

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
STATUSES = (
    "not_applicable not_reported achieved missed not_assessable regressing stagnant on_track needs_acceleration "
    "lagging "
    "incomplete in_year tracking not_met"
).split()
REASONS = "no_return rejected below_plan no_value regressed stagnant evidence_missing late".split()
STATES = "not_due missing rejected pending accepted".split()


def commands() -> list[str]:
    actions = build_parser(words("en"))._subparsers._group_actions
    return sorted(actions[0].choices)


@pytest.mark.parametrize("command", commands())
def test_every_command_is_in_the_readme_and_has_help_in_both_languages(command: str) -> None:
    assert re.search(rf"\b{command}\b", README.read_text(encoding="utf-8"))
    texts = {words(language)(f"cli.{command}.help") for language in LANGUAGES}
    assert len(texts) == len(LANGUAGES) and all(texts)


def test_the_readme_has_the_two_commands_and_the_notice() -> None:
    text = README.read_text(encoding="utf-8")
    assert re.search(r"pip install .*-r requirements\.txt .*streamlit run app\.py", text)
    assert re.search(r"pip install .*-r requirements-dev\.txt .*pytest", text)


def test_the_readmes_service_is_one_that_systemd_understands(tmp_path: Path) -> None:
    """Its program is on no machine of the tests': this Python stands in for it."""
    unit = re.search(r"```ini\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)[1]
    assert "NoNewPrivileges=yes" in unit and "ProtectSystem=strict" in unit and "User=dxmetrics" in unit
    if not shutil.which("systemd-analyze"):
        pytest.skip("no systemd-analyze here")
    path = tmp_path / "dxmetrics.service"
    path.write_text(re.sub(r"ExecStart=\S+", f"ExecStart={sys.executable}", unit), encoding="utf-8")
    done = subprocess.run(["systemd-analyze", "verify", str(path)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@pytest.mark.parametrize(("prefix", "codes"), [("status", STATUSES), ("reason", REASONS), ("reporting_state", STATES)])
def test_every_code_of_a_figure_has_its_words(prefix: str, codes: list[str]) -> None:
    for language in LANGUAGES:
        say = words(language)
        assert all(say(f"{prefix}.{code}") for code in codes)


def test_every_status_the_rules_can_give_is_documented() -> None:
    """Words in quotes after ``then`` in the rule that gives the status."""
    sql = dict(relations())["mart.status_probe"]
    given = set(re.findall(r"then '(\w+)'|else '(\w+)'", sql.split("as plan_attainment", 2)[-1]))
    flat = {one or other for one, other in given}
    assert flat <= set(STATUSES) and len(flat) > 8


def test_published_relations_exist() -> None:
    assert {f"mart.{name}" for name in PUBLISHED} <= {name for name, _ in relations()}


def test_plan_data_has_no_loose_ends() -> None:
    """Beyond what loading refuses: nothing that is declared is never used, nothing used is asked of nobody."""
    catalog = load_catalog()
    asked = {row.data_element for row in catalog.form_rows}
    documents = {element.document for element in catalog.elements.values()}
    cells = {
        code
        for indicator in catalog.indicators.values()
        for code in (
            *(term.element for way in indicator.conditions for term in way.terms),
            *(code for part in indicator.parts for code in (*part.numerator, *part.denominator)),
        )
    }
    assert cells <= asked | documents
    assert {code for rule in catalog.rules for code in (*rule.left, *rule.right)} <= asked
    for indicator in catalog.indicators.values():
        for piece in (*indicator.parts, *indicator.conditions):
            assert set(piece.levels) <= set(indicator.levels), indicator.code
    assert {element.enum for element in catalog.elements.values()} - {""} == set(catalog.enums)
    used = {element.section for element in catalog.elements.values()} | {
        task.section for task in catalog.tasks.values()
    }
    used |= {row.section for row in catalog.form_rows} | {item.section for item in catalog.indicators.values()}
    assert {item.section for item in catalog.targets.values()} | used - {""} <= set(catalog.sections)
