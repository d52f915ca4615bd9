"""Registers the rooms with Django."""

from django.apps import AppConfig


class RoomsConfig(AppConfig):
    """Running labs and what they leave in the database."""

    name = "labs.rooms"
    label = "rooms"
