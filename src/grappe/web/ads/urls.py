"""Addresses of job ads."""

from django.urls import path

from grappe.web.ads import views

app_name = "ads"
urlpatterns = [path("", views.ads, name="list"), path("offre", views.ad, name="ad")]
