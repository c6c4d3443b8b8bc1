"""Addresses of programmes and interventions."""

from django.urls import path

from grappe.web.teach import intervention_views, views

app_name = "teach"
urlpatterns = [
    path("", views.home, name="home"),
    path("envoyer", views.send, name="send"),
    path("modele.xlsx", views.template, name="template"),
    path("ecart", views.map_, name="map"),
    path("<uuid:uuid>/", views.programme, name="programme"),
    path("<uuid:uuid>/confirmer", views.confirm, name="confirm"),
    path("<uuid:uuid>/retirer", views.remove, name="remove"),
    path("<uuid:uuid>/competences", views.skills, name="skills"),
    path("<uuid:uuid>/competences/dire", views.say, name="say"),
    path("<uuid:uuid>/ecart", views.gap, name="gap"),
    path("<uuid:uuid>/programme.xlsx", views.workbook, name="workbook"),
    path("<uuid:uuid>/programme.xml", views.cdm, name="cdm"),
    path("<uuid:uuid>/programme.jsonld", views.elm, name="elm"),
    path("interventions/", intervention_views.interventions, name="interventions"),
    path("interventions/nouvelle", intervention_views.propose, name="propose"),
    path("interventions/agenda.ics", intervention_views.agenda, name="agenda"),
    path("interventions/<uuid:uuid>/", intervention_views.intervention, name="intervention"),
    path("interventions/<uuid:uuid>/avancer", intervention_views.move, name="move"),
    path("interventions/<uuid:uuid>/convention.docx", intervention_views.agreement, name="agreement"),
]
