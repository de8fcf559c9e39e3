//! Prints a table of the outcome of every rule (held, broken or not applicable) for each payload.
//!
//! ```sh
//! cargo run -p message-rules --example rule_table -- NAME=FILE...
//! ```
//!
//! If a NAME is that of a source, the rules that claim to have been observed there but were not
//! exercised are listed too. Findings are written to standard error.

use message_model::{Capture, Evidence};
use message_rules::{Rule, SourceKind, Verdict, check, verdicts};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut columns: Vec<(String, Vec<(&'static Rule, Verdict)>)> = Vec::new();
    for argument in std::env::args().skip(1) {
        let (name, file) = argument.split_once('=').ok_or("expected NAME=FILE")?;
        let payload = Capture::read(std::fs::read_to_string(file)?)?;
        for finding in check(&payload) {
            eprintln!("{name}: {finding}");
        }
        columns.push((name.to_owned(), verdicts(&payload, None)));
    }
    let Some((_, first)) = columns.first() else {
        return Err("expected NAME=FILE".into());
    };
    println!(
        "| rule | severity | {} |",
        columns
            .iter()
            .map(|(name, _)| name.as_str())
            .collect::<Vec<_>>()
            .join(" | ")
    );
    println!("|---|---|{}", "---|".repeat(columns.len()));
    for (row, (rule, _)) in first.iter().enumerate() {
        let cells: Vec<&str> = columns
            .iter()
            .map(|(_, verdicts)| cell(verdicts[row].1))
            .collect();
        println!(
            "| {} | {} | {} |",
            rule.id,
            rule.severity,
            cells.join(" | ")
        );
    }
    for (name, verdicts) in &columns {
        let claims = |rule: &&Rule| rule.sources.iter().any(|source| source.name == name);
        for (rule, _) in verdicts
            .iter()
            .filter(|(rule, verdict)| *verdict != Verdict::Held && claims(rule))
        {
            println!("{} names {name}, which does not exercise it", rule.id);
        }
    }
    for (rule, _) in first {
        let seen = columns
            .iter()
            .any(|(name, _)| rule.sources.iter().any(|source| source.name == name));
        let elsewhere: Vec<&str> = rule
            .sources
            .iter()
            .filter(|source| source.kind != SourceKind::Conclusion)
            .map(|source| source.name)
            .collect();
        if rule.evidence == Evidence::Observed && !seen {
            println!(
                "{} was observed in other payloads: {}",
                rule.id,
                elsewhere.join(", ")
            );
        }
    }
    Ok(())
}

fn cell(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Held => "held",
        Verdict::Broken => "BROKEN",
        Verdict::NotApplicable => "-",
    }
}
