"""Every text that a person can write, made an attack: for the test that walks all pages and looks whether one lives.

Columns are found in the models, so that a new one is poisoned without a line here; what holds no words of a person
stands in ``NO_WORDS`` with what makes it.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

from cordee.core.errors import Invalid
from cordee.core.text import render
from cordee.paths.contents import Content
from cordee.testing.cast import NOW, Stage

# ``alive`` is the name of every element, attribute and function of the attacks. ``{n}`` says which column it is,
# between signs that no token on a page is made of.
LONG = (
    "<script>alive()</script>\"'><img src=x onerror=alive() alive=1><svg onload=alive()></textarea></title></script>"
    "<alive> entretien ~{n}~ [x](javascript:alive()) ![x](javascript:alive()) <javascript:alive()>"
)
SHORT = "\"'><alive onload=a()> ~{n}~"
ROOM = 8  # what the number of a column and of a row may add

NO_WORDS = {
    "activity": "counts and verbs, made by a reader",
    "search": "made by a reader of what is poisoned",
    "recommendations": "stems, made by a reader of what is poisoned, on no page",
    "circulation.chart": "identifiers and numbers, made by a job: names come from their own rows",
    "disclosure": "names of figures and hashes of who was in them, on no page",
    "insights.snapshot.detail": "numbers, made by a job",
    "people.viewlook.view": "the name of a view, by the code",
    "cmi5": "given to other software as JSON, on no page",
    "records": "given to other software as JSON, on no page",
    "evidence.piece": "small facts and names, sealed by a reader: evidence/tests/test_pages.py",
    "evidence.tally": "numbers, made by a reader",
    "evidence.verification": "numbers and hashes",
    "evidence.visit": "names of pages",
    "evidence.auditlink.secret_hash": "a hash",
    "evidence.attachment.kind": "one of those that we know",
    "evidence.attachment.digest": "a hash",
    "notifications": "names of kinds and of threads, made by a reader",
    "asks.ask.reasons": "facts and dates, and titles: asks/tests/test_pages.py",
    "core.shortterm": "attempts, counted",
    "core.organisation.logo": "the name of a stored file",
    "core.organisation.sign_up_domains": "domains, checked letter by letter",
    "core.organisation.retention": "numbers of days",
    "journal": "verbs and small facts of the code, never words",
    "media.file.stored_as": "named by us",
    "media.file.media_type": "one of a few",
    "people.person.password": "a hash",
    "people.person.handle": "letters, digits and dots",
    "people.invitation.secret_hash": "a hash",
    "people.identityprovider.slug": "made of the name",
    "people.identityprovider.issuer": "an address of the web, checked",
    "people.identityprovider.secret": "encrypted, never shown",
    "people.identityprovider.scopes": "words of the protocol, checked letter by letter",
    "people.identityprovider.proven_domains": "domains, checked letter by letter",
    "people.skill.slug": "made of the name",
    "spaces.space.slug": "made of the title",
    "spaces.post.link": "an address of the web: test_no_address_is_a_script",
    "spaces.draft.place": "where it stands, as the address of its page says",
    "spaces.merging": "identifiers",
    "paths.path.slug": "made of the title",
    "paths.activity.kind": "one of KINDS",
    "paths.activity.content": "poisoned by the actions, every kind: every_kind()",
    "paths.activity.shown": "the same",
    "paths.activity.release": "dates and identifiers",
    "paths.bankquestion.content": "poisoned by the actions, every kind: every_kind()",
    "paths.bankquestion.shown": "the same",
    "paths.cohort.link": "a secret, made",
    "paths.attempt": "keys of questions, and chance",
    "paths.package": "files of others, taken apart when they come in",
    "paths.certificate.record": "what was true of poisoned titles: issued after them",
    "paths.certificate.digest": "a hash of the record",
    "paths.work.choices": "numbers of options",
    "workshops.calendarkey": "a secret, made",
    "workshops.material.address": "an address of the web, checked",
    "workshops.signature.drawing": "a picture, drawn anew from its strokes",
    "workshops.workshop.link": "an address of the web, checked",
    "webhooks.hook.address": "an address of the web, checked",
    "webhooks.hook.verbs": "verbs that we know",
    "webhooks.hook.spaces": "identifiers",
    "webhooks.delivery.verb": "a verb that we know",
    "webhooks.delivery.body": "made of the journal",
    "api.token.scopes": "three words",
    "api.token.secret_hash": "a hash",
    "api.keptanswer": "an answer, given again to who got it",
}
# What libraries keep for us, and pages show.
OF_LIBRARIES = {
    "usersessions.usersession.user_agent",
    "socialaccount.socialaccount.extra_data",
    "account.emailaddress.email",
}


def columns() -> dict[str, models.Field]:
    """Every column that holds words of people, by its name."""
    found = {}
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            name = f"{model._meta.label_lower}.{field.name}"
            ours = model.__module__.startswith("cordee.") and not _no_words(name)
            if (ours or name in OF_LIBRARIES) and _holds_text(field):
                found[name] = field
    return dict(sorted(found.items()))


def _no_words(name: str) -> bool:
    room, table, _column = name.split(".")
    return bool({room, f"{room}.{table}", name} & NO_WORDS.keys())


def _holds_text(field: models.Field) -> bool:
    if field.generated or field.choices or field.name == "time_zone":  # one of those that the system knows
        return False
    long_enough = (getattr(field, "max_length", None) or 1000) >= len(SHORT) + ROOM
    held = field.base_field if isinstance(field, ArrayField) else field  # an array of numbers holds no word
    return isinstance(held, models.CharField | models.TextField | models.JSONField) and long_enough


def attack(number: int, room: int | None = None) -> str:
    """The longest attack that fits."""
    fits = room is None or room >= len(LONG) + ROOM
    return (LONG if fits else SHORT).replace("{n}", str(number))


def poison(below: str = "") -> dict[str, int]:
    """Put an attack into every column, checks and actions passed by; the number of each column that has a row."""
    put = {}
    _guards("DISABLE")
    for number, (name, field) in enumerate(columns().items(), 100):
        if name.endswith("_html") or not name.startswith(below):
            continue
        rows = field.model._default_manager
        found = list(rows.values_list("pk", field.name))
        for at, (key, held) in enumerate(found):
            words = f"{attack(number, field.max_length)} {at}"  # some are there once only
            values = {field.name: _in_place_of(field, held, words)}
            if _is_rendered(field):
                values[f"{field.name}_html"] = render(words)
            rows.filter(pk=key).update(**values)
        if found:
            put[name] = number
    _guards("ENABLE")
    return put


def _guards(what: str) -> None:
    """Some logs refuse every change: their triggers rest meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # no table changes while something waits for it
        cursor.execute("SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal")
        for (table,) in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} {what} TRIGGER USER")


def _is_rendered(field: models.Field) -> bool:
    return f"{field.name}_html" in {one.name for one in field.model._meta.concrete_fields}


def _in_place_of(field: models.Field, held: Any, words: str) -> Any:
    if isinstance(field, ArrayField):
        return [words]
    return _leaves_replaced(held, words) if isinstance(field, models.JSONField) else words


def _leaves_replaced(held: Any, words: str) -> Any:
    match held:
        case str():
            return words
        case list():
            return [_leaves_replaced(one, words) for one in held]
        case dict():
            return {name: _leaves_replaced(one, words) for name, one in held.items()}
    return held


def poisoned(given: Callable[[dict[str, Any]], Content], sample: dict[str, Any]) -> dict[str, Any]:
    """A content with an attack in every text that its own checks let through."""
    content = given(sample)
    values = content.model_dump(mode="json")
    named = content.with_files(lambda name: f"{name}?").model_dump(mode="json")
    for place in list(_places(values)):
        if _at(named, place) != _at(values, place):
            continue  # the name of a file
        changed = _with(values, place, f"{attack(0)} {_at(values, place)}")
        try:
            values = given(changed).model_dump(mode="json")
        except Invalid:
            continue
    return values


def _places(value: Any) -> Iterator[tuple[Any, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, one in inside:
        if isinstance(one, str):
            yield (name,)
        yield from ((name, *rest) for rest in _places(one))


def _at(value: Any, place: tuple[Any, ...]) -> Any:
    for name in place:
        value = value[name]
    return value


def _with(value: Any, place: tuple[Any, ...], new: str) -> Any:
    name, *rest = place
    changed = _with(value[name], tuple(rest), new) if rest else new
    if isinstance(value, list):
        return [*value[:name], changed, *value[name + 1 :]]
    return value | {name: changed}


def every_kind(stage: Stage) -> dict[str, object]:
    """Activities and questions of every kind on Léa's path, written and answered with attacks."""
    from cordee.paths.actions import attempts, drafts, enrolling, publishing
    from cordee.paths.actions.circles import form_circles
    from cordee.paths.actions.deadlines import set_deadline
    from cordee.paths.actions.judging import judge
    from cordee.paths.actions.progress import complete_step
    from cordee.paths.kinds import KINDS, Sent
    from cordee.paths.models import Activity, Bank, BankQuestion, Enrolment, Work
    from cordee.paths.queries.paths import path_seen
    from cordee.paths.questions import KINDS as QUESTIONS
    from cordee.paths.tests.test_questions import SAMPLES
    from cordee.studio.tests.test_forms import CONTENTS

    cast = stage.cast
    place = Enrolment.objects.select_related("cohort__path").get(person=cast.lea)
    slug = place.cohort.path.slug
    where = path_seen(cast.karim, slug)
    draft = drafts.draft_of(where, now=NOW)
    bank = Bank.objects.create(version=draft, title="Banque")
    module = draft.modules.first()
    for position, (kind, question) in enumerate(QUESTIONS.items()):
        one = question.given(
            poisoned(question.given, SAMPLES[kind] | {"feedback": "F", "hints": ["un", "deux"]})
        )
        BankQuestion.objects.create(
            bank=bank, position=position, kind=kind, content=one.kept(), shown=one.shown()
        )
    asked = {"questions": [str(one.key) for one in bank.questions.order_by("position")], "about": attack(0)}
    made = {}
    for kind, known in KINDS.items():
        values = asked if kind == "quiz" else poisoned(known.Content.given, CONTENTS[kind])
        if kind == "mission":
            values["validated_by"] = "tutor"
        made[kind] = drafts.add_activity(where, module.key, kind=kind, title=kind, values=values, now=NOW)
    newer = publishing.publish_version(where, now=NOW)
    enrolling.move_to_version(path_seen(cast.lea, slug), place, newer, now=NOW)
    place.refresh_from_db()
    steps = {kind: Activity.objects.get(version=newer, key=one.key) for kind, one in made.items()}
    words = Sent({"body": f"{attack(0)} " * 5, "shared": "on"})
    complete_step(place, steps["mission"], words, now=NOW)
    complete_step(place, steps["explanation"], words, now=NOW)
    complete_step(place, steps["poll"], Sent({}, {"choices": ["0"]}), now=NOW)
    work = Work.objects.get(activity_key=steps["mission"].key)
    judge(path_seen(cast.ines, slug), work, "more", note=attack(0), now=NOW)
    ended = attempts.begin(place, steps["quiz"], now=NOW)
    answers = {one.key: attack(0) for one in bank.questions.all()}
    ended = attempts.end_attempt(ended, answers=answers, now=NOW)
    going_on = attempts.begin(place, steps["quiz"], now=NOW)
    led = path_seen(cast.karim, slug)
    form_circles(led, place.cohort, now=NOW)
    later = {"enrolment": place, "why": attack(0)}
    set_deadline(led, place.cohort, None, (NOW + timedelta(days=9)).date(), now=NOW, **later)
    found = {f"kind_{kind}": step.key for kind, step in steps.items()}
    return found | {"ended": ended.id, "going_on": going_on.id}


def history(stage: Stage) -> None:
    """What was written before is kept, and shown."""
    from cordee.spaces.actions.comments import edit_comment
    from cordee.spaces.actions.drafts import keep
    from cordee.spaces.actions.posts import edit_post
    from cordee.spaces.actions.reactions import react

    edit_post(stage.cast.lea, stage.question, title="Autrement", body="Autrement", now=NOW)
    edit_comment(stage.cast.ines, stage.answer, body="Autrement", now=NOW)
    keep(stage.cast.lea, f"edit:{stage.question.id}", {"title": "T", "body": "B"}, 1, now=NOW)
    react(stage.cast.ines, stage.question, meaning="tried", note="Elle a parlé", now=NOW)
