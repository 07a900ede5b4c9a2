//! The statements of both databases.

/// A statement that reads what was sold with the checkouts that `$chosen` selects.
macro_rules! what_was_sold {
    ($chosen:literal) => {
        concat!(
            "SELECT s.checkout_id, s.discount_minor AS whole_discount_minor, s.discount_json AS whole_discount_json, \
             s.keyed_minor, s.goods_minor, s.tip_minor, s.tip_json, s.note, l.number, l.item_id, l.name, l.quantity, l.price_minor, l.vat_bp, \
             l.discount_minor, l.discount_json, l.share_minor, l.due_minor \
             FROM sales s LEFT JOIN sale_lines l ON l.checkout_id = s.checkout_id WHERE s.checkout_id IN (",
            $chosen,
            ") ORDER BY s.checkout_id, l.number"
        )
    };
}
pub(in crate::store) use what_was_sold;

/// Stores items that stand in `$1` as a JSON array; `$rows` names its members as `id`, `revision` and so on.
macro_rules! put_items {
    ($rows:literal) => {
        concat!(
            "INSERT INTO items (id, revision, name, category_id, price_minor, vat_bp, code, offer, place) ",
            $rows,
            " ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, name = excluded.name, \
             category_id = excluded.category_id, price_minor = excluded.price_minor, vat_bp = excluded.vat_bp, \
             code = excluded.code, offer = excluded.offer, place = excluded.place \
             WHERE items.revision = excluded.revision - 1"
        )
    };
}
pub(in crate::store) use put_items;

pub(super) const VERSION: &str = "SELECT version FROM catalogue";

pub(super) const COUNT_UP: &str = "UPDATE catalogue SET version = version + 1";

pub(super) const CATEGORIES: &str = "SELECT id, name, place FROM categories ORDER BY place, name, id";

pub(super) const ITEMS: &str = "SELECT i.id, i.revision, i.name, i.category_id, i.price_minor, i.vat_bp, i.picture_id, \
     i.code, i.offer, i.place FROM items i LEFT JOIN categories c ON c.id = i.category_id \
     ORDER BY CASE WHEN c.id IS NULL THEN 1 ELSE 0 END, c.place, c.name, c.id, i.place, i.name, i.id";

pub(super) const SELLING: &str = "SELECT terminal, mode, asks_for_tip FROM selling";

pub(super) const SET_SELLING: &str = "INSERT INTO selling (terminal, mode, asks_for_tip) VALUES ($1, $2, $3) \
     ON CONFLICT (terminal) DO UPDATE SET mode = excluded.mode, asks_for_tip = excluded.asks_for_tip";

pub(super) const PUT_CATEGORY: &str = "INSERT INTO categories (id, name, place) VALUES ($1, $2, $3) \
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, place = excluded.place";

pub(super) const EMPTY_CATEGORY: &str =
    "UPDATE items SET category_id = NULL, revision = revision + 1 WHERE category_id = $1";

pub(super) const DROP_CATEGORY: &str = "DELETE FROM categories WHERE id = $1";

pub(super) const ADD_PICTURE: &str = "INSERT INTO pictures (id, bytes) VALUES ($1, $2) ON CONFLICT DO NOTHING";

pub(super) const SET_PICTURE: &str = "UPDATE items SET picture_id = $2, revision = revision + 1 WHERE id = $1";

pub(super) const DROP_PICTURES: &str = "DELETE FROM pictures WHERE NOT EXISTS (\
     SELECT 1 FROM items WHERE items.picture_id = pictures.id)";

pub(super) const PICTURE: &str = "SELECT bytes FROM pictures WHERE id = $1";

pub(super) const SALE: &str = "INSERT INTO sales (checkout_id, keyed_minor, goods_minor, discount_minor, discount_json, tip_minor, \
     tip_json, note) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

pub(super) const SALE_LINE: &str = "INSERT INTO sale_lines (checkout_id, number, item_id, name, quantity, price_minor, \
     vat_bp, discount_minor, discount_json, share_minor, due_minor) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

pub(super) const RATES_SOLD: &str = "SELECT DISTINCT vat_bp FROM sale_lines WHERE vat_bp IS NOT NULL ORDER BY vat_bp";

pub(super) const CART: &str = "SELECT version, order_json, changed_at_ms FROM carts WHERE terminal = $1";

pub(super) const FIRST_CART: &str = "INSERT INTO carts (terminal, version, order_json, changed_at_ms) \
     VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";

pub(super) const NEXT_CART: &str =
    "UPDATE carts SET version = $2, order_json = $3, changed_at_ms = $4 WHERE terminal = $1 AND version = $2 - 1";

/// None where too many wait.
pub(super) const HOLD: &str = "INSERT INTO held_carts (id, note, order_json, held_at_ms) \
     SELECT $1, $2, $3, $4 WHERE (SELECT COUNT(*) FROM held_carts WHERE taken_by IS NULL) < $5 \
     ON CONFLICT DO NOTHING";

pub(super) const HELD: &str = "SELECT id, note, order_json, held_at_ms FROM held_carts WHERE taken_by IS NULL \
     ORDER BY held_at_ms DESC, id LIMIT $1";

pub(super) const HELD_BY_ID: &str = "SELECT id, note, order_json, held_at_ms FROM held_carts WHERE id = $1";

pub(super) const TAKE_HELD: &str = "UPDATE held_carts SET taken_by = $2 \
     WHERE id = $1 AND (taken_by IS NULL OR taken_by = $2) RETURNING id, note, order_json, held_at_ms";

pub(super) const FORGET_HELD: &str = "DELETE FROM held_carts WHERE held_at_ms < $1";
