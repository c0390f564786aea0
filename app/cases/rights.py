"""One question of every use case: may this actor do an act of this kind? Refused says why not."""

from app.acts.steps import Desk
from app.base.errors import Refused
from app.base.findings import Finding
from app.security import roles
from app.security.roles import NeedsSecond


def require(desk: Desk, kind: str) -> None:
    """Let the actor go on by the pack's table of roles, or say why not; deny by default.

    Raises:
        Refused: the role may not, or may only propose what somebody else must second.
    """
    actor = desk.actor
    asked = roles.Actor(
        key=actor.officer, person=actor.name, roles=(actor.role,), offices=(actor.office,)
    )
    answer = roles.authorise(asked, kind, desk.pack.roles)
    if isinstance(answer, Refused):
        raise answer
    if isinstance(answer, NeedsSecond):
        raise Refused("cases.needs_second", kind=kind)


def refusal(finding: Finding) -> Refused:
    """Make a refusal of a finding that stops, shown beside its field."""
    refused = Refused(finding.code, field=finding.path or None)
    refused.parameters = dict(finding.parameters)
    return refused
