"""Who a wire client is on the screen: the access key id of its signature, where that is a name and not a real key."""

import re
from collections import OrderedDict
from hashlib import blake2b
from secrets import token_bytes

GUEST = "guest"
NAME = re.compile(r"[A-Za-z0-9._-]{1,40}")
# People on the room's page and the room itself have names of these forms; a wire client may not take one.
TAKEN = re.compile(r"m-[0-9a-f]{8}|room|owner")
REAL_KEYS = ("AKIA", "ASIA")  # long-lived and temporary keys as AWS issues them
GUESTS_KEPT = 10_000


class Guests:
    """Numbers for real access keys: a key keeps its number while this process runs, and is itself not kept."""

    def __init__(self) -> None:
        self._secret = token_bytes(32)
        self._numbers: OrderedDict[bytes, int] = OrderedDict()
        self._last = 0

    def name_of(self, key: str) -> str:
        digest = blake2b(key.encode(), key=self._secret, digest_size=16).digest()
        number = self._numbers.get(digest)
        if number is None:
            self._last += 1
            number = self._numbers[digest] = self._last
            if len(self._numbers) > GUESTS_KEPT:
                self._numbers.popitem(last=False)
        self._numbers.move_to_end(digest)
        return f"{GUEST}-{number}"


guests = Guests()


def participant(key_id: str) -> str:
    """The name for an access key id, "guest" where there is none or it cannot be a name.

    Signatures are not looked at: the name is what the client says.
    """
    if key_id[:4].upper() in REAL_KEYS:
        return guests.name_of(key_id)
    return key_id if NAME.fullmatch(key_id) and not TAKEN.fullmatch(key_id) else GUEST
