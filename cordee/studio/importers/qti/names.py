"""QTI 3 says what QTI 2 says with other names: ``qti-simple-choice max-choices`` is ``simpleChoice maxChoices``."""

import re

from cordee.studio.markup import Element

_DASH = re.compile(r"-([a-z])")


def plain(root: Element) -> Element:
    """The tree with the names of QTI 2, in place."""
    for element in root.iter():
        if not isinstance(element.tag, str) or not element.tag.startswith("qti-") or len(element.tag) < 5:
            continue
        element.tag = _camel(element.tag[4:])
        for name in [one for one in element.attrib if "-" in one]:
            if not name.startswith(("data-", "aria-", "xml-")):
                element.attrib[_camel(name)] = element.attrib.pop(name)
    return root


def _camel(name: str) -> str:
    return _DASH.sub(lambda found: found[1].upper(), name)
