"""What is kept of a person: the whole of it, to be handed out."""

from typing import Any

from grappe.web.audit.queries import deeds_of
from grappe.web.clusters.models import User
from grappe.web.privacy.register import REGISTER


def everything_about(user: User) -> dict[str, Any]:
    """Account, accesses and deeds of a person as plain values (GDPR article 20), with why each is kept."""
    return {
        "account": {
            "email": user.email,
            "name": user.name,
            "language": user.language,
            "created_at": user.created_at.isoformat(),
            "last_login": user.last_login.isoformat() if user.last_login else None,
        },
        "accesses": [
            {
                "cluster": item.cluster.name,
                "role": item.role,
                "organisation": item.organisation.name if item.organisation else None,
                "since": item.created_at.isoformat(),
            }
            for item in user.memberships.select_related("cluster", "organisation").order_by("pk")
        ],
        "deeds": [
            {"at": event.at.isoformat(), "action": event.action, "on": event.object_kind, "request": event.request_id}
            for event in deeds_of(user)
        ],
        "why": {kept.model: {"purpose": kept.purpose.fr, "basis": kept.basis.fr} for kept in REGISTER if kept.personal},
    }
