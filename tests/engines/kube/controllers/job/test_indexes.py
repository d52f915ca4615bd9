"""The parts of an indexed Job."""

from typing import Any

import pytest

from labs.engines.kube.controllers.job.indexes import INDEX, completed, pending, read, written

Manifest = dict[str, Any]


@pytest.mark.parametrize(
    ("text", "indexes"), [("", []), ("3", [3]), ("0-2,5", [0, 1, 2, 5]), ("0-1,3-4", [0, 1, 3, 4])]
)
def test_parts_are_written_as_ranges(text: str, indexes: list[int]) -> None:
    assert list(read(text)) == indexes
    assert written(reversed(indexes)) == text


def test_what_is_beyond_the_completions_does_not_count() -> None:
    assert list(completed({"spec": {"completions": 2}, "status": {"completedIndexes": "0-5"}})) == [0, 1]


def test_pending_is_what_is_neither_done_nor_being_done() -> None:
    at_two = {"metadata": {"annotations": {INDEX: "2"}}}
    assert pending({"spec": {"completions": 5}}, [0], [at_two]) == [1, 3, 4]
