"""A refused manifest says where and what."""

from labs.engines.kube import KubeError, ManifestError


def test_the_text_names_document_item_object_field_and_problem() -> None:
    error = ManifestError(2, "spec.containers", "Required value", item=3, kind="Pod", name="web")
    assert str(error) == "document 2, item 3 (Pod web): spec.containers: Required value"
    assert error.data["field"] == "spec.containers"
    assert isinstance(error, KubeError)


def test_what_is_not_known_is_left_out_of_the_text() -> None:
    assert str(ManifestError(1, "", "Required value")) == "document 1: Required value"
