//! The sources of the facts in the tables, as they are printed in the docs.
//!
//! A documented fact names the page or the SDK file, an observed one the kind of real payload that
//! showed it.

pub(crate) const ANALYTICS_PAYLOAD: &str = "a real webmessaging conversation in analytics \
                                            details, five blind transfers between two queues";
pub(crate) const CHAT_ENDED_ON_HOLD: &str = "a real chat in analytics details, ended by timeout while held: \
     GenesysCloudBlueprints/conversation-model-to-sql-blueprint conversations/conversation1.json @e80eb8b9";
pub(crate) const CHAT_LEG: &str = "a real chat leg in a conversation: MyPureCloud/developer-center-blog \
     2021-03-08-accessing-collected-chat-v2-information @1e5c598d";
pub(crate) const CHAT_NO_ANSWERS: &str =
    "a real listing of chats: two offers time out, the third is answered";
pub(crate) const CALLBACK_DECLINED: &str = "a real notification of a callback: one offer \
                                            declined, one timed out, one answered, after-call \
                                            work pending";
pub(crate) const CALL: &str = "a real call in a conversation: gildas/go-gcloudcx \
                               testdata/conversation.json @8448e4df (after-call work skipped)";
pub(crate) const SDK_MESSAGE: &str = "platform-client-sdk-python 257.1.0, models/message.py";
pub(crate) const SDK_PARKING: &str =
    "platform-client-sdk-python 257.1.0, ParkingStateRequest and Message.park_time";
pub(crate) const SDK_DISCONNECT: &str =
    "platform-client-sdk-python 257.1.0, ConversationsApi.post_conversation_disconnect";
pub(crate) const SDK_INACTIVITY: &str =
    "platform-client-sdk-python 257.1.0, InactivityTimeoutSettings";
pub(crate) const SDK_AFTER_CALL_WORK: &str = "platform-client-sdk-python 257.1.0, AfterCallWork";
pub(crate) const SDK_AGENTLESS: &str = "platform-client-sdk-python 257.1.0, \
                                        SendAgentlessOutboundMessageRequest.use_existing_active_conversation";
pub(crate) const MESSAGE_DETAILS: &str =
    "platform-client-sdk-python 257.1.0, models/message_details.py";
pub(crate) const AGENTLESS_SMS: &str =
    "MyPureCloud/developer-center-blog 2024-09-27-agentless-sms-api @1e5c598d";
pub(crate) const WHATSAPP_RECEIPTS: &str = "Resource Center, WhatsApp delivery receipts";
pub(crate) const DISCONNECT_REASONS: &str = "Resource Center, disconnect reasons";
pub(crate) const DIGITAL_TRANSFER: &str = "Resource Center, transfer a digital interaction";
pub(crate) const PARKING: &str = "Resource Center, park and resume an email";
pub(crate) const INACTIVITY: &str = "Resource Center, inactivity timeout for messaging";
pub(crate) const CALL_BOT: &str = "Resource Center, Call Bot Flow action";
pub(crate) const IN_QUEUE_FLOW: &str =
    "Resource Center, Call Digital Bot Flow action and in-queue message flows";
pub(crate) const IN_QUEUE_DISCONNECT: &str =
    "a forum answer: the queue's leg ends by client when its in-queue flow disconnects";
pub(crate) const ORPHANS: &str =
    "a report on 169 interactions of one organization that went on waiting";
pub(crate) const THREADING: &str = "Resource Center, messaging threading timeline";
