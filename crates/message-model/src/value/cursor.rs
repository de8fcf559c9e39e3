//! Reading a text that is known to be JSON, value by value, without a second look at any of it.

/// A place in a text that is known to be JSON. In another text it stops somewhere.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cursor<'a> {
    json: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    /// The beginning of a text.
    pub(crate) fn new(json: &'a str) -> Self {
        Self { json, at: 0 }
    }

    /// The first byte of the next token; 0 at the end of the text.
    pub(crate) fn peek(&mut self) -> u8 {
        while self.byte().is_ascii_whitespace() {
            self.at += 1;
        }
        self.byte()
    }

    /// The text from here on.
    pub(crate) fn rest(self) -> &'a str {
        self.json.get(self.at..).unwrap_or_default()
    }

    /// Steps over the bracket that opens an object or array.
    pub(crate) fn enter(&mut self) {
        self.peek();
        self.step();
    }

    /// Steps to the value of the next property of an object and returns the name, with its quotes;
    /// at the end steps over the closing bracket.
    pub(crate) fn name(&mut self) -> Option<&'a str> {
        if !self.element() {
            return None;
        }
        let name = self.value();
        self.peek();
        self.step();
        Some(name)
    }

    /// Steps to the next element of an array, or returns `false` at its end, after the closing
    /// bracket.
    pub(crate) fn element(&mut self) -> bool {
        if self.peek() == b',' {
            self.step();
        }
        match self.peek() {
            b']' | b'}' => {
                self.step();
                false
            }
            other => other != 0,
        }
    }

    /// Steps over a value and returns its text.
    pub(crate) fn value(&mut self) -> &'a str {
        let first = self.peek();
        let start = self.at;
        match first {
            b'"' => self.string(),
            b'{' | b'[' => self.brackets(),
            _ => {
                while !matches!(self.byte(), 0 | b',' | b']' | b'}' | b' ' | b'\t'..=b'\r') {
                    self.at += 1;
                }
            }
        }
        self.json.get(start..self.at).unwrap_or_default()
    }

    fn byte(&self) -> u8 {
        self.json.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    fn step(&mut self) {
        self.at = (self.at + 1).min(self.json.len());
    }

    fn string(&mut self) {
        self.step();
        loop {
            match self.byte() {
                b'"' => return self.step(),
                b'\\' => {
                    self.step();
                    self.step();
                }
                // The end of the text reads as a zero, and so does a zero in it: the place tells
                // them apart.
                0 if self.at == self.json.len() => return,
                _ => self.at += 1,
            }
        }
    }

    fn brackets(&mut self) {
        let mut open = 0usize;
        loop {
            match self.byte() {
                b'"' => {
                    self.string();
                    continue;
                }
                b'{' | b'[' => open += 1,
                b'}' | b']' => open -= 1,
                0 if self.at == self.json.len() => return,
                _ => {}
            }
            self.at += 1;
            if open == 0 {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_ends_where_it_ends() {
        for json in [
            r#""a\"]}""#,
            r#"{"a": ["}", {}], "b": "\\"}"#,
            "[[], [1, 2]]",
            "-1.5e+3",
            "null",
            "\"\u{0}é\"",
        ] {
            for after in ["", ",1", "]", " }"] {
                let text = format!(" {json}{after}");
                assert_eq!(Cursor::new(&text).value(), json, "{text}");
            }
        }
    }

    #[test]
    fn properties_and_elements_come_one_by_one() {
        let mut cursor = Cursor::new(r#" { "a" : [ 1 , {} ] , "b":2 } "#);
        cursor.enter();
        assert_eq!(cursor.name(), Some("\"a\""));
        cursor.enter();
        assert!(cursor.element());
        assert_eq!(cursor.value(), "1");
        assert!(cursor.element());
        assert_eq!(cursor.value(), "{}");
        assert!(!cursor.element());
        assert_eq!(cursor.name(), Some("\"b\""));
        assert_eq!(cursor.value(), "2");
        assert_eq!(cursor.name(), None);
        assert_eq!(cursor.peek(), 0);
    }

    #[test]
    fn what_is_no_json_comes_to_an_end() {
        for text in ["", "{", "[", "\"", "\"\\", "{\"a\"", "{\"a\":", "[1,", "é"] {
            let mut cursor = Cursor::new(text);
            cursor.value();
            assert_eq!(cursor.peek(), 0, "{text}");
            let mut cursor = Cursor::new(text);
            cursor.enter();
            while cursor.name().is_some() {
                cursor.value();
            }
        }
    }
}
