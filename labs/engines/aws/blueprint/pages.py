"""Lists that AWS answers in pages."""

from collections.abc import Callable, Iterator
from typing import Any

Json = dict[str, Any]


def every(listed: Callable[..., Json], items: str) -> Iterator[Any]:
    """All items of a list, page by page; `listed` is an action that takes a `NextToken`."""
    page = listed()
    yield from page[items]
    while "NextToken" in page:
        page = listed(NextToken=page["NextToken"])
        yield from page[items]
