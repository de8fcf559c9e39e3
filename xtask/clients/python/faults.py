"""What the vendor's Python SDK does under each fault of transport: retries, duplicates, or an exception.

Arguments: the server's address, the folder with further packages, and the file of the faults. Fails if the SDK does
anything else than the file says.
"""

import json
import sys

from server import client, control, genesys
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

file = sys.argv[3]
agent = control("GET", "organisation")["agents"][0]["id"]
api = client(agent)
conversations = genesys.ConversationsApi(api)
conversation_id = control("POST", "customers/messages", {"text": "Hello"})["conversationId"]
participant = conversations.get_conversation(conversation_id).participants[-1]
leg = participant.messages[0].id
body = genesys.MediaParticipantRequest()
body.state = "connected"
conversations.patch_conversations_message_participant(conversation_id, participant.id, body=body)


def outcome(act):
    """How a call ends, in a few words."""
    try:
        act()
    except genesys.rest.ApiException as error:
        try:
            return f"{type(error).__name__} {error.status} {json.loads(error.body)['code']}"
        except (TypeError, ValueError):
            return f"{type(error).__name__} {error.status}"
    except Exception as error:
        return type(error).__name__
    return "answer"


def send(fault, failure):
    """Sends a message under a fault: how that ends, how often it was asked for, and how many messages there are."""
    control("DELETE", "requests")
    control("POST", "failures", {"method": "POST", "path": f"/communications/{leg}/messages"} | failure)
    message = genesys.AdditionalMessage()
    message.text_body = fault
    ends = outcome(
        lambda: conversations.post_conversations_message_communication_messages(conversation_id, leg, message)
    )
    control("DELETE", "failures")
    received = control("GET", "requests")
    steps = control("GET", f"conversations/{conversation_id}/script")["steps"]
    return {
        "ends": ends,
        "requests": len(received),
        "repetitions": sum("repeats" in one for one in received),
        "messages": sum(step.get("text") == fault for step in steps),
    }


def listen(call, **disturbance):
    """Disturbs a socket: how reading from it ends, and what the channel is afterwards."""
    notifications = genesys.NotificationsApi(api)
    channel = notifications.post_notifications_channels()
    with connect(channel.connect_uri) as socket:
        control("POST", call, {"channelId": channel.id} | disturbance)
        try:
            socket.send('{"message": "subscribe", "topics": ["v2.users.%s.presence"]}' % agent)
            heard = json.loads(socket.recv(timeout=1))
            ends = heard.get("topicName") or heard["result"]
        except TimeoutError:
            ends = "nothing comes"
        except ConnectionClosed as closed:
            ends = f"{type(closed).__name__} {closed.rcvd.code if closed.rcvd else 'without a close'}"
    listed = outcome(lambda: notifications.get_notifications_channel_subscriptions(channel.id))
    return {"ends": ends, "channel": listed}


with open(file, encoding="utf-8") as faults:
    faults = json.load(faults)
seen = [
    send(fault["fault"], fault["failure"])
    if "failure" in fault
    else listen(fault["control"], **fault.get("body", {}))
    for fault in faults
]
for fault, found in zip(faults, seen, strict=True):
    expected = fault["python"]
    assert found == expected, f"{fault['fault']}: found {json.dumps(found)}, expected {json.dumps(expected)}"
print(f"{len(seen)} faults")
