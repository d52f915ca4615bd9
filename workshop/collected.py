"""Collects the static files for the browser, and only when one of them has changed."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect_static() -> bool:
    """Runs `collectstatic` where the sources differ from the last run's; returns whether it ran."""
    stamp = Path(settings.STATIC_ROOT).with_suffix(".digest")
    now = sources_digest()
    if Path(settings.STATIC_ROOT).exists() and stamp.exists() and stamp.read_text() == now:
        return False
    # From nothing: by itself it takes a file for unchanged whose time lies in the same second as its copy.
    call_command("collectstatic", clear=True, interactive=False, verbosity=0)
    stamp.write_text(now)
    return True


def sources_digest() -> str:
    """SHA-256 over name, size and time of every source file, and how they are stored."""
    digest = hashlib.sha256(repr((settings.STATIC_URL, settings.STORAGES["staticfiles"])).encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            source = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{source.st_size}\0{source.st_mtime_ns}\n".encode())
    return digest.hexdigest()
