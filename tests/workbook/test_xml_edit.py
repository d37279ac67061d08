"""Editing a part by its bytes: only what is changed is written anew."""

import pytest

from dxmetrics.workbook.guard import Refused
from dxmetrics.workbook.xml_edit import XmlPart, text_xml

PART = (
    b'<?xml version="1.0"?>\r\n<a:r xmlns:a="u" mc="1"><a:c  r=\'1\' rs="x"/><!-- <c> -->'
    b'<a:c r="2"><b>t &amp; u</b></a:c><a:c></a:c></a:r>'
)


def test_nothing_changed_is_the_same_bytes() -> None:
    assert XmlPart(PART, ("c", "b")).result() == PART


def test_an_attribute_is_replaced_or_added_and_others_of_like_name_stay() -> None:
    part = XmlPart(PART, ("c",))
    first, second, _ = part.root.children
    first.set |= {"r": 'a"b', "s": "5"}
    second.set["s"] = "6"
    assert b'<a:c  r=\'a"b\' rs="x" s="5"/>' in part.result()
    assert b'<a:c r="2" s="6"><b>t &amp; u</b></a:c>' in part.result()


def test_children_go_into_empty_elements_too() -> None:
    part = XmlPart(PART, ("c",))
    for element in part.root.children:
        element.inside += f"<{part.tag('d')}/>"
    part.root.children[1].before = "é"
    made = part.result()
    assert made.startswith(b'<?xml version="1.0"?>\r\n<a:r xmlns:a="u" mc="1"><a:c  r=\'1\' rs="x"><a:d/></a:c>')
    assert b'&#233;<a:c r="2"><b>t &amp; u</b><a:d/></a:c><a:c><a:d/></a:c></a:r>' in made


def test_a_dropped_element_goes_with_all_in_it() -> None:
    part = XmlPart(PART, ("c", "b"))
    part.root.children[1].dropped = True
    part.root.children[1].children[0].set["x"] = "never written"
    assert part.result() == PART.replace(b'<a:c r="2"><b>t &amp; u</b></a:c>', b"")


def test_text_of_an_element() -> None:
    part = XmlPart(PART, ("b",))
    assert part.text(part.root.first("b")) == "t & u"


def test_an_empty_root_takes_children() -> None:
    part = XmlPart(b"<r/>", ())
    part.root.inside = "<c/>"
    assert part.result() == b"<r><c/></r>"


def test_utf_16_becomes_utf_8() -> None:
    part = XmlPart('<?xml version="1.0" encoding="UTF-16"?><r><c>ế</c></r>'.encode("utf-16"), ("c",))
    part.root.children[0].set["s"] = "1"
    assert part.result().decode() == '<r><c s="1">ế</c></r>'


@pytest.mark.parametrize("data", [b"<r>", b"<!DOCTYPE r []><r/>", b"", b"\xff\xfe\x00", b"<r>" * 500])
def test_what_is_no_sane_xml_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        XmlPart(data, ("r",))


def test_text_for_between_tags() -> None:
    assert text_xml("<a>&\x00_x0041_") == "&lt;a&gt;&amp;_x005F_x0041_"
