//! Agents are asked: who declines, misses or is passed over, and the customer who does not wait.

use super::Tale;

pub(super) const TALES: &[Tale] = &[
    (
        "the customer gives up in the queue",
        "inbound sms
        +0 C enter customer
        +32 Q enter acd
        +60000 C end
        = C:client Q:peer",
    ),
    (
        "the customer gives up while an agent is asked",
        "inbound sms
        +0 C enter external
        +32 Q enter acd
        +60 A offer agent 0
        ? C message status end expire inactivity fail shut-down spam orphan
        +6000 C end
        = C:client Q:peer A:peer
        !+0 A wrap-up
        !+0 A shut-down",
    ),
    (
        "one agent misses, one declines, one is passed over, one offer breaks, the last answers \
         by itself",
        "inbound sms
        +0 C enter customer
        +32 Q enter acd
        +189 A1 offer agent 0
        +30150 A1 time-out
        = A1:system Q:connected C:connected
        +340 A2 offer agent 0
        +9000 A2 decline
        = A2:client Q:connected C:connected
        +340 A3 offer agent 1
        +9000 A3 reassign
        = A3:transfer Q:connected C:connected
        +10 A4 offer agent 2
        +500 A4 fail
        = A4:error Q:connected C:connected
        +10 A5 auto-answer agent 2
        = A5:connected Q:transfer
        +9000 A5 end
        = C:peer A5:client
        +60000 A5 time-out-wrap-up",
    ),
];
