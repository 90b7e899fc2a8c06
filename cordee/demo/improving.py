"""The demo's quality: complaints and what became of them, watch spaces, adaptations, administrative files."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from cordee.administration.actions.settings import edit_organisation
from cordee.demo.content import Language
from cordee.demo.loaded import Loaded
from cordee.improvement.actions import handling, measures
from cordee.improvement.actions.adapting import note_adaptation
from cordee.improvement.actions.raising import raise_concern
from cordee.improvement.actions.watching import set_watch
from cordee.improvement.models import Concern
from cordee.paths.actions.dossiers import set_cohort_dossier, set_dossiers
from cordee.paths.models import Cohort, Enrolment, Staff
from cordee.paths.queries.paths import path_seen

DAY = timedelta(days=1)
Said = dict[Language, str]


@dataclass(frozen=True)
class Told:
    """What somebody told, how many days ago, with the words of each step that followed."""

    key: str
    by: str
    kind: str
    ago: int
    title: Said
    words: Said
    source: str = ""
    acknowledged: Said | None = None
    answered: Said | None = None
    action: Said | None = None
    outcome: Said | None = None
    closed: Said | None = None


TOLD = (
    Told(
        "audio", "lea", "complaint", 40,
        {"fr": "La vidéo de l'accueil n'a pas de sous-titres", "en": "The welcome video has no captions"},
        {"fr": "Dans le train, sans écouteurs, je ne peux pas la suivre. Des sous-titres suffiraient.",
         "en": "On the train, without headphones, I cannot follow it. Captions would do."},
        acknowledged={"fr": "Merci, c'est noté : nous regardons toutes les vidéos du parcours.",
                      "en": "Thank you, noted: we go through all videos of the path."},
        answered={"fr": "Les sous-titres sont en ligne depuis ce matin, pour les quatre vidéos.",
                  "en": "Captions are there since this morning, for all four videos."},
        action={"fr": "Sous-titrer les quatre vidéos, et vérifier avant chaque publication",
                "en": "Caption the four videos, and check before each publication"},
        outcome={"fr": "Quatre vidéos sous-titrées ; une ligne de plus dans la liste de vérification.",
                 "en": "Four videos captioned; one more line in the checklist."},
        closed={"fr": "Plus aucune demande sur ce point depuis un mois.",
                "en": "No request on this for a month."},
    ),
    Told(
        "room", "lea", "incident", 15,
        {"fr": "Salle fermée à clé le matin de l'atelier", "en": "The room was locked on the morning of the workshop"},
        {"fr": "Nous avons attendu vingt minutes dans le couloir.", "en": "We waited twenty minutes in the corridor."},
        acknowledged={"fr": "Toutes nos excuses. L'accueil n'avait pas reçu la réservation.",
                      "en": "Our apologies. The front desk had not got the booking."},
        answered={"fr": "La réservation part désormais avec la convocation, en copie à l'accueil.",
                  "en": "The booking now leaves with the invitation, with a copy to the front desk."},
        action={"fr": "Essayer ce circuit sur les deux prochains ateliers", "en": "Try this on the next two workshops"},
    ),
    Told(
        "evening", "sophie", "idea", 3,
        {"fr": "Un créneau le soir pour les équipes du matin", "en": "An evening slot for the morning teams"},
        {"fr": "Trois personnes de mon magasin ne peuvent jamais venir à 9 h.",
         "en": "Three people of my shop can never come at 9."},
        acknowledged={"fr": "Bonne idée : nous en parlons lundi.", "en": "Good idea: we talk of it on Monday."},
    ),
    Told(
        "audit", "thomas", "finding", 25,
        {"fr": "Le référent handicap n'était pas nommé", "en": "No disability contact was named"},
        {"fr": "Relevé à l'audit blanc de l'automne.", "en": "Found by the trial audit of the autumn."},
        source="audit",
        action={"fr": "Nommer la référente et l'afficher partout où l'on cherche de l'aide",
                "en": "Name the contact, and show her where people look for help"},
        outcome={"fr": "Référente nommée, visible dans les réglages et sur la page des adaptations.",
                 "en": "Contact named, shown in the settings and on the page of adaptations."},
        closed={"fr": "Vérifié : elle a reçu deux demandes.", "en": "Checked: she got two requests."},
    ),
    Told(
        "invoice", "thomas", "complaint", 12,
        {"fr": "Certificat demandé deux fois par le financeur", "en": "The funder asked twice for a certificate"},
        {"fr": "Appel d'un OPCO : le certificat de réalisation manquait à la facture.",
         "en": "A call from a funder: the certificate was missing with the invoice."},
        source="funder",
        acknowledged={"fr": "Pris en charge par téléphone.", "en": "Taken on the telephone."},
        action={"fr": "Joindre le certificat à chaque facture", "en": "Attach the certificate to each invoice"},
    ),
    Told(
        "link", "lea", "complaint", 0,
        {"fr": "Je ne retrouve pas mon certificat", "en": "I cannot find my certificate"},
        {"fr": "Il n'est plus sur la page du parcours depuis que j'ai fini.",
         "en": "It is no longer on the page of the path since I finished."},
    ),
)  # fmt: skip
ADAPTED: Said = {
    "fr": "Un tiers de temps en plus aux quiz, et les supports en gros caractères",
    "en": "A third more time for quizzes, and papers in large type",
}
SHARED = {"objective": "training", "modality": "mixed", "nsf": "413", "category": "employee"}
FUNDED = {"funder": "opco", "funder_name": "L’Opcommerce", "minutes_planned": 14 * 60}
WATCHED = {"qualiopi": "legal", "outils": "pedagogic"}


def improve(loaded: Loaded, *, now: datetime) -> None:
    """Complain, answer, mend; after everything else has happened."""
    thomas, sophie = loaded.people["thomas"], loaded.people["sophie"]
    contact = f"{sophie.name}, handicap@{loaded.told.organisation.mail}"
    edit_organisation(thomas, now=now, outside_concerns=True, referent=contact)
    cohorts = list(Cohort.objects.select_related("path").order_by("starts_on", "id"))
    for told in TOLD:
        _tell(loaded, told, cohorts, now)
    for space, kind in WATCHED.items():
        set_watch(thomas, loaded.spaces[space], kind, now=now)
    for place, cohort in enumerate(cohorts):
        _describe(cohort, loaded.language, now, silent=place == 1)


def _tell(loaded: Loaded, told: Told, cohorts: list[Cohort], now: datetime) -> None:
    language, people = loaded.language, loaded.people
    actor, thomas, sophie = people[told.by], people["thomas"], people["sophie"]
    at = now - told.ago * DAY - timedelta(hours=2)
    own = Enrolment.objects.filter(person=actor, waiting_since=None).select_related("cohort__path").first()
    made = raise_concern(
        actor,
        kind=told.kind,
        title=told.title[language],
        words=told.words[language],
        source=told.source,
        cohort=own.cohort if own and told.key in ("audio", "room") else None,
        now=at,
        seed=f"demo/concern/{told.key}",
    )
    if told.acknowledged:
        handling.acknowledge(thomas, made, words=told.acknowledged[language], now=at + DAY / 2)
    if told.action:
        due = (at + 8 * DAY).date()
        handling.assign(thomas, made, sophie, now=at + DAY)
        planned = measures.plan_measure(
            sophie, made, what=told.action[language], owner=sophie, due_on=due, now=at + DAY
        )
        if told.outcome:
            measures.finish_measure(
                sophie, planned, outcome=told.outcome[language], works="yes", now=at + 6 * DAY
            )
    if told.answered:
        handling.answer(thomas, made, told.answered[language], now=at + 4 * DAY)
    if told.closed:
        handling.close(thomas, Concern.objects.get(pk=made.pk), told.closed[language], now=at + 9 * DAY)


def _describe(cohort: Cohort, language: Language, now: datetime, *, silent: bool) -> None:
    """The administrative file: not said of one cohort; one learner looks for work."""
    lead = Staff.objects.filter(cohort=cohort, role=Staff.Role.FACILITATOR).select_related("person").first()
    if lead is None:
        return
    where = path_seen(lead.person, cohort.path.slug)
    facts = {**SHARED, **FUNDED} if not silent else {"objective": "training"}
    set_cohort_dossier(where, cohort, now=now, **facts)
    learners = list(
        Enrolment.objects.filter(cohort=cohort, waiting_since=None).select_related("cohort").order_by("id")
    )
    if learners and not silent:
        set_dossiers(where, cohort, learners[:1], category="seeker", funder="employment", now=now)
    if len(learners) > 1:
        note_adaptation(where, learners[1], ADAPTED[language], now=now)
