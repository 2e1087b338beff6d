use std::fs;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::corpus::workspace::{project_folder, target_folder};

/// How long Prism may take to listen.
const START: Duration = Duration::from_secs(60);

/// Installs Prism below the target folder, in the version that `tests/prism` pins, unless it is there.
///
/// # Errors
///
/// There is no npm, or it fails: its own words.
pub(super) fn install() -> io::Result<PathBuf> {
    let folder = target_folder().join("prism");
    let pinned = project_folder().join("tests/prism");
    let program = folder.join("node_modules/.bin/prism");
    let lock = fs::read(pinned.join("package-lock.json"))?;
    let mark = folder.join("installed");
    if program.exists() && fs::read(&mark).is_ok_and(|installed| installed == lock) {
        return Ok(program);
    }
    fs::create_dir_all(&folder)?;
    for file in ["package.json", "package-lock.json"] {
        fs::copy(pinned.join(file), folder.join(file))?;
    }
    let output = Command::new("npm")
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .current_dir(&folder)
        .output()
        .map_err(|error| io::Error::new(error.kind(), format!("npm, which installs Prism: {error}")))?;
    if !output.status.success() {
        let words = String::from_utf8_lossy(&output.stderr);
        return Err(io::Error::other(format!("npm can't install Prism: {words}")));
    }
    fs::write(mark, lock)?;
    Ok(program)
}

/// Prism, which makes up responses for one document.
#[derive(Debug)]
pub(super) struct Prism {
    child: Child,
    pub(super) address: SocketAddr,
}

impl Prism {
    /// Starts it on the loopback; or says why it does not listen.
    pub(super) fn start(program: &Path, document: &Path) -> io::Result<Result<Self, String>> {
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
        let logs = target_folder().join("prism/logs");
        fs::create_dir_all(&logs)?;
        let log = logs.join(format!("{}.log", free.port()));
        let child = Command::new(program)
            .args(["mock", "--dynamic", "--host", "127.0.0.1", "--port"])
            .arg(free.port().to_string())
            .arg(document)
            .stdin(Stdio::null())
            .stdout(fs::File::create(&log)?)
            .stderr(Stdio::null())
            .spawn()?;
        let mut prism = Self { child, address: free };
        let start = Instant::now();
        while start.elapsed() < START {
            if TcpStream::connect(prism.address).is_ok() {
                return Ok(Ok(prism));
            }
            if prism.child.try_wait()?.is_some() {
                break;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        let words = fs::read_to_string(log).unwrap_or_default();
        Ok(Err(format!("Prism does not start: {}", words.trim())))
    }
}

impl Drop for Prism {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
