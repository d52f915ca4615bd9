"""Who a wire client is on the screen.

a key of this room's       its participant, once the signature is verified
a real key of AWS          guest-1, guest-2, ...
another access key id      that itself, as a name
no signature               guest
"""

from collections import OrderedDict
from hashlib import blake2b
from secrets import token_bytes

from labs.gateways.aws.faults import UnknownKey
from labs.gateways.aws.requests import Request
from labs.gateways.aws.signatures import verify
from labs.rooms.wire_keys import Wire, is_issued, may_be_called, secret_of

GUEST = "guest"
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
    return key_id if may_be_called(key_id) else GUEST


def name_of(request: Request, wire: Wire) -> str:
    """The participant who asks; who has a key of the room is not believed to be there without it.

    Raises UnknownKey and WrongSignature.
    """
    credentials = request.credentials
    if credentials is None:
        return GUEST
    if not is_issued(credentials.key_id):
        name = participant(credentials.key_id)
        return GUEST if name in wire.keys.values() else name
    if credentials.key_id not in wire.keys:
        raise UnknownKey
    verify(request, credentials, secret_of(credentials.key_id))
    return wire.keys[credentials.key_id]
