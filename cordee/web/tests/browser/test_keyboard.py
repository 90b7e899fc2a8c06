"""Everything by keys alone, and one always sees where one is."""

from playwright.sync_api import Locator, Page, expect

from cordee.spaces.models import Post
from cordee.testing.cast import Stage
from cordee.web.tests.browser.conftest import Complaints, Opener

# A ring around what has the focus, or around the choice that it stands in.
FOCUS_IS_SHOWN = """() => {
  const shown = (one) => {
    const style = one && getComputedStyle(one);
    return style && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  };
  const here = document.activeElement;
  return shown(here) || shown(here.closest('.choice'));
}"""
STOPS = 60  # Tab is pressed at most so often for one place


def go_to(page: Page, place: Locator, key: str = "Tab") -> None:
    """Press ``key`` until ``place`` has the focus; each stop on the way has to be seen."""
    expect(place).to_be_visible()
    for _ in range(STOPS):
        page.keyboard.press(key)
        where = page.evaluate("() => document.activeElement.outerHTML.slice(0, 160)")
        if not where.startswith("<body"):
            assert page.evaluate(FOCUS_IS_SHOWN), f"the focus is not seen on {where}"
        if place.evaluate("(one) => one === document.activeElement"):
            return
    raise AssertionError(f"{place} is not reached by {key}")


def test_contributing_by_keys_alone(stage: Stage, browser_of: Opener, complaints: Complaints) -> None:
    page = browser_of(stage.cast.lea).new_page()
    page.goto("/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Aller au contenu")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()

    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()

    page.keyboard.press("c")
    page.wait_for_url("**/contribute/")
    go_to(page, page.get_by_role("link", name="Entretiens"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/new/")
    expect(page.get_by_role("toolbar", name="Mise en forme")).to_be_visible()

    go_to(page, page.get_by_label("Je demande"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Je partage une astuce")).to_be_checked()
    go_to(page, page.get_by_role("textbox", name="Titre"))
    page.keyboard.type("Sans souris")
    words = page.get_by_role("textbox", name="Votre texte")
    go_to(page, page.get_by_role("button", name="Gras"))
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Italique")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(words).to_be_focused()  # at the next frame: a key before that would go elsewhere
    page.keyboard.type("Des touches")
    # Tab leaves the text (it indents only inside a list).
    go_to(page, page.get_by_role("button", name="Publier"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sans souris")
    assert Post.objects.get(title="Sans souris").body == "**Des touches**"

    page.goto("/spaces/entretiens/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("() => document.activeElement.closest('.post-line') !== null")
    assert not complaints.said
