"""Lists that AWS answers in pages."""

from collections.abc import Callable
from typing import Any

Json = dict[str, Any]


def every(listed: Callable[..., Json], items: str) -> list[Any]:
    """All items of a list, whatever its pages; `listed` is an action that takes a `NextToken`."""
    page = listed()
    found: list[Any] = page[items]
    while "NextToken" in page:
        page = listed(NextToken=page["NextToken"])
        found = found + page[items]
    return found
