//! The objects of every view: they survive writing and reading, and what is drawn for a release or
//! cut down to one has nothing that the release does not have.

use message_model::contract::{Root, check};
use message_model::{
    AcdEndEvent, AcdStartEvent, AfterCallWorkEvent, ApiRevision, AttributeUpdateEvent,
    ContactUpdateEvent, CustomerEndEvent, CustomerStartEvent, EventConversation,
    EventMessageConversation, FlowEndEvent, FlowStartEvent, MessageConversation,
    MessageConversationEntityListing, UserEndEvent, UserStartEvent, WrapupEvent, decode, encode,
};
use proptest::prelude::*;

/// Any release of which the contract knows the object.
fn any_release_of(root: Root) -> impl Strategy<Value = ApiRevision> {
    let revisions = ApiRevision::all().filter(|&revision| root.definition().is_in(revision));
    prop::sample::select(revisions.collect::<Vec<_>>())
}

macro_rules! of_every_object {
    ($($module:ident: $name:ident,)*) => {$(
        mod $module {
            use super::*;

            proptest! {
                #![proptest_config(ProptestConfig::with_cases(128))]

                #[test]
                fn survives_writing_and_reading(value: $name) {
                    let text = encode(&value).unwrap();
                    let read: $name = decode(&text).unwrap();
                    prop_assert_eq!(&read, &value);
                    prop_assert_eq!(encode(&read).unwrap(), text);
                }

                #[test]
                fn what_is_cut_fits_the_release(
                    value: $name,
                    revision in any_release_of(Root::$name),
                ) {
                    let cut = value.as_of(revision).value;
                    let text = encode(&cut).unwrap();
                    prop_assert_eq!(check(&text, Root::$name, revision).unwrap(), []);
                    let again = cut.clone().as_of(revision);
                    prop_assert_eq!(again.value, cut);
                    prop_assert!(again.replaced.is_empty());
                }

                #[test]
                fn what_is_drawn_for_a_release_fits_it(
                    (revision, value) in any_release_of(Root::$name)
                        .prop_flat_map(|it| (Just(it), any_with::<$name>(Some(it)))),
                ) {
                    let text = encode(&value).unwrap();
                    prop_assert_eq!(check(&text, Root::$name, revision).unwrap(), []);
                    prop_assert_eq!(encode(&value.as_of(revision).value).unwrap(), text);
                }
            }
        }
    )*};
}

of_every_object! {
    message_conversation: MessageConversation,
    message_conversation_entity_listing: MessageConversationEntityListing,
    event_conversation: EventConversation,
    event_message_conversation: EventMessageConversation,
    customer_start_event: CustomerStartEvent,
    customer_end_event: CustomerEndEvent,
    flow_start_event: FlowStartEvent,
    flow_end_event: FlowEndEvent,
    acd_start_event: AcdStartEvent,
    acd_end_event: AcdEndEvent,
    user_start_event: UserStartEvent,
    user_end_event: UserEndEvent,
    after_call_work_event: AfterCallWorkEvent,
    wrapup_event: WrapupEvent,
    attribute_update_event: AttributeUpdateEvent,
    contact_update_event: ContactUpdateEvent,
}
