//! The records in SQL. A checkout is read in one statement, so what is read was all there at one
//! instant; it is written in one transaction.

use super::access::NewEntry;
use super::access::records::Noted;
use super::catalogue::sold;
use super::closings::ClosingRow;
use super::connection::{Connection, Value};
use super::database::{CHANGES_AT_ONCE, Database};
use super::remembered::Remembered;
use super::rows::{self, Gathered, JoinedRow};
use super::statements::{
    ALARM, ALARM_COUNT, ALARMED, ATTEMPT, BEAT, BY_ID, CHANGE, CLOSINGS, COUNT, FIND, HISTORY, INSERT, JOIN, LEAVE,
    LIVE, MEMBERS, OWNER, PING, REMOVE, TAKINGS, UNCLOSED, UPDATE,
};
use super::{
    Call, Calls, Closing, FoundSale, HistoryEntry, Inserted, Member, SalesQuery, ServerId, Store, StoreError, Taking,
    Unclosed, closings, columns,
};
use domain::access::TerminalId;
use domain::cart::Sold;
use domain::{Checkout, CheckoutId, Currency, Timestamp};
use std::collections::HashMap;
use std::sync::Arc;

/// The records in a database.
pub struct Records<D> {
    pub(super) database: D,
    /// Only where nobody else can change them.
    pub(super) remembered: Option<Remembered>,
}

#[async_trait::async_trait]
impl<D: Database> Store for Records<D> {
    async fn insert(
        &self,
        checkout: &Checkout,
        owner: ServerId,
        terminal: Option<TerminalId>,
    ) -> Result<Inserted, StoreError> {
        insert_new(self, checkout, owner, terminal, None).await
    }

    async fn insert_sold(
        &self,
        checkout: &Checkout,
        owner: ServerId,
        terminal: Option<TerminalId>,
        sold: &Sold,
    ) -> Result<Inserted, StoreError> {
        insert_new(self, checkout, owner, terminal, Some(sold)).await
    }

    async fn save_noted(&self, checkout: &Checkout, entries: &[NewEntry]) -> Result<(), StoreError> {
        let mut values = columns::changing(checkout)?;
        values.push(columns::number(checkout.stored_version())?.into());
        let changing = self.remembered.as_ref().map(|remembered| remembered.change(checkout.id()));
        let saved = self
            .database
            .doing(|| async {
                if entries.is_empty() && at_once(&self.database, checkout, &values).await? {
                    return Ok(true);
                }
                let mut connection = self.database.writer().await?.begin(D::BEGIN).await?;
                let noted = Noted::begin(&mut connection, entries).await?;
                if connection.execute(UPDATE, &values).await? != 1 {
                    connection.rollback().await?;
                    return Err(StoreError::Stale);
                }
                let is_as_given = write_parts(&mut connection, checkout).await?;
                noted.end(&mut connection).await?;
                connection.commit().await?;
                Ok(is_as_given)
            })
            .await;
        if let Some(changing) = changing {
            // What failed may have been done.
            changing.end(matches!(saved, Ok(true)).then(|| checkout.clone().saved()));
        }
        saved.map(drop)
    }

    async fn get(&self, id: CheckoutId) -> Result<Option<Arc<Checkout>>, StoreError> {
        let known = self.remembered.as_ref().map(|remembered| (remembered, remembered.get(id)));
        let unknown = match known {
            Some((_, Ok(checkout))) => return Ok(Some(checkout)),
            Some((remembered, Err(moment))) => Some((remembered, moment)),
            None => None,
        };
        let rows = self.database.rows::<JoinedRow>(BY_ID, &[id.to_string().into()]).await?;
        let checkout = rows::gathered(rows).pop().map(Checkout::try_from).transpose()?.map(Arc::new);
        if let (Some((remembered, moment)), Some(checkout)) = (unknown, &checkout) {
            remembered.keep(checkout, moment);
        }
        Ok(checkout)
    }

    async fn history(&self, id: CheckoutId) -> Result<Vec<HistoryEntry>, StoreError> {
        self.database.rows(HISTORY, &[id.to_string().into()]).await?.into_iter().map(rows::entry).collect()
    }

    async fn live(&self, limit: u32) -> Result<Vec<Checkout>, StoreError> {
        read(&self.database, LIVE, &[i64::from(limit).into()]).await
    }

    async fn find_sales(&self, query: &SalesQuery) -> Result<Vec<FoundSale>, StoreError> {
        let rows: Vec<(String, Option<String>)> = self.database.rows(FIND, &query.values()?).await?;
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let ids: Vec<&str> = rows.iter().map(|(id, _)| id.as_str()).collect();
        let whole = read(&self.database, D::LISTED, &[ids.join(",").into()]).await?;
        let mut whole: HashMap<String, Checkout> =
            whole.into_iter().map(|checkout| (checkout.id().to_string(), checkout)).collect();
        let found = rows.into_iter().filter_map(|(id, terminal)| Some((whole.remove(&id)?, terminal)));
        found.map(|(checkout, terminal)| Ok(FoundSale { checkout, terminal: rows::terminal(terminal)? })).collect()
    }

    async fn count_sales(&self, query: &SalesQuery) -> Result<u64, StoreError> {
        let mut values = query.values()?;
        values.truncate(SalesQuery::FILTERS);
        let count: Option<(i64,)> = self.database.rows(COUNT, &values).await?.pop();
        rows::unsigned(count.map_or(0, |(count,)| count))
    }

    async fn takings(&self, from: Timestamp, until: Timestamp) -> Result<Vec<Taking>, StoreError> {
        let span = [from.as_unix_ms().into(), until.as_unix_ms().into()];
        self.database.rows(TAKINGS, &span).await?.into_iter().map(rows::taking).collect()
    }

    async fn unclosed(&self, currency: Currency) -> Result<Unclosed, StoreError> {
        let row = self.database.rows(UNCLOSED, &[currency.code().into()]).await?.pop();
        closings::unclosed(row.unwrap_or_default(), currency)
    }

    async fn closings(&self, before: u64, limit: u32) -> Result<Vec<Closing>, StoreError> {
        let before = i64::try_from(before).unwrap_or(i64::MAX);
        let rows: Vec<ClosingRow> = self.database.rows(CLOSINGS, &[before.into(), i64::from(limit).into()]).await?;
        rows.into_iter().map(closings::closing).collect()
    }

    async fn alarmed(&self, limit: u32) -> Result<Vec<Checkout>, StoreError> {
        read(&self.database, ALARMED, &[i64::from(limit).into()]).await
    }

    async fn alarm_count(&self) -> Result<(u32, Option<Timestamp>), StoreError> {
        let row = self.database.rows(ALARM_COUNT, &[]).await?.pop();
        rows::alarms(row.unwrap_or_default())
    }

    async fn join(&self, server: ServerId) -> Result<(), StoreError> {
        self.database.execute(JOIN, &[server.to_string().into()]).await.map(drop)
    }

    async fn beat(&self, server: ServerId) -> Result<bool, StoreError> {
        Ok(self.database.execute(BEAT, &[server.to_string().into()]).await? == 1)
    }

    async fn members(&self) -> Result<Vec<Member>, StoreError> {
        self.database.rows(MEMBERS, &[]).await?.into_iter().map(rows::member).collect()
    }

    async fn remove(&self, dead: Member) -> Result<bool, StoreError> {
        let beat = columns::number(dead.beat)?;
        Ok(self.database.execute(REMOVE, &[dead.id.to_string().into(), beat.into()]).await? == 1)
    }

    async fn leave(&self, server: ServerId) -> Result<(), StoreError> {
        self.database.execute(LEAVE, &[server.to_string().into()]).await.map(drop)
    }

    async fn claim(&self, server: ServerId, since: Timestamp, limit: u32) -> Result<Vec<Checkout>, StoreError> {
        let values = [server.to_string().into(), since.as_unix_ms().into(), i64::from(limit).into()];
        let rows = self
            .database
            .doing(|| async {
                let mut connection = self.database.writer().await?.begin(D::BEGIN).await?;
                let ids: Vec<(String,)> = connection.rows(D::CLAIM, &values).await?;
                let ids: Vec<String> = ids.into_iter().map(|(id,)| id).collect();
                // In the same transaction: what cannot be handed over is not taken.
                let rows: Vec<JoinedRow> = match ids.as_slice() {
                    [] => Vec::new(),
                    ids => connection.rows(D::LISTED, &[ids.join(",").into()]).await?,
                };
                connection.commit().await?;
                Ok(rows)
            })
            .await?;
        Ok(understood(rows::gathered(rows)))
    }

    async fn owner(&self, id: CheckoutId) -> Result<Option<ServerId>, StoreError> {
        let owner: Option<(Option<String>,)> = self.database.rows(OWNER, &[id.to_string().into()]).await?.pop();
        owner.and_then(|(owner,)| owner).as_deref().map(rows::server).transpose()
    }

    async fn call(&self, calls: &[Call]) -> Result<(), StoreError> {
        if calls.is_empty() {
            return Ok(());
        }
        self.database.doing(|| async { Ok(self.database.call(calls).await?) }).await
    }

    async fn listen(&self) -> Result<Option<Calls>, StoreError> {
        self.database.listen().await
    }

    async fn ping(&self) -> Result<(), StoreError> {
        self.database.rows::<(i64,)>(PING, &[]).await.map(drop)
    }

    async fn close(&self) {
        if let Some(remembered) = &self.remembered {
            remembered.forget_all();
        }
        self.database.close().await;
    }
}

/// Stores a new checkout, and what is sold with it, in one transaction.
async fn insert_new<D: Database>(
    records: &Records<D>,
    checkout: &Checkout,
    owner: ServerId,
    terminal: Option<TerminalId>,
    sold: Option<&Sold>,
) -> Result<Inserted, StoreError> {
    let mut values = columns::changing(checkout)?;
    values.extend(columns::lasting(checkout, owner)?);
    values.push(terminal.map(|id| id.to_string()).into());
    let database = &records.database;
    let changing = records.remembered.as_ref().map(|remembered| remembered.change(checkout.id()));
    let inserted = database
        .doing(|| async {
            if sold.is_none() && at_once(database, checkout, &values).await? {
                return Ok((true, true));
            }
            let mut connection = database.writer().await?.begin(D::BEGIN).await?;
            if connection.execute(INSERT, &values).await? != 1 {
                connection.rollback().await?;
                return Ok((false, false));
            }
            let is_as_given = write_parts(&mut connection, checkout).await?;
            if let Some(sold) = sold {
                sold::write(&mut connection, checkout.id(), sold).await?;
            }
            connection.commit().await?;
            Ok((true, is_as_given))
        })
        .await;
    if let Some(changing) = changing {
        changing.end(matches!(inserted, Ok((true, true))).then(|| checkout.clone().saved()));
    }
    if inserted?.0 {
        return Ok(Inserted::New);
    }
    let existing = records.get(checkout.id()).await?;
    existing.map(Inserted::Existing).ok_or(StoreError::Stale)
}

/// Writes a change of `checkout` in one statement, with the `values` that [`INSERT`] or [`UPDATE`] would have. False
/// where this database or this change needs more than one, and nothing was written: then they also find out why.
pub(super) async fn at_once<D: Database>(
    database: &D,
    checkout: &Checkout,
    values: &[Value<'_>],
) -> Result<bool, StoreError> {
    let record = checkout.record();
    let is_new = checkout.stored_version() == 0;
    let statement = if is_new { D::INSERT_AT_ONCE } else { D::UPDATE_AT_ONCE };
    let attempt = match record.attempts.as_slice() {
        [] => None,
        [attempt] if !is_new => Some(attempt),
        _ => return Ok(false),
    };
    let is_usual = record.alarms.is_empty() && checkout.unsaved().len() <= CHANGES_AT_ONCE;
    let Some(sql) = statement.filter(|_| is_usual) else { return Ok(false) };
    let id = record.id.to_string();
    let mut values = values.to_vec();
    let with_changes = values.len() + 3 * CHANGES_AT_ONCE;
    for change in checkout.unsaved().iter().rev() {
        let [_, _, at, state, event] = columns::change(&id, change)?;
        values.extend([at, state, event]);
    }
    values.resize(with_changes, Value::Number(None));
    if let Some(attempt) = attempt {
        let [_, _, what @ ..] = columns::attempt(&id, 1, attempt)?;
        values.extend(what);
    } else if !is_new {
        values.resize(with_changes + 8, Value::Number(None));
    }
    let mut connection = database.writer().await?.begin_one(D::BEGIN).await?;
    match connection.execute(sql, &values).await {
        Ok(_) => connection.commit().await.map(|()| true).map_err(StoreError::from),
        Err(sqlx::Error::Database(_)) => connection.rollback().await.map(|()| false).map_err(StoreError::from),
        Err(error) => Err(error.into()),
    }
}

/// Writes what belongs to a row of `checkouts`: attempts, alarms, history. Whether all of it is stored as it was given:
/// what is settled is never written over.
async fn write_parts(connection: &mut impl Connection, checkout: &Checkout) -> Result<bool, StoreError> {
    let id = checkout.id().to_string();
    let mut is_as_given = true;
    for (attempt, number) in checkout.record().attempts.iter().zip(1_i64..) {
        is_as_given &= connection.execute(ATTEMPT, &columns::attempt(&id, number, attempt)?).await? == 1;
    }
    for alarm in &checkout.record().alarms {
        is_as_given &= connection.execute(ALARM, &columns::alarm(&id, alarm)?).await? == 1;
    }
    for change in checkout.unsaved() {
        connection.execute(CHANGE, &columns::change(&id, change)?).await?;
    }
    Ok(is_as_given)
}

async fn read(database: &impl Database, sql: &'static str, values: &[Value<'_>]) -> Result<Vec<Checkout>, StoreError> {
    Ok(understood(rows::gathered(database.rows(sql, values).await?)))
}

/// The checkouts that can be understood. One broken row must not keep all others from being watched.
fn understood(found: Vec<Gathered>) -> Vec<Checkout> {
    let mut checkouts = Vec::with_capacity(found.len());
    for one in found {
        let id = one.id().to_owned();
        match Checkout::try_from(one) {
            Ok(checkout) => checkouts.push(checkout),
            Err(error) => tracing::error!(checkout = id, %error, "left out"),
        }
    }
    checkouts
}
