"""The settings of the tests: the same product, faster password hashes, mail kept in memory."""

import os

from cordee.settings import *  # noqa: F403
from cordee.settings import DATABASES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MAIL_LEAVES = True
REPLY_ADDRESS = ""

if os.environ.get("CORDEE_TEST_TEMPLATE"):  # the whole suite made the tables there (``launch.checks``)
    DATABASES["default"]["TEST"] = {"TEMPLATE": DATABASES["default"]["NAME"]}
