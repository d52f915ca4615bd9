"""`manage.py check_labs`: does every lab keep its promises?"""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from labs import catalog
from labs.catalog.checks import check_lab


class Command(BaseCommand):
    """Prints every problem as `file:line: reason`; the exit code is 1 if there is one."""

    help = (
        "Check labs whole: files, both languages, the solution and the broken variant over all seeds. "
        "Prints every problem as `file:line: reason`; the exit code is 1 if there is one."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("labs", nargs="*", metavar="LAB", help="which labs (default: all)")

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        for lab in _labs(options["labs"]):
            problems = check_lab(lab)
            found += len(problems)
            for problem in problems:
                self.stdout.write(str(problem))
            told = f"{len(problems)} problem{'s' * (len(problems) > 1)}" if problems else "well"
            self.stderr.write(f"{lab.slug}: {told}")
        if found:
            sys.exit(1)


def _labs(slugs: list[str]) -> list[catalog.Lab]:
    try:
        return [catalog.get_lab(slug) for slug in slugs] or [*catalog.all_labs()]
    except catalog.UnknownLab as error:
        there = ", ".join(lab.slug for lab in catalog.all_labs())
        raise CommandError(f"There is no lab {error.args[0]!r}. There are: {there}.") from None
    except catalog.LabError as error:
        raise CommandError(str(error)) from None
