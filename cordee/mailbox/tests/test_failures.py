"""Mail that came back: what it says, whose it was, and what becomes of the address."""

from datetime import datetime, timedelta

import pytest

from cordee.journal.readers import catch_up
from cordee.mailbox.actions.failing import TOO_OFTEN
from cordee.mailbox.actions.handling import handle
from cordee.mailbox.actions.taking import take
from cordee.mailbox.failures import Failure, failure
from cordee.mailbox.models import Received
from cordee.mailbox.tests.conftest import Come, message
from cordee.notifications.channels import channels
from cordee.notifications.kinds import kinds
from cordee.notifications.models import Unreachable
from cordee.notifications.queries import bell
from cordee.testing.cast import Stage

SAYS = {
    "bounce-postfix": True,
    "delayed-postfix": False,
    "full-postfix": False,
    "bounce-qmail": True,
    "bounce-words": None,
}


@pytest.mark.parametrize(("name", "for_good"), SAYS.items())
def test_what_a_report_says(name: str, for_good: bool | None) -> None:
    found = failure(message(name, "reply+x@cordee.example"))
    assert (found.for_good if found else None) is for_good
    if name == "bounce-postfix":
        assert found and "User unknown" in found.why


@pytest.mark.parametrize(
    "raw", [b"", b"\x00\xff", b"Content-Type: multipart/report\n\nx", b"Subject: \xff\n\n\xff" * 50]
)
def test_no_report_stops_the_reading(raw: bytes) -> None:
    assert failure(raw) is None or isinstance(failure(raw), Failure)


def test_a_message_that_was_delivered_is_no_failure() -> None:
    raw = message("bounce-postfix", "x").replace(b"Action: failed", b"Action: delivered")
    assert failure(raw) is None


def test_an_address_that_takes_no_mail_is_written_to_no_more(
    stage: Stage, back_from_lea: str, come: Come
) -> None:
    lea = stage.cast.lea
    assert lea.id in channels()["email"].reached([lea.id])
    row = come(message("bounce-postfix", back_from_lea), back_from_lea, sender="")
    assert (row.state, row.person, bytes(row.raw)) == ("bounced", lea, b"")
    assert "User unknown" in Unreachable.objects.get(person_id=lea.id, channel="email").why
    assert lea.id not in channels()["email"].reached([lea.id])
    catch_up()
    (told,) = bell(lea.id).rows
    assert (told.kind, told.url) == ("address", f"/notifications/{told.id}/")
    assert "reviennent" in kinds()["address"].words(told)

    lea.email = "lea.martin@example.org"
    lea.save()
    assert lea.id in channels()["email"].reached([lea.id])


def test_a_report_that_comes_where_answers_go_counts_too(stage: Stage, to_lea: str, come: Come) -> None:
    come(message("bounce-postfix", to_lea), to_lea, sender="")
    assert Unreachable.objects.filter(person_id=stage.cast.lea.id).exists()


def test_nobody_stops_my_mail_without_its_address(stage: Stage, back_from_lea: str, come: Come) -> None:
    forged = back_from_lea[:10] + ("a" if back_from_lea[10] != "a" else "b") + back_from_lea[11:]
    assert come(message("bounce-postfix", forged), forged, sender="").state == "ignored"
    assert not Unreachable.objects.exists()


def test_delays_are_counted_over_days(stage: Stage, back_from_lea: str, today: datetime) -> None:
    def delayed(count: int, at: datetime) -> bool:
        raw = message("delayed-postfix", back_from_lea).replace(b"B2@", f"D{count}@".encode())
        row = take(raw, back_from_lea, sender="", now=at)
        assert row is not None
        handle(row.id, now=at)
        return Unreachable.objects.exists()

    assert not any(delayed(count, today) for count in range(TOO_OFTEN + 2))
    assert not delayed(20, today + timedelta(days=1))
    assert delayed(21, today + timedelta(days=2))
    assert Received.objects.filter(state="delayed").count() == TOO_OFTEN + 4
