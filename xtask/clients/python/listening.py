"""The package genesys-notifications hears on its socket what a plain WebSocket client hears on another.

Arguments: the server's address, and the folder with further packages.
"""

import asyncio
import json
import logging
import sys
import urllib.request

address, packages = sys.argv[1:3]
sys.path.append(packages)

import websockets
from genesys_notifications import Channel

FRAMES = 12
"""How many notifications are waited for; an offer, an answer and what is written make more."""


def call(method, path, body=None, token=None):
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(address + path, data, headers, method=method)) as answer:
        return json.load(answer)


def log_in(identifier):
    form = f"grant_type=client_credentials&client_id={identifier}&client_secret=any".encode()
    with urllib.request.urlopen(f"{address}/oauth/token", form) as answer:
        return json.load(answer)["access_token"]


def frame_of(text):
    return json.dumps(json.loads(text) if isinstance(text, str) else text, sort_keys=True)


async def main():
    agent = call("GET", "/msgleg/organisation")["agents"][0]["id"]
    token = log_in(agent)
    uris = [call("POST", "/api/v2/notifications/channels", {}, token)["connectUri"] for _ in range(2)]
    topics = [f"v2.users.{agent}.conversations", f"v2.users.{agent}.conversations.messages"]

    quiet = logging.getLogger("quiet")
    quiet.addHandler(logging.NullHandler())
    quiet.propagate = False
    channel = Channel(uris[0], topics, logger=quiet)
    await channel
    # It gives a coroutine to `asyncio.wait`, which takes none from Python 3.11 on.
    receive = channel._connection.recv
    channel._connection.recv = lambda: asyncio.ensure_future(receive())

    plain = await websockets.connect(uris[1])
    await plain.send(json.dumps({"message": "subscribe", "topics": topics, "correlationId": "one"}))
    subscribed = json.loads(await plain.recv())
    assert subscribed["result"] == "200" and subscribed["status"] == "subscribed", subscribed

    call("PUT", "/msgleg/agents/rule", {"answerMs": 1_000, "replyMs": 2_000, "endMs": 20_000, "wrapUpMs": 5_000})
    call("POST", "/msgleg/customers/messages", {"text": "Where is my order?"})

    heard, expected = [], []
    async with asyncio.timeout(30):
        while len(heard) < FRAMES:
            frame = await anext(channel)
            # What is about the socket itself it passes on too.
            if frame.get("topicName", "").startswith("v2.users."):
                heard.append(frame_of(frame))
        while len(expected) < FRAMES:
            frame = json.loads(await plain.recv())
            if frame["topicName"].startswith("v2.users."):
                expected.append(frame_of(frame))
    assert heard == expected, (heard, expected)
    await plain.close()
    await channel.close()
    print(f"{len(heard)} frames")


asyncio.run(main())
