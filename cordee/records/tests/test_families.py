"""Reads of one family of activities: the same answers as a scan gives, by its own key."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from cordee.records.actions import families
from cordee.records.actions.families import fill_families, remember_family
from cordee.records.keys import FAMILY, key
from cordee.records.models import Family, Mention
from cordee.records.tests.conftest import VERB, an_lrs
from cordee.testing.cast import Stage

OURS = "http://example.org/ours/"


def test_what_was_stored_before_and_after_is_found(db: None, monkeypatch) -> None:
    monkeypatch.setattr(families, "AT_ONCE", 2)
    whole = an_lrs()
    early = [whole.kept(object={"id": f"{OURS}{number}"}) for number in range(3)]
    whole.kept(object={"id": "http://example.org/theirs"})
    part = an_lrs(family=OURS)
    late = whole.kept(object={"id": f"{OURS}late"})
    pointing = whole.kept(object={"objectType": "StatementRef", "id": late})
    expected = [late, *reversed(early)]
    assert part.found() == expected  # by a scan: the key is not complete
    while fill_families():
        pass
    assert Family.objects.get().left is None
    with CaptureQueriesContext(connection) as asked:
        assert part.found() == expected
    assert any("m.depth = 0" in one["sql"] for one in asked) and "starts_with" not in str(
        asked.captured_queries
    )
    assert part.found(verb=VERB["id"], ascending="true") == [*early, late]
    assert part.found(limit="2") == expected[:2] and pointing not in part.found()
    assert part.found(since="2999-01-01T00:00:00Z") == []


def test_a_family_is_made_once(db: None) -> None:
    remember_family(OURS)
    an_lrs(family=OURS)
    assert Family.objects.count() == 1 and not fill_families()


def test_who_is_forgotten_leaves_the_family_as_it_was(stage: Stage) -> None:
    from cordee.records.actions.forgetting import forget_recorded

    lrs = an_lrs(family=OURS)
    mail = {"mbox": f"mailto:{stage.cast.lea.email}"}
    lrs.kept(actor=mail, object={"id": f"{OURS}a"})
    forget_recorded(stage.cast.lea, remove=False)
    assert Mention.objects.filter(key=key(FAMILY, OURS)).count() == 1 and len(lrs.found()) == 1
