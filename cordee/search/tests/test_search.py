"""What is found, for whom, and that nothing else shows through."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from cordee.journal.readers import catch_up, named, replay
from cordee.paths.actions.paths import edit_path
from cordee.paths.tests.conftest import take
from cordee.people.models import Person
from cordee.search import queries, ranking
from cordee.search.models import Document, Posting, Tally, Term
from cordee.search.queries import Wanted
from cordee.spaces import access
from cordee.spaces.actions.comments import edit_comment, reply
from cordee.spaces.actions.posts import edit_post, publish
from cordee.spaces.actions.resolutions import accept_answer
from cordee.spaces.models import Comment, Post, Space
from cordee.testing.cast import NOW, Stage

PARIS = ZoneInfo("Europe/Paris")


def find(reader: Person, text: str, **narrowed: Any) -> list[str]:
    """The titles that this person finds."""
    catch_up()
    results = queries.search(access.viewer(reader), Wanted(text, **narrowed), zone=PARIS)
    return [one.line.title for one in results.found]


def write(stage: Stage, title: str, body: str, space: Space | None = None, **details: Any) -> Post:
    kind = details.pop("kind", "tip")
    return publish(
        stage.cast.ines, space or stage.open, kind=kind, title=title, body=body, now=NOW, **details
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed",
    [
        "œuvres",
        "oeuvre",
        "OEUVRE",
        "l'œuvre",
        "réunions",
        "reunion",
        "REUNION",
        "meetings",
        "meeting",
        "réun œuv",
    ],
)
def test_accents_case_ligatures_and_endings_do_not_matter(stage: Stage, typed: str) -> None:
    write(stage, "Une œuvre commune", "Préparer la réunion à plusieurs, and the meeting itself")
    typing = typed == "réun œuv"
    catch_up()
    results = queries.search(access.viewer(stage.cast.lea), Wanted(typed), zone=PARIS, typing=typing)
    found = [one.line.title for one in results.found]
    assert (found == ["Une œuvre commune"]) or typing


@pytest.mark.django_db
def test_a_thread_is_found_through_its_replies_and_shows_them(stage: Stage) -> None:
    comment = reply(stage.cast.ines, stage.question, body="Essayez le **sablier** de cuisine", now=NOW)
    catch_up()
    (found,) = queries.search(access.viewer(stage.cast.lea), Wanted("sabliers"), zone=PARIS).found
    assert found.line.id == stage.question.id
    assert str(found.passage.text) == "Essayez le <mark>sablier</mark> de cuisine"  # type: ignore[union-attr]
    assert found.url.endswith(f"#c-{comment.id}")


@pytest.mark.django_db
def test_the_title_counts_most(stage: Stage) -> None:
    write(stage, "Un détail", "Le silence, le silence, et encore le silence pendant que personne ne parle")
    write(stage, "Le silence", "Quelques mots.")
    assert find(stage.cast.lea, "silence")[0] == "Le silence"


@pytest.mark.django_db
def test_words_that_stand_as_in_the_question_count_more_small_ones_too(stage: Stage) -> None:
    write(stage, "Premier", "Le travail au bureau se fait avec distance : loin du sujet")
    write(stage, "Second", "Le bureau avec le travail à distance : sujet du jour, loin")
    assert find(stage.cast.lea, "travail à distance") == ["Second", "Premier"]
    write(stage, "Troisième", "Le bureau avec le travail la distance : sujet du jour, loin")
    assert find(stage.cast.lea, "travail à distance")[0] == "Second", (
        "the newest comes first where all else is equal"
    )


@pytest.mark.django_db
def test_what_is_shown_is_escaped(stage: Stage) -> None:
    write(stage, "<b>Girafe</b>", "Une girafe <script>alert(1)</script> passe")
    catch_up()
    (found,) = queries.search(access.viewer(stage.cast.lea), Wanted("girafe"), zone=PARIS).found
    assert str(found.title) == "&lt;b&gt;<mark>Girafe</mark>&lt;/b&gt;"
    assert "<script" not in str(found.passage.text)  # type: ignore[union-attr]


@pytest.mark.django_db
def test_it_narrows(stage: Stage) -> None:
    cast = stage.cast
    tip = write(stage, "Le chronomètre", "Toujours le chronomètre", skills=["retour"])
    asked = publish(cast.lea, stage.open, kind="question", title="Quel chronomètre ?", body="?", now=NOW)
    accept_answer(cast.lea, reply(cast.ines, asked, body="Le mien", now=NOW), now=NOW)
    write(stage, "Chronomètre du cercle", "Entre nous", stage.hidden)
    lea = cast.lea
    assert set(find(lea, "chronomètre")) == {tip.title, asked.title, "Chronomètre du cercle"}
    assert find(lea, "chronomètre", kind="question") == [asked.title]
    assert find(lea, "chronomètre", solved=True) == [asked.title]
    assert asked.title not in find(lea, "chronomètre", solved=False)
    assert find(lea, "chronomètre", skill="retour") == [tip.title]
    assert find(lea, "chronomètre", space="cercle") == ["Chronomètre du cercle"]
    assert set(find(lea, "chronomètre", person="lea")) == {asked.title}
    assert find(lea, "chronomètre", since=NOW.date(), until=NOW.date(), kind="tip", space="entretiens") == [
        tip.title
    ]
    assert find(lea, "chronomètre", since=NOW.date().replace(year=2030)) == []
    assert find(lea, "chronomètre", skill="inconnue") == []


@pytest.mark.django_db
def test_what_one_may_not_read_does_not_exist(stage: Stage) -> None:
    write(stage, "Zibeline", "La zibeline du cercle", stage.hidden)
    write(stage, "Zibeline encore", "La zibeline sur demande", stage.request)
    assert find(stage.cast.marc, "zibeline") == []
    assert len(find(stage.cast.lea, "zibeline")) == 2
    assert len(find(stage.cast.thomas, "zibeline")) == 2
    marc = access.viewer(stage.cast.marc)
    told = queries.search(marc, Wanted("zibelline"), zone=PARIS)
    assert (told.found, told.instead, told.perhaps) == ([], "", "")
    assert queries.offers(marc, "zibe").found == []
    offered = queries.offers(marc, "zibelline")
    assert (offered.found, offered.instead) == ([], "")
    offered = queries.offers(access.viewer(stage.cast.lea), "zibelline")
    assert (len(offered.found), offered.instead) == (2, "zibeline")
    lea = queries.search(access.viewer(stage.cast.lea), Wanted("zibelline"), zone=PARIS)
    assert (lea.instead, len(lea.found)) == ("zibeline", 2)


@pytest.mark.django_db
def test_a_word_of_others_does_not_show_by_what_is_not_offered(stage: Stage) -> None:
    """Marc is offered the same whether or not the word as typed stands where he may not read."""
    write(stage, "Zibeline", "La zibeline de tout le monde")
    marc = access.viewer(stage.cast.marc)
    catch_up()
    before = queries.search(marc, Wanted("zibelune"), zone=PARIS)
    write(stage, "Zibelune", "La zibelune du cercle", stage.hidden)
    catch_up()
    after = queries.search(marc, Wanted("zibelune"), zone=PARIS)
    assert before.instead == after.instead == "zibeline"
    assert len(before.found) == len(after.found) == 1


@pytest.mark.django_db
def test_a_path_is_found_by_who_may_know_of_it(stage: Stage, sign_in: Callable[..., Client]) -> None:
    taken = take(stage)
    lea, marc = access.viewer(stage.cast.lea), access.viewer(stage.cast.marc)
    assert [one.id for one in queries.places(marc, "entret").paths] == [taken.path.id]
    assert taken.path.url in sign_in(stage.cast.marc).get("/search/?q=mener&kind=path").content.decode()
    edit_path(taken.seen_by(stage.cast.karim), audience="enrolled", now=NOW)
    assert [one.id for one in queries.places(lea, "entret", "path").paths] == [taken.path.id]
    assert not queries.places(marc, "entret").paths


@pytest.mark.django_db
def test_people_spaces_and_skills_are_found_by_name(stage: Stage) -> None:
    lea, marc = access.viewer(stage.cast.lea), access.viewer(stage.cast.marc)
    assert [one.id for one in queries.places(lea, "marc", "person").people] == [stage.cast.marc.id]
    assert not queries.places(lea, "marc", "space")
    assert [one.id for one in queries.places(lea, stage.hidden.title, "space").spaces] == [stage.hidden.id]
    assert not queries.places(marc, stage.hidden.title)
    assert queries.search(lea, Wanted("entretien", kind="person"), zone=PARIS).found == []


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["entretein", "entretienn", "netretien", "entretient", "entertien"])
def test_a_mistake_is_forgiven(stage: Stage, typed: str) -> None:
    assert find(stage.cast.lea, typed) == ["Comment finir un entretien ?"]


@pytest.mark.django_db
def test_what_is_edited_or_out_of_sight_is_not_found(stage: Stage) -> None:
    post = write(stage, "Ocarina", "Un ocarina")
    comment = reply(stage.cast.ines, stage.question, body="Une ocarina aussi", now=NOW)
    assert len(find(stage.cast.lea, "ocarina")) == 2
    edit_comment(stage.cast.ines, comment, body="Une flûte", now=NOW)
    edit_post(stage.cast.ines, post, title="Flûte", body="Une flûte", now=NOW)
    assert find(stage.cast.lea, "ocarina") == []
    assert len(find(stage.cast.lea, "flûte")) == 2
    Post.objects.filter(pk=post.pk).update(removed_at=NOW)
    Comment.objects.filter(pk=comment.pk).update(removed_at=NOW)
    catch_up()
    found = queries.search(access.viewer(stage.cast.lea), Wanted("flûte"), zone=PARIS).found
    assert not [
        one
        for one in found
        if "flûte" in str(one.title).lower() or (one.passage and "flûte" in one.passage.text)
    ]


@pytest.mark.django_db
def test_the_closest_answered_question_is_offered(stage: Stage) -> None:
    catch_up()
    lea = access.viewer(stage.cast.lea)
    assert queries.closest(lea, "Comment terminer un entretien") == []
    accept_answer(stage.cast.lea, stage.answer, now=NOW)
    catch_up()
    assert [one.line.id for one in queries.closest(lea, "Comment finir un entretien difficile")] == [
        stage.question.id
    ]
    assert queries.closest(lea, "Où garer son vélo électrique") == []
    (likely,) = queries.likely_answers(lea, "Comment finir un entretien difficile")
    assert likely.url == stage.answer.url
    assert likely.begins == "Je demande : que retenez-vous ?"


@pytest.mark.django_db
def test_threads_on_the_same_subject(stage: Stage) -> None:
    like = write(
        stage, "Finir un entretien sans brusquer", "Pour finir un entretien, je résume et je demande"
    )
    write(stage, "La cantine", "Le menu de la semaine prochaine")
    catch_up()
    found = queries.similar(access.viewer(stage.cast.lea), stage.question.id)
    assert found[0].line.id == like.id
    assert stage.question.id not in [one.line.id for one in found]


def state() -> dict[str, Any]:
    """The index, by names that a rebuild keeps."""
    stems = dict(Term.objects.values_list("id", "stem"))
    posts = dict(Document.objects.values_list("id", "post_id"))
    return {
        "documents": set(Document.objects.values_list("post_id", "space_id", "length", "words", "solved")),
        "terms": {
            (stem, documents)
            for stem, documents in Term.objects.values_list("stem", "documents")
            if documents
        },
        "postings": {
            (stems[term], posts[document], weight)
            for term, document, weight in Posting.objects.values_list("term_id", "document_id", "weight")
        },
        "tally": list(Tally.objects.values_list("documents", "words")),
    }


@pytest.mark.django_db
@settings(
    max_examples=12,
    database=None,
)
@given(
    acts=st.lists(
        st.tuples(
            st.sampled_from(["post", "reply", "edit", "remove"]), st.text("abcé ", min_size=1, max_size=12)
        ),
        max_size=8,
    )
)
def test_a_rebuild_finds_the_same(stage: Stage, acts: list[tuple[str, str]]) -> None:
    """However acts and the reader's turns interleave."""
    for number, (act, words) in enumerate(acts):
        text = f"mot {words}"
        match act:
            case "post":
                write(stage, text, text)
            case "reply":
                reply(stage.cast.ines, stage.question, body=text, now=NOW)
            case "edit":
                edit_post(stage.cast.ines, stage.experience, title=text, body=text, now=NOW)
            case "remove":
                last = Post.objects.filter(author=stage.cast.ines).order_by("-id").first()
                assert last
                edit_post(stage.cast.ines, last, title="vide", body="vide", now=NOW)
        if number % 3 == 0:
            catch_up()
    catch_up()
    before = state()
    replay(named("search"))
    assert state() == before


@pytest.mark.django_db
def test_what_a_search_costs(
    stage: Stage, sign_in: Callable[..., Client], django_assert_max_num_queries: Callable
) -> None:
    for n in range(30):
        write(stage, f"Entretien {n}", "Un entretien de plus")
    catch_up()
    client = sign_in(stage.cast.lea)
    client.get("/")
    for address, most in (
        ("/search/?q=entretien+finir", 18),
        ("/search/?q=entretein", 22),
        ("/search/suggestions/?q=entr", 14),
        ("/search/suggestions/?q=entretein", 22),
        ("/search/closest/?title=finir+un+entretien", 11),
        (f"/posts/{stage.question.id}/similar/", 12),
    ):
        with django_assert_max_num_queries(most):
            assert client.get(address).status_code == 200, address


@pytest.mark.django_db
def test_every_result_comes_once_over_the_pages(stage: Stage, sign_in: Callable[..., Client]) -> None:
    for n in range(45):
        write(stage, f"Boussole {n}", "Une boussole")
    catch_up()
    client, after, seen = sign_in(stage.cast.lea), "0", []
    while after:
        page = client.get(f"/api/v1/search?q=boussole&after={after}").json()
        seen += [one["post"]["id"] for one in page["items"]]
        after = page["next"]
    assert len(seen) == len(set(seen)) == 45


@pytest.mark.django_db
def test_strange_searches_are_answered(stage: Stage, sign_in: Callable[..., Client]) -> None:
    client = sign_in(stage.cast.lea)
    for query in (
        "q=",
        "q=%25_%5C",
        "q=" + "a" * 5000,
        "q=x&since=hier",
        "q=x&kind=sermon",
        "q=x&after=-1",
        "q=é%CC%81",
        "q='",
    ):
        assert client.get(f"/search/?{query}").status_code in (200, 422), query


@pytest.mark.django_db
def test_where_every_word_is_frequent_an_old_thread_is_still_found(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The newest threads of a frequent word are weighed, but who may read none of them reads the older ones."""
    old = write(stage, "Marmotte ancienne", "Une marmotte")
    for number in range(3):
        title = f"Marmotte {number}"
        publish(stage.cast.lea, stage.hidden, kind="tip", title=title, body="Une marmotte", now=NOW)
    monkeypatch.setattr(ranking, "MOST_POSTINGS", 2)
    assert find(stage.cast.marc, "marmotte") == [old.title]
