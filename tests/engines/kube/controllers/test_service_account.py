"""The account called default."""

from tests.engines.kube.controllers.machines import Machines


def test_every_namespace_has_its_default_account_from_the_first_moment() -> None:
    world = Machines(0)
    assert world.names("serviceaccounts") == ["default"] * 4
    world.create("namespaces", {"metadata": {"name": "shop"}})
    world.run(0.1)
    assert "shop/default" in world.server.objects["serviceaccounts"]


def test_one_that_is_deleted_is_made_anew() -> None:
    world = Machines(0)
    first = world.get("serviceaccounts", "default")["metadata"]["uid"]
    world.delete("serviceaccounts", "default")
    world.run(0.1)
    assert world.get("serviceaccounts", "default")["metadata"]["uid"] != first
