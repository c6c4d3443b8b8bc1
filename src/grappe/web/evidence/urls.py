"""Addresses of evidence."""

from django.urls import path

from grappe.web.evidence import views

app_name = "evidence"
urlpatterns = [
    path("", views.home, name="home"),
    path("<uuid:uuid>/", views.facts, name="facts"),
    path("<uuid:uuid>/ajouter", views.add, name="add"),
    path("<uuid:uuid>/importer", views.import_, name="import"),
    path("<uuid:uuid>/indicateurs", views.indicators, name="indicators"),
    path("<uuid:uuid>/manques", views.missing, name="missing"),
    path("<uuid:uuid>/profil", views.profile, name="profile"),
    path("<uuid:uuid>/recommandations", views.recommendations, name="recommendations"),
    path("<uuid:uuid>/dossier.pdf", views.dossier_pdf, name="dossier_pdf"),
    path("<uuid:uuid>/dossier.docx", views.dossier_docx, name="dossier_docx"),
    path("fait/<uuid:uuid>/", views.fact, name="fact"),
    path("fait/<uuid:uuid>/document", views.document, name="document"),
    path("fait/<uuid:uuid>/joindre", views.attach, name="attach"),
    path("fait/<uuid:uuid>/valider", views.validate, name="validate"),
    path("fait/<uuid:uuid>/retirer", views.remove, name="remove"),
]
