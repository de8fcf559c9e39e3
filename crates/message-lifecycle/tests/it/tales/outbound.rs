//! We write first.

use super::Tale;

pub(super) const TALES: &[Tale] = &[
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
        "a program writes into a closed conversation",
        "inbound sms
        +0 C enter customer
        +32 Q enter acd
        +90 A auto-answer agent 0
        +5000 A end
        = A:client C:peer
        ? new enter:customer enter:external start:agent start:api
        +3600000 P start api
        ? new start:customer start:external
        ? P
        !+0 P message
        !+0 D enter customer
        !+0 Q2 enter acd
        +5 A wrap-up
        +2 D start customer
        ? new enter:workflow enter:bot enter:acd start:api
        +10 P message
        +10 P end
        = P:client D:peer",
    ),
    (
        "an agent writes into a closed conversation",
        "inbound sms
        +0 C enter customer
        +0 C message
        +5000 C end
        = C:client
        +3600000 A start agent 0
        ? new start:customer start:external
        ? A
        !+0 B start agent 1
        +5 C status 0 removed
        +2 D start customer
        +10 A message
        +10 D message
        +10 A end
        = A:client D:peer",
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
];
