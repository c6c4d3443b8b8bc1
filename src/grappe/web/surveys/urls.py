"""Addresses of surveys."""

from django.urls import path

from grappe.web.surveys import views

app_name = "surveys"
urlpatterns = [
    path("", views.waves, name="list"),
    path("nouvelle", views.new, name="new"),
    path("r/<str:token>/", views.by_token, name="by_token"),
    path("r/<str:token>/questionnaire.xlsx", views.workbook_by_token, name="workbook_by_token"),
    path("r/<str:token>/classeur", views.send_by_token, name="send_by_token"),
    path("reponse/<uuid:uuid>/", views.answer, name="answer"),
    path("reponse/<uuid:uuid>/questionnaire.xlsx", views.workbook, name="workbook"),
    path("reponse/<uuid:uuid>/classeur", views.send_workbook, name="send_workbook"),
    path("<uuid:uuid>/", views.wave, name="wave"),
    path("<uuid:uuid>/inviter", views.invite, name="invite"),
    path("<uuid:uuid>/inviter-une-personne", views.invite_one, name="invite_one"),
    path("<uuid:uuid>/ouvrir", views.open_, name="open"),
    path("<uuid:uuid>/clore", views.close, name="close"),
    path("<uuid:uuid>/relancer", views.remind, name="remind"),
    path("<uuid:uuid>/resultats", views.results, name="results"),
]
