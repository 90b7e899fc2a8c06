"""An archive comes in whole, once, however often it is tried."""

import gzip
import json
import random
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from cordee.journal.models import Event
from cordee.people.models import Person
from cordee.spaces.models import Comment, Membership, Post, Resolution, Space
from cordee.testing.cast import Cast
from cordee.testing.processes import ROOT, start

SHARED = ROOT.parent / "shared" / "data" / "community.jsonl.gz"


def message(number: int, author: str, at: int, html: str) -> dict:
    return {"id": number, "author": author, "at": at, "html": html}


THREADS = [
    {
        "title": "How do I start?",
        "solved": True,
        "posts": [
            message(1, "m1", 1_600_000_000, "<p>Hello @m2, see <code>x := 1</code></p>"),
            message(
                2, "m2", 1_600_000_100, '<div class="codehilite"><pre><code>def f := 2\n</code></pre></div>'
            ),
            message(3, "m1", 1_600_000_100, "<p>second of the same second</p>"),
            message(4, "m3", 1_600_000_050, "<p>dated before what it follows</p>"),
        ],
    },
    {
        "title": "Tea",
        "solved": False,
        "posts": [message(5, "m2", 1_600_100_000, "<p>Tea?</p><script>x()</script>")],
    },
]


def archive(path: Path, lines: list[bytes | dict], zipped: bool = False) -> Path:
    raw = b"".join((line if isinstance(line, bytes) else json.dumps(line).encode()) + b"\n" for line in lines)
    path.write_bytes(gzip.compress(raw) if zipped else raw)
    return path


def bring(path: Path, **options: object) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command(
        "import_community", str(path), space="Archive", processes=1, stdout=out, stderr=err, **options
    )
    return out.getvalue(), err.getvalue()


def stored() -> dict[str, list]:
    return {
        "people": sorted(Person.objects.filter(email=None).values_list("id", "handle", "name", "joined_at")),
        "members": sorted(Membership.objects.filter(person__email=None).values_list("person_id", "space_id")),
        "posts": sorted(
            Post.objects.values_list(
                "id", "title", "kind", "body", "comment_count", "last_activity_at", "resolved_at"
            )
        ),
        "comments": sorted(Comment.objects.values_list("id", "post_id", "body", "body_html", "created_at")),
        "resolutions": sorted(Resolution.objects.values_list("post_id", "answer_id", "at")),
        "events": sorted(
            Event.objects.filter(actor_id__in=Person.objects.filter(email=None).values("id")).values_list(
                "verb", "object_id", "at"
            )
        ),
    }


@pytest.mark.django_db
@pytest.mark.parametrize("zipped", [False, True])
def test_a_thread_keeps_its_words_dates_order_and_people(cast: Cast, tmp_path: Path, zipped: bool) -> None:
    bring(archive(tmp_path / "a", THREADS, zipped))
    post = Post.objects.get(title="How do I start?")
    assert post.created_at == datetime.fromtimestamp(1_600_000_000, UTC)
    assert (post.kind, post.comment_count) == ("question", 3)
    assert 'href="/people/@m2/"' in post.body_html
    assert "<code>x := 1</code>" in post.body_html
    replies = list(Comment.objects.filter(post=post).order_by("root_id", "id"))
    assert ["def f" in reply.body for reply in replies] == [True, False, False]
    assert [reply.created_at.timestamp() for reply in replies] == [
        1_600_000_100,
        1_600_000_100,
        1_600_000_050,
    ]
    assert replies[1].body == "second of the same second"
    assert Post.objects.get(title="Tea").kind == "discussion"
    assert "x()" not in Post.objects.get(title="Tea").body_html


@pytest.mark.django_db
def test_solved_says_resolved_and_invents_no_answer(cast: Cast, tmp_path: Path) -> None:
    bring(archive(tmp_path / "a", THREADS))
    resolution = Resolution.objects.get()
    assert (resolution.post.title, resolution.answer, resolution.by) == ("How do I start?", None, None)
    assert Event.objects.get(verb="answer.accepted").data["answer"] is None


@pytest.mark.django_db
def test_authors_cannot_come_in(cast: Cast, tmp_path: Path) -> None:
    bring(archive(tmp_path / "a", THREADS))
    author = Person.objects.get(handle="m1")
    assert author.email is None
    assert not author.has_usable_password()
    assert author.joined_at == datetime.fromtimestamp(1_600_000_000, UTC)
    assert Membership.objects.filter(person=author, space__title="Archive").exists()


@pytest.mark.django_db
def test_running_again_changes_nothing_and_new_replies_are_added(cast: Cast, tmp_path: Path) -> None:
    bring(archive(tmp_path / "a", THREADS))
    before = stored()
    bring(tmp_path / "a")
    assert stored() == before
    longer = json.loads(json.dumps(THREADS))
    longer[1]["posts"].append(message(6, "m9", 1_600_200_000, "<p>Yes</p>"))
    longer[1]["solved"] = True
    bring(archive(tmp_path / "b", longer))
    tea = Post.objects.get(title="Tea")
    assert (tea.comment_count, tea.last_activity_at.timestamp(), tea.kind) == (1, 1_600_200_000, "question")
    assert len(stored()["comments"]) == len(before["comments"]) + 1


@pytest.mark.django_db
def test_the_same_alias_of_another_source_is_somebody_else(cast: Cast, tmp_path: Path) -> None:
    bring(archive(tmp_path / "a", THREADS))
    bring(tmp_path / "a", source="elsewhere")
    assert Person.objects.filter(name="m1").count() == 2
    other = Post.objects.filter(title="How do I start?").order_by("-id")
    assert other.count() == 2
    handles = set(Person.objects.filter(name="m2").values_list("handle", flat=True))
    assert {
        handle for post in other for handle in handles if f"/people/@{handle}/" in post.body_html
    } == handles


BAD = [
    (b"{", "not JSON"),
    (b'{"title": "\xff"}', "not UTF-8"),
    (b"[1]", "not an object"),
    (b'{"posts": []}', "no title"),
    (b'{"title": "x", "posts": []}', "no posts"),
    (b'{"title": "x", "posts": [3]}', "post 1 is not an object"),
    (json.dumps({"title": "x", "posts": [message(1, "a", -5, "")]}).encode(), "no date"),
    (json.dumps({"title": "x", "posts": [message(1, "a", 10**18, "")]}).encode(), "no date"),
    (json.dumps({"title": "x", "posts": [message(1, "\u200b", 1_600_000_000, "")]}).encode(), "no author"),
    (
        json.dumps({"title": "x", "posts": [{"id": 1, "author": "a", "at": 1_600_000_000}]}).encode(),
        "no html",
    ),
    (json.dumps({"title": "x", "posts": [message(1, "a", 1_600_000_000, "")] * 2}).encode(), "same id"),
    (b"[" * 100_000, "not JSON"),
    (
        json.dumps({"title": "x", "posts": [message(1, "a", 1_600_000_000, "y" * 1_000_001)]}).encode(),
        "1,000,001",
    ),
    (json.dumps({"title": "x", "posts": [message("\ud800", "a", 1_600_000_000, "y")]}).encode(), "no id"),
]


@pytest.mark.django_db
def test_bad_lines_are_told_and_the_others_taken(cast: Cast, tmp_path: Path) -> None:
    lines: list[bytes | dict] = [THREADS[0], *(line for line, _why in BAD), THREADS[1]]
    err = StringIO()
    with pytest.raises(CommandError) as refused:
        call_command(
            "import_community",
            archive(tmp_path / "a", lines),
            space="Archive",
            processes=1,
            stderr=err,
            stdout=err,
        )
    assert refused.value.returncode == 1
    assert Post.objects.count() == 2
    for number, (_line, why) in enumerate(BAD, 2):
        (told,) = [
            line for line in err.getvalue().splitlines() if line.startswith(f"  line {number} refused")
        ]
        assert why in told


@pytest.mark.django_db
def test_a_file_that_is_not_there_or_is_cut_says_so(cast: Cast, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no file") as missing:
        bring(tmp_path / "nothing")
    assert missing.value.returncode == 2
    chance = random.Random(1)
    threads = [
        {
            "title": f"T{n}",
            "solved": False,
            "posts": [message(n, "m1", 1_600_000_000 + n, chance.randbytes(3000).hex())],
        }
        for n in range(100)
    ]
    whole = gzip.compress(b"\n".join(json.dumps(thread).encode() for thread in threads))
    (tmp_path / "cut").write_bytes(whole[: len(whole) // 2])
    err = StringIO()
    with pytest.raises(CommandError, match="1 line was refused") as cut:
        call_command(
            "import_community",
            str(tmp_path / "cut"),
            space="Archive",
            processes=1,
            stderr=err,
            stdout=err,
        )
    assert cut.value.returncode == 1
    assert "in the middle" in err.getvalue()
    assert 5 < Post.objects.count() < 60


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_and_run_again_equals_one_run(cast: Cast, tmp_path: Path) -> None:
    threads = [
        {
            "title": f"Thread {n}",
            "solved": n % 3 == 0,
            "posts": [
                message(
                    n * 100 + rank,
                    f"m{(n + rank) % 20}",
                    1_600_000_000 + n * 60 + rank,
                    f"<p>{rank} @m{n % 20}</p>",
                )
                for rank in range(40)
            ],
        }
        for n in range(120)
    ]
    path = archive(tmp_path / "a", threads)
    command = start("import_community", str(path), "--space", "Archive", "--processes", "1")
    while not Post.objects.exists():
        assert command.is_alive()
        command.join(timeout=0.01)
    command.kill()
    command.join()
    taken = Post.objects.count()
    assert 0 < taken < 120
    bring(path)
    twice = stored()
    assert len(twice["posts"]) == 120
    assert len(twice["comments"]) == 120 * 39
    assert len(twice["events"]) == len(set(twice["events"]))
    published = [event for event in twice["events"] if event[0].endswith(".published")]
    assert len(published) == 120 * 40


@pytest.mark.django_db
@pytest.mark.skipif(not SHARED.exists(), reason="the real archive (../shared/data) is not here")
def test_a_real_archive_reads_well(cast: Cast, tmp_path: Path) -> None:
    with gzip.open(SHARED) as file:
        first = [next(file) for _ in range(150)]
    path = tmp_path / "real"
    path.write_bytes(b"".join(first))
    bring(path)
    threads = [json.loads(line) for line in first]
    space = Space.objects.get(title="Archive")
    assert Post.objects.filter(space=space).count() == len(threads)
    assert Comment.objects.count() == sum(len(thread["posts"]) - 1 for thread in threads)
    for thread in threads[:40]:
        post = Post.objects.get(space=space, created_at=datetime.fromtimestamp(thread["posts"][0]["at"], UTC))
        shown = [post.body_html, *post.comments.order_by("root_id", "id").values_list("body_html", flat=True)]
        for raw, html in zip(thread["posts"], shown, strict=True):
            assert ("<pre" in html) >= ("<pre" in raw["html"])
            assert ("<math" in html or 'class="math"' in html) >= ('class="katex"' in raw["html"])
