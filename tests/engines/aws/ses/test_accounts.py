"""How much may be sent: sandbox and production, quota, rate, reputation, pauses.

accounts.py here and in v2, over the rules of office.py.
"""

import pytest

from labs.engines.aws.limits import REPUTATION_MAILS_MIN
from labs.engines.aws.ses.office import new_office, weigh
from tests.engines.aws.ses.post import Post, mail, mail_v1

SUCCESS = "success@simulator.amazonses.com"
RATE, QUOTA = "Maximum sending rate exceeded.", "Daily message quota exceeded."
PAUSED = (
    "Sending paused for this account. For more information, please check the inbox of the email address associated"
    " with your AWS account."
)


def quota(post: Post) -> tuple[float, float, float]:
    found = post.ask("ses.get_send_quota")
    return found["Max24HourSend"], found["MaxSendRate"], found["SentLast24Hours"]


def test_the_sandbox_allows_200_a_day_and_one_a_second_to_verified_addresses(sandbox: Post) -> None:
    assert quota(sandbox) == (200, 1, 0)
    assert "failed the check in region US-EAST-1: a@b.kr" in sandbox.refusal("sesv2.send_email", **mail("a@b.kr"))[3]
    sandbox.have_verified("a@b.kr")
    sandbox.send("a@b.kr", SUCCESS)
    assert quota(sandbox) == (200, 1, 1)
    account = sandbox.ask("sesv2.get_account")
    assert (account["ProductionAccessEnabled"], account["SendQuota"]["SentLast24Hours"]) == (False, 1)


def test_a_short_burst_is_tolerated_and_no_more(sandbox: Post) -> None:
    for _ in range(3):
        sandbox.send(SUCCESS)
    assert sandbox.refusal("sesv2.send_email", **mail(SUCCESS)) == (
        "TooManyRequestsException", "Throttling", 429, RATE,
    )  # fmt: skip
    assert sandbox.refusal("ses.send_email", **mail_v1(SUCCESS)) == ("Throttling", "Throttling", 400, RATE)
    told = [{"entity": "ses", "reason": "RateExceeded", "by": "@kim"}] * 2
    assert sandbox.events("MailThrottled") == told
    sandbox.later(1)
    sandbox.send(SUCCESS)
    assert sandbox.refusal("sesv2.send_email", **mail(SUCCESS))[3] == RATE


def test_a_mail_to_many_goes_out_and_is_made_up_for(sandbox: Post) -> None:
    sandbox.send(*(f"success+{n}@simulator.amazonses.com" for n in range(50)))
    sandbox.later(47.9)
    assert sandbox.refusal("sesv2.send_email", **mail(SUCCESS))[3] == RATE
    sandbox.later(0.1)
    sandbox.send(SUCCESS)


def test_the_quota_counts_recipients_of_the_last_24_hours(post: Post) -> None:
    post.world.call("outbox.grant_production", per_day=3, per_s=1_000)
    post.send("a@b.kr", "c@b.kr")
    post.later(3_600)
    post.send("a@b.kr")
    assert post.refusal("sesv2.send_email", **mail("a@b.kr")) == ("LimitExceededException", "Throttling", 400, QUOTA)
    assert post.refusal("ses.send_email", **mail_v1("a@b.kr"))[0:3] == ("Throttling", "Throttling", 400)
    assert post.events("MailThrottled")[-1]["reason"] == "QuotaExceeded"
    post.later(23 * 3_600 - 1)
    assert quota(post)[2] == 3
    post.later(1)
    assert quota(post)[2] == 1
    post.send("a@b.kr")
    post.later(3_600)
    assert quota(post)[2] == 1


def test_the_simulator_counts_to_the_rate_but_not_to_the_quota(post: Post) -> None:
    post.world.call("outbox.grant_production", per_day=1, per_s=1)
    for _ in range(3):
        post.send(SUCCESS)
    assert quota(post) == (1, 1, 0)
    assert post.refusal("sesv2.send_email", **mail(SUCCESS))[3] == RATE


def test_production_is_granted_after_a_while(sandbox: Post) -> None:
    details = {"MailType": "TRANSACTIONAL", "WebsiteURL": "https://shop.example.com"}
    sandbox.v2("put_account_details", **details, ProductionAccessEnabled=True)
    account = sandbox.ask("sesv2.get_account")
    assert account["Details"] == {**details, "ReviewDetails": {"Status": "PENDING"}}
    assert sandbox.refusal("sesv2.put_account_details", **details)[0:3] == ("ConflictException",) * 2 + (409,)
    sandbox.later(59)
    assert not sandbox.ask("sesv2.get_account")["ProductionAccessEnabled"]
    sandbox.later(1)
    assert quota(sandbox) == (50_000, 14, 0)
    assert sandbox.ask("sesv2.get_account")["Details"]["ReviewDetails"]["Status"] == "GRANTED"
    sandbox.send("a@b.kr")
    sandbox.v2("put_account_details", **details, ProductionAccessEnabled=True)
    granted = [event for event in sandbox.events("MailSettingsChanged") if event["name"] == "production"]
    assert len(granted) == 1


@pytest.mark.parametrize("details", [{"MailType": "SPAM", "WebsiteURL": "x"}, {"MailType": "MARKETING"}])
def test_a_request_says_what_for(sandbox: Post, details: dict[str, str]) -> None:
    assert sandbox.refusal("sesv2.put_account_details", **details)[0] == "BadRequestException"


@pytest.mark.parametrize("dial", [{"per_s": 0}, {"per_s": 1_001}, {"per_day": 0}, {"per_day": 10_000_001}])
def test_the_dials_have_bounds(post: Post, dial: dict[str, int]) -> None:
    assert post.world.refusal("outbox.grant_production", **dial)["code"] == "bad_arguments"


def test_sending_can_be_switched_off_and_on(post: Post) -> None:
    post.v1("update_account_sending_enabled", Enabled=False)
    assert post.refusal("sesv2.send_email", **mail(SUCCESS)) == (
        "SendingPausedException", "AccountSendingPausedException", 400, PAUSED,
    )  # fmt: skip
    code = "AccountSendingPausedException"
    assert post.refusal("ses.send_email", **mail_v1(SUCCESS)) == (code, code, 400, PAUSED)
    assert post.ask("ses.get_account_sending_enabled") == {"Enabled": False}
    post.v2("put_account_sending_attributes", SendingEnabled=True)
    post.send(SUCCESS)


def standing(post: Post) -> str:
    return str(post.ask("sesv2.get_account")["EnforcementStatus"])


def test_too_many_hard_bounces_pause_the_account(post: Post) -> None:
    post.world.call("mailboxes.set_domain", domain="old.kr", hard_bounces=1_000)
    good, bad = REPUTATION_MAILS_MIN * 9 // 10 - 1, REPUTATION_MAILS_MIN // 10
    for n in range(good):
        post.send(f"a{n}@new.kr")
    for n in range(bad):
        post.send(f"b{n}@old.kr")
    post.later(5)
    assert standing(post) == "HEALTHY"
    post.send("last@new.kr")
    post.later(5)
    assert standing(post) == "SHUTDOWN"
    assert post.refusal("sesv2.send_email", **mail(SUCCESS))[3] == PAUSED
    assert post.events("AccountStanding") == [{"entity": "ses", "standing": "SHUTDOWN"}]
    assert not post.ask("sesv2.get_account")["SendingEnabled"]
    post.world.call("outbox.reinstate")
    assert standing(post) == "HEALTHY"
    post.send(SUCCESS)


def test_fewer_bounces_put_it_under_review_until_they_are_fewer_still(post: Post) -> None:
    post.world.call("mailboxes.set_domain", domain="old.kr", hard_bounces=1_000)
    for n in range(REPUTATION_MAILS_MIN):
        post.send(f"a{n}@{'old' if n % 16 == 0 else 'new'}.kr")
    post.later(5)
    assert standing(post) == "PROBATION"
    for n in range(REPUTATION_MAILS_MIN):
        post.send(f"c{n}@new.kr")
    post.later(5)
    assert standing(post) == "HEALTHY"


def test_complaints_pause_it_sooner(post: Post) -> None:
    post.world.call("mailboxes.set_domain", domain="angry.kr", complaints=1_000)
    for n in range(REPUTATION_MAILS_MIN - 3):
        post.send(f"a{n}@new.kr")
    for n in range(3):
        post.send(f"b{n}@angry.kr")
    post.later(20)
    assert standing(post) == "SHUTDOWN"


def test_ones_own_domains_and_the_simulator_tell_nothing_of_a_sender(post: Post) -> None:
    post.have_verified("own.kr")
    post.world.call("mailboxes.set_domain", domain="own.kr", hard_bounces=1_000)
    for n in range(10):
        post.send(f"a{n}@own.kr", f"bounce+{n}@simulator.amazonses.com")
    post.later(5)
    assert post.counts() == {"accepted": 20, "bounced": 20}
    assert post.office()["reputation"] == {"mails": 0, "bounces": 0, "complaints": 0}


def test_older_mails_count_half() -> None:
    office = new_office()
    weigh(office, mails=2 * REPUTATION_MAILS_MIN, bounces=20, complaints=4)
    assert office["reputation"] == {"mails": REPUTATION_MAILS_MIN, "bounces": 10, "complaints": 2}


def test_statistics_are_points_of_fifteen_minutes(post: Post) -> None:
    post.world.call("mailboxes.set_domain", domain="old.kr", hard_bounces=1_000)
    post.world.call("mailboxes.set_domain", domain="angry.kr", complaints=1_000)
    post.send("a@new.kr", "b@old.kr", "c@angry.kr", SUCCESS)
    post.later(1_000)
    post.send("a@new.kr")
    points = post.ask("ses.get_send_statistics")["SendDataPoints"]
    start_s = points[0].pop("Timestamp")
    assert points[0] == {"DeliveryAttempts": 3, "Bounces": 1, "Complaints": 1, "Rejects": 0}
    assert points[1] == {
        "Timestamp": start_s + 900, "DeliveryAttempts": 1, "Bounces": 0, "Complaints": 0, "Rejects": 0,
    }  # fmt: skip
