"""Addresses of long work."""

from django.urls import path

from grappe.web.jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.jobs, name="list"),
    path("<uuid:uuid>/", views.job, name="job"),
    path("<uuid:uuid>/annuler", views.cancel, name="cancel"),
    path("<uuid:uuid>/reprendre", views.resume, name="resume"),
]
