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
