"""Records of clusters, organisations, sites, people and memberships: columns and constraints, no rule."""

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Users(BaseUserManager["User"]):
    """People by e-mail."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        """A new person; without password nobody can log in with one."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person with an account. What they may do hangs on their memberships, never on the account itself."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("adresse électronique"), unique=True)
    name = models.CharField(_("nom"), max_length=150)
    language = models.CharField(_("langue"), max_length=2, default="fr")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Users] = Users()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        app_label = "grappe"
        constraints = [models.CheckConstraint(condition=Q(language__in=("fr", "en")), name="user_language_known")]

    def __str__(self) -> str:
        return self.name or self.email


class Cluster(models.Model):
    """A tenant: the association, pole or network whose people work here. Its store is ``home/clusters/<uuid>``.

    ``published`` opens its figures, after disclosure control, to everyone through the API.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("nom"), max_length=200)
    insee = models.CharField(_("commune"), max_length=5, blank=True)
    fictional = models.BooleanField(_("fictif"), default=False)
    published = models.BooleanField(_("chiffres publics"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "grappe"

    def __str__(self) -> str:
        return self.name


class OrganisationKind(models.TextChoices):
    """What an organisation is for its cluster."""

    COMPANY = "company", _("Entreprise")
    SCHOOL = "school", _("École")
    ASSOCIATION = "association", _("Association")
    PUBLIC = "public", _("Organisme public")
    NETWORK = "network", _("Réseau")


class Headcount(models.TextChoices):
    """Bands of headcount of the Sirene register, merged to seven."""

    UNKNOWN = "", _("Non renseigné")
    H0 = "0-9", _("0 à 9")
    H10 = "10-19", _("10 à 19")
    H20 = "20-49", _("20 à 49")
    H50 = "50-99", _("50 à 99")
    H100 = "100-249", _("100 à 249")
    H250 = "250-999", _("250 à 999")
    H1000 = "1000+", _("1 000 et plus")


class Organisation(models.Model):
    """A company, school or body as one cluster knows it: the same SIRET may stand in several clusters."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="organisations")
    key = models.CharField(_("identifiant"), max_length=60)
    name = models.CharField(_("nom"), max_length=200)
    kind = models.CharField(_("nature"), max_length=12, choices=OrganisationKind.choices)
    siret = models.CharField("SIRET", max_length=14, blank=True)
    naf = models.CharField("NAF", max_length=6, blank=True)
    headcount = models.CharField(_("effectif"), max_length=8, choices=Headcount.choices, blank=True)
    insee = models.CharField(_("code commune"), max_length=5, blank=True)
    commune = models.CharField(_("commune"), max_length=100, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "grappe"
        constraints = [
            models.UniqueConstraint(fields=["cluster", "key"], name="organisation_key_once_per_cluster"),
            models.UniqueConstraint(
                fields=["cluster", "siret"], condition=~Q(siret=""), name="organisation_siret_once_per_cluster"
            ),
            models.CheckConstraint(condition=Q(kind__in=OrganisationKind.values), name="organisation_kind_known"),
        ]
        indexes = [models.Index(fields=["cluster", "name"], name="organisation_by_name")]

    def __str__(self) -> str:
        return self.name


class Site(models.Model):
    """A place where an organisation works."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="sites")
    key = models.CharField(_("identifiant"), max_length=60)
    name = models.CharField(_("nom"), max_length=200)
    insee = models.CharField(_("code commune"), max_length=5, blank=True)
    postcode = models.CharField(_("code postal"), max_length=5, blank=True)
    commune = models.CharField(_("commune"), max_length=100, blank=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)

    class Meta:
        app_label = "grappe"
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="site_key_once_per_organisation")]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What a person is for a cluster; ``policy.py`` says what each may do."""

    OFFICER = "officer", _("Chargé de mission")
    MEMBER = "member", _("Adhérent")
    SCHOOL = "school", _("École")
    NETWORK = "network", _("Réseau")
    AUDITOR = "auditor", _("Auditeur")
    REVIEWER = "reviewer", _("Relecteur du label")


class Membership(models.Model):
    """A person in a cluster in one role; members and schools speak for one organisation of it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("rôle"), max_length=10, choices=Role.choices)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="memberships", null=True, blank=True
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "grappe"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "cluster", "role"],
                condition=Q(organisation=None),
                name="membership_once",
            ),
            models.UniqueConstraint(
                fields=["user", "cluster", "role", "organisation"],
                condition=~Q(organisation=None),
                name="membership_once_per_organisation",
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_known"),
            models.CheckConstraint(
                condition=Q(role__in=("member", "school"), organisation__isnull=False)
                | (~Q(role__in=("member", "school")) & Q(organisation__isnull=True)),
                name="membership_speaks_for_an_organisation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.cluster}"
