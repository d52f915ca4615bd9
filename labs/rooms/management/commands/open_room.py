"""`manage.py open_room LAB`: a new room on the running site."""

import json
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from labs.catalog import UnknownLab, all_labs
from labs.rooms.access import claim_for
from labs.rooms.opening import open_room

SEED_MAX = 2**63 - 1


def seed(text: str) -> int:
    """An integer that a database can hold."""
    if not -SEED_MAX <= int(text) <= SEED_MAX:
        raise ArgumentTypeError(f"{text} is not between -{SEED_MAX} and {SEED_MAX}")
    return int(text)


class Command(BaseCommand):
    """Prints one line of JSON."""

    help = (
        "Open a room of a lab on the running site and print, as one line of JSON, its code and addresses. "
        "The room is running and real clients (aws, boto3) are let in. Whoever opens `url` steers the room; "
        "without its `claim` part the address only lets people watch."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("lab", metavar="LAB", help=f"one of: {', '.join(lab.slug for lab in all_labs())}")
        parser.add_argument(
            "--seed", type=seed, metavar="N", help="the same seed gives the same run (default: by chance)"
        )
        parser.add_argument("--paused", action="store_true", help="do not start the clock")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            room = open_room(options["lab"], seed=options["seed"], playing=not options["paused"], wire_open=True)
        except UnknownLab:
            raise CommandError(
                f"There is no lab {options['lab']!r}. There are: {', '.join(lab.slug for lab in all_labs())}."
            ) from None
        except DatabaseError:
            raise CommandError("The database is not ready. Start the site once (`make run`), then try again.") from None
        self.stdout.write(json.dumps(_addresses(room.code)))


def _addresses(code: str) -> dict[str, str]:
    site = _site()
    claim = claim_for(code)
    return {
        "code": code,
        "url": f"{site}/rooms/{code}/?claim={claim}",
        "live_url": f"ws{site.removeprefix('http')}/rooms/{code}/live/?claim={claim}",
        "aws_endpoint": f"{site}/rooms/{code}/aws",
        "kube_server": f"{site}/rooms/{code}/kube",
    }


def _site() -> str:
    """Where `manage.py serve` said it listens, else where the settings would have it listen."""
    written = settings.VAR_DIR / "address"
    return written.read_text().strip() if written.exists() else f"http://127.0.0.1:{settings.PORT}"
