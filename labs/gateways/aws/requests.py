"""One HTTP request, as far as the protocols look at it."""

from dataclasses import dataclass, field
from typing import Any

from labs.gateways.aws.addresses import Endpoint
from labs.gateways.aws.credentials import Credentials


@dataclass(slots=True)
class Request:
    """`path` and `query` are as they were sent, still escaped."""

    method: str
    path: str
    query: str
    headers: dict[bytes, bytes]
    endpoint: Endpoint
    credentials: Credentials | None
    body: bytes = b""
    form: dict[str, Any] = field(default_factory=dict)  # of a Query request: the tree of its parameters
