"""Names, keys and values of labels."""

import pytest

from labs.engines.kube.manifests.names import dns_label, dns_subdomain, label_value, labels, qualified_name
from labs.engines.kube.manifests.problems import Problem
from labs.engines.kube.manifests.shapes import Check

RIGHT = [
    (dns_label, "web-1"),
    (dns_subdomain, "web.shop.example-1.com"),
    (label_value, ""),
    (label_value, "v1.2_rc"),
    (qualified_name, "app"),
    (qualified_name, "example.com/App_1"),
]
WRONG = [
    (dns_label, "a.b", "must not contain dots"),
    (
        dns_label,
        "Web",
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start",
    ),
    (dns_label, "a" * 64, "must be no more than 63 characters"),
    (
        dns_subdomain,
        "web_1",
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.'",
    ),
    (dns_subdomain, "web\n", "a lowercase RFC 1123 subdomain must"),
    (dns_subdomain, "a" * 254, "must be no more than 253 characters"),
    (
        label_value,
        "a b",
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.'",
    ),
    (label_value, "a" * 64, "must be no more than 63 bytes"),
    (label_value, 1, "must be a string"),
    (qualified_name, "", "name part must be non-empty"),
    (
        qualified_name,
        "-a",
        "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end",
    ),
    (qualified_name, "a" * 64, "name part must be no more than 63 bytes"),
    (qualified_name, "/a", "prefix part must be non-empty"),
    (qualified_name, "A/a", "prefix part a lowercase RFC 1123 subdomain must consist"),
    (qualified_name, "a/b/c", "a qualified name must consist of alphanumeric characters"),
]


@pytest.mark.parametrize(("check", "value"), RIGHT)
def test_a_right_one_stays(check: Check, value: str) -> None:
    assert check(value, "f") == value


@pytest.mark.parametrize(("check", "value", "why"), WRONG)
def test_a_wrong_one_is_refused_in_the_words_of_kubernetes(check: Check, value: object, why: str) -> None:
    with pytest.raises(Problem) as refused:
        check(value, "f")
    assert refused.value.field == "f"
    assert f": {why}" in refused.value.text


def test_the_sentences_have_the_examples_of_kubernetes() -> None:
    with pytest.raises(Problem) as refused:
        dns_label("A", "metadata.namespace")
    assert refused.value.text.endswith(
        " (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
    )


@pytest.mark.parametrize("wrong", [{"a b": "c"}, {"a": "b c"}, {"a": 1}])
def test_a_bad_label_is_blamed_on_the_whole_map(wrong: dict[str, object]) -> None:
    with pytest.raises(Problem) as refused:
        labels(wrong, "metadata.labels")
    assert refused.value.field == "metadata.labels"


def test_a_null_value_is_an_empty_one() -> None:
    assert labels({"a": None}, "f") == {"a": ""}
