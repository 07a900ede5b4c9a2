//! A shop before its server starts: its records, with terminals that are paired, and a stand-in Mion. The terminals
//! are written straight into the records, because pairing is slow on purpose.

use core::time::Duration;
use std::path::PathBuf;

use anyhow::{Result, ensure};
use domain::access::TerminalId;
use domain::settings::{PinFor, ShopSettings};
use domain::{Checkout, CheckoutId, Currency, Money};
use sandbox::{Options, Sandbox};
use server::access::{Token, TokenKind};
use server::clock::{Clock as _, SystemClock};
use server::store::access::{AccessStore as _, Applied, Change, Deed, SecretHash};
use server::store::{Inserted, ServerId, SqliteStore, Store as _};
use tempfile::TempDir;
use uuid::Uuid;

use crate::program::KEY;

/// So many terminals are written at once.
const AT_ONCE: usize = 1000;
/// How long the sales live that are there before the server is.
const LONG: Duration = Duration::from_secs(3600);
/// What each of them costs, in euro cents.
pub(crate) const TOTAL_MINOR: u64 = 1250;

/// A shop, in a folder that is gone when this is dropped.
pub(crate) struct Shop {
    _folder: TempDir,
    pub(crate) database: PathBuf,
    pub(crate) mion: Sandbox,
    pub(crate) terminals: Vec<Terminal>,
}

/// A terminal, with its sale where it has one.
#[derive(Clone)]
pub(crate) struct Terminal {
    /// What its browser sends.
    pub(crate) cookie: String,
    pub(crate) sale: Option<CheckoutId>,
}

/// A new id, as a browser makes it.
pub(crate) fn random() -> Uuid {
    uuid::Builder::from_random_bytes(rand::random()).into_uuid()
}

async fn done(store: &SqliteStore, changes: Vec<Change>) -> Result<()> {
    let deed = Deed { changes, changes_access: true, ..Deed::default() };
    ensure!(store.apply(&deed).await? == Applied::Done, "the shop could not be written");
    Ok(())
}

impl Shop {
    /// A shop of so many terminals, each with an open sale where it has `sales`. Its records are on the disk that
    /// the folder for temporary files is on, as durable as a shop's.
    pub(crate) async fn new(terminals: usize, sales: bool) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let database = folder.path().join("kiosk.sqlite");
        let store = SqliteStore::open(&database).await?;
        let now = SystemClock.now();
        // Nobody is there to enter one when a sale is called off.
        let settings = ShopSettings { pin_for: PinFor::NEVER, ..ShopSettings::default() };
        let json = serde_json::to_string(&settings)?;
        done(&store, vec![Change::Settings { seen: store.settings().await?.version, json }]).await?;
        let mut paired = Vec::with_capacity(terminals);
        let mut ids = Vec::with_capacity(terminals);
        while paired.len() < terminals {
            let mut changes = Vec::new();
            for _ in 0..AT_ONCE.min(terminals - paired.len()) {
                let (id, token) = (TerminalId::try_from(random())?, Token::new(TokenKind::Terminal));
                let code = SecretHash::of(&random().to_string());
                let name = format!("Terminal {}", paired.len());
                changes.push(Change::AddTerminal { id, name, at: now, code, code_ends_at: now.plus(LONG) });
                changes.push(Change::Pair { id, code, token: token.hash(), at: now, user_agent: None });
                paired.push(Terminal { cookie: format!("kiosk-terminal={}", token.reveal()), sale: None });
                ids.push(id);
            }
            done(&store, changes).await?;
        }
        if sales {
            // Of a server that is gone: the one that starts takes them over.
            let (gone, euro) = (ServerId::from_uuid(random()), "EUR".parse::<Currency>()?);
            for (terminal, id) in paired.iter_mut().zip(ids) {
                let sale = CheckoutId::try_from(random())?;
                let checkout = Checkout::open(sale, Money::from_minor(TOTAL_MINOR, euro), now, now.plus(LONG));
                let inserted = store.insert(&checkout, gone, Some(id)).await?;
                ensure!(matches!(inserted, Inserted::New), "a sale could not be written");
                terminal.sale = Some(sale);
            }
        }
        store.close().await;
        let mion = Sandbox::start(Options { api_key: KEY.to_owned(), ..Options::default() }).await?;
        Ok(Self { _folder: folder, database, mion, terminals: paired })
    }
}
