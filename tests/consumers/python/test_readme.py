"""The code in the README of the corpus."""

from fixtures import FIXTURES


def test_the_code_of_the_readme_finds_what_it_says(monkeypatch):
    monkeypatch.chdir(FIXTURES.parent)
    code = (FIXTURES / "README.md").read_text(encoding="utf-8").split("```python\n")[1].split("```")[0]
    found = {}
    exec(code, found)
    assert found["parked"] and found["stickers"]
