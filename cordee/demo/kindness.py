"""What keeps the demo kind: something pinned, a closed thread, reports, a warning and an appeal. Nadia audits."""

from datetime import datetime, timedelta

from cordee.demo.content import Language
from cordee.demo.loaded import Loaded
from cordee.moderation.actions.acts import lock, pin
from cordee.moderation.actions.appeals import appeal
from cordee.moderation.actions.decisions import decide
from cordee.moderation.actions.reports import report
from cordee.people.models import Person
from cordee.spaces.models import Comment, Post

WORDS: dict[str, dict[Language, str]] = {
    "shop": {
        "fr": "On reconnaît le magasin, et donc la personne dont il est question.",
        "en": "One can tell which shop this is, and so who it is about.",
    },
    "warned": {
        "fr": "Merci pour ce récit. Changez le rayon et le prénom : la première règle de la charte protège la "
        "personne dont vous parlez.",
        "en": "Thank you for telling this. Change the department and the first name: the first rule of the charter "
        "protects the person you speak of.",
    },
    "appeal": {
        "fr": "J'avais déjà changé le prénom et le rayon avant de publier. Pouvez-vous regarder encore une fois ?",
        "en": "I had changed the first name and the department before I published. Could you look once more?",
    },
    "tone": {
        "fr": "Je trouve le ton un peu sec pour quelqu'un qui vient d'arriver.",
        "en": "I find the tone a little dry towards somebody who has just arrived.",
    },
    "dismissed": {
        "fr": "C'est direct, et cela reste respectueux : le désaccord est bienvenu ici.",
        "en": "It is direct, and it stays respectful: disagreement is welcome here.",
    },
    "off-topic": {
        "fr": "Cela irait mieux dans l'espace des outils, non ?",
        "en": "Would this not fit better in the space about tools?",
    },
}


def keep_kind(loaded: Loaded, *, now: datetime) -> None:
    """Moderate the demo's past, after everything else has happened."""
    language, people = loaded.language, loaded.people
    karim, camille, lea, sophie = (people[key] for key in ("karim", "camille", "lea", "sophie"))
    space = loaded.spaces["entretiens"]
    posts = Post.objects.filter(space=space).select_related("space", "author").order_by("id")
    others = posts.exclude(author__in=[karim, camille, lea, sophie])
    liked = posts.order_by("-tried_count", "-id")[0]
    pin(karim, liked, now=now - timedelta(minutes=9))
    if settled := others.filter(resolved_at__isnull=False).first():
        lock(camille, settled, now=now - timedelta(minutes=8))
    told = others.filter(kind=Post.Kind.EXPERIENCE).last()
    replies = Comment.objects.filter(post__space=space, post__is_prompt=False).exclude(
        author__in=[karim, camille, lea, sophie]
    )
    dry, beside = replies.select_related("post__space", "author").order_by("-id")[:2]
    if told and told.author:
        named = report(
            lea, told, reason="personal", words=WORDS["shop"][language], now=now - timedelta(minutes=7)
        )
        warned = decide(
            camille, named, what="warned", reason=WORDS["warned"][language], now=now - timedelta(minutes=6)
        )
        appeal(told.author, warned, words=WORDS["appeal"][language], now=now - timedelta(minutes=5))
    direct = report(
        sophie, dry, reason="unkind", words=WORDS["tone"][language], now=now - timedelta(minutes=4)
    )
    decide(
        karim, direct, what="dismissed", reason=WORDS["dismissed"][language], now=now - timedelta(minutes=3)
    )
    report(
        lea, beside, reason="off-topic", words=WORDS["off-topic"][language], now=now - timedelta(minutes=2)
    )
    Person.objects.filter(pk=people["nadia"].pk).update(is_auditor=True)
    Person.objects.filter(pk=people["sophie"].pk).update(is_training_manager=True)
