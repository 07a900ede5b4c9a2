//! The records of who may do what, in SQL.

use super::audit::{AuditEntry, AuditHead, NewEntry};
use super::deed::{Applied, Deed};
use super::{
    AccessStore, BrakeRow, ChallengeRow, LinkRow, PasskeyRow, PersonRow, SecretHash, SettingsRow, SignInRow,
    TerminalRow, rows, statements as sql,
};
use crate::store::StoreError;
use crate::store::catalogue::Picture;
use crate::store::columns::number;
use crate::store::connection::{Connection, Row, Value};
use crate::store::database::Database;
use crate::store::records::Records;
use core::time::Duration;
use domain::access::{PersonId, TerminalId};
use domain::catalogue::PictureId;
use domain::{CheckoutId, Timestamp};

/// How long it is remembered how often something was got wrong.
const MEMORY: Duration = Duration::from_secs(24 * 60 * 60);

#[async_trait::async_trait]
impl<D: Database> AccessStore for Records<D> {
    async fn apply(&self, deed: &Deed) -> Result<Applied, StoreError> {
        self.database
            .doing(|| async {
                let mut connection = self.database.writer().await?.begin(D::BEGIN).await?;
                let end = end_of_log(&mut connection, deed.changes_access).await?;
                for (index, change) in deed.changes.iter().enumerate() {
                    let statement = change.statement()?;
                    let touched = connection.execute(statement.sql, &statement.values).await?;
                    if statement.must_touch && touched != 1 {
                        connection.rollback().await?;
                        return Ok(Applied::Refused(index));
                    }
                }
                write_down(&mut connection, end, &deed.entries).await?;
                connection.commit().await?;
                Ok(Applied::Done)
            })
            .await
    }

    async fn access_version(&self) -> Result<u64, StoreError> {
        let version: Option<(i64,)> = self.database.rows(sql::VERSION, &[]).await?.pop();
        let (version,) = version.ok_or_else(|| StoreError::broken("the row of `access` is gone"))?;
        u64::try_from(version).map_err(StoreError::broken)
    }

    async fn terminals(&self) -> Result<Vec<TerminalRow>, StoreError> {
        let rows: Vec<rows::Terminal> = self.database.rows(sql::TERMINALS, &[]).await?;
        rows.into_iter().map(TerminalRow::try_from).collect()
    }

    async fn terminal(&self, id: TerminalId) -> Result<Option<TerminalRow>, StoreError> {
        one::<rows::Terminal, _>(&self.database, sql::TERMINAL, id.to_string(), TryFrom::try_from).await
    }

    async fn terminal_by_token(&self, token: SecretHash) -> Result<Option<TerminalRow>, StoreError> {
        one::<rows::Terminal, _>(&self.database, sql::TERMINAL_BY_TOKEN, token.to_string(), TryFrom::try_from).await
    }

    async fn terminal_by_code(&self, code: SecretHash) -> Result<Option<TerminalRow>, StoreError> {
        one::<rows::Terminal, _>(&self.database, sql::TERMINAL_BY_CODE, code.to_string(), TryFrom::try_from).await
    }

    async fn saw_terminal(&self, id: TerminalId, at: Timestamp) -> Result<(), StoreError> {
        let values = [id.to_string().into(), at.as_unix_ms().into()];
        self.database.execute(sql::SAW_TERMINAL, &values).await.map(drop)
    }

    async fn people(&self) -> Result<Vec<PersonRow>, StoreError> {
        let rows: Vec<rows::Person> = self.database.rows(sql::PEOPLE, &[]).await?;
        rows.into_iter().map(PersonRow::try_from).collect()
    }

    async fn person(&self, id: PersonId) -> Result<Option<PersonRow>, StoreError> {
        one::<rows::Person, _>(&self.database, sql::PERSON, id.to_string(), TryFrom::try_from).await
    }

    async fn person_by_name(&self, key: &str) -> Result<Option<PersonRow>, StoreError> {
        one::<rows::Person, _>(&self.database, sql::PERSON_BY_NAME, key.to_owned(), TryFrom::try_from).await
    }

    async fn sign_in(&self, token: SecretHash) -> Result<Option<SignInRow>, StoreError> {
        one::<rows::SignIn, _>(&self.database, sql::FIND_SIGN_IN, token.to_string(), TryFrom::try_from).await
    }

    async fn used_sign_in(&self, token: SecretHash, at: Timestamp) -> Result<(), StoreError> {
        let values = [token.to_string().into(), at.as_unix_ms().into()];
        self.database.execute(sql::USED_SIGN_IN, &values).await.map(drop)
    }

    async fn link(&self, token: SecretHash) -> Result<Option<LinkRow>, StoreError> {
        one(&self.database, sql::LINK, token.to_string(), rows::link).await
    }

    async fn brake(&self, what: &str) -> Result<BrakeRow, StoreError> {
        Ok(one(&self.database, sql::BRAKE, what.to_owned(), rows::brake).await?.unwrap_or_default())
    }

    async fn pull_brake(
        &self,
        what: &str,
        seen: BrakeRow,
        at: Timestamp,
        ends_at: Timestamp,
    ) -> Result<bool, StoreError> {
        let values =
            [what.into(), i64::from(seen.failures).into(), at.as_unix_ms().into(), ends_at.as_unix_ms().into()];
        Ok(self.database.execute(sql::PULL_BRAKE, &values).await? == 1)
    }

    async fn passkeys(&self, person: Option<PersonId>) -> Result<Vec<PasskeyRow>, StoreError> {
        let rows = match person {
            Some(person) => self.database.rows(sql::PASSKEYS_OF, &[person.to_string().into()]).await?,
            None => self.database.rows(sql::ALL_PASSKEYS, &[]).await?,
        };
        rows.into_iter().map(rows::passkey).collect()
    }

    async fn challenge(&self, token: SecretHash) -> Result<Option<ChallengeRow>, StoreError> {
        one(&self.database, sql::CHALLENGE, token.to_string(), rows::challenge).await
    }

    async fn settings(&self) -> Result<SettingsRow, StoreError> {
        let row = self.database.rows(sql::SETTINGS, &[]).await?.pop();
        rows::settings(row.ok_or_else(|| StoreError::broken("the row of `settings` is gone"))?)
    }

    async fn logo(&self, id: &PictureId) -> Result<Option<Picture>, StoreError> {
        let row: Option<(Vec<u8>,)> = self.database.rows(sql::LOGO, &[id.as_str().into()]).await?.pop();
        Ok(row.map(|(bytes,)| Picture { id: id.clone(), bytes }))
    }

    async fn forget_what_is_over(&self, now: Timestamp) -> Result<(), StoreError> {
        for statement in sql::FORGET {
            self.database.execute(statement, &[now.as_unix_ms().into()]).await?;
        }
        let before = now.minus(MEMORY).as_unix_ms();
        self.database.execute(sql::FORGET_BRAKES, &[before.into()]).await.map(drop)
    }

    async fn audit_before(&self, before: u64, limit: u32) -> Result<Vec<AuditEntry>, StoreError> {
        let before = i64::try_from(before).unwrap_or(i64::MAX);
        entries(&self.database, sql::AUDIT_BEFORE, before.into(), limit).await
    }

    async fn audit_after(&self, after: u64, limit: u32) -> Result<Vec<AuditEntry>, StoreError> {
        entries(&self.database, sql::AUDIT_AFTER, number(after)?.into(), limit).await
    }

    async fn audit_about(&self, id: CheckoutId, limit: u32) -> Result<Vec<AuditEntry>, StoreError> {
        let about = format!("%\"checkout\":\"{id}\"%");
        entries(&self.database, sql::AUDIT_ABOUT, about.into(), limit).await
    }

    async fn audit_head(&self) -> Result<AuditHead, StoreError> {
        let row = self.database.rows(sql::AUDIT_HEAD, &[]).await?.pop();
        rows::head(row.ok_or_else(|| StoreError::broken("the row of `access` is gone"))?)
    }

    async fn terminal_of(&self, id: CheckoutId) -> Result<Option<TerminalId>, StoreError> {
        let found: Option<(Option<String>,)> =
            self.database.rows(sql::TERMINAL_OF, &[id.to_string().into()]).await?.pop();
        found.and_then(|(terminal,)| terminal).map(|id| id.parse().map_err(StoreError::broken)).transpose()
    }
}

/// What the audit log is told of something that is written elsewhere, in one transaction with it.
pub(in crate::store) struct Noted<'a>(Option<AuditHead>, &'a [NewEntry]);

impl<'a> Noted<'a> {
    /// Comes first in the transaction, before whatever else it writes: no two can then wait for each other. Where
    /// there is nothing to tell, the log is left alone.
    pub(in crate::store) async fn begin(
        connection: &mut impl Connection,
        entries: &'a [NewEntry],
    ) -> Result<Self, StoreError> {
        let end = if entries.is_empty() { None } else { Some(end_of_log(connection, false).await?) };
        Ok(Self(end, entries))
    }

    /// Writes the entries.
    pub(in crate::store) async fn end(self, connection: &mut impl Connection) -> Result<(), StoreError> {
        match self.0 {
            Some(end) => write_down(connection, end, self.1).await,
            None => Ok(()),
        }
    }
}

/// Where the audit log ends; until the transaction is over, nobody else writes into it.
async fn end_of_log(connection: &mut impl Connection, changes_access: bool) -> Result<AuditHead, StoreError> {
    let step = i64::from(changes_access);
    let end: Option<(i64, String)> = connection.rows(sql::BEGIN_DEED, &[step.into()]).await?.pop();
    rows::head(end.ok_or_else(|| StoreError::broken("the row of `access` is gone"))?)
}

/// Writes `entries` into the audit log, which ends at `end`.
async fn write_down(connection: &mut impl Connection, end: AuditHead, entries: &[NewEntry]) -> Result<(), StoreError> {
    if entries.is_empty() {
        return Ok(());
    }
    let mut end = end;
    for new in entries {
        let entry = AuditEntry::after(&end, new);
        let text = |text: &'_ Option<String>| Value::from(text.clone());
        let values = [
            number(entry.number)?.into(),
            entry.at.as_unix_ms().into(),
            text(&entry.person_id),
            text(&entry.person_name),
            text(&entry.terminal_id),
            text(&entry.terminal_name),
            text(&entry.peer),
            entry.event.as_str().into(),
            entry.detail_json.as_str().into(),
            entry.previous_hash.as_str().into(),
            entry.hash.as_str().into(),
        ];
        connection.execute(sql::ADD_ENTRY, &values).await?;
        end = AuditHead { count: entry.number, hash: entry.hash };
    }
    connection.execute(sql::END_DEED, &[number(end.count)?.into(), end.hash.into()]).await?;
    Ok(())
}

/// The one row, if there is one, that has `key`.
async fn one<R: Row, T>(
    database: &impl Database,
    sql: &'static str,
    key: String,
    understood: impl FnOnce(R) -> Result<T, StoreError>,
) -> Result<Option<T>, StoreError> {
    database.rows::<R>(sql, &[key.into()]).await?.pop().map(understood).transpose()
}

async fn entries(
    database: &impl Database,
    sql: &'static str,
    from: Value<'_>,
    limit: u32,
) -> Result<Vec<AuditEntry>, StoreError> {
    let rows: Vec<rows::Entry> = database.rows(sql, &[from, i64::from(limit).into()]).await?;
    rows.into_iter().map(AuditEntry::try_from).collect()
}
