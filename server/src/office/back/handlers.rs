//! What the addresses answer at which something is read, and the day's close. Who may call it is declared in [`super::super::routes`], and
//! checked once more by the use case that does it.

use super::super::form::{Asked, Typed};
use super::super::frame::Page;
use super::super::here::{Here, see};
use super::super::parts::field::Refusals;
use super::super::trouble::Trouble;
use super::deeds::Reader;
use super::{OVERVIEW, audit, books, closing, overview, search};
use crate::access::AccessError;
use crate::store::SalesQuery;
use app::view::ShopNews;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use core::time::Duration;
use domain::CheckoutId;
use domain::access::Action;

/// What a refused form is answered with.
pub(super) const REFUSED: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

pub(super) fn status(refusals: &Refusals) -> StatusCode {
    if refusals.is_empty() { StatusCode::OK } else { REFUSED }
}

/// `GET /office`.
pub(in super::super) async fn overview(here: Here) -> Response {
    let now = here.office.clock.now();
    let days = u32::try_from(overview::DAYS).unwrap_or(u32::MAX);
    // A day more than is shown: days are not all of one length, and those before the first are left out.
    let from = now.minus(Duration::from_secs(24 * 3600).saturating_mul(days.saturating_add(1)));
    let until = now.plus(Duration::from_secs(1));
    let currency = here.office.frame.shop.limits.currency();
    let (takings, open, news) = futures::join!(
        here.office.store.takings(from, until),
        here.office.till.open_sales(),
        here.office.till.shop_news(ShopNews::UNSEEN),
    );
    let terminals = here.office.access.terminals(&here.caller).await.ok();
    let count = terminals.map(|all| all.iter().filter(|terminal| terminal.paired_at.is_some()).count());
    let (Ok(takings), Ok(open)) = (takings, open) else {
        return here.failed();
    };
    let body = overview::overview(&takings, news, open.len(), count, currency, &here.times);
    here.office(OVERVIEW, Page::new(here.words.overview(), body))
}

/// The terminals' names, for whoever may see sales but perhaps not manage terminals.
pub(super) async fn names(here: &Here) -> books::Names {
    let all = here.office.access.terminals(&here.caller).await.unwrap_or_default();
    all.into_iter().map(|terminal| (terminal.id, terminal.name)).collect()
}

/// `GET /office/sales`.
pub(in super::super) async fn sales(here: Here, Asked(typed): Asked) -> Response {
    let names = names(&here).await;
    let may_export = here.may(Action::ExportSales);
    let currency = here.office.frame.shop.limits.currency();
    let (found, refusals) = match search::query(&typed, currency, &here.times) {
        Err(refusals) => (None, refusals),
        Ok(query) => match here.office.store.find_sales(&query).await {
            Ok(found) => (Some(found), Refusals::none()),
            Err(error) => {
                tracing::error!(%error, "sales could not be looked for");
                return here.failed();
            }
        },
    };
    let body = books::books(&typed, found.as_deref(), &names, &refusals, may_export, &here.times);
    here.office(books::PATH, Page::new(here.words.sales(), body).with_status(status(&refusals)))
}

/// `GET /office/sales/{id}`.
pub(in super::super) async fn sale(here: Here, Path(id): Path<String>) -> Response {
    let Ok(id) = id.parse::<CheckoutId>() else {
        return here.not_found();
    };
    let query = SalesQuery { id: Some(id), ..SalesQuery::newest(1) };
    let ids = [id];
    let (found, sold, history, deeds) = futures::join!(
        here.office.store.find_sales(&query),
        here.office.store.sold(&ids),
        here.office.store.history(id),
        here.office.access.deeds_about(&here.caller, id),
    );
    let deeds = match deeds {
        Ok(deeds) => deeds,
        Err(error) => return Trouble::of(error, here.words).answer(&here),
    };
    match (found.and_then(|mut found| Ok((found.pop(), sold?.remove(&id)))), history) {
        (Ok((Some(sale), sold)), Ok(history)) => {
            let names = names(&here).await;
            let terminal = sale.terminal.and_then(|id| names.get(&id)).cloned();
            let receipt = here.office.receipts.path_of(&sale.checkout);
            let what = books::what(&sale, sold.as_ref(), receipt, here.words);
            let body = books::sale(&sale, what, &history, &deeds, terminal, here.unit, &here.times);
            here.office(books::PATH, Page::new(here.words.sale_code(&id.short_code()), body).with_receipts())
        }
        (Ok((None, _)), Ok(_)) => here.not_found(),
        (found, history) => {
            let error = found.err().or(history.err()).map(|error| error.to_string());
            tracing::error!(checkout = %id, error, "a sale could not be shown");
            here.failed()
        }
    }
}

/// `GET /office/audit`.
pub(in super::super) async fn audit_log(here: Here, Asked(asked): Asked) -> Response {
    let before = asked.text("before").parse().ok();
    let reader = Reader { words: here.words, currency: here.office.frame.shop.limits.currency() };
    let more = |before, limit| here.office.access.audit(&here.caller, before, limit);
    let (found, newest) = futures::join!(
        audit::Found::read(asked.text("q"), before, reader, more),
        here.office.access.audit(&here.caller, None, 1),
    );
    match (found, newest) {
        (Ok(found), Ok(newest)) => {
            let body = audit::log(&found, newest.first(), &asked, reader, &here.times);
            here.office(audit::PATH, Page::new(here.words.audit_log(), body))
        }
        (Err(error), _) | (_, Err(error)) => Trouble::of(error, here.words).answer(&here),
    }
}

/// `GET /office/sales.csv`.
pub(in super::super) async fn export(here: Here, Asked(typed): Asked) -> Response {
    super::export::answer(here, typed).await
}

/// `GET /office/close`: an X report.
pub(in super::super) async fn show_closing(here: Here) -> Response {
    closing_form(&here, &Typed::default(), &Refusals::none()).await
}

async fn closing_form(here: &Here, typed: &Typed, refusals: &Refusals) -> Response {
    let currency = here.office.frame.shop.limits.currency();
    let access = &here.office.access;
    let (unclosed, closings) =
        futures::join!(access.unclosed(&here.caller, currency), access.closings(&here.caller, u64::MAX, 30));
    match (unclosed, closings) {
        (Ok(unclosed), Ok(closings)) => {
            let body = closing::page(&unclosed, &closings, typed, refusals, &here.times);
            here.office(closing::PATH, Page::new(here.words.close_day(), body).with_status(status(refusals)))
        }
        (Err(error), _) | (_, Err(error)) => Trouble::of(error, here.words).answer(here),
    }
}

/// `POST /office/close`: a Z report.
pub(in super::super) async fn close(here: Here, typed: Typed) -> Response {
    let count = match closing::read(&typed, here.office.frame.shop.limits.currency(), here.words) {
        Ok(count) => count,
        Err(refusals) => return closing_form(&here, &typed, &refusals).await,
    };
    match here.office.access.close_day(&here.caller, count).await {
        Ok(number) => see(&format!("{}/{number}?done=closed", closing::PATH)),
        Err(AccessError::Stale) => {
            closing_form(&here, &typed, &Refusals::one("", here.words.closing_meanwhile())).await
        }
        Err(error) => match Trouble::of(error, here.words) {
            Trouble::Refused(refusals) => closing_form(&here, &typed, &refusals).await,
            trouble => trouble.answer(&here),
        },
    }
}

/// `GET /office/close/{number}`.
pub(in super::super) async fn closed(here: Here, Path(number): Path<String>, Asked(asked): Asked) -> Response {
    let Some(before) = number.parse::<u64>().ok().and_then(|number| number.checked_add(1)) else {
        return here.not_found();
    };
    match here.office.access.closings(&here.caller, before, 1).await.map(|mut found| found.pop()) {
        Ok(Some(found)) if found.number.checked_add(1) == Some(before) => {
            let body = closing::one(&found, asked.text("done") == "closed", &here.times);
            here.office(closing::PATH, Page::new(here.words.closing_title(&found.number.to_string()), body))
        }
        Ok(_) => here.not_found(),
        Err(error) => Trouble::of(error, here.words).answer(&here),
    }
}
