"""Both languages are whole."""

import re

from cordee.core.messages import extracted, french, untranslated

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def test_every_text_has_its_french() -> None:
    missing = [str(message.id) for message in untranslated(extracted())]
    assert not missing, "Translate these in locale/fr (bin/cordee messages lists them):\n" + "\n".join(
        missing
    )


def test_there_are_texts_to_translate() -> None:
    assert len(extracted()) > 100


def test_translations_keep_the_placeholders() -> None:
    wrong = []
    for message in french():
        if not message.id:
            continue
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        wanted = set().union(*(PLACEHOLDER.findall(text) for text in ids))
        # A singular may say "une réponse" instead of the number, and nothing may be invented.
        for text in strings:
            if not set(PLACEHOLDER.findall(text)) <= wanted:
                wrong.append(text)
        if set().union(*(PLACEHOLDER.findall(text) for text in strings)) != wanted:
            wrong.append(str(message.id))
    assert not wrong


def test_french_has_its_spaces() -> None:
    """A French text has a no-break space before ; : ! ? » and after «, never a plain one or none."""
    wrong = [
        text
        for message in french()
        if message.id
        for text in (message.string if isinstance(message.string, tuple) else (message.string,))
        if re.search(r"(?<![\u202f\u00a0\s(/])[;!?»](?!\w)|[ ][;:!?»]|«(?![\u202f\u00a0])", text)
    ]
    assert not wrong
