"""Receipt handles: one for each receive of a message."""

import re
from hashlib import blake2b

from labs.engines.aws.errors import ReceiptHandleIsInvalid

_handle = re.compile(r"AQEB([0-9a-f]{64})/([0-9a-f]{1,12})/([0-9a-f]{1,12})==")


def make_handle(secret: str, number: int, count: int) -> str:
    """A receipt handle for one receive of one message: nobody guesses it, and the same run makes the same."""
    seal = blake2b(f"{secret}/{number}/{count}".encode(), digest_size=32).hexdigest()
    return f"AQEB{seal}/{number:x}/{count:x}=="


def read_handle(secret: str, handle: str) -> tuple[int, int]:
    """(message number, receive count) of a handle of this queue; raises ReceiptHandleIsInvalid."""
    found = _handle.fullmatch(handle)
    if found:
        number, count = int(found[2], 16), int(found[3], 16)
        if handle == make_handle(secret, number, count):
            return number, count
    raise ReceiptHandleIsInvalid(handle=handle)
