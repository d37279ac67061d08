"""Every page, act and question of the metrics says who may have it; nothing that writes stands unguarded."""

from __future__ import annotations

import ast
import importlib
import inspect
from pathlib import Path

import pytest

from dxmetrics import metrics
from dxmetrics.roles import ACTS, OWNER, PAGES, ROLES
from dxmetrics.text import LANGUAGES, words
from dxmetrics.ui.navigation import ENTRIES

ROOT = Path(__file__).resolve().parents[2]
PUBLIC = set(
    "RequestLetter extensions letters_sent request_letter request_letters WorkedExample freeze_of freeze_terms frozen_periods guardrails lagging lagging_units peers periods "  # noqa: E501
    "platforms progress publish quarter_of_units reporting reporting_rates restatements restore settling snapshot "
    "stale_values system_indicators task_indicators tasks trend units_to_go worked_example".split()
)
"""Finished figures, for all who may come in (and ``restore``, which has no store to ask: the command line's alone)."""
INNER = {
    "dxmetrics.store.loading.take",
    "dxmetrics.store.checking.arrived",
    "dxmetrics.store.freezing.require_who_and_why",
    "dxmetrics.store.accounts.accounts",
}
"""Takes a ``by`` and writes nothing: what it makes goes through ``load_group``, which asks."""


def test_every_page_says_which_roles_open_it() -> None:
    assert {entry.key for entry in ENTRIES} <= set(PAGES), "add the page to PAGES in dxmetrics/roles.py"


@pytest.mark.parametrize("table", [ACTS, PAGES], ids=["acts", "pages"])
def test_only_known_roles_are_named(table) -> None:
    assert all(roles and roles <= set(ROLES) for roles in table.values())
    assert all(OWNER.roles & roles for roles in table.values())


def test_roles_have_words() -> None:
    assert all(words(language)(f"role.{role}") for language in LANGUAGES for role in ROLES)


def test_every_question_of_the_metrics_is_guarded_or_public() -> None:
    guarded = {name for name in metrics.__all__ if hasattr(getattr(metrics, name), "act")}
    unsaid = set(metrics.__all__) - guarded - PUBLIC
    assert not unsaid, "guard it with @act(...) (store/guarding.py), or say here that it shows finished figures only"
    assert not guarded & PUBLIC


def acting_functions() -> list[tuple[str, str]]:
    """Public functions of store, metrics and documents that are told who acts, or asked for personal data."""
    found = []
    for room in ("store", "metrics", "documents"):
        for path in sorted((ROOT / "dxmetrics" / room).glob("*.py")):
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    given = {each.arg: each.annotation for each in (*node.args.args, *node.args.kwonlyargs)}
                    named = "by" in given and ast.unparse(given["by"]) == "str"
                    if "store" in given and (named or "with_personal" in given):
                        found.append((f"dxmetrics.{room}.{path.stem}", node.name))
    return found


@pytest.mark.parametrize(("module", "name"), acting_functions())
def test_what_acts_or_shows_personal_data_asks_for_the_role(module: str, name: str) -> None:
    if f"{module}.{name}" not in INNER:
        function = getattr(importlib.import_module(module), name)
        assert getattr(function, "act", None) in ACTS, f"guard {module}.{name} with @act(...)"
        assert next(iter(inspect.signature(function).parameters)) == "store"


def test_files_leave_by_one_button_only() -> None:
    """It says for whom a file was made; any other would be refused to the person it was made for."""
    named = [
        path for path in Path("dxmetrics/ui").glob("*.py") if "download_button(" in path.read_text(encoding="utf-8")
    ]
    assert [path.name for path in named] == ["downloads.py"]
    assert not [path for path in Path("pages").glob("*.py") if "download_button(" in path.read_text(encoding="utf-8")]
