"""Addresses of members, organisations and accounts."""

from django.urls import path

from grappe.web.clusters import views

app_name = "clusters"
urlpatterns = [
    path("", views.members, name="members"),
    path("nouveau", views.new_organisation, name="new_organisation"),
    path("grappe", views.switch, name="switch"),
    path("moi", views.account, name="account"),
    path("comptes", views.accounts, name="accounts"),
    path("comptes/nouveau", views.new_account, name="new_account"),
    path("comptes/<uuid:uuid>/retirer", views.withdraw, name="withdraw"),
    path("<uuid:uuid>/", views.organisation, name="organisation"),
    path("<uuid:uuid>/modifier", views.edit_organisation, name="edit_organisation"),
]
