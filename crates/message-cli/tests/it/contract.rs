//! `msgleg contract` as a user runs it. What it prints of the contract is stated in literals here.

use std::process::{Command, Output};

#[test]
fn what_changed_between_two_releases_is_a_table() {
    let of_the_first = "\
From 19.0.0 (2017-11-07) to 20.0.0 (2017-11-30), GET /api/v2/conversations/{id}
  Participant.screenRecordingState    + timeout
  Message.type                        new, one of sms
  Message.recipientCountry            new, string
  Message.recipientType               new, string
  MessageDetails.messageStatus        new, one of queued | sent | failed |
                                      received
  MessageDetails.messageSegmentCount  new, integer
";
    assert_eq!(printed(&["--diff", "19", "20"]), of_the_first);
    let of_a_later_one = "\
From 230.0.0 (2025-06-01) to 231.0.0 (2025-06-21), GET /api/v2/conversations/{id}
  Conversation.inactivityTimeout  new, date-time
  Message.disconnectType          + inactivity
  Limit.namespace                 + voice.transcription
";
    assert_eq!(printed(&["--diff", "230", "231"]), of_a_later_one);
    assert_eq!(
        printed(&["--diff", "269", "latest"]).lines().nth(1),
        Some("  no change")
    );
}

#[test]
fn before_the_first_release_there_is_no_contract() {
    for arguments in [
        ["--diff", "18", "19"].as_slice(),
        &["--diff", "19", "18"],
        &["--as-of", "18"],
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert_eq!(text(&output.stdout), "");
        let expected = "release 18 has no message leg: `Message` appeared in 19.0.0";
        assert!(
            text(&output.stderr).contains(expected),
            "{}",
            text(&output.stderr)
        );
    }
}

#[test]
fn a_release_is_a_table_of_no_more_than_a_line_s_width() {
    let at_19 = printed(&["--as-of", "19"]);
    assert!(at_19.starts_with(
        "The contract of 19.0.0 (2017-11-07), GET /api/v2/conversations/{id}; \
         * required by the documentation\n\nConversation\n"
    ));
    let message = at_19
        .split("\n\n")
        .find(|table| table.starts_with("Message\n"))
        .expect("a leg is in it");
    assert_eq!(
        message
            .lines()
            .skip(1)
            .filter(|line| !line.starts_with("    "))
            .count(),
        17,
        "{message}"
    );
    let now = printed(&[]);
    assert!(now.starts_with("The contract of 269.0.0 (2026-10-08)"));
    // A value is not broken, however long it is.
    let is_one_value = |line: &str| {
        let last = line.rsplit("  ").next().unwrap_or_default();
        last.split_whitespace().filter(|word| *word != "|").count() == 1
    };
    // Below the sentence that says of what it is.
    for line in now.lines().skip(1) {
        assert!(line.len() <= 80 || is_one_value(line), "{line}");
    }
}

#[test]
fn programs_get_json() {
    let view: serde_json::Value =
        serde_json::from_str(&printed(&["--as-of", "44", "--json"])).expect("it is JSON");
    assert_eq!(
        (&view["release"], &view["pypi"]),
        (&"44.0.0".into(), &false.into())
    );
    let definitions = view["definitions"]
        .as_array()
        .expect("definitions are an array");
    let details = definitions
        .iter()
        .find(|one| one["name"] == "MessageDetails")
        .expect("44.0.0 has them");
    let properties = details["properties"]
        .as_array()
        .expect("properties are an array");
    let status = properties
        .iter()
        .find(|one| one["name"] == "messageStatus")
        .expect("44.0.0 has it");
    let values = [
        "queued",
        "sent",
        "failed",
        "received",
        "delivery-success",
        "delivery-failed",
        "read",
    ]
    .map(Into::into)
    .to_vec();
    assert_eq!(status["values"], serde_json::Value::Array(values));
    let diff: serde_json::Value =
        serde_json::from_str(&printed(&["--diff", "230", "231", "--json"])).expect("it is JSON");
    assert_eq!(
        diff["changes"][1]["values"],
        serde_json::json!(["inactivity"])
    );
    let schema: serde_json::Value =
        serde_json::from_str(&printed(&["--as-of", "19", "--json-schema", "Message"]))
            .expect("it is JSON");
    assert_eq!(
        schema["$schema"],
        "https://json-schema.org/draft/2020-12/schema"
    );
    assert_eq!(
        schema["$defs"]["Message"]["properties"]
            .as_object()
            .map(serde_json::Map::len),
        Some(17)
    );
}

#[test]
fn counts_are_a_table_of_the_releases_that_changed_one() {
    let table = printed(&["--counts"]);
    let first = "\
release  conversation  media   notification  media-notification  detail-event
19.0.0   9/100         -       -             -                   -
20.0.0   9/105         -       -             -                   -
22.0.0   10/108        -       -             -                   -
27.0.0   10/108        10/84   -             -                   -
";
    assert!(table.starts_with(first), "{table}");
    assert!(table.lines().all(|line| line.len() <= 80), "{table}");
    // As many views beside each other as fit, the others below.
    let (table, others) = table.split_once("\n\n").expect("not all views fit");
    let last_of = |table: &str| {
        let last = table.lines().last().expect("there are rows");
        let counts = last.split_whitespace().skip(1);
        counts.map(str::to_owned).collect::<Vec<_>>()
    };
    let counts = ["22/177", "30/166", "32/190", "25/142", "14/282"];
    assert_eq!(last_of(table), counts);
    assert!(others.starts_with(
        "release  bodies  open-messaging  analytics\n19.0.0   -       -               9/94\n"
    ));
    assert_eq!(last_of(others), ["35/173", "26/114", "21/272"]);
    let rows: Vec<&str> = table.lines().collect();
    let counts = |row: &str| {
        row.split_once(' ')
            .map(|(_, counts)| counts.trim().to_owned())
    };
    assert!(
        rows.windows(2)
            .all(|pair| counts(pair[0]) != counts(pair[1])),
        "each row is a change"
    );

    let json: serde_json::Value =
        serde_json::from_str(&printed(&["--counts", "--json"])).expect("it is JSON");
    let releases = json.as_array().expect("an entry for each row");
    assert!(
        releases.len() >= rows.len() - 1,
        "a change of any view counts"
    );
    assert_eq!(releases[0]["release"], "19.0.0");
    let detail_event = &releases[releases.len() - 1]["views"]["detail-event"];
    assert_eq!(
        *detail_event,
        serde_json::json!({"definitions": 14, "properties": 282})
    );
}

/// What the command prints when all is well.
#[track_caller]
fn printed(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert_eq!(
        output.status.code(),
        Some(0),
        "{arguments:?}: {}",
        text(&output.stderr)
    );
    text(&output.stdout).to_owned()
}

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_msgleg"))
        .arg("contract")
        .args(arguments)
        .output()
        .expect("the command runs")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("it prints UTF-8")
}
