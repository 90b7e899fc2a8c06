"""Inside a measured site: an organisation of learners with their evidence. Prints one line of JSON at the end.

``python -m cordee.bench.ledger LEARNERS``: cohorts of 25 take a path; each learner does its steps, hands in works (some
with a photograph), sits quizzes, signs four half-days, asks and is answered, and gets a certificate. Rows are written in
bulk, and the journal is told what the actions would have told it: the ledger is made by its own reader.
"""

import json
import random
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import django

PATH, COHORT = "Prouver", 25
WORKS, QUIZZES, PHOTOGRAPH = 3, 3, 150_000  # a learner; bytes
ROUNDS, FLIPS = 3, 5


def main(learners: int) -> dict[str, Any]:
    """Fill once, let the ledger read on, make the file some times, verify it, and damage it."""
    django.setup()
    from django.utils import timezone

    from cordee.evidence.models import Piece
    from cordee.journal.readers import catch_up
    from cordee.paths.models import Enrolment
    from cordee.paths.models import Path as LearningPath

    if not LearningPath.objects.filter(title=PATH).exists():
        _fill(learners, timezone.now() - timedelta(days=30))
    started = time.perf_counter()
    catch_up()
    read = time.perf_counter() - started
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "evidence.zip")
        told = [_made(place, with_files=True) for _round in range(ROUNDS)]
        bare = [_made(Path(folder, "bare.zip"), with_files=False) for _round in range(ROUNDS)]
        started = time.perf_counter()
        right, _said = _verified(place)
        verified = time.perf_counter() - started
        size = place.stat().st_size
        named = sum(_flipped(place, number) for number in range(FLIPS))
    return {
        "learners": Enrolment.objects.filter(cohort__path__title=PATH).count(),
        "pieces": Piece.objects.count(),
        "read": read,
        "with_contents": sorted(told)[ROUNDS // 2],
        "without": sorted(bare)[ROUNDS // 2],
        "bytes": size,
        "verified": verified,
        "right": right,
        "named": named,
        "flips": FLIPS,
    }


def _made(place: Path, *, with_files: bool) -> float:
    """Seconds that the file of the whole organisation takes, as an administrator asks for it."""
    from django.utils import timezone

    from cordee.evidence.actions.exporting import export_evidence
    from cordee.evidence.scope import Scope
    from cordee.people.models import Person

    chief = Person.objects.filter(is_administrator=True, is_active=True).order_by("id")[0]
    started = time.perf_counter()
    with place.open("wb") as out:
        export_evidence(chief, Scope(), out, with_files=with_files, now=timezone.now())
    return time.perf_counter() - started


def _verified(place: Path) -> tuple[bool, str]:
    """Whether the verifier that is in the file finds all right, run as an auditor runs it."""
    with zipfile.ZipFile(place) as archive, tempfile.TemporaryDirectory() as folder:
        script = archive.extract("verify.py", folder)
        ran = subprocess.run(
            [sys.executable, "-I", "-S", script, place], capture_output=True, text=True, check=False
        )
    return ran.returncode == 0, ran.stdout + ran.stderr


def _flipped(place: Path, seed: int) -> bool:
    """Whether the verifier names the piece in which one bit is turned (and turned back)."""
    chance = random.Random(seed)
    with zipfile.ZipFile(place) as archive:
        info = archive.getinfo("pieces.jsonl")
        lines = archive.read(info).splitlines(keepends=True)
    number = chance.randrange(len(lines))
    with place.open("r+b") as file:
        file.seek(info.header_offset + 26)
        lengths = file.read(4)
        names = int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")
        line = info.header_offset + 30 + names + sum(map(len, lines[:number]))
        at = line + chance.randrange(20, len(lines[number]) - 2)
        file.seek(at)
        byte = file.read(1)[0]
        try:
            file.seek(at)
            file.write(bytes([byte ^ 1]))
            file.flush()
            right, said = _verified(place)
        finally:
            file.seek(at)
            file.write(bytes([byte]))
    return not right and re.search(rf"\b{json.loads(lines[number])['number']}\b", said) is not None


def _fill(learners: int, now: datetime) -> None:
    from cordee.demo.courses import course_of, learning
    from cordee.paths.actions.publishing import publish_version
    from cordee.paths.queries.paths import path_seen
    from cordee.people.models import Person
    from cordee.studio.actions.taking import take_in
    from cordee.studio.fitting import fit
    from cordee.studio.report import Report

    author = Person.objects.filter(is_administrator=True, is_active=True).order_by("id")[0]
    report = Report()
    course = course_of("entretien", learning()["entretien"].path)
    course.title = PATH
    fit(course, report)
    path = take_in(author, course, report, now=now)
    publish_version(path_seen(author, path.slug), now=now)
    people = Person.objects.bulk_create(
        Person(handle=f"proof-{at}", name=f"Apprenante {at}", joined_at=now) for at in range(learners)
    )
    for begin in range(0, learners, COHORT):
        _cohort(path, author, begin // COHORT, people[begin : begin + COHORT], now)


def _cohort(path: Any, author: Any, number: int, people: list[Any], now: datetime) -> None:
    from django.db import transaction

    from cordee.journal.actions import record_all
    from cordee.paths.actions.cohorts import open_cohort
    from cordee.paths.actions.conversations import contribute
    from cordee.paths.actions.enrolling import give_place
    from cordee.paths.models import Cohort, Enrolment
    from cordee.paths.queries.paths import path_seen

    where = path_seen(author, path.slug)
    cohort = open_cohort(
        where, title=f"Groupe {number}", starts_on=now.date(), entry=Cohort.Entry.HAND, now=now
    )
    with transaction.atomic():
        for person in people:
            give_place(cohort, person, by=author, now=now)
        step = cohort.version.activities.filter(kind="page")[0]
        post = contribute(people[0], cohort, step, kind="question", title="Q", body="Comment ?", now=now)
        places = list(Enrolment.objects.filter(cohort=cohort).select_related("person").order_by("id"))
        for place in places:
            place.cohort = cohort
        record_all(_lived(places, author, post, number, now))


def _lived(places: list[Any], author: Any, post: Any, number: int, now: datetime) -> Iterator[Any]:
    """What a cohort did, as rows and as what the journal is told of it."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from cordee.core.ids import uuid7
    from cordee.journal.actions import Fact
    from cordee.media.actions import store_attachment
    from cordee.paths import events as paths
    from cordee.paths.actions.certificates import digest_of
    from cordee.paths.models import Certificate, Progress, Work
    from cordee.spaces import events as spaces
    from cordee.workshops import events as workshops
    from cordee.workshops.models import Signature, Workshop

    cohort = places[0].cohort
    chance = random.Random(number)
    steps = list(cohort.version.activities.order_by("id"))
    about = {"path": str(cohort.path_id), "cohort": str(cohort.id)}
    days = [
        Workshop(
            id=uuid7(now), cohort=cohort, title=f"Atelier {day}", starts_at=now + timedelta(days=day),
            ends_at=now + timedelta(days=day, hours=8), time_zone="Europe/Paris", created_at=now, changed_at=now,
        )
        for day in (3, 10)
    ]  # fmt: skip
    Workshop.objects.bulk_create(days)
    rows: dict[Any, list[Any]] = {Progress: [], Work: [], Signature: [], Certificate: []}
    for place in places:
        person = place.person
        for step in steps:
            seconds = chance.randrange(60, 1800)
            at = now + timedelta(days=1, seconds=seconds)
            rows[Progress].append(
                Progress(
                    enrolment=place,
                    activity_key=step.key,
                    started_at=now,
                    seen_at=at,
                    done_at=at,
                    seconds=seconds,
                )
            )
            told: dict[str, Any] = {"kind": step.kind, "mode": step.mode, "score": 0.75}
            yield paths.of_step(paths.STEP_DONE, place, step.key, person, **told), at
        for step in steps[:WORKS]:
            at = now + timedelta(days=4)
            work = Work(
                id=uuid7(at), enrolment=place, activity_key=step.key, body=_words(chance, 300), sent_at=at,
                reflection=_words(chance, 80), reflected_at=at,
            )  # fmt: skip
            rows[Work].append(work)
            told = {"kind": step.kind, "mode": step.mode}
            yield paths.of_step(paths.WORK_SENT, place, step.key, person, work.id, **told), at
            told = {"kind": "validated", "author": str(person.id)}
            yield paths.of_step(paths.WORK_JUDGED, place, step.key, author, work.id, **told), at
        for turn, step in enumerate(steps[:QUIZZES]):
            told = {"kind": "quiz", "mode": "formal", "number": turn + 1, "score": 0.8, "to_grade": False}
            at = now + timedelta(days=5)
            yield paths.of_step(paths.ATTEMPT_ENDED, place, step.key, person, uuid7(at), **told), at
        for day in days:
            for part in ("am", "pm"):
                row = Signature(
                    id=uuid7(day.ends_at), workshop=day, on=day.starts_at.date(), part=part, minutes=210,
                    enrolment=place, name=person.name, present=True, way="drawn", by=author, at=day.ends_at,
                    drawing=[[[chance.randrange(600), chance.randrange(200)] for _point in range(60)]],
                )  # fmt: skip
                rows[Signature].append(row)
                yield workshops.of_signature(workshops.ATTENDANCE_SIGNED, row, author), day.ends_at
        for _answer in range(2):
            at = now + timedelta(days=2)
            data = {"post": str(post.id), "post_author": str(person.id)}
            yield Fact(spaces.COMMENT_PUBLISHED, uuid7(at), author.id, cohort.space_id, data), at
        record = about | {"name": person.name, "path_title": PATH, "minutes_at_it": 300, "steps": len(steps)}
        at = now + timedelta(days=20)
        certificate = Certificate(
            id=uuid7(at), enrolment=place, kind="realisation", code=f"P{number:05}{len(rows[Certificate]):06}",
            name=person.name, record=record, digest=digest_of(record), issued_at=at, issued_by=author,
        )  # fmt: skip
        rows[Certificate].append(certificate)
        yield (
            paths.of_enrolment(
                paths.CERTIFICATE_ISSUED, place, author, certificate=str(certificate.id), kind="realisation"
            ),
            at,
        )
    for model, made in rows.items():
        model._default_manager.bulk_create(made, batch_size=1_000)
    for work in rows[Work][:: WORKS * 5]:
        photograph = SimpleUploadedFile("photo.jpg", chance.randbytes(PHOTOGRAPH))
        work.files.add(store_attachment(work.enrolment.person, photograph, now=now))


def _words(chance: random.Random, count: int) -> str:
    return " ".join(
        chance.choice(
            ["je", "tu", "dire", "écouter", "question", "silence", "reprendre", "accord", "suite", "cadre"]
        )
        for _one in range(count)
    )


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
