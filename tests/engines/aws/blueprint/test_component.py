"""The questions that anybody may ask a bench: how to have the same somewhere else."""

import json

import pytest

from labs.engines.aws.blueprint import inventory
from labs.engines.aws.limits import COPY_MAX_THINGS
from labs.engines.aws.sns import Sns
from labs.engines.sim import Query, Refused
from tests.engines.aws.blueprint.bench import QUEUE, TOPIC, fill
from tests.engines.aws.world import World


def test_without_an_endpoint_it_is_for_ones_own_account(world: World) -> None:
    script = world.ask("blueprint.script")
    assert "endpoint-url" not in script
    assert "--region us-east-1" in script


def test_an_empty_account_gives_a_script_that_creates_nothing() -> None:
    world = World()
    assert "create" not in world.ask("blueprint.script")
    assert json.loads(world.ask("blueprint.template"))["Resources"] == {}


def test_only_what_is_in_the_home_region_is_copied(world: World) -> None:
    world.call("sqs.create_queue", QueueName="far", Region="eu-west-1")
    world.call("sqs.create_queue", QueueName="near")
    script = world.ask("blueprint.script")
    assert "near" in script
    assert "far" not in script


def test_asking_changes_nothing(world: World) -> None:
    fill(world)
    before = world.sim.digest
    for question in ("script", "template"):
        assert world.sim.query(Query(f"blueprint.{question}", {}, "kim"))
    assert world.sim.digest == before


@pytest.mark.parametrize("question", ["script", "template"])
def test_a_bench_too_large_to_copy_is_refused_without_looking_at_all_of_it(
    question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever watches may ask, and the room stands still meanwhile."""
    world = World()
    for number in range(COPY_MAX_THINGS - 1):
        world.call("sqs.create_queue", QueueName=f"q{number}")
    world.call("sns.create_topic", Name="orders")
    assert f"q{COPY_MAX_THINGS - 2}" in world.ask(f"blueprint.{question}")
    for number in range(2 * COPY_MAX_THINGS):
        world.call("sns.subscribe", TopicArn=f"{TOPIC}orders", Protocol="sqs", Endpoint=f"{QUEUE}{number}")
    looked: list[str] = []
    real = inventory._subscription

    def look(sns: Sns, listed: dict[str, str]) -> inventory.Thing:
        looked.append(listed["Endpoint"])
        return real(sns, listed)

    monkeypatch.setattr(inventory, "_subscription", look)
    with pytest.raises(Refused) as refused:
        world.ask(f"blueprint.{question}")
    assert (refused.value.code, refused.value.data) == ("limit", {"what": "copied", "most": COPY_MAX_THINGS})
    assert looked == [f"{QUEUE}0"]
