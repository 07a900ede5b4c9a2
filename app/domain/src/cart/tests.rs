use super::order::*;
use super::*;
use crate::catalogue::{Item, Offer, VatRate};
use crate::money::Currency;
use proptest::prelude::*;

fn id(number: u8) -> ItemId {
    ItemId::try_from(uuid::Builder::from_random_bytes([number; 16]).into_uuid()).unwrap()
}

fn item(number: u8, price_minor: u64, basis_points: u16) -> Item {
    Item {
        id: id(number),
        revision: 1,
        name: format!("Item {number}").parse().unwrap(),
        category: None,
        price_minor,
        vat: VatRate::try_from(basis_points).unwrap(),
        picture: None,
        code: None,
        offer: Offer::Offered,
        place: 0,
    }
}

fn line(number: u8, quantity: u32) -> OrderLine {
    OrderLine { item: id(number), quantity, discount: None }
}

fn off(cut: Cut) -> Option<Discount> {
    Some(Discount { cut, reason: "regular".to_owned() })
}

fn order(lines: Vec<OrderLine>) -> Order {
    Order { lines, ..Order::default() }
}

fn priced(items: &[Item], order: &Order) -> Result<Sold, CartRefused> {
    price(order, Currency::EUR, |id| items.iter().find(|item| item.id == id))
}

/// Coffee at 3.50 with 19 %, a roll at 1.20 with 7 %, a stamp at 0.95 without VAT.
fn shop() -> [Item; 3] {
    [item(1, 350, 1900), item(2, 120, 700), item(3, 95, 0)]
}

#[test]
fn a_cart_comes_to_what_it_costs_with_the_vat_of_each_rate_in_it() {
    let sold = priced(&shop(), &order(vec![line(1, 2), line(2, 3), line(3, 1)])).unwrap();
    assert_eq!((sold.goods_minor(), sold.tip_minor, sold.total_minor()), (1155, 0, 1155));
    let vat: Vec<_> =
        sold.vat().iter().map(|share| (share.rate.basis_points(), share.gross_minor, share.vat_minor)).collect();
    assert_eq!(vat, [(0, 95, 0), (700, 360, 24), (1900, 700, 112)]);
}

#[test]
fn discounts_come_off_lines_first_and_then_off_the_whole() {
    let mut order = order(vec![line(1, 2), line(2, 1)]);
    order.lines[0].discount = off(Cut::Percent(1000));
    order.discount = off(Cut::Amount(50));
    let sold = priced(&shop(), &order).unwrap();
    // 7.00 less 10 % is 6.30; with the roll 7.50; less 0.50, of which the roll bears 0.08.
    assert_eq!((sold.lines[0].discount_minor, sold.discount_minor, sold.discounts_minor()), (70, 50, 120));
    assert_eq!((sold.lines[0].due_minor(), sold.lines[1].due_minor(), sold.goods_minor()), (588, 112, 700));
}

#[test]
fn a_tip_stands_beside_the_goods_and_bears_no_vat() {
    for (tip, minor) in [
        (Tip::None, 0),
        (Tip::Percent(1000), 70),
        (Tip::Percent(333), 23),
        (Tip::RoundUp, 0),
        (Tip::Amount(123), 123),
        (Tip::Amount(TIP_ALWAYS_MINOR), TIP_ALWAYS_MINOR),
    ] {
        let sold = priced(&shop(), &Order { tip, ..order(vec![line(1, 2)]) }).unwrap();
        assert_eq!((sold.tip_minor, sold.goods_minor(), sold.total_minor()), (minor, 700, 700 + minor), "{tip:?}");
        assert_eq!(sold.vat().iter().map(|share| share.gross_minor).sum::<u64>(), 700);
    }
    let yen = "JPY".parse().unwrap();
    assert_eq!(Tip::RoundUp.of(1250, Currency::EUR), Ok(50));
    assert_eq!(Tip::RoundUp.of(1250, yen), Ok(50));
    assert_eq!(Tip::RoundUp.of(1250, "KWD".parse().unwrap()), Ok(750));
}

#[test]
fn what_cannot_be_sold_is_refused_with_its_reason() {
    let mut items = shop().to_vec();
    items[2].offer = Offer::SoldOut;
    items.push(Item { offer: Offer::Withdrawn, ..item(4, 100, 0) });
    items.push(item(5, crate::catalogue::HIGHEST_PRICE_MINOR, 0));
    let discounted = |cut, reason: &str| {
        let mut order = order(vec![line(1, 1)]);
        order.lines[0].discount = Some(Discount { cut, reason: reason.to_owned() });
        order
    };
    for (order, refused) in [
        (order(vec![]), CartRefused::Empty),
        (order(vec![line(1, 0)]), CartRefused::Quantity(id(1))),
        (order(vec![line(1, MOST_QUANTITY + 1)]), CartRefused::Quantity(id(1))),
        (order(vec![line(1, u32::MAX)]), CartRefused::Quantity(id(1))),
        (order(vec![line(1, 1), line(2, 1), line(1, 1)]), CartRefused::Twice(id(1))),
        (order(vec![line(9, 1)]), CartRefused::Unknown(id(9))),
        (order(vec![line(3, 1)]), CartRefused::NotOffered(id(3))),
        (order(vec![line(4, 1)]), CartRefused::NotOffered(id(4))),
        (order(vec![line(5, 2)]), CartRefused::TooMuch),
        (order((0..=200).map(|number| line(number, 1)).collect()), CartRefused::TooManyLines),
        (discounted(Cut::Amount(351), "x"), CartRefused::AbovePrice),
        (discounted(Cut::Amount(u64::MAX), "x"), CartRefused::AbovePrice),
        (discounted(Cut::Amount(0), "x"), CartRefused::Cut),
        (discounted(Cut::Percent(0), "x"), CartRefused::Cut),
        (discounted(Cut::Percent(10_001), "x"), CartRefused::Cut),
        (discounted(Cut::Percent(1_000), " "), CartRefused::Reason),
        (discounted(Cut::Percent(1_000), "a\u{202e}b"), CartRefused::Reason),
        (discounted(Cut::Percent(1_000), &"x".repeat(LONGEST_REASON + 1)), CartRefused::Reason),
        (Order { discount: off(Cut::Amount(351)), ..order(vec![line(1, 1)]) }, CartRefused::AbovePrice),
        (Order { tip: Tip::Amount(0), ..order(vec![line(1, 1)]) }, CartRefused::Tip),
        (Order { tip: Tip::Amount(TIP_ALWAYS_MINOR + 1), ..order(vec![line(1, 1)]) }, CartRefused::Tip),
        (Order { tip: Tip::Amount(u64::MAX), ..order(vec![line(1, 1)]) }, CartRefused::Tip),
        (Order { tip: Tip::Percent(10_001), ..order(vec![line(1, 1)]) }, CartRefused::Tip),
        (Order { tip: Tip::Percent(10_000), ..order(vec![line(5, 1)]) }, CartRefused::TooMuch),
    ] {
        assert_eq!(priced(&items, &order), Err(refused), "{order:?}");
    }
}

#[test]
fn what_was_sold_tells_what_was_ordered() {
    let mut order = order(vec![line(1, 2), line(2, 1)]);
    order.lines[0].discount = off(Cut::Percent(1000));
    order.discount = off(Cut::Amount(50));
    order.tip = Tip::Percent(500);
    assert_eq!(priced(&shop(), &order).unwrap().order(), order);
}

#[test]
fn a_keyed_amount_stands_alone_and_can_have_a_tip() {
    let keyed = Order { keyed_minor: 1250, tip: Tip::Percent(1000), ..Order::default() };
    let sold = priced(&shop(), &keyed).unwrap();
    assert_eq!((sold.goods_minor(), sold.tip_minor, sold.total_minor(), sold.vat().len()), (1250, 125, 1375, 0));
    assert_eq!(sold.order(), keyed);
    for (order, refused) in [
        (Order { lines: vec![line(1, 1)], ..keyed.clone() }, CartRefused::Mixed),
        (Order { note: "x".repeat(61), ..keyed.clone() }, CartRefused::Note),
        (Order { note: "a\nb".to_owned(), ..keyed.clone() }, CartRefused::Note),
        (Order { note: "a\u{202e}b".to_owned(), ..keyed.clone() }, CartRefused::Note),
        (Order { discount: off(Cut::Amount(1)), ..keyed.clone() }, CartRefused::Mixed),
        (Order { keyed_minor: u64::MAX, ..keyed.clone() }, CartRefused::TooMuch),
    ] {
        assert_eq!(priced(&shop(), &order), Err(refused));
    }
}

#[test]
fn everything_may_be_given_away_and_then_nothing_is_owed() {
    let order = Order { discount: off(Cut::Percent(10_000)), ..order(vec![line(1, 2), line(2, 1)]) };
    let sold = priced(&shop(), &order).unwrap();
    assert_eq!((sold.total_minor(), sold.discounts_minor()), (0, 820));
}

fn cut() -> impl Strategy<Value = Option<Discount>> {
    prop_oneof![
        2 => Just(None),
        1 => (0_u16..=10_100).prop_map(|part| off(Cut::Percent(part))),
        1 => (0_u64..5_000_000).prop_map(|minor| off(Cut::Amount(minor))),
    ]
}

fn tip() -> impl Strategy<Value = Tip> {
    prop_oneof![
        Just(Tip::None),
        Just(Tip::RoundUp),
        (0_u16..=10_100).prop_map(Tip::Percent),
        (0_u64..3_000_000).prop_map(Tip::Amount),
    ]
}

prop_compose! {
    fn any_sale()(
        items in proptest::collection::vec((0_u64..=crate::catalogue::HIGHEST_PRICE_MINOR / 500, 0_u16..=10_000), 1..20),
    )(
        quantities in proptest::collection::vec((0_u32..=30, cut()), items.len()),
        discount in cut(),
        tip in tip(),
        items in Just(items),
    ) -> (Vec<Item>, Order) {
        let items: Vec<Item> = items.into_iter().zip(0..).map(|((price, vat), number)| item(number, price, vat)).collect();
        let lines = items.iter().zip(quantities).map(|(item, (quantity, discount))| OrderLine { item: item.id, quantity, discount });
        let lines = lines.collect();
        (items, Order { lines, discount, tip, ..Order::default() })
    }
}

proptest! {
    #[test]
    fn the_parts_are_the_whole_and_nothing_is_negative((items, order) in any_sale()) {
        let Ok(sold) = priced(&items, &order) else { return Ok(()) };
        let full: u64 = sold.lines.iter().map(SoldLine::full_minor).sum();
        prop_assert_eq!(sold.goods_minor() + sold.discounts_minor(), full);
        prop_assert_eq!(sold.total_minor(), sold.goods_minor() + sold.tip_minor);
        prop_assert_eq!(sold.lines.iter().map(|line| line.share_minor).sum::<u64>(), sold.discount_minor);
        for line in &sold.lines {
            prop_assert!(line.discount_minor <= line.full_minor() && line.share_minor <= line.line_minor());
        }
        let vat = sold.vat();
        prop_assert_eq!(vat.iter().map(|share| share.gross_minor).sum::<u64>(), sold.goods_minor());
        for share in vat {
            prop_assert_eq!(share.net_minor() + share.vat_minor, share.gross_minor);
        }
        prop_assert!(sold.total_minor() <= HIGHEST_SUM_MINOR);
        prop_assert!(sold.tip_minor <= sold.goods_minor().max(TIP_ALWAYS_MINOR));
    }

    #[test]
    fn no_order_makes_it_panic(
        prices in proptest::collection::vec(any::<u64>(), 1..10),
        quantity in any::<u32>(),
        cut in any::<u64>(),
        part in any::<u16>(),
        tip in any::<u64>(),
    ) {
        let items: Vec<Item> = prices.into_iter().zip(0..).map(|(price, number)| item(number, price, part % 10_001)).collect();
        let lines: Vec<OrderLine> = items.iter().map(|item| OrderLine { item: item.id, quantity, discount: off(Cut::Percent(part)) }).collect();
        for discount in [off(Cut::Amount(cut)), off(Cut::Percent(part)), None] {
            for tip in [Tip::Amount(tip), Tip::Percent(part), Tip::RoundUp] {
                let _ = priced(&items, &Order { lines: lines.clone(), discount: discount.clone(), tip, ..Order::default() });
            }
        }
    }
}
