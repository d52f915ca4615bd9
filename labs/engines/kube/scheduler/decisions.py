"""Decisions kept for whoever asks why: each as one short text, given out as `explain` gives its results."""

import json
from collections.abc import Sequence
from typing import Any

from labs.engines.kube.scheduler.cycle import Scores
from labs.engines.kube.scheduler.framework import DEFAULT_PROFILE, Status
from labs.engines.kube.scheduler.node_info import NodeInfo

DECISIONS_MOST = 200
Told = dict[str, Any]
Verdict = tuple[Any, ...]


def packed(rejected: dict[str, Status], scores: Scores | None, feasible: Sequence[NodeInfo]) -> str:
    """What was found out about each node: [node names, which verdict each has, verdicts, plug-ins that scored].

    A verdict is [plug-in, reasons] or [raw, normalized, raw, ...]; many nodes share one.
    """
    rated = [one for one in scores.rated if one.weighted is not one.raw] if scores else []
    columns = [column for one in rated for column in (one.raw, one.normalized)]
    found: dict[str, Verdict] = {node.name: () for node in feasible}
    if scores is not None:
        found.update(zip((node.name for node in scores.nodes), zip(*columns, strict=True), strict=True))
    found.update((name, (no.plugin, no.reasons)) for name, no in rejected.items() if name not in found)
    verdicts: dict[Verdict, int] = {}
    which = [verdicts.setdefault(verdict, len(verdicts)) for verdict in found.values()]
    skipped = [one.plugin for one in scores.rated if one.weighted is one.raw] if scores else []
    told = [[list(found), which], list(verdicts), [one.plugin for one in rated], skipped]
    return json.dumps(told, separators=(",", ":"))


def unpacked(text: str) -> dict[str, Told]:
    """Node -> {"feasible", "plugin", "reasons", "scores", "total"}."""
    (names, which), verdicts, plugins, skipped = json.loads(text)
    told = [_verdict(verdict, plugins, skipped) for verdict in verdicts]
    return {name: told[number] for name, number in zip(names, which, strict=True)}


def _verdict(verdict: list[Any], plugins: list[str], skipped: list[str]) -> Told:
    if verdict and isinstance(verdict[0], str):
        return {"feasible": False, "plugin": verdict[0], "reasons": verdict[1], "scores": {}, "total": None}
    scores = {
        plugin: {"raw": raw, "normalized": own, "weighted": own * DEFAULT_PROFILE[plugin]}
        for plugin, raw, own in zip(plugins, verdict[::2], verdict[1::2], strict=False)
    }
    order = [name for name in DEFAULT_PROFILE if name in scores or name in skipped]
    nothing = {"raw": 0, "normalized": 0, "weighted": 0}
    scores = {name: scores.get(name, nothing) for name in order} if verdict else {}
    total = sum(one["weighted"] for one in scores.values()) if scores else None
    return {"feasible": True, "plugin": None, "reasons": [], "scores": scores, "total": total}
