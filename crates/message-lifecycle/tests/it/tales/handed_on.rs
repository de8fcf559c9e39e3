//! Agents hand on, to a queue or to a person, and are taken over by colleagues.

use super::Tale;

pub(super) const TALES: &[Tale] = &[
    (
        "an agent is gone before the queue has let go",
        "inbound sms
        +0 C enter customer
        +32 Q enter acd
        !+5 Q hand-on
        +5 A auto-answer agent 0
        +1 A transfer
        = A:transfer Q:transfer C:connected",
    ),
    (
        "blind transfer to a queue",
        "inbound sms
        +0 C enter customer
        +32 Q1 enter acd
        +10 A1 auto-answer agent 0
        +5000 A1 hold
        +5000 A1 transfer
        = A1:transfer C:connected
        +40 Q2 enter acd
        +1 A1 wrap-up
        +100 A2 offer agent 1
        !+0 A2 transfer
        +1000 A2 answer
        +5000 A2 transfer
        = A2:transfer Q2:transfer C:connected
        +40 B enter bot
        +400 B hand-on
        = B:transfer C:connected",
    ),
    (
        "blind transfer to a person who answers",
        "inbound sms
        +0 C enter customer
        +32 Q1 enter acd
        +10 A1 auto-answer agent 0
        +5000 A2 offer agent 1
        !+0 A1 transfer
        !+0 A1 inactivity-to-flow
        !+0 A1 inactivity-transfer
        !+0 A2 time-out
        !+0 A3 offer agent 2
        +4000 A2 answer
        ? A1 message status hold park transfer inactivity-to-flow inactivity-transfer end inactivity fail shut-down orphan
        ? A2 message status hold park transfer inactivity-to-flow inactivity-transfer end inactivity fail shut-down orphan
        = A1:transfer A2:connected C:connected
        +4000 C end
        = C:client A2:peer",
    ),
    (
        "blind transfer of a held conversation to a person",
        "inbound sms
        +0 C enter customer
        +32 Q1 enter acd
        +10 A1 auto-answer agent 0
        +10 A1 hold
        +5000 A2 offer agent 1
        +4000 A2 answer
        ? A1 status resume transfer inactivity-to-flow inactivity-transfer end inactivity fail shut-down orphan
        = A1:transfer A2:connected C:connected",
    ),
    (
        "blind transfer of a parked conversation to a person",
        "inbound sms
        +0 C enter customer
        +32 Q1 enter acd
        +10 A1 auto-answer agent 0
        +10 A1 park 600000
        !+0 A1 end
        !+0 A1 hold
        +5000 A2 offer agent 1
        !+0 A1 transfer
        +4000 A2 answer
        ? A1 status unpark unpark-due transfer fail shut-down
        ? A2 message status hold park transfer inactivity-to-flow inactivity-transfer end inactivity fail shut-down orphan
        = A1:transfer A2:connected C:connected",
    ),
    (
        "transfers to people who do not come",
        "inbound sms
        +0 C enter customer
        +32 Q1 enter acd
        +10 A1 auto-answer agent 0
        +5000 A2 offer agent 1
        +30150 A2 transfer-time-out
        = A2:transfer.noanswer A1:connected C:connected
        +10 A3 offer agent 2
        +10 A3 unavailable
        = A3:transfer.notavailable A1:connected C:connected",
    ),
    (
        "a colleague takes over, from one who is connected, from one who is asked, from one who \
         has parked",
        "inbound sms
        +0 C enter customer
        !+0 A pull agent 1
        +32 Q enter acd
        !+0 A pull agent 1
        +10 A1 offer agent 0
        +10 A2 pull agent 1
        ? A1 answer decline time-out take-over reassign transfer-time-out unavailable fail shut-down
        ? A2 message status hold park end inactivity fail shut-down orphan
        ? C message status end expire inactivity fail shut-down spam
        ? Q hand-on fail shut-down
        ? new pull:agent start:api
        = A1:takeover A2:connected Q:transfer C:connected
        +10 A3 pull agent 0
        = A2:takeover A3:connected C:connected
        +10 A3 park 60000
        +10 A4 pull agent 1
        = A3:takeover A4:connected C:connected
        +10 A4 hold
        +10 A5 pull agent 0
        = A4:takeover A5:connected C:connected
        +10 A6 offer agent 1
        !+0 A6 take-over
        !+0 A5 take-over",
    ),
    (
        "a colleague takes over beside a program",
        "inbound sms
        +0 C enter external
        +32 Q enter acd
        +10 A1 auto-answer agent 0
        +10 P start api
        +10 A2 pull agent 1
        ? A1 message status hold park transfer take-over inactivity-to-flow inactivity-transfer end inactivity fail shut-down orphan
        ? P message status end finish fail shut-down
        ? C message status end expire inactivity fail shut-down spam
        = A1:takeover P:connected",
    ),
];
