//! The question before a total is charged that is unusual in this shop. What a second tap of *Enter* means is the way back.

use super::PATH;
use super::tip::Bill;
use crate::words::Words;
use domain::{Currency, Money};
use leptos::prelude::*;

/// The question about `bill`; the next step is the customer's tip where they are asked for one, else the sale.
pub(super) fn draw(bill: Bill, asks_for_tip: bool, currency: Currency, can_pay: bool, words: Words) -> AnyView {
    let total = words.money(Money::from_minor(bill.goods_minor, currency));
    let said = words.language().really(&total);
    let (method, action) = if asks_for_tip { ("get", super::TIP_PATH) } else { ("post", "/catalogue/pay") };
    let shown =
        (!asks_for_tip).then(|| view! { <input r#type="hidden" name="shown" value=bill.goods_minor.to_string() /> });
    view! {
        <section class="tips" aria-labelledby="really">
            <h2 id="really" data-really>{said.question}</h2>
            <p>{said.meaning}</p>
            <div class="tips-choices">
                <a class="button is-main" href=PATH id="really-back" data-back autofocus>{said.back}</a>
                <form method=method action=action data-pay-form>
                    <input r#type="hidden" name="id" value=bill.id.to_string() />
                    <input r#type="hidden" name="really" value="on" />
                    {shown}
                    <button class="button cart-pay" data-pay disabled=!can_pay>{words.pay_total(&total)}</button>
                </form>
            </div>
        </section>
    }
    .into_any()
}
