"""The quarter's paper trail: deadlines by letter, extensions, letters sent, difficulties answered; all of it in the audit."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from dxmetrics import metrics
from dxmetrics.documents.letter_kinds import KINDS
from dxmetrics.errors import StoreError
from dxmetrics.periods import Period
from dxmetrics.store import Store, freezing, trail
from dxmetrics.store.loading import load_file
from dxmetrics.store.sqlfiles import query
from dxmetrics.store.templates import template_file
from dxmetrics.text.numbers import day

UNIT, OTHER, DISTRICT, Q2 = "STC@2024-01-01", "SNV@2024-01-01", "323@2024-01-01", Period(2024, 2)
WHO = {"by": "Lan", "reason": "theo công văn 12"}
LETTER = {"number": "45/STTTT-CNTT", "issued_on": date(2024, 6, 3)}


def expected(store: Store, unit: str = UNIT, **options: object) -> dict:
    rows = metrics.reporting(store, Q2, **options)
    return rows[rows["org_unit"] == unit].to_dict("records")[0]


def due(store: Store, unit: str = UNIT) -> date:
    return store.rows(query("due_of"), {"period": Q2.code, "org_unit": unit})[0][2].date()


def test_a_letter_moves_only_the_deadlines_it_states(empty_store: Store) -> None:
    calendar = due(empty_store), due(empty_store, DISTRICT)
    trail.record_request(empty_store, Q2, **LETTER, **WHO)
    assert (due(empty_store), due(empty_store, DISTRICT)) == calendar
    trail.record_request(empty_store, Q2, **LETTER, deadlines={"department": date(2024, 6, 21)}, **WHO)
    assert (due(empty_store), due(empty_store, DISTRICT)) == (date(2024, 6, 21), calendar[1])
    found = metrics.request_letter(empty_store, Q2)
    assert (found.number, found.issued_on, found.recorded_by) == ("45/STTTT-CNTT", date(2024, 6, 3), "Lan")
    assert found.deadlines == {"department": datetime(2024, 6, 21, 23, 59, 59)}
    trail.record_request(empty_store, Q2, number="46", issued_on=date(2024, 6, 4), **WHO)
    assert due(empty_store) == calendar[0], "the letter recorded last counts, and it states none"


def test_an_extension_makes_a_late_return_one_on_time(empty_store: Store, filled_return) -> None:
    load_file(empty_store, "f.xlsx", filled_return(UNIT, "2024Q2"), by="x", received_at=datetime(2024, 6, 25, 9))
    late = expected(empty_store)
    assert late["days_late"] == 8
    trail.extend(empty_store, Q2, UNIT, until=date(2024, 6, 25), **WHO)
    now = expected(empty_store)
    assert (now["days_late"], now["extended_to"], now["extension_reason"]) == (
        0,
        datetime(2024, 6, 25, 23, 59, 59),
        WHO["reason"],
    )
    rates = metrics.reporting_rates(empty_store).set_index(["period", "level"])
    assert rates.loc[("2024Q2", "department"), "on_time"] == 1
    on_time = metrics.system_indicators(empty_store, Q2, unit=UNIT).set_index("indicator")
    assert on_time.loc["HT2", "numerator"].tolist() == [1, 1]
    reasons = metrics.lagging(empty_store, Q2)
    assert "late" not in set(reasons.loc[reasons["org_unit"] == UNIT, "reason"])
    assert due(empty_store, OTHER) == date(2024, 6, 17), "nobody else's"


def test_an_extension_never_shortens_and_the_newest_counts(empty_store: Store) -> None:
    with pytest.raises(StoreError, match="not_longer"):
        trail.extend(empty_store, Q2, UNIT, until=date(2024, 6, 17), **WHO)
    trail.extend(empty_store, Q2, UNIT, until=date(2024, 6, 20), **WHO)
    trail.extend(empty_store, Q2, UNIT, until=date(2024, 6, 19), **WHO)
    assert due(empty_store) == date(2024, 6, 19)
    trail.record_request(empty_store, Q2, **LETTER, deadlines={"department": date(2024, 6, 28)}, **WHO)
    assert due(empty_store) == date(2024, 6, 28), "the later of both"
    assert list(metrics.extensions(empty_store, Q2)["org_unit"]) == [UNIT, UNIT]


def test_what_was_recorded_wrongly_is_taken_back_and_stays_in_the_audit(empty_store: Store) -> None:
    number = trail.extend(empty_store, Q2, UNIT, until=date(2024, 6, 20), **WHO)
    trail.take_back(empty_store, number, by="Minh", reason="nhầm đơn vị")
    assert due(empty_store) == date(2024, 6, 17)
    rows = metrics.audit(empty_store, Q2)
    assert list(rows["event"]) == ["taken_back", "extension"]
    assert (rows["took_back"][0], rows["actor"][0], rows["reason"][0]) == ("extension", "Minh", "nhầm đơn vị")
    assert rows["deadline"][1] == datetime(2024, 6, 20, 23, 59, 59)
    with pytest.raises(StoreError, match="unknown_event"):
        trail.take_back(empty_store, number, **WHO)


def test_as_of_knows_only_what_was_recorded_by_then(empty_store: Store) -> None:
    trail.extend(empty_store, Q2, UNIT, until=date(2024, 6, 20), **WHO, now=datetime(2024, 6, 18, 9))
    back = trail.mark_sent(
        empty_store, Q2, [OTHER], kind="reminder", number="7", sent_on=date(2024, 6, 18), **WHO,
        now=datetime(2024, 6, 18, 9),
    )[0]  # fmt: skip
    trail.take_back(empty_store, back, **WHO, now=datetime(2024, 6, 19, 9))
    before, between = datetime(2024, 6, 18, 8), datetime(2024, 6, 18, 12)
    known = [expected(empty_store, as_of=moment)["due_at"].date() for moment in (before, between)]
    assert known == [date(2024, 6, 17), date(2024, 6, 20)]
    assert (len(metrics.letters_sent(empty_store, as_of=between)), len(metrics.letters_sent(empty_store))) == (1, 0)


def test_letters_marked_as_sent_are_counted(empty_store: Store) -> None:
    sent = {"number": " 12/STTTT ", "sent_on": date(2024, 6, 19), **WHO}
    trail.mark_sent(empty_store, Q2, [UNIT, OTHER, UNIT], kind="reminder", **sent)
    trail.mark_sent(empty_store, Q2, [UNIT], kind="reminder", **{**sent, "sent_on": date(2024, 6, 24)})
    trail.mark_sent(empty_store, Q2, [UNIT], kind="lagging", **sent)
    assert (expected(empty_store)["reminders"], expected(empty_store, OTHER)["reminders"]) == (3, 1)
    assert expected(empty_store)["last_reminder"].date() == date(2024, 6, 24)
    rows = metrics.letters_sent(empty_store, Q2)
    assert sorted(rows["kind"]) == ["lagging", "reminder", "reminder", "reminder"]
    assert set(rows["number"]) == {"12/STTTT"}
    assert len(metrics.letters_sent(empty_store, Q2, kind="lagging")) == 1
    assert metrics.letters_sent(empty_store, "2024Q3").empty


def test_letters_that_can_be_marked_are_letters_that_can_be_written() -> None:
    assert set(trail.LETTER_KINDS) <= set(KINDS)


@pytest.fixture
def asked(empty_store: Store, filled_return) -> Store:
    """A return with a difficulty and a proposal in force."""
    data = filled_return(UNIT, "2024Q2", cells={"D96.1": "thiếu máy tính", "D97.1": "=cấp máy"})
    assert load_file(empty_store, "f.xlsx", data, by="x", accept_warnings=True).outcome == "accepted"
    return empty_store


def matters(store: Store) -> dict[str, tuple]:
    rows = metrics.difficulties(store, Q2)
    rows = rows[rows["org_unit"] == UNIT].astype(object).where(lambda frame: frame.notna(), None)
    return {row.kind: (row.state, row.recipient, row.answer) for row in rows.itertuples(index=False)}


def test_difficulties_are_answered_or_forwarded(asked: Store) -> None:
    assert {kind: state for kind, (state, *_) in matters(asked).items()} == {"difficulty": "open", "proposal": "open"}
    trail.answer(asked, Q2, UNIT, 1, "difficulty", text="đã cấp", **WHO)
    trail.forward(asked, Q2, UNIT, 1, "proposal", recipient="Sở Tài chính", **WHO)
    assert matters(asked) == {
        "difficulty": ("answered", "", "đã cấp"),
        "proposal": ("forwarded", "Sở Tài chính", ""),
    }
    trail.answer(asked, Q2, UNIT, 1, "proposal", text="năm sau", **{**WHO, "by": "Hoa"})
    assert matters(asked)["proposal"] == ("answered", "", "năm sau")
    rows = metrics.difficulties(asked, Q2).set_index(["org_unit", "kind"])
    assert rows.loc[(UNIT, "proposal"), "answered_by"] == "Hoa", "whose word was the last"


def test_a_text_that_changed_since_is_open_again(asked: Store, filled_return) -> None:
    trail.answer(asked, Q2, UNIT, 1, "difficulty", text="đã cấp", **WHO)
    data = filled_return(UNIT, "2024Q2", cells={"D96.1": "thiếu người", "D96.2": "thiếu máy tính"})
    assert load_file(asked, "g.xlsx", data, by="x", accept_warnings=True).outcome == "accepted"
    rows = metrics.difficulties(asked, Q2, kind="difficulty")
    assert dict(zip(rows["text"], rows["state"], strict=True)) == {
        "thiếu người": "open",
        "thiếu máy tính": "answered",
    }


def test_a_frozen_quarter_keeps_its_deadlines_and_its_moment(asked: Store) -> None:
    frozen = metrics.freeze(asked, Q2, **WHO)
    for act in (
        lambda: trail.extend(asked, Q2, UNIT, until=date(2024, 7, 1), **WHO),
        lambda: trail.record_request(asked, Q2, **LETTER, deadlines={"district": date(2024, 6, 28)}, **WHO),
    ):
        with pytest.raises(StoreError, match="frozen_deadlines"):
            act()
    earlier = frozen.frozen_at - timedelta(days=3)  # a clock that was set back
    trail.answer(asked, Q2, UNIT, 1, "difficulty", text="đã cấp", **WHO, now=earlier)
    trail.record_request(asked, Q2, **LETTER, **WHO, now=earlier)
    then = metrics.difficulties(asked, Q2, kind="difficulty", as_of=frozen.frozen_at)
    assert list(then["state"]) == ["open"] and matters(asked)["difficulty"][0] == "answered"


def test_freezing_lies_behind_what_was_recorded(empty_store: Store) -> None:
    later = datetime.now() + timedelta(days=3)
    trail.extend(empty_store, Q2, UNIT, until=date(2024, 7, 1), **WHO, now=later)
    assert freezing.freeze(empty_store, Q2, **WHO).frozen_at >= later


@pytest.mark.parametrize(
    ("code", "act"),
    [
        ("no_actor", lambda store: trail.extend(store, Q2, UNIT, until=date(2024, 7, 1), by=" ", reason="x")),
        ("no_reason", lambda store: trail.record_request(store, Q2, **LETTER, by="x", reason="")),
        ("no_number", lambda store: trail.record_request(store, Q2, number=" ", issued_on=date(2024, 6, 1), **WHO)),
        ("no_such_level", lambda store: trail.record_request(store, Q2, **LETTER, deadlines={"x": date(2025, 1, 1)}, **WHO)),
        ("before_period", lambda store: trail.record_request(store, Q2, **LETTER, deadlines={"district": date(2024, 3, 14)}, **WHO)),  # noqa: E501
        ("not_expected", lambda store: trail.extend(store, Q2, "11953@2025-07-01", until=date(2025, 1, 1), **WHO)),
        ("unknown_unit", lambda store: trail.mark_sent(store, Q2, [UNIT, "11953@2025-07-01"], kind="reminder", number="1", sent_on=date(2024, 7, 1), **WHO)),  # noqa: E501
        ("no_units", lambda store: trail.mark_sent(store, Q2, [], kind="reminder", number="1", sent_on=date(2024, 7, 1), **WHO)),
        ("no_such_kind", lambda store: trail.mark_sent(store, Q2, [UNIT], kind="x", number="1", sent_on=date(2024, 7, 1), **WHO)),
        ("no_such_matter", lambda store: trail.answer(store, Q2, UNIT, 1, "difficulty", text="x", **WHO)),
        ("no_answer", lambda store: trail.answer(store, Q2, UNIT, 1, "difficulty", text=" ", **WHO)),
        ("no_recipient", lambda store: trail.forward(store, Q2, UNIT, 1, "difficulty", recipient=" ", **WHO)),
        ("unknown_event", lambda store: trail.take_back(store, 1, **WHO)),
    ],
)  # fmt: skip
def test_what_can_not_be_recorded_leaves_nothing(empty_store: Store, code: str, act) -> None:
    version = empty_store.data_version
    with pytest.raises(StoreError, match=code):
        act(empty_store)
    assert empty_store.data_version == version


def test_the_template_prints_the_deadline_in_force(empty_store: Store) -> None:
    def printed() -> str:
        book = load_workbook(BytesIO(template_file(empty_store, UNIT, Q2)[1]))
        return "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value)

    assert day(date(2024, 6, 17)) in printed()
    trail.extend(empty_store, Q2, UNIT, until=date(2024, 6, 26), **WHO)
    assert day(date(2024, 6, 26)) in printed() and day(date(2024, 6, 17)) not in printed()
