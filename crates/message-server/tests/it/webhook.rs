//! The signature of a webhook, verified by the ways in which integrators do it: JavaScript over
//! `JSON.stringify` of the parsed body, Python over the bytes, and Java over the bytes where a Java
//! is found.

use std::io::Write as _;
use std::process::{Command, Stdio};

use message_generator::{Channel, Run};
use message_model::encode;
use message_server::webhook::{SIGNATURE_HEADER, signature, stringified};

const SECRET: &str = "a secret with ümlauts and \u{1f511}";

/// What the vendor's sample does (documented), for each line of the input: a signature and a body.
const JAVASCRIPT: &str = r#"
const crypto = require("node:crypto");
const lines = require("node:fs").readFileSync(0, "utf8").split("\n").filter(Boolean);
for (const line of lines) {
  const [signature, body] = [line.slice(0, 51), line.slice(52)];
  const hmac = crypto.createHmac("sha256", process.env.SECRET);
  const own = "sha256=" + hmac.update(JSON.stringify(JSON.parse(body)), "utf8").digest("base64");
  console.log(own === signature ? "same" : `${own} of ${JSON.stringify(JSON.parse(body))}`);
}
"#;

const PYTHON: &str = r#"
import base64, hashlib, hmac, os, sys
secret = os.environb[b"SECRET"]
for line in sys.stdin.buffer.read().split(b"\n"):
    if line:
        signature, body = line[:51].decode(), line[52:]
        digest = hmac.new(secret, body, hashlib.sha256).digest()
        own = "sha256=" + base64.b64encode(digest).decode()
        print("same" if hmac.compare_digest(own, signature) else own)
"#;

const JAVA: &str = r#"
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

public class Verify {
    public static void main(String[] arguments) throws Exception {
        byte[] secret = System.getenv("SECRET_HEX").isEmpty() ? null
            : java.util.HexFormat.of().parseHex(System.getenv("SECRET_HEX"));
        String all = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        for (String line : all.split("\n")) {
            if (line.isEmpty()) continue;
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            byte[] body = line.substring(52).getBytes(StandardCharsets.UTF_8);
            String own = "sha256=" + Base64.getEncoder().encodeToString(mac.doFinal(body));
            System.out.println(own.equals(line.substring(0, 51)) ? "same" : own);
        }
    }
}
"#;

/// What is posted to a webhook, and texts that a program may get wrong.
fn bodies() -> Vec<String> {
    let run = Run::new(3).with_channel(Channel::Open);
    let episodes = (0..10).flat_map(|number| run.episodes(number));
    let posts: Vec<_> = episodes.flat_map(|episode| episode.open_posts()).collect();
    let bodies = posts
        .iter()
        .map(|post| encode(&post.body).expect("it can be written"));
    let mut bodies: Vec<String> = bodies.collect();
    assert!(bodies.len() > 50, "{} bodies", bodies.len());
    let odd = [
        "Grüße, 你好, \u{1f600}\u{1f468}\u{200d}\u{1f469}",
        "\"quoted\" \\ / \u{8}\u{c}\n\r\t\u{0}\u{1f}\u{7f}",
        "\u{2028}\u{2029}\u{feff}<script>&amp;</script>",
    ];
    for text in odd {
        let mut post = message_model::OpenNormalizedMessage::default();
        post.text = Some(text.to_owned());
        bodies.push(encode(&post).expect("it can be written"));
    }
    let unlike = [
        r#"{ "b" : 1.0, "a": [1e2, -0, 0.1, 1E-7, 123456789012345678901234, 1e400], "10": 1, "9": 2 }"#,
        r#"{"\ud83d\ude00": "\u00e9\ud800\/\u0041", "x": {"a": 1, "a": [ ]}, "__proto__": {}}"#,
        r#"[0.000001, 1e21, 123456.789e3, 5e-324, 1.7976931348623157e308, 4.35, true, null]"#,
    ];
    bodies.extend(unlike.map(|text| stringified(text).expect("it is JSON")));
    bodies
}

/// A line for each body: the signature, and the body.
fn lines(bodies: &[String]) -> String {
    let lines = bodies.iter().map(|body| {
        let signed = signature(SECRET.as_bytes(), body.as_bytes());
        assert_eq!(signed.len(), 51);
        format!("{signed} {body}\n")
    });
    lines.collect()
}

/// What a program prints of the lines; `None` if there is no such program.
fn verified(program: &str, arguments: &[&str], lines: &str) -> Option<String> {
    let hex: String = SECRET.bytes().map(|byte| format!("{byte:02x}")).collect();
    let child = Command::new(program)
        .args(arguments)
        .env("SECRET", SECRET)
        .env("SECRET_HEX", hex)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let mut child = child.ok()?;
    let mut input = child.stdin.take().expect("it is piped");
    input.write_all(lines.as_bytes()).expect("it reads all");
    drop(input);
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{program}");
    Some(String::from_utf8(output.stdout).expect("it prints text"))
}

#[track_caller]
fn check_all_same(program: &str, printed: &str, count: usize) {
    let wrong: Vec<&str> = printed.lines().filter(|line| *line != "same").collect();
    assert_eq!(wrong, Vec::<&str>::new(), "{program}");
    assert_eq!(printed.lines().count(), count, "{program}");
}

#[test]
fn javascript_verifies_what_it_stringifies() {
    let bodies = bodies();
    let printed = verified("node", &["-e", JAVASCRIPT], &lines(&bodies));
    check_all_same(
        "node",
        &printed.expect("Node is needed for this"),
        bodies.len(),
    );
}

#[test]
fn python_verifies_the_bytes() {
    let bodies = bodies();
    let printed = verified("python3", &["-c", PYTHON], &lines(&bodies));
    check_all_same(
        "python3",
        &printed.expect("Python is needed for this"),
        bodies.len(),
    );
}

/// Where there is no Java this says so and checks nothing: CI need not have one.
#[test]
fn java_verifies_the_bytes_where_it_is_found() {
    let folder = std::env::temp_dir().join(format!("webhook-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder of its own");
    let source = folder.join("Verify.java");
    std::fs::write(&source, JAVA).expect("it can be written");
    let bodies = bodies();
    let source = source.to_str().expect("a path as text");
    match verified("java", &[source], &lines(&bodies)) {
        Some(printed) => check_all_same("java", &printed, bodies.len()),
        None => println!("no java was found, so it verifies nothing"),
    }
    std::fs::remove_dir_all(&folder).expect("it was made here");
}

/// A check that cannot fail would show nothing.
#[test]
fn another_body_or_secret_has_another_signature() {
    let bodies = vec![r#"{"text":"Hello"}"#.to_owned()];
    let altered = lines(&bodies).replace("Hello", "Hallo");
    let printed = verified("python3", &["-c", PYTHON], &altered).expect("Python is needed");
    assert!(!printed.contains("same"), "{printed}");
    assert_ne!(signature(b"a", b"{}"), signature(b"b", b"{}"));
    assert_eq!(SIGNATURE_HEADER.to_ascii_lowercase(), "x-hub-signature-256");
}

/// RFC 4231, test cases 1, 3 and 6: a short secret, one of binary data, and one longer than a
/// block.
#[test]
fn signatures_are_those_of_the_standard() {
    for (secret, data, expected) in [
        (
            vec![0x0b; 20],
            b"Hi There".to_vec(),
            "sDRMYdjbOFNcqK/OrwvxK4gdwgDJgz2nJuk3bC4yz/c=",
        ),
        (
            vec![0xaa; 20],
            vec![0xdd; 50],
            "dz6pHjaADkaFTbjr0JGBpylZCYs++MEi2WNVFM7VZf4=",
        ),
        (
            vec![0xaa; 131],
            b"Test Using Larger Than Block-Size Key - Hash Key First".to_vec(),
            "YOQxWR7gtn8Niiaqy/W3f44LxiE3KMUUBUYEDw7jf1Q=",
        ),
    ] {
        let signed = signature(&secret, &data);
        let plain = signed
            .strip_prefix("sha256=")
            .expect("the name of the algorithm");
        if plain != expected {
            // The vectors are given in hexadecimal digits there.
            panic!("found {plain}, expected {expected}");
        }
    }
}
