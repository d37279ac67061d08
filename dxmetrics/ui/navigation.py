"""The list of pages: the only place that names them. Tests and the browser walk this list."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """One page: its ``key`` names its words (``page.<key>.title``), its address and its file."""

    key: str
    section: str
    icon: str
    bare: bool = False
    """The page has the screen for itself: no sidebar, no logo."""
    of_one_quarter: bool = False
    """The page shows one quarter's rows: on later units means on the newest quarter's."""

    @property
    def file(self) -> str:
        return f"pages/{self.key}.py"

    @property
    def title_key(self) -> str:
        return f"page.{self.key}.title"


ENTRIES: tuple[Entry, ...] = (
    Entry("overview", "read", ":material/dashboard:"),
    Entry("targets", "read", ":material/flag:"),
    Entry("unit", "read", ":material/location_city:"),
    Entry("lagging", "read", ":material/notification_important:"),
    Entry("resources", "read", ":material/groups:"),
    Entry("network", "read", ":material/hub:"),
    Entry("tasks", "read", ":material/checklist:"),
    Entry("present", "read", ":material/slideshow:", bare=True),
    Entry("reporting", "collect", ":material/event_available:"),
    Entry("report", "collect", ":material/description:"),
    Entry("intake", "collect", ":material/upload_file:"),
    Entry("admin", "collect", ":material/admin_panel_settings:"),
    Entry("data", "explain", ":material/table_view:", of_one_quarter=True),
    Entry("method", "explain", ":material/menu_book:"),
    Entry("guide", "explain", ":material/help:"),
)


def entry(key: str) -> Entry:
    """The page of that key."""
    return next(item for item in ENTRIES if item.key == key)
