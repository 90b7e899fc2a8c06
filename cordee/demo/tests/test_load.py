"""Loaded: all of it is there, through the front door, once."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.hashers import check_password
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Sum
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from cordee.core.actions import name_organisation
from cordee.core.errors import Conflict
from cordee.core.queries import forget_organisation
from cordee.demo import acts, living
from cordee.demo.accounts import PASSWORD, offered
from cordee.demo.animating import programmes
from cordee.demo.arranging import MANAGERS
from cordee.demo.content import content
from cordee.demo.courses import learning
from cordee.demo.keeping import POLLS, PRACTICES
from cordee.demo.load import load
from cordee.demo.loaded import Loaded
from cordee.demo.plan import Plan
from cordee.demo.reading import read_the_past
from cordee.demo.telling import tell_the_week
from cordee.journal.models import Event
from cordee.notifications.delivering.sending import deliver
from cordee.paths.models import Attempt, Certificate, Cohort, Day, Progress, StepPost, Work
from cordee.paths.queries.paths import my_paths
from cordee.paths.queries.works import waiting_works
from cordee.people.actions.arriving import welcome
from cordee.people.models import Person
from cordee.programmes.models import Programme, Recap
from cordee.spaces.models import Comment, Membership, Post, Practice, Reaction, Resolution, Revision, Space

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 0, 5, tzinfo=UTC)


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Loaded]:
    """The demo, loaded once for the tests of this file and taken back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load(language="fr", today=TODAY, now=NOW)
        transaction.set_rollback(True)
    forget_organisation()


def planned() -> Counter[type[acts.Act]]:
    return Counter(type(act) for act in Plan(content(), "fr", TODAY).acts())


def test_counts_match_the_plan(loaded: Loaded) -> None:
    plan = planned()
    assert Person.objects.count() == len(content().people)
    assert Space.objects.filter(cohort=None).count() == len(content().spaces)
    told = Post.objects.filter(step=None, is_prompt=False)
    assert told.exclude(kind="poll").count() == plan[acts.Publish]
    assert Comment.objects.filter(post__in=told).count() == plan[acts.ReplyTo]
    assert Reaction.objects.filter(post__in=told).count() == plan[acts.React] >= 900
    assert Resolution.objects.count() == plan[acts.Accept]
    assert Membership.objects.filter(space__cohort=None).count() == plan[acts.Join]
    assert Revision.objects.count() == plan[acts.EditPost] + plan[acts.EditReply]


def test_everybody_stands_somewhere(loaded: Loaded) -> None:
    lea = loaded.people["lea"]
    lea.refresh_from_db()
    assert lea.manager == loaded.people["marc"]
    assert lea.unit and lea.unit.parent
    assert (lea.unit.name, lea.unit.parent.name) == ("Villeurbanne", "Maison Berthe")
    assert set(MANAGERS) | {one for team in MANAGERS.values() for one in team} <= set(content().people)
    assert Person.objects.filter(unit=None).count() == 3


def test_counts_on_posts_are_those_of_their_replies(loaded: Loaded) -> None:
    for post in Post.objects.all():
        assert post.comment_count == post.comments.count()
        assert post.tried_count == post.reactions.filter(comment=None, meaning="tried").count()
        assert bool(post.resolved_at) == Resolution.objects.filter(post=post).exists()


def test_everything_is_in_the_journal_day_by_day_as_it_happened(loaded: Loaded) -> None:
    verbs = Counter(Event.objects.values_list("verb", flat=True))
    plan = planned()
    at_steps = [post for entry in learning().values() for post in entry.cohort.posts]
    to_prompts = Comment.objects.filter(post__is_prompt=True).count()
    made_of_them = Reaction.objects.filter(post__is_prompt=True).count()
    assert verbs["post.published"] == (
        plan[acts.Publish] + len(POLLS) + len(at_steps) + verbs["prompt.published"]
    )
    assert verbs["comment.published"] == (
        plan[acts.ReplyTo] + sum(len(post.replies) for post in at_steps) + to_prompts
    )
    assert verbs["reaction.given"] == (
        plan[acts.React] + sum(len(post.useful) for post in at_steps) + made_of_them
    )
    assert verbs["charter.accepted"] >= plan[acts.AcceptCharter]
    arriving = (
        "person.joined",
        "profile.edited",
        "person.placed",
        "unit.added",
        "group.added",
        "group.joined",
    )
    # The register of complaints is told apart, after the rest: each of its stories from its beginning to its end.
    told = Event.objects.exclude(verb__in=arriving).exclude(verb__regex=r"^(concern|measure)\.")
    moments = told.order_by("recorded_at").values_list("at", flat=True)
    days = [moment.astimezone(ZoneInfo("Europe/Paris")).date() for moment in moments]
    assert days == sorted(days)
    assert days[-1] <= TODAY  # moderation is of today


def test_two_programmes_are_under_way_answered_and_closed(loaded: Loaded) -> None:
    for entry in programmes():
        programme = Programme.objects.get(space=loaded.spaces[entry.space])
        prompts = list(programme.prompts.order_by("due_at"))
        out = [one for one in prompts if one.is_out]
        assert 2 <= len(out) < len(prompts)
        assert all(one.is_planned and not one.is_empty for one in prompts[len(out) :])
        assert all(one.post and one.post.comment_count for one in out[:-1])
        assert all(one.post and one.post.author for one in out)
    recaps = Recap.objects.filter(published_at__isnull=False)
    assert recaps.count() == sum(bool(one.closing) for entry in programmes() for one in entry.prompts)
    assert all(recap.comment and "/people/@" in recap.body for recap in recaps)


def test_a_library_has_fresh_stale_and_offered_practices(loaded: Loaded) -> None:
    states = Counter(Practice.objects.values_list("state", flat=True))
    assert sum(states.values()) == len(PRACTICES)
    assert states["offered"]
    assert Practice.objects.filter(check_on__lt=TODAY).exists()
    assert Practice.objects.filter(check_on__gt=TODAY).exists()
    assert loaded.people["lea"].follows.exists()
    assert loaded.people["lea"].bookmarks.exclude(note="").exists()


def test_four_cohorts_stand_at_four_moments(loaded: Loaded) -> None:
    cohorts = {one.title: one for one in Cohort.objects.all()}
    finished, running = cohorts["Session Vercors"], cohorts["Session Belledonne"]
    assert finished.closed_at
    assert finished.ends_on and finished.ends_on < TODAY
    assert finished.enrolments.filter(completed_at__isnull=False).count() == 7
    given = Certificate.objects.filter(enrolment__cohort=finished)
    assert given.count() == 14
    assert all(one.record["minutes_at_it"] > 30 for one in given)
    assert finished.enrolments.exclude(left_at=None).get().left_why
    assert running.starts_on < TODAY < (running.ends_on or TODAY)
    assert running.circles.count() == 2
    assert len(waiting_works(running).rows) == 2
    assert running.deadlines.exclude(enrolment=None).get().why
    assert cohorts["Session Chartreuse"].enrolments.exclude(waiting_since=None).count() == 1
    coming = cohorts["Session Écrins"]
    assert coming.starts_on > TODAY
    assert (coming.entry, coming.enrolments.count()) == ("self", 8)


def test_what_learners_did_is_graded_counted_and_told(loaded: Loaded) -> None:
    mine = my_paths(loaded.people["lea"], NOW)
    assert [one.path.language for one in mine] == ["fr", "fr"]
    assert all(one.outline.next for one in mine)
    assert 0 < Attempt.objects.filter(score__lt=1).count() < Attempt.objects.count()
    assert not Attempt.objects.filter(ended_at=None).exists()
    seconds = Progress.objects.aggregate(whole=Sum("seconds"))["whole"]
    assert seconds == Day.objects.aggregate(whole=Sum("seconds"))["whole"] > 60_000
    works = sum(len(entry.cohort.works) for entry in learning().values())
    assert Work.objects.exclude(body="").count() == works
    assert Work.objects.filter(verdicts__kind="useful").exists()
    assert StepPost.objects.count() == sum(len(entry.cohort.posts) for entry in learning().values())


def test_people_take_part_unevenly(loaded: Loaded) -> None:
    wrote = Counter(Post.objects.values_list("author", flat=True))
    wrote.update(Comment.objects.values_list("author", flat=True))
    counts = sorted(wrote.values(), reverse=True)
    busiest = sum(counts[: len(content().people) // 5])
    assert busiest > sum(counts) / 3
    for space in Space.objects.all():
        members = set(space.memberships.values_list("person_id", flat=True))
        writers = set(space.posts.values_list("author_id", flat=True))
        writers |= set(Comment.objects.filter(post__space=space).values_list("author_id", flat=True))
        if space.visibility == Space.Visibility.OPEN:
            assert len(members - writers) * 3 >= len(members), space.title  # a third at least only read


def test_facilitators_keep_their_space_and_the_administrator_does_not(loaded: Loaded) -> None:
    for key, space in loaded.spaces.items():
        keep = space.memberships.filter(role=Membership.Role.FACILITATOR).values_list(
            "person__handle", flat=True
        )
        assert set(keep) == {loaded.people[person].handle for person in content().spaces[key].facilitators}


def test_only_the_cast_can_sign_in(loaded: Loaded) -> None:
    cast = {loaded.people[one.person].handle for one in content().organisation.cast}
    assert len(cast) == 7
    for person in Person.objects.all():
        assert check_password(PASSWORD, person.password) == (person.handle in cast), person.name
        assert bool(person.email) == (person.handle in cast), person.name
    assert Person.objects.get(is_administrator=True).handle == "thomas.nguyen"


def test_the_auditor_reads_and_has_written_nothing(loaded: Loaded) -> None:
    nadia = loaded.people["nadia"]
    assert nadia.memberships.exists()
    assert not nadia.posts.exists()
    assert not nadia.comments.exists()
    assert not nadia.reactions.exists()


def test_a_charter_waits_for_lea(loaded: Loaded) -> None:
    held = dict(loaded.people["lea"].memberships.values_list("space__slug", "charter_version"))
    assert held["animer-une-formation-vivante"] == 0
    assert held["entretiens-qui-font-grandir"] == 1
    assert held["outils-du-quotidien"] == 2


def test_mentions_are_links(loaded: Loaded) -> None:
    post = Post.objects.filter(body__contains="@lea.martin").first()
    assert post
    assert "/people/@lea.martin/" in post.body_html


def test_a_second_load_is_refused(loaded: Loaded) -> None:
    with pytest.raises(Conflict):
        load(language="fr", today=TODAY, now=NOW)
    with pytest.raises(CommandError, match=r"empty|vide"):
        call_command("load_demo")


def test_the_sign_in_page_offers_the_cast_and_lets_them_in(loaded: Loaded) -> None:
    page = Client().get("/sign-in/").content.decode()
    visitor = Client()
    for account in offered():
        assert account.name in page
    assert visitor.post("/sign-in/demo/lea.martin/").status_code == 302
    assert visitor.session["_auth_user_id"] == str(loaded.people["lea"].pk)
    assert Client().post("/sign-in/demo/helene.vasseur/").status_code == 404


@pytest.mark.django_db
def test_a_real_organisation_offers_nobody() -> None:
    name_organisation("Une vraie", "fr")
    welcome(name="Léa Martin", email="lea@example.org", is_administrator=True, now=NOW)
    assert offered() == []
    assert Client().post("/sign-in/demo/lea.martin/").status_code == 404
    with pytest.raises(Conflict):
        load(language="fr", today=TODAY, now=NOW)


@pytest.mark.django_db
def test_a_load_that_fails_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **named: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr(living, "accept_answer", fail)
    with pytest.raises(RuntimeError):
        load(language="en", today=TODAY, now=NOW)
    assert not Person.objects.exists()
    assert not Post.objects.exists()
    assert not Event.objects.exists()


def test_each_account_finds_its_summary_of_the_week(loaded: Loaded, mailoutbox: list[EmailMessage]) -> None:
    read_the_past(NOW)
    tell_the_week(NOW)
    deliver("email", lambda: NOW)
    cast = {one.person.email for one in offered()}
    assert {one.to[0] for one in mailoutbox if "pour vous" in one.subject} == cast
