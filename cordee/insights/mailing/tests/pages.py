"""Which pages of dashboards by mail are opened in a real browser (testing/rooms.py says how)."""

from cordee.insights.mailing.actions import plan_mailing, stop_secret
from cordee.testing.cast import NOW, Stage

BROWSER: dict[str, list[str]] = {"karim": ["/me/mailings/", "/me/mailings/{mailing}/"]}


def prepare(stage: Stage) -> dict[str, object]:
    """Karim gets the health of a space each Monday."""
    found = plan_mailing(
        stage.cast.karim, "insights.space-health", stage.request.id, rhythm="weekly", hour=8, now=NOW
    )
    return {"mailing": found.id, "mailing_stop": stop_secret(found), "open": stage.open.id}
