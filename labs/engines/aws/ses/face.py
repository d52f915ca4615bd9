"""What both APIs are: translations of AWS's parameters and results, over one outbox."""

from collections.abc import Callable, Iterator
from typing import Any

from labs.engines.aws.errors.ses import (
    AccountPaused,
    InvalidValue,
    QuotaExceeded,
    RateExceeded,
    SesError,
    SetPaused,
)
from labs.engines.aws.limits import BULK_DESTINATIONS_MAX
from labs.engines.aws.service import AwsService, Json
from labs.engines.aws.ses.outbox import Outbox
from labs.engines.sim import Simulation

PAGE_MAX = 1_000
# What became of one mail of many, as v1 and v2 say it.
SENT, FAILED = ("Success", "SUCCESS"), ("Failed", "FAILED")
STATUSES = {
    "MessageRejected": ("MessageRejected", "MESSAGE_REJECTED"),
    RateExceeded.code: ("AccountThrottled", "ACCOUNT_THROTTLED"),
    QuotaExceeded.code: ("AccountDailyQuotaExceeded", "ACCOUNT_DAILY_QUOTA_EXCEEDED"),
    AccountPaused.query_code: ("AccountSendingPaused", "ACCOUNT_SENDING_PAUSED"),
    SetPaused.query_code: ("ConfigurationSetSendingPaused", "CONFIGURATION_SET_SENDING_PAUSED"),
    InvalidValue.code: ("InvalidParameterValue", "INVALID_PARAMETER"),
}


class Face(AwsService):
    """Base of the two."""

    def __init__(self, sim: Simulation, name: str, account: str, region: str, outbox: Outbox) -> None:
        super().__init__(sim, name, account, region)
        self._outbox = outbox

    def enter(self, method: str, args: Json) -> Any:
        """What may be kept for long must have its place."""
        if self.sim.fences[self.name][method].kind == "command" and not method.startswith("send_"):
            self._outbox.make_space(args)
        return super().enter(method, args)

    @property
    def outbox(self) -> Outbox:
        """What keeps everything; whoever asks for it may change what it shows."""
        self.sim.touched[self._outbox.name] = True
        return self._outbox

    def send_all(self, drafts: Iterator[Callable[[], Json]]) -> list[tuple[tuple[str, str], str, str | None]]:
        """Send many mails: of each its status, what is wrong with it, and its id.

        Whatever stops one for being too many stops those after it as well.
        """
        results: list[tuple[tuple[str, str], str, str | None]] = []
        stopped: SesError | None = None
        for make in drafts:
            try:
                if stopped is not None:
                    raise stopped
                results.append((SENT, "", self.outbox.accept(self._here, make())))
            except SesError as error:
                if isinstance(error, RateExceeded | QuotaExceeded):
                    stopped = error
                status = STATUSES.get(error.code) or STATUSES.get(error.query_code) or FAILED
                results.append((status, error.message, None))
        return results


def check_bulk(destinations: list[Json]) -> None:
    """Raises InvalidValue."""
    if not 1 <= len(destinations) <= BULK_DESTINATIONS_MAX:
        problem = f"The number of destinations must be between 1 and {BULK_DESTINATIONS_MAX}."
        raise InvalidValue(problem=problem)


def page(field: str, items: list[Any], token: str | None, size: int | None) -> Json:
    """One page of a list; a token is the number of the items before it. Raises InvalidValue."""
    if (size is not None and size < 1) or (token is not None and not (token.isascii() and token.isdigit())):
        raise InvalidValue(problem="Invalid page size or token.")
    start = int(token[:9]) if token else 0
    shown = items[start : start + min(size or PAGE_MAX, PAGE_MAX)]
    more = {"NextToken": str(start + len(shown))} if start + len(shown) < len(items) else {}
    return {field: shown, **more}
