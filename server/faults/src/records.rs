//! The records, in memory, as the engine may rely on them: one row a sale, a write that names the
//! version it has seen, members with a counter, and taking over what nobody owns.

use domain::checkout::Record;
use domain::{Checkout, planted};
use engine::Beat;

/// The name of a server, from joining until it is declared dead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Name(pub(crate) u32);

/// What the records are asked to do.
#[derive(Debug)]
pub(crate) enum Op {
    Insert { sale: usize, checkout: Box<Checkout>, owner: Name },
    Save { sale: usize, checkout: Box<Checkout> },
    Get { sale: usize },
    Join(Name),
    Beat(Name),
    Members,
    Remove(Beat<Name>),
    Leave(Name),
    Claim(Name),
}

/// What came of it.
#[derive(Debug)]
pub(crate) enum Done {
    /// Nothing, or nobody knows.
    Failed,
    /// Done.
    Well,
    /// Others were faster.
    Stale,
    /// There is such a sale already.
    Existing,
    Loaded(Box<Checkout>),
    Gone,
    /// Whether the row was there.
    Moved(bool),
    Members(Vec<Beat<Name>>),
    Claimed(Vec<(usize, Checkout)>),
}

/// One stored sale.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) record: Record,
    pub(crate) owner: Name,
    /// The state each version led to, from version 1.
    pub(crate) history: Vec<&'static str>,
}

impl Row {
    /// The checkout, as it is read from the records.
    pub(crate) fn checkout(&self) -> Option<Checkout> {
        Checkout::restore(self.record.clone()).ok()
    }
}

/// Everything that is stored.
#[derive(Debug, Default)]
pub(crate) struct Records {
    pub(crate) rows: Vec<Option<Row>>,
    pub(crate) members: Vec<Beat<Name>>,
}

impl Records {
    pub(crate) fn new(sales: usize) -> Self {
        Self { rows: vec![None; sales], members: Vec::new() }
    }

    /// The row of sale number `sale`.
    pub(crate) fn row(&self, sale: usize) -> Option<&Row> {
        self.rows.get(sale).and_then(Option::as_ref)
    }

    pub(crate) fn insert(&mut self, sale: usize, checkout: &Checkout, owner: Name) -> Done {
        if self.rows[sale].is_some() && !planted!(InsertTwice) {
            return Done::Existing;
        }
        let history = checkout.unsaved().iter().map(|change| change.state).collect();
        self.rows[sale] = Some(Row { record: checkout.record().clone(), owner, history });
        Done::Well
    }

    pub(crate) fn save(&mut self, sale: usize, checkout: &Checkout) -> Done {
        let Some(row) = self.rows[sale].as_mut() else {
            return Done::Gone;
        };
        if row.record.version != checkout.stored_version() && !planted!(OverwriteOthers) {
            return Done::Stale;
        }
        row.record.clone_from(checkout.record());
        row.history.extend(checkout.unsaved().iter().map(|change| change.state));
        Done::Well
    }

    pub(crate) fn get(&self, sale: usize) -> Done {
        match self.row(sale).and_then(Row::checkout) {
            Some(checkout) => Done::Loaded(Box::new(checkout)),
            None => Done::Gone,
        }
    }

    pub(crate) fn join(&mut self, name: Name) -> Done {
        if !self.members.iter().any(|member| member.server == name) {
            self.members.push(Beat { server: name, count: 0 });
        }
        Done::Well
    }

    pub(crate) fn beat(&mut self, name: Name) -> Done {
        let member = self.members.iter_mut().find(|member| member.server == name);
        Done::Moved(member.map(|member| member.count += 1).is_some())
    }

    pub(crate) fn remove(&mut self, dead: Beat<Name>) -> Done {
        let before = self.members.len();
        self.members.retain(|member| *member != dead);
        Done::Moved(self.members.len() < before)
    }

    pub(crate) fn leave(&mut self, name: Name) -> Done {
        self.members.retain(|member| member.server != name);
        Done::Well
    }

    /// Hands what nobody owns, and may still have to be asked about, over to `name`.
    pub(crate) fn claim(&mut self, name: Name) -> Done {
        let mut claimed = Vec::new();
        if !self.members.iter().any(|member| member.server == name) {
            return Done::Claimed(claimed);
        }
        for (sale, row) in self.rows.iter_mut().enumerate() {
            let Some(row) = row else { continue };
            let is_owned = if planted!(ClaimFromTheLiving) {
                row.owner == name
            } else {
                self.members.iter().any(|member| member.server == row.owner)
            };
            if is_owned {
                continue;
            }
            if let Some(checkout) = row.checkout().filter(|checkout| !checkout.is_complete()) {
                row.owner = name;
                claimed.push((sale, checkout));
            }
        }
        Done::Claimed(claimed)
    }
}
