"""Nothing leaves for anybody who is not a member: asked below every writer and every sender (DESIGN.md §5.4)."""

from __future__ import annotations

from dossier.model import Agency
from outbox.clean import is_printable_address


class NotAMemberError(ValueError):
    """Somebody who is no member was about to be written to. The address is `recipient`; nothing was made or sent."""

    def __init__(self, recipient: str) -> None:
        super().__init__(f"{recipient!r} is no address of a member; only members are ever written to")
        self.recipient = recipient


def member_address(recipient: str, agency: Agency) -> str:
    """Return the address as a member's list has it, or raise NotAMemberError.

    A domain of the agency is not enough: a member is somebody who was entered as one. The whole string must be the
    address, so that no second one can ride along.
    """
    wanted = recipient.lower()
    if is_printable_address(recipient):
        for member in agency.members:
            for address in member.addresses:
                if address.lower() == wanted:
                    return address
    raise NotAMemberError(recipient)
