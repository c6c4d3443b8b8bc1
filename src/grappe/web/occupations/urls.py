"""Addresses of occupations."""

from django.urls import path

from grappe.web.occupations import review_views

app_name = "occupations"
urlpatterns = [
    path("verifier", review_views.review, name="review"),
    path("verifier/decider", review_views.decide, name="decide"),
    path("verifier/decisions", review_views.decisions, name="decisions"),
    path("verifier/decisions/<uuid:uuid>/reprendre", review_views.forget, name="forget"),
]
