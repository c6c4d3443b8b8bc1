"""Addresses of shared jobs."""

from django.urls import path

from grappe.web.pool import job_views, views

app_name = "pool"
urlpatterns = [
    path("", views.board, name="board"),
    path("besoins.csv", views.needs_csv, name="needs_csv"),
    path("besoins/nouveau", views.add, name="add"),
    path("besoins/<uuid:uuid>", views.need, name="need"),
    path("besoins/<uuid:uuid>/modifier", views.edit, name="edit"),
    path("besoins/<uuid:uuid>/retirer", views.withdraw, name="withdraw"),
    path("planifier", job_views.start, name="start"),
    path("decider", job_views.decide, name="decide"),
    path("decisions/<uuid:uuid>/lever", job_views.lift, name="lift"),
    path("essayer", job_views.trial, name="trial"),
    path("regles", job_views.profile, name="profile"),
    path("plans/<uuid:uuid>", job_views.plan, name="plan"),
    path("plans/<uuid:uuid>/emplois/<int:number>", job_views.job, name="job"),
    path("plans/<uuid:uuid>/emplois/<int:number>/<str:name>.<str:kind>", job_views.paper, name="paper"),
    path("plans/<uuid:uuid>/robustesse", job_views.robustness_table, name="robustness"),
]
