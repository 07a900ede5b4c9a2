//! What an owner can set.

use super::event::SettingChange;
use super::{Access, AccessError, AuditEvent, Caller};
use crate::store::access::Change;
use crate::store::catalogue::Picture;
use domain::access::Action;
use domain::catalogue::PictureId;
use domain::settings::ShopSettings;
use serde_json::Value;

impl Access {
    /// Changes the shop's settings, which `by` has seen in the version `seen`.
    ///
    /// # Errors
    /// [`AccessError::Stale`] where somebody else was faster; any other [`AccessError`].
    pub async fn change_settings(&self, by: &Caller, new: ShopSettings, seen: u64) -> Result<(), AccessError> {
        self.check(by, Action::ChangeSettings).await?;
        self.set(by, new, seen, Vec::new()).await
    }

    /// Shows `logo` beside the shop's name from now on, or none, over the settings that `by` has seen in the version
    /// `seen`.
    ///
    /// # Errors
    /// As of [`Access::change_settings`].
    pub async fn change_logo(&self, by: &Caller, logo: Option<Picture>, seen: u64) -> Result<(), AccessError> {
        self.check(by, Action::ChangeSettings).await?;
        let now = self.store().settings().await?.settings;
        let id = logo.as_ref().map(|logo| logo.id.clone());
        let kept = logo.map(Change::AddLogo).into_iter().chain([Change::DropLogos { but: id.clone() }]).collect();
        self.set(by, ShopSettings { logo: id, ..now }, seen, kept).await
    }

    /// The shop's logo, if it is called so.
    ///
    /// # Errors
    /// [`AccessError`].
    pub async fn logo(&self, id: &PictureId) -> Result<Option<Picture>, AccessError> {
        Ok(self.store().logo(id).await?)
    }

    /// Stores settings, and `more` together with them.
    async fn set(&self, by: &Caller, new: ShopSettings, seen: u64, more: Vec<Change>) -> Result<(), AccessError> {
        let before = self.store().settings().await?;
        if before.version != seen {
            return Err(AccessError::Stale);
        }
        let (before, after) = (json(&before.settings)?, json(&new)?);
        let mut changes = Vec::new();
        compare("", &before, &after, &mut changes);
        if changes.is_empty() {
            return Ok(());
        }
        let store = [vec![Change::Settings { seen, json: after.to_string() }], more].concat();
        let event = AuditEvent::SettingsChanged { changes };
        self.deed(by, store, vec![event]).await.map_err(|undone| undone.told([AccessError::Stale]))
    }

    /// What the shop begins with, where nobody has set anything yet: for the demo.
    ///
    /// # Errors
    /// [`AccessError`].
    pub async fn begin_with(&self, settings: &ShopSettings) -> Result<(), AccessError> {
        let store = Change::Settings { seen: 0, json: json(settings)?.to_string() };
        self.apply(None, vec![store], &[], true).await?;
        Ok(())
    }
}

fn json(settings: &ShopSettings) -> Result<Value, AccessError> {
    serde_json::to_value(settings).map_err(|error| AccessError::Internal(error.to_string()))
}

/// What differs, each setting by its full name.
fn compare(name: &str, before: &Value, after: &Value, changes: &mut Vec<SettingChange>) {
    if let (Value::Object(old), Value::Object(new)) = (before, after) {
        for (key, value) in new {
            let name = if name.is_empty() { key.clone() } else { format!("{name}.{key}") };
            compare(&name, old.get(key).unwrap_or(&Value::Null), value, changes);
        }
    } else if before != after {
        changes.push(SettingChange { setting: name.to_owned(), from: before.clone(), to: after.clone() });
    }
}
