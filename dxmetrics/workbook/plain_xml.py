"""The plainest way to write XML, which a pattern can prove: what is matched here, expat reads as the same text.

Anything beyond it (another encoding, carriage returns, control characters, character references, CDATA) is not matched.
"""

from __future__ import annotations

import re

TEXT = "[^<\x00-\x08\x0b-\x1f\ufffe\uffff]"
"""One character of an element's text; ``&`` is looked at by ``decoded``."""
KEEP_BLANKS = '(?: xml:space="preserve")?'
_DECLARATION = re.compile(
    rb'(?:<\?xml version="1\.0" encoding="(?:UTF-8|utf-8)"(?: standalone="(?:yes|no)")? ?\?>[\r\n]*)?(?=<[A-Za-z])'
)
_OTHER_REFERENCE = re.compile("&(?!(?:amp|lt|gt|quot|apos);)")
_NAMED = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))
_CDATA_END = "]]>"


def declares_utf8(data: bytes) -> bool:
    """Whether a part begins as UTF-8, with the usual declaration or without any, and with its first element."""
    return _DECLARATION.match(data) is not None


def as_text(data: bytes) -> str | None:
    """Bytes of UTF-8 as text; None when they are none."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def is_plain(text: str) -> bool:
    """Whether a text made of ``TEXT`` and tags holds no reference but the five named ones, and no CDATA's end."""
    return _CDATA_END not in text and ("&" not in text or not _OTHER_REFERENCE.search(text))


def decoded(text: str) -> str:
    """The text with its named references replaced."""
    if "&" in text:
        for name, letter in _NAMED:
            text = text.replace(name, letter)
    return text
