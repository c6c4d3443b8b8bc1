"""The public API, version 1: read only, published figures and references, problem documents."""

from typing import Annotated, Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Path, Query
from ninja.errors import HttpError, ValidationError

from grappe.web.api import queries
from grappe.web.api.schemas import ClusterPage, Coverage, Cut, FigurePage, Occupation, Problem

PROBLEM = "application/problem+json"
MOST = 500
WRONG = {404: Problem, 422: Problem}

api = NinjaAPI(
    title="Grappe",
    version="1",
    description="Figures that clusters chose to publish, under statistical confidentiality, and the references behind.",
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api",
)
After = Annotated[str, Query(max_length=200, description="Continue after this key, the `next` of the page before.")]
Limit = Annotated[int, Query(ge=1, le=MOST, description="How many at most.")]
By = Annotated[Cut, Query(description="What the needs are counted by.")]
Key = Annotated[str, Path(pattern=r"^[-a-zA-Z0-9_]{1,60}$", description="Short name of the cluster.")]
Rome = Annotated[str, Path(pattern=r"^[A-N][0-9]{4}$", description="ROME code.")]


@api.get("/clusters", response={200: ClusterPage, 422: Problem}, summary="Clusters that publish")
def list_clusters(request: HttpRequest, after: After = "", limit: Limit = 100) -> dict[str, Any]:
    """The clusters that publish their figures, by key."""
    found = queries.clusters(after, limit + 1)
    return {"items": found[:limit], "next": found[limit - 1].key if len(found) > limit else None}


@api.get("/clusters/{key}/figures", response={200: FigurePage, **WRONG}, summary="Published figures of a cluster")
def list_figures(
    request: HttpRequest, key: Key, cut: By = "occupation", after: After = "", limit: Limit = 100
) -> dict[str, Any]:
    """The published rows of one cut; what falls under statistical confidentiality is not in them."""
    found = queries.figures(queries.cluster(key), cut=cut, after=after, limit=limit + 1)
    return {"cut": cut, "items": found[:limit], "next": found[limit - 1]["key"] if len(found) > limit else None}


@api.get("/clusters/{key}/coverage", response={200: Coverage, **WRONG}, summary="What the figures rest on")
def show_coverage(request: HttpRequest, key: Key) -> dict[str, Any]:
    """How many needs stand behind the figures of a cluster, how far they are coded, since when."""
    return queries.coverage_of(queries.cluster(key))


@api.get("/occupations/{code}", response={200: Occupation, **WRONG}, summary="An occupation")
def show_occupation(request: HttpRequest, code: Rome) -> dict[str, Any]:
    """An occupation of the release in use, its skills and nearby occupations."""
    return queries.occupation(code)


def problem(status: int, title: str, detail: str, errors: list[str] | None = None) -> HttpResponse:
    """A problem document (RFC 9457)."""
    document = {"type": "about:blank", "title": title, "status": status, "detail": detail, "errors": errors or []}
    return JsonResponse(document, status=status, content_type=PROBLEM)


@api.exception_handler(ObjectDoesNotExist)
@api.exception_handler(Http404)
def missing(request: HttpRequest, error: Exception) -> HttpResponse:
    """404: nothing there, or not published."""
    return problem(404, "Not found", "There is no such thing here, or it is not published.")


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """422: an argument that cannot be."""
    said = [f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}" for one in error.errors]
    return problem(422, "Unprocessable content", "Some arguments cannot be.", said)


@api.exception_handler(HttpError)
def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Any other answer of the framework."""
    return problem(error.status_code, "Refused", str(error))


def nowhere(request: HttpRequest, rest: str = "") -> HttpResponse:
    """404 for every other address under the API."""
    return missing(request, Http404())
