"""`manage.py serve`: brings everything up to date and serves the site until it is stopped."""

import errno
import os
import socket
import threading
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from daphne.endpoints import build_endpoint_description_strings
from daphne.server import Server
from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connections
from django.utils.module_loading import import_string

from workshop.catalogs import build_catalogs
from workshop.collected import collect_static
from workshop.start import lan_addresses

MESSAGE_BYTES_MAX = 16_384
BACKLOG = 1_024
STOP_S_MAX = 1.5
EVERY_INTERFACE = ("0.0.0.0", "::")  # noqa: S104  compared with, not bound to


class Command(BaseCommand):
    """Builds translations, migrates, collects static files, listens, says where."""

    help = "Brings translations, database and static files up to date, then serves the site. Ctrl-C stops it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=settings.HOST, help="address to listen on (WORKSHOP_HOST)")
        parser.add_argument("--port", default=settings.PORT, type=int, help="0 takes a free one (WORKSHOP_PORT)")

    def handle(self, *args: Any, host: str, port: int, **options: Any) -> None:
        with listen(host, port) as listener:
            prepare()
            address = write_address(host, listener.getsockname()[1])
            server = make_server(listener.fileno(), lambda: self.stdout.write(greeting(address, host)))
            try:
                server.run()
            finally:
                forget_address(address)


def listen(host: str, port: int) -> socket.socket:
    """The listening socket, taken before anything is touched, so that a second start cannot disturb the first."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise CommandError(f"Port {port} is taken. Take another: WORKSHOP_PORT={port + 1} make run") from error
        raise CommandError(f"Cannot listen on {host}, port {port}: {error.strerror}.") from error
    return listener


def prepare() -> None:
    """Brings what is derived from the sources up to date: translations, tables, static files."""
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    for folder in settings.LOCALE_PATHS:
        build_catalogs(Path(folder))
    call_command("migrate", interactive=False, verbosity=0)
    connections.close_all()
    collect_static()


class SiteServer(Server):  # type: ignore[misc]  # Daphne carries no types.
    """Daphne whose stopping has an end."""

    def kill_all_applications(self) -> Any:
        """Ends the process if an open request would hold it: what counts is on disk already."""
        timer = threading.Timer(STOP_S_MAX, os._exit, [0])
        timer.daemon = True
        timer.start()
        return super().kill_all_applications()


def make_server(descriptor: int, ready: Callable[[], None]) -> SiteServer:
    """Daphne on a socket that listens already; a larger message closes its own socket with code 1009."""
    return SiteServer(
        application=import_string(settings.ASGI_APPLICATION),
        endpoints=build_endpoint_description_strings(file_descriptor=descriptor),
        websocket_timeout=-1,
        websocket_max_message_size=MESSAGE_BYTES_MAX,
        websocket_max_frame_size=MESSAGE_BYTES_MAX,
        ping_interval=20,
        ping_timeout=30,
        application_close_timeout=10,
        verbosity=0,
        server_name="",
        ready_callable=ready,
    )


def write_address(host: str, port: int) -> str:
    """The site's address for this machine, also left in `.var/address` for the other commands."""
    name = "localhost" if host in EVERY_INTERFACE or host == "127.0.0.1" else f"[{host}]" if ":" in host else host
    address = f"http://{name}:{port}"
    (settings.VAR_DIR / "address").write_text(address + "\n")
    return address


def forget_address(address: str) -> None:
    """Removes the address of a site that has stopped, unless another has started since."""
    file = settings.VAR_DIR / "address"
    if file.exists() and file.read_text().strip() == address:
        file.unlink()


def greeting(address: str, host: str) -> str:
    """What the person who started the site needs to know."""
    lines = ["Workshop is running.", f"  here      {address}/"]
    if host in EVERY_INTERFACE:
        port = address.rpartition(":")[2]
        lan = [name for name in lan_addresses() if {name, "*"} & set(settings.ALLOWED_HOSTS)]
        lines += [f"  phones    http://{name}:{port}/   (on the same network)" for name in lan]
    return "\n".join([*lines, "  stop      Ctrl-C"])
