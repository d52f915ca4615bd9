"""Who am I: the participant's name, and always the same id for it."""

from labs.engines.sim import Query
from tests.engines.aws.world import World


def test_a_participant_is_a_user_of_the_account(world: World) -> None:
    kim = world.ask("sts.get_caller_identity")
    assert kim["Arn"] == "arn:aws:iam::123456789012:user/kim"
    assert kim["Account"] == "123456789012"
    assert len(kim["UserId"]) == 21
    lee = world.sim.query(Query("sts.get_caller_identity", {"Region": "eu-west-1"}, "lee"))
    assert lee["Arn"].endswith("user/lee")
    assert lee["UserId"] != kim["UserId"] == world.ask("sts.get_caller_identity")["UserId"]
