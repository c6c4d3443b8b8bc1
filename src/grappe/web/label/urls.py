"""Addresses of labels; those of the register are public."""

from django.urls import path

from grappe.web.label import views

app_name = "label"
urlpatterns = [
    path("", views.home, name="home"),
    path("appel", views.new_call, name="new_call"),
    path("appel/<uuid:uuid>/", views.call, name="call"),
    path("dossier/<uuid:uuid>/", views.case, name="case"),
    path("dossier/<uuid:uuid>/geste/<slug:do>", views.gesture, name="gesture"),
    path("dossier/<uuid:uuid>/papier/<slug:name>.pdf", views.paper, name="paper"),
    path("dossier/<uuid:uuid>/attester", views.attest, name="attest"),
    path("cles", views.change_key, name="change_key"),
    path("registre/<slug:cluster>/", views.register, name="register"),
    path("registre/<slug:cluster>/statuts.json", views.status_list, name="status_list"),
    path("registre/<slug:cluster>/cles.json", views.key_register, name="key_register"),
    path("registre/<slug:cluster>/<slug:key>.json", views.credential, name="credential"),
]
