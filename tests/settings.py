"""The site's settings as the tests use them: a folder of their own, plain static files, a database file."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# Not the developer's `.var`, and not another test session's; a server started by a test is told its own.
if "WORKSHOP_VAR" not in os.environ:  # in a worker of the session it is
    os.environ["WORKSHOP_VAR"] = tempfile.mkdtemp(prefix="workshop-tests-")
    atexit.register(shutil.rmtree, os.environ["WORKSHOP_VAR"], ignore_errors=True)
os.environ.setdefault("WORKSHOP_SECRET_KEY", "only-for-tests-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2)

from workshop.catalogs import build_catalogs
from workshop.settings import *  # noqa: F403
from workshop.settings import DATABASES, LOCALE_PATHS, STATIC_ROOT, STORAGES, VAR_DIR

# Whatever serves it warns where there is none, and warnings are errors.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)

# The manifest of the real storage exists only after collectstatic; the tests in a browser run the real one.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # In memory it would be a database per connection, and the threads of a test would not see each other's rows.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}

for folder in LOCALE_PATHS:
    build_catalogs(Path(folder))
