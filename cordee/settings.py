"""Settings of one Cordée. Everything an operator may change comes from the environment."""

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from cordee.core.secret import secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("CORDEE_HOME") or BASE_DIR / "var").resolve()

DEBUG = os.environ.get("CORDEE_DEBUG") == "1"
SECRET_KEY = os.environ.get("CORDEE_SECRET_KEY") or secret_key(HOME)
ALLOWED_HOSTS = os.environ.get("CORDEE_HOSTS", "*").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("CORDEE_ORIGINS", "").split(",") if origin]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sites",
    "django_vite",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
    "procrastinate.contrib.django",
    "cordee.core",
    "cordee.sheets",
    "cordee.journal",
    "cordee.media",
    "cordee.people",
    "cordee.spaces",
    "cordee.moderation",
    "cordee.paths",
    "cordee.workshops",
    "cordee.programmes",
    "cordee.improvement",
    "cordee.activity",
    "cordee.search",
    "cordee.recommendations",
    "cordee.asks",
    "cordee.insights",
    "cordee.insights.disclosure",
    "cordee.insights.export",
    "cordee.insights.mailing",
    "cordee.records",
    "cordee.evidence",
    "cordee.cmi5",
    "cordee.notifications",
    "cordee.webhooks",
    "cordee.circulation",
    "cordee.web",
    "cordee.api",
    "cordee.live",
    "cordee.administration",
    "cordee.archives",
    "cordee.privacy",
    "cordee.cockpit",
    "cordee.mailbox",
    "cordee.interop",
    "cordee.studio",
    "cordee.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cordee.paths.middleware.PackagesMiddleware",
    "cordee.records.middleware.RecordsMiddleware",
    "cordee.web.compression.TextGZipMiddleware",
    "cordee.api.conditional.ConditionalReadMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cordee.people.middleware.PreferencesMiddleware",
    "cordee.administration.middleware.SetUpMiddleware",
    "cordee.api.problems.ProblemMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cordee.web.middleware.RefusalMiddleware",
    "cordee.api.idempotency.IdempotencyMiddleware",
]

ROOT_URLCONF = "cordee.urls"
WSGI_APPLICATION = "cordee.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "cordee.web.templating.environment",
            "context_processors": ["cordee.web.templating.page_context"],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or "postgresql:///cordee", conn_max_age=600, conn_health_checks=False
    )
}
DATABASES["default"]["ATOMIC_REQUESTS"] = False
DATABASES["default"].setdefault("OPTIONS", {})["application_name"] = "cordee"
DATABASE_POOLER = os.environ.get("CORDEE_POOLER") == "1"
if not DATABASE_POOLER:
    # PostgreSQL keeps the plan of what a connection asks for the third time: planning takes longer than answering for
    # most of our statements. A pooler that gives each transaction another connection (PgBouncer) cannot know them.
    DATABASES["default"]["OPTIONS"] |= {"server_side_binding": True, "prepare_threshold": 2}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# What all web processes must know together for some minutes: attempts that are counted, codes that were used, what
# providers of accounts told of themselves. Nothing that a page is made of, so a table is fast enough.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_shortterm",
        # Beyond it Django lets go of what has expired, then of the rest: never reached by attempts that are limited.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# People and how they come in
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/sign-in/"
ACCOUNT_ADAPTER = "cordee.people.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 4
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
SITE_ID = 1
SOCIALACCOUNT_ADAPTER = "cordee.people.openid.adapter.OutsideAdapter"
ACCOUNT_RATE_LIMITS = {"provider": "300/m/ip"}  # a whole organisation comes from one address
MFA_ADAPTER = "cordee.people.adapter.SecondFactorAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = (
    True  # addresses were proven by the link that let people in, or given by the organisation
)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # the clock of a telephone may be half a minute off
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "add_webauthn": "cordee.people.passkeys.NewPasskey",
    "edit_webauthn": "cordee.people.passkeys.NamedPasskey",
    "login_webauthn": "cordee.people.passkeys.SignInPasskey",
    "authenticate_webauthn": "cordee.people.passkeys.SecondStepPasskey",
    "reauthenticate_webauthn": "cordee.people.passkeys.AgainPasskey",
}
# A passkey cannot be guessed, and a whole office may come in from one address: this only bounds the work.
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
PASSKEY_DOMAIN = os.environ.get("CORDEE_PASSKEY_DOMAIN", "")  # docs/decisions/passkeys.md

# Sessions and cookies
SESSION_COOKIE_NAME = "cordee_session"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 60
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "cordee_csrf"
CSRF_FAILURE_VIEW = "cordee.web.views.refusals.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
if os.environ.get("CORDEE_HTTPS") == "1":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# Where this Cordée is, as people write it: for links in what is sent when nobody asks (mails, pushes). bin/run says where
# it listens, unless the operator says better.
SITE_ADDRESS = (
    os.environ.get("CORDEE_ADDRESS")
    or next(iter(CSRF_TRUSTED_ORIGINS), "")
    or os.environ.get("CORDEE_LISTENS", "http://localhost:8000")
).rstrip("/")

# Languages and time
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
DEFAULT_VIEWER_TIME_ZONE = "Europe/Paris"

# Files
STATIC_URL = "/static/"
STATICFILES_DIRS = [path for path in [BASE_DIR / "cordee" / "static"] if path.exists()]
STATIC_ROOT = HOME / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = HOME / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG


def WHITENOISE_IMMUTABLE_FILE_TEST(path: str, url: str) -> bool:  # noqa: N802 (WhiteNoise's name)
    """Vite puts a hash in each name below dist/assets: such a file never changes."""
    return "/dist/assets/" in url


DJANGO_VITE = {
    "default": {
        "dev_mode": False,
        "manifest_path": BASE_DIR / "cordee" / "static" / "dist" / ".vite" / "manifest.json",
        "static_url_prefix": "dist",
    }
}
# Where packages (SCORM, H5P, xAPI) are played: an origin of its own, best of another domain. docs/decisions/packages.md
PACKAGES_ORIGIN = os.environ.get("CORDEE_PACKAGES_ORIGIN", "").rstrip("/")

# The record store (docs/xapi.md): the most bytes of one request, and requests a second of one credential (0: no limit).
XAPI_LARGEST = int(os.environ.get("CORDEE_XAPI_LARGEST", str(32 * 1024 * 1024)))
XAPI_RATE = int(os.environ.get("CORDEE_XAPI_RATE", "500"))

# Where all records are written as Parquet each night (docs/records-export.md); empty: nowhere.
RECORDS_EXPORT = os.environ.get("CORDEE_RECORDS_EXPORT", "")

DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# Webhooks may reach private networks, by plain http too, only where the operator says so.
WEBHOOK_PRIVATE = os.environ.get("CORDEE_WEBHOOK_PRIVATE") == "1"

# Push services stand on the open internet; only a test has one of its own.
PUSH_PRIVATE = os.environ.get("CORDEE_PUSH_PRIVATE") == "1"

# Providers of accounts (OpenID Connect) often stand in the organisation's own network.
OPENID_PRIVATE = os.environ.get("CORDEE_OPENID_PRIVATE", "1") == "1"

# Mail goes to the console until an operator names a server; in a demo, to the box of whom it is for. docs/mail.md
MAIL_LEAVES = bool(os.environ.get("CORDEE_SMTP_HOST"))
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if MAIL_LEAVES else "cordee.mailbox.catching.Catcher"
)
EMAIL_HOST = os.environ.get("CORDEE_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("CORDEE_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("CORDEE_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("CORDEE_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("CORDEE_SMTP_TLS", "1") == "1"
MESSAGE_GRACE = int(
    os.environ.get("CORDEE_MESSAGE_GRACE", "120")
)  # seconds before something is sent outside of the bell
EMAIL_TIMEOUT = 20  # seconds for each answer of the server
DEFAULT_FROM_EMAIL = os.environ.get("CORDEE_MAIL_FROM", "cordee@localhost")
# Answers to our mails, and mails that come back, are sent to this address with a token after a plus; empty: nothing comes
# in by mail. Where no mail leaves an address of nowhere serves: only a demo answers its own mails.
REPLY_ADDRESS = os.environ.get("CORDEE_REPLY_ADDRESS", "" if MAIL_LEAVES else "reply@cordee.invalid")
MAIL_IN = os.environ.get("CORDEE_MAIL_IN", "")  # host:port on which a mail server hands over what came for us
IMAP_URL = os.environ.get("CORDEE_IMAP_URL", "")  # or the mailbox in which it arrives
MAIL_AUTHSERV = os.environ.get("CORDEE_MAIL_AUTHSERV", "")  # whose word on forged authors is trusted

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("CORDEE_LOG", "WARNING")},
}
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "security.W012", "security.W016"]
