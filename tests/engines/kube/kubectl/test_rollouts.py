"""kubectl rollout undo: back to an earlier revision."""

from tests.engines.kube.test_cluster import MINUTE, World, up

HASH = "pod-template-hash"


def updated() -> World:
    """At its second revision."""
    world = up(2)
    world.do("kubectl.set_image", name="web", container="web", image="workshop/web:2")
    world.until(2 * MINUTE)
    return world


def images(world: World) -> list[str]:
    return [pod["spec"]["containers"][0]["image"] for pod in world.pods()]


def test_undo_brings_the_template_before_back_under_the_next_number() -> None:
    world = updated()
    before = images(world)
    world.do("kubectl.undo", name="web")
    world.until(4 * MINUTE)
    found = world.get("deployments", "web")
    assert before == ["workshop/web:2"] * 2
    assert images(world) != before
    assert found["metadata"]["annotations"]["deployment.kubernetes.io/revision"] == "3"
    assert HASH not in found["spec"]["template"]["metadata"]["labels"]
    world.do("kubectl.undo", name="web", revision=2)
    world.until(6 * MINUTE)
    assert images(world) == before


def test_the_same_again_changes_nothing() -> None:
    world = updated()
    before = world.get("deployments", "web")["metadata"]["generation"]
    world.do("kubectl.undo", name="web", revision=2)
    assert world.get("deployments", "web")["metadata"]["generation"] == before


def test_what_cannot_be_undone_is_told() -> None:
    world = updated()
    assert world.refused("kubectl.undo", name="web", revision=9) == "unable to find specified revision 9 in history"
    world.do("kubectl.pause", name="web")
    assert "you cannot rollback a paused deployment" in world.refused("kubectl.undo", name="web")
    assert world.refused("kubectl.undo", name="shop") == 'deployments.apps "shop" not found'


def test_with_one_revision_there_is_nothing_to_go_back_to() -> None:
    assert up(2).refused("kubectl.undo", name="web") == 'no rollout history found for deployment "web"'
