"""Pushes payloads through the vendor's Python SDK and back, and reports what was lost.

Standard input: first {"modelled": [<class>, ...], "exceptions": [<name>, ...]}, with the classes that are modelled
beside those of a leg and the exceptions that hold in the release; then a record a line,
{"root": "<class>", "name": "...", "text": "<the payload's JSON>"}.
Standard output: one JSON report. `--plant enum|property` spoils one record first, which must show as a loss.
Who calls decides what is red; this script only fails when it cannot do its work.

Each run also proves that it can see: into one object of every modelled definition it plants a property that no
release has, into each enum property found there a value that no release has, and it alters every value of one
returned payload. What of this goes unnoticed is reported as `missed`.
"""

import argparse
import copy
import itertools
import json
import platform
import sys

import comparison
import sdk

ENVELOPE = {"Conversation", "Participant", "Wrapup"}
"""What is modelled beside the closure of `Message`. A participant had a Wrapup long before a message did."""

LEG_ROOTS = {"Conversation", "Participant", "Message"}
"""The payloads of the view of which the legs and the envelope are modelled, and nothing else."""

PLANTED_KEY = "plantedProperty"
PLANTED_VALUE = "planted_value"

ALTERATIONS = 500
"""How many alterations of one returned payload are tried: each costs a copy of it."""


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--plant", choices=("enum", "property"))
    plant = arguments.parse_args().plant
    head, *records = [json.loads(line) for line in sys.stdin if line.strip()]
    for record in records:
        record["payload"] = comparison.parse(record["text"])
    views = set(head["modelled"])
    absent = sorted(name for name in views if sdk.properties(name) is None)
    views -= set(absent)
    of_leg = sdk.closure("Message") | ENVELOPE
    modelled = of_leg | views
    for record in records:
        # What a conversation holds beside its legs passes through, though another view models it.
        record["modelled"] = of_leg if record["root"] in LEG_ROOTS else modelled
    comparison.EXCEPTIONS.update(head["exceptions"])
    missed, proofs = prove(records)
    if plant is not None and not plant_one(records, plant):
        missed.append(f"no record to plant an unknown {plant} into")
    total = comparison.Comparison(modelled)
    losses = []
    for record in records:
        total.losses = []
        total.modelled = record["modelled"]
        check(record, total)
        losses += [
            {"record": record["name"], "path": comparison.show(loss.path), "problem": loss.problem}
            for loss in total.losses
        ]
    wanted = {(name, key) for name in modelled for key in sdk.properties(name) if not is_remainder(name, key)}
    covered = {(name, key) for name in modelled for key in total.covered[name]}
    report = {
        "sdk": sdk.VERSION,
        "python": platform.python_version(),
        "records": len(records),
        "objects": sum(total.objects[name] for name in modelled),
        "definitions": [sum(total.objects[name] > 0 for name in modelled), len(modelled)],
        "properties": [len(covered), len(wanted)],
        "uncovered": sorted(f"{name}.{key}" for name, key in wanted - covered)
        + sorted(name for name in modelled if not total.objects[name])
        + [f"no class {name}" for name in absent],
        "other_objects": sum(count for name, count in total.objects.items() if name not in modelled),
        "left_out": total.left_out,
        "exceptions": total.exceptions,
        "losses": losses,
        "proofs": proofs,
        "missed": missed,
    }
    json.dump(report, sys.stdout)


def is_remainder(name, key):
    """Whether the property is a remainder of the vendor's generator: an empty object, in some releases only."""
    return key == "additionalProperties" and "EventTopic" in name


def check(record, into):
    """Sends one record there and back; an exception of the SDK loses the whole record."""
    try:
        back = sdk.there_and_back(record["root"], record["text"])
    except Exception as error:  # The SDK raises whatever it meets: AttributeError, TypeError, its own.
        text = " ".join(str(error).split())
        into.losses.append(comparison.Loss((), f"the SDK fails: {type(error).__name__}: {text}"))
        return None
    back = comparison.parse(back)
    into.compare(record["root"], record["payload"], back)
    return back


def prove(records):
    """Spoils copies of the records in every way that must be seen; gives what was not, and the number of tries."""
    missed, proofs, seen, altered = [], 0, set(), False
    for record in records:
        clean = comparison.Comparison(record["modelled"])
        back = check(record, clean)
        if clean.losses:
            continue  # Already red, and a planted loss could hide behind a real one.
        if not altered:
            altered = True
            for path, spoiled in itertools.islice(alterations(back), ALTERATIONS):
                proofs += 1
                tampered = comparison.Comparison(record["modelled"])
                tampered.compare(record["root"], record["payload"], spoiled)
                if not tampered.losses:
                    missed.append(f"{record['name']}: altered {comparison.show(path)}")
        for definition, path in clean.first.items():
            for key, spoiled in plants(record, definition, path):
                if (definition, key) in seen:
                    continue
                seen.add((definition, key))
                proofs += 1
                planted = comparison.Comparison(record["modelled"])
                check(spoiled, planted)
                if [loss.path for loss in planted.losses] != [path + (key,)]:
                    missed.append(f"{record['name']}: planted {definition}.{key}")
    return missed, proofs


def plants(record, definition, path):
    """The record with an unknown property, then with each enum value unknown, in the object at the path."""
    enums = [key for key in at(record["payload"], path) if sdk.is_enum(definition, key)]
    for key in [PLANTED_KEY] + enums:
        payload = copy.deepcopy(record["payload"])
        at(payload, path)[key] = PLANTED_VALUE
        yield key, dict(record, payload=payload, text=json.dumps(payload, default=float))


def plant_one(records, plant):
    """Spoils the first record that can be, in place."""
    for index, record in enumerate(records):
        clean = comparison.Comparison(record["modelled"])
        check(record, clean)
        for definition, path in clean.first.items():
            for key, spoiled in plants(record, definition, path):
                if (key == PLANTED_KEY) == (plant == "property"):
                    records[index] = spoiled
                    return True
    return False


def alterations(payload, path=()):
    """Every copy of the payload that has one value altered or one property gone, with its path."""
    value = at(payload, path)
    if isinstance(value, (dict, list)):
        for key in list(value) if isinstance(value, dict) else range(len(value)):
            yield from alterations(payload, path + (key,))
    if path:
        spoiled = copy.deepcopy(payload)
        del at(spoiled, path[:-1])[path[-1]]
        yield path, spoiled
    if not isinstance(value, (dict, list)):
        spoiled = copy.deepcopy(payload)
        at(spoiled, path[:-1])[path[-1]] = other(value)
        yield path, spoiled


def other(value):
    """A value of the same type that is not this one; of a date-time, a minute earlier."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, str):
        return value.replace("+00:00", "+00:01") if value.endswith("+00:00") else value + "x"
    return value + 1


def at(payload, path):
    """The value at a path."""
    for step in path:
        payload = payload[step]
    return payload


main()
