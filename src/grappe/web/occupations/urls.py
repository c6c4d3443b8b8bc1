"""Addresses of occupations."""

from django.urls import path

from grappe.web.occupations import views

app_name = "occupations"
urlpatterns = [
    path("", views.dashboard, name="dashboard"),
    path("recalculer", views.recompute, name="recompute"),
    path("publier", views.publish, name="publish"),
    path("barometre.pdf", views.barometer_pdf, name="barometer-pdf"),
    path("documents", views.documents, name="documents"),
    path("lettre.<str:extension>", views.letter, name="letter"),
    path("recommandations.<str:extension>", views.recommendations, name="recommendations"),
    path("donnees-ouvertes.zip", views.open_data, name="open-data"),
    path("<slug:code>/fiche.<str:extension>", views.occupation_paper, name="occupation-paper"),
    path("barometre.xlsx", views.barometer_xlsx, name="barometer-xlsx"),
    path("<slug:code>", views.occupation, name="occupation"),
]
