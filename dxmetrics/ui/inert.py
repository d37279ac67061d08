"""Text of others in a place that reads Markdown."""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_{}\[\]()#+.!:$~<>|&-])")


def inert(text: str) -> str:
    """A sender's or an officer's text with every mark escaped, so that it shows and does nothing."""
    return _MARKS.sub(r"\\\1", text)
