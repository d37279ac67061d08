"""Every word a person reads, in Vietnamese and English, and the Vietnamese way of writing numbers and dates."""

from dxmetrics.text.catalogue import LANGUAGES, MissingWord, Words, words
from dxmetrics.text.finding_text import FindingText, finding_text

__all__ = ["LANGUAGES", "FindingText", "MissingWord", "Words", "finding_text", "words"]
