"""XML is read without its entities, and with what real exports get wrong."""

import pytest

from cordee.media.archive import Broken
from cordee.studio.markup import inner, outer, text_of, tree


def test_names_lose_their_namespaces() -> None:
    root, well_formed = tree(b'<a:b xmlns:a="x" xml:base="q/" a:t="1"><a:c>d</a:c></a:b>')
    assert (root.tag, root.get("xml-base"), root.get("t"), text_of(root, "c")) == ("b", "q/", "1", "d")
    assert well_formed
    assert outer(root.find("c")) == b"<c>d</c>"


@pytest.mark.parametrize(
    "content",
    [
        '<?xml version="1.0" encoding="UTF-16"?><a>café</a>'.encode(),
        '<?xml version="1.0" encoding="ISO-8859-1"?><a>café</a>'.encode("latin-1"),
        "<a>café</a>".encode("cp1252"),
        '\ufeff  <?xml version="1.0" encoding="nothing"?><a>caf&eacute;</a>'.encode(),
        '<?xml version="1.0"?><a>café</a>'.encode("utf-16"),
        b"<a>caf&eacute;\x0b</a>",
    ],
)
def test_encodings_that_files_say_wrongly(content: bytes) -> None:
    assert text_of(tree(content)[0]) == "café"


def test_what_is_not_well_formed_is_read_and_said() -> None:
    root, well_formed = tree(b"<a><b>un</b><c>deux &unknown; <d>")
    assert text_of(root, "b") == "un"
    assert not well_formed


def test_names_that_are_none_do_no_harm() -> None:
    root, _ = tree(b'<a:b xmlns:a="x"><titl<xsi:c d="1"/><e {http://w}.org/f="2"><g:></a:b>')
    assert root.tag == "b"
    assert outer(root)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04",
        b"not xml",
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        b'<!-- c --><!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><a t="&b;"/>',
        b'<!DOCTYPE a [<!-- ]> --><!ENTITY x "y">]><a>&x;</a>',
        '<!DOCTYPE a [<!ENTITY x "y">]><a/>'.encode("utf-16"),
    ],
)
def test_entities_and_what_is_no_xml_are_refused(content: bytes) -> None:
    with pytest.raises(Broken):
        tree(content)


def test_a_course_about_entities_is_none_of_these() -> None:
    root, _ = tree(
        b'<!DOCTYPE a SYSTEM "http://x.invalid/a.dtd"><a><![CDATA[<!DOCTYPE b [<!ENTITY x "y">]>]]></a>'
    )
    assert "<!ENTITY" in text_of(root)


def test_what_an_element_holds_is_html() -> None:
    root, _ = tree(b'<a xmlns="q">1 &lt; 2 <p>b<br/>c</p><img src="x"/> d</a>')
    assert inner(root) == '1 &lt; 2 <p>b<br>c</p><img src="x"> d'
