"""`python -m tests.bench [NAME ...]`: prints a table; without names, everything."""

import os
import sys
from collections.abc import Callable

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from tests.bench import broadcast, cluster, cycles, engine, kernel, scene, scheduling, wire  # noqa: E402
from tests.bench.report import Figure  # noqa: E402

BENCHES: dict[str, Callable[[], list[Figure]]] = {
    "kernel": kernel.against_simpy,
    "backlog": engine.checkpoint_of_a_backlog,
    "manifests": kernel.checkpoint_of_manifests,
    "seek": kernel.seeks_by_length,
    "scheduling": scheduling.by_nodes,
    "cluster": cluster.dying_node,
    "scene": scene.hundred_nodes,
    "shop": engine.busy_shop,
    "wire": wire.send_message,
    "cycles": cycles.against_moto,
    "broadcast": broadcast.against_bare,
    "thousand": broadcast.thousand_viewers,
    "slow": broadcast.viewers_that_stop_reading,
}


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print(f"There is no bench {', '.join(unknown)}. There are: {', '.join(BENCHES)}.")
        return 2
    for name in names or BENCHES:
        for figure in BENCHES[name]():
            print(figure.line(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
