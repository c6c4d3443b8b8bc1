# ruff: noqa: E501
"""Offers invented for the tests of unknown feeds: firms, places of work and texts are made up."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Offer:
    """An offer that every invented feed tells in its own way."""

    key: str
    title: str
    missions: str
    profile: str
    employer: str
    about_employer: str
    street: str
    postcode: str
    city: str
    departement: str
    region: str
    lat: float
    lon: float
    published: date
    starts: date
    contract: str
    english_contract: str
    pay: str
    siret: str

    @property
    def url(self) -> str:
        """Its page on the site of a job board that does not exist."""
        return f"https://www.embauche-exemple.fr/offres/{self.key}?utm_source=flux"

    @property
    def missions_html(self) -> str:
        """The missions with the markup of an editor."""
        return "<p>" + self.missions.replace("\n", "</p><p>") + "</p>"

    @property
    def profile_html(self) -> str:
        """The profile with the markup of an editor."""
        return f"<ul><li>{self.profile}</li></ul>"


_MECA = "Ateliers Vernoux SAS"
_ENERGY = "Groupe Solenne Énergie"

OFFERS = (
    Offer(
        "A-1041",
        "Technicien de maintenance industrielle en alternance (H/F)",
        "Au sein du service maintenance, vous diagnostiquez les pannes des lignes d'assemblage.\nVous réalisez les interventions "
        "préventives et correctives, puis vous tenez à jour l'historique des machines avec l'équipe de production du site.",
        "Vous préparez un BTS maintenance des systèmes ou un BUT GIM. Vous êtes rigoureux, curieux et vous aimez le travail en équipe.",
        _MECA,
        "Ateliers Vernoux conçoit et fabrique des sous-ensembles mécaniques pour l'aéronautique depuis 1962.",
        "12 rue des Forges",
        "42000",
        "Saint-Étienne",
        "Loire",
        "Auvergne-Rhône-Alpes",
        45.4397,
        4.3872,
        date(2026, 1, 12),
        date(2026, 9, 1),
        "Contrat d'apprentissage",
        "Apprenticeship",
        "Selon la grille de l'apprentissage",
        "73282932000074",
    ),
    Offer(
        "A-1042",
        "Ingénieur méthodes usinage F/H",
        "Vous industrialisez les nouvelles pièces, définissez les gammes et optimisez les temps de cycle.\nVous accompagnez les "
        "opérateurs dans la prise en main des centres d'usinage et pilotez les chantiers d'amélioration continue.",
        "De formation ingénieur en mécanique, vous justifiez de trois ans d'expérience et maîtrisez une CFAO.",
        _MECA,
        "Ateliers Vernoux conçoit et fabrique des sous-ensembles mécaniques pour l'aéronautique depuis 1962.",
        "12 rue des Forges",
        "42000",
        "Saint-Étienne",
        "Loire",
        "Auvergne-Rhône-Alpes",
        45.4397,
        4.3872,
        date(2026, 1, 15),
        date(2026, 3, 2),
        "CDI",
        "Permanent",
        "38 000 à 44 000 € brut par an",
        "73282932000074",
    ),
    Offer(
        "B-77",
        "Chargé d'affaires photovoltaïque H/F",
        "Rattaché au responsable régional, vous prospectez les collectivités et chiffrez les projets de toitures solaires.\nVous "
        "suivez les chantiers jusqu'à la mise en service et garantissez la satisfaction des clients.",
        "Titulaire d'un Bac+3 en énergie, vous avez le sens du service et le permis B.",
        _ENERGY,
        "Le Groupe Solenne Énergie développe des centrales solaires en circuit court dans tout l'Ouest.",
        "3 quai du Port",
        "44000",
        "Nantes",
        "Loire-Atlantique",
        "Pays de la Loire",
        47.2184,
        -1.5536,
        date(2026, 2, 3),
        date(2026, 4, 1),
        "CDD",
        "Fixed-term",
        "2 300 € brut par mois",
        "55208131766522",
    ),
    Offer(
        "B-78",
        "Assistant ressources humaines - apprentissage",
        "Vous participez à la gestion administrative du personnel et aux campagnes de recrutement.\nVous organisez les journées "
        "d'intégration et suivez les plans de formation des collaborateurs avec les responsables d'agence.",
        "Vous préparez une licence ou un master RH ; discrétion et aisance rédactionnelle sont attendues.",
        _ENERGY,
        "Le Groupe Solenne Énergie développe des centrales solaires en circuit court dans tout l'Ouest.",
        "3 quai du Port",
        "44000",
        "Nantes",
        "Loire-Atlantique",
        "Pays de la Loire",
        47.2184,
        -1.5536,
        date(2026, 2, 4),
        date(2026, 9, 14),
        "Contrat d'apprentissage",
        "Apprenticeship",
        "Selon la grille de l'apprentissage",
        "55208131766522",
    ),
    Offer(
        "C/2026/9",
        "Développeuse ou développeur embarqué C++",
        "Vous concevez le logiciel de pilotage de nos capteurs, de la spécification aux essais sur banc.\nVous rédigez la "
        "documentation technique et participez aux revues de code de l'équipe produit.",
        "Diplôme de niveau Bac+5 en informatique ou électronique ; une première expérience en temps réel est un plus.",
        "Brumaire Capteurs",
        "Brumaire Capteurs invente des instruments de mesure pour les ports et les éoliennes en mer.",
        "8 allée des Pins",
        "29200",
        "Brest",
        "Finistère",
        "Bretagne",
        48.3904,
        -4.4861,
        date(2026, 2, 10),
        date(2026, 5, 4),
        "CDI",
        "Permanent",
        "36 000 à 42 000 € brut par an",
        "40483304800022",
    ),
    Offer(
        "D-5",
        "Conducteur de ligne agroalimentaire (H/F)",
        "Vous réglez et conduisez une ligne de conditionnement dans le respect des règles d'hygiène et de sécurité.\nVous contrôlez "
        "la qualité des produits, encadrez deux agents et assurez la maintenance de premier niveau.",
        "Un CAP ou un bac professionnel et une expérience en usine sont demandés ; travail en équipe 3x8.",
        "Fromagerie du Haut-Pré",
        "La Fromagerie du Haut-Pré affine des tommes de montagne et emploie quatre-vingts personnes.",
        "Zone artisanale",
        "74000",
        "Annecy",
        "Haute-Savoie",
        "Auvergne-Rhône-Alpes",
        45.8992,
        6.1294,
        date(2026, 2, 18),
        date(2026, 3, 16),
        "Intérim",
        "Temporary",
        "13,20 € de l'heure",
        "32212091600208",
    ),
)
