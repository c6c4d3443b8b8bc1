"""Addresses of the review of codes."""

from django.urls import path

from grappe.web.review import views

app_name = "review"
urlpatterns = [
    path("", views.review, name="next"),
    path("decider", views.decide, name="decide"),
    path("decisions", views.decisions, name="decisions"),
    path("decisions/<uuid:uuid>/reprendre", views.forget, name="forget"),
]
