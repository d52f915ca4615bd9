"""What goes back to a wire client."""

from dataclasses import dataclass

Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, the protocol's own headers, body; length and request id are added to every answer alike."""

    status: int
    headers: Headers
    body: bytes
