"""Records of part needs, plans and decisions: columns and constraints, no rule."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Willing(models.TextChoices):
    """Whether a member is ready to join a group of employers."""

    UNKNOWN = "", _("Non précisé")
    YES = "yes", _("Oui")
    INFORMATION = "info", _("Veut en savoir plus")
    NO = "no", _("Non")


class TravelMode(models.TextChoices):
    """How one gets to the site."""

    UNKNOWN = "", _("Non précisé")
    CAR = "car", _("Voiture seulement")
    TRANSIT = "transit", _("Transports en commun")
    BICYCLE = "bicycle", _("À vélo")


class SharedNeed(models.Model):
    """A member's need for less than a whole job.

    ``halfdays``: twelve characters 0 or 1, Monday morning to Saturday afternoon; ``weeks``: half-days wanted in each
    of 52 weeks. ``occupation``: a ROME code, or the words of the member. ``forbidden``: keys of organisations that must
    not share the person. ``answers`` is the need whose call this one answers. ``tolerance`` in per cent of the hours,
    ``least_run`` in half-days side by side, ``price_max`` in euros per hour without tax.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cluster = models.ForeignKey("grappe.Cluster", on_delete=models.CASCADE, related_name="shared_needs")
    organisation = models.ForeignKey("grappe.Organisation", on_delete=models.CASCADE, related_name="shared_needs")
    number = models.PositiveIntegerField()
    title = models.CharField(_("poste"), max_length=200)
    occupation = models.CharField(_("métier"), max_length=80)
    words = models.CharField(max_length=400, blank=True)
    halfdays = models.CharField(max_length=12)
    weeks = models.JSONField()
    lat = models.FloatField()
    lon = models.FloatField()
    place = models.CharField(_("lieu"), max_length=160, blank=True)
    priority = models.PositiveSmallIntegerField(default=1)
    forbidden = models.JSONField(default=list)
    skills = models.JSONField(default=list)
    level = models.CharField(max_length=10, blank=True)
    pay_hour = models.FloatField(null=True)
    starts = models.FloatField(null=True)
    ends = models.FloatField(null=True)
    tolerance = models.PositiveSmallIntegerField(null=True)
    movable = models.BooleanField(default=False)
    start_on = models.DateField(null=True)
    least_run = models.PositiveSmallIntegerField(null=True)
    travel_mode = models.CharField(max_length=7, choices=TravelMode.choices, blank=True)
    price_max = models.FloatField(null=True)
    willing = models.CharField(max_length=4, choices=Willing.choices, blank=True)
    answers = models.ForeignKey("grappe.SharedNeed", on_delete=models.SET_NULL, null=True, related_name="answered_by")
    withdrawn = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        app_label = "grappe"
        constraints = [
            models.UniqueConstraint(fields=["cluster", "number"], name="shared_need_number_once_per_cluster"),
            models.CheckConstraint(condition=Q(willing__in=Willing.values), name="shared_need_willing_known"),
            models.CheckConstraint(
                condition=Q(lat__range=(-90, 90)) & Q(lon__range=(-180, 180)), name="shared_need_there"
            ),
            models.CheckConstraint(
                condition=Q(halfdays__gte="0" * 12, halfdays__lte="1" * 12), name="shared_need_halfdays_twelve"
            ),
        ]
        indexes = [models.Index(fields=["cluster", "withdrawn", "number"], name="shared_need_by_number")]

    def __str__(self) -> str:
        return f"{self.name} · {self.title}"

    @property
    def name(self) -> str:
        """What plans and papers call it."""
        return f"B{self.number}"


class SharingPlan(models.Model):
    """A plan of shared jobs: the problem, its jobs, and what stayed out with its call; better ones take its place.

    ``problem`` and ``jobs`` are those of ``grappe.pool``; ``unplaced`` holds sentences in both languages.
    ``rounds`` counts how often it was improved while somebody looked.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cluster = models.ForeignKey("grappe.Cluster", on_delete=models.CASCADE, related_name="sharing_plans")
    rules = models.CharField(max_length=40)
    day = models.DateField()
    problem = models.JSONField()
    jobs = models.JSONField(default=list)
    unplaced = models.JSONField(default=list)
    status = models.CharField(max_length=10, blank=True)
    objective = models.PositiveBigIntegerField(default=0)
    bound = models.PositiveBigIntegerField(default=0)
    seconds = models.FloatField(default=0)
    rounds = models.PositiveSmallIntegerField(default=0)
    over = models.BooleanField(default=False)
    refusal_fr = models.CharField(max_length=400, blank=True)
    refusal_en = models.CharField(max_length=400, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "grappe"
        indexes = [models.Index(fields=["cluster", "-made_at"], name="sharing_plan_by_day")]

    def __str__(self) -> str:
        return f"{self.rules} {self.made_at:%Y-%m-%d}"


class SharingChoice(models.TextChoices):
    """What the officer decided about some needs."""

    TOGETHER = "together", _("garder ensemble")
    APART = "apart", _("séparer")


class SharingDecision(models.Model):
    """Needs (names such as ``B12``) to keep together in one job, or apart."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cluster = models.ForeignKey("grappe.Cluster", on_delete=models.CASCADE, related_name="sharing_decisions")
    choice = models.CharField(max_length=8, choices=SharingChoice.choices)
    needs = models.JSONField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "grappe"
        constraints = [
            models.CheckConstraint(condition=Q(choice__in=SharingChoice.values), name="sharing_choice_known")
        ]
        indexes = [models.Index(fields=["cluster", "-decided_at"], name="sharing_decision_by_day")]

    def __str__(self) -> str:
        return f"{self.choice} {' + '.join(self.needs)}"


class SharingProfile(models.Model):
    """A cluster's own copy of a rule profile: ``base`` and the values it changes, each with its first day and origin.

    ``values``: rule → ``{"value", "from", "source"}``.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cluster = models.ForeignKey("grappe.Cluster", on_delete=models.CASCADE, related_name="sharing_profiles")
    name = models.CharField(_("nom"), max_length=40)
    base = models.CharField(max_length=40)
    values = models.JSONField(default=dict)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        app_label = "grappe"
        constraints = [models.UniqueConstraint(fields=["cluster", "name"], name="sharing_profile_once_per_cluster")]

    def __str__(self) -> str:
        return self.name
