//! Changing what is for sale. Every method checks what it is given, and tells the audit log who did it in the same
//! transaction; who may call it is for the routes to say.

use super::picture::{LONGEST_WAIT, PictureRefused, normalised};
use super::{Catalogue, CatalogueError, changes};
use crate::access::{AuditEvent, Caller, CategoryChange};
use crate::store::StoreError;
use crate::store::access::NewEntry;
use crate::store::catalogue::Picture;
use bytes::Bytes;
use domain::access::TerminalId;
use domain::catalogue::{
    Category, CategoryId, HIGHEST_PRICE_MINOR, Item, ItemId, MOST_CATEGORIES, MOST_ITEMS, PictureId,
};
use domain::mode::Selling;
use uuid::Uuid;

impl Catalogue {
    /// A name for something new.
    pub fn new_item_id() -> ItemId {
        // A version 4 UUID is an id; nothing else is made here.
        loop {
            if let Ok(id) = ItemId::try_from(random_uuid()) {
                return id;
            }
        }
    }

    /// The same for a category.
    pub fn new_category_id() -> CategoryId {
        loop {
            if let Ok(id) = CategoryId::try_from(random_uuid()) {
                return id;
            }
        }
    }

    /// Stores categories, new or changed.
    ///
    /// # Errors
    /// [`CatalogueError`]; nothing was changed.
    pub async fn put_categories(&self, by: &Caller, categories: &[Category]) -> Result<(), CatalogueError> {
        let shelf = self.shelf().await?;
        let new = categories.iter().filter(|category| shelf.category(category.id).is_none()).count();
        if shelf.categories().len().saturating_add(new) > MOST_CATEGORIES {
            return Err(CatalogueError::Full);
        }
        let changed = |category: &Category| CategoryChange {
            category: category.id,
            name: category.name.to_string(),
            was: shelf.category(category.id).map(|before| before.name.to_string()),
        };
        let event = AuditEvent::CategoriesChanged { categories: categories.iter().map(changed).collect() };
        Ok(self.0.store.put_categories(categories, &self.noted(by, &[event])).await?)
    }

    /// Deletes a category; its items stay.
    ///
    /// # Errors
    /// [`CatalogueError::UnknownCategory`]; any other [`CatalogueError`].
    pub async fn drop_category(&self, by: &Caller, id: CategoryId) -> Result<(), CatalogueError> {
        let shelf = self.shelf().await?;
        let name = shelf.category(id).ok_or(CatalogueError::UnknownCategory)?.name.to_string();
        let entries = self.noted(by, &[AuditEvent::CategoryRemoved { category: id, name }]);
        if self.0.store.drop_category(id, &entries).await? { Ok(()) } else { Err(CatalogueError::UnknownCategory) }
    }

    /// Stores items, new or changed, all or none. Pictures stay as they are.
    ///
    /// # Errors
    /// [`CatalogueError`]; nothing was changed.
    pub async fn put_items(&self, by: &Caller, items: &[Item]) -> Result<(), CatalogueError> {
        let shelf = self.shelf().await?;
        let new = items.iter().filter(|item| shelf.find(item.id).is_none()).count();
        if shelf.items().len().saturating_add(new) > MOST_ITEMS {
            return Err(CatalogueError::Full);
        }
        for item in items {
            if item.price_minor > HIGHEST_PRICE_MINOR {
                return Err(domain::cart::CartRefused::TooMuch.into());
            }
            if item.category.is_some_and(|category| shelf.category(category).is_none()) {
                return Err(CatalogueError::UnknownCategory);
            }
        }
        let changed: Vec<_> = items.iter().map(|item| changes::of_item(&shelf, item)).collect();
        let entries: Vec<_> = changed
            .chunks(AuditEvent::MOST_ITEMS)
            .map(|items| AuditEvent::ItemsChanged { items: items.to_vec() })
            .collect();
        self.0.store.put_items(items, &self.noted(by, &entries)).await.map_err(|error| match error {
            StoreError::Taken => CatalogueError::CodeTaken,
            error => error.into(),
        })
    }

    /// Makes a picture of ours from `upload` and gives it to an item.
    ///
    /// # Errors
    /// [`CatalogueError::Picture`] where it is none that can be used, [`CatalogueError::UnknownItem`]; any other
    /// [`CatalogueError`]. Nothing was changed.
    pub async fn give_picture(&self, by: &Caller, item: ItemId, upload: Bytes) -> Result<PictureId, CatalogueError> {
        let name = self.shelf().await?.find(item).ok_or(CatalogueError::UnknownItem)?.name.to_string();
        let picture = self.make_picture(upload).await?;
        let event = AuditEvent::PictureChanged { item, name, picture: Some(picture.id.to_string()) };
        if self.0.store.set_picture(item, Some(&picture), &self.noted(by, &[event])).await? {
            Ok(picture.id)
        } else {
            Err(CatalogueError::UnknownItem)
        }
    }

    /// Makes a picture of ours from `upload`, one after the other.
    ///
    /// # Errors
    /// [`PictureRefused`] where it is none that can be used.
    pub async fn make_picture(&self, upload: Bytes) -> Result<Picture, PictureRefused> {
        let work = async {
            let turn = self.0.picture_turn.acquire().await.ok();
            let made = tokio::task::spawn_blocking(move || normalised(&upload)).await;
            drop(turn);
            made
        };
        // Work that has begun cannot be broken off; it is bounded by the pixels a picture may have.
        let made = tokio::time::timeout(LONGEST_WAIT, work).await.map_err(|_| PictureRefused::TooSlow)?;
        made.map_err(|_| PictureRefused::Broken)?
    }

    /// Takes an item's picture away.
    ///
    /// # Errors
    /// [`CatalogueError::UnknownItem`]; any other [`CatalogueError`].
    pub async fn take_picture(&self, by: &Caller, item: ItemId) -> Result<(), CatalogueError> {
        let name = self.shelf().await?.find(item).ok_or(CatalogueError::UnknownItem)?.name.to_string();
        let entries = self.noted(by, &[AuditEvent::PictureChanged { item, name, picture: None }]);
        if self.0.store.set_picture(item, None, &entries).await? { Ok(()) } else { Err(CatalogueError::UnknownItem) }
    }

    /// A picture, if an item has it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn picture(&self, id: &PictureId) -> Result<Option<Picture>, StoreError> {
        self.0.store.picture(id).await
    }

    /// Sets how a terminal sells; without one, how all do that have no setting of their own.
    ///
    /// # Errors
    /// [`CatalogueError`].
    pub async fn set_selling(
        &self,
        by: &Caller,
        terminal: Option<TerminalId>,
        selling: Selling,
    ) -> Result<(), CatalogueError> {
        let name = terminal.map_or_else(String::new, |id| id.to_string());
        let changes = changes::of_selling(self.shelf().await?.selling(&name), selling);
        let entries = self.noted(by, &[AuditEvent::SellingChanged { terminal, changes }]);
        Ok(self.0.store.set_selling(&name, selling, &entries).await?)
    }

    /// What the audit log is told in one transaction with what `by` changes.
    fn noted(&self, by: &Caller, events: &[AuditEvent]) -> Vec<NewEntry> {
        events.iter().map(|event| event.entry(Some(by), self.0.clock.now())).collect()
    }
}

fn random_uuid() -> Uuid {
    uuid::Builder::from_random_bytes(rand::random()).into_uuid()
}
