"""What the oldest SDK, which has no gateway setting but a host, reads of a conversation on the server.

Arguments: the server's address, the folder with further packages, and the scenario to play.
"""

import json
import sys
import urllib.request

import PureCloudPlatformClientV2 as genesys

address, _, scenario = sys.argv[1:4]

OUTDATED = "outdated_sdk_version"
"""What the SDK puts in place of an enum value that it does not know."""


def call(path, body):
    with urllib.request.urlopen(address + path, body.encode()) as answer:
        return json.load(answer)


form = "grant_type=client_credentials&client_id=msgleg&client_secret=any"
genesys.configuration.host = address
genesys.configuration.access_token = call("/oauth/token", form)["access_token"]
conversations = genesys.ConversationsApi()
for conversation_id in call("/msgleg/plays", json.dumps({"scenario": scenario}))["conversationIds"]:
    call("/msgleg/clock/advance", '{"ms": 10800000}')
    conversation = conversations.get_conversation(conversation_id)
    assert OUTDATED not in str(conversation), conversation
    assert conversation.id == conversation_id, conversation
    legs = [leg for participant in conversation.participants for leg in participant.messages]
    states = [leg.state for leg in legs]
    assert len(states) >= 3 and set(states) == {"disconnected"}, states
    print(f"{len(legs)} legs, {sum(len(leg.messages or []) for leg in legs)} messages")
