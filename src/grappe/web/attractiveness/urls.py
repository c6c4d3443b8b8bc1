"""Addresses of attractiveness."""

from django.urls import path

from grappe.web.attractiveness import views

app_name = "attractiveness"
urlpatterns = [
    path("domaine-ou-territoire", views.explorer, name="explorer"),
    path("cartographie", views.cartography, name="cartography"),
    path("competences", views.skills, name="skills"),
    path("territoires/<str:code>", views.territory, name="territory"),
]
