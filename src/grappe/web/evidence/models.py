"""Records of a school's evidence: columns and constraints, no rule."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q


class EvidenceFact(models.Model):
    """A dated fact in the locker of a school, as ``grappe.evidence.Fact`` has it.

    ``origin`` names what made it (an intervention that took place), so that it is made once; empty where a person typed
    it in. ``path`` is the document's place in the cluster's folder, ``document`` the name it was sent under.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cluster = models.ForeignKey("grappe.Cluster", on_delete=models.CASCADE, related_name="facts")
    school = models.ForeignKey("grappe.Organisation", on_delete=models.CASCADE, related_name="facts")
    key = models.CharField(max_length=40)
    day = models.DateField()
    kind = models.CharField(max_length=30)
    title = models.CharField(max_length=300)
    criteria = models.CharField(max_length=300, blank=True)
    quantity = models.FloatField(null=True)
    partner = models.CharField(max_length=200, blank=True)
    member = models.BooleanField(default=False)
    territory = models.CharField(max_length=100, blank=True)
    programme = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=200, blank=True)
    document = models.CharField(max_length=200, blank=True)
    path = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    confidentiality = models.CharField(max_length=10, default="auditor")
    validated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    validated = models.DateField(null=True)
    reused = models.CharField(max_length=300, blank=True)
    details = models.JSONField(default=dict)
    origin = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "grappe"
        constraints = [
            models.UniqueConstraint(fields=["school", "key"], name="fact_once_per_school"),
            models.UniqueConstraint(fields=["school", "origin"], condition=~Q(origin=""), name="fact_once_per_origin"),
        ]
        indexes = [models.Index(fields=["school", "-day"], name="fact_by_day")]

    def __str__(self) -> str:
        return self.title


class EvidenceProfile(models.Model):
    """Whom the dossier of a school speaks for. ``own_edition`` is the school's own criteria as TOML, empty: ours."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    school = models.OneToOneField("grappe.Organisation", on_delete=models.CASCADE, related_name="evidence_profile")
    programme = models.CharField(max_length=200)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    edition = models.CharField(max_length=20, default="cti-2025")
    own_edition = models.TextField(blank=True)
    territories = models.CharField(max_length=300, blank=True)
    audit = models.DateField(null=True, blank=True)
    judgements = models.JSONField(default=dict)

    class Meta:
        app_label = "grappe"
        constraints = [
            models.CheckConstraint(condition=Q(first_year__lte=models.F("last_year")), name="profile_years_in_order")
        ]

    def __str__(self) -> str:
        return self.programme


class PastRecommendation(models.Model):
    """What a past audit asked of a school, and what was done; ``facts`` are keys of its facts with ``;`` between."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    school = models.ForeignKey("grappe.Organisation", on_delete=models.CASCADE, related_name="recommendations")
    number = models.CharField(max_length=20)
    audit = models.DateField()
    text = models.TextField()
    action = models.TextField(blank=True)
    state = models.CharField(max_length=8, default="open")
    facts = models.CharField(max_length=300, blank=True)
    due = models.DateField(null=True, blank=True)

    class Meta:
        app_label = "grappe"
        constraints = [models.UniqueConstraint(fields=["school", "number"], name="recommendation_once_per_school")]

    def __str__(self) -> str:
        return self.text[:80]
