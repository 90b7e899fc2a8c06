"""Which pages of circulation are opened in a real browser (testing/rooms.py says how)."""

from cordee.testing.cast import NOW, Stage

BROWSER: dict[str, list[str]] = {
    "thomas": ["/insights/circulation/"],
    "karim": ["/spaces/entretiens/circulation/?group=0"],
    "lea": ["/posts/{travelled}/circulation/", "/me/circulation/"],
}


def prepare(stage: Stage) -> dict[str, object]:
    """A practice that went through two units, and its drawing."""
    from cordee.circulation.models import Chart, Travel

    groups = [
        {"space": str(stage.open.id), "people": 5, "x": 100.0 + 300 * n, "y": 120.0, "r": 90.0, "passings": 5,
         "dots": [[0.1 * spot, 0.1 * spot, spot % 2] for spot in range(5)], "links": [[0, 1]]}
        for n in range(2)
    ]  # fmt: skip
    flows = [{"from": 0, "to": 1, "passings": 5, "exchanges": 10, "people": 5}]
    drawn = {"groups": groups, "flows": flows, "left_out": 0}
    for space in (None, stage.open.id):
        Chart.objects.create(space_id=space, people=12, drawn=drawn, since=NOW, computed_at=NOW)
    Travel.objects.create(
        post_id=stage.experience.id, space_id=stage.open.id, shared_at=NOW, seen=12, tried=7, adapted=2, depth=3,
        units=2, unit_hops=2, half_life=4.5, stops="tried", stops_lost=5, computed_at=NOW,
    )  # fmt: skip
    return {"travelled": stage.experience.id}
