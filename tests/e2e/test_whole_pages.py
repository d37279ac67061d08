"""Every page, whole: on an empty and a full store, off the network, in both languages and themes, by the keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dxmetrics.text import words
from dxmetrics.ui.navigation import ENTRIES, Entry
from tests.e2e.conftest import LOCAL
from tests.e2e.steps import answered, settled

pytestmark = pytest.mark.browser
SAY = words("vi")
READING = Path(__file__).with_name("reading.js").read_text(encoding="utf-8")
MOST_TABS = 80
_HAS_FOCUS = """goal => {
    let at = document.activeElement;
    while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return goal === at || goal.contains(at);
}"""


@pytest.fixture(scope="module")
def full(serve: Callable[[Path], str], sample_store_path: Path) -> str:
    return serve(sample_store_path)


@pytest.fixture
def cut_off(page: Page) -> Page:
    """A browser that reaches this machine and nothing else."""

    def only_here(route: Route) -> None:
        if route.request.url.startswith(LOCAL):
            route.continue_()
        else:
            route.abort()

    page.route("**/*", only_here)
    return page


def open_entry(page: Page, address: str, item: Entry, language: str = "vi") -> None:
    page.goto(f"{address}/{'' if item is ENTRIES[0] else item.key}?lang={language}")
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    settled(page)


def assert_whole(page: Page, item: Entry, wide: int) -> None:
    """No failure is told, every chart is drawn, nothing stands beyond the page's edge, all can be read aloud."""
    expect(page.get_by_test_id("stAlertContentError")).to_have_count(0)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    for chart in page.get_by_test_id("stPlotlyChart").all():
        expect(chart.locator(".main-svg").first).to_be_visible()
    settled(page)
    assert page.evaluate("document.querySelector('[data-testid=\"stMain\"]').scrollWidth") <= wide, item.key
    sound = {"titles": 1, "empty": 0, "skipped": [], "twice": [], "nameless": [], "main": 1}
    assert page.evaluate(READING) == sound, item.key


def test_every_page_is_whole_on_a_full_store_without_the_network(cut_off: Page, full: str) -> None:
    for item in ENTRIES:
        open_entry(cut_off, full, item)
        assert_whole(cut_off, item, 1280)
        expect(cut_off.locator("html")).to_have_attribute("lang", "vi")


def test_every_page_is_whole_on_an_empty_store_in_english_and_in_the_dark(
    cut_off: Page, serve: Callable[[Path], str], empty_store_path: Path
) -> None:
    cut_off.emulate_media(color_scheme="dark")
    cut_off.set_viewport_size({"width": 390, "height": 844})
    address = serve(empty_store_path)
    for item in ENTRIES:
        open_entry(cut_off, address, item, "en")
        assert_whole(cut_off, item, 390)


def test_the_first_page_s_figures_come_after_its_cards(page: Page, full: str) -> None:
    """Seen frame by frame in the page itself, on opening and on coming back."""
    page.add_init_script(
        "window.first = {}; const look = (now) => {"
        "const cards = [...document.querySelectorAll('[data-testid=\"stMain\"] *')].some(one =>"
        " one.shadowRoot?.querySelector('.card'));"
        "if (cards) window.first.cards ??= now;"
        "if (document.querySelector('[data-testid=\"stPlotlyChart\"]')) window.first.figures ??= now;"
        "requestAnimationFrame(look); }; requestAnimationFrame(look);"
    )
    open_entry(page, full, ENTRIES[0])
    for _ in range(2):
        expect(page.get_by_test_id("stPlotlyChart").locator(".main-svg").first).to_be_visible()
        page.wait_for_function("() => window.first.cards && window.first.figures")
        assert page.evaluate("window.first.figures - window.first.cards") > 0
        for title in (SAY("page.guide.title"), SAY("page.overview.title")):
            page.evaluate("window.first = {}")
            page.get_by_test_id("stSidebarNav").get_by_role("link", name=title, exact=True).click()
            expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
            if title == SAY("page.guide.title"):  # what is left of the page before is gone before the way back
                expect(page.get_by_test_id("stPlotlyChart")).to_have_count(0)


def test_a_choice_is_answered_with_the_page_alone_in_few_messages(page: Page, full: str) -> None:
    """Not the list of pages, the icon and the title again; buttons and figures after what is read. All from here."""
    told: list[ForwardMsg] = []
    asked: list[str] = []
    page.on("websocket", lambda line: line.on("framereceived", lambda sent: told.append(ForwardMsg.FromString(sent))))
    page.on("request", lambda request: asked.append(request.url))
    open_entry(page, full, ENTRIES[0])
    figures, buttons = (
        page.get_by_test_id("stPlotlyChart").locator(".main-svg"),
        page.get_by_test_id("stDownloadButton"),
    )
    expect(figures.first).to_be_visible()
    settled(page)
    told.clear()
    page.get_by_test_id("stMain").get_by_role("combobox").first.click()
    page.get_by_role("option").nth(1).click()
    expect(page).to_have_url(re.compile("period="))  # with the figures
    expect(figures.first).to_be_visible()
    expect(buttons.first).to_be_visible()
    settled(page)
    kinds = [one.WhichOneof("type") for one in told]
    assert not {"navigation", "logo", "page_config_changed"} & set(kinds)
    first = told[: kinds.index("script_finished")]
    drawn = {one.delta.new_element.WhichOneof("type") for one in first}
    assert "bidi_component" in drawn and not {"plotly_chart", "download_button"} & drawn
    assert len(first) <= 22, kinds
    assert not [url for url in asked if not url.startswith((*LOCAL, "data:", "blob:"))]


def background(page: Page) -> str:
    return page.get_by_test_id("stApp").evaluate("app => getComputedStyle(app).backgroundColor")


def test_the_theme_follows_the_reader_s_system(page: Page, full: str) -> None:
    page.emulate_media(color_scheme="light")
    open_entry(page, full, ENTRIES[0])
    light = background(page)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(
        "before => getComputedStyle(document.querySelector('[data-testid=\"stApp\"]')).backgroundColor !== before",
        arg=light,
    )
    assert_whole(page, ENTRIES[0], 1280)


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the focus is on or in what is wanted."""
    goal = wanted.first.element_handle()
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate(_HAS_FOCUS, goal):
            return
    raise AssertionError("not reached by the keyboard")


def test_the_keyboard_reaches_what_the_mouse_does(page: Page, full: str) -> None:
    open_entry(page, full, ENTRIES[0])
    expect(page.get_by_test_id("stPlotlyChart").locator(".main-svg").first).to_be_visible()
    settled(page)  # nothing the keyboard goes through is put up anew any more
    main = page.get_by_test_id("stMain")
    tab_to(page, main.get_by_role("combobox"))
    first = main.get_by_role("link").filter(has_text="1. ")
    expect(first.first).to_be_visible()
    tab_to(page, first)
    tab_to(page, page.get_by_role("button", name=SAY("export.csv")))
    tab_to(page, main.get_by_test_id("stExpander").locator("summary"))
    page.keyboard.press("Enter")
    expect(main.get_by_test_id("stDataFrame").first).to_be_visible()


def test_a_meeting_by_the_keyboard(page: Page, full: str) -> None:
    open_entry(page, full, next(item for item in ENTRIES if item.key == "present"))
    message = page.get_by_role("heading", level=1)
    first = message.inner_text()
    expect(page.get_by_test_id("stSidebarNav")).to_have_count(0)
    with answered(page):
        page.keyboard.press("ArrowRight")
    expect(message.filter(has_text=first)).to_have_count(0)
    expect(page.get_by_test_id("stPlotlyChart").locator(".main-svg").first).to_be_visible()
    with answered(page):
        page.keyboard.press("ArrowLeft")
    expect(message.filter(has_text=first)).to_be_visible()
    expect(message).to_have_count(1)
    settled(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", level=1, name=SAY("page.overview.title"))).to_be_visible()
    expect(page.get_by_test_id("stSidebarNav")).to_be_visible()


def test_a_cold_server_never_shows_the_names_of_files(
    serve: Callable[[Path], str], page: Page, empty_store_path: Path
) -> None:
    """Until our own list of pages stands, Streamlit would list what lies in pages/."""
    page.add_init_script(
        "window.seen = new Set(); new MutationObserver(() => document.querySelectorAll("
        "'[data-testid=\"stSidebarNavLink\"]').forEach(link => window.seen.add(link.getAttribute('href'))))"
        ".observe(document, {childList: true, subtree: true});"
    )
    page.goto(f"{serve(empty_store_path)}/targets")
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    expect(page.get_by_test_id("stSidebarNavLink").first).to_be_visible()
    settled(page)
    seen = {address.rsplit("/", 1)[-1] for address in page.evaluate("[...window.seen]")}
    assert {item.key for item in ENTRIES[1:]} <= seen <= {"", *(item.key for item in ENTRIES)}
    titles = page.get_by_test_id("stSidebarNavLink").all_inner_texts()
    assert all(any(SAY(item.title_key) in title for title in titles) for item in ENTRIES)


def test_on_paper_a_page_is_its_figures_and_not_what_is_clicked(page: Page, full: str) -> None:
    open_entry(page, full, ENTRIES[0])
    expect(page.get_by_test_id("stPlotlyChart").first).to_be_visible()
    settled(page)
    page.emulate_media(media="print")
    for hidden in ("stSidebar", "stDownloadButton", "stPopover"):
        expect(page.get_by_test_id(hidden).first).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    first = page.get_by_test_id("stMain").get_by_role("link").filter(has_text="1. ").first
    expect(first).to_be_visible()
    assert first.bounding_box()["width"] > 60
