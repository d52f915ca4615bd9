"""Ids in the form of UUIDs, as AWS and Kubernetes make them: from the seed, a name and a count."""

from binascii import hexlify
from hashlib import blake2b
from struct import Struct

from labs.engines.sim.limits import ID_KINDS_MAX
from labs.engines.sim.messages import Refused

# Four at a time, from one digest of 64 bytes, and cut into groups in C: 8,000 machine instructions an id, where a
# digest and five slices for each take 14,000.
AT_ONCE = 4
UUID_LENGTH = 36

_empty_digest = blake2b(digest_size=16 * AT_ONCE).copy
_groups = Struct("8s4s4s4s12s" * AT_ONCE).unpack


class Uuids:
    """A row of UUIDs for each name, the same for the same seed and name on every machine."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._blocks: dict[str, int] = {}
        self._left: dict[str, list[str]] = {}

    def make(self, name: str) -> str:
        """The next of that name. Raises Refused("limit") beyond ID_KINDS_MAX names."""
        return (self._left.get(name) or self._refill(name)).pop()

    def _refill(self, name: str) -> list[str]:
        if name not in self._blocks and len(self._blocks) >= ID_KINDS_MAX:
            raise Refused("limit", what="id_kinds", most=ID_KINDS_MAX)
        self._blocks[name] = block = self._blocks.get(name, 0) + 1
        digest = _empty_digest()
        digest.update(f"{self._seed}/{name}/{block}".encode())
        row = b"-".join(_groups(hexlify(digest.digest()))).decode()
        ends = range(len(row), 0, -UUID_LENGTH - 1)  # the first of the row is the first to be popped
        left = self._left[name] = [row[end - UUID_LENGTH : end] for end in ends]
        return left

    def state(self) -> dict[str, int]:
        """How many there are so far, of each name."""
        return {name: block * AT_ONCE - len(self._left[name]) for name, block in self._blocks.items()}

    def restore(self, state: dict[str, int]) -> None:
        self._blocks.clear()
        self._left.clear()
        for name, made in state.items():
            self._blocks[name] = (made - 1) // AT_ONCE
            left = self._refill(name)
            del left[self._blocks[name] * AT_ONCE - made :]
