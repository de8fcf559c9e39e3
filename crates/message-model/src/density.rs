//! How dense a capture may be.
//!
//! A typed value has its size whatever it says: a leg of half a kilobyte can be written as `{}`. So that a capture takes
//! memory in proportion to its text, a large one needs some text for each object and for each value in it. The payloads
//! on record have at least 124 bytes for an object and 24 for a value (observed).

/// A text of up to so many bytes may be as dense as it likes: it takes little whatever it says.
const LARGE: usize = 1 << 16;
/// How many bytes of a large text there have to be for each object.
const FOR_AN_OBJECT: usize = 48;
/// And for each value, of an object or array.
const FOR_A_VALUE: usize = 8;

/// What is wrong with a text that is too dense.
pub(crate) fn too_dense(json: &[u8]) -> Option<String> {
    if json.len() <= LARGE {
        return None;
    }
    let (objects, values) = count(json);
    let too_many = objects > json.len() / FOR_AN_OBJECT || values > json.len() / FOR_A_VALUE;
    too_many.then(|| {
        format!(
            "expected at least {FOR_AN_OBJECT} bytes for each object and {FOR_A_VALUE} for each value in a capture of \
             more than {LARGE}, found {objects} objects and {values} values in {} bytes",
            json.len()
        )
    })
}

/// How many objects, and how many values in objects and arrays, a text has that may or may not be JSON. The first value
/// of each stands behind a bracket and the others behind commas; where there is none, one is counted all the same.
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
