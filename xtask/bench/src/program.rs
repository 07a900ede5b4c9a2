//! The server as a child process: how it is started, and what the system says of it while it runs.

use core::time::Duration;
use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use sandbox::Sandbox;
use tokio::time::sleep;

use crate::connection::{Connection, Question};

/// The key that server and stand-in agree on.
pub(crate) const KEY: &str = "key-of-the-bench";
/// The end of the address that the stand-in calls.
pub(crate) const TOKEN: &str = "token-of-the-bench-0123456789abcdef0123";
/// How long a start may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// Between two tries to reach a server that starts.
const LOOK: Duration = Duration::from_micros(200);
/// What the kernel calls a second of processor time, on every Linux there is.
const TICKS_PER_SECOND: f64 = 100.0;

/// What a server is started with.
#[derive(Clone)]
pub(crate) struct Recipe {
    server: PathBuf,
    site: PathBuf,
    /// How often it may ask Mion; as usual where that is not said.
    requests_per_second: Option<&'static str>,
}

/// A server that runs; it is killed when this is dropped.
pub(crate) struct Program {
    child: Child,
    pub(crate) addr: SocketAddr,
    /// From its start to its first answer.
    pub(crate) start_ms: f64,
}

impl Recipe {
    /// For a server that may ask Mion more often than it will ever need: the stand-in is not what is measured.
    pub(crate) fn new(server: PathBuf, site: PathBuf) -> Self {
        Self { server, site, requests_per_second: Some("10000") }
    }

    /// The same for one that asks Mion as often as it does in a shop.
    pub(crate) fn as_usual(&self) -> Self {
        Self { requests_per_second: None, ..self.clone() }
    }

    /// Starts it on the records `database` against `mion`, and waits until it answers.
    #[expect(
        clippy::disallowed_methods,
        clippy::float_arithmetic,
        reason = "the machine's own time is what is measured"
    )]
    pub(crate) async fn start(&self, database: &Path, mion: &Sandbox) -> Result<Program> {
        // Free at this moment, and nobody else is about.
        let addr = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
        let log = fs::File::create(database.with_extension("log"))?;
        let mut command = Command::new(&self.server);
        command.arg("serve").env_clear().stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        command.env("KIOSK_ADDR", addr.to_string()).env("KIOSK_SITE_DIR", &self.site).env("KIOSK_DATABASE", database);
        command.env("KIOSK_WEBHOOK_TOKEN", TOKEN).env("KIOSK_MAX_CONNECTIONS", "12000");
        command.env("MION_BASE_URL", mion.base_url()).env("MION_API_KEY", KEY).env("MION_LIGHTNING_NETWORK", "regtest");
        if let Some(requests) = self.requests_per_second {
            command.env("MION_REQUESTS_PER_SECOND", requests);
        }
        let started = Instant::now();
        let child = command.spawn().with_context(|| format!("{} cannot be started", self.server.display()))?;
        let mut program = Program { child, addr, start_ms: 0.0 };
        let question = Question::get(addr, "", "/readyz");
        while started.elapsed() < PATIENCE {
            if let Ok(mut connection) = Connection::open(addr).await
                && connection.ask(&question).await?.status == 200
            {
                program.start_ms = started.elapsed().as_secs_f64() * 1000.0;
                return Ok(program);
            }
            sleep(LOOK).await;
        }
        bail!("the server did not answer; its log is {}", database.with_extension("log").display())
    }
}

impl Program {
    /// The memory that is its own at this moment, in bytes.
    pub(crate) fn resident_bytes(&self) -> Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        resident_bytes(&status).context("/proc does not say how much memory it has")
    }

    /// The processor time that it has used, in seconds.
    pub(crate) fn processor_seconds(&self) -> Result<f64> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        processor_seconds(&stat).context("/proc does not say how long it has worked")
    }

    /// `kill -9`; returns once it is dead.
    pub(crate) fn kill(mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // Dead already, or not ours any more: nothing is left to do.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// `VmRSS` of `/proc/<pid>/status`.
fn resident_bytes(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok().map(|kib| kib * 1024)
}

/// User and system time of `/proc/<pid>/stat`, whose second field may hold anything.
#[expect(clippy::float_arithmetic, reason = "a figure for people to read")]
fn processor_seconds(stat: &str) -> Option<f64> {
    let (_, fields) = stat.rsplit_once(") ")?;
    let mut times = fields.split(' ').skip(11).map(str::parse::<f64>);
    let (user, system) = (times.next()?.ok()?, times.next()?.ok()?);
    Some((user + system) / TICKS_PER_SECOND)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_says_is_read() {
        let status = "Name:\tmion-kiosk\nVmHWM:\t   99 kB\nVmRSS:\t   15360 kB\nRssAnon:\t 7 kB\n";
        assert_eq!(resident_bytes(status), Some(15_728_640));
        assert_eq!(resident_bytes("Name:\tgone\n"), None);
        let stat = "77 (mion) kiosk) S 1 77 77 0 -1 4194560 900 0 0 0 250 50 0 0 20 0 5 0 12345 0 0";
        assert_eq!(processor_seconds(stat), Some(3.0));
        assert_eq!(processor_seconds("77 (mion-kiosk) S 1"), None);
    }
}
