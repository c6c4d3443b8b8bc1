"""How allauth makes accounts here."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-up is closed: accounts are made by the officer of a cluster."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
