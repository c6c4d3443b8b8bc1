"""What every template can name: who is here, what they may do, and the look they chose."""

from typing import Any

from django.http import HttpRequest

from grappe.web.policy import ACTIONS

THEMES = ("auto", "light", "dark")


class May:
    """``{% if may.members_see %}``: the actions of the truth table, for the membership of the request.

    An action that does not exist is a bug of the template and raises.
    """

    def __init__(self, role: str | None) -> None:
        self._role = role

    def __getitem__(self, name: str) -> bool:
        return self._role in ACTIONS[name.replace("_", ".", 1)]


def page(request: HttpRequest) -> dict[str, Any]:
    """``membership``, ``cluster``, ``may``, ``theme``, ``request_id``; safe on problem pages of broken requests."""
    membership = getattr(request, "membership", None)
    chosen = request.COOKIES.get("grappe_theme", "auto")
    return {
        "membership": membership,
        "cluster": getattr(request, "cluster", None),
        "may": May(membership.role if membership else None),
        "several_clusters": getattr(getattr(request, "user", None), "membership_count", 0) > 1,
        "theme": chosen if chosen in THEMES else "auto",
        "request_id": getattr(request, "id", ""),
    }
