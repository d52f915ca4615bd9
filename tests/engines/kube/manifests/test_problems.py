"""The sentences are those of Kubernetes."""

from labs.engines.kube.manifests.problems import duplicate, forbidden, invalid, required, unknown, unsupported


def test_every_sentence_begins_as_kubernetes_begins_it() -> None:
    assert str(required("a")) == "a: Required value"
    assert str(required("a", "must be there")) == "a: Required value: must be there"
    assert str(invalid("a.b[0]", {"x": 1}, "no")) == 'a.b[0]: Invalid value: {"x":1}: no'
    assert str(forbidden("a", "may not")) == "a: Forbidden: may not"
    assert str(duplicate("a", "b")) == 'a: Duplicate value: "b"'
    assert str(unsupported("a", "b", ("c", "d"))) == 'a: Unsupported value: "b": supported values: "c", "d"'
    assert str(unknown("a.b")) == "a.b: unknown field"
    assert str(invalid("", 1, "no")) == "Invalid value: 1: no"
