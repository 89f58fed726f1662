"""All settings. What an office may set comes from the environment; everything else is decided here."""

from __future__ import annotations

import os
from pathlib import Path

import dj_database_url
import django_stubs_ext
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from bairi.edges.web.home_folder import home_folder, secret_key

django_stubs_ext.monkeypatch()

PACKAGE = Path(__file__).resolve().parents[2]
BAIRI_HOME = home_folder()
SECRET_KEY = secret_key(BAIRI_HOME)
DEBUG = False
ALLOWED_HOSTS = os.environ.get("BAIRI_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("BAIRI_ORIGINS", "").split(",") if o]
BAIRI_SECURE = os.environ.get("BAIRI_SECURE", "") == "1"
BAIRI_ORIGIN = os.environ.get("BAIRI_LOG_ORIGIN", "bairi.local/log")

INSTALLED_APPS = [
    "bairi.edges.web.apps.WebConfig",
    "bairi.edges.field.apps.FieldConfig",
    "bairi.edges.openrosa.apps.OpenrosaConfig",
    "bairi.edges.api.apps.ApiConfig",
    "bairi.outlook.bulletins.apps.BulletinsConfig",
    "bairi.outlook.forecasts.apps.ForecastsConfig",
    "bairi.outlook.cockpit.apps.CockpitConfig",
    "bairi.delivery.duties.apps.DutiesConfig",
    "bairi.delivery.reports.apps.ReportsConfig",
    "bairi.plan.campaigns.apps.CampaignsConfig",
    "bairi.ground.jobs.apps.JobsConfig",
    "bairi.ground.files.apps.FilesConfig",
    "bairi.ground.organisations.apps.OrganisationsConfig",
    "bairi.ground.accounts.apps.AccountsConfig",
    "bairi.ground.places.apps.PlacesConfig",
    "bairi.ground.transparency.apps.TransparencyConfig",
    "bairi.ground.ui.apps.UiConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "bairi.edges.web.middleware.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "bairi.edges.web.middleware.ActorMiddleware",
    "bairi.edges.web.middleware.PersonLocaleMiddleware",
    "bairi.edges.api.middleware.ApiMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "bairi.edges.web.middleware.ProblemMiddleware",
    "bairi.edges.web.middleware.SignInMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "bairi.edges.web.urls"
WSGI_APPLICATION = "bairi.edges.web.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "bairi.edges.web.context.shell",
            ],
        },
    }
]

DATABASES = {"default": dj_database_url.config(default=f"sqlite:///{BAIRI_HOME / 'bairi.sqlite3'}", conn_max_age=600)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["bairi.ground.accounts.backends.NameOrPhoneBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"

USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("zh-hant", _("Traditional Chinese")), ("en", _("English"))]
LOCALE_PATHS = sorted(PACKAGE.glob("*/*/locale"))  # rooms that are no Django apps speak too
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = BAIRI_SECURE

STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

WHITENOISE_USE_FINDERS = True  # straight from the package: nothing is collected
WHITENOISE_MAX_AGE = 600
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_IMMUTABLE_FILE_TEST = r"^.+\.[0-9a-f]{12}\.\w+$"

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = BAIRI_SECURE
CSRF_COOKIE_SECURE = BAIRI_SECURE
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "bairi.edges.web.problem_pages.form_expired"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if BAIRI_SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BAIRI_SECURE else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
BAIRI_API_RATE = int(os.environ.get("BAIRI_API_RATE", "1200"))
BAIRI_UPLOAD_LIMIT = 30 * 1024 * 1024

EMAIL_HOST = os.environ.get("BAIRI_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("BAIRI_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("BAIRI_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("BAIRI_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("BAIRI_SMTP_TLS", "") == "1"
DEFAULT_FROM_EMAIL = os.environ.get("BAIRI_MAIL_FROM", "bairi@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
