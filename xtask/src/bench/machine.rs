//! Where it was measured: figures of two machines, or of a busy and an idle one, are not to be compared.

use core::fmt;
use std::{fs, thread};

use anyhow::{Context as _, Result};
use serde::Serialize;

/// The machine, when it begins.
#[derive(Serialize)]
#[cfg_attr(test, derive(serde::Deserialize))]
pub(crate) struct Machine {
    processor: String,
    cores: usize,
    /// How many wanted to run, on average over the last minute.
    load: f64,
}

impl Machine {
    /// This one.
    pub(crate) fn here() -> Result<Self> {
        let load = fs::read_to_string("/proc/loadavg").context("/proc/loadavg cannot be read")?;
        let processors = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        Ok(Self {
            processor: processor(&processors).to_owned(),
            cores: thread::available_parallelism()?.get(),
            load: first(&load).context("/proc/loadavg says nothing")?,
        })
    }

    /// Whether so much else runs that the figures say little.
    pub(crate) fn is_busy(&self) -> bool {
        self.load > 0.5
    }
}

impl fmt::Display for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {} cores, load {}", self.processor, self.cores, self.load)
    }
}

fn processor(cpuinfo: &str) -> &str {
    let line = cpuinfo.lines().find(|line| line.starts_with("model name"));
    line.and_then(|line| Some(line.split_once(':')?.1.trim())).unwrap_or("an unknown processor")
}

fn first(loadavg: &str) -> Option<f64> {
    loadavg.split(' ').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_says_is_read() {
        assert_eq!(processor("processor\t: 0\nmodel name\t: Fast 3000 @ 2 GHz\n"), "Fast 3000 @ 2 GHz");
        assert_eq!(processor(""), "an unknown processor");
        assert_eq!(first("0.52 0.58 0.59 1/467 12345\n"), Some(0.52));
        assert_eq!(first("soon\n"), None);
    }
}
