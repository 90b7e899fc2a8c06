"""What is kept of somebody is told to them, all of it, and goes when they go."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from cordee.api.actions import create_token
from cordee.core.errors import Conflict
from cordee.core.models import Organisation
from cordee.core.queries import forget_organisation
from cordee.journal.readers import catch_up
from cordee.media.actions import store_attachment
from cordee.people.actions.profiles import edit_profile
from cordee.people.models import Person
from cordee.privacy.actions import ask_to_leave, leave_all_due, stay
from cordee.privacy.gathering import LEFT_OUT, TOLD, links
from cordee.privacy.models import Departure
from cordee.spaces.actions.comments import edit_comment, reply
from cordee.spaces.actions.posts import publish
from cordee.spaces.actions.reactions import react
from cordee.spaces.models import Comment, Post
from cordee.testing.cast import NOW, PASSWORD, Stage

LATER = NOW + timedelta(days=15)


@pytest.fixture
def lived(stage: Stage) -> Stage:
    """Inès has left traces everywhere, and others speak of her."""
    cast = stage.cast
    edit_profile(
        cast.ines,
        now=NOW,
        headline="Formatrice singulière",
        about="Je grimpe à Freissinières",
        helps=["ecoute"],
    )
    upload = SimpleUploadedFile("ines-ferreira.ods", b"x")
    file = store_attachment(cast.ines, upload, space_id=stage.open.id, now=NOW)
    post = publish(
        cast.ines, stage.open, kind="resource", title="Ma grille", body="La mienne", attachment=file, now=NOW
    )
    comment = reply(cast.lea, post, body="Merci @ines, et @ines.autre aussi", now=NOW)
    edit_comment(cast.lea, comment, body="Merci @ines !", now=NOW)
    react(cast.ines, stage.question, meaning="tried", note="Elle a parlé", now=NOW)
    catch_up()
    return stage


def traces(*words: str) -> list[str]:
    """Every text of the database in which one of these words stands."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' "
            "AND data_type IN ('text', 'character varying', 'jsonb', 'ARRAY')"
        )
        for table, column in cursor.fetchall():
            for word in words:
                cursor.execute(
                    f'SELECT "{column}"::text FROM "{table}" WHERE "{column}"::text ILIKE %s', [f"%{word}%"]
                )
                found += [f"{table}.{column}: {row[0][:80]}" for row in cursor.fetchall()]
    return found


def leave(person: Person) -> None:
    ask_to_leave(person, by=person, now=NOW)
    assert leave_all_due(NOW + timedelta(days=13)) == 0
    assert leave_all_due(LATER) == 1
    catch_up()


@pytest.mark.django_db
def test_no_trace_is_left_in_any_text(lived: Stage) -> None:
    ines = lived.cast.ines
    before = traces("Ferreira", "ines@example", "@ines", "singulière", "Freissinières")
    assert len(before) > 5
    leave(ines)
    left = traces("Ferreira", "ines@example", "singulière", "Freissinières")
    # The name of a file that stays, and an other person's handle that begins the same, are the organisation's.
    assert [one for one in left if "media_file.name" not in one] == []
    assert all("@ines.autre" in one for one in traces("@ines"))
    ines.refresh_from_db()
    assert (ines.name, ines.email, ines.is_active) == ("Une personne partie", None, False)


@pytest.mark.django_db
def test_what_they_wrote_stays_without_their_name(lived: Stage, sign_in: Callable[..., Client]) -> None:
    leave(lived.cast.ines)
    post = Post.objects.get(title="Ma grille")
    assert (post.author, post.removed_at) == (None, None)
    page = sign_in(lived.cast.lea).get(post.url).content.decode()
    assert "La mienne" in page
    assert "Inès" not in page
    assert Comment.objects.get(pk=lived.answer.pk).author is None


@pytest.mark.django_db
def test_or_goes_as_the_organisation_chose(lived: Stage, sign_in: Callable[..., Client]) -> None:
    Organisation.objects.update(on_leaving="removed")
    forget_organisation()
    leave(lived.cast.ines)
    forget_organisation()
    assert traces("La mienne", "que retenez-vous", "compté jusqu") == []
    lived.question.refresh_from_db()
    assert lived.question.comment_count == 0
    assert sign_in(lived.cast.lea).get(lived.question.url).status_code == 200
    assert Comment.objects.filter(author=lived.cast.lea).exists()


@pytest.mark.django_db
def test_one_can_change_ones_mind_and_the_last_administrator_stays(lived: Stage) -> None:
    ask_to_leave(lived.cast.lea, by=lived.cast.lea, now=NOW)
    stay(lived.cast.lea, now=NOW)
    assert leave_all_due(LATER) == 0
    with pytest.raises(Conflict):
        ask_to_leave(lived.cast.thomas, by=lived.cast.thomas, now=NOW)
    lived.cast.karim.is_administrator = True
    lived.cast.karim.save()
    ask_to_leave(lived.cast.thomas, by=lived.cast.thomas, now=NOW)
    ask_to_leave(lived.cast.karim, by=lived.cast.karim, now=NOW)
    assert leave_all_due(LATER) == 1  # the other is now the last
    assert Departure.objects.count() == 1


@pytest.mark.django_db
def test_everything_that_points_at_a_person_is_told_or_left_out_for_a_reason() -> None:
    assert set(links()) == set(TOLD) | set(LEFT_OUT)


@pytest.mark.django_db
def test_all_my_data_in_one_file(lived: Stage, sign_in: Callable[..., Client]) -> None:
    client = sign_in(lived.cast.ines)
    opens = {"name": "Mon téléphone", "credential": {"id": "what opens the door"}}
    Authenticator.objects.create(user=lived.cast.ines, type="webauthn", data=opens)
    answer = client.post("/me/data/export/")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        told, page = json.loads(archive.read("my-data.json")), archive.read("my-data.html").decode()
        files = [name for name in archive.namelist() if name.startswith("files/")]
    assert {one["title"] for one in told["spaces.post.author"]} == {"Ma grille", "Se taire dix secondes"}
    assert told["spaces.reaction.person"][0]["note"] == "Elle a parlé"
    assert told["profile"][0]["email"] == "ines@example.org"
    assert told["mfa.authenticator.user"][0]["name"] == "Mon téléphone"
    assert "what opens the door" not in json.dumps(told)
    assert len(files) == 1
    assert "argon2" not in json.dumps(told)
    assert str(lived.cast.lea.id) not in json.dumps(told["spaces.post.author"])
    assert "Formatrice singulière" in page
    assert "<script" not in page
    assert client.post("/me/data/export/").status_code == 429
    looks = client.get("/me/data/looks/").content.decode()
    assert "a exporté toutes les données" in looks


@pytest.mark.django_db
def test_leaving_asks_who_one_is_again(lived: Stage) -> None:
    client = Client()
    client.post("/sign-in/", {"login": "lea@example.org", "password": PASSWORD})
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    assert client.get("/me/data/departure/")["Location"].startswith("/account/reauthenticate/")
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    assert client.post("/me/data/departure/").status_code == 302
    assert Departure.objects.filter(person=lived.cast.lea).exists()
    assert client.post("/me/data/departure/", {"stay": "1"}).status_code == 302
    assert not Departure.objects.exists()


@pytest.mark.django_db
def test_no_token_deletes_an_account_and_a_session_shows_first_whose_it_is(lived: Stage) -> None:
    _token, secret = create_token(lived.cast.lea, name="t", scopes=["read", "write"], now=NOW)
    place, found = "/api/v1/me/departure", {"Authorization": f"Bearer {secret}"}
    assert Client().put(place, headers=found).status_code == 403
    client = Client()
    client.post("/sign-in/", {"login": "lea@example.org", "password": PASSWORD})
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    assert client.put(place).status_code == 403
    assert not Departure.objects.exists()
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    assert client.put(place).status_code == 200
    assert Client().delete(place, headers=found).status_code == 204  # to stay harms nobody
    assert not Departure.objects.exists()
