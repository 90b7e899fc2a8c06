"""What is old goes, class by class, as chosen; what is shown, told or needed stays."""

from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from cordee.administration.actions.settings import edit_organisation, set_logo
from cordee.administration.queries.attention import waiting_for_administrators
from cordee.administration.retention import CHOSEN, FIXED, forget_what_is_old
from cordee.administration.tasks import forget_old_data
from cordee.api.actions import create_token, revoke_token, use_token
from cordee.api.models import Token
from cordee.core.errors import Invalid
from cordee.core.forgetting import forget
from cordee.core.queries import forget_organisation
from cordee.journal.readers import catch_up, named, replay
from cordee.media.actions import store_attachment, store_image
from cordee.media.models import File
from cordee.notifications.actions.bell import forget_notices
from cordee.notifications.models import ReadMark
from cordee.notifications.queries import unread
from cordee.people.actions.invitations import invite, revoke
from cordee.people.actions.profiles import set_photo
from cordee.people.models import Invitation, Person
from cordee.privacy.actions import leave_all_due
from cordee.privacy.announcing import announce_departures
from cordee.privacy.models import Departure
from cordee.privacy.tasks import write_announcement
from cordee.search.models import Document
from cordee.spaces.actions.comments import reply
from cordee.spaces.actions.covers import set_cover
from cordee.spaces.actions.drafts import keep
from cordee.spaces.actions.polls import Ballot
from cordee.spaces.actions.posts import edit_post, publish
from cordee.spaces.actions.removals import delete, purge
from cordee.spaces.models import Draft, PollOption, Post
from cordee.testing.cast import NOW, PASSWORD, Stage

pytestmark = pytest.mark.django_db
LONG_AGO = NOW - timedelta(days=400)


def _png(colour: str) -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (8, 8), colour).save(out, "PNG")
    return SimpleUploadedFile("a.png", out.getvalue(), "image/png")


def _choose(stage: Stage, **days: int | None) -> None:
    edit_organisation(stage.cast.thomas, retention=days, now=NOW)
    forget_organisation()


def test_each_class_is_said_with_its_default_and_its_reason(
    stage: Stage, sign_in: Callable[..., Client]
) -> None:
    client = sign_in(stage.cast.thomas)
    page = client.get("/administration/settings/").content.decode()
    for one in (*CHOSEN, *FIXED):
        assert len(str(one.what)) > 10
        assert len(str(one.why)) > 10
        assert (f'name="kept-{one.name}"' in page) is (not one.fixed)
    told = client.get("/api/v1/administration/retention").json()
    assert {one["name"] for one in told} == {one.name for one in (*CHOSEN, *FIXED)}
    with pytest.raises(Invalid):
        _choose(stage, accounts=30)
    with pytest.raises(Invalid):
        _choose(stage, journal=30)


def test_rows_go_some_at_a_time_and_once(stage: Stage) -> None:
    for n in range(7):
        keep(stage.cast.lea, f"new:{n}", {"title": "x"}, 1, now=LONG_AGO)
    assert forget(Draft.objects.all(), at_once=3) == 7
    assert forget(Draft.objects.all(), at_once=3) == 0


def test_tokens_and_invitations_that_ended(stage: Stage) -> None:
    lea, thomas = stage.cast.lea, stage.cast.thomas
    _dead, _secret = create_token(lea, name="mort", scopes=["read"], days=1, now=LONG_AGO)
    taken, _secret = create_token(lea, name="repris", scopes=["read"], now=LONG_AGO)
    revoke_token(taken, now=LONG_AGO)
    create_token(lea, name="vif", scopes=["read"], now=LONG_AGO)
    create_token(lea, name="mort hier", scopes=["read"], days=1, now=NOW - timedelta(days=2))
    for note, made in (("vieille", LONG_AGO), ("fraîche", NOW)):
        invite(thomas, note=note, now=made)
    revoke(thomas, invite(thomas, note="reprise", now=LONG_AGO)[0], now=LONG_AGO)
    used, _secret = invite(thomas, email="a@example.org", days=365, now=LONG_AGO)
    Invitation.objects.filter(pk=used.pk).update(uses=1)
    gone = forget_what_is_old(NOW)
    assert (gone["tokens"], gone["invitations"]) == (2, 3)
    assert set(Token.objects.values_list("name", flat=True)) == {"vif", "mort hier"}
    assert [one.note for one in Invitation.objects.all()] == ["fraîche"]
    assert set(forget_what_is_old(NOW).values()) == {0}


def test_devices_that_were_not_seen_are_signed_out(stage: Stage) -> None:
    now, old, fresh = timezone.now(), Client(), Client()
    for client in (old, fresh):
        client.post("/sign-in/", {"login": "lea@example.org", "password": PASSWORD})
    first = UserSession.objects.order_by("pk").first()
    assert first
    UserSession.objects.filter(pk=first.pk).update(last_seen_at=now - timedelta(days=61))
    Session.objects.create(session_key="x" * 32, session_data="", expire_date=now - timedelta(days=1))
    assert forget_what_is_old(now)["sessions"] == 1
    assert (old.get("/").status_code, fresh.get("/").status_code) == (302, 200)
    assert Session.objects.count() == 1


def test_old_lines_of_the_bell_go_and_a_rebuild_does_not_call_them_new(stage: Stage) -> None:
    now, lea = timezone.now(), stage.cast.lea
    asked = publish(lea, stage.open, kind="question", title="Q", body="B", now=now)
    reply(stage.cast.ines, asked, body="Oui", now=now)
    catch_up()
    assert unread(lea.id) == 1
    assert forget_what_is_old(now)["notifications"] == 0
    ReadMark.objects.create(person_id=stage.cast.karim.id, key="thread:x", position=1, at=now)
    before = timezone.now()
    assert forget_notices(before, before) == 1
    assert forget_notices(before, before) == 0
    assert ReadMark.objects.filter(key="").count() == ReadMark.objects.count() == 2
    replay(named("notifications"))
    assert unread(lea.id) == 0
    reply(stage.cast.karim, asked, body="Aussi", now=timezone.now())
    catch_up()
    assert unread(lea.id) == 1


def _erased(stage: Stage) -> tuple[Post, File, File]:
    cast = stage.cast
    shown = store_image(cast.ines, _png("red"), space_id=stage.open.id, now=LONG_AGO)
    joined = store_attachment(
        cast.ines, SimpleUploadedFile("g.ods", b"x"), space_id=stage.open.id, now=LONG_AGO
    )
    post = publish(
        cast.ines,
        stage.open,
        kind="tip",
        title="Zorglub",
        body=f"![A]({shown.url})",
        attachment=joined,
        now=LONG_AGO,
    )
    edit_post(cast.ines, post, title="Zorglub", body=f"Kirikou ![A]({shown.url})", now=LONG_AGO)
    keep(cast.ines, f"edit:{post.id}", {"body": "Zorglub"}, 1, now=LONG_AGO)
    return post, shown, joined


def test_a_deleted_text_is_gone_from_everywhere_after_thirty_days(stage: Stage) -> None:
    cast = stage.cast
    post, shown, joined = _erased(stage)
    poll = publish(
        cast.ines,
        stage.open,
        kind="poll",
        title="Zorglub ?",
        body="",
        ballot=Ballot(["Zorglub", "Non"]),
        now=LONG_AGO,
    )
    reply(cast.lea, post, body="Merci", now=LONG_AGO)
    catch_up()
    delete(cast.ines, post, now=LONG_AGO)
    delete(cast.ines, poll, now=LONG_AGO)
    catch_up()
    assert not Document.objects.filter(post_id=post.id).exists()
    assert forget_what_is_old(NOW)["files"] == 0  # its history still shows them
    while purge(NOW):
        pass
    assert forget_what_is_old(NOW)["files"] == 2
    assert not File.objects.filter(id__in=[shown.id, joined.id]).exists()
    assert not PollOption.objects.filter(text="Zorglub").exists()
    assert _texts("zorglub") == []
    assert _texts("kirikou") == []


def _texts(word: str) -> list[str]:
    """Where a word stands in the database."""
    from django.db import connection

    found = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' "
            "AND data_type IN ('text', 'character varying', 'jsonb')"
        )
        for table, column in cursor.fetchall():
            cursor.execute(f'SELECT 1 FROM "{table}" WHERE "{column}"::text ILIKE %s', [f"%{word}%"])
            if cursor.fetchall():
                found.append(f"{table}.{column}")
    return found


def test_files_that_anything_shows_stay(stage: Stage, django_capture_on_commit_callbacks: Any) -> None:
    cast, space = stage.cast, stage.open

    def image(colour: str) -> File:
        return store_image(cast.lea, _png(colour), space_id=space.id, now=LONG_AGO)

    in_text, in_reply, in_draft, in_history, nowhere = (
        image(colour) for colour in ("red", "green", "blue", "black", "white")
    )
    post = publish(cast.lea, space, kind="tip", title="T", body=f"![]({in_history.url})", now=LONG_AGO)
    edit_post(cast.lea, post, title="T", body=f"![]({in_text.url})", now=LONG_AGO)
    reply(cast.lea, post, body=f"![]({in_reply.url})", now=LONG_AGO)
    keep(cast.lea, f"new:{space.id}", {"body": f"![]({in_draft.url})"}, 1, now=LONG_AGO)
    photo = store_image(cast.lea, _png("pink"), square=True, now=LONG_AGO)
    set_photo(cast.lea, photo, now=LONG_AGO)
    set_cover(cast.karim, space, _png("grey"), now=LONG_AGO)
    set_logo(cast.thomas, _png("orange"), now=LONG_AGO)
    fresh = store_image(cast.lea, _png("teal"), space_id=space.id, now=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_what_is_old(NOW)["files"] == 1
    assert not File.objects.filter(pk=nowhere.pk).exists()
    assert not default_storage.exists(nowhere.stored_as)
    for file in (in_text, in_reply, in_draft, in_history, photo, fresh):
        assert File.objects.filter(pk=file.pk).exists()
        assert default_storage.exists(file.stored_as)
    assert File.objects.count() == 8


@pytest.fixture
def _mail_leaves(settings: Any) -> None:
    settings.MAIL_LEAVES = True


def _seen(person: Person, at: datetime) -> None:
    Person.objects.filter(pk=person.pk).update(last_login=at, joined_at=LONG_AGO)


@pytest.mark.usefixtures("_mail_leaves")
def test_accounts_that_nobody_uses_are_announced_and_kept_by_a_sign_in(
    stage: Stage, mailoutbox: list
) -> None:
    cast = stage.cast
    for person in (cast.thomas, cast.lea, cast.ines, cast.marc, cast.nadia):
        _seen(person, LONG_AGO)
    _seen(cast.karim, NOW)
    _token, secret = create_token(cast.nadia, name="t", scopes=["read"], now=LONG_AGO)
    use_token(secret, NOW)
    assert "accounts" not in forget_what_is_old(NOW)
    _choose(stage, accounts=365)
    assert forget_what_is_old(NOW)["accounts"] == 3
    assert forget_what_is_old(NOW)["accounts"] == 0
    assert set(Departure.objects.values_list("person__handle", flat=True)) == {"lea", "ines", "marc"}
    assert leave_all_due(NOW + timedelta(days=60)) == 0  # no mail has left yet
    for person in (cast.lea, cast.ines):
        write_announcement(person=str(person.pk))
        write_announcement(person=str(person.pk))
    assert [mail.to for mail in mailoutbox] == [["lea@example.org"], ["ines@example.org"]]
    assert "Refuge" in mailoutbox[0].subject
    assert any("3" in one.text for one in waiting_for_administrators())
    Client().post("/sign-in/", {"login": "lea@example.org", "password": PASSWORD})
    assert not Departure.objects.filter(person=cast.lea).exists()
    due = Departure.objects.get(person=cast.ines).due_at
    assert leave_all_due(due - timedelta(days=1)) == 0
    assert leave_all_due(due) == 1
    assert Person.objects.get(pk=cast.ines.pk).erased_at == due
    assert Person.objects.get(pk=cast.marc.pk).is_active


def test_nobody_goes_where_no_mail_leaves(stage: Stage, settings: Any) -> None:
    settings.MAIL_LEAVES = False
    _seen(stage.cast.lea, LONG_AGO)
    assert announce_departures(NOW, NOW) == 0
    assert not Departure.objects.exists()


def test_the_night_does_all_of_it(stage: Stage) -> None:
    keep(stage.cast.lea, "new:1", {"title": "x"}, 1, now=LONG_AGO)
    _choose(stage, drafts=30)
    forget_old_data(timestamp=0)
    assert not Draft.objects.exists()
