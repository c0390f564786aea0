"""The window is there within its three seconds because it loads what its first page needs."""

from tests.house.test_start import LATER, loaded_by


def test_the_window_opens_without_the_libraries_of_papers_lines_and_hubs() -> None:
    assert sorted(loaded_by("app.ui.application") & set(LATER)) == []
