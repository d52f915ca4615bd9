"""`manage.py serve`: brings everything up to date and serves the site until it is stopped."""

import errno
import socket
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connections

from workshop.catalogs import build_catalogs
from workshop.collected import collect_static
from workshop.site_server import SiteServer
from workshop.start import lan_addresses

BACKLOG = 1_024
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
            address = address_of(host, listener.getsockname()[1])
            server = SiteServer(listener.fileno(), greet=lambda: self.greet(address, host))
            try:
                server.run()
            finally:
                forget_address(address)

    def greet(self, address: str, host: str) -> None:
        """Says where the site is, here and in `.var/address` for the other commands."""
        (settings.VAR_DIR / "address").write_text(address + "\n")
        self.stdout.write(greeting(address, host))
        self.stdout.flush()


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


def address_of(host: str, port: int) -> str:
    """The site's address for a browser on this machine."""
    if host in EVERY_INTERFACE or host == "127.0.0.1":
        host = "localhost"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


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
