"""Addresses of needs."""

from django.urls import path

from grappe.web.needs import ads_views, sending_views, views

app_name = "needs"
urlpatterns = [
    path("", views.needs, name="list"),
    path("nouveau", views.add, name="add"),
    path("<uuid:uuid>", views.need, name="need"),
    path("<uuid:uuid>/modifier", views.edit, name="edit"),
    path("<uuid:uuid>/retirer", views.remove, name="remove"),
    path("offres", ads_views.ads, name="ads"),
    path("offre", ads_views.ad, name="ad"),
    path("modele.xlsx", sending_views.empty_template, name="template"),
    path("envoyer", sending_views.send, name="send"),
    path("envois", sending_views.uploads, name="uploads"),
    path("envois/<uuid:uuid>", sending_views.upload, name="upload"),
    path("envois/<uuid:uuid>/correspondance", sending_views.match, name="match"),
    path("envois/<uuid:uuid>/confirmer", sending_views.confirm, name="confirm"),
    path("envois/<uuid:uuid>/abandonner", sending_views.drop, name="drop"),
    path("envois/<uuid:uuid>/refus.xlsx", sending_views.refused, name="refused"),
]
