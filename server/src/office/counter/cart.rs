//! The cart beside the shelf: what is in it, what it comes to, and what can be done with it.

use super::shelf::Look;
use super::why;
use crate::catalogue::CartView;
use crate::words::Words;
use domain::cart::{Cut, Discount, OrderLine};
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
    words: Words,
) -> AnyView {
    let is_attended = selling.mode.is_attended();
    let money = |minor| words.money(Money::from_minor(minor, currency));
    let back = look.path();
    let lines: Vec<_> =
        cart.order.lines.iter().map(|line| draw_line(cart, line, is_attended, currency, &back, words)).collect();
    let is_empty = lines.is_empty();
    let name = |id| cart.shelf.find(id).map(|item| item.name.to_string());
    let problem = match &cart.sold {
        Err(refused) if !is_empty => Some(why::cart(*refused, currency, words, name)),
        _ => None,
    };
    let problem = problem.map(|why| view! { <p class="counter-refusal" role="alert" data-problem>{why}</p> });
    let totals = cart.sold.as_ref().ok().map(|sold| {
        let discount = (sold.discounts_minor() > 0).then(|| {
            view! { <div><dt>{words.discounts()}</dt><dd data-discounts>{format!("−{}", money(sold.discounts_minor()))}</dd></div> }
        });
        let vat: Vec<_> = sold
            .vat()
            .into_iter()
            .filter(|share| share.rate.basis_points() > 0)
            .map(|share| {
                let rate = words.vat_in_it(&words.percent(share.rate.basis_points()));
                view! { <div class="is-vat"><dt>{rate}</dt><dd data-vat>{money(share.vat_minor)}</dd></div> }
            })
            .collect();
        let total = money(sold.goods_minor());
        view! {
            <dl class="cart-totals">
                {discount}
                <div class="is-total"><dt>{words.total()}</dt><dd data-total>{total}</dd></div>
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
                    <button class="button is-main cart-pay" id="pay" data-pay disabled=!can_pay>{words.pay_total(&total)}</button>
                </form>
            }
            .into_any()
        } else {
            view! {
                <form method="post" action="/catalogue/pay" data-pay-form>
                    <input r#type="hidden" name="id" value=id.to_string() />
                    <input r#type="hidden" name="shown" value=sold.goods_minor().to_string() />
                    <button class="button is-main cart-pay" id="pay" data-pay disabled=!can_pay>{words.pay_total(&total)}</button>
                </form>
            }
            .into_any()
        }
    });
    let others = (!is_empty).then(|| {
        let discount = is_attended.then(|| discount_form("discount", "", cart.order.discount.as_ref(), &back, currency, words));
        let hold = is_attended.then(|| {
            view! {
                <form method="post" action="/catalogue/hold" class="cart-hold">
                    <input r#type="hidden" name="id" value=Uuid::new_v4().to_string() />
                    <input name="note" maxlength="60" aria-label=words.whose_cart() placeholder=words.whose_cart_hint() dir="auto" autocomplete="off" />
                    <button class="button" data-hold>{words.hold()}</button>
                </form>
            }
        });
        view! {
            {discount}
            <div class="cart-others">
                {hold}
                <form method="post" action="/catalogue/cart" data-start-over>
                    <input r#type="hidden" name="do" value="clear" />
                    <button class="button is-quiet" data-clear>{if is_attended { words.empty_cart() } else { words.start_over() }}</button>
                </form>
            </div>
        }
    });
    let empty = is_empty.then(|| view! { <p class="cart-empty">{words.cart_empty()}</p> });
    let count = words.item_count(cart.count());
    view! {
        <section class="cart" aria-label=words.cart()>
            <h2 id="cart-name" tabindex="-1">{words.cart()} " " <span class="cart-count" data-count data-say>{count}</span></h2>
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

fn draw_line(
    cart: &CartView,
    line: &OrderLine,
    is_attended: bool,
    currency: Currency,
    back: &str,
    words: Words,
) -> AnyView {
    let money = |minor| words.money(Money::from_minor(minor, currency));
    let item = cart.shelf.find(line.item);
    let name = item.map_or_else(|| words.gone_item().to_owned(), |item| item.name.to_string());
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
    let less = step(line.quantity.saturating_sub(1), format!("less-{}", line.item), "−", words.one_less(&name));
    let more = step(line.quantity.saturating_add(1), format!("more-{}", line.item), "+", words.one_more(&name));
    let quantity = view! {
        <form method="post" action="/catalogue/cart">
            <input r#type="hidden" name="do" value="set" />
            <input r#type="hidden" name="item" value=line.item.to_string() />
            <input r#type="hidden" name="back" value=back.to_owned() />
            <input
                name="quantity" id=format!("quantity-{}", line.item) class="cart-quantity" value=line.quantity.to_string()
                inputmode="numeric" maxlength="4" autocomplete="off" aria-label=words.quantity_of(&name) data-quantity
            />
        </form>
    };
    let discount = is_attended
        .then(|| discount_form("line-discount", &line.item.to_string(), line.discount.as_ref(), back, currency, words));
    view! {
        <li class="cart-line" data-line=line.item.to_string()>
            <bdi class="cart-line-name" dir="auto">{name}</bdi>
            <span class="cart-line-price" data-line-price>{price}</span>
            {before}
            <div class="cart-line-quantity">
                {less}
                {quantity}
                {more}
            </div>
            {discount}
        </li>
    }
    .into_any()
}

/// The form for a discount, folded away until it is wanted.
fn discount_form(
    what: &'static str,
    item: &str,
    now: Option<&Discount>,
    back: &str,
    currency: Currency,
    words: Words,
) -> AnyView {
    let summary = match now {
        None if item.is_empty() => words.discount_all().to_owned(),
        None => words.discount().to_owned(),
        Some(Discount { cut: Cut::Percent(part), .. }) => words.discount_of(&words.percent(*part)),
        Some(Discount { cut: Cut::Amount(minor), .. }) => {
            words.discount_of(&words.money(Money::from_minor(*minor, currency)))
        }
    };
    let hidden = |name: &'static str, value: String| view! { <input r#type="hidden" name=name value=value /> };
    let off = now.is_some().then(|| {
        view! {
            <form method="post" action="/catalogue/cart">
                {hidden("do", what.to_owned())}
                {hidden("item", item.to_owned())}
                {hidden("back", back.to_owned())}
                <button class="button is-quiet">{words.no_discount()}</button>
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
                <input name="value" inputmode="decimal" aria-label=words.how_much() placeholder="10" required autocomplete="off" maxlength="12" />
                <select name="kind" aria-label=words.what_kind()>
                    <option value="percent">"%"</option>
                    <option value="amount">{currency.code().to_owned()}</option>
                </select>
                <input name="reason" aria-label=words.why() placeholder=words.why() required autocomplete="off" maxlength="200" dir="auto" />
                <button class="button" data-give-discount>{words.give()}</button>
            </form>
            {off}
        </details>
    }
    .into_any()
}
