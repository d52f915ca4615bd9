"""From a text of manifests to the scheduler's decisions: the only place on this floor that knows the engine.

It asks no room: explaining is a pure function of the text.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from labs.engines.kube import KubeError, explain, read_cluster
from labs.gateways.kube.manifest_text import TextError, read_documents


@dataclass(frozen=True)
class Options:
    """As `explain_scheduling --help` says; `candidates` None leaves the choice to the filters."""

    bind: bool = True
    preemption: bool = True
    plugin: str | None = None
    candidates: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Explained:
    """`answer` is {"results": [...]}, `left_out` counts the objects of kinds that scheduling does not know."""

    answer: dict[str, Any]
    left_out: dict[str, int]


class NotExplained(ValueError):
    """The text cannot be explained; says on one line what is wrong, and where."""


def explain_text(content: bytes, options: Options, bytes_max: int) -> Explained:
    """Raises NotExplained."""
    try:
        manifests = read_cluster(read_documents(content, bytes_max))
        answer = explain(
            manifests,
            bind=options.bind,
            preemption=options.preemption,
            plugin=options.plugin,
            candidates=options.candidates,
        )
    except (TextError, KubeError) as error:
        raise NotExplained(str(error)) from None
    return Explained(answer, dict(Counter(manifests.ignored)))
