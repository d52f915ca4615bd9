"""The script of `aws` lines builds the same bench again, here or in somebody's own account."""

import subprocess

from labs.engines.aws.blueprint.inventory import take_inventory
from tests.engines.aws.blueprint.bench import build, fill
from tests.engines.aws.world import World


def test_what_the_script_builds_is_the_same(world: World) -> None:
    fill(world)
    other = World()
    build(other, world.ask("blueprint.script"))
    ours, theirs = (take_inventory(one.cloud.sqs, one.cloud.sns, one.cloud.sesv2) for one in (world, other))
    assert [one.name for one in theirs.queues] == [one.name for one in ours.queues]
    assert theirs.topics == ours.topics
    assert theirs.subscriptions == ours.subscriptions
    assert theirs.mail == ours.mail
    assert [one.settings for one in theirs.queues] == [one.settings for one in ours.queues]
    assert [one.tags for one in theirs.queues] == [one.tags for one in ours.queues]
    assert [theirs.policy_of(one) for one in theirs.queues] == [ours.policy_of(one) for one in ours.queues]


def test_what_names_another_queue_is_said_when_all_are_there(world: World) -> None:
    fill(world)
    script = world.ask("blueprint.script")
    assert script.rindex("create-queue") < script.index("maxReceiveCount")
    assert script.rindex("create-topic") < script.index("aws:SourceArn")


def test_a_shell_can_read_it_and_asks_for_the_account_itself(world: World) -> None:
    fill(world)
    script = world.ask("blueprint.script", endpoint="http://it's here/rooms/ABC/aws")
    subprocess.run(["sh", "-n"], input=script, text=True, check=True)
    assert "123456789012" not in script
    told = "account=42\ncommand() { shift; for word; do printf '<%s>' \"$word\"; done; }\n"
    lines = told + script.replace("account=$(aws", "ignored=$(true")
    heard = subprocess.run(["sh"], input=lines, text=True, capture_output=True, check=True).stdout
    assert "<--endpoint-url><http://it's here/rooms/ABC/aws>" in heard
    assert "<arn:aws:sns:us-east-1:42:orders>" in heard
