"""Agencies whose own login is trusted: read from a file of JSON named by the setting.

    [{"id": "kommunen", "name": "Kommunen", "issuer": "https://id.example/realms/a",
      "client_id": "stegvis", "secret": "...", "acr": ["loa3", "loa4"]}]

`acr` lists every level of assurance that is enough: an answer with another one, or none, is
refused. `algorithms` may narrow how tokens are signed.
"""

import json
from pathlib import Path
from typing import Any

REQUIRED = ("id", "name", "issuer", "client_id", "secret", "acr")
# Only with a key pair: a shared secret or none at all would let others sign.
ALGORITHMS = ("RS256", "PS256", "ES256")


class AgencyFault(Exception):
    """The file of agencies cannot be used; the message says which field of which entry."""


def apps(path: str) -> list[dict[str, Any]]:
    """The agencies of the file, as django-allauth wants its apps; none without a file."""
    if not path:
        return []
    listed = json.loads(Path(path).read_text(encoding="utf-8"))
    return [_app(entry) for entry in listed]


def _app(entry: dict[str, Any]) -> dict[str, Any]:
    missing = [name for name in REQUIRED if not entry.get(name)]
    if missing:
        raise AgencyFault(
            f"The agency «{entry.get('id', '?')}» lacks {', '.join(missing)}: "
            "see docs/operations.md for the fields."
        )
    algorithms = entry.get("algorithms", list(ALGORITHMS))
    if foreign := set(algorithms) - set(ALGORITHMS):
        raise AgencyFault(
            f"The agency «{entry['id']}» may not sign by {', '.join(sorted(foreign))}: "
            f"choose among {', '.join(ALGORITHMS)}."
        )
    return {
        "provider_id": entry["id"],
        "name": entry["name"],
        "client_id": entry["client_id"],
        "secret": entry["secret"],
        "settings": {
            "server_url": entry["issuer"],
            "issuer": entry["issuer"],
            "acr": list(entry["acr"]),
            "algorithms": list(algorithms),
            "fetch_userinfo": False,
            "oauth_pkce_enabled": True,
            "scope": ["openid"],
            "auth_params": {"acr_values": " ".join(entry["acr"])},
        },
    }
