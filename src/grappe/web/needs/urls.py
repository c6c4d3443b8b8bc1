"""Addresses of needs."""

from django.urls import path

from grappe.web.needs import views

app_name = "needs"
urlpatterns = [
    path("", views.needs, name="list"),
    path("nouveau", views.add, name="add"),
    path("<uuid:uuid>", views.need, name="need"),
    path("<uuid:uuid>/modifier", views.edit, name="edit"),
    path("<uuid:uuid>/retirer", views.remove, name="remove"),
]
