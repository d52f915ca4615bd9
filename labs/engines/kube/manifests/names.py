"""Names, label keys and label values, with Kubernetes' own sentences (apimachinery 1.34, util/validation)."""

import re
from typing import Any

from labs.engines.kube.manifests.problems import invalid
from labs.engines.kube.manifests.shapes import Check, mapped, text

LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?"
SUBDOMAIN = rf"{LABEL}(\.{LABEL})*"
QUALIFIED = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]"
VALUE = f"({QUALIFIED})?"
NAME_LENGTH_MAX, SUBDOMAIN_LENGTH_MAX = 63, 253

ALPHANUMERIC_ENDS = "and must start and end with an alphanumeric character"
LOWER = "a lowercase RFC 1123 {} must consist of lower case alphanumeric characters{}, " + ALPHANUMERIC_ENDS
LOWER_LABEL = LOWER.format("label", " or '-'")
LOWER_SUBDOMAIN = LOWER.format("subdomain", ", '-' or '.'")
ENDS = f"must consist of alphanumeric characters, '-', '_' or '.', {ALPHANUMERIC_ENDS}"
VALUE_ENDS = ENDS.replace("must consist", "a valid label must be an empty string or consist", 1)


def dns_label(value: Any, field: str) -> str:
    """The name of a container or a namespace."""
    if "." in text(value, field) and re.fullmatch(SUBDOMAIN, value):
        raise invalid(field, value, "must not contain dots")
    _form(value, field, LABEL, LOWER_LABEL, ("my-name", "123-abc"))
    return _short(value, field, NAME_LENGTH_MAX, "characters")


def dns_subdomain(value: Any, field: str) -> str:
    """The name of nearly everything else."""
    _form(value, field, SUBDOMAIN, LOWER_SUBDOMAIN, ("example.com",))
    return _short(value, field, SUBDOMAIN_LENGTH_MAX, "characters")


def label_value(value: Any, field: str) -> str:
    _form(value, field, VALUE, VALUE_ENDS, ("MyValue", "my_value", "12345"))
    return _short(value, field, NAME_LENGTH_MAX, "bytes")


def qualified_name(value: Any, field: str) -> str:
    """The key of a label, a taint or a resource: a name, with a domain and a slash before it or not."""
    prefix, slash, name = text(value, field).rpartition("/")
    if slash:
        _prefix(value, prefix, field)
    if not name:
        raise invalid(field, value, "name part must be non-empty")
    if len(name) > NAME_LENGTH_MAX:
        raise invalid(field, value, f"name part must be no more than {NAME_LENGTH_MAX} bytes")
    if not re.fullmatch(QUALIFIED, name):
        why = _why(f"name part {ENDS}", ("MyName", "my.name", "123-abc"), QUALIFIED)
        raise invalid(field, value, why)
    return str(value)


def _prefix(value: str, prefix: str, field: str) -> None:
    if not prefix:
        raise invalid(field, value, "prefix part must be non-empty")
    if "/" in prefix:
        why = _why(f"a qualified name {ENDS}", ("MyName", "my.name", "123-abc"), QUALIFIED)
        raise invalid(field, value, f"{why} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')")
    if not re.fullmatch(SUBDOMAIN, prefix):
        raise invalid(field, value, "prefix part " + _why(LOWER_SUBDOMAIN, ("example.com",), SUBDOMAIN))


def _form(value: Any, field: str, form: str, sentence: str, examples: tuple[str, ...]) -> None:
    if not re.fullmatch(form, text(value, field)):
        raise invalid(field, value, _why(sentence, examples, form))


def _short(value: str, field: str, length_max: int, unit: str) -> str:
    """The unit is the one Kubernetes says; in all of these a character is a byte."""
    if len(value) > length_max:
        raise invalid(field, value, f"must be no more than {length_max} {unit}")
    return value


def _why(sentence: str, examples: tuple[str, ...], form: str) -> str:
    """The commas before `or` are Kubernetes' own."""
    such_as = " or ".join(f"'{one}', " for one in examples)
    return f"{sentence} (e.g. {such_as}regex used for validation is '{form}')"


def labels(value: Any, field: str) -> dict[str, str]:
    """Labels and selectors by equality; Kubernetes names the map for a bad key and for a bad value."""

    def of_map(check: Check) -> Check:
        return lambda one, _: check(one, field)

    return dict(mapped(of_map(qualified_name), of_map(label_value))(value, field))
