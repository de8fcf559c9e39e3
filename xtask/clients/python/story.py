"""One story on the server, told with the vendor's Python SDK by its gateway setting, and a plain WebSocket client.

Arguments: the server's address, and the folder with further packages. Fails if a call is refused, a frame does not
come, or the SDK finds a value that it does not know.
"""

import json

from server import OUTDATED, client, control, genesys
from websockets.sync.client import connect


class Agent:
    """An agent with a token of their own, and a socket with their conversations."""

    def __init__(self, user_id):
        self.id = user_id
        api = client(user_id)
        self.conversations = genesys.ConversationsApi(api)
        me = genesys.UsersApi(api).get_users_me(expand=["routingStatus"])
        assert me.id == user_id and me.routing_status.status == "IDLE", me
        notifications = genesys.NotificationsApi(api)
        channel = notifications.post_notifications_channels()
        self.socket = connect(channel.connect_uri)
        topics = [f"v2.users.{user_id}.conversations", f"v2.users.{user_id}.conversations.messages"]
        listed = notifications.post_notifications_channel_subscriptions(
            channel.id, [topic_of(name) for name in topics]
        )
        assert [topic.state for topic in listed.entities] == ["Permitted"] * 2, listed
        self.frames = []

    def hear(self, topic_end, fits):
        """The first frame of a topic that fits, of those that have not been looked at yet."""
        while True:
            frame = json.loads(self.socket.recv(timeout=30))
            self.frames.append(frame)
            if frame["topicName"].endswith(topic_end) and fits(frame["eventBody"]):
                return frame["eventBody"]

    def leg(self, conversation_id):
        """The agent's participant and leg, of which nothing is unknown to the SDK."""
        conversation = self.conversations.get_conversation(conversation_id)
        assert OUTDATED not in str(conversation), conversation
        participant = [one for one in conversation.participants if one.user_id == self.id][-1]
        return participant, participant.messages[-1]

    def change(self, conversation_id, **properties):
        participant, _ = self.leg(conversation_id)
        body = genesys.MediaParticipantRequest()
        for name, value in properties.items():
            setattr(body, name, value)
        self.conversations.patch_conversations_message_participant(conversation_id, participant.id, body=body)


def topic_of(name):
    topic = genesys.ChannelTopic()
    topic.id = name
    return topic


def states(body):
    return [leg["state"] for one in body["participants"] for leg in one.get("messages", [])]


agents = control("GET", "organisation")["agents"]
first, second = (Agent(agent["id"]) for agent in agents[:2])

conversation_id = control("POST", "customers/messages", {"text": "Where is my order?"})["conversationId"]
offered = first.hear(".conversations", lambda body: "alerting" in states(body))
assert offered["id"] == conversation_id
first.change(conversation_id, state="connected")
first.hear(".conversations", lambda body: states(body)[-1] == "connected")
first.change(conversation_id, held=True)
flat = first.hear(".conversations.messages", lambda body: body["participants"][-1]["held"])
assert flat["participants"][-1]["startHoldTime"], flat
first.change(conversation_id, held=False)

message = genesys.AdditionalMessage()
message.text_body = "I will look into it."
participant, leg = first.leg(conversation_id)
sent = first.conversations.post_conversations_message_communication_messages(conversation_id, leg.id, message)
assert sent.normalized_message.text == message.text_body, sent
read = first.conversations.get_conversations_message_message(conversation_id, sent.id)
assert read.status == "delivery-success" and read.direction == "outbound", read

transfer = genesys.TransferRequest()
transfer.user_id = second.id
first.conversations.post_conversations_message_participant_replace(conversation_id, participant.id, transfer)
second.hear(".conversations", lambda body: states(body)[-1] == "alerting")
second.change(conversation_id, state="CONNECTED")
first.hear(".conversations", lambda body: "disconnected" in states(body))
assert first.leg(conversation_id)[1].disconnect_type == "transfer"
first.change(conversation_id, wrapup_skipped=True)

participant, leg = second.leg(conversation_id)
parking = genesys.ParkingStateRequest()
parking.state = "parked"
second.conversations.patch_conversations_message_participant_parkingstate(conversation_id, participant.id, parking)
second.hear(".conversations", lambda body: states(body)[-1] == "parked")
assert second.leg(conversation_id)[1].state == "parked"
second.change(conversation_id, state="connected")
second.hear(".conversations", lambda body: states(body)[-1] == "connected")

second.change(conversation_id, state="disconnected")
codes = second.conversations.get_conversations_message_participant_wrapupcodes(conversation_id, participant.id)
wrapup = genesys.WrapupInput()
wrapup.code = codes[0].id
wrapup.notes = "Sent again."
second.conversations.post_conversations_message_participant_communication_wrapup(
    conversation_id, participant.id, leg.id, body=wrapup
)
second.hear(".conversations.messages", lambda body: body["participants"][-1].get("wrapup"))
participant, leg = second.leg(conversation_id)
assert (leg.state, leg.disconnect_type) == ("disconnected", "client"), leg
assert participant.wrapup.code == codes[0].id and participant.wrapup.notes == "Sent again.", participant

try:
    second.change(conversation_id, state="connected")
    raise AssertionError("a leg that has ended was connected")
except genesys.rest.ApiException as refused:
    body = json.loads(refused.body)
    assert refused.status == 400 and body["code"] == "bad.request" and body["details"], refused

listed = client("msgleg")
media = genesys.ConversationsApi(listed).get_conversations_message(conversation_id)
assert OUTDATED not in str(media) and media.id == conversation_id
for agent in (first, second):
    agent.socket.close()
print(f"{len(first.frames)} and {len(second.frames)} frames")
