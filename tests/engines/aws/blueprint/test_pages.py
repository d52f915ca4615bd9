"""Lists that come in pages."""

from typing import Any

from labs.engines.aws.blueprint.pages import every


def test_all_pages_are_read_and_only_as_many_as_there_are() -> None:
    pages: dict[str | None, dict[str, Any]] = {None: {"Things": [1, 2], "NextToken": "2"}, "2": {"Things": [3]}}
    asked: list[str | None] = []

    def listed(**args: str) -> dict[str, Any]:
        asked.append(args.get("NextToken"))
        return pages[asked[-1]]

    assert list(every(listed, "Things")) == [1, 2, 3]
    assert asked == [None, "2"]


def test_a_page_that_nobody_gets_to_is_not_asked_for() -> None:
    def listed(**args: str) -> dict[str, Any]:
        assert not args
        return {"Things": [1, 2], "NextToken": "2"}

    assert next(every(listed, "Things")) == 1
