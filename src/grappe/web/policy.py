"""Who may do what. One ``check_x`` per action raises with a sentence; its twin ``can_x`` says yes or no for templates.

The checks of a part live in its ``rules.py``; ``may`` and ``twin`` are the two ways they are written::

    check_see_members = may("members.see", Role.OFFICER, Role.MEMBER, said=Sentence("…", "…"))
    can_see_members = twin(check_see_members)

Screen and deed ask the same function, so they can never disagree.
"""

from collections.abc import Callable
from typing import Any

from grappe.web.clusters.models import Membership, Role
from grappe.words import Kind, Refused, Sentence

EVERYONE = tuple(Role)
CheckRole = Callable[[Membership | None], None]
#: Action → roles that may do it; filled by ``may``, shown by the truth-table test and the reference page.
ACTIONS: dict[str, frozenset[str]] = {}


class NotAllowed(Refused):
    """This person may not do this; shown as a 403 page with its sentence."""

    def __init__(self, sentence: Sentence, *, hint: Sentence | None = None) -> None:
        super().__init__(sentence, hint=hint, kind=Kind.CALL)


NO_CLUSTER = Sentence(
    "Votre compte n'est rattaché à aucune grappe : demandez l'accès à votre chargé de mission.",
    "Your account belongs to no cluster: ask its officer for access.",
)


def may(action: str, *roles: Role, said: Sentence) -> CheckRole:
    """The check of an action that depends on the role alone: raises ``NotAllowed(said)`` for any other role."""
    ACTIONS[action] = frozenset(roles)

    def check(membership: Membership | None) -> None:
        if membership is None:
            raise NotAllowed(NO_CLUSTER)
        if membership.role not in ACTIONS[action]:
            raise NotAllowed(said)

    check.__name__ = f"check_{action}"
    return check


def twin(check: Callable[..., None]) -> Callable[..., bool]:
    """The yes-or-no twin of a check."""

    def can(*arguments: Any, **named: Any) -> bool:
        try:
            check(*arguments, **named)
        except Refused:
            return False
        return True

    return can
