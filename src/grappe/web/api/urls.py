"""Addresses of the API: open to everyone."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path, re_path

from grappe.web.api.views import api, nowhere

_operations, _app, _namespace = api.urls
for _pattern in _operations:
    _pattern.callback = login_not_required(_pattern.callback)

app_name = "api"
urlpatterns = [
    *(pattern for pattern in _operations if pattern.name != "api-root"),
    path("", login_not_required(nowhere), name="api-root"),
    re_path(r"^(?P<rest>.*)$", login_not_required(nowhere), name="nowhere"),
]
