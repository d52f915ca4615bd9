"""How much of anything a room, a viewer or an address may use."""

from collections import OrderedDict

ROOMS_LIVE_MAX = 500  # in one process
READINGS_MAX = 300  # shared runs being read, of those rooms
VIEWERS_MAX = 2_000  # in one room
ENTRIES_A_LOOK = 200  # of the agenda, between two looks at the wall clock
RUN_US_MAX = 604_800_000_000  # length of a run: 7 days of simulated time
BRANCHES_MAX = 20  # in one room
BRANCH_NAME_LENGTH_MAX = 60
PENDING_MAX = 5_000  # commands of one room waiting to be written
MESSAGE_BYTES_MAX = 16_384  # one message from a viewer
COMMANDS_A_SECOND, COMMANDS_BURST = 20.0, 40.0  # from one viewer
GUESSES_A_SECOND, GUESSES_BURST = 10 / 60, 30.0  # wrong room codes from one address
OPENINGS_A_SECOND, OPENINGS_BURST = 30 / 60, 60.0  # new rooms from one address
SHARINGS_A_SECOND, SHARINGS_BURST = 10 / 60, 30.0  # runs shared or exported from one address
TAKINGS_A_SECOND, TAKINGS_BURST = 6 / 60, 20.0  # rooms made of a recorded run, which all has to be done again
EXPORT_BYTES_MAX = 4_000_000  # of one run as a document; a request may have a little more
SHARES_MAX = 100  # of one room
ADDRESSES_KEPT = 10_000


class Bucket:
    """A token bucket: `rate` a second, at most `burst` at once. Wall time is handed in."""

    __slots__ = ("_at_s", "_burst", "_rate", "tokens")

    def __init__(self, rate: float, burst: float, wall_s: float) -> None:
        self._rate, self._burst, self._at_s = rate, burst, wall_s
        self.tokens = burst

    def take(self, wall_s: float) -> bool:
        """Take one token; False if there is none."""
        self._fill(wall_s)
        if self.tokens < 1.0:
            return False
        self.tokens -= 1.0
        return True

    def empty(self, wall_s: float) -> bool:
        self._fill(wall_s)
        return self.tokens < 1.0

    def _fill(self, wall_s: float) -> None:
        self.tokens = min(self._burst, self.tokens + (wall_s - self._at_s) * self._rate)
        self._at_s = wall_s


class Buckets:
    """One bucket for each address, the longest unused forgotten first."""

    def __init__(self, rate: float, burst: float) -> None:
        self._rate, self._burst = rate, burst
        self._kept: OrderedDict[str, Bucket] = OrderedDict()

    def of(self, address: str, wall_s: float) -> Bucket:
        bucket = self._kept.get(address)
        if bucket is None:
            bucket = self._kept[address] = Bucket(self._rate, self._burst, wall_s)
            if len(self._kept) > ADDRESSES_KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(address)
        return bucket


guesses = Buckets(GUESSES_A_SECOND, GUESSES_BURST)
openings = Buckets(OPENINGS_A_SECOND, OPENINGS_BURST)
sharings = Buckets(SHARINGS_A_SECOND, SHARINGS_BURST)
takings = Buckets(TAKINGS_A_SECOND, TAKINGS_BURST)
posts = Buckets(COMMANDS_A_SECOND, COMMANDS_BURST)
