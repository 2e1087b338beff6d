//! Output appears whole or not at all, and nothing of anyone else is touched.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use specwright::{Error, stale_files, write_crate};

fn files(list: &[(&str, &str)]) -> BTreeMap<PathBuf, String> {
    list.iter()
        .map(|(path, text)| (PathBuf::from(path), (*text).to_owned()))
        .collect()
}

fn crate_of(lib: &str) -> BTreeMap<PathBuf, String> {
    files(&[("Cargo.toml", "[package]\n"), ("src/lib.rs", lib)])
}

fn read(folder: &Path, path: &str) -> Option<String> {
    fs::read_to_string(folder.join(path)).ok()
}

/// Every file in a folder, by its path.
fn all(folder: &Path) -> BTreeMap<PathBuf, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = fs::read_to_string(&path).unwrap();
                found.insert(path.strip_prefix(folder).unwrap().to_owned(), text);
            }
        }
    }
    found
}

#[test]
fn a_crate_is_written_with_a_list_of_its_files() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("deep/in/here");
    let changed = write_crate(&out, &crate_of("one")).unwrap();
    assert_eq!(
        changed,
        [PathBuf::from("Cargo.toml"), PathBuf::from("src/lib.rs")]
    );
    assert_eq!(read(&out, "src/lib.rs").as_deref(), Some("one"));
    assert!(
        read(&out, ".specwright")
            .unwrap()
            .ends_with("\nCargo.toml\nsrc/lib.rs\n")
    );
    assert_eq!(all(&out).len(), 3);
}

#[test]
fn what_is_current_is_not_written_again() {
    let folder = tempfile::tempdir().unwrap();
    write_crate(folder.path(), &crate_of("one")).unwrap();
    let written = fs::metadata(folder.path().join("src/lib.rs"))
        .unwrap()
        .modified()
        .unwrap();
    assert_eq!(
        write_crate(folder.path(), &crate_of("one")).unwrap(),
        Vec::<PathBuf>::new()
    );
    assert_eq!(
        fs::metadata(folder.path().join("src/lib.rs"))
            .unwrap()
            .modified()
            .unwrap(),
        written
    );
    assert_eq!(
        stale_files(folder.path(), &crate_of("one")).unwrap(),
        Vec::<PathBuf>::new()
    );
}

#[test]
fn what_changed_is_stale_and_written_again() {
    let folder = tempfile::tempdir().unwrap();
    write_crate(folder.path(), &crate_of("one")).unwrap();
    assert_eq!(
        stale_files(folder.path(), &crate_of("two")).unwrap(),
        [PathBuf::from("src/lib.rs")]
    );
    assert_eq!(read(folder.path(), "src/lib.rs").as_deref(), Some("one"));
    assert_eq!(
        write_crate(folder.path(), &crate_of("two")).unwrap(),
        [PathBuf::from("src/lib.rs")]
    );
    assert_eq!(read(folder.path(), "src/lib.rs").as_deref(), Some("two"));
}

#[test]
fn a_folder_goes_with_its_last_file_unless_somebody_has_put_one_there() {
    let folder = tempfile::tempdir().unwrap();
    let more = files(&[("src/lib.rs", "one"), ("src/a/b/c.rs", ""), ("src/d/e.rs", "")]);
    write_crate(folder.path(), &more).unwrap();
    fs::write(folder.path().join("src/d/mine.rs"), "").unwrap();
    write_crate(folder.path(), &files(&[("src/lib.rs", "one")])).unwrap();
    assert!(!folder.path().join("src/a").exists());
    assert!(folder.path().join("src/d/mine.rs").exists());
    assert!(!folder.path().join("src/d/e.rs").exists());
}

#[test]
fn a_file_that_is_no_longer_part_of_the_crate_goes() {
    let folder = tempfile::tempdir().unwrap();
    let mut more = crate_of("one");
    more.insert(PathBuf::from("src/more.rs"), "more".to_owned());
    write_crate(folder.path(), &more).unwrap();
    fs::write(folder.path().join("src/mine.rs"), "mine").unwrap();
    assert_eq!(
        stale_files(folder.path(), &crate_of("one")).unwrap(),
        [PathBuf::from("src/more.rs")]
    );
    write_crate(folder.path(), &crate_of("one")).unwrap();
    assert_eq!(read(folder.path(), "src/more.rs"), None);
    assert_eq!(read(folder.path(), "src/mine.rs").as_deref(), Some("mine"));
    assert_eq!(
        stale_files(folder.path(), &crate_of("one")).unwrap(),
        Vec::<PathBuf>::new()
    );
}

#[test]
fn a_file_of_someone_else_stops_everything() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("Cargo.toml"), "[package]\nname = \"mine\"\n").unwrap();
    let before = all(folder.path());
    let error = write_crate(folder.path(), &crate_of("one")).unwrap_err();
    assert!(
        matches!(&error, Error::NotOurs(path) if path.ends_with("Cargo.toml")),
        "{error}"
    );
    assert!(error.to_string().contains("Specwright did not write it"));
    assert_eq!(all(folder.path()), before);
}

#[test]
fn a_write_that_fails_leaves_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("src"), "a file where a folder should be").unwrap();
    let before = all(folder.path());
    let error = write_crate(folder.path(), &crate_of("one")).unwrap_err();
    assert!(matches!(error, Error::Io { .. }), "{error}");
    assert_eq!(all(folder.path()), before);
}

#[test]
fn the_list_of_files_can_name_none_outside_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    fs::create_dir(&out).unwrap();
    fs::write(folder.path().join("precious"), "mine").unwrap();
    let absolute = folder.path().join("precious").display().to_string();
    fs::write(
        out.join(".specwright"),
        format!("../precious\n{absolute}\n./../precious\n"),
    )
    .unwrap();
    write_crate(&out, &crate_of("one")).unwrap();
    assert_eq!(read(folder.path(), "precious").as_deref(), Some("mine"));
}

/// What is no file is neither read, for which one would wait for ever, nor replaced; a link is not followed.
#[cfg(unix)]
mod special_files {
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;
    use std::sync::mpsc;
    use std::time::Duration;

    use super::*;

    /// Runs `work`, which must not wait for anything.
    fn at_once<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
        let (sender, receiver) = mpsc::channel();
        std::thread::spawn(move || sender.send(work()));
        receiver.recv_timeout(Duration::from_secs(20)).expect("no wait")
    }

    fn pipe(path: &Path) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let made = std::process::Command::new("mkfifo").arg(path).status().unwrap();
        assert!(made.success());
    }

    fn refused(folder: &Path) -> PathBuf {
        let folder = folder.to_owned();
        let result = at_once(move || write_crate(&folder, &crate_of("one")));
        match result.unwrap_err() {
            Error::NotOurs(path) => path,
            other => panic!("{other}"),
        }
    }

    #[test]
    fn a_pipe_or_socket_in_the_place_of_a_file_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        pipe(&folder.path().join("src/lib.rs"));
        assert!(refused(folder.path()).ends_with("src/lib.rs"));
        let out = folder.path().to_owned();
        let stale = at_once(move || stale_files(&out, &crate_of("one"))).unwrap();
        assert_eq!(stale, [PathBuf::from("Cargo.toml"), PathBuf::from("src/lib.rs")]);

        let folder = tempfile::tempdir().unwrap();
        let _socket = UnixListener::bind(folder.path().join("Cargo.toml")).unwrap();
        assert!(refused(folder.path()).ends_with("Cargo.toml"));
    }

    #[test]
    fn the_list_of_files_is_no_pipe_and_no_link() {
        let folder = tempfile::tempdir().unwrap();
        pipe(&folder.path().join(".specwright"));
        assert!(refused(folder.path()).ends_with(".specwright"));
        let out = folder.path().to_owned();
        assert!(at_once(move || stale_files(&out, &crate_of("one"))).is_err());

        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("list"), "src/lib.rs\n").unwrap();
        fs::create_dir_all(folder.path().join("out/src")).unwrap();
        fs::write(folder.path().join("out/src/lib.rs"), "mine").unwrap();
        symlink("../list", folder.path().join("out/.specwright")).unwrap();
        assert!(refused(&folder.path().join("out")).ends_with(".specwright"));
        assert_eq!(read(folder.path(), "out/src/lib.rs").as_deref(), Some("mine"));
    }

    #[test]
    fn no_file_is_written_or_removed_through_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        fs::create_dir_all(folder.path().join("elsewhere")).unwrap();
        fs::create_dir(&out).unwrap();
        fs::write(folder.path().join("elsewhere/precious"), "mine").unwrap();
        fs::write(out.join(".specwright"), "src/precious\n").unwrap();
        symlink("../elsewhere", out.join("src")).unwrap();
        assert!(refused(&out).ends_with("src"));
        assert_eq!(all(&folder.path().join("elsewhere")).len(), 1);
    }

    #[test]
    fn a_link_in_the_place_of_our_own_file_is_replaced_and_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        write_crate(&out, &crate_of("one")).unwrap();
        fs::write(folder.path().join("precious"), "one").unwrap();
        fs::remove_file(out.join("src/lib.rs")).unwrap();
        symlink("../../precious", out.join("src/lib.rs")).unwrap();
        write_crate(&out, &crate_of("two")).unwrap();
        assert_eq!(read(folder.path(), "precious").as_deref(), Some("one"));
        assert!(!out.join("src/lib.rs").is_symlink());
    }

    #[test]
    fn one_file_is_written_over_no_pipe_and_no_device() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(
            folder.path().join("api.yaml"),
            "openapi: 3.0.3\ninfo: {title: A, version: '1'}\npaths: {}\n",
        )
        .unwrap();
        pipe(&folder.path().join("out/api.rs"));
        let generator = specwright::Generator::new(folder.path().join("api.yaml"))
            .name("api")
            .out_dir(folder.path().join("out"));
        let error = at_once(move || generator.build_script()).unwrap_err();
        assert!(matches!(error, Error::NotOurs(_)), "{error}");
        symlink("/dev/null", folder.path().join("null.yaml")).unwrap();
        let converted = specwright::convert(folder.path().join("api.yaml")).unwrap();
        let error = converted.write(folder.path().join("null.yaml")).unwrap_err();
        assert!(matches!(error, Error::NotOurs(_)), "{error}");
    }
}
