//! `/office`: what came in, and what waits for somebody.

use super::super::parts::icon::{Symbol, icon};
use super::super::parts::when::Times;
use super::takings::{by_day, by_hour, chart, total};
use super::{ALARMS, books, count, terminals};
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
    let words = times.words();
    let (days, hours) = (by_day(takings, DAYS, currency, times), by_hour(takings, currency, times));
    let (today, sales) = total(&hours);
    let sales = match count(sales) {
        0 => words.sales_paid_none().to_owned(),
        some => words.sales_paid(some),
    };
    let alarms = (news.alarms > 0).then(|| {
        let waits = words.to_decide(news.alarms);
        view! { <a class="notice-link" href=ALARMS data-waits="alarms">{icon(Symbol::Warning)} <span>{waits}</span></a> }
    });
    let mion = (!news.mion_answers).then(|| view! {
        <p class="notice-link" role="status" data-waits="mion">{icon(Symbol::Warning)} <span>{words.mion_silent()}</span></p>
    });
    let first = (terminals == Some(0)).then(|| view! {
        <a class="notice-link" href=terminals::PATH data-waits="terminal">{icon(Symbol::Tablet)} <span>{words.terminal_first()}</span></a>
    });
    let open = match count(open) {
        0 => words.none_open().to_owned(),
        some => words.some_open(some),
    };
    view! {
        {alarms}
        {mion}
        {first}
        <section class="card today" aria-labelledby="today">
            <h2 id="today">{times.day_name(times.today())}</h2>
            <p class="today-sum" data-today>{words.money(Money::from_minor(today, currency))}</p>
            <p class="lead">{sales} " " {open}</p>
            <div class="card-ways"><a class="button" href=books::PATH>{words.see_sales()}</a></div>
        </section>
        {chart(words.chart_hours(), words.chart_hour(), &hours, 3, currency, words)}
        {chart(words.chart_days(), words.chart_day(), &days, 5, currency, words)}
    }
    .into_any()
}
