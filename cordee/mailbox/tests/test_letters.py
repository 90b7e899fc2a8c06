"""What a message says, without what software put around it."""

import base64
import time

import pytest

from cordee.mailbox.letters import Unreadable, letter
from cordee.mailbox.stripping import own_words, without_quotes
from cordee.mailbox.tests.conftest import message

ADDRESS = "reply+" + "a" * 48 + "@cordee.example"
WORDS = {
    "gmail-fr": "Bonjour Inès,\n\nOui, le silence de dix secondes change tout : c'est **la personne** qui\n"
    "reprend la parole, et elle en dit plus.\n\nJe l'ai essayé hier.",
    "gmail-en": "Thanks, that helps. I would add three things:\n\n- silence first  \n- one open question  \n"
    "- a written summary\n\nThank you, and see you on Monday.",
    "outlook-fr": "Bonjour Inès,\n\nChez nous, on laisse **dix secondes**, puis\u00a0:\n\n- une question ouverte  \n"
    "- une reformulation",
    "outlook-en": "Ten seconds is long, but it works.",
    "outlook-fr-plain": "Je note les mots de la personne, pas les miens.",
    "iphone-fr": "Dix secondes, pas plus.",
    "apple-photo": "Voici le tableau de la salle.\n\n\nQu'en pensez-vous ?",
    "thunderbird-below": "Je réponds en dessous, comme toujours.",
    "between": "Mes réponses sont entre les lignes.\n\n> Faut-il se taire ?\n\nOui, dix secondes.\n\n> Et ensuite ?\n\n"
    "Une question ouverte.",
    "yahoo-fr": "Je garde le silence pour la fin.  \nTéléchargez le guide : il tient en une page.",
    "not-a-quote": 'Le formateur a écrit :  \n"Taisez-vous dix secondes."\n\n'
    "De : la prudence. À : l'audace. C'est mon chemin.\nMerci, je continue.  \n- et j'ajoute ceci  \n- et cela",
    "hostile-html": "Bonjour à toutes",
    "signature-only": "",
    "wrong-charset": "L’écoute, c’est déjà répondre.",
    "unknown-charset": "Déjà répondu.",
}


@pytest.mark.parametrize("name", WORDS)
def test_the_words_of_a_message_are_those_of_its_author(name: str) -> None:
    assert letter(message(name, ADDRESS)).words == WORDS[name]


def test_photos_come_along_and_other_files_are_named() -> None:
    found = letter(message("apple-photo", ADDRESS))
    assert [one.name for one in found.images] == ["tableau.png"]
    assert found.left == ["ordre du jour.pdf"]


def test_the_logo_of_a_signature_is_no_photo() -> None:
    assert letter(message("outlook-fr", ADDRESS)).images == []


def test_two_authors_are_nobody() -> None:
    raw = b"From: lea@example.org, ines@example.org\nMessage-ID: <a@b>\n\nx"
    assert letter(raw).sender == ""
    assert letter(b"Subject: none\n\nx").sender == ""


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00" * 1000,
        b"From: =?utf-8?b?////?= <\xff\xfe>\nSubject: =?x?q?\xff?=\n\n\xff",
        b"Content-Type: multipart/mixed; boundary=\n\n--\n--\n",
        b'Content-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: text/plain\n\nwithout an end',
        b"Content-Type: text/html; charset=utf-7\n\n+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
        b"Content-Type: text/plain; charset=punycode\n\n" + b"a" * 5000,
        b"Content-Transfer-Encoding: base64\nContent-Type: text/plain\n\n"
        + base64.b64encode(b"x")[:-1]
        + b"!!",
        b"From: " + b"a" * 100_000 + b"@x\n\nx",
        b"Message-ID: <" + b"[" * 5_000 + b"\nDate: \n\nx",
    ],
)
def test_no_message_stops_the_reading(raw: bytes) -> None:
    try:
        found = letter(raw)
    except Unreadable:
        return
    assert "<script" not in found.words


def test_parts_in_parts_have_an_end() -> None:
    deep = b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (level, level) for level in range(3_000)
    )
    with pytest.raises(Unreadable):
        letter(deep + b"Content-Type: text/plain\n\nx")
    many = b'Content-Type: multipart/mixed; boundary="x"\n\n' + b"--x\nContent-Type: text/plain\n\na\n" * 500
    with pytest.raises(Unreadable):
        letter(many + b"--x--\n")


@pytest.mark.parametrize(
    "text",
    [
        "On " + "a " * 30_000,
        ("On " + "a" * 200 + ":\n") * 2_000,
        "De :" * 10_000,
        ("> " * 100 + "\n") * 2_000,
        ("Le 1 a écrit" + " " * 200 + "\n") * 2_000,
        "-" * 60_000,
        "\n" * 60_000,
    ],
)
def test_no_text_makes_the_stripping_slow(text: str) -> None:
    def spent() -> float:
        started = time.process_time()
        own_words(text)
        return time.process_time() - started

    # On a busy machine the same work takes several times as much of the processor's time.
    assert any(spent() < 3 for _again in range(3))


def test_html_that_is_none_stays_as_it_is() -> None:
    assert without_quotes("") == ""
    assert "rien" in without_quotes("rien")
    assert "x" in without_quotes("<?xml version='1.0' encoding='utf-16'?><p>x")
    deep = b"Content-Type: text/html\n\n" + b"<div>" * 20_000 + b"deep"
    assert letter(deep).words == "deep"
