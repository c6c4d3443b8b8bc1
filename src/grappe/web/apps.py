"""The one Django app."""

from django.apps import AppConfig

#: The folders of the app, in the order of the sentence.
PARTS = (
    "clusters",
    "audit",
    "jobs",
    "needs",
    "sending",
    "ads",
    "review",
    "occupations",
    "pool",
    "teach",
    "api",
    "demonstration",
)


class GrappeConfig(AppConfig):
    """Label ``grappe``: the parts share one line of migrations."""

    name = "grappe.web"
    label = "grappe"
    default_auto_field = "django.db.models.BigAutoField"
