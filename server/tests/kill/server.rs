//! A process of the real program.

use std::fs::File;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};

/// How a server is started, again and again.
#[derive(Clone)]
pub(crate) struct Recipe {
    pub(crate) addr: SocketAddr,
    pub(crate) settings: Vec<(&'static str, String)>,
    /// Where all it says is added.
    pub(crate) log: PathBuf,
}

impl Recipe {
    pub(crate) fn base(&self) -> String {
        format!("http://{}", self.addr)
    }

    /// Starts `mion-kiosk serve` with these settings and no others. Writing past a limit on the size of
    /// files is an error to it and not its death.
    pub(crate) fn start(&self) -> Server {
        let log = File::options().create(true).append(true).open(&self.log).unwrap();
        let child = Command::new("/bin/sh")
            .args(["-c", "trap '' XFSZ; exec \"$0\" serve", env!("CARGO_BIN_EXE_mion-kiosk")])
            .env_clear()
            .envs(self.settings.iter().cloned())
            .env("KIOSK_ADDR", self.addr.to_string())
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn()
            .unwrap();
        Server(child)
    }
}

/// A running server; it is killed when this is dropped.
pub(crate) struct Server(Child);

impl Server {
    pub(crate) fn pid(&self) -> u32 {
        self.0.id()
    }

    /// `kill -9`; returns once it is dead.
    pub(crate) fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }

    /// How it has ended, if it has.
    pub(crate) fn ended(&mut self) -> Option<ExitStatus> {
        self.0.try_wait().unwrap()
    }

    /// Sends it a signal, as `STOP`.
    pub(crate) fn signal(&self, name: &str) {
        let sent = Command::new("/bin/sh").args(["-c", &format!("kill -{name} {}", self.pid())]).status();
        assert!(sent.unwrap().success(), "SIG{name} could not be sent");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// An address that stays free while nobody listens: the system gives such a port to no connection that is made.
pub(crate) fn free_addr() -> SocketAddr {
    let mut ports = std::iter::repeat_with(|| rand::random_range(12_000..30_000));
    let is_free = |port: &u16| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok();
    (Ipv4Addr::LOCALHOST, ports.find(is_free).unwrap()).into()
}
