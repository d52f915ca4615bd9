"""Where in a text of a manifest a field stands."""

import pytest

from labs.gateways.kube.manifest_places import line_of

TEXT = """kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: web
    image: web:1
  - name: log
    image: log:1
"""


@pytest.mark.parametrize(
    ("field", "line"),
    [
        ("kind", 1),
        ("metadata.name", 2),
        ("spec.containers[1].image", 8),
        ("spec.containers[0]", 5),
        ("spec.containers[7].image", 4),  # there is no such container: the list of them
        ("spec.nodeName", 3),
        ("status.phase", 1),
    ],
)
def test_a_field_has_its_line_and_what_is_missing_that_of_what_is_around_it(field: str, line: int) -> None:
    assert line_of(TEXT, field) == line


def test_a_manifest_in_json_has_lines_too() -> None:
    assert line_of('{"kind": "Pod",\n "spec": {\n  "nodeName": 7}}', "spec.nodeName") == 3
