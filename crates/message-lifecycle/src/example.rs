// Included by the examples in the docs of this crate, and by nothing else.

/// The simulation of an inbound SMS conversation after these events, each a second after the one
/// before.
pub(crate) fn inbound(
    events: impl IntoIterator<Item = (u32, message_lifecycle::Action)>,
) -> message_lifecycle::Simulation<'static> {
    use message_lifecycle::{Event, LegIndex, Setup, Simulation, Table};
    use message_model::{Direction, MessageType, Timestamp};

    let setup = Setup::new(MessageType::Sms, Direction::Inbound);
    let mut simulation = Simulation::new(Table::standard(), setup);
    let mut at: Timestamp = "2026-01-05T09:00:00Z".parse().expect("a time as RFC 3339");
    for (leg, action) in events {
        let leg = LegIndex::new(leg);
        let event = Event { at, cloud_skew_ms: 0, leg, action };
        simulation.apply(event).expect("the table allows it");
        at = at.checked_add_millis(1_000).expect("a time of the same day");
    }
    simulation
}
