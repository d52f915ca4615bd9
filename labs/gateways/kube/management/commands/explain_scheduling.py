"""`manage.py explain_scheduling FILE...`: what kube-scheduler would do with these manifests, and why."""

import json
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, DjangoHelpFormatter

from labs.gateways.kube.explaining import NotExplained, Options, explain_text
from labs.gateways.kube.limits import FILE_BYTES_MAX

HELP = """What kube-scheduler 1.34 would do with these manifests, and why; needs no cluster and no site.

A FILE has Nodes and Pods, as JSON or YAML, one document or several; what `kubectl get nodes,pods -A -o json`
prints is welcome. Pods with spec.nodeName are there already; the others are scheduled in the order of the queue.
Namespaces, Services, ReplicaSets, StatefulSets, PodDisruptionBudgets, PriorityClasses and volumes count where they
are given; other kinds are left out, and told on stderr."""

EPILOG = """output: one line of JSON for each FILE
  {"results": [{"pod": "namespace/name", "outcome": "scheduled" | "unschedulable" | "nominated",
    "node": the chosen one or null, "tied": [nodes with the best total; the first is taken],
    "message": the text of FailedScheduling or null,
    "nodes": {name: {"feasible": true or false, "plugin": the first that rejects or null, "reasons": [...],
      "scores": {plugin: {"raw": n, "normalized": n, "weighted": n}}, "total": n or null}},
    "preemption": {"nominatedNode": name, "victims": ["namespace/name"]} or null}]}

exit code: 0, or 1 with one line on stderr that names file, document, field and what is wrong

examples:
  kubectl get nodes,pods -A -o json | manage.py explain_scheduling -
  manage.py explain_scheduling --no-bind nodes-and-pods.yaml
  manage.py explain_scheduling --plugin NodeResourcesFit cluster.json"""


class _Help(DjangoHelpFormatter, RawDescriptionHelpFormatter):
    """Texts as they are written, Django's own options last."""


class Command(BaseCommand):
    """Prints one line of JSON for each file."""

    help = HELP
    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        return super().create_parser(prog_name, subcommand, epilog=EPILOG, formatter_class=_Help, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", help="manifests; - is stdin")
        bind = parser.add_mutually_exclusive_group()
        bind.add_argument(
            "--bind", action="store_true", default=True, help="place each scheduled Pod before the next (default)"
        )
        bind.add_argument(
            "--no-bind", dest="bind", action="store_false", help="judge each Pod against the state that is given"
        )
        parser.add_argument(
            "--no-preemption", dest="preemption", action="store_false", help="evict nobody for a Pod without a place"
        )
        parser.add_argument("--plugin", metavar="NAME", help="run this plug-in alone, on every node: NodeAffinity")
        parser.add_argument(
            "--candidates", metavar="NODE,NODE", help="score as if the filters had left only these nodes"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        asked = Options(options["bind"], options["preemption"], options["plugin"], _names(options["candidates"]))
        for name in options["files"]:
            try:
                explained = explain_text(_content(name), asked, FILE_BYTES_MAX)
            except NotExplained as error:
                raise CommandError(f"{name}: {error}") from None
            if explained.left_out:
                kinds = ", ".join(f"{count} {kind}" for kind, count in explained.left_out.items())
                self.stderr.write(f"{name}: left out, for the scheduler does not ask for them: {kinds}")
            self.stdout.write(json.dumps(explained.answer, separators=(",", ":")))


def _names(listed: str | None) -> tuple[str, ...] | None:
    """Node names out of `a,b`."""
    if listed is None:
        return None
    names = tuple(name.strip() for name in listed.split(",") if name.strip())
    if not names:
        raise CommandError("--candidates names no node; write for example --candidates node-a,node-b")
    return names


def _content(name: str) -> bytes:
    """What is in the file, at most a byte more than is taken."""
    try:
        if name == "-":
            return sys.stdin.buffer.read(FILE_BYTES_MAX + 1)
        with Path(name).open("rb") as file:
            return file.read(FILE_BYTES_MAX + 1)
    except OSError as error:
        raise CommandError(f"{name}: cannot be read: {error.strerror}") from None
