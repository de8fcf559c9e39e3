"""All that the tests need to find their cases: the manifest says what each file covers."""

import json
from pathlib import Path

import pytest

FIXTURES = Path(__file__).parents[3] / "fixtures"
MANIFEST = json.loads((FIXTURES / "manifest.json").read_text(encoding="utf-8"))


def pick(kind, verdict="accept", **wanted):
    """What files of a kind cover, and their content: pick("message", disconnectTypes="spam")."""
    for file, covers in ((file, MANIFEST["covers"][file["covers"]]) for file in MANIFEST["files"]):
        single = file["kind"] == kind and file["verdict"] == verdict and file["records"] == 1
        if single and all(value in covers[what] for what, value in wanted.items()):
            yield pytest.param(covers, json.loads((FIXTURES / file["path"]).read_bytes()), id=file["path"])
