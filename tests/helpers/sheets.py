"""What the pages draw as one piece (dxmetrics/ui/sheet.py), read back from what the browser is sent."""

from __future__ import annotations

import json
import re
from html import unescape

from streamlit.testing.v1 import AppTest

_LINK = re.compile(r'<a href="([^"]+)">(.*?)</a>')
_TAG = re.compile(r"<[^>]+>")


def sheets(app: AppTest) -> str:
    """The HTML of all of a page's sheets."""
    pieces = [item.proto for item in app.get("bidi_component") if item.proto.component_name == "sheet"]
    return "\n".join(json.loads(piece.json)["html"] for piece in pieces)


def read(app: AppTest) -> str:
    """Their text, without marks."""
    return unescape(_TAG.sub(" ", sheets(app)))


def ways(app: AppTest) -> dict[str, str]:
    """Where each link leads, by its words."""
    return {unescape(_TAG.sub("", label)): unescape(address) for address, label in _LINK.findall(sheets(app))}
