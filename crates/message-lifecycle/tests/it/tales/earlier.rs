//! In earlier releases less can happen.

use super::Tale;

pub(super) const TALES: &[Tale] = &[
    (
        "before release 238 the session times out, and nothing is parked, pulled or inactive",
        "inbound webmessaging 192.0.0
        +0 C enter customer
        +5 W enter workflow
        ? W message status hand-on end finish fail shut-down
        +0 W hand-on
        +0 B enter bot
        ? B message status hand-on end finish fail shut-down
        +0 B hand-on
        +32 Q enter acd
        ? Q fail shut-down
        +0 P start api
        ? P message status end finish fail shut-down
        +10 A auto-answer agent 2
        ? A message status hold transfer end fail shut-down orphan
        !+5 A park 600000
        !+0 A2 pull agent 1
        !+0 A inactivity
        !+0 C inactivity
        !+0 A inactivity-to-flow
        !+0 A inactivity-transfer
        +500 A hold
        +500 C expire
        = C:timeout A:peer",
    ),
    (
        "before release 251 nobody is taken over",
        "inbound webmessaging 247.0.0
        +0 C enter customer
        +32 Q enter acd
        +10 A auto-answer agent 2
        !+5 A2 pull agent 1
        +5 A park 600000",
    ),
];
