"""`manage.py simulate`: a run of a lab, or one that a room has exported, without a site."""

import json
import re
from argparse import ArgumentParser, ArgumentTypeError
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from labs import catalog
from labs.engines.sim import DEFAULT_START, Broken, Simulation
from labs.engines.sim import Command as SimCommand
from labs.rooms.exports import BadDocument, RunDocument, read
from labs.rooms.run import Logged, apply

UNITS_US = {"us": 1, "ms": 1_000, "s": 1_000_000, "m": 60_000_000, "h": 3_600_000_000}
SLICE_US = 1_000_000
SEED, UNTIL_US = 1, 90_000_000  # unless told otherwise
EXAMPLE = '{"at_us": 10000000, "command": "shipping.stop", "args": {}}'
DAMAGE = {
    "too_large": "it has {bytes} bytes, more than the {bytes_max} of the largest run",
    "not_json": "it is not whole, or was changed: export it again",
    "not_a_run": 'its "format" is not that of a run',
    "newer_version": "it is of a newer version ({version}) than this site reads",
    "unknown_lab": "it was recorded in the lab {lab!r}, which is not here",
    "bad_field": "its field {field!r} is missing or wrong",
    "bad_command": "its command {number} is wrong",
}


def duration_us(text: str) -> int:
    """`90s`, `500ms`, `2m`, `1.5h` in microseconds; a bare number is seconds."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)(us|ms|s|m|h)?", text)
    if not match:
        raise ArgumentTypeError(f"{text!r} is not a duration; write for example 90s, 500ms or 2m")
    return int(float(match[1]) * UNITS_US[match[2] or "s"])


class Command(BaseCommand):
    """Prints events as JSON lines and, last, the digest."""

    help = (
        "Run a lab's simulation without a site. Prints every event as one line of JSON "
        '{"id", "at_us", "cause", "event", "data"} and, as the last line, {"digest", "events", "now_us"}: one lab, '
        "seed, commands and length give the same digest on every machine. "
        "A file of commands is a run that a room has exported, which brings its own lab, seed and length; "
        "or it has one JSON object a line, in the order of their times: "
        f"{EXAMPLE}. A command that is refused is told on stderr."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("lab", nargs="?", metavar="LAB", help=f"one of: {_labs()} (default: the exported run's)")
        parser.add_argument(
            "--seed", type=int, metavar="N", help=f"chance comes from here (default {SEED}, or the exported run's)"
        )
        parser.add_argument(
            "--until",
            type=duration_us,
            metavar="TIME",
            help="simulated time: 90s, 500ms, 2m (default 90s, or the exported run's length)",
        )
        parser.add_argument(
            "--commands", type=Path, metavar="FILE", help="an exported run, or commands with their times, one a line"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        recorded = _run_of(options["commands"], options["lab"] or "")
        asked = {"seed": options["seed"], "head_us": options["until"]}
        run = replace(recorded, **{name: value for name, value in asked.items() if value is not None})
        sim = self._simulate(run)
        self.stdout.write(json.dumps({"digest": sim.digest, "events": sim.log.count, "now_us": sim.now_us}))
        if run == recorded and run.digest not in ("", sim.digest):
            self.stderr.write(f"The room had the digest {run.digest}: its run was recorded under other rules.")

    def _simulate(self, run: RunDocument) -> Simulation:
        try:
            lab = catalog.get_lab(run.lab)
        except catalog.UnknownLab:
            raise CommandError(f"There is no lab {run.lab!r}. There are: {_labs()}.") from None
        sim = Simulation(run.seed, run.start)
        lab.build(sim)
        try:
            self._run(sim, run.log, run.head_us)
        except Broken as error:
            raise CommandError(f"{error.where} failed at {sim.now_us} us; that is a bug in the lab.") from error
        return sim

    def _run(self, sim: Simulation, commands: list[Logged], until_us: int) -> None:
        for logged in commands:
            if logged.broken:
                apply(sim, logged)
            elif logged.at_us <= until_us:
                self._run_to(sim, logged.at_us)
                self._apply(sim, logged)
        self._run_to(sim, until_us)

    def _run_to(self, sim: Simulation, until_us: int) -> None:
        """In slices, so that no event leaves memory before it is printed."""
        while True:
            printed = sim.log.count
            target_us = min(until_us, sim.now_us + SLICE_US)
            done = sim.run_until(target_us, entries_max=1_000)
            self._print_since(sim, printed)
            if done and target_us == until_us:
                return

    def _apply(self, sim: Simulation, logged: Logged) -> None:
        printed = sim.log.count
        reply = apply(sim, logged)
        self._print_since(sim, printed)
        if reply.error is not None:
            self.stderr.write(
                f"command {logged.number} ({logged.command.name}) refused: {reply.error['code']} {reply.error['data']}"
            )

    def _print_since(self, sim: Simulation, printed: int) -> None:
        for fact in sim.log.since(printed):
            self.stdout.write(json.dumps(fact, separators=(",", ":")))


def _labs() -> str:
    return ", ".join(lab.slug for lab in catalog.all_labs())


def _run_of(path: Path | None, lab: str) -> RunDocument:
    """An exported run, or one made of a lab and lines of commands. Raises CommandError."""
    content = _content(path) if path else b""
    if path and _means_to_be_a_run(content):
        recorded = _recorded(path, content)
        if lab not in ("", recorded.lab):
            raise CommandError(f"{path} was recorded in the lab {recorded.lab!r}, not in {lab!r}.")
        return recorded
    if not lab:
        raise CommandError(f"Name a lab, or a run that a room has exported. There are: {_labs()}.")
    return RunDocument(lab, SEED, DEFAULT_START, "", _read(path, content) if path else [], UNTIL_US, 0, "")


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from None


def _means_to_be_a_run(content: bytes) -> bool:
    """Also where it is damaged, or its fields were put in another order."""
    if re.match(rb'\s*\{\s*"format"\s*:', content):
        return True
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        return False
    return isinstance(document, dict) and "format" in document


def _recorded(path: Path, content: bytes) -> RunDocument:
    try:
        return read(content)
    except BadDocument as error:
        raise CommandError(f"{path} cannot be read as a run: {DAMAGE[error.code].format(**error.data)}.") from None


def _read(path: Path, content: bytes) -> list[Logged]:
    """Raises CommandError that names the line."""
    commands: list[Logged] = []
    for number, line in enumerate(content.splitlines(), 1):
        if line.strip():
            commands.append(_parse(path, number, line, len(commands) + 1))
            if commands[-1].at_us < commands[max(0, len(commands) - 2)].at_us:
                raise CommandError(
                    f"{path}, line {number}: earlier than the line before; put them in the order of at_us."
                )
    return commands


def _parse(path: Path, number: int, line: bytes, count: int) -> Logged:
    try:
        match json.loads(line.decode()):
            case {"at_us": int(at_us), "command": str(name), **rest} if at_us >= 0 and not isinstance(at_us, bool):
                args, by = rest.get("args", {}), rest.get("by", "")
                if isinstance(args, dict) and isinstance(by, str):
                    return Logged(count, at_us, SimCommand(name, args, by))
    except ValueError:  # no JSON, or no UTF-8
        pass
    raise CommandError(f"{path}, line {number}: not a command; it should look like {EXAMPLE}.")
