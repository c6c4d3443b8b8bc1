"""Records of files that are sent in: columns and constraints, no rule."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Step(models.TextChoices):
    """The steps of taking a file in."""

    MAPPING = "mapping", _("à faire correspondre")
    PREVIEW = "preview", _("à confirmer")
    READING = "reading", _("en lecture")
    DONE = "done", _("lu")
    REFUSED = "refused", _("refusé")
    DROPPED = "dropped", _("abandonné")


class Upload(models.Model):
    """A file that somebody sent: what it is, how it is read, what became of its rows.

    ``path`` is relative to the cluster's folder and never the name that the person gave. ``feed_map`` is the mapping
    as TOML, empty for a known format; ``shape`` tells files with the same fields. Counts are null until it was read.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cluster = models.ForeignKey("grappe.Cluster", on_delete=models.CASCADE, related_name="uploads")
    organisation = models.ForeignKey(
        "grappe.Organisation", on_delete=models.CASCADE, related_name="uploads", null=True, blank=True
    )
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=200)
    source = models.CharField(max_length=80)
    path = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    format = models.CharField(max_length=40, blank=True)
    shape = models.CharField(max_length=64, blank=True)
    feed_map = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=Step.choices, default=Step.PREVIEW)
    rows = models.PositiveIntegerField(null=True)
    accepted = models.PositiveIntegerField(null=True)
    warned = models.PositiveIntegerField(null=True)
    refused = models.PositiveIntegerField(null=True)
    unchanged = models.PositiveIntegerField(null=True)
    issues = models.JSONField(default=list)
    refused_path = models.CharField(max_length=200, blank=True)
    refusal_fr = models.CharField(max_length=500, blank=True)
    refusal_en = models.CharField(max_length=500, blank=True)
    job = models.ForeignKey("grappe.Job", on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "grappe"
        constraints = [models.CheckConstraint(condition=Q(state__in=Step.values), name="upload_step_known")]
        indexes = [models.Index(fields=["cluster", "-created_at"], name="upload_by_day")]

    def __str__(self) -> str:
        return self.name


class SourceMapping(models.Model):
    """How a source's files are read, remembered from the last time: its mapping as TOML, by the shape of its fields."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cluster = models.ForeignKey("grappe.Cluster", on_delete=models.CASCADE, related_name="mappings")
    source = models.CharField(max_length=80)
    shape = models.CharField(max_length=64)
    feed_map = models.TextField()
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        app_label = "grappe"
        constraints = [models.UniqueConstraint(fields=["cluster", "shape"], name="mapping_once_per_shape")]

    def __str__(self) -> str:
        return self.source
