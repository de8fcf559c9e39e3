"""Cases on standard input and answers on standard output, as the README of the corpus describes them."""

import json
import sys


def cases():
    """The cases, one after the other."""
    for line in sys.stdin:
        yield json.loads(line)


def texts(case):
    """The records of a case, each as the text that a client gets. One that is no UTF-8 is an error."""
    if "records" in case:
        return [json.dumps(record) for record in case["records"]]
    pieces = [
        (bytes.fromhex(piece["hex"]) if "hex" in piece else piece["text"].encode()) * piece.get("times", 1)
        for piece in case["bytes"]
    ]
    return [b"".join(pieces).decode("utf-8")]


def answer(case, **what):
    """Writes the answer to a case."""
    print(json.dumps({"id": case["id"], **what}), flush=True)
