//! Changing what is for sale. Every method checks what it is given; who may call it is for the routes to say.

use super::picture::{LONGEST_WAIT, PictureRefused, normalised};
use super::{Catalogue, CatalogueError};
use crate::store::StoreError;
use crate::store::catalogue::Picture;
use bytes::Bytes;
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
    pub async fn put_categories(&self, categories: &[Category]) -> Result<(), CatalogueError> {
        let shelf = self.shelf().await?;
        let new = categories.iter().filter(|category| shelf.category(category.id).is_none()).count();
        if shelf.categories().len().saturating_add(new) > MOST_CATEGORIES {
            return Err(CatalogueError::Full);
        }
        Ok(self.0.store.put_categories(categories).await?)
    }

    /// Deletes a category; its items stay.
    ///
    /// # Errors
    /// [`CatalogueError::UnknownCategory`]; any other [`CatalogueError`].
    pub async fn drop_category(&self, id: CategoryId) -> Result<(), CatalogueError> {
        if self.0.store.drop_category(id).await? { Ok(()) } else { Err(CatalogueError::UnknownCategory) }
    }

    /// Stores items, new or changed, all or none. Pictures stay as they are.
    ///
    /// # Errors
    /// [`CatalogueError`]; nothing was changed.
    pub async fn put_items(&self, items: &[Item]) -> Result<(), CatalogueError> {
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
        self.0.store.put_items(items).await.map_err(|error| match error {
            StoreError::Taken => CatalogueError::CodeTaken,
            error => error.into(),
        })
    }

    /// Makes a picture of ours from `upload` and gives it to an item.
    ///
    /// # Errors
    /// [`CatalogueError::Picture`] where it is none that can be used, [`CatalogueError::UnknownItem`]; any other
    /// [`CatalogueError`]. Nothing was changed.
    pub async fn give_picture(&self, item: ItemId, upload: Bytes) -> Result<PictureId, CatalogueError> {
        if self.shelf().await?.find(item).is_none() {
            return Err(CatalogueError::UnknownItem);
        }
        let picture = self.make_picture(upload).await?;
        if self.0.store.set_picture(item, Some(&picture)).await? {
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
    pub async fn take_picture(&self, item: ItemId) -> Result<(), CatalogueError> {
        if self.0.store.set_picture(item, None).await? { Ok(()) } else { Err(CatalogueError::UnknownItem) }
    }

    /// A picture, if an item has it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn picture(&self, id: &PictureId) -> Result<Option<Picture>, StoreError> {
        self.0.store.picture(id).await
    }

    /// Sets how a terminal sells; `""` for all that have no setting of their own.
    ///
    /// # Errors
    /// [`CatalogueError`].
    pub async fn set_selling(&self, terminal: &str, selling: Selling) -> Result<(), CatalogueError> {
        Ok(self.0.store.set_selling(terminal, selling).await?)
    }
}

fn random_uuid() -> Uuid {
    uuid::Builder::from_random_bytes(rand::random()).into_uuid()
}
