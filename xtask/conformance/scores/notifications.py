"""What a reader knows at the end of each stream who listens with genesys-notifications and believes what came last.

The package passes on what its socket hears; the socket of this script sends what arrives in each case. What the case
says that the API answered is taken in its place between.

Arguments: the folder with the package and websockets.
"""

import asyncio
import json
import logging
import os
import sys

sys.path.append(sys.argv[1])
sys.path.append(os.path.dirname(os.path.abspath(__file__)))

import websockets
from genesys_notifications import Channel

import cases


async def main():
    for case in cases.cases():
        states = await heard(case)
        ends = [{"participantId": participant, "state": state} for participant, state in states.items()]
        cases.answer(case, ends=ends)


async def heard(case):
    """The last state of each participant, by what the package passes on."""
    frames = [item for item in case["items"] if item["source"] == "notification"]

    async def send(connection):
        await connection.recv()
        for frame in frames:
            await connection.send(json.dumps(frame["record"]))
        await connection.wait_closed()

    states = {}
    async with websockets.serve(send, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        quiet = logging.getLogger("quiet")
        quiet.addHandler(logging.NullHandler())
        quiet.propagate = False
        channel = Channel(f"ws://127.0.0.1:{port}", ["v2.users.a.conversations.messages"], logger=quiet)
        await channel
        # It gives a coroutine to `asyncio.wait`, which takes none from Python 3.11 on.
        receive = channel._connection.recv
        channel._connection.recv = lambda: asyncio.ensure_future(receive())
        for item in case["items"]:
            told = item["record"] if item["source"] == "api" else (await anext(channel))["eventBody"]
            take(told, states)
        await channel.close()
    return states


def take(told, states):
    """What a conversation shows of its legs; a detail event shows the end of one."""
    for participant in told.get("participants", []):
        leg = participant if "state" in participant else (participant.get("messages") or [{}])[-1]
        if "state" in leg:
            states[participant["id"]] = leg["state"]
    if "participantId" in told and "disconnectType" in told:
        states[told["participantId"]] = "disconnected"


asyncio.run(main())
