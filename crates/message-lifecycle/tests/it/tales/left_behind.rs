//! Ends that the platform misses.

use super::Tale;

pub(super) const TALES: &[Tale] = &[
    (
        "a queue is left behind",
        "inbound webmessaging
        +0 C enter customer
        !+0 C orphan
        +32 Q enter acd
        +50 W enter workflow
        +10 P start api
        +90 A offer agent 1
        !+0 A orphan
        !+0 W orphan
        !+0 Q orphan
        !+0 P orphan
        +500 C orphan
        = C:client W:peer A:peer P:peer Q:connected
        ? new
        ? Q fail shut-down
        !+0 D start customer
        !+0 V enter workflow
        !+0 A2 offer agent 2
        !+0 A2 auto-answer agent 2
        +86400000 Q shut-down
        = Q:system
        ? new enter:customer enter:external start:agent start:api",
    ),
    (
        "an outside party leaves a queue behind",
        "inbound webmessaging
        +0 X enter external
        +32 Q enter acd
        +50 W enter workflow
        +10 B enter bot
        !+0 B orphan
        +500 X orphan
        = X:client W:peer B:peer Q:connected",
    ),
    (
        "the end of a conversation is missed",
        "inbound webmessaging
        +0 C enter customer
        +32 Q enter acd
        +90 A auto-answer agent 1
        +500 A orphan
        = C:peer A:client
        +100 A wrap-up
        +3600000 D enter customer
        +32 R enter acd
        +90 B auto-answer agent 1
        +50 B hold
        +500 B orphan
        = D:peer B:client",
    ),
];
