"""A daily report: what became of each conversation that customers began."""

CUSTOMERS = {"customer", "external"}


def outcome(conversation):
    """One of: answered, abandoned (the customer left before an agent came), unanswered."""
    legs = [
        (participant.get("purpose"), leg)
        for participant in conversation.get("participants", [])
        for leg in participant.get("messages", [])
    ]
    if any(purpose == "agent" and "connectedTime" in leg for purpose, leg in legs):
        return "answered"
    left = [leg for purpose, leg in legs if purpose in CUSTOMERS and leg.get("disconnectType") == "client"]
    return "abandoned" if left else "unanswered"


def ended_by(leg):
    """Who ended a leg, in the report's words; what a later release adds is nobody's fault."""
    words = {
        "client": "this side",
        "peer": "the other side",
        "transfer": "a transfer",
        "session.expired": "a time limit",
        "timeout": "a time limit",
        "inactivity": "a time limit",
        "error": "a failure",
        "system": "the platform",
        "spam": "the platform",
    }
    kind = leg.get("disconnectType")
    return None if kind is None else words.get(kind, words.get(kind.split(".")[0], "other"))
