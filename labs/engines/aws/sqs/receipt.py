"""Receipt handles: one for each receive of a message."""

from hashlib import blake2b

from labs.engines.aws.errors.sqs import ReceiptHandleIsInvalid

PARTS = slice(69, -2)  # after AQEB, the seal and a slash; before ==

_empty_seal = blake2b(digest_size=32).copy


def make_handle(secret: str, number: int | str, count: int | str) -> str:
    """A receipt handle for one receive of one message: nobody guesses it, and the same run makes the same."""
    seal = _empty_seal()
    seal.update(f"{secret}/{number}/{count}".encode())
    return f"AQEB{seal.hexdigest()}/{number}/{count}=="


def number_in(handle: str) -> str:
    """The number of the message that a handle is for, if it is one."""
    return handle[PARTS].partition("/")[0]


def check_handle(secret: str, handle: str) -> None:
    """Raises ReceiptHandleIsInvalid for a handle that this queue has never given out."""
    number, _, count = handle[PARTS].partition("/")
    if handle != make_handle(secret, number, count):
        raise ReceiptHandleIsInvalid(handle=handle)
