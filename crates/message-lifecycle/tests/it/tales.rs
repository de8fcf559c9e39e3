//! What happens and what cannot happen, told from the facts.

/// Together they take every row; in between, what must be refused.
pub(crate) const TALES: &[(&str, &str)] = &[
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
        ? new start:api
        ? W message status hand-on end finish fail shut-down
        !+0 B enter bot
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
        ? new offer:agent auto-answer:agent start:api
        ? Q fail shut-down
        !+0 R enter acd
        !+0 W enter workflow
        !+0 Q message
        !+0 Q hand-on
        !+0 Q end
        !+0 Q finish
        +189 A offer agent 0
        ? new pull:agent start:api
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
        ? A message status hold park transfer inactivity-to-flow inactivity-transfer end inactivity fail shut-down
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
        ? new enter:customer enter:external
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
        ? A status resume transfer inactivity-to-flow inactivity-transfer end inactivity fail shut-down
        +0 A resume
        +0 A park 60000
        ? A status unpark unpark-due transfer fail shut-down
        +0 A unpark
        +30 C end
        = C:client Q:transfer A:peer
        +1 A skip-wrap-up",
    ),
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
        ? C message status end expire inactivity fail shut-down spam
        +6000 C end
        = C:client Q:peer A:peer
        !+0 A wrap-up
        !+0 A shut-down",
    ),
    (
        "one agent misses, one declines, one is passed over, one offer breaks, the last answers by itself",
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
    (
        "holds, and the end while held",
        "inbound sms
        +0 C enter customer
        +32 Q enter acd
        +10 A auto-answer agent 2
        +100 A hold
        ? A status resume transfer inactivity-to-flow inactivity-transfer end inactivity fail shut-down
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
        ? A1 message status hold park transfer inactivity-to-flow inactivity-transfer end inactivity fail shut-down
        ? A2 message status hold park transfer inactivity-to-flow inactivity-transfer end inactivity fail shut-down
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
        ? A1 status resume transfer inactivity-to-flow inactivity-transfer end inactivity fail shut-down
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
        ? A2 message status hold park transfer inactivity-to-flow inactivity-transfer end inactivity fail shut-down
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
        ? A message status hold transfer end fail shut-down
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
    (
        "a colleague takes over, from one who is connected, from one who is asked, from one who has parked",
        "inbound sms
        +0 C enter customer
        !+0 A pull agent 1
        +32 Q enter acd
        !+0 A pull agent 1
        +10 A1 offer agent 0
        +10 A2 pull agent 1
        ? A1 answer decline time-out take-over reassign transfer-time-out unavailable fail shut-down
        ? A2 message status hold park end inactivity fail shut-down
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
        ? A1 message status hold park transfer take-over inactivity-to-flow inactivity-transfer end inactivity fail shut-down
        ? P message status end finish fail shut-down
        ? C message status end expire inactivity fail shut-down spam
        = A1:takeover P:connected",
    ),
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
        "an agent writes first",
        "outbound sms
        ? new start:agent start:api
        !+0 C enter customer
        !+0 C start customer
        !+0 Q enter acd
        +0 A start agent 0
        ? new start:customer start:external
        ? A
        !+0 B start agent 1
        !+0 P start api
        !+0 A message
        !+0 A end
        !+0 A park 60000
        !+0 A2 pull agent 1
        !+0 A2 offer agent 1
        +2 C start customer
        ? new offer:agent pull:agent start:api
        !+0 D start customer
        !+0 D enter customer
        !+0 B start agent 1
        +100 A message
        !+0 A status 1 sent
        !+0 C status 0 sent
        !+0 A status 0 delivery-success
        !+0 A status 0 delivery-failed
        !+0 A status 0 removed
        !+0 A status 0 received
        !+0 A status 0 published
        !+0 A status 0 read
        +2000 A status 0 sent
        !+0 A status 0 published
        !+0 A status 0 failed
        !+0 A status 0 queued
        +100 C message
        !+0 A status 1 removed
        !+0 C status 1 sent
        +4000 A hold
        +4000 A status 0 delivery-success
        !+0 A status 0 read
        !+0 A status 0 delivery-failed
        +1 A resume
        +1 A message
        +1 A status 2 failed
        !+0 A status 2 sent
        +1 A message
        +1 A status 3 sent
        +1 A park 60000
        +1 A status 3 delivery-failed
        !+0 A status 3 delivery-success
        +1 A unpark
        +1 A message
        +1000 A end
        = A:client C:peer
        +1000 A status 4 sent
        +1000 C status 1 removed
        !+0 C status 1 received",
    ),
    (
        "receipts of WhatsApp",
        "outbound whatsapp
        +0 A start agent 0
        +2 C start external
        +100 A message
        +1 A status 0 sent
        +1 A status 0 published
        !+0 A status 0 read
        !+0 A status 0 sent
        +1 A status 0 delivery-success
        +1 A status 0 read
        !+0 A status 0 delivery-failed
        +100 A message
        +1 A status 1 sent
        +1 A status 1 published
        +1 A status 1 delivery-failed
        +100 A message
        +1 A status 2 sent
        +1 A status 2 delivery-success",
    ),
    (
        "a program writes first",
        "outbound sms
        +0 P start api
        !+0 A start agent 0
        +2 C start customer
        +10 P message
        !+0 P hold
        +10 P end
        = P:client C:peer",
    ),
    (
        "a program writes first and is done",
        "outbound sms
        +0 P start api
        +2 C start customer
        +10 P message
        +10 P finish
        = P:system C:peer",
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
    (
        "the customer comes back",
        "inbound sms
        +0 C enter customer
        +32 Q enter acd
        +10 A auto-answer agent 2
        +10 A end
        = C:peer A:client
        !+0 P start api
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
