//! Shrinking a node to the smallest one that still fails.
//!
//! A node has a number of possible edits, each of which makes it strictly smaller. The largest come
//! first, so that whole branches are removed before their leaves are tried. The edits are tried in
//! turn, and again from the start for as long as any of them helped.

use proptest::strategy::ValueTree;

use super::Node;

/// A node being shrunk.
#[derive(Debug)]
pub(crate) struct Shrinking {
    /// The node under test.
    current: Node,
    /// The smallest node that failed, while `current` is an edit of it.
    failing: Option<Node>,
    /// The edit to try next.
    next: usize,
    /// Whether an edit has helped since the first one was tried.
    helped: bool,
}

impl Shrinking {
    pub(crate) fn new(node: Node) -> Self {
        Self {
            current: node,
            failing: None,
            next: 0,
            helped: false,
        }
    }

    /// Applies the next edit of `failing`. Returns whether there was one.
    fn advance(&mut self, failing: Node) -> bool {
        if self.next >= edits(&failing) && self.helped {
            self.next = 0;
            self.helped = false;
        }
        self.current = failing.clone();
        if self.next >= edits(&failing) {
            return false;
        }
        edit(&mut self.current, self.next);
        self.failing = Some(failing);
        true
    }
}

impl ValueTree for Shrinking {
    type Value = Node;

    fn current(&self) -> Node {
        self.current.clone()
    }

    fn simplify(&mut self) -> bool {
        // The node under test failed. Continue with its own edits, from the position of the edit
        // that produced it.
        self.helped |= self.failing.take().is_some();
        let failing = self.current.clone();
        self.advance(failing)
    }

    fn complicate(&mut self) -> bool {
        let Some(failing) = self.failing.take() else {
            return false;
        };
        self.next += 1;
        self.advance(failing)
    }
}

/// The number of characters of a string that are tried one by one.
const CHARS: usize = 24;

/// The number of edits of a node and everything in it.
fn edits(node: &Node) -> usize {
    own_edits(node) + inner(node).map(edits).sum::<usize>()
}

fn own_edits(node: &Node) -> usize {
    match node {
        Node::Text(text) => smaller_texts(text).len(),
        Node::Choice(text, first) => usize::from(text != first),
        Node::Boolean(value) => usize::from(*value),
        Node::Integer(value) | Node::Instant(value) => smaller_numbers(*value).len(),
        Node::Number(text) => usize::from(text != "0"),
        Node::Raw(json) => usize::from(json != "{}"),
        Node::Array(elements) => elements.len(),
        Node::Map(entries) => entries.len(),
        Node::OneOf(..) => 0,
        Node::Object {
            properties,
            unknown,
        } => {
            let entries: usize = unknown
                .iter()
                .map(|(name, json)| 1 + simpler(name, json).len())
                .sum();
            properties.iter().flatten().count() + entries
        }
    }
}

/// Simpler forms of an unknown property.
fn simpler(name: &str, json: &str) -> Vec<(String, String)> {
    let values = ["null", "{}"]
        .into_iter()
        .take_while(|&simple| simple != json)
        .map(|simple| (name, simple));
    let names = (!name.is_empty()).then_some(("", json));
    values
        .chain(names)
        .map(|(name, json)| (name.to_owned(), json.to_owned()))
        .collect()
}

fn inner(node: &Node) -> Box<dyn Iterator<Item = &Node> + '_> {
    match node {
        Node::Array(elements) => Box::new(elements.iter()),
        Node::Map(entries) => Box::new(entries.iter().map(|(_, value)| value)),
        Node::Object { properties, .. } => Box::new(properties.iter().flatten()),
        Node::OneOf(_, held) => Box::new(std::iter::once(&**held)),
        _ => Box::new(std::iter::empty()),
    }
}

fn inner_mut(node: &mut Node) -> Box<dyn Iterator<Item = &mut Node> + '_> {
    match node {
        Node::Array(elements) => Box::new(elements.iter_mut()),
        Node::Map(entries) => Box::new(entries.iter_mut().map(|(_, value)| value)),
        Node::Object { properties, .. } => Box::new(properties.iter_mut().flatten()),
        Node::OneOf(_, held) => Box::new(std::iter::once(&mut **held)),
        _ => Box::new(std::iter::empty()),
    }
}

/// Applies one edit, numbered as [`edits`] counts them.
fn edit(node: &mut Node, mut number: usize) {
    let own = own_edits(node);
    if number < own {
        return own_edit(node, number);
    }
    number -= own;
    for held in inner_mut(node) {
        let count = edits(held);
        if number < count {
            return edit(held, number);
        }
        number -= count;
    }
}

fn own_edit(node: &mut Node, number: usize) {
    match node {
        Node::Text(text) => *text = smaller_texts(text).swap_remove(number),
        Node::Choice(text, first) => *text = first,
        Node::Boolean(value) => *value = false,
        Node::Integer(value) | Node::Instant(value) => *value = smaller_numbers(*value)[number],
        Node::Number(text) => *text = String::from("0"),
        Node::Raw(json) => *json = String::from("{}"),
        Node::Array(elements) => drop(elements.remove(number)),
        Node::Map(entries) => drop(entries.remove(number)),
        Node::OneOf(..) => unreachable!("it has no edits of its own"),
        Node::Object {
            properties,
            unknown,
        } => own_edit_of_object(properties, unknown, number),
    }
}

fn own_edit_of_object(
    properties: &mut [Option<Node>],
    unknown: &mut Vec<(String, String)>,
    mut number: usize,
) {
    if number < unknown.len() {
        unknown.remove(number);
        return;
    }
    number -= unknown.len();
    for property in properties.iter_mut().filter(|property| property.is_some()) {
        if number == 0 {
            *property = None;
            return;
        }
        number -= 1;
    }
    for (name, json) in unknown {
        let mut forms = simpler(name, json);
        if number < forms.len() {
            (*name, *json) = forms.swap_remove(number);
            return;
        }
        number -= forms.len();
    }
}

/// Shorter or simpler strings, the shortest first.
fn smaller_texts(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut smaller = Vec::new();
    if chars.len() > 1 {
        smaller.push(String::new());
        smaller.push(chars[chars.len() / 2..].iter().collect());
        smaller.push(chars[..chars.len() / 2].iter().collect());
    }
    for place in 0..chars.len().min(CHARS) {
        let others = chars
            .iter()
            .enumerate()
            .filter(|&(other, _)| other != place);
        smaller.push(others.map(|(_, char)| char).collect());
    }
    if chars.iter().any(|&char| char != 'a') {
        smaller.push("a".repeat(chars.len()));
    }
    smaller
}

/// Numbers closer to zero, the closest first: large steps, then small ones.
fn smaller_numbers(value: i64) -> Vec<i64> {
    let steps = [1, 2, 4, 16, 256, 65_536, 1 << 32].map(|divisor| value - value / divisor);
    let mut smaller: Vec<i64> = steps.into_iter().chain([value - value.signum()]).collect();
    smaller.retain(|&other| other != value);
    smaller.dedup();
    smaller
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shrinks as proptest does, and returns the number of tests that this took.
    fn shrink(node: Node, fails: impl Fn(&Node) -> bool) -> (Node, usize) {
        let mut tree = Shrinking::new(node);
        let mut tests = 0;
        let mut goes_on = tree.simplify();
        while goes_on {
            tests += 1;
            goes_on = if fails(&tree.current()) {
                tree.simplify()
            } else {
                tree.complicate()
            };
        }
        (tree.current(), tests)
    }

    #[test]
    fn numbers_shrink_to_the_bound() {
        let fails = |node: &Node| matches!(node, Node::Integer(value) if *value >= 4_711);
        let (least, tests) = shrink(Node::Integer(i64::MAX), fails);
        assert_eq!(least, Node::Integer(4_711));
        assert!(tests < 300, "{tests}");
    }

    #[test]
    fn texts_shrink_to_what_matters() {
        let fails = |node: &Node| matches!(node, Node::Text(text) if text.contains('ß'));
        let text = format!("{}ß{}", "long ".repeat(100), "漢字".repeat(30));
        assert_eq!(shrink(Node::Text(text), fails).0, Node::Text("ß".into()));
    }

    #[test]
    fn a_node_that_cannot_shrink_is_left() {
        assert_eq!(
            shrink(Node::Boolean(false), |_| true),
            (Node::Boolean(false), 0)
        );
        assert_eq!(
            shrink(Node::Boolean(true), |node| *node == Node::Boolean(true)).0,
            Node::Boolean(true)
        );
    }
}
