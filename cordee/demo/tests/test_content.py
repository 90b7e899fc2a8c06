"""The content is whole: both languages, known people and skills, nothing said twice, nothing too long to be stored."""

import tomllib
from collections import Counter
from collections.abc import Iterator

import pytest
from pydantic import ValidationError

from cordee.core.text import mentioned
from cordee.demo.content import FOLDER, Content, PostEntry, ReplyEntry, SpaceEntry, content
from cordee.people.actions.arriving import handle_from
from cordee.people.actions.profiles import LONGEST
from cordee.spaces.actions.reactions import LONGEST_NOTE
from cordee.spaces.actions.spaces import DETAILS
from cordee.spaces.actions.writing import LONGEST_TITLE

LANGUAGES = ("fr", "en")


def posts() -> Iterator[tuple[SpaceEntry, PostEntry]]:
    """Every contribution with its space."""
    for space in content().spaces.values():
        for file in space.posts.values():
            for post in file:
                yield space, post


def replies(entry: PostEntry | ReplyEntry) -> Iterator[ReplyEntry]:
    """Everything under a contribution, replies to replies included."""
    for reply in entry.replies:
        yield reply
        yield from replies(reply)


def test_it_is_as_large_as_a_living_community() -> None:
    written = [post for _space, post in posts()]
    answers = [reply for post in written for reply in replies(post)]
    assert 55 <= len(content().people) <= 65
    assert [space.visibility for space in content().spaces.values()].count("open") == 4
    assert {space.visibility for space in content().spaces.values()} == {"open", "request", "hidden"}
    assert len(written) >= 130
    assert len(answers) >= 550
    assert {post.kind for post in written} == {"discussion", "question", "experience", "tip", "resource"}


def test_a_missing_language_an_unknown_key_and_a_wrong_time_are_refused() -> None:
    raw = content().model_dump(exclude_unset=True)
    for table, mistake in (
        ({"fr": "Écouter"}, "en"),
        ({"fr": "Écouter", "en": "Listening", "de": "Zuhören"}, "de"),
    ):
        with pytest.raises(ValidationError, match=mistake):
            Content.model_validate({**raw, "skills": {"ecoute": table}})
    for wrong in ("-0d 10:00", "23d 10:00", "-23d 25:00", "yesterday"):
        with pytest.raises(ValueError, match=r"time|hour|past"):
            Content.model_validate({**raw, "organisation": {**raw["organisation"], "founded": wrong}})


def test_every_file_is_read() -> None:
    written = sum(
        len(tomllib.loads(file.read_text())["posts"])
        for file in FOLDER.glob("spaces/*/*.toml")
        if file.name != "space.toml"
    )
    assert written == len(list(posts()))


def test_people_and_skills_that_are_named_exist() -> None:
    told = content()
    skills, people = set(told.skills), set(told.people)
    for person in told.people.values():
        assert {*person.helps, *person.learns} <= skills, person.name
        assert not set(person.helps) & set(person.learns), person.name
    assert {one.person for one in told.organisation.cast} <= people
    for space in told.spaces.values():
        assert {*space.members, *space.facilitators} <= people
        assert not set(space.members) & set(space.facilitators), space.slug
        assert all(set(objective.skills) <= skills for objective in space.objectives)
    for _space, post in posts():
        assert set(post.skills) <= skills, post.title.fr


def test_everyone_who_takes_part_belongs_to_the_space() -> None:
    for space, post in posts():
        belong = {*space.members, *space.facilitators}
        there = {post.by, *post.useful, *post.thanks, *post.observed, *post.taught}
        there |= {one.by for one in (*post.tried, *post.adapted)}
        for reply in replies(post):
            there |= {reply.by, *reply.useful, *reply.thanks}
        assert there <= belong, (post.title.fr, there - belong)


def test_nobody_reacts_twice_or_thanks_oneself() -> None:
    for _space, post in posts():
        for entry in (post, *replies(post)):
            for given in (entry.useful, entry.thanks):
                assert len(set(given)) == len(given), post.title.fr
                assert entry.by not in given, post.title.fr
        for tries in (post.tried, post.adapted):
            assert len({one.by for one in tries}) == len(tries), post.title.fr


def test_who_is_mentioned_is_somebody() -> None:
    handles = {handle_from(person.name) for person in content().people.values()}
    assert len(handles) == len(content().people)
    names = []
    for _space, post in posts():
        texts = [text for reply in replies(post) for text in (reply.fr, reply.en)]
        for text in (post.body.fr, post.body.en, *texts):
            assert set(mentioned(text)) <= handles, text
            names += mentioned(text)
        assert set(mentioned(post.body.fr)) == set(mentioned(post.body.en)), post.title.fr
    assert len(names) > 20


def test_answers_are_accepted_by_who_asked_or_a_facilitator_once() -> None:
    answered, waiting = 0, 0
    for space, post in posts():
        accepted = [reply.accepted for reply in replies(post) if reply.accepted]
        if post.kind != "question":
            assert not accepted, post.title.fr
            continue
        assert len(accepted) <= 1, post.title.fr
        assert all(one.by in {post.by, *space.facilitators} for one in accepted), post.title.fr
        answered, waiting = answered + len(accepted), waiting + (not accepted)
    assert answered > 30
    assert waiting > 5


def test_replies_are_two_levels_deep() -> None:
    for _space, post in posts():
        for reply in post.replies:
            assert not any(below.replies for below in reply.replies), post.title.fr


def test_an_edit_has_what_stood_before() -> None:
    edits = 0
    for _space, post in posts():
        for entry in (post, *replies(post)):
            assert (entry.edited is None) == (entry.before is None), post.title.fr
            edits += entry.edited is not None
    assert edits >= 4


def test_no_text_is_said_twice() -> None:
    for language in LANGUAGES:
        said: Counter[str] = Counter()
        for _space, post in posts():
            said.update([post.title.said(language), post.body.said(language)])
            said.update(reply.said(language) for reply in replies(post))
        twice = [text for text, times in said.items() if times > 1]
        assert not twice


def test_both_languages_say_different_words_of_similar_length() -> None:
    for _space, post in posts():
        for entry in (post.body, post.title, *replies(post)):
            assert entry.fr != entry.en, entry.fr
            assert 0.4 < len(entry.en) / len(entry.fr) < 1.9, (entry.fr, entry.en)


def test_a_resource_has_its_link_and_nothing_else_does() -> None:
    for _space, post in posts():
        assert (post.kind == "resource") == bool(post.link), post.title.fr


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_fits_where_it_is_stored(language: str) -> None:
    for person in content().people.values():
        assert len(person.job.said(language)) + len(person.unit) + 3 <= LONGEST["headline"]
        assert len(person.available.said(language)) <= LONGEST["availability"]
    for space in content().spaces.values():
        assert len(space.name.said(language)) <= DETAILS["title"]
        assert len(space.theme.said(language)) <= DETAILS["theme"]
        assert all(len(objective.said(language)) <= 300 for objective in space.objectives)
    for _space, post in posts():
        assert len(post.title.said(language)) <= LONGEST_TITLE
        for one in (*post.tried, *post.adapted):
            assert bool(one.fr) == bool(one.en)
            assert len(one.said(language)) <= LONGEST_NOTE, one
