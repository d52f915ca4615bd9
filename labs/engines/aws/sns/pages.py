"""Lists in pages, as SNS answers them."""

from typing import Any

from labs.engines.aws.limits import PAGE_TOPICS
from labs.engines.aws.service import Json


def page(field: str, items: list[Any], token: str | None, most: int = PAGE_TOPICS) -> Json:
    """One page of a list; the token is the number of the items before it."""
    start = int(token) if token and token.isascii() and token.isdigit() else 0
    shown = items[start : start + most]
    more = {"NextToken": str(start + len(shown))} if start + len(shown) < len(items) else {}
    return {field: shown, **more}
