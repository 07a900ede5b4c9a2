//! `/office`: what came in, and what waits for somebody.

use super::super::parts::icon::{Symbol, icon};
use super::super::parts::when::Times;
use super::takings::{by_day, by_hour, chart, total};
use super::{ALARMS, books, terminals};
use crate::store::Taking;
use app::view::ShopNews;
use domain::{Currency, Money};
use leptos::prelude::*;

/// So many days are shown.
pub(super) const DAYS: usize = 30;

/// The page: `takings` are those of the last [`DAYS`] days.
pub(super) fn overview(
    takings: &[Taking],
    news: ShopNews,
    open: usize,
    terminals: Option<usize>,
    currency: Currency,
    times: &Times,
) -> AnyView {
    let (days, hours) = (by_day(takings, DAYS, currency, times), by_hour(takings, currency, times));
    let (today, sales) = total(&hours);
    let sales = match sales {
        0 => "No sale was paid today.".to_owned(),
        1 => "One sale was paid.".to_owned(),
        many => format!("{many} sales were paid."),
    };
    let alarms = (news.alarms > 0).then(|| {
        let words = match news.alarms {
            1 => "A payment needs a decision".to_owned(),
            many => format!("{many} payments need a decision"),
        };
        view! { <a class="notice-link" href=ALARMS data-waits="alarms">{icon(Symbol::Warning)} <span>{words}</span></a> }
    });
    let mion = (!news.mion_answers).then(|| view! {
        <p class="notice-link" role="status" data-waits="mion">{icon(Symbol::Warning)} <span>"Mion does not answer at the moment: no sale can be opened."</span></p>
    });
    let first = (terminals == Some(0)).then(|| view! {
        <a class="notice-link" href=terminals::PATH data-waits="terminal">{icon(Symbol::Tablet)} <span>"Add your first terminal"</span></a>
    });
    let open = match open {
        0 => "No sale is open.".to_owned(),
        1 => "One sale is open.".to_owned(),
        many => format!("{many} sales are open."),
    };
    view! {
        {alarms}
        {mion}
        {first}
        <section class="card today" aria-labelledby="today">
            <h2 id="today">{times.day_name(times.today())}</h2>
            <p class="today-sum" data-today>{Money::from_minor(today, currency).to_string()}</p>
            <p class="lead">{sales} " " {open}</p>
            <div class="card-ways"><a class="button" href=books::PATH>"See the sales"</a></div>
        </section>
        {chart("Today by the hour", "Hour", &hours, 3, currency)}
        {chart("The last 30 days", "Day", &days, 5, currency)}
    }
    .into_any()
}
