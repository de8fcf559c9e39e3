//! The terms of the glossary, which the page explains where it uses them.

use std::collections::BTreeMap;

const GLOSSARY: &str = include_str!("../../../page/GLOSSARY.md");

/// What each term means. A term that stands in one row with others, as in `offer, to alert`, has
/// the meaning of that row.
///
/// The rows of the glossary's tables begin with the term and its meaning. Code in it is written
/// without its marks.
pub(super) fn terms() -> BTreeMap<String, String> {
    let mut terms = BTreeMap::new();
    for row in GLOSSARY.lines().filter(|line| line.starts_with("| ")) {
        let mut cells = row.split('|').map(str::trim).skip(1);
        let (Some(names), Some(means)) = (cells.next(), cells.next()) else {
            continue;
        };
        if names == "term" || names.starts_with("---") {
            continue;
        }
        for name in names.split(", ") {
            let name = name.strip_prefix("to ").unwrap_or(name);
            terms.insert(name.to_lowercase(), means.replace('`', ""));
        }
    }
    terms
}

#[cfg(test)]
mod tests {
    use super::terms;

    #[test]
    fn a_term_has_the_meaning_of_its_row() {
        let terms = terms();
        assert!(terms["leg"].starts_with("a communication"), "{terms:?}");
        assert_eq!(terms["offer"], terms["alert"]);
        assert_eq!(terms["queue"], terms["acd"]);
        assert!(!terms.contains_key("term"));
        assert!(terms.values().all(|means| !means.contains(['`', '|'])));
    }
}
