//! Line-wrapping for lists in the last column of a text table.

/// The maximum line width, except for items that cannot be broken.
const WIDTH: usize = 80;
/// The minimum width of the last column.
const NARROWEST: usize = 20;

/// Joins the items of a list that begins at column `indent`: breaks after a separator where a line
/// would become too long, and continues in the same column below. `lead` precedes the first item.
pub(super) fn wrapped<'a>(
    lead: &str,
    items: impl IntoIterator<Item = &'a str>,
    separator: &str,
    indent: usize,
) -> String {
    let room = WIDTH.saturating_sub(indent).max(NARROWEST);
    let mut text = lead.to_owned();
    let mut taken = lead.len();
    let mut items = items.into_iter().peekable();
    while let Some(item) = items.next() {
        let separator = if items.peek().is_some() {
            separator
        } else {
            ""
        };
        let length = item.len() + separator.len();
        if taken > lead.len() && taken + length > room {
            text.truncate(text.trim_end().len());
            text += "\n";
            text += &" ".repeat(indent);
            taken = 0;
        }
        text += item;
        text += separator;
        taken += length;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_goes_on_below_in_its_column() {
        let item = "x".repeat(20);
        assert_eq!(
            wrapped("+ ", [item.as_str(); 2], ", ", 100),
            format!("+ {item},\n{}{item}", " ".repeat(100))
        );
        assert_eq!(
            wrapped("", [item.as_str(); 2], ", ", 38),
            format!("{item}, {item}")
        );
        assert_eq!(wrapped("", ["a", "b"], " | ", 79), "a | b");
        assert_eq!(wrapped("new", [], ", ", 0), "new");
    }

    #[test]
    fn what_cannot_be_broken_stays_whole() {
        let long = "x".repeat(200);
        assert_eq!(
            wrapped("", [long.as_str(), "b"], ", ", 0),
            format!("{long},\nb")
        );
    }
}
