"""Which installation of the app a token belongs to: a workspace's, or an organization's (Enterprise Grid).

https://docs.slack.dev/enterprise/developing-for-enterprise-orgs; auth.test says it of the token:
https://docs.slack.dev/reference/methods/auth.test. What a payload says is of whoever acts, and they may
be of another workspace.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Installed:
    """Where the app is installed, by Slack's ids.

    Attributes:
        team: The workspace; of an organization's installation what Slack gives in its place.
        enterprise: The organization; empty where the workspace belongs to none.
        whole: The app is installed for the organization, and so in several of its workspaces.
    """

    team: str
    enterprise: str = ""
    whole: bool = False

    @property
    def key(self) -> str:
        """What wishes and messages are kept under: one id for all workspaces of an organization."""
        return self.enterprise if self.whole and self.enterprise else self.team

    def has(self, team: str, enterprise: str = "") -> bool:
        """Tell whether somebody is of it, by the ids of their workspace and their organization.

        Nothing known of them is nothing against them.
        """
        ours = {self.team, self.enterprise, self.key} - {""}
        return not team or team in ours or bool(enterprise and enterprise == self.enterprise)


def installed_by(answer: Mapping[str, Any]) -> Installed:
    """Return what auth.test answered."""
    return Installed(
        str(answer.get("team_id") or ""),
        str(answer.get("enterprise_id") or ""),
        bool(answer.get("is_enterprise_install")),
    )
