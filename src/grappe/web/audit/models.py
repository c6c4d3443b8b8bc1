"""Records of the journal: only ever added to."""

import uuid

from django.conf import settings
from django.db import models


class ChainHead(models.Model):
    """The last link of a chain of events: one per cluster, and one for the installation (key ``installation``)."""

    key = models.CharField(max_length=36, primary_key=True)
    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="")

    class Meta:
        app_label = "grappe"

    def __str__(self) -> str:
        return f"{self.key} {self.number}"


class AuditEvent(models.Model):
    """One deed: who, in which cluster, what, on which object, which fields (never their values), why, chained.

    ``actor`` is null for what the program did by itself; ``cluster`` is null for the installation as a whole.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    chain = models.CharField(max_length=36)
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    cluster = models.ForeignKey("grappe.Cluster", on_delete=models.PROTECT, null=True, related_name="events")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="events")
    role = models.CharField(max_length=10, blank=True)
    action = models.CharField(max_length=60)
    object_kind = models.CharField(max_length=40, blank=True)
    object_ref = models.CharField(max_length=120, blank=True)
    fields = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    purpose = models.CharField(max_length=200, blank=True)
    request_id = models.CharField(max_length=40, blank=True)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        app_label = "grappe"
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="event_number_once_per_chain")]
        indexes = [
            models.Index(fields=["cluster", "-at"], name="event_by_day"),
            models.Index(fields=["cluster", "action"], name="event_by_action"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.action}"
