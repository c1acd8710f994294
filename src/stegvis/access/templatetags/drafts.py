"""``{% draft %}``: drafts for the form it stands in (access.drafts says how)."""

import time
from typing import Any

from django import template
from django.http import HttpRequest

from stegvis.access import carrying, drafts

register = template.Library()


@register.inclusion_tag("access/draft.html", takes_context=True)
def draft(context: Any) -> dict[str, Any]:
    """What the script needs, and the offer of an earlier draft; one query."""
    request: HttpRequest = context["request"]
    form = context.get("form")
    user = request.user
    sent = form is not None and form.is_bound
    kept = None if sent else drafts.find(user=user, address=request.path)  # type: ignore[arg-type]
    carried = request.session.get(carrying.CARRIED)
    return {
        "mark": carrying.mark(user),  # type: ignore[arg-type]
        "mark_name": drafts.MARK,
        "address_name": drafts.ADDRESS,
        "address": request.path,
        "kept": kept,
        "carried": carried is not None and carried["address"].partition("?")[0] == request.path,
        "ends": carrying.ends(request),
        "now": int(time.time()),
    }
