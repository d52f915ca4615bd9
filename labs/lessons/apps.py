"""Registers the pages with Django."""

from django.apps import AppConfig


class LessonsConfig(AppConfig):
    """Pages for reading and study."""

    name = "labs.lessons"
    label = "lessons"
