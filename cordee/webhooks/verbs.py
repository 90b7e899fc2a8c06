"""Which acts a webhook can be told of: the verbs that the rooms write down in their ``events.py``."""

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from cordee.webhooks.models import Hook

UNTOLD = ("webhook.", "token.")  # the plumbing itself
# Who reported whom, who was warned, who was asked, what was read: told to a webhook only when it
# names the act, never with "all acts".
CONFIDENTIAL = (
    "report.", "appeal.", "suspension.", "text.hidden", "person.warned", "person.suspended", "ask.", "asking.",
    "word.", "words.", "suggestion.", "post.read", "concern.", "measure.", "adaptation.",
)  # fmt: skip


@cache
def known_verbs() -> tuple[str, ...]:
    """Every verb of every room, by name."""
    found = set()
    for room in apps.get_app_configs():
        name = f"{room.name}.events"
        if room.name.startswith("cordee.") and find_spec(name):
            for word, value in vars(import_module(name)).items():
                if word.isupper() and isinstance(value, str) and "." in value:
                    found.add(value)
    return tuple(sorted(verb for verb in found if not verb.startswith(UNTOLD)))


def wants(hook: Hook, verb: str, space_id: object) -> bool:
    """Whether a webhook is told of such an act."""
    if verb.startswith(UNTOLD) or (verb not in hook.verbs if hook.verbs else verb.startswith(CONFIDENTIAL)):
        return False
    return not hook.spaces or space_id in hook.spaces
