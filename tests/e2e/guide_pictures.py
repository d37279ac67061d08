"""The pictures of the page Hướng dẫn, made from the real pages and workbooks, small enough to stand in the repository.

python tests/e2e/screenshots.py --guide FULL EMPTY: addresses of running apps, on the sample store and an empty one.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from dxmetrics.text import words
from dxmetrics.ui.guide import picture_of

ROOT = Path(__file__).resolve().parents[2]
RETURNS = ROOT / "sample_data/returns/2024Q2"
SAY = words("vi")
SIZE, WIDTH = {"width": 1280, "height": 800}, 1000
LIMIT = 100_000


def nothing(page: Page) -> None:
    """The page as it opens."""


def to_heading(text: str) -> Callable[[Page], None]:
    """Scroll to a heading."""

    def scroll(page: Page) -> None:
        page.get_by_role("heading", name=text).first.evaluate("heading => heading.scrollIntoView()")

    return scroll


def on_the_wall(page: Page) -> None:
    """The second slide: a target's plan line."""
    page.keyboard.press("ArrowRight")


def typed_value(page: Page) -> None:
    """A value as typed, its row chosen, with where it came from."""
    page.get_by_text(SAY("data.typed"), exact=True).click()
    page.wait_for_timeout(4000)
    box = page.get_by_test_id("stDataFrame").first.bounding_box()
    page.mouse.click(box["x"] + 14, box["y"] + 52)
    page.wait_for_timeout(4000)
    to_heading(SAY("provenance.title"))(page)
    page.mouse.move(700, 400)
    page.mouse.wheel(0, -200)


def pile(page: Page) -> None:
    """A pile dropped, one file of it faulty; nothing loaded yet."""
    page.get_by_test_id("stSelectbox").first.click()
    page.get_by_role("option", name="Quý II/2024").click()
    page.wait_for_timeout(3000)
    files = [{"name": path.name, "mimeType": "", "buffer": path.read_bytes()} for path in sorted(RETURNS.glob("*_S*"))]
    files.append({"name": "2024Q2_SYT.xlsx", "mimeType": "", "buffer": spoilt(RETURNS / "2024Q2_SYT.xlsx")})
    page.set_input_files(
        "input[type=file]", [item for item in files if item["name"] != "2024Q2_SYT.xlsx"][:7] + files[-1:]
    )
    page.get_by_text(SAY("intake.look_into")).wait_for(timeout=120_000)
    page.wait_for_timeout(2000)
    to_heading(SAY("intake.returns.title"))(page)


def faulty(page: Page) -> None:
    """The same, at the faults of the one that is faulty."""
    pile(page)
    to_heading(SAY("intake.findings.title"))(page)
    page.mouse.wheel(0, -260)


def freeze(page: Page) -> None:
    """The part where a quarter is frozen."""
    page.get_by_role("tab", name=SAY("intake.part.freezes")).click()


@dataclass(frozen=True)
class Picture:
    """A step of the guide: the page it shows, what is done there first, whether on the empty store."""

    who: str
    step: str
    path: str
    prepare: Callable[[Page], None] = nothing
    empty: bool = False


PICTURES = (
    Picture("leader", "half_minute", ""),
    Picture("leader", "call", "", to_heading(SAY("overview.call_first.title"))),
    Picture("leader", "target", "targets?target=MT3&period=2025Q2"),
    Picture("leader", "wall", "present", on_the_wall),
    Picture("leader", "source", "data", typed_value),
    Picture("officer", "templates", "intake"),
    Picture("officer", "load", "intake", pile, empty=True),
    Picture("officer", "faulty", "intake", faulty, empty=True),
    Picture("officer", "chase", "reporting"),
    Picture("officer", "freeze", "intake", freeze),
    Picture("admin", "trail", "admin"),
)


def make(browser: Browser, full: str, empty: str) -> None:
    """Every picture anew; a picture over the limit is an error."""
    for item in PICTURES:
        page = browser.new_page(viewport=SIZE, locale="vi-VN", color_scheme="light")
        page.goto(f"{empty if item.empty else full}/{item.path}")
        page.get_by_role("heading", level=1).first.wait_for(timeout=120_000)
        page.wait_for_timeout(4000)
        item.prepare(page)
        page.wait_for_timeout(3000)
        small(page.screenshot(), picture_of(item.who, item.step))
        page.close()
    workbooks()


def workbooks() -> None:
    """A template, its answers, and a faulty return marked, as LibreOffice shows them."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        bad = folder / "2024Q2_SYT.xlsx"
        bad.write_bytes(spoilt(RETURNS / "2024Q2_SYT.xlsx"))
        command = [sys.executable, "-m", "dxmetrics", "--db", str(folder / "guide.duckdb")]
        run = {"cwd": ROOT, "check": False, "capture_output": True}
        subprocess.run(
            [*command, "template", "--period", "2024Q2", "--unit", "SYT", "--out", str(folder / "out")], **run
        )
        subprocess.run([*command, "check", str(bad), "--annotate", str(folder / "marked")], **run)
        for step, source, sheet in (("template", "out", 1), ("lists", "out", 2), ("faults", "marked", 3)):
            found = next((folder / source).rglob("*.xlsx"))
            small(sheet_picture(found, sheet, folder), picture_of("clerk", step))


def sheet_picture(workbook: Path, number: int, folder: Path) -> bytes:
    """A page of a workbook as it would print."""
    subprocess.run(
        ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(workbook)],
        check=True,
        capture_output=True,
    )
    pdf, out = folder / f"{workbook.stem}.pdf", folder / "sheet"
    subprocess.run(
        ["pdftoppm", "-r", "110", "-f", str(number), "-l", str(number), "-png", str(pdf), str(out)], check=True
    )
    made = sorted(folder.glob("sheet*.png"))[0]
    data = made.read_bytes()
    made.unlink()
    return data


def spoilt(path: Path) -> bytes:
    """A return with a word where a figure belongs and a figure that can't be."""
    import openpyxl

    book = openpyxl.load_workbook(path)
    book["Biểu 1"]["F11"].value = "chưa rõ"
    book["Biểu 1"]["F13"].value = -4
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def small(data: bytes, path: Path) -> None:
    """Scaled to the guide's width and saved; as much of a long page as a screen shows."""
    image = Image.open(io.BytesIO(data)).convert("RGB")
    height = round(image.height * WIDTH / image.width)
    image = image.resize((WIDTH, height), Image.Resampling.LANCZOS).crop((0, 0, WIDTH, min(height, 640)))
    path.parent.mkdir(exist_ok=True)
    image.save(path, "WEBP", quality=62, method=6)
    if path.stat().st_size > LIMIT:
        raise ValueError(f"{path.name}: {path.stat().st_size} bytes, at most {LIMIT}")
