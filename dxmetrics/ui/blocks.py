"""Things drawn alike on every page: charts, tables with our numbers and our export, empty states."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dxmetrics.catalog.model import Indicator
from dxmetrics.documents.table_parquet import to_parquet
from dxmetrics.documents.table_xlsx import to_xlsx
from dxmetrics.documents.tables import Table, to_csv
from dxmetrics.text.numbers import number
from dxmetrics.ui import columns, downloads, views, written
from dxmetrics.ui.navigation import entry
from dxmetrics.ui.page import Page
from dxmetrics.ui.tables import leaving

PAGE_ROWS = 100
_A_ROW, _WHOLE, _MAX_HEIGHT = 35, 640, 600
_A_LINE, _FEWEST_LINES, _MOST_LINES = 22, 3, 5
_A_PAGE, _MOST_PAGES = 48, 8
_KIND = "data_kind"
_MIMES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}
# What plotly calls its button and its notices, and our words for them.
_PLOTLY_WORDS = {
    "Download plot as a PNG": "download",
    "Preparing image - this may take a few seconds": "preparing",
    "Image download succeeded": "saved",
    "Sorry, there was a problem downloading your image!": "failed",
}
_CONFIG = {
    "displaylogo": False,
    "scrollZoom": False,
    "displayModeBar": "hover",
    "modeBarButtonsToRemove": [
        "zoom2d",
        "pan2d",
        "select2d",
        "lasso2d",
        "zoomIn2d",
        "zoomOut2d",
        "autoScale2d",
        "resetScale2d",
    ],
}


def chart(page: Page, figure: go.Figure, key: str) -> None:
    """A figure under its message and above its note, described to those who can't see it."""
    words = figure.layout.meta
    with st.container(border=True):
        st.markdown(f"**{words['title']}**")
        st.plotly_chart(figure, key=key, theme="streamlit", config=chart_config(page, key), alt=words["alt"])
        st.caption(words["note"])


def clickable_chart(page: Page, figure: go.Figure, key: str, clicked: Callable[[tuple[str, ...]], None]) -> None:
    """The same, and ``clicked`` is told the ids of the point that was clicked, before the page is drawn again.

    A selection is gone once the figure changes, so what was clicked is kept by whoever is told.
    """
    words = figure.layout.meta
    with st.container(border=True):
        st.markdown(f"**{words['title']}**")
        st.plotly_chart(
            figure,
            key=key,
            theme="streamlit",
            config=chart_config(page, key),
            alt=words["alt"],
            on_select=lambda: _tell(key, clicked),
            selection_mode="points",
        )
        st.caption(words["note"])


def room() -> DeltaGenerator:
    """A place on the page for something that is drawn later, after what a reader wants first."""
    return st.container()


def _tell(key: str, clicked: Callable[[tuple[str, ...]], None]) -> None:
    """The ids stand behind the hover text in the point's own data."""
    points = [point for point in st.session_state[key].selection.points if isinstance(point.get("customdata"), list)]
    if points:
        clicked(tuple(str(part) for part in points[0]["customdata"][1:]))


def chart_config(page: Page, key: str) -> dict[str, object]:
    """One button, the picture, named and explained in the reader's language: plotly brings no Vietnamese of its own."""
    words = page.words
    dictionary = {english: words(f"plotly.{ours}") for english, ours in _PLOTLY_WORDS.items()}
    return {
        **_CONFIG,
        "toImageButtonOptions": {"filename": f"dxmetrics_{key}", "scale": 2},
        "locale": page.language,
        "locales": {page.language: {"dictionary": dictionary, "format": {}}},
    }


def unit_choice(page: Page, units: list[str], key: str) -> str | None:
    """A unit chosen by name: the way of the keyboard and of search to what a click on a map does."""
    if st.session_state.get(key) not in units:
        st.session_state[key] = None
    return st.selectbox(
        page.words("map.unit"),
        units,
        index=None,
        key=key,
        placeholder=page.words("map.unit_hint"),
        format_func=page.unit_name,
    )


def turn_of(page: Page, items: list[str], size: int, key: str, caption: str = "table.range") -> list[str]:
    """As many of the items as one view holds, with the way to the others; ``caption`` says which they are."""
    pages = -(-len(items) // size)
    if pages < 2:
        return items
    with _pager():
        first = (_pages(pages, f"turn_{key}") - 1) * size
        last = min(first + size, len(items))
        st.caption(page.words(caption, first=first + 1, last=last, total=len(items)))
    return items[first:last]


def table(
    page: Page, content: Table, key: str, *, wrap: bool = False, selectable: bool = False, leaves: bool = True
) -> int | None:
    """A table of at most a hundred rows a view, numbers written the reader's way, with its two exports below.

    wrap        rows are as high as the longest text needs, five lines at most: for sentences
    selectable  a row may be chosen: its place among the content's rows is returned, None while none is
    leaves      the exports stand below; a short table that only leads to others needs none
    """
    if content.rows.empty:
        st.info(page.words("empty.filtered"))
        return None
    shown = _turn(page, content, key)
    wide = _columns(page, content, shown, key, selectable=selectable, broken=wrap)
    shown = shown[list(wide)]
    high = _row_height(columns.lines(shown, wide)) if wrap else None
    event = st.dataframe(
        written.styled(shown, content, page.words),
        column_config={
            column.key: written.config(column, wide[column.key], written.is_right(column, shown))
            for column in content.columns
            if column.key in wide
        },
        hide_index=True,
        height="content" if _A_ROW + len(shown) * (high or _A_ROW) <= _WHOLE else _MAX_HEIGHT,
        row_height=high,
        placeholder="",
        key=f"table_{key}_{_mark(shown)}" if selectable else f"table_{key}",
        alt=content.title,
        on_select="rerun" if selectable else "ignore",
        selection_mode="single-row",
    )
    if columns.goes_on(wide):
        with st.container(key=f"swipe_{key}"):  # page.css shows it on a phone alone
            st.caption(page.words("table.swipe"))
    if leaves:
        exports(page, content, key)
    return _chosen(event.selection.rows, shown) if selectable else None


def _row_height(lines: int) -> int | None:
    """Pixels of rows whose texts take so many lines; Streamlit breaks no text in rows of fewer than three."""
    return None if lines < 2 else _A_LINE * min(_MOST_LINES, max(_FEWEST_LINES, lines))


def _mark(shown: pd.DataFrame) -> int:
    """Other rows, another table: the browser remembers a choice by its place, where now another row may stand."""
    return zlib.crc32(repr(shown.to_numpy().tolist()).encode())


def _chosen(places: list[int], shown: pd.DataFrame) -> int | None:
    """The chosen row's place; a choice left over from a longer view is none."""
    return int(shown.index[places[0]]) if places and places[0] < len(shown) else None


def exports(page: Page, content: Table, key: str) -> None:
    """Buttons that give exactly the rows on the screen, in their order: as Excel and csv; other forms behind a button."""
    name, say = f"dxmetrics_{key}_{page.selection.period}".rstrip("_"), page.words
    with st.container(horizontal=True):
        _button(page, "xlsx", name, key, lambda: to_xlsx(leaving(content, say), facts_sheet=say("export.facts_sheet")))
        _button(page, "csv", name, key, lambda: to_csv(content))
        with st.popover(page.words("export.more"), type="tertiary", key=f"export_more_{key}"):
            _button(page, "csv_semicolon", name, key, lambda: to_csv(content, ";"))
            st.caption(page.words("export.csv_semicolon_help"))
            _button(page, "parquet", name, key, lambda: to_parquet(leaving(content, say)))
            st.caption(page.words("export.parquet_help"))


def empty(page: Page, key: str) -> None:
    """A designed empty state: what is missing and what to do about it."""
    with st.container(border=True):
        st.header(page.words(f"{key}.title"))
        st.markdown(page.words(f"{key}.text"))


def no_data(page: Page) -> None:
    """The same on a store without returns: who may load or send them is led there, others are told what they wait for."""
    said = next((told for act, told in (("load", "text"), ("send", "send")) if page.store.actor.may(act)), "wait")
    with st.container(border=True):
        st.header(page.words("empty.no_data.title"))
        st.markdown(page.words(f"empty.no_data.{said}"))
        if page.entry.key != "intake" and page.store.actor.may_open("intake"):
            st.page_link(entry("intake").file, label=page.words("empty.no_data.link"), icon=entry("intake").icon)


def lead(*sentences: str) -> None:
    """The generated state of the quarter, in the page's largest running text."""
    with st.container(border=True):
        st.markdown("## " + sentences[0])
        if others := [text for text in sentences[1:] if text]:
            st.markdown(" ".join(others))


def note(page: Page, key: str) -> None:
    """A line in small print."""
    st.caption(page.words(key))


def heading(page: Page, key: str) -> None:
    """A section's heading with the line that says how to read it, where there is one."""
    st.header(page.words(f"{key}.title"))
    if f"{key}.text" in page.words:
        st.caption(page.words(f"{key}.text"))


def indicator_choice(page: Page) -> Indicator:
    """Which of the chosen target's indicators to look at; its headline to begin with."""
    target = page.catalog.targets[page.selection.target]
    if len(target.indicators) == 1:
        return target.headline
    by_code = {item.code: item for item in target.indicators}
    key = f"indicator_{target.code}"
    views.follow("indicator", key, {code: code for code in by_code}, target.headline.code)
    code = st.selectbox(
        page.words("targets.indicator"),
        list(by_code),
        key=key,
        width=520,
        format_func=lambda code: f"{code} · {by_code[code].name(page.language)}",
        filter_mode=None,
    )
    return by_code[code]


def reason_counts(page: Page, chased: pd.DataFrame) -> None:
    """How many units lag for each reason, as a row of figures."""
    counts = Counter(reason for reasons in chased["reasons"] for reason in set(reasons))
    with st.grid(5, min_column_width=150, gap="small"):
        st.metric(page.words("lagging.units"), number(len(chased), page.language), border=True)
        for reason, count in counts.most_common(4):
            st.metric(page.words(f"reason.{reason}"), number(count, page.language), border=True)


def kind_asked(kinds: tuple[str, ...]) -> str:
    """Which of the page's tables is about to be shown, for a page whose filters depend on it."""
    return _kind(kinds)


def _kind(kinds: tuple[str, ...]) -> str:
    views.follow("kind", _KIND, {kind: kind for kind in kinds}, kinds[0])
    return st.session_state[_KIND]


def kind_choice(page: Page, kinds: tuple[str, ...]) -> str:
    """Which of a page's tables to show."""
    _kind(kinds)
    return st.segmented_control(
        page.words("data.kind"),
        kinds,
        required=True,
        key=_KIND,
        format_func=lambda kind: page.words(f"data.{kind}"),
        label_visibility="collapsed",
    )


def search_box(page: Page, key: str, width: int = 360) -> str:
    """A search of one table; diacritics may be left out."""
    return st.text_input(
        page.words("filter.search"),
        key=key,
        placeholder=page.words("filter.search_hint"),
        help=page.words("filter.search_help"),
        max_chars=100,
        width=width,
        type="search",
    )


def _turn(page: Page, content: Table, key: str) -> pd.DataFrame:
    """The hundred rows in view; the server keeps order and search, the browser only shows."""
    rows = content.rows[[column.key for column in content.columns]]
    if len(rows) <= PAGE_ROWS:
        return rows
    pages = -(-len(rows) // PAGE_ROWS)
    with _pager():
        first = (_pages(pages, f"turn_{key}") - 1) * PAGE_ROWS
        last = min(first + PAGE_ROWS, len(rows))
        st.caption(page.words("table.range", first=first + 1, last=last, total=len(rows)))
    return rows.iloc[first:last]


def _pager() -> DeltaGenerator:
    """One line for the numbers of the turns and what is in view."""
    return st.container(horizontal=True, vertical_alignment="center")


def _pages(count: int, key: str) -> int:
    """Which of the pages is asked for; in a line with others the widget would shrink to one number."""
    return st.pagination(count, key=key, width=_A_PAGE * (min(count, _MOST_PAGES) + 2))


def _columns(
    page: Page, content: Table, shown: pd.DataFrame, key: str, *, selectable: bool, broken: bool
) -> dict[str, int]:
    """The columns in view with their pixels: all of them, or as many as fit beside those that name the row."""
    say, room = page.words, columns.room(selectable)
    found = columns.widths(content.columns, shown, written.writers(content.columns, say), room=room, broken=broken)
    lead = columns.lead(content.columns, found)
    turns = columns.in_turns(found, lead, room=room)
    turn = turns[0]
    if len(turns) > 1:
        with _pager():
            turn = turns[_pages(len(turns), f"columns_{key}") - 1]
            first = list(found).index(turn[lead]) + 1
            st.caption(say("table.columns", first=first, last=first + len(turn) - lead - 1, total=len(found)))
    return columns.fitted(found, turn, room=room)


def _button(page: Page, kind: str, name: str, key: str, make: Callable[[], bytes]) -> None:
    ending = kind.split("_")[0]
    downloads.button(page, page.words(f"export.{kind}"), make, f"{name}.{ending}", _MIMES[ending], key=f"{kind}_{key}")
