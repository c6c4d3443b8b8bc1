"""Records of what people decided about titles."""

import uuid

from django.conf import settings
from django.db import models


class Confirmation(models.Model):
    """A code that a person chose for a title of this cluster; an empty ``code`` says that no occupation fits.

    ``title_key`` is the normalised title: the same words in any gender, case or order of marks. ``release`` is that of
    the nomenclature the person chose in.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cluster = models.ForeignKey("grappe.Cluster", on_delete=models.CASCADE, related_name="confirmations")
    title_key = models.CharField(max_length=300)
    title = models.CharField(max_length=300)
    code = models.CharField(max_length=5, blank=True)
    label = models.CharField(max_length=200, blank=True)
    release = models.CharField(max_length=60)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(auto_now=True)

    class Meta:
        app_label = "grappe"
        constraints = [models.UniqueConstraint(fields=["cluster", "title_key"], name="confirmation_once_per_title")]
        indexes = [models.Index(fields=["cluster", "-decided_at"], name="confirmation_by_day")]

    def __str__(self) -> str:
        return f"{self.title} → {self.code or '—'}"


class ReviewDeed(models.Model):
    """One gesture of the review: a code given to one title or to a group of alike ones, so that it can be undone.

    ``before`` holds what each title had been decided as: its key, and the earlier decision or ``null``.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cluster = models.ForeignKey("grappe.Cluster", on_delete=models.CASCADE, related_name="review_deeds")
    title = models.CharField(max_length=300)
    titles = models.PositiveIntegerField()
    code = models.CharField(max_length=5, blank=True)
    label = models.CharField(max_length=200, blank=True)
    before = models.JSONField()
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    done_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "grappe"
        indexes = [models.Index(fields=["cluster", "-done_at"], name="review_deed_by_day")]

    def __str__(self) -> str:
        return f"{self.title} → {self.code or '—'} ({self.titles})"


class SecondOpinion(models.Model):
    """The code that a second person gave to a title without seeing the first one's; empty: no occupation fits."""

    cluster = models.ForeignKey("grappe.Cluster", on_delete=models.CASCADE, related_name="second_opinions")
    title_key = models.CharField(max_length=300)
    title = models.CharField(max_length=300)
    code = models.CharField(max_length=5, blank=True)
    label = models.CharField(max_length=200, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(auto_now=True)

    class Meta:
        app_label = "grappe"
        constraints = [models.UniqueConstraint(fields=["cluster", "title_key"], name="second_opinion_once_per_title")]

    def __str__(self) -> str:
        return f"{self.title} → {self.code or '—'}"
