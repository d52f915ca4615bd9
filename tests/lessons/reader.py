"""A browser that reads pages and sends their forms, as people without JavaScript do; with `htmx`, as htmx does."""

import re
from html import unescape
from typing import Any

from django.test import Client

PARCELS = "/messaging/parcels/"


class Reader:
    """One visitor; CSRF is enforced."""

    def __init__(self, token: str = "", language: str = "en") -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.language = language
        if token:
            self.client.cookies["visitor"] = token
        self.csrf = ""
        self.response: Any = None

    @property
    def token(self) -> str:
        return self.client.cookies["visitor"].value if "visitor" in self.client.cookies else ""

    def get(self, path: str = PARCELS, **headers: str) -> str:
        self.response = self.client.get(path, headers={"accept-language": self.language, **headers})
        found = re.search(r'name="csrf-token" content="(\w+)"', self.text)
        self.csrf = found[1] if found else self.csrf
        return self.text

    def post(self, path: str, form: dict[str, Any] | None = None, **headers: str) -> int:
        """A form of the page seen before; `path` is beside the lab's. Returns the status."""
        if not self.csrf:
            self.get()
        self.response = self.client.post(
            PARCELS + path,
            {**(form or {}), "csrfmiddlewaretoken": self.csrf},
            headers={"accept-language": self.language, **headers},
        )
        return int(self.response.status_code)

    def htmx(self, path: str, form: dict[str, Any] | None = None) -> int:
        return self.post(path, form, **{"hx-request": "true"})

    @property
    def text(self) -> str:
        return str(self.response.content.decode())

    @property
    def to(self) -> str:
        return str(self.response["Location"])

    def part(self, pattern: str) -> str:
        """The first place of the page that looks so; fails where there is none."""
        found = re.search(pattern, self.text, re.DOTALL)
        assert found, pattern
        return unescape(found[0])

    def form(self, name: str) -> str:
        """A form of the note by its id."""
        return self.part(rf'<form[^>]*id="{name}".*?</form>')
