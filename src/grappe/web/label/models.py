"""Records of labels: columns and constraints, no rule. What a case is follows from its events."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from grappe.teach import LABEL_STATES


class LabelCall(models.Model):
    """A call of a cluster: its scheme as TOML, frozen the day it opens, its days, its committee."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cluster = models.ForeignKey("grappe.Cluster", on_delete=models.CASCADE, related_name="label_calls")
    name = models.CharField(max_length=200)
    scheme = models.TextField()
    opens = models.DateField()
    closes = models.DateField()
    committee = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "grappe"
        constraints = [models.CheckConstraint(condition=Q(opens__lte=models.F("closes")), name="call_days_in_order")]

    def __str__(self) -> str:
        return self.name


class LabelApplication(models.Model):
    """A school's case under a call. State and validity are kept beside the events that made them, for lists."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cluster = models.ForeignKey("grappe.Cluster", on_delete=models.CASCADE, related_name="label_applications")
    call = models.ForeignKey(LabelCall, on_delete=models.CASCADE, related_name="applications")
    school = models.ForeignKey("grappe.Organisation", on_delete=models.CASCADE, related_name="label_applications")
    key = models.CharField(max_length=40)
    programme = models.CharField(max_length=200)
    state = models.CharField(max_length=12, default="draft")
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "grappe"
        constraints = [
            models.UniqueConstraint(fields=["cluster", "key"], name="label_key_once_per_cluster"),
            models.CheckConstraint(condition=Q(state__in=LABEL_STATES), name="label_state_known"),
        ]
        indexes = [models.Index(fields=["cluster", "state"], name="label_by_state")]

    def __str__(self) -> str:
        return f"{self.key} · {self.programme}"


class LabelEvent(models.Model):
    """Something that happened to a case: a row of the history that the engine replays."""

    application = models.ForeignKey(LabelApplication, on_delete=models.CASCADE, related_name="events")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    do = models.CharField(max_length=20)
    by = models.CharField(max_length=150)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    data = models.JSONField(default=dict)

    class Meta:
        app_label = "grappe"
        constraints = [models.UniqueConstraint(fields=["application", "number"], name="label_event_once")]

    def __str__(self) -> str:
        return f"{self.number}. {self.do}"


class LabelReviewer(models.Model):
    """An account that reviews a case, and the employer it was named with."""

    application = models.ForeignKey(LabelApplication, on_delete=models.CASCADE, related_name="reviewers")
    membership = models.ForeignKey("grappe.Membership", on_delete=models.CASCADE, related_name="label_reviews")
    employer = models.CharField(max_length=200)

    class Meta:
        app_label = "grappe"
        constraints = [
            models.UniqueConstraint(fields=["application", "membership"], name="label_reviewer_once_per_case")
        ]

    def __str__(self) -> str:
        return f"{self.membership} · {self.employer}"
