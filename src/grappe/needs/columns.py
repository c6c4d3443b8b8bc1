"""The columns of « Recueil des besoins »: what each is called, what it asks, what may be chosen."""

from dataclasses import dataclass

from grappe.words import Sentence

YES_NO = ("oui", "non")


@dataclass(frozen=True, slots=True)
class SurveyColumn:
    """A column of the template: its French header, the field it fills, help in both languages, choices, examples."""

    header: str
    field: str
    help: Sentence
    width: int = 16
    choices: tuple[str, ...] = ()
    examples: tuple[str, str, str] = ("", "", "")
    text: bool = False
    required: bool = False


SURVEY_COLUMNS: tuple[SurveyColumn, ...] = (
    SurveyColumn(
        "Référence",
        "source_key",
        Sentence(
            "Votre numéro pour ce besoin, s'il en a un : il permet de le corriger plus tard.",
            "Your number for this need, if it has one: it lets you correct it later.",
        ),
        examples=("B-01", "B-02", "B-03"),
        text=True,
    ),
    SurveyColumn(
        "Intitulé du poste",
        "title",
        Sentence("Obligatoire. Le métier, comme dans une annonce.", "Required. The job, as in an advertisement."),
        width=34,
        examples=("Soudeur / Soudeuse TIG", "Ingénieur automaticien (H/F)", "Technicienne qualité"),
        required=True,
    ),
    SurveyColumn(
        "Nombre de postes",
        "positions",
        Sentence("Un nombre entier, 1 si vide.", "A whole number, 1 when empty."),
        examples=("2", "1", "1"),
    ),
    SurveyColumn(
        "Type de contrat",
        "contract",
        Sentence("Choisissez dans la liste.", "Choose from the list."),
        choices=(
            "CDI",
            "CDD",
            "Intérim",
            "Apprentissage",
            "Professionnalisation",
            "Stage",
            "Saisonnier",
            "Freelance",
            "Fonction publique",
            "Autre",
        ),
        examples=("CDI", "CDI", "Apprentissage"),
    ),
    SurveyColumn(
        "Heures par semaine",
        "hours_per_week",
        Sentence("Exemple : 35. Pour un temps partiel : 20.", "Example: 35. For part time: 20."),
        examples=("35", "39", ""),
    ),
    SurveyColumn(
        "Entreprise",
        "employer",
        Sentence("Le nom de l'entreprise.", "The name of the company."),
        width=26,
        examples=("Atelier Lumen", "Mécanique du Val", "Mécanique du Val"),
    ),
    SurveyColumn(
        "SIRET",
        "siret",
        Sentence("14 chiffres, du site où l'on travaille.", "14 digits, of the site of work."),
        width=18,
        text=True,
        examples=("73282932000074", "", ""),
    ),
    SurveyColumn(
        "Code postal",
        "postcode",
        Sentence("5 chiffres, du lieu de travail.", "5 digits, of the place of work."),
        text=True,
        examples=("59000", "74300", "01100"),
    ),
    SurveyColumn(
        "Commune",
        "place",
        Sentence("La commune du lieu de travail.", "The commune of the place of work."),
        width=24,
        examples=("Lille", "Cluses", "Oyonnax"),
    ),
    SurveyColumn(
        "Date de début souhaitée",
        "starts",
        Sentence("Jour/mois/année.", "Day/month/year."),
        examples=("01/09/2026", "", "15/10/2026"),
    ),
    SurveyColumn(
        "Salaire minimum",
        "pay_min",
        Sentence("Brut, en euros, sans le signe.", "Gross, in euros, without the sign."),
        examples=("13,5", "38000", ""),
    ),
    SurveyColumn(
        "Salaire maximum",
        "pay_max",
        Sentence("Brut, en euros, sans le signe.", "Gross, in euros, without the sign."),
        examples=("16", "45000", ""),
    ),
    SurveyColumn(
        "Salaire par",
        "pay_unit",
        Sentence("Heure, mois ou an.", "Hour (heure), month (mois) or year (an)."),
        choices=("heure", "mois", "an"),
        examples=("heure", "an", ""),
    ),
    SurveyColumn(
        "Missions",
        "description",
        Sentence(
            "Quelques phrases : elles aident à reconnaître le métier.",
            "A few sentences: they help to recognise the occupation.",
        ),
        width=50,
        examples=(
            "Souder des cuves en inox, lire les plans, contrôler.",
            "Programmer les automates des lignes d'assemblage.",
            "Contrôler les pièces usinées, suivre les non-conformités.",
        ),
    ),
    SurveyColumn(
        "Compétences",
        "skills",
        Sentence("Séparées par des points-virgules.", "Separated by semicolons."),
        width=36,
        examples=("soudage TIG ; lecture de plan", "Siemens TIA Portal", "métrologie ; MSP"),
    ),
    SurveyColumn(
        "Expérience",
        "experience",
        Sentence("Exemple : 2 ans, débutant accepté.", "Example: 2 ans, débutant accepté."),
        examples=("2 ans", "3 ans", "débutant accepté"),
    ),
    SurveyColumn(
        "Formation",
        "education",
        Sentence("Diplôme ou niveau souhaité.", "Diploma or level wished for."),
        width=22,
        examples=("CAP", "Ingénieur", "BTS"),
    ),
    SurveyColumn(
        "Code ROME",
        "rome_given",
        Sentence(
            "Si vous le connaissez, une lettre et quatre chiffres ; sinon laissez vide.",
            "If you know it, a letter and four digits; else leave empty.",
        ),
        text=True,
        examples=("H2913", "", ""),
    ),
    SurveyColumn(
        "Recrutement difficile",
        "difficult",
        Sentence(
            "Pensez-vous que ce recrutement sera difficile ?",
            "Do you expect this recruitment to be difficult?",
        ),
        choices=YES_NO,
        examples=("oui", "oui", "non"),
    ),
    SurveyColumn(
        "Saisonnier",
        "seasonal",
        Sentence("Le besoin revient-il avec une saison ?", "Does the need come back with a season?"),
        choices=YES_NO,
        examples=("non", "non", "non"),
    ),
)
