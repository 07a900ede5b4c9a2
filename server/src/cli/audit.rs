//! `audit`: holds the audit log against itself, or writes it out. Changes nothing.

use super::AuditCommand;
use crate::access::{VerifyError, verify};
use crate::config::Config;
use crate::startup::open_records_beside;
use crate::store::access::AuditEntry;
use anyhow::{Context as _, ensure};
use serde_json::{Value, json};
use std::io::Write as _;

pub(super) async fn run(config: &Config, what: &AuditCommand) -> anyhow::Result<()> {
    let expect = match what {
        AuditCommand::Verify { expect } => expect.as_deref().map(hash).transpose()?,
        AuditCommand::Export => None,
    };
    let store = open_records_beside(&config.kiosk.database).await.context("the database cannot be used")?;
    let mut out = std::io::stdout().lock();
    let done = match what {
        AuditCommand::Verify { .. } => match verify(store.as_ref(), expect, |_| {}).await {
            Ok(head) if head.count == 0 => writeln!(out, "The audit log is empty.").map_err(Into::into),
            Ok(head) => {
                writeln!(out, "{} entries, all as they were written. The last one's hash:\n{}", head.count, head.hash)
                    .map_err(Into::into)
            }
            Err(error) => Err(told(error)),
        },
        AuditCommand::Export => {
            let mut written = Ok(());
            let walked = verify(store.as_ref(), None, |entry| {
                if written.is_ok() {
                    written = writeln!(out, "{}", line(entry));
                }
            });
            let walked = walked.await;
            written
                .map_err(Into::into)
                .and_then(|()| walked.map(drop).context("the audit log is not as it was written"))
        }
    };
    store.close().await;
    done
}

fn told(error: VerifyError) -> anyhow::Error {
    match error {
        VerifyError::Broken(broken) => anyhow::Error::new(broken).context("the audit log is not as it was written"),
        VerifyError::Store(error) => anyhow::Error::new(error).context("the audit log cannot be read"),
    }
}

/// A hash as `verify` prints it.
fn hash(text: &str) -> anyhow::Result<String> {
    let text = text.trim().to_lowercase();
    let is_hash = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    ensure!(is_hash, "--expect: expected the 64 digits that `audit verify` prints");
    Ok(text)
}

fn line(entry: &AuditEntry) -> Value {
    let at = jiff::Timestamp::from_millisecond(entry.at.as_unix_ms()).unwrap_or_default();
    // As text where it is none of ours: what is stored is shown, whatever it is.
    let detail = serde_json::from_str(&entry.detail_json).unwrap_or_else(|_| json!(entry.detail_json));
    json!({
        "number": entry.number,
        "at": at.to_string(),
        "at_ms": entry.at.as_unix_ms(),
        "person_id": entry.person_id,
        "person": entry.person_name,
        "terminal_id": entry.terminal_id,
        "terminal": entry.terminal_name,
        "address": entry.peer,
        "event": entry.event,
        "detail": detail,
        "previous_hash": entry.previous_hash,
        "hash": entry.hash,
    })
}
