//! A throw-away PostgreSQL cluster on a free port of this machine. Nothing is installed, and no cluster of the
//! machine is touched. The server's kill test takes this file in too, because it needs a cluster to crash.
//!
//! A keeper (a few lines of shell) runs the server and ends it as soon as we let go of the keeper's input, so
//! that nothing is left behind even where this program is killed.

use std::env;
use std::fs::{self, DirBuilder};
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

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

/// How often it is looked whether the server is ready, and how long after each look: half a minute in all.
const LOOKS: u32 = 300;
const BETWEEN_LOOKS: Duration = Duration::from_millis(100);

/// Arguments: programs, folder, port, the server's own. The server must not hold our input open.
const KEEPER: &str = r#"
trap : INT TERM HUP
programs=$1 folder=$2 port=$3
shift 3
begin() {
    "$programs/postgres" -D "$folder/data" -k "$folder" -h 127.0.0.1 -p "$port" "$@" </dev/null >"$folder/log" 2>&1 &
    server=$!
}
crash() {
    kill -QUIT "$server" 2>/dev/null
    wait "$server"
}
begin "$@"
while read -r word; do
    case $word in
    crash) crash ;;
    begin) begin "$@" ;;
    esac
done
crash
rm -rf "$folder"
"#;

/// Whoever the server runs as: PostgreSQL refuses to run as root.
#[derive(Clone, Copy)]
pub(super) struct Account {
    pub(super) uid: u32,
    pub(super) gid: u32,
}

/// A running cluster; it ends when this is dropped.
pub(crate) struct Cluster {
    keeper: Child,
    programs: PathBuf,
    folder: PathBuf,
    port: u16,
}

impl Cluster {
    /// Makes a cluster and starts it.
    ///
    /// # Errors
    /// When PostgreSQL is not installed, or does not start; the error holds its last words.
    pub(crate) fn start() -> Result<Self> {
        let programs = programs()?;
        let account = account()?;
        // Another program may take the port between our look and the server's start.
        let started = (0..3).find_map(|_| Self::try_start(&programs, account).transpose());
        started.context("no port of this machine was free for PostgreSQL")?
    }

    /// The address of its database, which a test makes its own databases from.
    pub(crate) fn url(&self) -> String {
        format!("postgres://kiosk@127.0.0.1:{}/postgres", self.port)
    }

    /// Ends the server at once, as a crash would; what it had acknowledged is still there.
    ///
    /// # Errors
    /// When it is there after half a minute.
    #[cfg(test)]
    pub(crate) fn crash(&mut self) -> Result<()> {
        self.tell("crash\n")?;
        for _ in 0..LOOKS {
            if !self.is_ready()? {
                return Ok(());
            }
            thread::sleep(BETWEEN_LOOKS);
        }
        bail!("PostgreSQL cannot be stopped")
    }

    /// Starts the server again after a crash.
    ///
    /// # Errors
    /// As [`Cluster::start`].
    #[cfg(test)]
    pub(crate) fn start_again(&mut self) -> Result<()> {
        self.tell("begin\n")?;
        // Whoever asks while it recovers is turned away with a FATAL.
        self.becomes_ready(|_| false)?;
        Ok(())
    }

    #[cfg(test)]
    fn tell(&mut self, word: &str) -> Result<()> {
        let input = self.keeper.stdin.as_mut().context("the keeper has no input")?;
        Ok(std::io::Write::write_all(input, word.as_bytes())?)
    }

    /// Nothing where somebody else had the port.
    fn try_start(programs: &Path, account: Option<Account>) -> Result<Option<Self>> {
        let port = free_port().context("every port is taken")?;
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
        let cluster = Self { keeper, programs: programs.to_owned(), folder, port };
        Ok(cluster.becomes_ready(|log| log.contains("FATAL"))?.then_some(cluster))
    }

    /// Waits until the server is ready, or its log says that it gives up; `false` where somebody else has the port.
    fn becomes_ready(&self, gives_up: fn(&str) -> bool) -> Result<bool> {
        let log = || fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        for _ in 0..LOOKS {
            if self.is_ready()? {
                return Ok(true);
            }
            if gives_up(&log()) {
                break;
            }
            thread::sleep(BETWEEN_LOOKS);
        }
        let log = log();
        if log.contains("Address already in use") {
            return Ok(false);
        }
        bail!("PostgreSQL did not start:\n{log}")
    }

    fn is_ready(&self) -> Result<bool> {
        let mut asking = Command::new(self.programs.join("pg_isready"));
        asking.args(["-q", "-t", "1", "-h", "127.0.0.1", "-d", "postgres", "-U", "kiosk", "-p"]);
        Ok(asking.arg(self.port.to_string()).status()?.success())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        let _ = self.keeper.wait();
    }
}

/// A port that the system gives to no connection that is made, so that it is still free after a crash.
fn free_port() -> Option<u16> {
    let first = (std::process::id() % 1_000) as u16 * 18;
    let is_free = |port: &u16| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok();
    (0..18_000).map(|step| 12_000 + (first + step) % 18_000).find(is_free)
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

pub(super) fn account_of(name: &str, accounts: &str) -> Option<Account> {
    let fields = accounts.lines().map(|line| line.split(':').collect::<Vec<_>>()).find(|fields| fields[0] == name)?;
    Some(Account { uid: fields.get(2)?.parse().ok()?, gid: fields.get(3)?.parse().ok()? })
}

fn run_as(mut command: Command, account: Option<Account>) -> Command {
    if let Some(Account { uid, gid }) = account {
        command.uid(uid).gid(gid);
    }
    command
}
