"""Who is responsible for training: reads what proves it as an auditor does, looks after complaints and evidence as an
administrator does, and is anybody else everywhere else.
"""

from http.cookies import SimpleCookie

import pytest
from django.db import transaction
from django.test import Client

from cordee.core.queries import forget_organisation
from cordee.people.models import Person
from cordee.testing.cast import Stage
from cordee.testing.rights import Row, answered, filled, send
from cordee.testing.roles import ROLES
from cordee.web.tests.conftest import Held
from cordee.web.tests.test_rights import API, entries

# Where they read what an auditor reads, and where they act as an administrator does.
READS = (
    "/training/", "/insights/", "/evidence/", "/improvement/", "/cohorts/", "/workshops/", "/attempts/", "/works/",
    "/certificates/", "/me/mailings", "/bpf", "/indicators", "/circulation", "/concern", "/paths/",
)  # fmt: skip
OF_A_SPACE = ("/health", "/circulation")
ACTS = ("/improvement/", "/evidence/", "/concerns/")


@pytest.mark.django_db
def test_a_training_manager_is_an_auditor_of_the_proof_and_an_outsider_elsewhere(
    stage: Stage, values: dict[str, object], held: dict[str, Held]
) -> None:
    mine = held["outsider"]
    Person.objects.filter(pk=stage.cast.marc.pk).update(is_training_manager=True)
    client, wrong, opened = Client(raise_request_exception=False), [], set()
    for entry in entries():
        row, by_token = entry.row, entry.row.address.startswith(API)
        if len({_of(row, role) for role in ("outsider", "auditor", "administrator")}) == 1:
            continue  # the role decides nothing there
        with transaction.atomic():
            client.cookies = SimpleCookie() if by_token else SimpleCookie(mine.cookies)
            headers = mine.headers if by_token else {}
            answer = send(client, row, filled(row.address, values), filled(entry.sent, values), headers)
            transaction.set_rollback(True)
        forget_organisation()
        word = answered(answer, write=False, changed=False)
        if word not in _allowed(row):
            wrong.append(f"{row.method} {row.address} {row.variant}: {word}, not {_allowed(row)}")
        elif word != _of(row, "outsider"):
            opened.add(entry.name)
    assert not wrong, "\n".join(wrong)
    assert {
        "insights",
        "circulation",
        "evidence",
        "indicators",
        "bpf",
        "improvement",
        "cohort-progress",
    } <= opened


def _allowed(row: Row) -> set[str]:
    """What may come back: as from anybody, or where the proof is, as from who oversees it."""
    place = row.address.removeprefix(API)
    found = {_of(row, "outsider")}
    if place.startswith(READS) or (place.startswith("/spaces/") and place.strip("/").endswith(OF_A_SPACE)):
        found.add(_of(row, "auditor"))
    if place.startswith(ACTS):
        found.add(_of(row, "administrator"))
    return found


def _of(row: Row, role: str) -> str:
    return row.expected[ROLES.index(role)].replace("same", "ok")
