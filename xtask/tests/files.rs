//! What commands do with files that are not theirs, and with what stands in their way.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test may fail")]

#[path = "support/folder.rs"]
mod folder;

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use folder::{Folder, everything, fixtures};

const PART_OF_CORPUS: [&str; 3] = ["export", "--covering", "statuses"];

#[test]
fn a_folder_of_the_user_is_not_taken_for_a_corpus() {
    let folder = Folder::new("home");
    folder.write("home/.git/HEAD", "ref: refs/heads/main\n");
    folder.write("home/thesis.txt", "precious\n");
    folder.write("outside/keep.txt", "kept\n");
    symlink("../outside", folder.path("home/link")).unwrap();
    let before = everything(folder.root());
    for command in [&["fixtures"][..], &["freeze", "--day", "2031-12-30"]] {
        for (current, named) in [
            ("", "home"),
            ("home", "."),
            ("home/.git", ".."),
            ("", "home/"),
        ] {
            let output = run_in(
                &folder.path(current),
                &[command, &["--folder", named]].concat(),
            );
            let told = text(&output.stderr);
            assert_eq!(output.status.code(), Some(2), "{told}");
            assert!(
                told.contains(
                    "home is not empty and holds nothing that `cargo xtask fixtures` has written"
                ),
                "{told}"
            );
        }
    }
    let output = run_in(
        folder.root(),
        &[&PART_OF_CORPUS[..], &["--to", "home"]].concat(),
    );
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stderr));
    let output = run_in(
        folder.root(),
        &["generate", "--count", "1", "--out", "home/"],
    );
    assert_eq!(output.status.code(), Some(2));
    let expected =
        "home is not empty, expected a new or an empty folder, or just what this run writes\n";
    assert!(text(&output.stderr).ends_with(expected));
    assert_eq!(everything(folder.root()), before);
}

/// Nobody knows of a killed run whether it was done, so it can be done again.
#[test]
fn a_folder_can_be_generated_again_that_is_as_it_should_be() {
    let folder = Folder::new("again");
    let generate = |seed| {
        run_in(
            folder.root(),
            &["generate", "--count", "3", "--seed", seed, "--out", "out/"],
        )
    };
    assert_eq!(generate("1").status.code(), Some(0));
    let before = everything(folder.root());
    let again = generate("1");
    assert_eq!(again.status.code(), Some(0));
    assert!(text(&again.stderr).ends_with("out holds just this already, and is left as it is\n"));
    assert_eq!(generate("2").status.code(), Some(2));
    assert_eq!(everything(folder.root()), before);
    folder.write("out/mine.txt", "mine\n");
    assert_eq!(generate("1").status.code(), Some(2));
}

#[test]
fn a_corpus_keeps_the_files_of_others() {
    let folder = Folder::new("stranger");
    let corpus = folder.path("corpus");
    assert_eq!(
        run_in(folder.root(), &["fixtures", "--folder", "corpus"])
            .status
            .code(),
        Some(0)
    );
    let before = everything(&corpus);
    folder.write("corpus/notes.txt", "mine\n");
    folder.write("corpus/current/spam/notes.txt", "mine\n");
    fs::write(corpus.join("current/spam/conversation.json"), "{}\n").unwrap();
    let output = run_in(folder.root(), &["fixtures", "--folder", "corpus"]);
    let told = text(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{told}");
    for line in [
        "corpus/notes.txt: does not belong here",
        "corpus/current/spam/notes.txt: does not belong here",
    ] {
        assert!(told.contains(line), "{told}");
    }
    assert!(told.ends_with(" 1 written, 0 removed\n"), "{told}");
    for notes in ["notes.txt", "current/spam/notes.txt"] {
        assert_eq!(fs::read_to_string(corpus.join(notes)).unwrap(), "mine\n");
        fs::remove_file(corpus.join(notes)).unwrap();
    }
    assert!(everything(&corpus) == before);

    // What a link leads to is left alone, too, as a folder and as a file.
    folder.write("outside/keep.txt", "kept\n");
    for (link, to) in [
        ("current/more", "../../outside"),
        ("wide/more.json", "../../outside/keep.txt"),
    ] {
        symlink(to, corpus.join(link)).unwrap();
        let output = run_in(folder.root(), &["fixtures", "--folder", "corpus"]);
        let told = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(
            told.contains(&format!(
                "{link} is a link, expected only files and folders in "
            )),
            "{told}"
        );
        fs::remove_file(corpus.join(link)).unwrap();
    }
    assert_eq!(
        fs::read_to_string(folder.path("outside/keep.txt")).unwrap(),
        "kept\n"
    );
}

#[test]
fn an_export_is_not_taken_for_a_whole_corpus_nor_the_other_way_round() {
    let folder = Folder::new("export-or-corpus");
    let export = [&PART_OF_CORPUS[..], &["--to", "part"]].concat();
    assert_eq!(run_in(folder.root(), &export).status.code(), Some(0));
    let before = everything(folder.root());
    let output = run_in(folder.root(), &["fixtures", "--folder", "part"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("part is an export, which `cargo xtask export` writes"));
    fs::create_dir(folder.path("whole")).unwrap();
    fs::copy(
        fixtures().join("manifest.json"),
        folder.path("whole/manifest.json"),
    )
    .unwrap();
    let output = run_in(
        folder.root(),
        &[&PART_OF_CORPUS[..], &["--to", "whole"]].concat(),
    );
    assert_eq!(output.status.code(), Some(2));
    assert!(
        text(&output.stderr).contains("whole: found no export there"),
        "{}",
        text(&output.stderr)
    );
    fs::remove_dir_all(folder.path("whole")).unwrap();
    assert_eq!(everything(folder.root()), before);
}

#[test]
fn files_with_the_names_of_temporary_ones_stay() {
    let folder = Folder::new("part");
    for path in [
        "f.part",
        "victim",
        ".f.unfinished",
        ".f.x.unfinished",
        "out.part/notes",
    ] {
        folder.write(path, "precious\n");
    }
    symlink("victim", folder.path("g.part")).unwrap();
    // A link with the name of a temporary file is neither followed nor removed.
    symlink("victim", folder.path(".f.4711.unfinished")).unwrap();
    let before = everything(folder.root());
    for out in ["f", "g"] {
        assert_eq!(
            run_in(folder.root(), &["generate", "--count", "1", "--out", out])
                .status
                .code(),
            Some(0)
        );
    }
    let export = [&PART_OF_CORPUS[..], &["--to", "out"]].concat();
    assert_eq!(run_in(folder.root(), &export).status.code(), Some(0));
    for made in ["f", "g"] {
        fs::remove_file(folder.path(made)).unwrap();
    }
    fs::remove_dir_all(folder.path("out")).unwrap();
    assert_eq!(everything(folder.root()), before);
}

#[test]
fn a_folder_may_be_named_with_a_slash_and_be_empty_but_not_be_a_link() {
    let folder = Folder::new("slash");
    for name in ["empty", "leads-to"] {
        fs::create_dir_all(folder.path(name)).unwrap();
    }
    symlink("leads-to", folder.path("link")).unwrap();
    let commands = [&PART_OF_CORPUS[..], &["--to"]].concat();
    for command in [
        &commands[..],
        &["generate", "--count", "2", "--out"],
        &["fixtures", "--folder"],
    ] {
        for new in ["new/", "empty/", "deep/er/new/"] {
            let path = folder.path(new);
            for time in ["first", "second"] {
                let output = run_in(
                    folder.root(),
                    &[command, &[path.to_str().unwrap()]].concat(),
                );
                assert_eq!(
                    output.status.code(),
                    Some(0),
                    "{command:?} {new} {time}: {}",
                    text(&output.stderr)
                );
            }
            fs::remove_dir_all(&path).unwrap();
        }
        fs::create_dir(folder.path("empty")).unwrap();
        for link in ["link", "link/"] {
            let output = run_in(folder.root(), &[command, &[link]].concat());
            let told = text(&output.stderr);
            // The name of a link without a slash is the name of a file for `generate`.
            assert_eq!(output.status.code(), Some(2), "{command:?} {link}: {told}");
            assert!(
                told.contains("link is a link, expected the folder itself or a new name"),
                "{told}"
            );
        }
        let output = run_in(&folder.path("empty"), &[command, &["."]].concat());
        assert!(
            text(&output.stderr).contains("is the current folder, expected a folder with a name"),
            "{command:?}"
        );
        fs::remove_dir_all(folder.path("deep")).unwrap();
        let left: Vec<_> = everything(folder.root()).into_keys().collect();
        assert_eq!(left, ["empty", "leads-to", "link"]);
    }
}

#[test]
fn what_a_killed_run_has_left_behind_goes_with_the_next() {
    let folder = Folder::new("left-behind");
    folder.write(".f.4711.unfinished", "{");
    folder.write(".out.4711.unfinished/0000000.jsonl", "{");
    folder.write(".other.4711.unfinished", "of another file\n");
    assert_eq!(
        run_in(folder.root(), &["generate", "--count", "1", "--out", "f"])
            .status
            .code(),
        Some(0)
    );
    assert_eq!(
        run_in(
            folder.root(),
            &["generate", "--count", "1", "--out", "out/"]
        )
        .status
        .code(),
        Some(0)
    );
    let paths: Vec<String> = everything(folder.root()).into_keys().collect();
    assert_eq!(
        paths,
        [".other.4711.unfinished", "f", "out", "out/0000000.jsonl"]
    );
}

#[test]
fn a_run_is_refused_while_another_writes_there() {
    let folder = Folder::new("taken");
    folder.write("f", "whole\n");
    folder.write(".f.4711.unfinished", "half\n");
    folder.write(".out.4711.unfinished/0000000.jsonl", "half\n");
    let export = [&PART_OF_CORPUS[..], &["--to", "part"]].concat();
    assert_eq!(run_in(folder.root(), &export).status.code(), Some(0));
    folder.write("part/.update.4711.unfinished/0", "half\n");
    let before = everything(folder.root());
    let commands = [
        (".f", &["generate", "--out", "f"][..]),
        (".out", &["generate", "--out", "out/"]),
        ("part/.update", &export),
    ];
    for (part, command) in commands {
        // As the living run does.
        let handle = File::open(folder.path(&format!("{part}.4711.unfinished"))).unwrap();
        handle.lock().unwrap();
        let output = run_in(folder.root(), command);
        let told = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(
            told.contains(": process 4711 is writing it, expected that nobody does"),
            "{told}"
        );
        assert_eq!(everything(folder.root()), before);
        drop(handle);
    }
}

#[test]
fn a_file_that_may_not_be_replaced_is_not() {
    let folder = Folder::new("protected");
    folder.write("read-only", "precious\n");
    let mut permissions = fs::metadata(folder.path("read-only"))
        .unwrap()
        .permissions();
    permissions.set_readonly(true);
    fs::set_permissions(folder.path("read-only"), permissions).unwrap();
    symlink("nowhere", folder.path("dangling")).unwrap();
    fs::create_dir(folder.path("folder")).unwrap();
    let before = everything(folder.root());
    for (out, told) in [
        (
            "read-only",
            "read-only is read-only, expected a file that may be replaced",
        ),
        (
            "dangling",
            "dangling is a link that leads nowhere, expected a file or a new name",
        ),
        ("/proc/legs.jsonl", "cannot write /proc/legs.jsonl"),
    ] {
        let output = run_in(folder.root(), &["generate", "--count", "1", "--out", out]);
        assert_eq!(output.status.code(), Some(2));
        assert!(
            text(&output.stderr).contains(told),
            "{}",
            text(&output.stderr)
        );
    }
    for command in [
        &["browse", "--out", "folder"][..],
        &["show", "spam", "--svg", "folder"],
    ] {
        let output = run_in(folder.root(), command);
        assert_eq!(output.status.code(), Some(2));
        assert!(text(&output.stderr).contains("folder is a folder, expected a file or a new name"));
    }
    assert_eq!(everything(folder.root()), before);
}

/// The permissions of a file stay when it is replaced, and those of an empty folder when it is
/// filled.
#[test]
fn permissions_stay() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("permissions");
    folder.write("f", "old\n");
    fs::create_dir(folder.path("out")).unwrap();
    for (path, mode) in [("f", 0o600), ("out", 0o700)] {
        fs::set_permissions(folder.path(path), fs::Permissions::from_mode(mode)).unwrap();
        let output = run_in(folder.root(), &["generate", "--count", "1", "--out", path]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        assert_eq!(
            fs::metadata(folder.path(path))
                .unwrap()
                .permissions()
                .mode()
                & 0o777,
            mode
        );
    }
}

/// A limit on the size of files stands for a disk that becomes full: a write fails in the middle.
#[test]
fn a_full_disk_leaves_what_was_there() {
    let folder = Folder::new("full-disk");
    folder.write("f", "old\n");
    let export = "export --covering transitions --to part";
    let whole: Vec<&str> = export.split(' ').collect();
    assert_eq!(run_in(folder.root(), &whole).status.code(), Some(0));
    for name in fs::read_dir(folder.path("part/current")).unwrap() {
        for file in fs::read_dir(name.unwrap().path()).unwrap() {
            fs::write(file.unwrap().path(), "{}\n").unwrap();
        }
    }
    let before = everything(folder.root());
    for (command, named) in [
        ("generate --count 1000 --out f", "f: "),
        (
            "generate --count 3 --view snapshots --out out/",
            "out/0000000.jsonl: ",
        ),
        ("fixtures --folder new", "new/"),
        ("export --covering transitions --to part", "part/"),
        ("browse --out page.html", "page.html: "),
    ] {
        let limited = format!("trap '' XFSZ; ulimit -f 8; exec \"$0\" {command}");
        let output = Command::new("bash")
            .args(["-c", &limited, env!("CARGO_BIN_EXE_xtask")])
            .current_dir(folder.root())
            .output()
            .unwrap();
        let told = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{command}: {told}");
        assert!(
            told.contains(named) && told.contains("File too large"),
            "{command}: {told}"
        );
        assert_eq!(everything(folder.root()), before, "{command}");
    }
}

#[test]
fn standard_output_under_another_name_is_added_to() {
    let folder = Folder::new("stdout");
    let mut output = File::create(folder.path("f")).unwrap();
    std::io::Write::write_all(&mut output, b"before\n").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command
        .args(["generate", "--count", "1", "--out", "/dev/stdout"])
        .stdout(output)
        .stderr(Stdio::null());
    assert!(command.status().unwrap().success());
    let lines = fs::read_to_string(folder.path("f")).unwrap();
    assert!(
        lines.starts_with("before\n{") && lines.lines().count() == 2,
        "{lines}"
    );
}

/// A manifest may come from anywhere, and names what is read and written.
#[test]
fn a_manifest_names_only_files_of_its_folder() {
    let folder = Folder::new("traversal");
    folder.write("escaped/planted.json", "planted\n");
    let manifest = fs::read_to_string(fixtures().join("manifest.json")).unwrap();
    let path = "current/spam/conversation.json";
    assert!(manifest.contains(&format!("{{\"path\": \"{path}\"")));
    for wrong in [
        "../escaped/planted.json",
        "/etc/passwd",
        "current//x",
        "./x",
        "a/../../b",
        "C:/x",
        "a\\\\..\\\\b",
        "",
    ] {
        let altered = manifest.replacen(
            &format!("\"path\": \"{path}\""),
            &format!("\"path\": \"{wrong}\""),
            1,
        );
        folder.write("evil/manifest.json", &altered);
        let before = everything(folder.root());
        for command in [
            &["export", "--to", "deep/in/out"][..],
            &["pick", "--covering", "states"],
            &["fixtures"],
        ] {
            let output = run_in(folder.root(), &[command, &["--folder", "evil"]].concat());
            let told = text(&output.stderr);
            assert_eq!(output.status.code(), Some(2), "{wrong}: {told}");
            let expected = "expected names with slashes between, below the folder of the manifest";
            assert!(
                told.contains("manifest.json: files: found ") && told.contains(expected),
                "{wrong}: {told}"
            );
            let _ = fs::remove_dir_all(folder.path("deep"));
            assert_eq!(everything(folder.root()), before, "{wrong}");
        }
    }
}

#[test]
fn folders_are_named_from_where_the_user_is() {
    let folder = Folder::new("from-here");
    fs::create_dir(folder.path("below")).unwrap();
    assert_eq!(
        run_in(&folder.path("below"), &["fixtures", "--folder", "corpus"])
            .status
            .code(),
        Some(0)
    );
    assert!(folder.path("below/corpus/manifest.json").is_file());
    assert!(
        !Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../corpus")
            .exists()
    );
}

/// A page that is written to its default place is called as it is from where the user is.
#[test]
fn a_page_is_named_from_where_the_user_is() {
    let below = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/commands");
    let output = run_in(&below, &["browse", "spam"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let told = text(&output.stdout);
    let (path, _) = told.split_once(": ").unwrap();
    assert_eq!(path, "../../../target/browse/files.html");
    assert!(below.join(path).is_file());
}

fn run_in(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}
