"""Records of members' needs: columns and constraints, no rule.

Job ads are large and append-only: they live in the cluster's store, not here.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Contract(models.TextChoices):
    """Kinds of contract, as the frame of needs lists them."""

    UNKNOWN = "", _("Non précisé")
    CDI = "cdi", _("CDI")
    CDD = "cdd", _("CDD")
    INTERIM = "interim", _("Intérim")
    APPRENTICESHIP = "apprenticeship", _("Apprentissage")
    PROFESSIONALISATION = "professionalisation", _("Professionnalisation")
    INTERNSHIP = "internship", _("Stage")
    SEASONAL = "seasonal", _("Saisonnier")
    FREELANCE = "freelance", _("Indépendant")
    PUBLIC = "public", _("Fonction publique")
    OTHER = "other", _("Autre")


class PayUnit(models.TextChoices):
    """What gross pay is counted by."""

    UNKNOWN = "", _("Non précisé")
    HOUR = "hour", _("par heure")
    MONTH = "month", _("par mois")
    YEAR = "year", _("par an")


class Decision(models.TextChoices):
    """What the coding decided; ``waiting`` before it ran."""

    WAITING = "waiting", _("à coder")
    AUTO = "auto", _("codé")
    REVIEW = "review", _("à vérifier")
    NONE = "none", _("sans code")
    PERSON = "person", _("confirmé")


class Need(models.Model):
    """A need of a member: surveyed (a file) or entered on screen. Null and empty mean unknown.

    ``version`` counts the writes, so that two people editing the same need are told. ``occupation`` and what follows
    are the outcome of the last coding, kept here for lists; the reasons stand in the store.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cluster = models.ForeignKey("grappe.Cluster", on_delete=models.CASCADE, related_name="needs")
    organisation = models.ForeignKey(
        "grappe.Organisation", on_delete=models.SET_NULL, related_name="needs", null=True, blank=True
    )
    source = models.CharField(max_length=80)
    key = models.CharField(max_length=200)
    kind = models.CharField(max_length=6, choices=[("survey", _("Enquête")), ("entry", _("Saisie"))])
    title = models.CharField(_("intitulé"), max_length=300)
    description = models.TextField(_("description"), blank=True)
    employer = models.CharField(_("employeur"), max_length=200, blank=True)
    siret = models.CharField("SIRET", max_length=14, blank=True)
    naf = models.CharField("NAF", max_length=6, blank=True)
    rome_given = models.CharField(_("code ROME indiqué"), max_length=5, blank=True)
    contract = models.CharField(_("contrat"), max_length=20, choices=Contract.choices, blank=True)
    hours_per_week = models.FloatField(_("heures par semaine"), null=True, blank=True)
    positions = models.PositiveIntegerField(_("postes"), default=1)
    pay_min = models.FloatField(_("rémunération brute minimale"), null=True, blank=True)
    pay_max = models.FloatField(_("rémunération brute maximale"), null=True, blank=True)
    pay_unit = models.CharField(_("unité"), max_length=5, choices=PayUnit.choices, blank=True)
    insee = models.CharField(_("code commune"), max_length=5, blank=True)
    departement = models.CharField(_("département"), max_length=3, blank=True)
    postcode = models.CharField(_("code postal"), max_length=5, blank=True)
    place = models.CharField(_("lieu"), max_length=120, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    published = models.DateField(_("recueilli le"), null=True, blank=True)
    starts = models.DateField(_("début souhaité"), null=True, blank=True)
    language = models.CharField(max_length=2, blank=True)
    url = models.URLField(_("adresse de l'offre"), max_length=500, blank=True)
    experience = models.CharField(_("expérience"), max_length=200, blank=True)
    education = models.CharField(_("formation"), max_length=200, blank=True)
    skills = models.JSONField(_("compétences"), default=list, blank=True)
    difficult = models.BooleanField(_("recrutement jugé difficile"), null=True, blank=True)
    seasonal = models.BooleanField(_("saisonnier"), null=True, blank=True)
    occupation = models.CharField(max_length=5, blank=True)
    occupation_label = models.CharField(max_length=200, blank=True)
    decision = models.CharField(max_length=7, choices=Decision.choices, default=Decision.WAITING)
    release = models.CharField(max_length=60, blank=True)
    search_text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        app_label = "grappe"
        constraints = [
            models.UniqueConstraint(fields=["cluster", "source", "key"], name="need_once_per_source"),
            models.CheckConstraint(condition=Q(positions__gte=1, positions__lte=9999), name="need_positions_plausible"),
            models.CheckConstraint(condition=~Q(title=""), name="need_has_a_title"),
            models.CheckConstraint(condition=Q(decision__in=Decision.values), name="need_decision_known"),
            models.CheckConstraint(condition=Q(contract__in=Contract.values), name="need_contract_known"),
        ]
        indexes = [
            models.Index(fields=["cluster", "-published", "-id"], name="need_by_day"),
            models.Index(fields=["cluster", "title", "id"], name="need_by_title"),
            models.Index(fields=["cluster", "employer", "id"], name="need_by_employer"),
            models.Index(fields=["cluster", "-positions", "-id"], name="need_by_positions"),
            models.Index(fields=["cluster", "occupation", "-published"], name="need_by_occupation"),
            models.Index(fields=["cluster", "decision"], name="need_by_decision"),
            models.Index(fields=["organisation", "-published", "-id"], name="need_by_organisation"),
        ]

    def __str__(self) -> str:
        return self.title
