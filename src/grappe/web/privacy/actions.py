"""Deeds on people's data: an account erased, what was sent forgotten when its time is over."""

from datetime import date, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import transaction

from grappe.web.audit.actions import record
from grappe.web.clusters.models import User
from grappe.web.privacy.rules import check_erase_own_account, retention
from grappe.web.sending import actions as sending

ERASED = "Compte effacé"


@transaction.atomic
def erase_account(*, user: User) -> None:
    """Erases a person at their own request: name, address, password, second factors, accesses, sessions.

    What they did stays in the journal under an account without a name, so that the chain still holds. Raises
    ``Refused`` for the last officer of a cluster.
    """
    check_erase_own_account(user)
    for membership in user.memberships.select_related("cluster", "user"):
        record(action="account.erase", by=membership, subject=user, fields=["email", "name"])
        membership.delete()
    record(action="account.erase", actor=user, subject=user, fields=["email", "name"])
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    _close_sessions(user)
    user.email, user.name, user.is_active = f"{user.uuid.hex}@efface.invalid", ERASED, False
    user.last_login = None
    user.set_unusable_password()
    user.save()


def _close_sessions(user: User) -> None:
    own = [item.pk for item in Session.objects.iterator() if item.get_decoded().get("_auth_user_id") == str(user.pk)]
    Session.objects.filter(pk__in=own).delete()


def forget_what_is_over(*, today: date) -> dict[str, int]:
    """Removes sent files and refused rows whose time is over; gives how many of each. Safe to call again and again."""
    days = retention(today)
    return {
        "files": sending.forget_files(before=today - timedelta(days=days.raw_files)),
        "refused": sending.forget_refused_rows(before=today - timedelta(days=days.refused_rows)),
    }
