//! The conversation, leg or message that a path names.

use message_lifecycle::{LegIndex, MessageIndex};
use uuid::Uuid;

use crate::call::Call;
use crate::live::Live;
use crate::refusal::Refusal;
use crate::state::State;

/// The conversation of the first id in the path.
pub(crate) fn conversation<'s>(state: &'s State, call: &Call<'_>) -> Result<&'s Live, Refusal> {
    begun(state, call.id(0, "conversationId")?)
}

/// The conversation of this id. One that a script has still to begin is not there yet.
pub(crate) fn begun(state: &State, id: Uuid) -> Result<&Live, Refusal> {
    let live = state.live(id)?;
    live.has_begun().then_some(live).ok_or_else(|| {
        Refusal::not_found(format!(
            "The requested resource was not found: conversation {id}"
        ))
    })
}

/// The conversation and the leg of the participant that is the second id in the path.
pub(crate) fn participant(state: &State, call: &Call<'_>) -> Result<(Uuid, LegIndex), Refusal> {
    let live = conversation(state, call)?;
    let id = call.id(1, "participantId")?;
    let leg = live.leg_of_participant(id).ok_or_else(|| {
        let code = match call.is_of_messages {
            true => "not.found",
            false => "conversation.error.not.conversation.participant",
        };
        let message = format!("The conversation has no participant {id}.");
        Refusal::new(404, code, message)
    })?;
    Ok((live.id(), leg))
}

/// The conversation and the leg of the communication at this place of the path.
pub(crate) fn communication(
    state: &State,
    call: &Call<'_>,
    place: usize,
) -> Result<(Uuid, LegIndex), Refusal> {
    let live = conversation(state, call)?;
    let id = call.id(place, "communicationId")?;
    let leg = live.leg_of_communication(id);
    let leg = leg.ok_or_else(|| {
        Refusal::not_found(format!("The conversation has no communication {id}."))
    })?;
    Ok((live.id(), leg))
}

/// The message of this id.
pub(crate) fn message(state: &State, id: Uuid) -> Result<(&Live, MessageIndex), Refusal> {
    let missing = || {
        Refusal::not_found(format!(
            "The requested resource was not found: message {id}"
        ))
    };
    let conversation = state.conversation_of_message.get(&id).ok_or_else(missing)?;
    let live = state.live(*conversation)?;
    let mut messages = live.messages();
    let index = messages
        .find(|(_, known)| *known == id)
        .map(|(index, _)| index);
    Ok((live, index.ok_or_else(missing)?))
}
