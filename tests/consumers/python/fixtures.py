"""All that the tests need to find their cases: the manifest says what each file covers."""

import json
import os
from pathlib import Path

import pytest

#: The folder of the corpus: as the environment says, or the nearest one above this file.
ABOVE = (folder / "fixtures" for folder in Path(__file__).resolve().parents)
FIXTURES = Path(os.environ.get("FIXTURES") or next(folder for folder in ABOVE if (folder / "manifest.json").exists()))
MANIFEST = json.loads((FIXTURES / "manifest.json").read_text(encoding="utf-8"))


def pick(kind, release=None, verdict="accept", **wanted):
    """What files of a kind cover, and their content: pick("message", release="269.0.0", disconnectTypes="spam")."""
    picked = []
    for file, covers in ((file, MANIFEST["covers"][file["covers"]]) for file in MANIFEST["files"]):
        single = file["kind"] == kind and file["verdict"] == verdict and file["records"] == 1
        if single and release in (None, file["revision"]) and all(value in covers[what] for what, value in wanted.items()):
            picked.append(pytest.param(covers, json.loads((FIXTURES / file["path"]).read_bytes()), id=file["path"]))
    assert picked, f"no {kind} of release {release} covers {wanted}"
    return picked
