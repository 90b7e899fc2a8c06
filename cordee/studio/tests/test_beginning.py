"""Beginning a path from a template, another path, or a file."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cordee.core.errors import Forbidden, Missing
from cordee.paths.actions.publishing import publish_version
from cordee.paths.models import Activity, BankQuestion, Cohort, Path
from cordee.paths.queries.paths import path_seen
from cordee.paths.tests.conftest import take
from cordee.paths.tests.test_attempts import quiz_of
from cordee.studio.actions.beginning import begin_from_template, duplicate
from cordee.studio.templates import NAMES, templates
from cordee.testing.cast import NOW, Stage

Enter = Callable[..., Client]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_each_template_is_a_path_that_can_be_published(stage: Stage, name: str, language: str) -> None:
    karim = stage.cast.karim
    path = begin_from_template(karim, name, language=language, now=NOW)
    where = path_seen(karim, path.slug)
    publish_version(where, now=NOW)
    told = next(one for one in templates(language) if one.name == name)
    steps = Activity.objects.filter(version__path=path)
    assert (path.title, path.language, steps.count()) == (told.title, language, told.steps)
    assert not steps.filter(objectives=None).exclude(kind="poll").exists()
    for quiz in steps.filter(kind="quiz"):
        found = BankQuestion.objects.filter(bank__version=quiz.version, key__in=quiz.content["questions"])
        assert found.count() == len(quiz.content["questions"]) > 0


def test_a_copy_has_all_the_contents_and_none_of_the_learners(stage: Stage) -> None:
    taken = take(stage)
    quiz_of(taken, stage, ["truth", "open"])
    copy = duplicate(taken.seen_by(stage.cast.karim), now=NOW)
    assert copy.pk != taken.path.pk
    assert copy.title.endswith(taken.path.title)
    assert list(copy.authors.all()) == [stage.cast.karim]
    before = Activity.objects.filter(version__path=taken.path, version__number=2).order_by("title")
    after = Activity.objects.filter(version__path=copy).order_by("title")
    assert [(one.title, one.kind) for one in after] == [(one.title, one.kind) for one in before]
    assert BankQuestion.objects.filter(bank__version__path=copy).count() == 2
    assert not Cohort.objects.filter(path=copy).exists()
    with pytest.raises(Forbidden):
        duplicate(taken.seen_by(stage.cast.ines), now=NOW)
    with pytest.raises(Missing):
        begin_from_template(stage.cast.karim, "nowhere", language="fr", now=NOW)


def test_the_page_offers_all_ways(stage: Stage, sign_in: Enter) -> None:
    taken = take(stage)
    client = sign_in(stage.cast.karim)
    page = client.get("/studio/new/").content.decode()
    assert page.count('name="template"') == len(NAMES)
    assert f'value="{taken.path.slug}"' in page
    assert client.post("/studio/new/", {"template": "workshop"}).status_code == 302
    assert client.post("/studio/new/", {"copy": taken.path.slug}).status_code == 302
    course = SimpleUploadedFile("cours.md", "# Se taire\n\nÉcouter, c'est se taire.".encode())
    assert client.post("/studio/new/", {"bring": "1", "file": course}).status_code == 302
    assert Path.objects.count() == 4
    broken = SimpleUploadedFile("cours.zip", b"PK\x03\x04rien")
    assert client.post("/studio/new/", {"bring": "1", "file": broken}).status_code == 422
    assert client.post("/studio/new/", {"bring": "1"}).status_code == 422
    assert Path.objects.count() == 4
