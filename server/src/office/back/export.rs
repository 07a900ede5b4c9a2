//! Sales as a file: read and sent page by page, as [`super::sheet`] writes them.

use super::super::form::Typed;
use super::super::here::Here;
use super::super::parts::when::Times;
use super::super::trouble::Trouble;
use super::handlers::names;
use super::search;
use super::sheet::{Dialect, Format, row};
use crate::access::{AccessError, AuditEvent};
use crate::store::{FoundSale, SalesQuery, ShopStore, StoreError};
use axum::body::Body;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use domain::access::Action;
use domain::cart::Sold;
use domain::{CheckoutId, Currency};
use futures::stream::{self, StreamExt as _};
use std::collections::BTreeMap;
use std::sync::Arc;

/// So many sales are read at once.
const PAGE: u32 = 500;

/// The file with all sales that `typed` describes, read and sent page by page: however many there are, they are
/// never all in memory.
pub(super) async fn answer(here: Here, typed: Typed) -> Response {
    let currency = here.office.frame.shop.limits.currency();
    let (Ok(query), Some(dialect)) =
        (search::query(&typed, currency, &here.times), Dialect::named(typed.text("format")))
    else {
        return here.not_found();
    };
    if let Err(error) = here.office.access.check(&here.caller, Action::ExportSales).await {
        return Trouble::of(error, here.words).answer(&here);
    }
    let query = SalesQuery { after: None, limit: PAGE, ..query };
    // Written down before the first line leaves: whoever breaks off has what came until then.
    let noted = match here.office.store.count_sales(&query).await {
        Ok(rows) => here.office.access.note(&here.caller, AuditEvent::SalesExported { rows }).await,
        Err(error) => Err(error.into()),
    };
    if let Err(error) = noted {
        return Trouble::of(error, here.words).answer(&here);
    }
    let rates = match here.office.store.vat_rates_sold().await {
        Ok(rates) => rates,
        Err(error) => return Trouble::of(AccessError::Store(error), here.words).answer(&here),
    };
    let names = names(&here).await;
    let name = file_name(&here.times, currency);
    let format = Arc::new(Format { dialect, times: here.times.clone(), rates });
    let head = format.head();
    let pages = stream::unfold(Some(query), move |query| {
        let (store, format, names) = (here.office.store.clone(), format.clone(), names.clone());
        async move {
            let query = query?;
            match page(store.as_ref(), &query).await {
                Ok((found, sold)) => {
                    let lines: String = found
                        .iter()
                        .map(|sale| {
                            let terminal = sale.terminal.and_then(|id| names.get(&id)).map_or("", String::as_str);
                            row(sale, sold.get(&sale.checkout.id()), terminal, &format)
                        })
                        .collect();
                    let next = found.last().map(|last| SalesQuery {
                        after: Some((last.checkout.record().opened_at, last.checkout.id())),
                        ..query
                    });
                    Some((Ok(lines), next))
                }
                // The file ends in the middle, and the browser says that it is not whole.
                Err(error) => {
                    tracing::error!(%error, "sales could not be exported to the end");
                    Some((Err(error), None))
                }
            }
        }
    });
    let head = stream::once(async move { Ok::<_, StoreError>(head) });
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, Body::from_stream(head.chain(pages).fuse())).into_response()
}

/// Sales, and what was sold in them.
async fn page(
    store: &dyn ShopStore,
    query: &SalesQuery,
) -> Result<(Vec<FoundSale>, BTreeMap<CheckoutId, Sold>), StoreError> {
    let found = store.find_sales(query).await?;
    let ids: Vec<_> = found.iter().map(|sale| sale.checkout.id()).collect();
    let sold = store.sold(&ids).await?;
    Ok((found, sold))
}

/// The name of a file with the sales of `currency`.
pub(super) fn file_name(times: &Times, currency: Currency) -> String {
    format!("sales-{}-{}.csv", currency.code(), times.today())
}
