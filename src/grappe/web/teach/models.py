"""Records of schools' programmes, what people said of their skills, and interventions."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class SchoolProgramme(models.Model):
    """A programme that a school sent: a preview until it is confirmed.

    ``content`` is a ``programme.json``, ``links`` the rows of ``COURSE_SKILLS`` found in it, ``release`` the release
    that they are coded to (empty: not yet mapped), ``remarks`` what a person should look at, in both languages.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cluster = models.ForeignKey("grappe.Cluster", on_delete=models.CASCADE, related_name="programmes")
    school = models.ForeignKey("grappe.Organisation", on_delete=models.CASCADE, related_name="programmes")
    title = models.CharField(max_length=200)
    file_name = models.CharField(max_length=200)
    content = models.JSONField()
    remarks = models.JSONField(default=list)
    links = models.JSONField(default=list)
    release = models.CharField(max_length=60, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "grappe"
        indexes = [models.Index(fields=["cluster", "title"], name="programme_by_title")]

    def __str__(self) -> str:
        return self.title


class SkillWord(models.Model):
    """What a person said of one link of a course to a skill; it outlives every new reading of the programme."""

    programme = models.ForeignKey(SchoolProgramme, on_delete=models.CASCADE, related_name="words")
    course = models.CharField(max_length=120)
    skill = models.CharField(max_length=120)
    label = models.CharField(max_length=300)
    level = models.CharField(max_length=8)
    decision = models.CharField(max_length=9)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(auto_now=True)

    class Meta:
        app_label = "grappe"
        constraints = [
            models.UniqueConstraint(fields=["programme", "course", "skill"], name="skill_word_once"),
            models.CheckConstraint(
                condition=Q(decision__in=("confirmed", "rejected")), name="skill_word_decision_known"
            ),
            models.CheckConstraint(
                condition=Q(level__in=("aware", "applies", "masters")), name="skill_word_level_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course} → {self.label} : {self.decision}"


class SchoolIntervention(models.Model):
    """An intervention of a member in a school, from proposal or request to done; ``fact`` is the evidence it left."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cluster = models.ForeignKey("grappe.Cluster", on_delete=models.CASCADE, related_name="interventions")
    school = models.ForeignKey("grappe.Organisation", on_delete=models.CASCADE, related_name="received_interventions")
    member = models.ForeignKey("grappe.Organisation", on_delete=models.CASCADE, related_name="given_interventions")
    programme = models.ForeignKey(SchoolProgramme, on_delete=models.SET_NULL, null=True, related_name="interventions")
    kind = models.CharField(max_length=14)
    title = models.CharField(max_length=200)
    course = models.CharField(max_length=200, blank=True)
    expert = models.CharField(max_length=150, blank=True)
    start = models.DateField()
    end = models.DateField()
    hours = models.FloatField(default=0)
    terms = models.TextField(blank=True)
    state = models.CharField(max_length=9, default="proposed")
    fact = models.UUIDField(null=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "grappe"
        constraints = [
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="intervention_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(hours__gte=0), name="intervention_hours_not_negative"),
            models.CheckConstraint(
                condition=Q(state__in=("proposed", "asked", "agreed", "done", "declined", "cancelled")),
                name="intervention_state_known",
            ),
        ]
        indexes = [models.Index(fields=["cluster", "-start"], name="intervention_by_day")]

    def __str__(self) -> str:
        return self.title
