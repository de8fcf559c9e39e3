#![doc = include_str!("../README.md")]

mod call;
mod channels;
mod clock;
mod config;
mod contact;
mod controls;
mod core;
mod date;
mod error;
mod exchange;
mod flow;
mod json;
mod live;
mod notify;
mod people;
mod platform;
mod refusal;
mod rest;
mod said;
mod secret;
mod serve;
mod shared;
mod state;
mod tokens;
mod topics;
mod world;

pub use self::channels::{Output, Sending, SocketId};
pub use self::config::{Client, Config, Pace, Timings};
pub use self::contact::{Inbound, Written};
pub use self::core::Core;
pub use self::error::Error;
pub use self::exchange::{Request, Response};
pub use self::people::Rule;
pub use self::platform::Platform;
pub use self::state::{Failure, Received};
pub use self::world::PlayOrder;
