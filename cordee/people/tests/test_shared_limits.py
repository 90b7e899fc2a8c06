"""Attempts are counted once for all web processes, whichever of them is asked."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.db import connection
from django.utils import timezone

from cordee.core.models import ShortTerm
from cordee.core.tasks import forget_short_term
from cordee.people.tests.test_second_factor import code, signing_in
from cordee.testing.cast import Cast
from cordee.testing.processes import ROOT, database_url

# What another web process does when somebody tries: the product's settings, allauth's count.
TRIES = """
import sys
from types import SimpleNamespace
from allauth.core.internal.ratelimit import consume
print("ready", flush=True)
sys.stdin.readline()
for _ in range(8):
    went = consume(SimpleNamespace(method="POST"), app="a", action="try", config={"try": "5/m/key"}, key="lea")
    print("in" if went else "out")
"""


@pytest.mark.django_db(transaction=True)
def test_two_processes_at_once_let_in_no_more_than_one_would() -> None:
    given = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "cordee.settings_test",
    }
    both = [
        subprocess.Popen(
            [sys.executable, "-c", TRIES],
            cwd=ROOT,
            env=given,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for _ in range(2)
    ]
    assert [one.stdout.readline() for one in both if one.stdout] == ["ready\n", "ready\n"]
    for one in both:
        assert one.stdin
        one.stdin.write("\n")
        one.stdin.flush()
    told = [one.communicate(timeout=60)[0].split() for one in both]
    assert sorted(told[0] + told[1]) == ["in"] * 5 + ["out"] * 11


@pytest.mark.django_db
def test_a_code_of_a_telephone_lets_in_once(cast: Cast) -> None:
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(cast.lea, secret)
    shown = code(secret)
    ways = [signing_in().post("/sign-in/second-step/", {"code": shown}).status_code for _ in range(2)]
    assert ways == [302, 200]
    assert ShortTerm.objects.filter(cache_key__contains="totp").exists()


@pytest.mark.django_db
def test_what_has_expired_is_forgotten() -> None:
    now = timezone.now()
    for key, expires in (("over", now - timedelta(minutes=1)), ("good", now + timedelta(minutes=1))):
        ShortTerm.objects.create(cache_key=key, value="", expires=expires)
    forget_short_term(0)
    assert list(ShortTerm.objects.values_list("cache_key", flat=True)) == ["good"]


@pytest.mark.django_db
def test_the_table_is_the_one_of_the_settings_and_costs_no_log() -> None:
    assert settings.CACHES["default"]["LOCATION"] == ShortTerm._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = %s", [ShortTerm._meta.db_table])
        assert cursor.fetchone() == ("u",)
