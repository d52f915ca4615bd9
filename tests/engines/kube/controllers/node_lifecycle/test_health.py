"""Taints by conditions."""

from typing import Any

import pytest

from labs.engines.kube.controllers.node_lifecycle.health import taints_wanted

NOW = "2026-01-01T00:00:00Z"
READY = {"type": "Ready", "status": "True"}
CASES: dict[str, tuple[list[dict[str, str]], bool, list[str]]] = {
    "well": ([READY], True, []),
    "not ready": ([{**READY, "status": "False"}], False, ["node.kubernetes.io/not-ready:NoSchedule"]),
    "silent and to be emptied": (
        [{**READY, "status": "Unknown"}], True,
        ["node.kubernetes.io/unreachable:NoSchedule", "node.kubernetes.io/unreachable:NoExecute"],
    ),
    "short of memory": (
        [READY, {"type": "MemoryPressure", "status": "True"}], False, ["node.kubernetes.io/memory-pressure:NoSchedule"],
    ),
    "nothing said": ([], True, []),
}  # fmt: skip


def node(conditions: list[dict[str, str]], **spec: Any) -> dict[str, Any]:
    return {"metadata": {"name": "n"}, "spec": spec, "status": {"conditions": conditions}}


@pytest.mark.parametrize("case", CASES)
def test_conditions_become_taints(case: str) -> None:
    conditions, evicts, taints = CASES[case]
    wanted = taints_wanted(node(conditions), evicts, NOW)
    assert [f"{one['key']}:{one['effect']}" for one in wanted] == taints
    assert all(one["timeAdded"] == NOW for one in wanted)


def test_a_taint_that_is_there_keeps_its_time_and_those_of_others_stay() -> None:
    old = {"key": "node.kubernetes.io/unreachable", "effect": "NoSchedule", "timeAdded": "2025-01-01T00:00:00Z"}
    own = {"key": "own", "effect": "NoExecute"}
    silent = node([{**READY, "status": "Unknown"}], taints=[own, old])
    assert taints_wanted(silent, False, NOW) == [own, old]
    assert taints_wanted(node([READY], taints=[own, old]), False, NOW) == [own]
