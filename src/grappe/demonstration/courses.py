"""Courses of the invented engineering programme: two semesters of thirty credits, written for the demonstration."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class InventedCourse:
    """A course of the demonstration: hours by kind, weight in its unit, aims and contents; without aims, no sheet."""

    title: str
    cm: float
    td: float
    tp: float
    assessment: float
    weight: float
    aims: str = ""
    contents: str = ""

    @property
    def hours(self) -> float:
        """Hours with a teacher."""
        return self.cm + self.td + self.tp + self.assessment


@dataclass(frozen=True, slots=True)
class InventedUnit:
    """A unit of the demonstration; ``choice`` is true for units of which one is followed."""

    code: str
    title: str
    ects: float
    courses: tuple[InventedCourse, ...]
    choice: bool = False

    @property
    def hours(self) -> float:
        """Hours of its courses."""
        return sum(course.hours for course in self.courses)


_C, _U = InventedCourse, InventedUnit
SEMESTERS: tuple[tuple[InventedUnit, ...], ...] = (
    (
        _U("SB1", "Sciences de base", 10, (
            _C("Mathématiques appliquées", 16, 16, 0, 2, 2, "Comprendre les outils de l'analyse des données.",
               "Statistiques. Exploiter une série de mesures."),
            _C("Bases de données", 8, 6, 14, 2, 1, "Concevoir une base de données relationnelle.",
               "Bases de données relationnelles. Langage SQL. Interroger une base de données."),
        )),
        _U("STI1", "Sciences de l'ingénieur", 14, (
            _C("Automatismes", 10, 8, 20, 2, 3, "Programmer un automate et mettre en service un équipement automatisé.",
               "Automates programmables industriels. Mettre en service un équipement automatisé."),
            _C("Conception mécanique", 12, 10, 16, 2, 2, "Dimensionner une pièce en résistance des matériaux.",
               "Dessin industriel et cotation. Conception assistée par ordinateur (CAO)."),
            _C("Électrotechnique", 10, 10, 8, 2, 2, "Connaître les machines électriques tournantes.",
               "Machines électriques tournantes. Câbler un équipement électrique."),
        )),
        _U("SH1", "Sciences humaines", 6, (
            _C("Gestion de projet", 6, 12, 0, 2, 1, "Piloter un projet en coût, délai et qualité.",
               "Gestion de projet. Travailler en équipe."),
            _C("Anglais technique", 0, 24, 0, 2, 1, "Pratiquer l'anglais technique.",
               "Anglais technique. Présenter un résultat."),
        )),
    ),
    (
        _U("STI2", "Industrie", 16, (
            _C("Robotique", 8, 8, 16, 2, 2, "Programmer une trajectoire de robot.",
               "Programmer une trajectoire de robot. Ajuster un programme de robot."),
            _C("Maintenance industrielle", 12, 8, 8, 2, 1, "Bâtir un plan de maintenance.",
               "Bâtir un plan de maintenance. Diagnostiquer une panne. Rendre compte dans un outil de GMAO."),
            _C("Qualité", 10, 12, 0, 2, 1, "Bâtir un système de management de la qualité.",
               "Maîtrise statistique des procédés. Analyser les causes d'un défaut."),
        )),
        _U("OP2a", "Option informatique", 8, (
            _C("Programmation", 6, 6, 24, 2, 1, "Développer une application en langage Python.",
               "Langage Python. Automatiser une tâche par un script."),
        ), choice=True),
        _U("OP2b", "Option énergie", 8, (
            _C("Thermodynamique", 14, 12, 10, 2, 1, "Comprendre les échanges de chaleur.",
               "Thermodynamique appliquée. Efficacité énergétique."),
        ), choice=True),
        _U("PR2", "Projet", 6, (_C("Projet industriel", 0, 10, 0, 0, 1),)),
    ),
)  # fmt: skip
