"""Deleting many rows without holding the tables for long."""

from typing import TypeVar

from django.db import transaction
from django.db.models import Model, QuerySet

AT_ONCE = 1_000
Row = TypeVar("Row", bound=Model)


def forget(rows: QuerySet[Row], at_once: int = AT_ONCE) -> int:
    """Delete ``rows`` some at a time, each time in a transaction of its own; returns how many went.

    Broken off in the middle it has done a part; done again it does the rest.
    """
    done = 0
    while True:
        with transaction.atomic():
            some = list(rows.order_by("pk").values_list("pk", flat=True)[:at_once])
            rows.model._default_manager.filter(pk__in=some).delete()
        done += len(some)
        if len(some) < at_once:
            return done
