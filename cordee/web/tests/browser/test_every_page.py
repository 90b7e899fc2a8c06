"""Each page, in light and dark, on a phone and on a desk: axe finds nothing, nothing overflows, nothing leaks."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from cordee.journal.readers import catch_up
from cordee.spaces.actions.comments import reply
from cordee.spaces.actions.memberships import join
from cordee.spaces.actions.posts import edit_post, publish
from cordee.spaces.actions.reactions import react
from cordee.spaces.actions.resolutions import accept_answer
from cordee.testing.cast import NOW, Stage
from cordee.testing.rooms import prepared, rooms_pages
from cordee.web.tests.browser.conftest import DESK, PHONE, Complaints, Opener

AXE = Path(__file__).resolve().parents[4] / "frontend/node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FIND = """async (rules) => {
  const found = await axe.run(document, {runOnly: rules, resultTypes: ['violations']});
  return found.violations.map((one) => one.id + ': ' + one.nodes.slice(0, 3).map((node) =>
    node.target.join(' ') + ' ' + (node.any[0] || node.all[0] || node.none[0] || {message: ''}).message).join(' | '));
}"""
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"

LONG = f"""Un mot de 300 lettres : {"a" * 300} et une adresse https://example.org/{"chemin/" * 30}

{"`un_nom_de_variable_long`" * 12}

    {"code " * 60}

| colonne une | colonne deux | colonne trois | colonne quatre | colonne cinq |
| --- | --- | --- | --- | --- |
| {"valeur" * 8} | {"valeur" * 8} | b | c | d |

$$\\sum_{{i=1}}^{{n}} x_i = {" + ".join(f"x_{{{n}}}" for n in range(40))}$$
"""

PAGES = {
    "visitor": ["/sign-in/", "/sign-in/code/", "/account/password/reset/", "/sign-up/"],
    "marc": ["/", "/posts/{question}/", "/spaces/qualiopi/", "/spaces/cercle/"],
    "nadia": ["/spaces/entretiens/", "/spaces/entretiens/charter/?next=/", "/contribute/"],
    "lea": [
        "/", "/spaces/", "/spaces/entretiens/", "/spaces/cercle/?show=unanswered", "/spaces/entretiens/welcome/",
        "/spaces/entretiens/members/", "/spaces/entretiens/new/", "/posts/{question}/", "/posts/{long}/",
        "/posts/{question}/edit/", "/posts/{question}/history/", "/posts/{question}/comments/?to={answer}",
        "/people/", "/people/@ines/", "/skills/ecoute/", "/me/profile/", "/me/preferences/", "/nowhere/",
    ],
    "ines": ["/comments/{answer}/edit/"],
    "karim": ["/spaces/entretiens/settings/", "/spaces/qualiopi/members/"],
    "thomas": ["/spaces/new/"],
}  # fmt: skip
for _room in rooms_pages():
    for _who, _addresses in _room.BROWSER.items():
        PAGES[_who] = [*PAGES.get(_who, []), *_addresses]


@pytest.fixture
def lived_in(stage: Stage) -> dict[str, Any]:
    """A conversation with all that a thread can show, and a contribution that is hard to lay out."""
    cast = stage.cast
    react(cast.ines, stage.question, meaning="useful", now=NOW)
    react(cast.karim, stage.question, meaning="tried", note="Il s'est ouvert", now=NOW)
    deeper = reply(cast.lea, stage.question, body="Merci", to=stage.answer, now=NOW)
    reply(cast.ines, stage.question, body="De **rien**", to=deeper, now=NOW)
    accept_answer(cast.lea, stage.answer, now=NOW)
    edit_post(cast.lea, stage.question, title="Comment bien finir un entretien ?", body="`finir`", now=NOW)
    long = publish(cast.ines, stage.open, kind="discussion", title="é" * 200, body=LONG, now=NOW)
    reply(cast.lea, long, body=LONG, now=NOW)
    join(cast.nadia, stage.open, now=NOW)
    join(cast.marc, stage.request, now=NOW, message="Pour mon équipe")
    catch_up()
    own: dict[str, Any] = {"question": stage.question.id, "answer": stage.answer.id, "long": long.id}
    return own | prepared(stage)


def faults(page: Page) -> list[str]:
    """What axe and a ruler find on the page, at both widths and in both themes."""
    found = []
    page.evaluate(AXE.read_text())
    for viewport in (PHONE, DESK):
        page.set_viewport_size(viewport)  # type: ignore[arg-type]
        if (too_wide := page.evaluate(OVERFLOW)) > 0:
            found.append(f"{viewport['width']} px: {too_wide} px too wide")
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            found += [f"{viewport['width']} px, {theme}: {one}" for one in page.evaluate(FIND, RULES)]
    return found


@pytest.mark.parametrize("who", PAGES)
def test_every_page_is_open_to_everyone(
    who: str, stage: Stage, lived_in: dict[str, Any], browser_of: Opener, complaints: Complaints
) -> None:
    # Colours on their way from one theme to the other would be measured halfway.
    page = browser_of(getattr(stage.cast, who, None), reduced_motion="reduce").new_page()
    wrong = []
    for address in PAGES[who]:
        answer = page.goto(address.format(**lived_in))
        assert answer is not None
        if page.locator("cordee-editor[eager]").count():
            page.get_by_role("toolbar").first.wait_for()
        if answer.status == 404:
            # Chromium reports a page that is not there as an error of its own; these are meant.
            complaints.said = [one for one in complaints.said if "status of 404" not in one]
        else:
            assert answer.status == 200, address
        wrong += [f"{address} {one}" for one in faults(page)]
    assert not wrong, "\n" + "\n".join(wrong)
    assert not complaints.said
