"""What the vendor's Python SDK does with each case: it rejects a record if reading it raises an exception.

A notification is taken apart first, as every user of the SDK has to: it has classes for the bodies only.
"""

import json
import os
import sys

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.path.append(os.path.dirname(os.path.abspath(__file__)))

import cases
import sdk

NOTIFICATIONS = {"notification", "media-notification", "detail-event"}


def main():
    for case in cases.cases():
        # Older releases lack the classes of later views: no answer.
        if all(sdk.properties(model) is not None for model in case["models"]):
            cases.answer(case, verdict="accept" if takes(case) else "reject")


def takes(case):
    """Whether the SDK reads all records."""
    try:
        for text, model in zip(cases.texts(case), case["models"]):
            if case["view"] in NOTIFICATIONS:
                text = json.dumps(json.loads(text)["eventBody"])
            sdk.read(model, text)
    except Exception:  # The SDK raises whatever it meets: AttributeError, TypeError, its own.
        return False
    return True


main()
