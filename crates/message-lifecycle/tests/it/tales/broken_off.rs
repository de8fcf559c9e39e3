//! An administrator, an error or a verdict of spam ends it.

use super::Tale;

pub(super) const TALES: &[Tale] = &[
    (
        "an administrator disconnects an agent's conversation",
        "inbound sms
        +0 C enter customer
        +32 Q enter acd
        +10 A1 auto-answer agent 2
        +10 A1 transfer
        +30 Q2 enter acd
        +10 A2 auto-answer agent 1
        +10 A2 hold
        +10 A2 shut-down
        = C:system A2:system A1:transfer
        !+10 A1 wrap-up
        !+0 A2 wrap-up",
    ),
    (
        "an administrator disconnects a parked conversation",
        "inbound sms
        +0 C enter customer
        +32 Q enter acd
        +10 A auto-answer agent 1
        +10 A park 60000
        +10 C shut-down
        = C:system A:system
        !+0 A wrap-up",
    ),
    (
        "an administrator disconnects a waiting conversation",
        "inbound sms
        +0 C enter customer
        +32 Q enter acd
        +10 A offer agent 1
        +10 Q shut-down
        = C:system A:system Q:system
        !+0 A wrap-up
        !+0 A shut-down",
    ),
    (
        "a flow breaks",
        "inbound sms
        +0 C enter customer
        +5 W enter workflow
        +400 W fail
        = W:error C:peer
        +10 D enter customer
        +32 R enter acd
        +10 B auto-answer agent 1
        +10 B fail
        = D:peer B:error",
    ),
    (
        "the provider of a held leg breaks, and that of a parked one",
        "inbound sms
        +0 C enter customer
        +32 Q enter acd
        +10 A auto-answer agent 1
        +10 A hold
        +10 A fail
        = C:peer A:error
        +10 D enter customer
        +32 R enter acd
        +10 B auto-answer agent 1
        +10 B park 60000
        +10 B fail
        = D:peer B:error",
    ),
    (
        "spam",
        "inbound sms
        +0 C enter customer
        +32 Q enter acd
        +10 C spam
        = C:spam Q:peer",
    ),
];
