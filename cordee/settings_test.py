"""The settings of the tests: the same product, faster password hashes, mail kept in memory."""

from cordee.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MAIL_LEAVES = True
REPLY_ADDRESS = ""
