//! A PostgreSQL for the tests: a throw-away cluster on a free port of this machine, gone when the command
//! that needed it has ended. Nothing is installed, and no cluster of the machine is touched.
//!
//! A keeper (a few lines of shell) runs the server and ends it as soon as we let go of the keeper's input, so
//! that nothing is left behind even where this program is killed.

use std::env;
use std::ffi::OsString;
use std::fs::{self, DirBuilder};
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

use crate::steps::{self, Stopwatch, headline};

/// What the tests read the cluster's address from.
pub(crate) const VARIABLE: &str = "KIOSK_TEST_POSTGRES";

/// Where distributions put the programs that are in nobody's PATH.
const DEBIANS: &str = "/usr/lib/postgresql";

/// A test wants speed and many connections; nobody wants its data back after a power cut.
const SETTINGS: [&str; 7] = [
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=400",
    "shared_buffers=64MB",
    "max_wal_size=512MB",
    "log_min_messages=fatal",
];

/// Arguments: programs, folder, port, the server's own. The server must not hold our input open.
const KEEPER: &str = r#"
trap : INT TERM HUP
programs=$1 folder=$2 port=$3
shift 3
"$programs/postgres" -D "$folder/data" -k "$folder" -h 127.0.0.1 -p "$port" "$@" </dev/null >"$folder/log" 2>&1 &
server=$!
cat >/dev/null
kill -QUIT "$server" 2>/dev/null
wait "$server"
rm -rf "$folder"
"#;

/// Whoever the server runs as: PostgreSQL refuses to run as root.
#[derive(Clone, Copy)]
struct Account {
    uid: u32,
    gid: u32,
}

/// A running cluster; it ends when this is dropped.
pub(crate) struct Cluster {
    keeper: Child,
    url: String,
}

/// Runs `command` with the address of a cluster in [`VARIABLE`].
///
/// # Errors
/// When no cluster can be started, or the command fails.
pub(crate) fn during(command: &[OsString]) -> Result<()> {
    let Some((program, args)) = command.split_first() else { bail!("which command is to run?") };
    let cluster = Cluster::start()?;
    steps::run(Command::new(program).args(args).env(VARIABLE, cluster.url()))
}

impl Cluster {
    /// Makes a cluster and starts it.
    ///
    /// # Errors
    /// When PostgreSQL is not installed, or does not start; the error holds its last words.
    pub(crate) fn start() -> Result<Self> {
        let watch = Stopwatch::start();
        let programs = programs()?;
        let account = account()?;
        // Another program may take the port between our look and the server's start.
        let started = (0..3).find_map(|_| Self::try_start(&programs, account).transpose());
        let cluster = started.context("no port of this machine was free for PostgreSQL")??;
        headline(&format!("PostgreSQL for the tests, ready in {}", watch.reading()));
        Ok(cluster)
    }

    /// The address of its database, which a test makes its own databases from.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Nothing where somebody else had the port.
    fn try_start(programs: &Path, account: Option<Account>) -> Result<Option<Self>> {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let folder = env::temp_dir().join(format!("kiosk-postgres-{}-{port}", std::process::id()));
        DirBuilder::new().mode(0o700).create(&folder).with_context(|| format!("no folder {}", folder.display()))?;
        if let Some(Account { uid, gid }) = account {
            chown(&folder, Some(uid), Some(gid))?;
        }
        let made = run_as(Command::new(programs.join("initdb")), account)
            .args(["--no-sync", "--username=kiosk", "--auth=trust", "--encoding=UTF8", "--locale=C", "-D"])
            .arg(folder.join("data"))
            .stdout(Stdio::null())
            .current_dir(&folder)
            .status()?;
        if !made.success() {
            let _ = fs::remove_dir_all(&folder);
            bail!("initdb failed ({made}); its reason stands above");
        }
        let keeper = run_as(Command::new("/bin/sh"), account)
            .args(["-c", KEEPER, "keeper"])
            .arg(programs)
            .arg(&folder)
            .arg(port.to_string())
            .args(SETTINGS.iter().flat_map(|setting| ["-c", setting]))
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .current_dir("/")
            .spawn()?;
        let url = format!("postgres://kiosk@127.0.0.1:{port}/postgres");
        let cluster = Self { keeper, url };
        let log = || fs::read_to_string(folder.join("log")).unwrap_or_default();
        // Half a minute.
        for _ in 0..300 {
            if is_ready(programs, port)? {
                return Ok(Some(cluster));
            }
            if log().contains("FATAL") {
                break;
            }
            thread::sleep(Duration::from_millis(100));
        }
        let log = log();
        if log.contains("Address already in use") {
            return Ok(None);
        }
        bail!("PostgreSQL did not start:\n{log}")
    }
}

fn is_ready(programs: &Path, port: u16) -> Result<bool> {
    let mut asking = Command::new(programs.join("pg_isready"));
    asking.args(["-q", "-t", "1", "-h", "127.0.0.1", "-d", "postgres", "-U", "kiosk", "-p", &port.to_string()]);
    Ok(asking.status()?.success())
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        let _ = self.keeper.wait();
    }
}

/// The folder with PostgreSQL's programs: that of the `initdb` in PATH, or the newest of the distribution's.
fn programs() -> Result<PathBuf> {
    let in_path = env::var_os("PATH").into_iter().flat_map(|path| env::split_paths(&path).collect::<Vec<_>>());
    // A link in PATH leads to where all of them are.
    let linked = in_path.filter_map(|folder| folder.join("initdb").canonicalize().ok());
    let mut found: Vec<PathBuf> = linked.filter_map(|initdb| initdb.parent().map(Path::to_owned)).collect();
    let mut versions: Vec<(u32, PathBuf)> = Vec::new();
    for version in fs::read_dir(DEBIANS).into_iter().flatten().flatten() {
        let number = version.file_name().to_str().and_then(|name| name.parse().ok());
        versions.extend(number.map(|number| (number, version.path().join("bin"))));
    }
    versions.sort();
    found.extend(versions.into_iter().rev().map(|(_, folder)| folder));
    let complete =
        |folder: &PathBuf| ["initdb", "postgres", "pg_isready"].iter().all(|name| folder.join(name).exists());
    found.into_iter().find(complete).with_context(|| {
        format!(
            "PostgreSQL is not installed: no initdb in PATH or below {DEBIANS} (Debian: apt-get install postgresql)"
        )
    })
}

/// Whom the server is to run as: nobody else, unless we are root.
fn account() -> Result<Option<Account>> {
    if fs::metadata("/proc/self").map(|about| about.uid()).unwrap_or(u32::MAX) != 0 {
        return Ok(None);
    }
    let accounts = fs::read_to_string("/etc/passwd").context("/etc/passwd cannot be read")?;
    let found = ["postgres", "nobody"].iter().find_map(|name| account_of(name, &accounts));
    found
        .map(Some)
        .context("PostgreSQL does not run as root, and there is neither a postgres nor a nobody to run it as")
}

fn account_of(name: &str, accounts: &str) -> Option<Account> {
    let fields = accounts.lines().map(|line| line.split(':').collect::<Vec<_>>()).find(|fields| fields[0] == name)?;
    Some(Account { uid: fields.get(2)?.parse().ok()?, gid: fields.get(3)?.parse().ok()? })
}

fn run_as(mut command: Command, account: Option<Account>) -> Command {
    if let Some(Account { uid, gid }) = account {
        command.uid(uid).gid(gid);
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACCOUNTS: &str = "root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65533::/:/bin/false\nbroken:x:a:b\n";

    #[test]
    fn an_account_is_found_by_its_name() {
        let account = account_of("nobody", ACCOUNTS).unwrap();
        assert_eq!((account.uid, account.gid), (65534, 65533));
        assert!(account_of("postgres", ACCOUNTS).is_none() && account_of("broken", ACCOUNTS).is_none());
    }

    #[test]
    fn the_cluster_is_there_for_the_command_and_gone_after_it() {
        let cluster = Cluster::start().unwrap();
        let port = cluster.url().rsplit([':', '/']).nth(1).unwrap().to_owned();
        let folder = env::temp_dir().join(format!("kiosk-postgres-{}-{port}", std::process::id()));
        assert!(folder.join("data").exists());
        drop(cluster);
        assert!(!folder.exists());
    }
}
