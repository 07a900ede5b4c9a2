//! The cart beside the shelf: what is in it, what it comes to, and what can be done with it.

use super::shelf::Look;
use super::words;
use crate::catalogue::CartView;
use domain::cart::{Cut, Discount, OrderLine};
use domain::catalogue::vat::percent_text;
use domain::mode::Selling;
use domain::{CheckoutId, Currency, Money};
use leptos::prelude::*;
use uuid::Uuid;

/// The cart. `id` is the name of the sale that *Pay* would open, `hold` that of the cart if it is put by.
pub(super) fn draw(
    cart: &CartView,
    selling: Selling,
    currency: Currency,
    look: &Look,
    id: CheckoutId,
    can_pay: bool,
) -> AnyView {
    let is_attended = selling.mode.is_attended();
    let money = |minor| Money::from_minor(minor, currency).to_string();
    let back = look.path();
    let lines: Vec<_> =
        cart.order.lines.iter().map(|line| draw_line(cart, line, is_attended, currency, &back)).collect();
    let is_empty = lines.is_empty();
    let name = |id| cart.shelf.find(id).map(|item| item.name.to_string());
    let problem = match &cart.sold {
        Err(refused) if !is_empty => Some(words::cart(*refused, name)),
        _ => None,
    };
    let problem = problem.map(|words| view! { <p class="counter-refusal" role="alert" data-problem>{words}</p> });
    let totals = cart.sold.as_ref().ok().map(|sold| {
        let discount = (sold.discounts_minor() > 0).then(|| {
            view! { <div><dt>"Discounts"</dt><dd data-discounts>{format!("−{}", money(sold.discounts_minor()))}</dd></div> }
        });
        let vat: Vec<_> = sold
            .vat()
            .into_iter()
            .filter(|share| share.rate.basis_points() > 0)
            .map(|share| {
                let words = format!("VAT {} in it", share.rate);
                view! { <div class="is-vat"><dt>{words}</dt><dd data-vat>{money(share.vat_minor)}</dd></div> }
            })
            .collect();
        let total = money(sold.goods_minor());
        view! {
            <dl class="cart-totals">
                {discount}
                <div class="is-total"><dt>"Total"</dt><dd data-total>{total}</dd></div>
                {vat}
            </dl>
        }
    });
    let pay = cart.sold.as_ref().ok().map(|sold| {
        let total = money(sold.goods_minor());
        let can_pay = can_pay && (sold.goods_minor() > 0 || selling.asks_for_tip);
        if selling.asks_for_tip {
            view! {
                <form method="get" action="/catalogue/tip">
                    <input r#type="hidden" name="id" value=id.to_string() />
                    <button class="button is-main cart-pay" id="pay" data-pay disabled=!can_pay>{format!("Pay {total}")}</button>
                </form>
            }
            .into_any()
        } else {
            view! {
                <form method="post" action="/catalogue/pay" data-pay-form>
                    <input r#type="hidden" name="id" value=id.to_string() />
                    <input r#type="hidden" name="shown" value=sold.goods_minor().to_string() />
                    <button class="button is-main cart-pay" id="pay" data-pay disabled=!can_pay>{format!("Pay {total}")}</button>
                </form>
            }
            .into_any()
        }
    });
    let others = (!is_empty).then(|| {
        let discount = is_attended.then(|| discount_form("discount", "", cart.order.discount.as_ref(), &back, currency));
        let hold = is_attended.then(|| {
            view! {
                <form method="post" action="/catalogue/hold" class="cart-hold">
                    <input r#type="hidden" name="id" value=Uuid::new_v4().to_string() />
                    <input name="note" maxlength="60" aria-label="Whose cart it is" placeholder="Whose cart (optional)" dir="auto" autocomplete="off" />
                    <button class="button" data-hold>"Hold"</button>
                </form>
            }
        });
        view! {
            {discount}
            <div class="cart-others">
                {hold}
                <form method="post" action="/catalogue/cart" data-start-over>
                    <input r#type="hidden" name="do" value="clear" />
                    <button class="button is-quiet" data-clear>{if is_attended { "Empty the cart" } else { "Start over" }}</button>
                </form>
            </div>
        }
    });
    let empty = is_empty.then(|| view! { <p class="cart-empty">"Nothing in the cart yet."</p> });
    let count = cart.count();
    let count = if count == 1 { "1 item".to_owned() } else { format!("{count} items") };
    view! {
        <section class="cart" aria-label="Cart">
            <h2>"Cart" <span class="cart-count" role="status" data-count>{count}</span></h2>
            {empty}
            <ul class="cart-lines" id="cart-lines" data-keep-scroll>{lines}</ul>
            {problem}
            {totals}
            {pay}
            {others}
        </section>
    }
    .into_any()
}

fn draw_line(cart: &CartView, line: &OrderLine, is_attended: bool, currency: Currency, back: &str) -> AnyView {
    let money = |minor| Money::from_minor(minor, currency).to_string();
    let item = cart.shelf.find(line.item);
    let name = item.map_or_else(|| "Not for sale any more".to_owned(), |item| item.name.to_string());
    let sold = cart.sold.as_ref().ok().and_then(|sold| sold.lines.iter().find(|sold| sold.item == line.item));
    let price = sold.map(|sold| money(sold.line_minor()));
    let before = sold.filter(|sold| sold.discount_minor > 0).map(|sold| {
        let reason = sold.discount.as_ref().map(|discount| discount.reason.clone());
        view! { <p class="cart-line-discount"><del>{money(sold.full_minor())}</del> " " <bdi>{reason}</bdi></p> }
    });
    let step = |quantity: u32, id: String, sign: &'static str, says: String| {
        view! {
            <form method="post" action="/catalogue/cart">
                <input r#type="hidden" name="do" value="set" />
                <input r#type="hidden" name="item" value=line.item.to_string() />
                <input r#type="hidden" name="quantity" value=quantity.to_string() />
                <input r#type="hidden" name="back" value=back.to_owned() />
                <button class="button cart-step" id=id aria-label=says>{sign}</button>
            </form>
        }
    };
    let less = step(line.quantity.saturating_sub(1), format!("less-{}", line.item), "−", format!("One less of {name}"));
    let more = step(line.quantity.saturating_add(1), format!("more-{}", line.item), "+", format!("One more of {name}"));
    let discount = is_attended
        .then(|| discount_form("line-discount", &line.item.to_string(), line.discount.as_ref(), back, currency));
    view! {
        <li class="cart-line" data-line=line.item.to_string()>
            <bdi class="cart-line-name" dir="auto">{name}</bdi>
            <span class="cart-line-price" data-line-price>{price}</span>
            {before}
            <div class="cart-line-quantity">
                {less}
                <span data-quantity>{line.quantity.to_string()}</span>
                {more}
            </div>
            {discount}
        </li>
    }
    .into_any()
}

/// The form for a discount, folded away until it is wanted.
fn discount_form(what: &'static str, item: &str, now: Option<&Discount>, back: &str, currency: Currency) -> AnyView {
    let summary = match now {
        None if item.is_empty() => "Discount on everything".to_owned(),
        None => "Discount".to_owned(),
        Some(Discount { cut: Cut::Percent(part), .. }) => format!("Discount {}\u{a0}%", percent_text(*part)),
        Some(Discount { cut: Cut::Amount(minor), .. }) => {
            format!("Discount {}", Money::from_minor(*minor, currency))
        }
    };
    let hidden = |name: &'static str, value: String| view! { <input r#type="hidden" name=name value=value /> };
    let off = now.is_some().then(|| {
        view! {
            <form method="post" action="/catalogue/cart">
                {hidden("do", what.to_owned())}
                {hidden("item", item.to_owned())}
                {hidden("back", back.to_owned())}
                <button class="button is-quiet">"No discount"</button>
            </form>
        }
    });
    view! {
        <details class="cart-discount" id=format!("{what}-{item}") data-keep-open>
            <summary class="button is-quiet">{summary}</summary>
            <form method="post" action="/catalogue/cart" class="cart-discount-form">
                {hidden("do", what.to_owned())}
                {hidden("item", item.to_owned())}
                {hidden("back", back.to_owned())}
                <input name="value" inputmode="decimal" aria-label="How much" placeholder="10" required autocomplete="off" maxlength="12" />
                <select name="kind" aria-label="Of what kind">
                    <option value="percent">"%"</option>
                    <option value="amount">{currency.code().to_owned()}</option>
                </select>
                <input name="reason" aria-label="Why" placeholder="Why" required autocomplete="off" maxlength="200" dir="auto" />
                <button class="button" data-give-discount>"Give"</button>
            </form>
            {off}
        </details>
    }
    .into_any()
}
