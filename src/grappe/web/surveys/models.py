"""Records of surveys: columns and constraints, no rule."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """Where a wave stands."""

    DRAFT = "draft", _("en préparation")
    OPEN = "open", _("ouverte")
    CLOSED = "closed", _("close")


class College(models.TextChoices):
    """Who is asked; each college has its questionnaire."""

    COMPANIES = "companies", _("Entreprises")
    TRAINING = "training", _("Organismes de formation")
    ACTORS = "actors", _("Acteurs du territoire")
    UNIONS = "unions", _("Organisations syndicales")


class Wave(models.Model):
    """One round of the survey. ``key`` names it for ever; ``version``: the question bank it was opened with."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cluster = models.ForeignKey("grappe.Cluster", on_delete=models.CASCADE, related_name="waves")
    key = models.SlugField(max_length=40)
    name = models.CharField(_("nom"), max_length=120)
    closes = models.DateField(_("réponses attendues avant le"))
    stage = models.CharField(max_length=6, choices=Stage.choices, default=Stage.DRAFT)
    version = models.CharField(max_length=20, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "grappe"
        constraints = [
            models.UniqueConstraint(fields=["cluster", "key"], name="wave_key_once_per_cluster"),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="wave_stage_known"),
        ]

    def __str__(self) -> str:
        return self.name


class Invitation(models.Model):
    """Somebody asked to answer: an organisation of the cluster, or a name and an address of another college.

    ``token`` opens the questionnaire without an account. ``written`` is what was last typed, right or wrong;
    ``answers`` what stands of it once sent. ``answered_at`` is null until then.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="invitations")
    college = models.CharField(_("collège"), max_length=9, choices=College.choices)
    organisation = models.ForeignKey("grappe.Organisation", on_delete=models.CASCADE, related_name="+", null=True)
    name = models.CharField(_("nom"), max_length=200)
    email = models.EmailField(_("adresse électronique"), blank=True)
    token = models.CharField(max_length=43, unique=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True)
    written = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        app_label = "grappe"
        constraints = [
            models.UniqueConstraint(
                fields=["wave", "organisation"], condition=~Q(organisation=None), name="invitation_once"
            ),
            models.UniqueConstraint(
                fields=["wave", "email"], condition=~Q(email=""), name="invitation_once_per_address"
            ),
            models.CheckConstraint(condition=Q(college__in=College.values), name="invitation_college_known"),
        ]
        indexes = [models.Index(fields=["organisation", "answered_at"], name="invitation_by_organisation")]

    def __str__(self) -> str:
        return self.name
