//! Bots, flows and programs that serve.

use super::Tale;

pub(super) const TALES: &[Tale] = &[
    (
        "a bot serves and ends",
        "inbound sms
        +0 C enter customer
        +0 B enter bot
        ? B message status hand-on end finish fail shut-down
        +500 B message
        +500 B end
        = B:client C:peer",
    ),
    (
        "a flow is done",
        "inbound sms
        +0 C enter customer
        +0 W enter workflow
        !+0 W decline
        +500 W finish
        = W:system C:peer",
    ),
    (
        "programs write into a live conversation",
        "inbound sms
        !+0 P start api
        +0 C enter customer
        +32 Q enter acd
        +10 A auto-answer agent 2
        +10 P start api
        ? P message status end finish fail shut-down
        ? new offer:agent pull:agent start:api
        +10 P message
        +10 P end
        = P:client C:connected A:connected
        +10 R start api
        +10 R finish
        = R:system C:connected A:connected
        +10 S start api
        +10 A end
        = S:peer C:peer A:client",
    ),
];
