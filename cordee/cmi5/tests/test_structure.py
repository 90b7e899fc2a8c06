"""Course structures and packages: what is read, and what is refused with its place (sections 3, 13, 14)."""

import io
import zipfile

import pytest

from cordee.cmi5.structure.parts import said_in
from cordee.cmi5.structure.schema import NAMESPACE
from cordee.cmi5.tests.courses import au, block, described, packed, read, structure, texts
from cordee.media.archive import Broken

AIM = f'<objectives><objective id="urn:aim">{described("But")}</objective></objectives>'
NAMED = '<objectives><objective idref="urn:aim"/></objectives>'


def test_what_a_course_says_is_read() -> None:
    more = 'moveOn="Passed" masteryScore=" 0.85 " launchMethod="OwnWindow" activityType="urn:type"'
    inside = "<launchParameters> a </launchParameters><entitlementKey>k</entitlementKey>"
    whole, is_package = read(
        structure(
            au("1", " https://x.example/a?b=1#c ", more, inside, NAMED),
            block("o", au("2", "app://open/it"), block("i", au("3"))),
            more=AIM,
        )
    )
    assert not is_package
    first, second, third = whole.units()
    assert (first.url, first.mastery, first.move_on) == ("https://x.example/a?b=1#c", 0.85, "Passed")
    assert (first.launch_parameters, first.entitlement_key, first.objectives) == ("a", "k", ["urn:aim"])
    assert (second.move_on, second.launch_method, second.mastery) == ("NotApplicable", "AnyWindow", None)
    assert [one.iri for one in whole.blocks()] == ["urn:block:i", "urn:block:o"]
    assert [one.iri for one in whole.around(third.key)] == ["urn:block:i", "urn:block:o"]
    assert said_in({"en-US": "A", "fr-FR": "B"}, "fr") == "B"
    assert said_in({"de": "C", "en": "A"}, "fr") == "A"
    assert whole.model_validate(whole.model_dump(mode="json")) == whole


def test_6_1_a_thousand_units() -> None:
    whole, _packed = read(structure(*(au(str(n)) for n in range(1_100))))
    assert len(whole.units()) == 1_100


def test_14_packages_and_their_pages() -> None:
    pages = {"a/index.html": "<p>", "b c.html": "<p>", "leçon.html": "<p>"}
    whole, is_package = read(
        packed(
            structure(
                au("1", "a/index.html?x=1"),
                au("2", "./b%20c.html"),
                au("3", "leçon.html"),
                au("4", "A/Index.html"),
                au("5"),
            ),
            **pages,
        )
    )
    assert is_package
    assert [one.url for one in whole.units()[:4]] == [
        "a/index.html?x=1", "b c.html", "leçon.html", "a/index.html",
    ]  # fmt: skip
    assert [one.is_inside for one in whole.units()] == [True] * 4 + [False]


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["bare", "marked"])
@pytest.mark.parametrize("way", ["utf-8", "utf-16-le", "utf-16-be"])
def test_14_a_structure_alone_in_any_encoding_of_xml(way: str, mark: str) -> None:
    declared = way[:6] if mark else way
    xml = f'{mark}<?xml version="1.0" encoding="{declared}"?>{structure(au())}'
    assert len(read(xml.encode(way))[0].units()) == 1


def test_13_1_blanks_around_a_value_are_none_of_it() -> None:
    xml = structure(au(more='moveOn=" Passed" launchMethod="OwnWindow\t"')).replace(
        'lang="fr"', 'lang=" fr "'
    )
    (unit,) = read(xml)[0].units()
    assert (unit.move_on, unit.launch_method, list(unit.title)) == ("Passed", "OwnWindow", ["fr"])


def test_14_1_zip64() -> None:
    large = io.BytesIO()
    with zipfile.ZipFile(large, "w") as whole:
        for name, content in (("cmi5.xml", structure(au("1", "i.html"))), ("i.html", "<p>")):
            with whole.open(name, "w", force_zip64=True) as part:
                part.write(content.encode())
    assert read(large.getvalue())[0].units()[0].url == "i.html"


def test_vendors_may_add_what_is_theirs() -> None:
    own = 'xmlns:v="urn:vendor"'
    added = f"<v:more {own}><v:a/></v:more>"
    xml = structure(au("1", more=f'{own} v:x="1"', inside=added), block("b", au("2"), added), added)
    assert len(read(xml)[0].units()) == 2


XML = {
    "3 the course's id is an IRI": structure(au(), course="course-1"),
    "3 an id without a host": structure(au(), course="https:///course"),
    "13.1 a block and a unit": structure(block("b", au()).replace("urn:block:b", "urn:au:1")),
    "3 a block's id is an IRI": structure(block("b", au()).replace("urn:block:b", "block-1")),
    "3 a unit's id is an IRI": structure(au().replace("urn:au:1", "../au")),
    "3 an objective's id is an IRI": structure(au(), more=AIM.replace("urn:aim", "aim")),
    "3 what names an objective is an IRI": structure(au(before=NAMED.replace("urn:aim", "aim")), more=AIM),
    "8.1 a name of the launch": structure(au("1", "https://x.example/?endpoint=1")),
    "8.1 another, after others": structure(au("1", "https://x.example/?a=1&amp;activityId=1")),
    "13.1.2 a block twice": structure(block("b", au("1")), block("b", au("2"))),
    "13.1.2 a block in itself": structure(block("b", au("1"), block("b", au("2")))),
    "13.1.3 an objective twice": structure(au(), more=AIM.replace("</objectives>", AIM[12:])),
    "13.1.4 a unit twice": structure(au("1"), block("b", au("1"))),
    "13.1.4 a space": structure(au("1", "https://x.example/a b")),
    "13.1.4 no host": structure(au("1", "https://")),
    "13.1.4 no host but a path": structure(au("1", "http:///a.html")),
    "13.1.4 a wrong percent": structure(au("1", "https://x.example/%zz")),
    "13.1.4 a wrong port": structure(au("1", "https://x.example:port/")),
    "13.1.4 one slash": structure(au("1", "https:/x.example/")),
    "13.1.4 a script": structure(au("1", "javascript:alert(1)")),
    "13.1.4 data": structure(au("1", "data:text/html,x")),
    "13.1.4 empty": structure(au("1", " ")),
    "14.2 a name": structure(au("1", "index.html")),
    "14.2 a path": structure(au("1", "/a/index.html")),
    "14.2 a path upwards": structure(au("1", "../index.html")),
    "14.2 a host alone": structure(au("1", "//x.example/index.html")),
    "14.2 a query": structure(au("1", "?a=1")),
    "13.2 no unit": structure(),
    "13.2 an empty block": structure(block("b")),
    "13.2 no course": structure(au()).replace("<course ", "<kurs ").replace("</course>", "</kurs>"),
    "13.2 another namespace": structure(au()).replace(NAMESPACE, "urn:other"),
    "13.2 no namespace": structure(au()).replace(f' xmlns="{NAMESPACE}"', ""),
    "13.2 another root": f'<course xmlns="{NAMESPACE}"/>',
    "13.2 an unknown element": structure(au(inside="<more/>")),
    "13.2 an unknown attribute": structure(au(more='color="red"')),
    "13.2 no title": structure(au().replace(texts("title", "Unité 1"), "")),
    "13.2 no description": structure(au().replace(texts("description", "Unité 1 en bref"), "")),
    "13.2 a title as text": structure(au()).replace(texts("title", "Cours"), "<title>Cours</title>"),
    "13.2 another order": structure(block("b", au()), more=au("2") + AIM),
    "13.2 objectives of a unit last": structure(au(inside=NAMED), more=AIM),
    "13.2 moveOn": structure(au(more='moveOn="Attended"')),
    "13.2 launchMethod": structure(au(more='launchMethod="Popup"')),
    "13.2 a language": structure(au()).replace('lang="fr"', 'lang="français"'),
    "13.2 no id": structure(au()).replace(' id="urn:au:1"', ""),
    "13.1.4 mastery too high": structure(au(more='masteryScore="1.1"')),
    "13.1.4 mastery below nought": structure(au(more='masteryScore="-0.1"')),
    "13.1.4 mastery in words": structure(au(more='masteryScore="high"')),
    "13.2 two urls": structure(au(inside="<url>https://x.example/</url>")),
    "13.2 text between": structure("mots", au()),
    "not well formed": structure(au())[:-3],
    "entities": f'<!DOCTYPE x [<!ENTITY a "b">]>{structure(au())}',
    "14 text": "# Un cours",
    "14 nothing": " ",
}


@pytest.mark.parametrize("why", XML)
def test_what_breaks_the_standard_is_refused(why: str) -> None:
    with pytest.raises(Broken) as refusal:
        read(XML[why])
    assert refusal.value.message


PACKAGES: dict[str, bytes] = {
    "14.1 a page that is not there": packed(structure(au("1", "a.html")), **{"b.html": "<p>"}),
    "14.1 a page outside": packed(structure(au("1", "../a.html")), **{"a.html": "<p>"}),
    "14.1 no structure": packed("x").replace(b"cmi5.xml", b"cmi5.txt"),
    "14.1 a structure in a folder": packed("x", **{"a/cmi5.xml": structure(au())}),
    "14.1 half a zip": packed(structure(au()))[:200],
    "14.1 no zip": b"PK\x03\x04 and no more",
}


@pytest.mark.parametrize("why", PACKAGES)
def test_packages_that_are_refused(why: str) -> None:
    with pytest.raises(Broken):
        read(PACKAGES[why])
