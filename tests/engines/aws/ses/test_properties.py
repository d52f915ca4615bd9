"""What must hold whatever happens: recipients add up, and a run replayed is the same run."""

import random
from collections.abc import Iterator

import pytest

from labs.engines.aws.ses import Mailboxes, Outbox
from labs.engines.aws.ses.office import ENDS, under_way
from labs.engines.sim import Command, Simulation
from tests.engines.aws.ses.post import SHOP, TOPIC, Post, mail
from tests.engines.replay import replay

DOMAINS = ("a.kr", "b.kr", "simulator.amazonses.com")
LOCALS = ("success", "bounce", "complaint", "ooto", "suppressionlist", "kim", "lee")
RUN_S = 3_600


def build(seed: int) -> Simulation:
    post = Post(seed)
    post.have_verified(SHOP)
    destination = {
        "Enabled": True, "MatchingEventTypes": ["SEND", "BOUNCE", "DELIVERY"],
        "SnsDestination": {"TopicArn": post.topic()},
    }  # fmt: skip
    post.v2("create_configuration_set", ConfigurationSetName="all")
    post.v2(
        "create_configuration_set_event_destination",
        ConfigurationSetName="all", EventDestinationName="d", EventDestination=destination,
    )  # fmt: skip
    post.v2("create_email_template", TemplateName="t", TemplateContent={"Subject": "{{n}}", "Text": "{{n}}"})
    return post.world.sim


def commands(seed: int) -> Iterator[tuple[int, Command]]:
    """A hundred things that happen in an hour."""
    choose = random.Random(seed)

    def to() -> list[str]:
        return [f"{choose.choice(LOCALS)}@{choose.choice(DOMAINS)}" for _ in range(choose.randint(1, 3))]

    template = {"TemplateName": "t", "TemplateData": "{}"}
    yield 0, Command("outbox.grant_production", {"per_day": 150, "per_s": 5}, "kim")
    for at_us in sorted(choose.randrange(RUN_S * 1_000_000) for _ in range(100)):
        yield (
            at_us,
            choose.choice(
                [
                    Command("sesv2.send_email", mail(*to(), ConfigurationSetName="all"), "kim"),
                    Command("sesv2.send_email", mail(*to()), "lee"),
                    Command("sesv2.send_email", {**mail(*to()), "Content": {"Template": template}}, "lee"),
                    Command(
                        "ses.send_bulk_templated_email",
                        {
                            "Source": SHOP, "Template": "t", "DefaultTemplateData": '{"n": 1}',
                            "Destinations": [{"Destination": {"ToAddresses": to()}} for _ in range(4)],
                        },
                        "kim",
                    ),
                    Command(
                        "mailboxes.set_domain",
                        {
                            "domain": choose.choice(DOMAINS[:2]), "hard_bounces": choose.choice([0, 300]),
                            "soft_bounces": choose.choice([0, 500]), "complaints": choose.choice([0, 500]),
                            "delay_ms": choose.choice([0, 15_000]),
                        },
                    ),
                    Command(f"network.{choose.choice(['cut', 'heal', 'heal'])}", {"a": "outbox", "b": "mailboxes"}),
                    Command(f"network.{choose.choice(['cut', 'heal', 'heal'])}", {"a": "outbox", "b": "sns"}),
                    Command("sesv2.delete_configuration_set", {"ConfigurationSetName": "all"}, "kim"),
                    Command("sesv2.put_suppressed_destination", {"EmailAddress": to()[0], "Reason": "BOUNCE"}, "kim"),
                    Command("sns.delete_topic", {"TopicArn": TOPIC.format("mails")}, "kim"),
                    Command("outbox.reinstate"),
                ]
            ),
        )  # fmt: skip


def parts(sim: Simulation) -> tuple[Outbox, Mailboxes]:
    outbox, mailboxes = sim.components["outbox"], sim.components["mailboxes"]
    assert isinstance(outbox, Outbox)
    assert isinstance(mailboxes, Mailboxes)
    return outbox, mailboxes


def check(sim: Simulation) -> None:
    """Recipients add up, in all and mail by mail."""
    outbox, mailboxes = parts(sim)
    office = outbox.regions["us-east-1"]
    counts = office["counts"]
    states = [one["state"] for mail in outbox.mails.values() for one in mail["recipients"].values()]
    assert counts["accepted"] == sum(counts[end] for end in ENDS) + states.count("under_way")
    assert under_way(office) == states.count("under_way")
    assert outbox.open == sum(mail["held"] for mail in outbox.mails.values())
    assert office["sent"]["total"] == sum(office["sent"]["minutes"].values())
    delivered = sum(box["delivered"] for box in mailboxes.boxes.values())
    assert delivered >= counts["delivered"]
    assert counts["complained"] <= counts["delivered"]


def run(seed: int, restart_us: int | None = None) -> str:
    sim = replay(lambda: build(seed), commands(seed), RUN_S * 1_000_000, restart_us, check)
    sim.run_until(20 * RUN_S * 1_000_000)
    check(sim)
    office = parts(sim)[0].regions["us-east-1"]
    assert under_way(office) == 0
    assert office["counts"]["delivered"] > 10
    return sim.digest


@pytest.mark.parametrize("seed", range(8))
def test_recipients_add_up_and_a_run_is_the_same_twice_and_across_a_checkpoint(seed: int) -> None:
    expected = run(seed)
    assert run(seed) == expected
    assert run(seed, random.Random(seed).randrange(1, RUN_S * 1_000_000)) == expected
