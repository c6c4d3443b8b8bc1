"""Addresses of the API: open to everyone."""

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, path, re_path

from grappe.web.api.views import api, nowhere


def _open() -> list[URLPattern]:
    """The addresses of the operations, for everyone; the framework's own root is left out."""
    patterns = [entry for entry in api.urls[0] if isinstance(entry, URLPattern) and entry.name != "api-root"]
    for pattern in patterns:
        login_not_required(pattern.callback)  # marks the view; the middleware reads the mark
    return patterns


app_name = "api"
urlpatterns = [
    *_open(),
    path("", login_not_required(nowhere), name="api-root"),
    re_path(r"^(?P<rest>.*)$", login_not_required(nowhere), name="nowhere"),
]
