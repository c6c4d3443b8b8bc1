"""Addresses of members, organisations and accounts."""

from django.urls import path

from grappe.web.clusters import views

app_name = "clusters"
urlpatterns = [
    path("", views.members, name="members"),
    path("grappe", views.switch, name="switch"),
    path("moi", views.account, name="account"),
    path("<uuid:uuid>/", views.organisation, name="organisation"),
]
