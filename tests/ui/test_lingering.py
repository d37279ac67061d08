"""What a button of the page before gives while a newer page is on its way, and what was made for one."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from streamlit.runtime import media_file_manager
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.media_file_storage import MediaFileStorageError
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage, _calculate_file_id

from dxmetrics.ui import lingering

PLAIN = "text/plain"


@pytest.fixture
def manager(monkeypatch: pytest.MonkeyPatch) -> MediaFileManager:
    """Streamlit's own, with one session that is ours."""
    made = MediaFileManager(MemoryMediaFileStorage("/media"))
    monkeypatch.setattr(media_file_manager, "_get_session_id", lambda: "mine")
    monkeypatch.setattr(lingering, "runtime", SimpleNamespace(exists=lambda: True))
    monkeypatch.setattr(lingering, "_manager", lambda: made)
    monkeypatch.setattr(lingering, "get_script_run_ctx", lambda: SimpleNamespace(session_id="mine"))
    monkeypatch.setattr(lingering, "st", SimpleNamespace(session_state={}))
    return made


def run(manager: MediaFileManager, text: bytes) -> str:
    """One run that draws one button, as Streamlit and our frame do it; the button's number."""
    manager.clear_session_refs("mine")
    lingering.keep()
    manager.remove_orphaned_files()  # somebody else's run ends meanwhile
    number = manager.add_deferred(lambda: text, PLAIN, "0.1", "a.txt")
    lingering.keep()
    manager.remove_orphaned_files()
    return number


def asked(manager: MediaFileManager, number: str) -> bytes:
    return manager._storage.get_file(manager.execute_deferred(number).rsplit("/", 1)[1]).content


def test_a_button_of_the_page_before_still_gives_its_file(manager: MediaFileManager) -> None:
    old, new = run(manager, b"old"), run(manager, b"new")
    assert [asked(manager, number) for number in (old, new)] == [b"old", b"new"]


def test_also_in_the_middle_of_a_run(manager: MediaFileManager) -> None:
    old = run(manager, b"old")
    manager.clear_session_refs("mine")
    lingering.keep()
    manager.remove_orphaned_files()
    assert asked(manager, old) == b"old"


def test_not_for_ever_and_only_of_few_pages(manager: MediaFileManager, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = [run(manager, b"%d" % number) for number in range(6)]
    with pytest.raises(MediaFileStorageError):
        asked(manager, numbers[0])
    assert asked(manager, numbers[2]) == b"2"
    later = lingering.time.monotonic() + 40
    monkeypatch.setattr(lingering.time, "monotonic", lambda: later)
    run(manager, b"later")
    with pytest.raises(MediaFileStorageError):
        asked(manager, numbers[2])
    assert asked(manager, numbers[5]) == b"5", "its page has only now been replaced"


def test_what_was_made_stays_until_its_reader_has_it(manager: MediaFileManager) -> None:
    """However many runs of others end meanwhile, and one of their own."""
    run(manager, b"x")
    lingering.keeper()(_calculate_file_id(b"made", PLAIN, "a.txt"))
    address = manager.execute_deferred(manager.add_deferred(lambda: b"made", PLAIN, "0.2", "a.txt"))
    for _ in range(3):
        manager.remove_orphaned_files()
    run(manager, b"y")
    assert manager._storage.get_file(address.rsplit("/", 1)[1]).content == b"made"
