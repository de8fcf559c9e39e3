//! JSON over several lines. It works on the text and not on values, so that what the model keeps
//! as JSON is indented like the rest, and every number stays as it was written.

/// A JSON text over several lines, indented by two spaces, as `serde_json` would write it.
///
/// The text must be JSON; anything else comes out in some form, without a panic.
pub(super) fn indented(json: &str) -> String {
    let mut out = String::with_capacity(json.len() * 2);
    let mut depth = 0usize;
    let mut rest = json.trim_start();
    while let Some(next) = rest.chars().next() {
        let (token, after) = rest.split_at(token_length(rest, next));
        rest = after.trim_start();
        match next {
            '{' | '[' if rest.starts_with(['}', ']']) => {
                out.push(next);
            }
            '{' | '[' => {
                depth += 1;
                out.push(next);
                new_line(&mut out, depth);
            }
            '}' | ']' => {
                if !out.ends_with(['{', '[']) {
                    depth = depth.saturating_sub(1);
                    new_line(&mut out, depth);
                }
                out.push(next);
            }
            ',' => {
                out.push(',');
                new_line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            _ => out.push_str(token.trim_end()),
        }
    }
    out
}

/// The number of bytes of the token at the begin of a text: a mark, a string, or all up to the next
/// mark.
fn token_length(text: &str, first: char) -> usize {
    let is_mark = |letter: char| "{}[],:".contains(letter);
    if is_mark(first) {
        return first.len_utf8();
    }
    if first != '"' {
        return text.find(is_mark).unwrap_or(text.len());
    }
    let mut is_escaped = false;
    let end = text.char_indices().skip(1).find(|(_, letter)| {
        let ends = *letter == '"' && !is_escaped;
        is_escaped = *letter == '\\' && !is_escaped;
        ends
    });
    end.map_or(text.len(), |(place, _)| place + 1)
}

fn new_line(out: &mut String, depth: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth));
}

#[cfg(test)]
mod tests {
    use super::indented;

    #[test]
    fn it_is_what_serde_json_writes() {
        for json in [
            r#"{}"#,
            r#"[]"#,
            r#" { "a" : [ 1 , { } , [ ] , [ [ ] ] ] , "b,:{}" : "\"{[\\" , "c" : null } "#,
            r#"[true,false,-1.5,{"a":{"b":[{"c":"\\\""}]}}]"#,
            r#""text""#,
            r#"7"#,
        ] {
            let value: serde_json::Value = serde_json::from_str(json).expect("JSON");
            let expected = serde_json::to_string_pretty(&value).expect("a value");
            assert_eq!(indented(json), expected);
        }
        assert_eq!(indented(r#"{"a":1.10}"#), "{\n  \"a\": 1.10\n}");
    }

    #[test]
    fn what_is_no_json_makes_no_panic() {
        for text in ["", "}", "]]", "\"", "\"\\", "{\"a", "ü:{", ",,"] {
            let _ = indented(text);
        }
    }
}
