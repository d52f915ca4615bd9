from tests.engines.kube.scheduler.cluster import node, pod, scored

MIB = 1024 * 1024


def test_a_node_with_the_image_is_better_the_larger_the_image_is() -> None:
    nodes = [node("has", images={"app:1": 250 * MIB}), node("lacks")]
    # 250 MiB on one of two nodes: 125; (125 - 23) of (1000 - 23).
    assert scored("ImageLocality", *nodes, pod(image="app:1")) == {"has": 10, "lacks": 0}


def test_an_image_without_a_tag_is_the_latest() -> None:
    nodes = [node("has", images={"host:5000/app:latest": 2000 * MIB, "app:1": 2000 * MIB}), node("lacks")]
    assert scored("ImageLocality", *nodes, pod(image="host:5000/app")) == {"has": 100, "lacks": 0}
    assert scored("ImageLocality", *nodes, pod(image="app")) == {"has": 0, "lacks": 0}


def test_small_images_do_not_count_and_large_ones_only_so_much() -> None:
    nodes = [node("a", images={"small:1": 22 * MIB, "huge:1": 5000 * MIB})]
    assert scored("ImageLocality", *nodes, pod(image="small:1")) == {"a": 0}
    assert scored("ImageLocality", *nodes, pod(image="huge:1")) == {"a": 100}


def test_what_many_nodes_have_counts_in_proportion() -> None:
    nodes = [node(name, images={"app:1": 600 * MIB}) for name in ("a", "b", "c")] + [node("d")]
    # 600 * 3 / 4 = 450; (450 - 23) of 977.
    assert scored("ImageLocality", *nodes, pod(image="app:1")) == {"a": 43, "b": 43, "c": 43, "d": 0}


def test_several_containers_add_up_and_raise_the_upper_bound_only() -> None:
    early = {"name": "early", "image": "tool:1"}
    nodes = [node("a", images={"app:1": 300 * MIB, "tool:1": 200 * MIB})]
    # 500 - 23 of 2000 - 23.
    assert scored("ImageLocality", *nodes, pod(image="app:1", initContainers=[early])) == {"a": 24}
