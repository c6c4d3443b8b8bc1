"""Addresses of the review of codes."""

from django.urls import path

from grappe.web.review import second_views, views

app_name = "review"
urlpatterns = [
    path("", views.review, name="next"),
    path("decider", views.decide, name="decide"),
    path("annuler/<uuid:uuid>", views.undo, name="undo"),
    path("decisions", views.decisions, name="decisions"),
    path("decisions/<uuid:uuid>/reprendre", views.forget, name="forget"),
    path("second-avis", second_views.second, name="second"),
    path("second-avis/<uuid:uuid>", second_views.give, name="give"),
    path("version", second_views.version, name="version"),
    path("version/accepter", second_views.accept, name="accept"),
]
