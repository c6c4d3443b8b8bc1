"""The one Django app."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig

PARTS = ("clusters", "audit", "jobs", "needs", "sending", "ads", "review", "occupations", "api", "demonstration")


class GrappeConfig(AppConfig):
    """Label ``grappe``: the parts share one line of migrations."""

    name = "grappe.web"
    label = "grappe"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Imports the ``tasks`` of every part, so that the worker knows each kind of job by its name."""
        for part in PARTS:
            if find_spec(f"grappe.web.{part}.tasks"):
                import_module(f"grappe.web.{part}.tasks")
