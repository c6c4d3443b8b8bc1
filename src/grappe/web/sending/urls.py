"""Addresses of the sending of files."""

from django.urls import path

from grappe.web.sending import views

app_name = "sending"
urlpatterns = [
    path("", views.uploads, name="list"),
    path("modele.xlsx", views.empty_template, name="template"),
    path("nouveau", views.send, name="send"),
    path("<uuid:uuid>", views.upload, name="upload"),
    path("<uuid:uuid>/correspondance", views.match, name="match"),
    path("<uuid:uuid>/confirmer", views.confirm, name="confirm"),
    path("<uuid:uuid>/abandonner", views.drop, name="drop"),
    path("<uuid:uuid>/refus.xlsx", views.refused, name="refused"),
]
