"""Addresses of what a person may ask of their own data."""

from django.urls import path

from grappe.web.privacy import views

app_name = "privacy"
urlpatterns = [
    path("", views.register, name="register"),
    path("moi.json", views.my_data, name="my_data"),
    path("effacer", views.erase, name="erase"),
]
