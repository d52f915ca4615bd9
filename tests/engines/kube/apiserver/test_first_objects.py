"""What every cluster has from its first moment."""

from labs.engines.kube.apiserver.first_objects import first_objects


def test_four_namespaces_and_the_two_classes_of_the_system() -> None:
    assert [(row.name, body["metadata"]["name"]) for row, body in first_objects()] == [
        ("namespaces", "default"), ("namespaces", "kube-node-lease"), ("namespaces", "kube-public"),
        ("namespaces", "kube-system"), ("priorityclasses", "system-cluster-critical"),
        ("priorityclasses", "system-node-critical"),
    ]  # fmt: skip
