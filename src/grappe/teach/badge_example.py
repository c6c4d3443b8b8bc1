"""An invented label, so that a credential can be seen before any label is decided."""

from datetime import date

from grappe.teach.badge import Labelled

CLUSTER = "Grappe fictive Rives"


def example_label(day: date) -> Labelled:
    """A label that an invented cluster gives an invented programme on ``day``, for three years."""
    return Labelled(
        label="demonstration",
        scheme="Formation ancrée",
        cluster=CLUSTER,
        school="École fictive d'ingénieurs des Rives",
        programme="Mécatronique par apprentissage",
        decided=day,
        valid_from=day,
        valid_until=date(day.year + 3, day.month, min(day.day, 28)),
        criteria="Adéquation aux besoins, entreprises dans la gouvernance, cours donnés par des adhérents.",
    )
