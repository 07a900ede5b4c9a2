//! The customer's own step between the total and the code: a tip, or none. *No tip* is as large as the others, and
//! nothing is chosen beforehand.

use crate::words::Words;
use domain::cart::Tip;
use domain::{CheckoutId, Currency, Money};
use leptos::prelude::*;

/// What is to be paid before any tip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bill {
    /// The sale that is to be opened.
    pub(super) id: CheckoutId,
    /// What the goods cost, in minor units.
    pub(super) goods_minor: u64,
    /// Whether that was keyed and not put together from items.
    pub(super) is_keyed: bool,
    /// Whether it is meant, however unusual: somebody was asked.
    pub(super) is_meant: bool,
}

impl Bill {
    /// The address of this step, of a sale that the staff have noted so.
    pub(super) fn path(self, note: &str) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("id", &self.id.to_string());
        if self.is_keyed {
            query.append_pair("keyed", &self.goods_minor.to_string()).append_pair("note", note);
        }
        if self.is_meant {
            query.append_pair("really", "on");
        }
        format!("{}?{}", super::TIP_PATH, query.finish())
    }
}

/// The question.
pub(super) fn draw(bill: Bill, note: &str, currency: Currency, typed: &str, can_pay: bool, words: Words) -> AnyView {
    let money = |minor| words.money(Money::from_minor(minor, currency));
    let Bill { id, goods_minor, is_keyed, is_meant } = bill;
    let note = note.to_owned();
    let hidden = move || {
        let note = (!note.is_empty()).then(|| view! { <input r#type="hidden" name="note" value=note.clone() /> });
        let meant = is_meant.then(|| view! { <input r#type="hidden" name="really" value="on" /> });
        let keyed = is_keyed.then(|| view! { <input r#type="hidden" name="keyed" value=goods_minor.to_string() /> });
        view! {
            <input r#type="hidden" name="id" value=id.to_string() />
            <input r#type="hidden" name="shown" value=goods_minor.to_string() />
            {keyed}
            {meant}
            {note}
        }
    };
    let choice = |tip: Tip, value: String, name: String| {
        let minor = tip.of(goods_minor, currency).ok().filter(|minor| *minor > 0 || tip == Tip::None)?;
        let total = money(goods_minor.saturating_add(minor));
        let says = if tip == Tip::None {
            view! { <span>{total}</span> }.into_any()
        } else {
            view! { <span dir="ltr">"+" <bdi>{money(minor)}</bdi> " = " <bdi>{total}</bdi></span> }.into_any()
        };
        Some(view! {
            <li>
                <form method="post" action="/catalogue/pay" data-pay-form>
                    {hidden()}
                    <input r#type="hidden" name="tip" value=value.clone() />
                    <button class="button tip" data-tip=value disabled=!can_pay>
                        <strong>{name}</strong>
                        {says}
                    </button>
                </form>
            </li>
        })
    };
    let mut choices = vec![choice(Tip::None, "none".to_owned(), words.no_tip().to_owned())];
    choices.push(choice(Tip::RoundUp, "round-up".to_owned(), words.round_up().to_owned()));
    for part in Tip::OFFERED {
        choices.push(choice(Tip::Percent(part), part.to_string(), words.percent(part)));
    }
    let choices: Vec<_> = choices.into_iter().flatten().collect();
    let back = if is_keyed { "/" } else { super::PATH };
    let typed = typed.to_owned();
    view! {
        <section class="tips" aria-label=words.tip()>
            <p class="tips-total" data-total>{money(goods_minor)}</p>
            <h2>{words.tip_question()}</h2>
            <ul class="tips-choices">{choices}</ul>
            <form method="post" action="/catalogue/pay" class="tips-own" data-pay-form>
                {hidden()}
                <input r#type="hidden" name="tip" value="amount" />
                <label for="tip-amount">{words.another_amount()}</label>
                <input id="tip-amount" name="amount" inputmode="decimal" maxlength="12" autocomplete="off" required value=typed />
                <button class="button" data-tip="amount" disabled=!can_pay>{words.add_and_pay()}</button>
            </form>
            <a class="button is-quiet" href=back data-back>{words.back()}</a>
        </section>
    }
    .into_any()
}
