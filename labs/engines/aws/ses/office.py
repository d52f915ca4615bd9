"""What SES keeps for an account in one region, and its rules of how much may be sent."""

from typing import Any

from labs.engines.aws import limits
from labs.engines.aws.errors.ses import QuotaExceeded, RateExceeded

Json = dict[str, Any]
# See `new_office`: identities, templates, configuration sets, contact lists and suppressed addresses by name; the
# account; recipients of the last 24 hours, by the minute; credit of the sending rate; reputation; points of 15 minutes.
Office = dict[str, Any]

MICRO = 1_000_000
POINT_US = 900_000_000
POINTS_MAX = 1_344  # of two weeks
POINT_NAMES = ("DeliveryAttempts", "Bounces", "Complaints", "Rejects")
ATTEMPTS, BOUNCES, COMPLAINTS, REJECTS = range(4)
ENDS = ("delivered", "bounced", "suppressed", "rejected", "unrendered")  # how it may end for a recipient
HEALTHY, PROBATION, SHUTDOWN = "HEALTHY", "PROBATION", "SHUTDOWN"


def new_office() -> Office:
    return {
        "identities": {}, "templates": {}, "sets": {}, "lists": {}, "suppressed": {},
        "account": {
            "production": False, "per_day": limits.SANDBOX_PER_DAY, "per_s": limits.SANDBOX_PER_S, "enabled": True,
            "standing": HEALTHY, "reasons": [*limits.SUPPRESSION_REASONS], "details": None, "asked_us": None,
        },
        "sent": {"total": 0, "minutes": {}},
        "rate": {"credit": limits.SANDBOX_PER_S * limits.RATE_BURST_S * MICRO, "at_us": 0},
        "reputation": {"mails": 0, "bounces": 0, "complaints": 0},
        "points": {},
        "counts": {"accepted": 0, **dict.fromkeys(ENDS, 0), "complained": 0},
    }  # fmt: skip


def under_way(office: Office) -> int:
    """Recipients for whom it is still open."""
    counts: dict[str, int] = office["counts"]
    return counts["accepted"] - sum(counts[end] for end in ENDS)


def credit(office: Office, now_us: int) -> int:
    """Recipients in millionths that may be sent to now; below none while a mail to many is made up for."""
    rate, per_s = office["rate"], office["account"]["per_s"]
    most = per_s * limits.RATE_BURST_S * MICRO
    return int(min(most, rate["credit"] + (now_us - rate["at_us"]) * per_s))


def check_allowance(office: Office, now_us: int) -> None:
    """Raises RateExceeded, QuotaExceeded.

    As long as one recipient more is allowed, a mail to fifty goes out; the next waits until that is made up for.
    """
    if credit(office, now_us) < MICRO:
        raise RateExceeded
    if office["sent"]["total"] >= office["account"]["per_day"]:
        raise QuotaExceeded


def spend(office: Office, now_us: int, recipients: int) -> None:
    office["rate"] = {"credit": credit(office, now_us) - recipients * MICRO, "at_us": now_us}


def judge(office: Office) -> str:
    """What AWS thinks of an account by its bounces and complaints; once it is paused, it stays so."""
    account, reputation = office["account"], office["reputation"]
    mails = reputation["mails"]
    if account["standing"] == SHUTDOWN or mails < limits.REPUTATION_MAILS_MIN:
        return str(account["standing"])
    review, pause = (
        any(reputation[f"{kind}s"] * 1_000 >= shares[step] * mails for kind, shares in limits.REVIEW_SHARE.items())
        for step in (0, 1)
    )
    return SHUTDOWN if pause else PROBATION if review else HEALTHY


def weigh(office: Office, *, mails: int = 0, bounces: int = 0, complaints: int = 0) -> None:
    """Add to an account's reputation; older mails count half as soon as there are many newer ones."""
    reputation = office["reputation"]
    reputation["mails"] += mails
    reputation["bounces"] += bounces
    reputation["complaints"] += complaints
    if reputation["mails"] >= 2 * limits.REPUTATION_MAILS_MIN:
        office["reputation"] = {name: count // 2 for name, count in reputation.items()}


def add_to_points(office: Office, now_us: int, column: int) -> None:
    """One more in this quarter of an hour; `column` as in POINT_NAMES."""
    points = office["points"]
    key = str(now_us // POINT_US)
    if key not in points:
        points[key] = [0, 0, 0, 0]
        while len(points) > POINTS_MAX:
            del points[next(iter(points))]
    points[key][column] += 1


def share(office: Office, kind: str) -> float:
    """Of the account's last mails, how many in a hundred were answered with this: "bounces" or "complaints"."""
    mails = office["reputation"]["mails"]
    return round(100 * office["reputation"][kind] / mails, 2) if mails else 0.0
