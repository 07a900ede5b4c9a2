//! The catalogue's records in SQL.

use super::rows::{self, CategoryRow, HeldRow, ItemRow};
use super::sold::{self, SoldRow};
use super::statements::{
    ADD_PICTURE, CART, CATEGORIES, COUNT_UP, DROP_CATEGORY, DROP_PICTURES, EMPTY_CATEGORY, FIRST_CART, FORGET_HELD,
    HELD, HELD_BY_ID, HOLD, ITEMS, NEXT_CART, PICTURE, PUT_CATEGORY, RATES_SOLD, SELLING, SET_PICTURE, SET_SELLING,
    TAKE_HELD, VERSION,
};
use super::{CatalogueStore, HeldCart, MOST_HELD, Picture, StoredCart, StoredCatalogue};
use crate::store::StoreError;
use crate::store::access::NewEntry;
use crate::store::access::records::Noted;
use crate::store::columns::{json, number};
use crate::store::connection::{Connection as _, Value};
use crate::store::database::Database;
use crate::store::records::Records;
use crate::store::rows::{parsed, unsigned};
use domain::cart::Sold;
use domain::catalogue::{Category, CategoryId, HeldCartId, Item, ItemId, PictureId, VatRate};
use domain::mode::Selling;
use domain::{CheckoutId, Timestamp};
use std::collections::BTreeMap;

#[async_trait::async_trait]
impl<D: Database> CatalogueStore for Records<D> {
    async fn catalogue_version(&self) -> Result<u64, StoreError> {
        let row: Option<(i64,)> = self.database.rows(VERSION, &[]).await?.pop();
        row.map(|(version,)| unsigned(version)).unwrap_or_else(|| Err(StoreError::broken("there is no catalogue")))
    }

    async fn catalogue(&self) -> Result<StoredCatalogue, StoreError> {
        // The version first: what changes in between makes the copy old, and never seem new.
        let version = self.catalogue_version().await?;
        let categories: Vec<CategoryRow> = self.database.rows(CATEGORIES, &[]).await?;
        let items: Vec<ItemRow> = self.database.rows(ITEMS, &[]).await?;
        let selling: Vec<(String, String, bool)> = self.database.rows(SELLING, &[]).await?;
        Ok(StoredCatalogue {
            version,
            categories: categories.into_iter().map(Category::try_from).collect::<Result<_, _>>()?,
            items: items.into_iter().map(Item::try_from).collect::<Result<_, _>>()?,
            selling: selling.into_iter().map(rows::selling).collect::<Result<_, _>>()?,
        })
    }

    async fn put_categories(&self, categories: &[Category], entries: &[NewEntry]) -> Result<(), StoreError> {
        let values: Vec<[Value<'_>; 3]> = categories
            .iter()
            .map(|category| {
                [category.id.to_string().into(), category.name.as_str().into(), i64::from(category.place).into()]
            })
            .collect();
        self.database
            .doing(|| async {
                let mut connection = self.database.writer().await?.begin(D::BEGIN).await?;
                let noted = Noted::begin(&mut connection, entries).await?;
                connection.execute(COUNT_UP, &[]).await?;
                for values in &values {
                    connection.execute(PUT_CATEGORY, values).await?;
                }
                noted.end(&mut connection).await?;
                Ok(connection.commit().await?)
            })
            .await
    }

    async fn drop_category(&self, id: CategoryId, entries: &[NewEntry]) -> Result<bool, StoreError> {
        let values = [id.to_string().into()];
        self.database
            .doing(|| async {
                let mut connection = self.database.writer().await?.begin(D::BEGIN).await?;
                let noted = Noted::begin(&mut connection, entries).await?;
                connection.execute(COUNT_UP, &[]).await?;
                connection.execute(EMPTY_CATEGORY, &values).await?;
                if connection.execute(DROP_CATEGORY, &values).await? != 1 {
                    connection.rollback().await?;
                    return Ok(false);
                }
                noted.end(&mut connection).await?;
                connection.commit().await?;
                Ok(true)
            })
            .await
    }

    async fn put_items(&self, items: &[Item], entries: &[NewEntry]) -> Result<(), StoreError> {
        let values = [rows::items(items)?.into()];
        self.database
            .doing(|| async {
                let mut connection = self.database.writer().await?.begin(D::BEGIN).await?;
                let noted = Noted::begin(&mut connection, entries).await?;
                connection.execute(COUNT_UP, &[]).await?;
                if usize::try_from(connection.execute(D::PUT_ITEMS, &values).await?) != Ok(items.len()) {
                    connection.rollback().await?;
                    return Err(StoreError::Stale);
                }
                noted.end(&mut connection).await?;
                Ok(connection.commit().await?)
            })
            .await
    }

    async fn set_picture(
        &self,
        item: ItemId,
        picture: Option<&Picture>,
        entries: &[NewEntry],
    ) -> Result<bool, StoreError> {
        let set = [item.to_string().into(), picture.map(|picture| picture.id.as_str()).into()];
        self.database
            .doing(|| async {
                // Counting up holds whoever else would change the catalogue: no picture is taken away while
                // somebody gives it to an item.
                let mut connection = self.database.writer().await?.begin(D::BEGIN).await?;
                let noted = Noted::begin(&mut connection, entries).await?;
                connection.execute(COUNT_UP, &[]).await?;
                if let Some(picture) = picture {
                    let values = [picture.id.as_str().into(), picture.bytes.as_slice().into()];
                    connection.execute(ADD_PICTURE, &values).await?;
                }
                if connection.execute(SET_PICTURE, &set).await? != 1 {
                    connection.rollback().await?;
                    return Ok(false);
                }
                connection.execute(DROP_PICTURES, &[]).await?;
                noted.end(&mut connection).await?;
                connection.commit().await?;
                Ok(true)
            })
            .await
    }

    async fn picture(&self, id: &PictureId) -> Result<Option<Picture>, StoreError> {
        let row: Option<(Vec<u8>,)> = self.database.rows(PICTURE, &[id.as_str().into()]).await?.pop();
        Ok(row.map(|(bytes,)| Picture { id: id.clone(), bytes }))
    }

    async fn sold(&self, checkouts: &[CheckoutId]) -> Result<BTreeMap<CheckoutId, Sold>, StoreError> {
        if checkouts.is_empty() {
            return Ok(BTreeMap::new());
        }
        let ids: Vec<String> = checkouts.iter().map(ToString::to_string).collect();
        let rows: Vec<SoldRow> = self.database.rows(D::SOLD, &[ids.join(",").into()]).await?;
        sold::gathered(rows)
    }

    async fn vat_rates_sold(&self) -> Result<Vec<VatRate>, StoreError> {
        let rows: Vec<(i64,)> = self.database.rows(RATES_SOLD, &[]).await?;
        rows.into_iter().map(|(vat_bp,)| rows::rate(vat_bp)).collect()
    }

    async fn cart(&self, terminal: &str) -> Result<Option<StoredCart>, StoreError> {
        let row: Option<(i64, String, i64)> = self.database.rows(CART, &[terminal.into()]).await?.pop();
        let cart = |(version, order, changed_at_ms): (i64, String, i64)| {
            let changed_at = Timestamp::from_unix_ms(changed_at_ms);
            Ok(StoredCart { version: unsigned(version)?, order: parsed(&order)?, changed_at })
        };
        row.map(cart).transpose()
    }

    async fn set_cart(&self, terminal: &str, cart: &StoredCart) -> Result<(), StoreError> {
        let values = [
            terminal.into(),
            number(cart.version)?.into(),
            json(&cart.order)?.into(),
            cart.changed_at.as_unix_ms().into(),
        ];
        let sql = if cart.version == 1 { FIRST_CART } else { NEXT_CART };
        if self.database.execute(sql, &values).await? == 1 { Ok(()) } else { Err(StoreError::Stale) }
    }

    async fn hold(&self, cart: &HeldCart) -> Result<(), StoreError> {
        let values: [Value<'_>; 5] = [
            cart.id.to_string().into(),
            cart.note.as_str().into(),
            json(&cart.order)?.into(),
            cart.held_at.as_unix_ms().into(),
            MOST_HELD.into(),
        ];
        if self.database.execute(HOLD, &values).await? == 1 {
            return Ok(());
        }
        let held: Option<HeldRow> = self.database.rows(HELD_BY_ID, &[cart.id.to_string().into()]).await?.pop();
        match held.map(HeldCart::try_from).transpose()? {
            Some(held) if held.order == cart.order && held.note == cart.note => Ok(()),
            _ => Err(StoreError::Taken),
        }
    }

    async fn held(&self) -> Result<Vec<HeldCart>, StoreError> {
        let rows: Vec<HeldRow> = self.database.rows(HELD, &[MOST_HELD.into()]).await?;
        rows.into_iter().map(HeldCart::try_from).collect()
    }

    async fn take_held(&self, id: HeldCartId, by: HeldCartId) -> Result<Option<HeldCart>, StoreError> {
        let values = [id.to_string().into(), by.to_string().into()];
        let row: Option<HeldRow> = self
            .database
            .doing(|| async {
                let mut connection = self.database.writer().await?.begin(D::BEGIN).await?;
                let row = connection.rows(TAKE_HELD, &values).await?.pop();
                connection.commit().await?;
                Ok(row)
            })
            .await?;
        row.map(HeldCart::try_from).transpose()
    }

    async fn forget_held(&self, before: Timestamp) -> Result<u64, StoreError> {
        self.database.execute(FORGET_HELD, &[before.as_unix_ms().into()]).await
    }

    async fn set_selling(&self, terminal: &str, selling: Selling, entries: &[NewEntry]) -> Result<(), StoreError> {
        let values = [terminal.into(), selling.mode.name().into(), selling.asks_for_tip.into()];
        self.database
            .doing(|| async {
                let mut connection = self.database.writer().await?.begin(D::BEGIN).await?;
                let noted = Noted::begin(&mut connection, entries).await?;
                connection.execute(COUNT_UP, &[]).await?;
                connection.execute(SET_SELLING, &values).await?;
                noted.end(&mut connection).await?;
                Ok(connection.commit().await?)
            })
            .await
    }
}
