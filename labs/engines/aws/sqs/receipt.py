"""Receipt handles: one for each receive of a message."""

from hashlib import blake2b

from labs.engines.aws.errors import ReceiptHandleIsInvalid

PARTS = slice(69, -2)  # after AQEB, the seal and a slash; before ==

_empty_seal = blake2b(digest_size=32).copy


def make_handle(secret: str, number: int, count: int) -> str:
    """A receipt handle for one receive of one message: nobody guesses it, and the same run makes the same."""
    seal = _empty_seal()
    seal.update(f"{secret}/{number}/{count}".encode())
    return f"AQEB{seal.hexdigest()}/{number:x}/{count:x}=="


def read_handle(secret: str, handle: str) -> tuple[int, int]:
    """(message number, receive count) of a handle of this queue; raises ReceiptHandleIsInvalid."""
    number, _, count = handle[PARTS].partition("/")
    try:
        found = int(number, 16), int(count, 16)
    except ValueError:
        raise ReceiptHandleIsInvalid(handle=handle) from None
    if handle != make_handle(secret, *found):  # the seal, and all that `int` lets pass
        raise ReceiptHandleIsInvalid(handle=handle)
    return found
