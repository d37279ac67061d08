"""The shared store's PostgreSQL goes away and comes back: everybody is told so in words, and nothing needs a restart."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from dxmetrics import metrics
from dxmetrics.cli import main as cli
from dxmetrics.cli.console import Console, lend
from dxmetrics.cli.parser import build_parser
from dxmetrics.errors import StoreError
from dxmetrics.store.pile import in_hand, load_pile
from dxmetrics.text import LANGUAGES, finding_text, words
from tests.helpers.postgres import LakePlace, Postgres
from tests.helpers.serving import serving, with_people

UNIT, PERIOD = "STC@2024-01-01", "2024Q2"
HTML = {"Accept": "text/html"}
SAY = words("vi")


def test_questions_acts_and_piles_are_refused_in_words_and_go_on_after(
    lake_place: LakePlace, postgres: Postgres, filled_return
) -> None:
    store = lake_place.open()
    version, data = store.data_version, filled_return(UNIT, PERIOD)
    held = store.cursor()
    held.execute("select * from raw.setting")  # a connection that stands open while the server goes
    with postgres.away():
        for ask in (
            lambda: store.data_version,
            lambda: store.setting("kind"),
            lambda: metrics.progress(store, PERIOD),
            lambda: metrics.revisions(store),
            lambda: metrics.freeze(store, PERIOD, by="Lan", reason="x"),
        ):
            with pytest.raises(StoreError) as refused:
                ask()
            assert refused.value.code == "away" and "failed" in refused.value.params["reason"]
        (told,) = load_pile(store, in_hand([("a.xlsx", data)]), by="Lan")
        finding = told.findings[-1]
        assert (told.outcome, finding.code, finding.found) == ("rejected", "file.not_stored", "PostgreSQL")
        assert all("PostgreSQL" in finding_text(finding, language)["remedy"] for language in LANGUAGES)
    assert store.data_version == version
    assert [item.outcome for item in load_pile(store, in_hand([("a.xlsx", data)]), by="Lan")] == ["accepted"]
    assert len(metrics.revisions(store)) == 1
    held.close()
    store.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_command_says_it_in_one_line(
    lake_place: LakePlace, monkeypatch: pytest.MonkeyPatch, postgres: Postgres, language: str
) -> None:
    """Also where the server goes in the middle of a question that no guard of ours stands around."""
    store = lake_place.open()

    def gone(*_: object, **__: object) -> None:
        with postgres.away(), store.cursor() as cursor:
            cursor.execute("select * from raw.setting")

    monkeypatch.setattr(metrics, "reporting", gone)
    err = io.StringIO()
    with lend(Console(io.StringIO(), err, store)):
        line = ["--db", lake_place.setting, "--lang", language, "reporting", "--period", PERIOD]
        assert cli.run(build_parser(words(language)).parse_args(line)) == 1
    assert err.getvalue().startswith(words(language)("error.store.away", reason="\0").split("\0")[0])
    assert "Traceback" not in err.getvalue() and err.getvalue().count("\n") == 1
    store.close()


def test_the_server_answers_503_in_words_and_serves_again(
    lake_place: LakePlace, postgres: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DXMETRICS_DATA", str(lake_place.data))
    with_people(lake_place.setting)
    with serving(tmp_path / "one", lake_place.setting, DXMETRICS_DATA=str(lake_place.data)) as served:
        cookie = served.sign_in("officer")
        signed_in = {**HTML, "Cookie": cookie}
        assert served.ask("/", headers=signed_in)[0] == 200
        with postgres.away():
            status, headers, body = served.ask("/targets?lang=en", headers=signed_in)
            assert (status, body.decode()) == (503, words("en")("signin.away")) and headers["retry-after"]
            status, _, body = served.post("/account/signin", name="officer", password="x")
            assert status == 503 and SAY("signin.away") in body.decode()
            assert served.ask("/account/code")[0] == 503
            assert served.ask("/_stcore/health")[0] == 200
        assert served.ask("/", headers=signed_in)[0] == 200 and served.sign_in("viewer")
        assert "Traceback" not in served.log.read_text()
