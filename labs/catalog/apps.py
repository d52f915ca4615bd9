"""Registers the catalogue and its commands with Django."""

from django.apps import AppConfig
from django.conf import settings

from labs import catalog


class CatalogConfig(AppConfig):
    """The labs there are; in development they are read anew when their files change."""

    name = "labs.catalog"
    label = "catalog"

    def ready(self) -> None:
        catalog.shelf.watched = settings.DEBUG
