"""Who gets what at the addresses of insights (testing/rights.py says how to read the table)."""

from cordee.testing.cast import NOW, Stage

RIGHTS = """
#                                                                  visi deac susp memb auth outs keep else audi admi
GET    /spaces/entretiens/health/                                  in   in   no   no   no   no   ok   no   ok   ok
GET    /spaces/qualiopi/health/                                    in   in   no   no   no   no   ok   no   ok   ok
GET    /spaces/cercle/health/                                      in   in   no   no   no   none ok   none ok   ok
GET    /insights/                                                  in   in   no   no   no   no   ok   ok   ok   ok
GET    /insights/acts/                                             in   in   no   no   no   no   ok   ok   ok   ok
GET    /insights/space/{figures_space}/                            in   in   no   no   no   none ok   none ok   ok
GET    /insights/space/{figures_space}/acts/                       in   in   no   no   no   none ok   none ok   ok
GET    /insights/cohort/{figures_cohort}/                          in   in   no   no   no   no   ok   no   ok   ok
GET    /insights/cohort/{figures_cohort}/acts/                     in   in   no   no   no   no   ok   no   ok   ok
GET    /insights/path/{figures_path}/                              in   in   no   no   no   no   ok   no   ok   ok
GET    /insights/unit/{figures_unit}/                              in   in   none none none none none none ok   ok
GET    /insights/unit/{figures_unit}/acts/                         in   in   none none none none none none ok   ok
GET    /insights/nothing/{figures_unit}/                           in   in   none none none none none none none none
GET    /api/v1/insights/definitions                                in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/insights/organisation                               in   in   no   no   no   no   ok   ok   ok   ok
GET    /api/v1/insights/space/{figures_space}                      in   in   no   no   no   none ok   none ok   ok
GET    /api/v1/insights/unit/{figures_unit}                        in   in   none none none none none none ok   ok
"""
SENT: dict[str, object] = {}


def prepare(stage: Stage) -> dict[str, object]:
    """A unit of Léa's, and the cohort that she is in."""
    from cordee.paths.models import Enrolment
    from cordee.people.actions.arranging import add_unit, place

    unit = add_unit(stage.cast.thomas, name="Chiffres", now=NOW)
    place(stage.cast.thomas, stage.cast.lea, unit=unit, manager=None, now=NOW)
    taken = Enrolment.objects.select_related("cohort").filter(person=stage.cast.lea).first()
    assert taken is not None
    return {
        "figures_unit": unit.id,
        "figures_space": stage.hidden.id,
        "figures_cohort": taken.cohort_id,
        "figures_path": taken.cohort.path_id,
    }
