"""The account itself: sandbox and production, quota and rate, reputation and pauses."""

from labs.engines.aws import limits
from labs.engines.aws.errors.ses import AccountPaused, QuotaExceeded, RateExceeded, SetPaused, UnderReview
from labs.engines.aws.service import Json
from labs.engines.aws.ses.identities import Identities
from labs.engines.aws.ses.office import (
    BOUNCES,
    COMPLAINTS,
    HEALTHY,
    MICRO,
    POINT_NAMES,
    POINT_US,
    Office,
    add_to_points,
    check_allowance,
    judge,
    spend,
    weigh,
)
from labs.engines.aws.ses.store import is_paused
from labs.engines.sim import Refused, command

DAY_US = 86_400_000_000
MINUTE_US = 60_000_000
PER_DAY_MAX, PER_S_MAX = 10_000_000, 1_000


class Accounts(Identities):
    """How much may be sent, and whether at all."""

    def check_may_send(self, region: str, office: Office, named_set: Json | None) -> None:
        """Raises AccountPaused, SetPaused, and RateExceeded or QuotaExceeded, which the scene is told."""
        if is_paused(office):
            raise AccountPaused
        if named_set is not None and not named_set["sending"]:
            raise SetPaused(name=named_set["name"])
        try:
            check_allowance(office, self.sim.now_us)
        except (RateExceeded, QuotaExceeded) as error:
            self.emit(
                "MailThrottled",
                entity=self.entity_of(region), reason=type(error).__name__,
                by=self.sim.caller,
            )  # fmt: skip
            raise

    def take_allowance(self, region: str, office: Office, recipients: int, of_quota: int) -> None:
        """All recipients count to the rate, the mailbox simulator's not to the quota."""
        now_us = self.sim.now_us
        spend(office, now_us, recipients)
        if not of_quota:
            return
        sent, minute = office["sent"], str(now_us // MINUTE_US)
        if minute not in sent["minutes"]:
            sent["minutes"][minute] = 0
            self.call_later(DAY_US, "forget_minute", region, minute)
        sent["minutes"][minute] += of_quota
        sent["total"] += of_quota

    def forget_minute(self, region: str, minute: str) -> None:
        """What was sent then, a day ago, no longer counts."""
        sent = self.office(region)["sent"]
        sent["total"] -= sent["minutes"].pop(minute)

    # Reputation

    def count_result(self, region: str, *, mails: int = 0, bounces: int = 0, complaints: int = 0) -> None:
        """Something became of a mail: for the statistics and for the reputation."""
        office = self.office(region)
        if bounces or complaints:
            add_to_points(office, self.sim.now_us, BOUNCES if bounces else COMPLAINTS)
        weigh(office, mails=mails, bounces=bounces, complaints=complaints)
        standing = judge(office)
        if standing != office["account"]["standing"]:
            office["account"]["standing"] = standing
            self.emit("AccountStanding", entity=self.entity_of(region), standing=standing)

    @command
    def reinstate(self) -> Json:
        """AWS has looked at a paused account and lets it send again; its mails so far are forgotten."""
        office = self.office(self._here)
        office["account"]["standing"] = HEALTHY
        office["reputation"] = {"mails": 0, "bounces": 0, "complaints": 0}
        self.emit("AccountStanding", entity=self.entity_of(self._here), standing=HEALTHY)
        return {}

    def set_sending(self, region: str, enabled: bool) -> None:
        self.office(region)["account"]["enabled"] = enabled
        self.tell_setting(region, "account", "sending", "enabled" if enabled else "disabled")

    # Out of the sandbox

    def ask_for_production(self, region: str, details: Json, production: bool) -> None:
        """AWS answers after a while. Raises UnderReview if it is being asked already."""
        account = self.office(region)["account"]
        if account["asked_us"] is not None:
            raise UnderReview
        account["details"] = details
        self.tell_setting(region, "account", "details", "changed")
        if production and not account["production"]:
            account["asked_us"] = self.sim.now_us
            self.call_later(limits.ACCOUNT_REVIEW_US, "answer_request", region, self.sim.now_us)

    def answer_request(self, region: str, asked_us: int) -> None:
        if self.office(region)["account"]["asked_us"] == asked_us:
            self._grant(region, limits.PRODUCTION_PER_DAY, limits.PRODUCTION_PER_S)

    @command
    def grant_production(self, per_day: int = limits.PRODUCTION_PER_DAY, per_s: int = limits.PRODUCTION_PER_S) -> Json:
        """Out of the sandbox at once, or other numbers than those so far; not one of AWS's actions."""
        for argument, value, most in (("per_day", per_day, PER_DAY_MAX), ("per_s", per_s, PER_S_MAX)):
            if not 1 <= value <= most:
                raise Refused("bad_arguments", argument=argument, problem="out_of_range")
        self._grant(self._here, per_day, per_s)
        return {}

    def _grant(self, region: str, per_day: int, per_s: int) -> None:
        office = self.office(region)
        office["account"].update({"production": True, "per_day": per_day, "per_s": per_s, "asked_us": None})
        office["rate"] = {"credit": per_s * limits.RATE_BURST_S * MICRO, "at_us": self.sim.now_us}
        self.tell_setting(region, "account", "production", "changed")

    # What both APIs answer

    def quota(self, region: str) -> Json:
        office = self.look(region)
        account = office["account"]
        return {
            "Max24HourSend": float(account["per_day"]), "MaxSendRate": float(account["per_s"]),
            "SentLast24Hours": float(office["sent"]["total"]),
        }  # fmt: skip

    def data_points(self, region: str) -> list[Json]:
        """Quarters of an hour in which anything was sent, oldest first."""
        return [
            {"Timestamp": self.epoch_s(int(quarter) * POINT_US), **dict(zip(POINT_NAMES, counts, strict=True))}
            for quarter, counts in self.look(region)["points"].items()
        ]

    def epoch_s(self, at_us: int) -> float:
        return self.sim.calendar.epoch_ms(at_us) / 1_000
