//! Text and tables that are no wider than a terminal.

/// The width of a terminal of the usual size, in characters.
pub(crate) const WIDTH: usize = 80;

/// The words of a text on lines of at most this many characters, unless a word is longer.
pub(crate) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

const INDENT: &str = "    ";

/// A text on lines of its own, below what it is about.
pub(crate) fn indented(text: &str) -> impl Iterator<Item = String> {
    let lines = wrapped(text, WIDTH - INDENT.len());
    lines.into_iter().map(|line| format!("{INDENT}{line}"))
}

/// A line for each row, with all columns but the last as wide as their widest cell.
pub(crate) fn table(rows: &[Vec<String>]) -> Vec<String> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let widths: Vec<usize> = (0..columns).map(|column| width(rows, column)).collect();
    rows.iter().map(|row| line(row, &widths)).collect()
}

/// The width of the widest cell of a column.
fn width(rows: &[Vec<String>], column: usize) -> usize {
    let cells = rows.iter().filter_map(|row| row.get(column));
    let widths = cells.map(|cell| cell.chars().count());
    widths.max().unwrap_or_default()
}

fn line(row: &[String], widths: &[usize]) -> String {
    let cells = row.iter().zip(widths);
    let cells: Vec<_> = cells
        .map(|(cell, width)| format!("{cell:width$}"))
        .collect();
    cells.join("  ").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{table, wrapped};

    #[test]
    fn lines_are_as_full_as_they_may_be() {
        assert_eq!(wrapped("one two  three", 7), ["one two", "three"]);
        assert_eq!(wrapped("grösser zwei", 7), ["grösser", "zwei"]);
        assert_eq!(wrapped("", 7), [""; 0]);
    }

    #[test]
    fn columns_stand_below_each_other() {
        let rows = [["a", "bc", "d"], ["äöü", "", "e"]].map(|row| row.map(str::to_owned).to_vec());
        assert_eq!(table(&rows), ["a    bc  d", "äöü      e"]);
    }
}
