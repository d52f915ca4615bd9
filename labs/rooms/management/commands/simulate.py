"""`manage.py simulate LAB`: a run without a site."""

import json
import re
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from labs.catalog import UnknownLab, all_labs, get_lab
from labs.engines.sim import Broken, Simulation
from labs.engines.sim import Command as SimCommand
from labs.rooms.run import Logged, apply

UNITS_US = {"us": 1, "ms": 1_000, "s": 1_000_000, "m": 60_000_000, "h": 3_600_000_000}
SLICE_US = 1_000_000
EXAMPLE = '{"at_us": 10000000, "command": "shipping.stop", "args": {}}'


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
        "A file of commands has one JSON object a line, in the order of their times: "
        f"{EXAMPLE}. A command that is refused is told on stderr."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("lab", metavar="LAB", help=f"one of: {', '.join(lab.slug for lab in all_labs())}")
        parser.add_argument("--seed", type=int, default=1, metavar="N", help="chance comes from here (default 1)")
        parser.add_argument(
            "--until",
            type=duration_us,
            default="90s",
            metavar="TIME",
            help="simulated time: 90s, 500ms, 2m (default 90s)",
        )
        parser.add_argument(
            "--commands", type=Path, metavar="FILE", help="commands with their times, one JSON object a line"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            lab = get_lab(options["lab"])
        except UnknownLab:
            known = ", ".join(lab.slug for lab in all_labs())
            raise CommandError(f"There is no lab {options['lab']!r}. There are: {known}.") from None
        sim = Simulation(options["seed"])
        lab.build(sim)
        try:
            self._run(sim, _read(options["commands"]), options["until"])
        except Broken as error:
            raise CommandError(f"{error.where} failed at {sim.now_us} us; that is a bug in the lab.") from error
        self.stdout.write(json.dumps({"digest": sim.digest, "events": sim.log.count, "now_us": sim.now_us}))

    def _run(self, sim: Simulation, commands: list[Logged], until_us: int) -> None:
        for logged in commands:
            if logged.at_us <= until_us:
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


def _read(path: Path | None) -> list[Logged]:
    """Raises CommandError that names the line."""
    if path is None:
        return []
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from None
    commands: list[Logged] = []
    for number, line in enumerate(lines, 1):
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
