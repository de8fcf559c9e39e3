//! The values that objects are made of, the description of a type, and reading and writing JSON.

pub(crate) mod closed_list;
pub(crate) mod cursor;
pub(crate) mod decode;
pub(crate) mod definition;
pub(crate) mod density;
pub(crate) mod evidence;
pub(crate) mod id;
mod indent;
pub(crate) mod integer;
pub(crate) mod nearest;
pub(crate) mod number;
mod place;
pub(crate) mod present;
pub(crate) mod printable;
pub(crate) mod raw_json;
pub(crate) mod text_walk;
pub(crate) mod timestamp;
pub(crate) mod unknown;
pub(crate) mod written;
