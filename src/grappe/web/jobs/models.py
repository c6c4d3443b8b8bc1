"""Records of long work."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a job stands. LOST: it ran, and nobody hears its heart any more."""

    WAITING = "waiting", _("En attente")
    RUNNING = "running", _("En cours")
    DONE = "done", _("Terminé")
    FAILED = "failed", _("Échoué")
    CANCELLED = "cancelled", _("Annulé")
    LOST = "lost", _("Perdu")


class Job(models.Model):
    """One piece of long work: ``kind`` names the function, ``arguments`` what it works on (JSON, no personal data).

    ``total`` is null while unknown. ``result`` is what the function returned; ``link`` the page that shows it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cluster = models.ForeignKey("grappe.Cluster", on_delete=models.CASCADE, related_name="jobs")
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="jobs")
    kind = models.CharField(max_length=60)
    title_fr = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(null=True)
    message_fr = models.CharField(max_length=400, blank=True)
    message_en = models.CharField(max_length=400, blank=True)
    attempt = models.PositiveSmallIntegerField(default=1)
    cancel_asked = models.BooleanField(default=False)
    link = models.CharField(max_length=300, blank=True)
    result = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "grappe"
        constraints = [models.CheckConstraint(condition=Q(state__in=State.values), name="job_state_known")]
        indexes = [models.Index(fields=["cluster", "-created_at"], name="job_by_day")]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    @property
    def over(self) -> bool:
        """Whether nothing works on it any more."""
        return self.state not in (State.WAITING, State.RUNNING)


class Worker(models.Model):
    """A worker process and when it was last heard."""

    name = models.CharField(max_length=64, primary_key=True)
    started_at = models.DateTimeField()
    heartbeat_at = models.DateTimeField()

    class Meta:
        app_label = "grappe"

    def __str__(self) -> str:
        return self.name
