"""Addresses: the sentence, then the parts' own."""

from django.urls import include, path

from grappe.web import problems, views

urlpatterns = [
    path("", views.home, name="home"),
    path("langue", views.language, name="language"),
    path("apparence", views.theme, name="theme"),
    path("accessibilite", views.accessibility, name="accessibility"),
    path("healthz", views.healthz, name="healthz"),
    path("compte/", include("allauth.urls")),
    path("besoins/", include("grappe.web.needs.urls")),
    path("envois/", include("grappe.web.sending.urls")),
    path("enquetes/", include("grappe.web.surveys.urls")),
    path("offres/", include("grappe.web.ads.urls")),
    path("verifier/", include("grappe.web.review.urls")),
    path("metiers/", include("grappe.web.attractiveness.urls")),
    path("metiers/", include("grappe.web.occupations.urls")),
    path("api/v1/", include("grappe.web.api.urls")),
    path("former/", include("grappe.web.teach.urls")),
    path("partager/", include("grappe.web.pool.urls")),
    path("membres/", include("grappe.web.clusters.urls")),
    path("journal/", include("grappe.web.audit.urls")),
    path("donnees/", include("grappe.web.privacy.urls")),
    path("preuves/", include("grappe.web.evidence.urls")),
    path("labels/", include("grappe.web.label.urls")),
    path("travaux/", include("grappe.web.jobs.urls")),
]

handler403 = problems.forbidden
handler404 = problems.not_found
handler500 = problems.server_error
