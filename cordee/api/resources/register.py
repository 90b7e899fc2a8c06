"""Operations: the table of people, taken away and brought."""

from typing import Any

from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from ninja import Router

from cordee.administration.links import let_in_address
from cordee.api.resources import CSV, answers
from cordee.api.resources.administering import changer
from cordee.api.schemas.accounts import BringIn, BroughtOut, DifferenceOut, TableIn
from cordee.people.register.bringing import bring_people
from cordee.people.register.plan import Plan, Step, plan
from cordee.people.register.taking import take_people
from cordee.people.tasks import write_link

router = Router(tags=["Table of people"])
TABLE = "/administration/people-table"


@router.get(TABLE, response=answers(None, 204), summary="Everybody as CSV", openapi_extra=CSV)
def take_table(request: HttpRequest) -> Any:
    """As the same address takes it back. Each of them can read that it was taken."""
    lines = take_people(changer(request), now=timezone.now())
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")


@router.post(f"{TABLE}/difference", response=answers(DifferenceOut), summary="What a table would change")
def compare_table(request: HttpRequest, sent: TableIn) -> Any:
    """Line by line; nothing is written. At most 2,000 lines at a time."""
    changer(request)
    return _difference(plan(sent.text))


@router.put(TABLE, response=answers(BroughtOut), summary="Carry out what a table asks")
def bring_table(request: HttpRequest, sent: BringIn) -> Any:
    """What was agreed to, its refused lines left out; 409 and nothing where the difference is another by now."""
    done, fresh = bring_people(changer(request), sent.text, agreed=sent.agreed, now=timezone.now())
    if sent.write:
        address = let_in_address(request)
        for person in fresh:
            write_link.defer(person=str(person.pk), address=address)
    return {"new": fresh, "changed": done.count("changed"), "refused": done.count("refused")}


def _difference(found: Plan) -> dict[str, Any]:
    return {kind: found.count(kind) for kind in ("new", "changed", "same", "refused")} | {
        "print": found.print,
        "units": [list(path) for path in found.units],
        "groups": found.groups,
        "steps": [_step(step) for step in found.steps],
    }


def _step(step: Step) -> dict[str, Any]:
    return {name: getattr(step, name) for name in ("number", "kind", "name", "email", "changes", "refused")}
