"""Reading a message as it came: whatever its author's software, or somebody who means harm, put into it."""

import codecs
import re
from contextlib import suppress
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import getaddresses

from cordee.core.text import clean, clean_line, from_html
from cordee.mailbox.stripping import own_words, without_quotes

LARGEST = 20 * 1024 * 1024  # bytes of a whole message; phones send photos
MOST_TEXT = 60_000  # characters that are looked at; a reply has 50,000 at most
_MOST_HTML = 1_000_000
_MOST_PARTS = 100
_DECORATION = 30 * 1024  # an image that stands in the text and weighs less is a logo or a smiley
_NUMBERED = re.compile(r"image\d{3}\.", re.IGNORECASE)  # as Outlook names the images of a signature

_NOT_OF_MAIL = {"utf-7", "punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined"}

# Where servers write down for whom a message came.
_ADDRESSED = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc", "X-Forwarded-To")


class Unreadable(Exception):  # noqa: N818 (an answer, not a fault)
    """This is no message that can be read; the words say why, for the log."""


@dataclass
class Enclosed:
    """A file that came with a message."""

    name: str
    content: bytes
    is_image: bool


@dataclass
class Letter:
    """What a message says: ``words`` are those of its author, without quotes and signature."""

    message: Message
    message_id: str
    sender: str
    subject: str
    words: str
    images: list[Enclosed] = field(default_factory=list)
    left: list[str] = field(default_factory=list)  # names of files that are not taken


def parsed(raw: bytes) -> EmailMessage:
    """The message, with none of its parts decoded. Raises Unreadable."""
    try:
        message = message_from_bytes(raw, policy=policy.default)
    except (ValueError, TypeError, LookupError, IndexError, AttributeError, RecursionError) as error:
        raise Unreadable(type(error).__name__) from error
    assert isinstance(message, EmailMessage)
    return message


def header(message: Message, name: str) -> str:
    """A header on one line, whatever is wrong with it; empty where there is none."""
    try:
        return clean_line(str(message.get(name) or ""))
    except (ValueError, TypeError, LookupError, IndexError, AttributeError, RecursionError):
        return ""


def addresses(message: Message, *names: str) -> list[str]:
    """The addresses in some headers, in small letters."""
    found: list[str] = []
    for name in names:
        with suppress(ValueError, TypeError, LookupError, IndexError, AttributeError, RecursionError):
            lines = [clean_line(str(one)) for one in message.get_all(name) or ()]
            found += [address.lower() for _name, address in getaddresses(lines) if "@" in address]
    return found


def addressed(message: Message) -> list[str]:
    """For whom a message came, as its headers have it: for mail that comes without its envelope."""
    return addresses(message, *_ADDRESSED)


def letter(raw: bytes) -> Letter:
    """Read a message. Raises Unreadable."""
    message = parsed(raw)
    froms = addresses(message, "From")
    found = Letter(
        message=message,
        message_id=header(message, "Message-ID")[:250],
        sender=froms[0][:320] if len(froms) == 1 else "",  # two authors are nobody
        subject=header(message, "Subject")[:250],
        words="",
    )
    try:
        _read_parts(message, found)
    except RecursionError as error:
        raise Unreadable("too deep") from error
    return found


def _read_parts(message: EmailMessage, found: Letter) -> None:
    plain: str | None = None
    html: str | None = None
    for count, part in enumerate(message.walk()):
        if count >= _MOST_PARTS:
            raise Unreadable("too many parts")
        if part.is_multipart() or part.get_content_maintype() == "message":
            continue
        disposition = part.get_content_disposition()
        kind = part.get_content_type()
        if disposition != "attachment" and kind == "text/plain" and not part.get_filename():
            # Apple Mail puts text, image, text: all of it is what somebody wrote.
            plain = _text(part) if plain is None else f"{plain}\n\n{_text(part)}"
        elif disposition != "attachment" and kind == "text/html" and not part.get_filename():
            html = html or _text(part, _MOST_HTML)
        else:
            _enclose(part, disposition, found)
    if plain is not None and plain.strip():
        found.words = clean(own_words(plain[:MOST_TEXT])).strip()
    elif html:
        for one in (without_quotes(html), html):  # of a tangle too deep to be read, the words at least
            found.words = found.words or clean(own_words(from_html(one)[:MOST_TEXT])).strip()


def _enclose(part: Message, disposition: str | None, found: Letter) -> None:
    try:
        name = clean_line(part.get_filename() or "")[:200]
        content = part.get_payload(decode=True) or b""
    except (ValueError, TypeError, LookupError, IndexError, AttributeError):
        return
    is_image = part.get_content_maintype() == "image"
    if not isinstance(content, bytes) or not content:
        return
    if disposition != "attachment" and is_image and (len(content) < _DECORATION or _NUMBERED.match(name)):
        return
    if is_image:
        found.images.append(Enclosed(name, content, is_image=True))
    elif name and part.get_content_type() not in ("application/pgp-signature", "application/pkcs7-signature"):
        found.left.append(name)


def _text(part: Message, most: int = MOST_TEXT * 4) -> str:
    """The words of a part, in the character set that it says, else in one that fits."""
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    content = content[:most]
    for charset in (_charset(part), "utf-8"):
        with suppress(LookupError, UnicodeError, ValueError):
            return content.decode(charset)
    return content.decode("cp1252", "replace")


def _charset(part: Message) -> str:
    """What a part says of itself, where that is a way to write words and not one to hide them."""
    said = str(part.get_content_charset() or "utf-8")
    with suppress(LookupError, ValueError):
        name = codecs.lookup(said).name
        if name not in _NOT_OF_MAIL:
            return name
    return "utf-8"
