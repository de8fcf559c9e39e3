//! Agents park and come back.

use super::Tale;

pub(super) const TALES: &[Tale] = &[
    (
        "parked, and back in three ways",
        "inbound sms
        +0 C enter customer
        +32 Q enter acd
        +10 A auto-answer agent 2
        !+0 A park 0
        +500 A park 600000
        ? A status unpark unpark-due transfer fail shut-down
        !+0 A unpark-due
        !+0 A unpark-on-message
        !+0 A message
        !+0 A inactivity
        !+0 A inactivity-to-flow
        !+0 A inactivity-transfer
        +60000 A unpark
        !+0 A unpark
        = A:connected
        +500 A park 600000
        +601000 A unpark-due
        = A:connected
        +500 A park 600000
        +10 P start api
        +10 P message
        +10 P end
        = A:parked P:client
        +1000 C message
        = A:connected
        +500 A park 600000
        !+10 A unpark-on-message
        = A:parked
        +500 A transfer
        = A:transfer C:connected
        +30 Q2 enter acd",
    ),
    (
        "parked, and the customer ends",
        "inbound sms
        +0 C enter customer
        +32 Q enter acd
        +10 A auto-answer agent 2
        +500 A park 600000
        +500 C inactivity
        = C:inactivity A:peer",
    ),
];
