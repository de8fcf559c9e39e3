"""Compares a payload that was sent with the one that came back, along the SDK's own definitions.

Equal means what it means to a reader of the API: the same properties, the same instants however they are spelled,
the same numbers however they are written, and everything else to the letter. Definitions outside `modelled` (legs of
other media) are held to what the SDK's classes have: a property or enum value beyond them is counted as left out.
"""

import collections
import datetime
import decimal
import json
import re

import sdk

Loss = collections.namedtuple("Loss", "path problem")

_INSTANT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:Z|([+-])(\d\d):(\d\d))")


EXCEPTIONS = set()
"""The names of the exceptions that hold in this release. `upper-case`: notifications declare a value in upper snake
case, such as TRANSFER_NOANSWER for transfer.noanswer, so that the SDK does not know the text that is sent."""


def parse(text):
    """JSON with numbers by their text: 1.10 is 1.1, and no digit is rounded away."""
    return json.loads(text, parse_float=decimal.Decimal)


class Comparison:
    """Walks pairs of payloads; collects losses and what it has seen on the way."""

    def __init__(self, modelled):
        self.modelled = modelled
        self.losses = []
        self.left_out = 0
        self.exceptions = collections.Counter()
        self.objects = collections.Counter()
        self.covered = collections.defaultdict(set)
        self.first = {}
        """The path of the first object of each modelled definition."""

    def compare(self, kind, sent, back, path=(), modelled=True):
        """Compares two values of a kind at a path (a tuple of keys and indices)."""
        word, element = sdk.element_kind(kind)
        if word is not None:
            self._collection(word, element, sent, back, path, modelled)
        elif sdk.properties(kind) is not None:
            self._object(kind, sent, back, path, modelled and kind in self.modelled)
        elif kind == "object":
            self._expect(sent == back, path, f"sent {sent!r}, came back as {back!r}")
        elif back == sdk.OUTDATED and sent != back and not modelled:
            self.left_out += 1
        elif kind in ("datetime", "LocalDateTime"):
            self._expect(_same_instant(sent, back), path, f"instant {sent!r} came back as {back!r}")
        else:
            same = sent == back and isinstance(sent, bool) == isinstance(back, bool)
            self._expect(same, path, f"sent {sent!r}, came back as {back!r}")

    def _object(self, definition, sent, back, path, modelled):
        if not self._expect(isinstance(sent, dict) and isinstance(back, dict), path, f"sent {sent!r} for an object"):
            return
        self.objects[definition] += 1
        if modelled:
            self.first.setdefault(definition, path)
        known = sdk.properties(definition)
        for key, value in sent.items():
            if key not in known and not modelled:
                self.left_out += 1
            elif self._expect(key in known, path + (key,), f"{definition} has no such property"):
                if self._expect(key in back, path + (key,), f"did not arrive ({value!r} was sent)"):
                    word, _ = sdk.element_kind(known[key])
                    if value or word is None:  # An empty list or map shows nothing of its elements.
                        self.covered[definition].add(key)
                    if back[key] == sdk.OUTDATED != value and self._is_upper_case(definition, key, value):
                        self.exceptions["upper-case"] += 1
                    else:
                        self.compare(known[key], value, back[key], path + (key,), modelled)
        for key in sorted(back.keys() - sent.keys()):
            self._expect(False, path + (key,), f"was not sent, came back as {back[key]!r}")

    def _is_upper_case(self, definition, key, value):
        return "upper-case" in EXCEPTIONS and "EventTopic" in definition and sdk.lists_upper_case(definition, key, value)

    def _collection(self, word, element, sent, back, path, modelled):
        shape = list if word == "list" else dict
        if not self._expect(isinstance(sent, shape) and isinstance(back, shape), path, f"sent {sent!r} for a {word}"):
            return
        keys = (range(len(sent)), range(len(back))) if word == "list" else (sent.keys(), back.keys())
        if self._expect(set(keys[0]) == set(keys[1]), path, f"{len(sent)} elements sent, {len(back)} came back"):
            for key in keys[0]:
                self.compare(element, sent[key], back[key], path + (key,), modelled)

    def _expect(self, holds, path, problem):
        if not holds:
            self.losses.append(Loss(path, problem))
        return holds


def show(path):
    """participants[2].messages[0].state"""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return text.lstrip(".") or "(the whole payload)"


def _same_instant(sent, back):
    instant = _instant(sent)
    return instant is not None and instant == _instant(back)


def _instant(text):
    """Seconds since year 1 as an exact decimal; None where there is no zone or no date-time."""
    match = _INSTANT.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        return None
    date, hour, minute, second, fraction, sign, offset_hour, offset_minute = match.groups()
    try:
        days = datetime.date.fromisoformat(date).toordinal()
    except ValueError:  # No such day, or year 0.
        return None
    seconds = days * 86400 + int(hour) * 3600 + int(minute) * 60 + int(second)
    if sign is not None:
        offset = int(offset_hour) * 3600 + int(offset_minute) * 60
        seconds += -offset if sign == "+" else offset
    return decimal.Decimal(f"{seconds}.{fraction or 0}")
