//! The lifecycle as its users see it: through the public API only.

mod story;

mod first_scenario;
