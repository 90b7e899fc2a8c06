"""The frames of Cerfa 10443, as its edition of 2025 names them, and which of them this software can fill.

Sources: the form itself (cerfa no. 10443*17 and its notice no. 50199), L.6352-11 and R.6352-22 to R.6352-24 of the Code
du travail. The names of the lines are the form's, in French whatever the reader's language: they are to be copied.
"""

from cordee.paths.models import Dossier

FORM = "Cerfa n° 10443"
TRAINERS = {
    "own": "Personnes de votre organisme dispensant des heures de formation",
    "outside": "Personnes extérieures à votre organisme dispensant des heures de formation dans le cadre de contrats de "
    "sous-traitance",
}
CATEGORIES = {
    Dossier.Category.EMPLOYEE: "a. Salariés d’employeurs privés hors apprentis",
    Dossier.Category.APPRENTICE: "b. Apprentis",
    Dossier.Category.SEEKER: "c. Personnes en recherche d’emploi formées par votre organisme de formation",
    Dossier.Category.PRIVATE: "d. Particuliers à leurs propres frais formés par votre organisme de formation",
    Dossier.Category.OTHER: "e. Autres stagiaires",
}
RNCP = (
    "a. Formations visant un diplôme, un titre à finalité professionnelle ou un certificat de qualification "
    "professionnelle enregistré au RNCP"
)
RNCP_LEVELS = {
    Dossier.Objective.RNCP_6: "dont de niveau 6 à 8",
    Dossier.Objective.RNCP_5: "dont de niveau 5",
    Dossier.Objective.RNCP_4: "dont de niveau 4",
    Dossier.Objective.RNCP_3: "dont de niveau 3",
    Dossier.Objective.RNCP_2: "dont de niveau 2",
    Dossier.Objective.RNCP_CQP: "dont CQP sans niveau de qualification",
}
OBJECTIVES = {
    Dossier.Objective.RS: "b. Formations visant une certification (dont CQP) ou une habilitation enregistrée au "
    "répertoire spécifique (RS)",
    Dossier.Objective.CQP: "c. Formations visant un CQP non enregistré au RNCP ou au RS",
    Dossier.Objective.TRAINING: "d. Autres formations professionnelles",
    Dossier.Objective.ASSESSMENT: "e. Bilans de compétences",
    Dossier.Objective.VAE: "f. Actions d’accompagnement à la validation des acquis de l’expérience",
}
TITLES = {
    "E": "E. Personnes dispensant des heures de formation",
    "F-1": "F-1. Type de stagiaires de l’organisme",
    "F-2": "F-2. Dont activité sous-traitée de l’organisme",
    "F-3": "F-3. Objectif général des prestations dispensées",
    "F-4": "F-4. Spécialités de formation",
    "G": "G. Stagiaires dont la formation a été confiée à votre organisme par un autre organisme de formation",
}
TOTALS = {"F-1": "Total (1)", "F-2": "Total (2)", "F-3": "Total (3)", "F-4": "Total (4)", "G": "Total (5)"}
SPECIALTIES = 5  # F-4 names the five first
UNSAID = "Non renseigné dans Cordée"
OTHERS = "Autres spécialités"
REMOTE = "dont stagiaires ayant suivi une action en tout ou partie à distance"
# What no training platform knows: it stays to be filled by hand.
BY_HAND = {
    "A, B": "Identification de l’organisme, informations générales",
    "C": "Bilan financier hors taxes : origine des produits",
    "D": "Bilan financier hors taxes : charges",
    "H": "Personne ayant la qualité de dirigeant",
}
