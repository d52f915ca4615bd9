"""Every setting of the site; the only place that reads the environment (the README lists the variables)."""

from pathlib import Path

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from environs import Env

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env()

VAR_DIR = Path(env.str("WORKSHOP_VAR", str(BASE_DIR / ".var")))
DEBUG = env.bool("WORKSHOP_DEBUG", False)
# Behind TLS: redirect, secure cookies, HSTS. Off on a meetup's LAN, where there is no certificate.
TLS = env.bool("WORKSHOP_TLS", False)
HOST = env.str("WORKSHOP_HOST", "0.0.0.0")  # noqa: S104  phones on the same network are the point
PORT = env.int("WORKSHOP_PORT", 8000)
ALLOWED_HOSTS = env.list("WORKSHOP_ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
# Reverse proxies in front that append to X-Forwarded-For; 0 means the socket's own address is the visitor's.
PROXIES = env.int("WORKSHOP_PROXIES", 0)


def _secret_key() -> str:
    """WORKSHOP_SECRET_KEY, else what `make run` wrote to `.var/secret`; there is no default key."""
    key = env.str("WORKSHOP_SECRET_KEY", "")
    secret = VAR_DIR / "secret"
    if not key and secret.exists():
        key = secret.read_text().strip()
    if not key:
        raise ImproperlyConfigured(f"No secret key: set WORKSHOP_SECRET_KEY or run `make run`, which writes {secret}.")
    return key


SECRET_KEY = _secret_key()

INSTALLED_APPS = [
    "daphne",  # first, so that `runserver` speaks ASGI
    "django.contrib.staticfiles",
    "channels",
    "csp",
    "django_htmx",
    "workshop",
    "labs.catalog",
    "labs.rooms",
    "labs.gateways.kube",
    "labs.lessons",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    *(["labs.lessons.development.ShowLabErrors"] if DEBUG else []),
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "csp.context_processors.nonce",
                *(["labs.lessons.development.changes"] if DEBUG else []),
            ],
        },
    },
]

ROOT_URLCONF = "workshop.urls"
ASGI_APPLICATION = "workshop.asgi.application"
CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}

DATABASES = {"default": dj_database_url.parse(env.str("DATABASE_URL", f"sqlite:///{VAR_DIR / 'workshop.sqlite3'}"))}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # WAL with synchronous=NORMAL survives kill -9 and commits a row in well under a millisecond.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA busy_timeout=5000;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en"
LANGUAGES = [("ko", _("Korean")), ("en", _("English"))]
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LOCALE_PATHS = [BASE_DIR / "labs" / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Hashed names, and beside each file a copy as browsers get it: packed, and scripts minified.
    "staticfiles": {"BACKEND": "workshop.packed.PackedStaticFilesStorage"},
}
SERVESTATIC_MINIFY = True

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = TLS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TLS else None
# A form may bring 5 MB of manifests as text (the explainer), each line's end as two bytes.
DATA_UPLOAD_MAX_MEMORY_SIZE = 8_000_000
# /rooms/<code>/aws must never be redirected: a POST would lose its body.
APPEND_SLASH = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.str("WORKSHOP_LOG_LEVEL", "WARNING")},
}
