"""The types of the fixtures in conftest."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

OpenPage = Callable[..., Page]
Modules = Callable[..., Any]
