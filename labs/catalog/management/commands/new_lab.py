"""`manage.py new_lab SUBJECT SLUG`: the folder of a new lab, which runs at once."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from labs import catalog
from labs.catalog.making import Refusal, make_lab

TO_DO = """{folder}/ is a lab that runs. Now make it yours:
  scenario.py   who takes part, the goals, the broken variant
  solution.py   the commands that reach the goals, what to say beside them, the measures that the note quotes
  lab.ko.md     the note; lab.en.md the same in English
Words to be written have the sign ✎. What is still to be done: manage.py check_labs {slug}
See it: WORKSHOP_DEBUG=1 make run, then open /{subject}/{slug}/; the page loads anew when you save.
When it is done, `make stills` draws what the page shows before its start."""


class Command(BaseCommand):
    """Makes the folder and says what to write."""

    help = "Make the folder of a new lab: a small scenario that runs, its solution, and a note in Korean and English."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("subject", metavar="SUBJECT", help=f"one of: {', '.join(catalog.shelf.subjects())}")
        parser.add_argument("slug", metavar="SLUG", help="the lab's name in addresses, such as visibility-timeout")

    def handle(self, *args: Any, **options: Any) -> None:
        subject, slug = options["subject"], options["slug"]
        try:
            folder = make_lab(catalog.shelf, subject, slug)
        except (Refusal, catalog.LabError) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(TO_DO.format(folder=folder, subject=subject, slug=slug))
