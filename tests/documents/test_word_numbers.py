"""Every number of the report is one the metrics give: sentence by sentence, and cell by cell in its tables and annexes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

import pandas as pd
import pytest
from docx import Document
from docx.oxml.ns import qn

from dxmetrics import metrics
from dxmetrics.documents import word
from dxmetrics.documents.word.model import Paragraph
from dxmetrics.documents.word.report import parts
from dxmetrics.store import Store
from dxmetrics.text.numbers import number

QUARTERS = ("2024Q2", "2024Q3", "2025Q3", "2025Q4")
_NOT_FIGURES = re.compile(
    r"\d{1,2}/\d{1,2}/\d{4}(?: \d\d:\d\d)?|\d+/[A-ZĐ-]+\d*|(?:quý|QUÝ) [IV]+ (?:năm|NĂM) \d{4}"
    r"|\b[IV]+(?:\.\w+)+(?:\(\d\))?|hai quý|ba kỳ|phần IV|\d+ (?:xã|phường)[^.]*Nghị quyết [^)]*"
)
_TOKEN = re.compile(r"\d[\d.,]*")


class Expected:
    """The figures by the names the report gives them, worked out again from the metrics' rows."""

    def __init__(self, store: Store, period: str) -> None:
        self.progress = metrics.progress(store, period, by="level")
        before = str(word.gather(store, period).period.shift(-1))
        self.before = metrics.progress(store, before, by="level")
        self.lagging = metrics.lagging(store, period)
        self.units = metrics.lagging_units(store, period)
        self.reporting = metrics.reporting(store, period)
        self.tasks = metrics.tasks(store, period, level="all")
        self.matters = metrics.difficulties(store, period)
        self.guardrails = metrics.guardrails(store, period)
        self.targets = store.catalog.targets

    def all(self) -> dict[str, float]:
        return {
            name: value for made in (self._targets, self._returns, self._lagging, self._tasks) for name, value in made()
        }

    def _targets(self) -> Iterator[tuple[str, float]]:
        whole = self.progress[self.progress["level"] == "all"].set_index("indicator")
        before = self.before[self.before["level"] == "all"].set_index("indicator")["value"]
        for code, row in whole.iterrows():
            names = "value planned_now target_value numerator denominator lower upper not_reported met comparable_value"
            yield from ((f"{code}.{name}", row[name]) for name in (*names.split(), "comparable_units"))
            yield f"{code}.total", row["denominator"]
            yield f"{code}.to_go", row["units_to_go"]
            yield f"{code}.per_quarter", row["units_per_quarter_needed"]
            yield f"{code}.required", row["required_pace"]
            yield f"{code}.pace", row["pace"]
            yield f"{code}.gap", (row["target_value"] or 0) - row["value"]
            yield f"{code}.change", abs(row["value"] - before.get(code, float("nan")))
        for row in self.progress.to_dict("records"):
            yield f"{row['indicator']}.{row['level']}", row["value"]
        for row in self.guardrails.to_dict("records"):
            yield f"{row['target']}.value", row["source_value"]
            yield f"{row['target']}.baseline", row["source_baseline"]
            yield f"{row['target']}.more", row["source_value"] - row["source_baseline"]
        heads = [target.headline for target in self.targets.values()]
        judged = [item.code for item in heads if item.judgement in ("plan", "annual") and item.code in whole.index]
        yield "targets", len(judged)
        for status, count in whole.loc[judged, "status"].value_counts().items():
            yield f"targets.{status}", count

    def _returns(self) -> Iterator[tuple[str, float]]:
        rows = self.reporting
        there = rows["state"].isin(["accepted", "pending"])
        on_time = there & (rows["received_at"] <= rows["due_at"])
        yield from ((f"expected.{level}", count) for level, count in rows["level"].value_counts().items())
        yield "expected", len(rows)
        yield "returns.expected", len(rows)
        yield "returns.received", there.sum()
        yield "returns.on_time", on_time.sum()
        yield "returns.late", (there & (rows["days_late"] > 0)).sum()
        for state in ("missing", "rejected", "not_due"):
            yield f"returns.{state}", (rows["state"] == state).sum()
        yield "returns.rate", 100 * there.sum() / len(rows)
        yield "returns.on_time_rate", 100 * on_time.sum() / len(rows)
        yield "chase.missing", rows["state"].isin(["missing", "rejected"]).sum()

    def _lagging(self) -> Iterator[tuple[str, float]]:
        head = self.units[self.units["rank"].notna()]
        yield "lagging.count", len(head)
        yield "lagging.again", (head["quarters_lagging"] > 1).sum()
        yield "chase.lagging", len(head)
        for reason, units in self.lagging.groupby("reason")["org_unit"]:
            yield f"lagging.{reason}", units.nunique()
            yield f"lagging.{reason}.more", units.nunique() - 8
        short = self.lagging[~self.lagging["reason"].isin(["late", "evidence_missing"])]
        for target, units in short.groupby("target")["org_unit"]:
            yield f"lagging.{target}", units.nunique()

    def _tasks(self) -> Iterator[tuple[str, float]]:
        rows = self.tasks.assign(
            top=self.tasks["section"]
            .str.extract(r"^([IV]+\.\d+)")[0]
            .where(self.tasks["family"] == "task", "assignments"),
            all_done=self.tasks["done"] + self.tasks["ongoing"],
            silent=self.tasks["unknown"] + self.tasks["not_reported"],
        )
        yield "tasks.overdue", rows["overdue"].sum()
        names = {"all_done": "done", "silent": "unknown"}
        for top, group in rows.groupby("top"):
            yield f"{top}.count", len(group)
            for column in ("units", "all_done", "in_progress", "not_started", "silent", "not_applicable"):
                yield f"{top}.{names.get(column, column)}", group[column].sum()
        for kind, family in (("difficulty", "cause"), ("proposal", "proposal")):
            told = self.matters[self.matters["kind"] == kind]
            yield f"{family}.count", len(told)
            yield f"{family}.units", told["org_unit"].nunique()
            times = told["text"].str.strip().str.rstrip(".").value_counts()
            shown = times[(times > 1) | (len(times) <= 10)].head(10)
            yield from ((f"{family}.{place}", count) for place, count in enumerate(shown))
            yield f"{family}.rest", len(told) - shown.sum()


def paragraphs(store: Store, period: str) -> list[Paragraph]:
    found = parts(word.gather(store, period))
    return [block for part in found for block in part.blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize("period", QUARTERS)
def test_every_figure_of_a_sentence_is_the_metrics_own(full_store: Store, period: str) -> None:
    expected = Expected(full_store, period).all()
    checked = 0
    for paragraph in paragraphs(full_store, period):
        for name, value in paragraph.figures.items():
            assert value == pytest.approx(expected[name], abs=1e-6), (name, paragraph.text)
            checked += 1
    assert checked > 100


@pytest.mark.parametrize("period", QUARTERS)
def test_no_sentence_has_a_number_that_is_not_among_its_figures(full_store: Store, period: str) -> None:
    for paragraph in paragraphs(full_store, period):
        text = _NOT_FIGURES.sub(" ", paragraph.text)
        allowed = {number(value, "vi", digits) for value in paragraph.figures.values() for digits in (0, 1, 2)}
        found = {token.rstrip(".,") for token in _TOKEN.findall(text)}
        assert found <= allowed, paragraph.text


def tables(data: bytes) -> list[list[list[str]]]:
    """Every framed table of the document: rows of cells."""
    body = Document(BytesIO(data)).element.body
    framed = [item for item in body.iter(qn("w:tbl")) if item.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}") is not None]
    return [
        [["".join(node.text or "" for node in cell.iter(qn("w:t"))) for cell in row.iter(qn("w:tc"))] for row in table.iter(qn("w:tr"))]  # noqa: E501
        for table in framed
    ]  # fmt: skip


def plain(value: object) -> str:
    return "" if pd.isna(value) else number(float(value), "vi")


@pytest.mark.parametrize("period", ["2024Q3", "2025Q3"])
def test_every_cell_of_the_tables_is_the_metrics_own(full_store: Store, period: str) -> None:
    targets, tasks, rates, units, lagging, missing = tables(word.report(full_store, period))
    expected = Expected(full_store, period)

    rows = expected.progress
    level = {full_store.catalog.wording.sentences[f"level_short.{name}"]: name for name in set(rows["level"])}
    heads = {target.headline.name_vi: target.headline.code for target in full_store.catalog.targets.values()}
    code, seen = "", 0
    for name, _, counts, value, planned, target, _ in targets[1:]:
        code, at = (heads[name], "all") if name in heads else (code, level.get(name.removeprefix("– ")))
        if at is None:  # the part that can be compared
            assert value == plain(
                rows[(rows["indicator"] == code) & (rows["level"] == "all")]["comparable_value"].iloc[0]
            )
            continue
        row = rows[(rows["indicator"] == code) & (rows["level"] == at)].iloc[0]
        assert counts == f"{plain(row['numerator'])}/{plain(row['denominator'])}"
        assert (value, planned, target) == tuple(plain(row[key]) for key in ("value", "planned_now", "target_value"))
        seen += 1
    assert seen > 8

    for (_, _, *cells), row in zip(tasks[1:], expected.tasks.to_dict("records"), strict=True):
        done, silent = row["done"] + row["ongoing"], row["unknown"] + row["not_reported"]
        assert cells == [str(int(n)) for n in (row["units"], done, row["in_progress"], row["not_started"], silent)]

    whole = metrics.reporting_rates(full_store).query("period == @period").set_index("level")
    assert rates[-1][1:6] == [
        str(whole.loc["all", name]) for name in ("expected", "received", "on_time", "missing", "rejected")
    ]
    assert [row[1] for row in rates[1:-1]] == [
        str(n) for n in whole.drop("all").loc[[level[row[0]] for row in rates[1:-1]], "expected"]
    ]

    assert [row[1] for row in lagging[1:] if len(row) > 1] == list(expected.units["name_vi"])
    assert [row[4] for row in lagging[1:] if len(row) > 1][: expected.units["rank"].notna().sum()] == [
        str(n) for n in expected.units[expected.units["rank"].notna()]["quarters_lagging"]
    ]
    silent = expected.reporting[expected.reporting["state"].isin(["missing", "rejected"])]
    assert sorted((row[1], row[3]) for row in missing[1:]) == sorted(
        (name, str(days)) for name, days in zip(silent["name_vi"], silent["days_late"], strict=True)
    )
    _check_units(full_store, period, units)


def _check_units(store: Store, period: str, table: list[list[str]]) -> None:
    """Annex I against ``progress`` by unit; two units of one name are told apart by their level's heading."""
    rows = metrics.progress(store, period, by="unit")
    heads = [target.headline for target in store.catalog.targets.values()]
    codes = [item.code for item in heads if item.judgement != "guardrail" and item.code in set(rows["indicator"])]
    found: dict[str, list[tuple[str, ...]]] = {}
    for row in table[1:]:
        if len(row) > 1:
            found.setdefault(row[1], []).append(tuple(row[2 : 2 + len(codes)]))
    own = {unit.id: unit for unit in store.catalog.units_at(word.gather(store, period).period)}
    values = {
        (row["org_unit"], row["indicator"]): row
        for row in rows.to_dict("records")
        if row["level"] == own[row["org_unit"]].level
    }
    wanted: dict[str, list[tuple[str, ...]]] = {}
    for unit in own.values():
        if unit.name_vi in found:
            cells = tuple(
                _shown(values.get((unit.id, code)), store.catalog.indicators[code].aggregation) for code in codes
            )
            wanted.setdefault(unit.name_vi, []).append(cells)
    assert len(found) > 30
    for name, cells in found.items():
        assert sorted(cells) == sorted(wanted[name]), name


def _shown(row: dict | None, aggregation: str) -> str:
    if row is None:
        return ""
    if row["status"] == "not_applicable":
        return "–"
    if pd.isna(row["value"]):
        return "…"
    if aggregation == "share_of_units":
        return "Đạt" if row["value"] == 100 else "Chưa"
    return plain(row["value"])
