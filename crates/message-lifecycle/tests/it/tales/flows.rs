//! Flows that call bots, and flows that run while the contact waits in a queue.

use super::Tale;

pub(super) const TALES: &[Tale] = &[
    (
        "a flow calls a bot and goes on",
        "inbound webmessaging
        +0 C enter customer
        +5 W enter workflow
        ? new enter:bot start:api
        +50 B enter bot
        ? new start:api
        ? W message status end fail shut-down
        ? B message status hand-on end finish fail shut-down
        +500 B message
        +500 C message
        +500 B finish
        = B:system W:connected C:connected
        +10 W message
        +10 D enter bot
        +500 D hand-on
        = D:transfer W:connected C:connected
        +10 W hand-on
        +32 Q enter acd
        = W:transfer Q:connected C:connected",
    ),
    (
        "a called bot ends the conversation",
        "inbound webmessaging
        +0 C enter customer
        +5 W enter workflow
        +50 B enter bot
        !+0 W finish
        !+0 W hand-on
        !+0 C finish
        !+0 C hand-on
        +500 B end
        = B:client W:peer C:peer",
    ),
    (
        "a flow ends the conversation though its bot runs",
        "inbound webmessaging
        +0 C enter customer
        +5 W enter workflow
        +50 B enter bot
        +500 W end
        = W:client B:peer C:peer",
    ),
    (
        "a flow runs while the contact waits",
        "inbound webmessaging
        +0 C enter customer
        +32 Q enter acd
        ? new enter:workflow offer:agent auto-answer:agent start:api
        +50 W enter workflow
        ? new enter:bot offer:agent auto-answer:agent start:api
        ? W message status hand-on end finish fail shut-down
        ? Q fail shut-down
        +10 W message
        +10 B enter bot
        ? W message status end finish fail shut-down
        +500 B message
        +500 B finish
        = B:system W:connected Q:connected C:connected
        +10 A offer agent 1
        +3000 W message
        !+0 W hand-on
        +1000 A answer
        !+0 B2 enter bot
        !+0 A finish
        !+0 A hand-on
        !+0 X enter workflow
        = W:system Q:transfer A:connected C:connected
        !+0 X enter workflow
        !+0 X enter bot",
    ),
    (
        "an in-queue flow and its bot give way to an agent",
        "inbound webmessaging
        +0 C enter customer
        +32 Q enter acd
        +50 W enter workflow
        +50 B enter bot
        +100 A auto-answer agent 1
        = W:system B:system Q:transfer A:connected C:connected",
    ),
    (
        "an in-queue flow gives way to an agent who is gone at once",
        "inbound webmessaging
        +0 C enter customer
        +32 Q enter acd
        +50 W enter workflow
        +100 A auto-answer agent 1
        +1 A transfer
        = W:system Q:transfer A:transfer C:connected
        +32 R enter acd
        +50 A2 offer agent 1
        +10 V enter workflow
        +3000 A2 answer
        +1 A2 inactivity-to-flow
        = V:system R:transfer A2:inactivity C:connected
        +50 X enter workflow
        +50 X finish
        = X:system C:peer",
    ),
    (
        "a bot outlives the in-queue flow that called it",
        "inbound webmessaging
        +0 C enter customer
        +32 Q enter acd
        +50 W enter workflow
        +50 B enter bot
        +100 W finish
        !+0 B hand-on
        +10 P start api
        +10 P end
        = W:system P:client B:connected Q:connected C:connected
        +100 B finish
        = W:system B:system Q:connected C:connected",
    ),
    (
        "who pulls ends the in-queue flow",
        "inbound webmessaging
        +0 C enter customer
        +32 Q enter acd
        +50 W enter workflow
        +50 A offer agent 1
        +100 B pull agent 2
        = W:system Q:transfer A:takeover B:connected C:connected",
    ),
    (
        "an in-queue flow is done and the contact waits on",
        "inbound webmessaging
        +0 C enter customer
        +32 Q enter acd
        +50 W enter workflow
        +900 W finish
        = W:system Q:connected C:connected
        ? new enter:workflow offer:agent auto-answer:agent start:api
        +50 V enter workflow
        +50 B enter bot
        +50 B hand-on
        = B:transfer V:connected Q:connected
        +50 V end
        = V:client Q:client C:peer",
    ),
    (
        "an in-queue flow takes the contact out of the queue",
        "inbound webmessaging
        +0 C enter customer
        +32 Q enter acd
        !+0 Q hand-on
        +10 P start api
        +50 W enter workflow
        !+0 Q hand-on
        !+0 Q end
        !+0 P hand-on
        +900 W hand-on
        !+0 P hand-on
        !+0 C hand-on
        = W:transfer Q:transfer C:connected
        ? new enter:workflow enter:bot enter:acd start:api
        +40 R enter acd
        !+0 R hand-on
        +90 A offer agent 1
        +100 A answer
        = R:transfer A:connected",
    ),
    (
        "an outside party is taken out of a queue",
        "inbound webmessaging
        +0 X enter external
        +32 Q enter acd
        +50 W enter workflow
        +900 W hand-on
        !+0 X hand-on
        = W:transfer Q:transfer X:connected",
    ),
    (
        "a bot ends the conversation while the contact waits",
        "inbound webmessaging
        +0 C enter customer
        +32 Q enter acd
        +50 W enter workflow
        +50 B enter bot
        +90 A offer agent 1
        +100 B end
        = B:client Q:client W:peer A:peer C:peer",
    ),
];
