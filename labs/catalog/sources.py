"""The Python of a lab: its modules, and the line to blame when one fails."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module, invalidate_caches
from importlib.util import cache_from_source
from pathlib import Path
from traceback import walk_tb
from types import ModuleType

from labs.catalog.errors import LabError


def load(package: str, folder: Path, name: str) -> ModuleType:
    """A module of a lab. Raises LabError."""
    file = folder / f"{name}.py"
    if not file.is_file():
        raise LabError(file, 1, "this file is missing")
    with blamed(folder):
        return import_module(f"{package}.{name}")


def forget(package: str, folder: Path) -> None:
    """The next load reads the lab's modules anew, however soon after the last."""
    for name in [name for name in sys.modules if name == package or name.startswith(f"{package}.")]:
        del sys.modules[name]
    for file in folder.glob("*.py"):
        Path(cache_from_source(str(file))).unlink(missing_ok=True)  # it knows the second of a change, not more
    invalidate_caches()


@contextmanager
def blamed(folder: Path) -> Iterator[None]:
    """What goes wrong in a file of this folder is a LabError that names the line; anything else is none of ours."""
    try:
        yield
    except LabError:
        raise
    except Exception as error:
        place = _place(error, folder)
        if place is None:
            raise
        cause = error.__cause__ or error
        raise LabError(*place, f"{type(cause).__name__}: {cause}") from error


def _place(error: BaseException | None, folder: Path) -> tuple[Path, int] | None:
    """The innermost line of the folder that an error, or what caused it, came through."""
    while error is not None:
        if isinstance(error, SyntaxError) and error.filename and Path(error.filename).is_relative_to(folder):
            return Path(error.filename), error.lineno or 1
        lines = [(Path(frame.f_code.co_filename), line) for frame, line in walk_tb(error.__traceback__)]
        places = [place for place in lines if place[0].is_relative_to(folder)]
        if places:
            return places[-1]
        error = error.__cause__
    return None
