"""`manage.py explain_scheduling`: a line of JSON for each file, or one line that says what is wrong."""

import io
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.gateways.kube.clusters import CLUSTER, NODES, pod


def explained(*args: str, errors: io.StringIO | None = None) -> list[dict[str, Any]]:
    out = io.StringIO()
    call_command("explain_scheduling", *args, stdout=out, stderr=errors or io.StringIO())
    return [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.fixture
def cluster(tmp_path: Path) -> str:
    file = tmp_path / "cluster.yaml"
    file.write_text(CLUSTER)
    return str(file)


def test_each_file_has_its_line(cluster: str, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_text('{"apiVersion": "v1", "kind": "List", "items": []}')
    [first, second] = explained(cluster, str(other))
    assert [one["pod"] for one in first["results"]] == ["default/web", "default/big"]
    assert second == {"results": []}


def test_a_dash_is_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO((NODES + pod("web")).encode())))
    [answer] = explained("-")
    assert answer["results"][0]["node"] == "node-a"


def test_the_options_are_those_of_the_scheduler(cluster: str) -> None:
    [alone] = explained(cluster, "--plugin", "TaintToleration", "--no-bind", "--no-preemption")
    assert list(alone["results"][0]["nodes"]["node-a"]["scores"]) == ["TaintToleration"]
    [chosen] = explained(cluster, "--candidates", "node-c, node-b")
    assert [name for name, node in chosen["results"][1]["nodes"].items() if node["feasible"]] == ["node-b", "node-c"]
    [calm] = explained(cluster, "--no-preemption")
    assert "preemption" not in calm["results"][1]["message"]


def test_what_was_left_out_is_told_on_stderr(cluster: str) -> None:
    errors = io.StringIO()
    explained(cluster, errors=errors)
    assert errors.getvalue() == f"{cluster}: left out, for the scheduler does not ask for them: 1 Deployment\n"


def test_an_error_names_the_file_and_what_is_wrong(tmp_path: Path) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text(NODES + pod("web", "much"))
    with pytest.raises(CommandError) as refused:
        explained(str(file))
    assert str(refused.value).startswith(
        f'{file}: document 4 (Pod web): spec.containers[0].resources.requests[cpu]: Invalid value: "much": quantities'
    )


def test_a_file_that_is_not_there_and_no_candidates_are_told(cluster: str) -> None:
    with pytest.raises(CommandError, match=r"^nowhere.yaml: cannot be read: No such file or directory$"):
        explained("nowhere.yaml")
    with pytest.raises(CommandError, match="names no node"):
        explained(cluster, "--candidates", " ,")


def test_bind_and_no_bind_exclude_each_other(cluster: str) -> None:
    assert explained(cluster, "--bind") == explained(cluster)
    with pytest.raises(CommandError, match="not allowed with argument"):
        explained(cluster, "--bind", "--no-bind")
