"""A browser without JavaScript or sockets: pages, forms and polling, with cookies and CSRF as Django wants them."""

import re
from typing import Any

import orjson
from django.test import AsyncClient

from labs.rooms.models import Room


class AddressedClient(AsyncClient):
    """Django's client with a network address of its own."""

    def __init__(self, address: str) -> None:
        super().__init__(enforce_csrf_checks=True)
        self.address = address

    async def request(self, **request: Any) -> Any:
        return await super().request(**request, client=[self.address, 1])


class Browser:
    """One visitor; CSRF is enforced. `token` is their cookie, "" for somebody new."""

    def __init__(self, token: str = "", address: str = "10.0.0.1") -> None:
        self.client = AddressedClient(address)
        if token:
            self.client.cookies["visitor"] = token
        self.csrf = ""

    @property
    def token(self) -> str:
        return self.client.cookies["visitor"].value if "visitor" in self.client.cookies else ""

    async def get(self, path: str, language: str = "en") -> Any:
        response = await self.client.get(path, headers={"accept-language": language})
        found = re.search(r'name="csrf-token" content="(\w+)"', response.content.decode())
        self.csrf = found[1] if found else self.csrf
        return response

    async def post(self, path: str, form: dict[str, Any], **headers: str) -> Any:
        """A form of a page seen before; a value may be a file."""
        return await self.client.post(path, {**form, "csrfmiddlewaretoken": self.csrf}, headers=headers)

    async def poll(self, room: Room, resume: str = "", lens: str = "scene") -> list[dict[str, Any]]:
        response = await self.get(f"/rooms/{room.code}/live/?resume={resume}&lens={lens}")
        assert response.status_code == 200, response.content
        found: list[dict[str, Any]] = orjson.loads(response.content)
        return found

    async def send(self, room: Room, body: bytes, csrf: str | None = None) -> Any:
        """A command's JSON, with the token from the page unless told another."""
        return await self.client.post(
            f"/rooms/{room.code}/live/", data=body, content_type="application/json",
            headers={"x-csrftoken": self.csrf if csrf is None else csrf},
        )  # fmt: skip

    async def ask(self, room: Room, command: str, key: str, **args: Any) -> dict[str, Any]:
        return await self.ask_with(room, command, key, args)

    async def ask_with(self, room: Room, command: str, key: str, args: dict[str, Any]) -> dict[str, Any]:
        if not self.csrf:
            await self.get(f"/rooms/{room.code}/")
        response = await self.send(room, orjson.dumps({"key": key, "command": command, "args": args}))
        answer: dict[str, Any] = orjson.loads(response.content)
        return answer
