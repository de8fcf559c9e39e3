//! Nobody writes, until a timer ends legs or the session.

use super::Tale;

pub(super) const TALES: &[Tale] = &[
    (
        "nobody writes: the timer ends the conversation",
        "inbound webmessaging
        +0 C enter customer
        +32 Q enter acd
        +10 A auto-answer agent 2
        +500 A hold
        +500000 A inactivity
        = A:inactivity C:peer",
    ),
    (
        "nobody writes: the timer ends both",
        "inbound webmessaging
        +0 C enter customer
        +32 Q enter acd
        +10 A auto-answer agent 2
        +10 P start api
        +500000 C inactivity
        !+0 P hand-on
        = C:inactivity A:inactivity P:peer
        +10 X enter external
        +32 R enter acd
        +10 B auto-answer agent 2
        +500000 X inactivity
        = X:inactivity B:inactivity",
    ),
    (
        "nobody writes: a flow takes over, twice",
        "inbound webmessaging
        +0 C enter customer
        +32 Q enter acd
        +10 A1 auto-answer agent 2
        +500000 A1 inactivity-to-flow
        = A1:inactivity C:connected
        +20 W enter workflow
        +400 W hand-on
        +32 Q2 enter acd
        +10 A2 auto-answer agent 2
        +500 A2 hold
        +500000 A2 inactivity-transfer
        = A2:transfer C:connected",
    ),
    (
        "the session expires",
        "inbound webmessaging
        +0 C enter customer
        +32 Q enter acd
        +10 A auto-answer agent 2
        +500 A park 600000
        +500 C expire
        = C:session.expired A:peer",
    ),
];
