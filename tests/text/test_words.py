"""Every word exists in both languages, asks for the same facts, is used, and stands in the catalogues only."""

import ast
import re
import tomllib
from pathlib import Path
from string import Formatter

import pytest

from dxmetrics.text import LANGUAGES, words

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [*sorted((ROOT / "dxmetrics").rglob("*.py")), *sorted((ROOT / "pages").glob("*.py")), ROOT / "app.py"]
VIETNAMESE = re.compile(
    "[\u00c0-\u00c3\u00c8-\u00ca\u00cc\u00cd\u00d2-\u00d5\u00d9\u00da\u00dd\u00e0-\u00e3\u00e8-\u00ea\u00ec\u00ed"
    "\u00f2-\u00f5\u00f9\u00fa\u00fd\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]"
)
# Words of these files are looked up by codes that come from data (findings) or from the template's own layout.
BY_CODE = {"findings.toml", "template.toml"}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_have_the_same_keys() -> None:
    vi, en = (set(words(language).messages) for language in ("vi", "en"))
    assert vi == en


def test_both_languages_ask_for_the_same_facts() -> None:
    vi, en = (words(language).messages for language in ("vi", "en"))
    allowed = {"quarter.long", "quarter.short", "quarter.tick"}  # Roman numerals in one, figures in the other
    assert [key for key in vi if key not in allowed and placeholders(vi[key]) != placeholders(en[key])] == []


def test_no_key_stands_in_two_files() -> None:
    for language in LANGUAGES:
        seen: dict[str, str] = {}
        for path in sorted((ROOT / "dxmetrics/text" / language).glob("*.toml")):
            for key in flat(tomllib.loads(path.read_text(encoding="utf-8"))):
                assert seen.setdefault(key, path.name) == path.name, key


def test_every_key_is_used() -> None:
    """A key is used when it, or a dotted prefix of it, stands in the source as the beginning of a text."""
    source = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    texts = {text.rstrip(".") for text in re.findall(r"""["']([a-z_0-9.]+)(?=["'{])""", source)}
    unused = []
    for path in sorted((ROOT / "dxmetrics/text/vi").glob("*.toml")):
        if path.name in BY_CODE:
            continue
        for key in flat(tomllib.loads(path.read_text(encoding="utf-8"))):
            parts = key.split(".")
            prefixes = {".".join(parts[:count]) for count in range(1, len(parts) + 1)}
            if not (prefixes & texts):
                unused.append(key)
    assert unused == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_vietnamese_text_in_code(path: Path) -> None:
    """Comments and docstrings may quote Vietnamese; text that runs may not, save for the D that Unicode can't split."""
    assert [text for text in running_texts(path) if VIETNAMESE.search(text.replace("Đ", "").replace("đ", ""))] == []


def running_texts(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    # A text standing alone, at the head of a block or under an assignment, documents it.
    documents = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documents
    ]


def flat(table: dict, prefix: str = "") -> list[str]:
    keys = []
    for key, value in table.items():
        keys += flat(value, f"{prefix}{key}.") if isinstance(value, dict) else [prefix + key]
    return keys
