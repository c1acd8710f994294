"""Small views that show what the middleware does around any view."""

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.response import SimpleTemplateResponse
from django.urls import path

from stegvis.access.roles import Permission
from stegvis.access.rules import allow, logged_in, public
from stegvis.casework.models import Participant, Participation


@public
def open_to_all(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


@logged_in
def for_users(request: HttpRequest) -> HttpResponse:
    return HttpResponse("hello")


def undeclared(request: HttpRequest) -> HttpResponse:
    return HttpResponse("never")


@allow(Permission.SEE_PERSONS)
def late(request: HttpRequest) -> HttpResponse:
    """The query runs while the template is rendered, after the view has returned."""
    template = engines["django"].from_string("{% for p in rows %}[{{ p.reference }}]{% endfor %}")
    return SimpleTemplateResponse(template, {"rows": Participation.objects.order_by("id")})


@allow(Permission.SEE_PERSONS)
def breaks_after_writing(request: HttpRequest) -> HttpResponse:
    Participation.objects.update(reference="half-written")
    raise RuntimeError("the view fails")


@allow(Permission.SEE_PERSONS)
def breaks_a_constraint(request: HttpRequest) -> HttpResponse:
    person = Participant.objects.first()
    try:
        Participant.objects.create(
            association_id=person.association_id,
            owner_id=person.owner_id,
            site_id=person.site_id,
            code=request.GET["canary"],
            gender="canary-row",
        )
    except IntegrityError as error:
        raise RuntimeError("while saving") from error
    return HttpResponse("saved")


urlpatterns = [
    path("open/", open_to_all),
    path("users/", for_users),
    path("undeclared/", undeclared),
    path("late/", late),
    path("breaks/", breaks_after_writing),
    path("constraint/", breaks_a_constraint),
    path("login/", open_to_all, name="account_login"),
]


def failed(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
    return HttpResponse("failed", status=500)


handler500 = failed
handler404 = "tests.access.urls_for_tests.missing"
handler403 = "tests.access.urls_for_tests.forbidden"


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse("missing", status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse("forbidden", status=403)
