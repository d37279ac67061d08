"""Nạp báo cáo, what goes back: marked copies of faulty files, and the receipt of the pile."""

from pathlib import Path

from dxmetrics.ui.navigation import entry

RETURNS = sorted((Path(__file__).resolve().parents[2] / "sample_data/returns/2024Q2").glob("*.xlsx"))
NO_BOOK = ("anh.xlsx", b"%PDF-1.7")


def dropped(open_app, path: Path, period: str):
    """The page with three files of the second quarter of 2024 in hand, one of them no workbook."""
    app = open_app(path).switch_page(entry("intake").file).run()
    app.selectbox(key="intake_period").select(period).run()
    for name, data in [*((path.name, path.read_bytes()) for path in RETURNS[:2]), NO_BOOK]:
        app.file_uploader[0].upload(name, data)
    return app.run()


def downloads(app) -> set[str]:
    return {button.key for button in app.get("download_button")}


def test_faulty_files_go_back_marked(open_app, empty_store_path: Path) -> None:
    app = dropped(open_app, empty_store_path, "2024Q3")  # another quarter than the files': each of them is faulty
    assert [item.value for item in app.error] == []
    assert downloads(app) >= {"marked_zip", "marked_one"}
    assert "receipt" not in downloads(app)


def test_an_accepted_pile_has_a_receipt(open_app, empty_store_path: Path) -> None:
    app = dropped(open_app, empty_store_path, "2024Q2")
    warned = app.button(key="accept_warned")
    (app.button(key="accept_clean") if warned.disabled else warned).click().run()
    assert [item.value for item in app.error] == []
    assert "receipt" in downloads(app)
