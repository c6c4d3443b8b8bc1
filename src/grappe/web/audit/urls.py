"""Addresses of the journal."""

from django.urls import path

from grappe.web.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.journal, name="journal"),
    path("verification", views.verification, name="verification"),
]
