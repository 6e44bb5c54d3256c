"""A loopback double of Microsoft Teams for tests: its identity side, its connector, and the people at its clients.

    with TeamsDouble() as teams:
        teams.deliver_to("http://127.0.0.1:3978/api/messages")
        teams.message("alex", "hello")
        (asked,) = teams.wait(lambda: teams.messages("alex")[1:])
        teams.press("alex", asked, "Continue", {"who": "workers"})

How Microsoft's SDK (`microsoft_teams.apps`) is pointed at it:

- By the environment alone, for a process that runs as in production: `{**os.environ, **teams.environment}` has a proxy
  (HTTPS_PROXY) and whom to trust (SSL_CERT_FILE, REQUESTS_CA_BUNDLE); every one of Microsoft's addresses that a bot
  asks then is the double, the SDK's options stay as they are (CLIENT_ID, CLIENT_SECRET and TENANT_ID from
  `teams.tenant`), everything else is refused and listed in `refused_hosts`. With `TeamsDouble(real_hosts=True)` also
  the service URL of the activities is Microsoft's. aiohttp heeds these variables with `trust_env=True` only.
- By the options, within a process: `App(cloud=with_overrides(PUBLIC, **teams.endpoints), token=..., client_id=...,
  tenant_id=..., service_url=teams.service_url)`. The keys are looked for beside `openid_metadata_url` (its last part
  becomes `keys`); there is no environment variable for them, only SERVICE_URL for the service URL, which activities
  bring along anyway. `token` is a function that posts to `teams.token_url` itself: MSAL, which a `client_secret`
  leads to, takes https only, and asks login.microsoftonline.com about every host that it does not know.
"""

from .delivery import Answer
from .double import TeamsDouble
from .faults import Fault, Faults
from .identity import BAD_TOKENS
from .places import Channel, GroupChat, Team
from .plain import plain
from .refusals import NotPossible
from .schema import card_problems
from .tenant import Person, Tenant

__all__ = [
    "BAD_TOKENS",
    "Answer",
    "Channel",
    "Fault",
    "Faults",
    "GroupChat",
    "NotPossible",
    "Person",
    "Team",
    "TeamsDouble",
    "Tenant",
    "card_problems",
    "plain",
]
