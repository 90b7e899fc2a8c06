"""What the programmes room tells the journal. Identifiers and small facts only, never what somebody wrote."""

from cordee.journal.actions import Fact
from cordee.people.models import Person
from cordee.programmes.models import Programme, Prompt, Recap

PROGRAMME_PLANNED = "programme.planned"  # data: template, prompts (how many)
PROGRAMME_EDITED = "programme.edited"  # data: fields
PROGRAMME_PAUSED = "programme.paused"
PROGRAMME_RESUMED = "programme.resumed"
PROGRAMME_ENDED = "programme.ended"
PROMPT_ADDED = "prompt.added"
PROMPT_EDITED = "prompt.edited"
PROMPT_MOVED = "prompt.moved"
PROMPT_REMOVED = "prompt.removed"
PROMPT_PUBLISHED = "prompt.published"  # data: post, objective
PROMPT_MISSED = "prompt.missed"  # data: why
PROMPT_WAITS = "prompt.waits"  # data: why
RECAP_PUBLISHED = "recap.published"  # object: the prompt; data: post, comment, quoted (people)


def of_programme(verb: str, programme: Programme, actor: Person | None, **data: object) -> Fact:
    """Something happened to a programme."""
    return Fact(
        verb, programme.id, actor_id=actor.id if actor else None, space_id=programme.space_id, data=data
    )


def of_prompt(verb: str, prompt: Prompt, actor: Person | None, **data: object) -> Fact:
    """Something happened to a prompt."""
    programme = prompt.programme
    told: dict[str, object] = {"programme": str(programme.id)}
    if prompt.post_id:
        told["post"] = str(prompt.post_id)
    if prompt.objective_id:
        told["objective"] = str(prompt.objective_id)
    return Fact(
        verb,
        prompt.id,
        actor_id=actor.id if actor else None,
        space_id=programme.space_id,
        data=told | data,
    )


def recap_published(recap: Recap, actor: Person, quoted: list[str]) -> Fact:
    """What became of a prompt stands in its thread."""
    return of_prompt(RECAP_PUBLISHED, recap.prompt, actor, comment=str(recap.comment_id), quoted=quoted)
