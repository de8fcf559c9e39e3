//! Limits on the density of a capture: how many objects and values its text may hold.
//!
//! A typed value takes its full size in memory whatever it holds: a leg of half a kilobyte can be
//! written as `{}`. To keep memory in proportion to the text, a large capture must have a minimum
//! number of bytes for each object and for each value. Recorded payloads have at least 124 bytes
//! per object and 24 per value (observed).

/// Up to this many bytes, any density is accepted: a small text takes little memory in any case.
const LARGE: usize = 1 << 16;
/// The minimum number of bytes of a large text for each object.
const FOR_AN_OBJECT: usize = 48;
/// The minimum number of bytes for each value, of an object or array.
const FOR_A_VALUE: usize = 8;

/// An error message if the text is too dense; `None` if it is not.
pub(crate) fn too_dense(json: &[u8]) -> Option<String> {
    if json.len() <= LARGE {
        return None;
    }
    let (objects, values) = count(json);
    let too_many = objects > json.len() / FOR_AN_OBJECT || values > json.len() / FOR_A_VALUE;
    too_many.then(|| {
        format!(
            "too dense to be a capture: found {} and {} in {} bytes, expected at least {FOR_AN_OBJECT} bytes for each \
             object and {FOR_A_VALUE} for each value",
            counted(objects, "object"),
            counted(values, "value"),
            json.len()
        )
    })
}

/// A number of things, such as `1 object`.
fn counted(count: usize, of: &str) -> String {
    match count {
        1 => format!("1 {of}"),
        _ => format!("{count} {of}s"),
    }
}

/// Counts the objects, and the values in objects and arrays, of a text that may not be JSON. The
/// first value follows a bracket and the others follow commas; an empty object or array is counted
/// as having one value.
fn count(json: &[u8]) -> (usize, usize) {
    let (mut objects, mut values) = (0, 0);
    let mut in_text = false;
    let mut escaped = false;
    for byte in json {
        if in_text {
            in_text = escaped || *byte != b'"';
            escaped = !escaped && *byte == b'\\';
            continue;
        }
        match byte {
            b'"' => in_text = true,
            b'{' => (objects, values) = (objects + 1, values + 1),
            b'[' | b',' => values += 1,
            _ => {}
        }
    }
    (objects, values)
}
