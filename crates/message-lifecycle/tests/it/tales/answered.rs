//! An agent answers, is there, and somebody ends.

use super::Tale;

pub(super) const TALES: &[Tale] = &[
    (
        "an agent answers and ends",
        "inbound sms
        ? new enter:customer enter:external
        !+0 C start customer
        !+0 A start agent 0
        !+0 W enter workflow
        !+0 Q enter acd
        !+0 A offer agent 0
        +0 C enter customer
        ? new enter:workflow enter:bot enter:acd start:api
        ? C message status end expire inactivity fail shut-down spam
        !+0 D enter customer
        !+0 X enter external
        +0 C message
        !+0 C answer
        !+0 C hold
        !+0 C park 60000
        !+0 C transfer
        !+0 C hand-on
        !+0 C finish
        !+0 C peer-end
        !+0 C take-over
        !+0 A offer agent 0
        !+0 A auto-answer agent 0
        !+0 A pull agent 0
        !+0 A start agent 0
        +5 W enter workflow
        ? new enter:bot start:api
        ? W message status hand-on end finish fail shut-down
        !+0 V enter workflow
        !+0 Q enter acd
        !+0 W hold
        !+0 W expire
        !+0 W spam
        !+0 W inactivity
        !+0 W transfer
        !+0 W peer-end
        +1 W message
        +400 W hand-on
        ? W status
        ? new enter:workflow enter:bot enter:acd start:api
        !+0 W message
        +32 Q enter acd
        ? new enter:workflow offer:agent auto-answer:agent start:api
        ? Q fail shut-down
        !+0 R enter acd
        !+0 B enter bot
        !+0 Q message
        !+0 Q hand-on
        !+0 Q end
        !+0 Q finish
        +189 A offer agent 0
        ? new enter:workflow pull:agent start:api
        ? A answer decline time-out reassign fail shut-down
        ? Q fail shut-down
        !+0 A message
        !+0 A hold
        !+0 A park 60000
        !+0 A end
        !+0 A transfer
        !+0 A transfer-time-out
        !+0 A unavailable
        !+0 A take-over
        !+0 A peer-end
        !+0 A inactivity
        !+0 A wrap-up
        !+0 A auto-answer agent 0
        !+0 A2 offer agent 1
        !+0 A2 auto-answer agent 1
        +4000 A answer
        ? new pull:agent start:api
        !+0 A2 offer agent 1
        !+0 A2 auto-answer agent 1
        ? Q hand-on fail shut-down
        ? C message status end expire inactivity fail shut-down spam
        ? W status
        = Q:transfer A:connected
        ? new offer:agent pull:agent start:api
        ? Q
        ? A message status hold park transfer inactivity-to-flow inactivity-transfer end inactivity fail shut-down orphan
        !+0 A answer
        !+0 A decline
        !+0 A time-out
        !+0 A reassign
        !+0 A transfer-time-out
        !+0 A unavailable
        !+0 Q enter acd
        !+0 W enter workflow
        !+0 A2 auto-answer agent 1
        !+0 A2 offer agent 0
        !+0 A2 pull agent 0
        !+0 A take-over
        !+0 A hand-on
        !+0 A finish
        !+0 A expire
        !+0 A spam
        !+0 A peer-end
        !+0 A unpark
        !+0 A resume
        !+0 A wrap-up
        !+0 C inactivity-to-flow
        !+0 C inactivity-transfer
        +20000 A message
        +60000 A end
        ? new
        ? C status peer-end
        ? A status wrap-up skip-wrap-up time-out-wrap-up shut-down
        !+1 A message
        !+0 A hold
        !+0 C message
        !+0 C end
        = C:peer W:transfer Q:transfer A:client
        ? new enter:customer enter:external start:agent start:api
        ? C status
        !+0 A end
        !+0 C wrap-up
        !+0 A message
        !+0 C message
        +900 A wrap-up
        ? A status
        !+1 A wrap-up
        !+0 A skip-wrap-up
        !+0 A time-out-wrap-up
        !+0 A shut-down",
    ),
    (
        "the customer ends; the work is skipped",
        "inbound sms
        +0 C enter customer
        +32 Q enter acd
        +189 A offer agent 0
        +4000 A answer
        +0 A hold
        ? A status resume transfer inactivity-to-flow inactivity-transfer end inactivity fail shut-down orphan
        +0 A resume
        +0 A park 60000
        ? A status unpark unpark-due transfer fail shut-down
        +0 A unpark
        +30 C end
        = C:client Q:transfer A:peer
        +1 A skip-wrap-up",
    ),
    (
        "holds, and the end while held",
        "inbound sms
        +0 C enter customer
        +32 Q enter acd
        +10 A auto-answer agent 2
        +100 A hold
        ? A status resume transfer inactivity-to-flow inactivity-transfer end inactivity fail shut-down orphan
        !+0 A hold
        !+0 A message
        !+0 A park 60000
        = A:held
        +20 A resume
        !+0 A resume
        = A:connected
        +100 A hold
        +5000 A end
        = C:peer A:client",
    ),
    (
        "the customer comes back",
        "inbound sms
        +0 C enter customer
        +32 Q enter acd
        +10 A auto-answer agent 2
        +10 A end
        = C:peer A:client
        !+0 Q2 enter acd
        +9 A skip-wrap-up
        +18000000 D enter customer
        +10 D message
        !+0 C message
        +10 Q2 enter acd
        +10 A2 offer agent 2
        +10 A2 answer
        +10 D end
        = D:client A2:peer",
    ),
];
