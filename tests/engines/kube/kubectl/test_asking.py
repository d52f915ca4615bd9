"""What the API server refuses, or does not answer, reaches whoever asked."""

from tests.engines.kube.test_cluster import SECOND, World, up


def test_what_the_api_server_refuses_is_told_in_its_words() -> None:
    world = World()
    world.until(5 * SECOND)
    assert world.refused("kubectl.scale", name="web", replicas=3) == 'deployments.apps "web" not found'
    assert "no matches for kind" in world.refused("kubectl.apply", manifest={"kind": "Deploymint", "apiVersion": "v1"})


def test_an_api_server_that_cannot_be_reached_is_told() -> None:
    world = up(1)
    world.do("network.cut", a="kubectl", b="apiserver")
    assert "Unable to connect to the server" in world.refused("kubectl.scale", name="web", replicas=3)
