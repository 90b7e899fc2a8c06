"""Who wrote a message? Whoever has the token *and* writes from the address that it was sent to.

A token alone proves little: it is forwarded with the mail that holds it, and stands in every quote of it. So the author
in ``From`` must be the person's own address. That line can be written by anybody who also has the token, therefore:

- where the operator says whose word to trust (``CORDEE_MAIL_AUTHSERV``, the name under which their mail server writes
  ``Authentication-Results``), a message that fails DMARC is refused;
- a reply that nobody vouched for is published, and its author is told at once by a mail to their own address, with the
  way to take it back: nobody writes in somebody's name without that person knowing.
"""

import re
from email.message import Message

from allauth.account.models import EmailAddress
from django.conf import settings

from cordee.core.text import clean_line
from cordee.people.models import Person

_METHOD = re.compile(r"\bdmarc\s*=\s*(\w+)", re.I)
_COMMENT = re.compile(r"\([^()]*\)")


def is_their_address(person: Person, address: str) -> bool:
    """Whether a person has this address, and has shown it. One query at most."""
    if not address:
        return False
    if address == (person.email or "").lower():
        return True
    return EmailAddress.objects.filter(user=person, verified=True, email__iexact=address).exists()


def vouched_for(message: Message) -> bool | None:
    """What the operator's own mail server found of a message's author: True, False, or None where it says nothing."""
    trusted = settings.MAIL_AUTHSERV.lower()
    if not trusted:
        return None
    for line in message.get_all("Authentication-Results") or ():
        said = _COMMENT.sub(" ", clean_line(str(line)))
        server, _semicolon, results = said.partition(";")
        if (server.split() or [""])[0].lower() != trusted:
            continue
        found = _METHOD.search(results)
        verdict = found[1].lower() if found else ""
        # A server writes its own line above those that came with the message: the first of its name counts.
        return True if verdict == "pass" else False if verdict == "fail" else None
    return None
