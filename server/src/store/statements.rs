//! The statements of both databases. Their places are numbered, and filled by `columns`.

/// A statement that reads whole checkouts: those that `$chosen` selects from `checkouts`, with a
/// `place` that says which come first.
macro_rules! whole_checkouts {
    ($chosen:literal) => {
        concat!(
            "SELECT c.id, c.total_minor, c.currency, c.opened_at_ms, c.ends_at_ms, c.version, c.session_progress, \
             c.session_progress_ms, c.payment_session_id, c.session_expires_at_ms, c.state, c.state_since_ms, \
             c.state_json, c.reading_json, c.cancel_asked_at_ms, c.put_aside_at_ms, c.over, c.closed, \
             a.number AS attempt_number, a.asked_at_ms, a.outcome, a.invoice, a.payment_hash, a.amount_msat, \
             a.expires_at_ms, a.on_chain_address, a.on_chain_fee_rate, \
             m.kind AS alarm_kind, m.raised_at_ms, m.decided_at_ms, m.decision_json \
             FROM (",
            $chosen,
            ") c LEFT JOIN attempts a ON a.checkout_id = c.id LEFT JOIN alarms m ON m.checkout_id = c.id \
             ORDER BY c.place, c.opened_at_ms DESC, c.id, a.number"
        )
    };
}
pub(super) use whole_checkouts;

pub(super) const BY_ID: &str = whole_checkouts!("SELECT checkouts.*, 0 AS place FROM checkouts WHERE id = $1");

pub(super) const LIVE: &str = whole_checkouts!(
    "SELECT checkouts.*, 0 AS place FROM checkouts WHERE NOT over ORDER BY opened_at_ms DESC, id LIMIT $1"
);

/// A statement about the sales that `SalesQuery::values` describes; whatever is not named there does not matter.
macro_rules! of_sales {
    ($what:literal, $rest:literal) => {
        concat!(
            "SELECT ",
            $what,
            " FROM checkouts WHERE ($1 IS NULL OR id = $1) AND ($2 IS NULL OR code = $2) \
             AND ($3 IS NULL OR total_minor = $3) AND ($4 IS NULL OR $4 LIKE '%,' || state || ',%') \
             AND ($5 IS NULL OR terminal = $5) AND ($6 IS NULL OR opened_at_ms >= $6) \
             AND ($7 IS NULL OR opened_at_ms < $7)",
            $rest
        )
    };
}

pub(super) const FIND: &str = of_sales!(
    "id, terminal",
    " AND ($8 IS NULL OR opened_at_ms < $8 OR (opened_at_ms = $8 AND id > $9)) \
     ORDER BY opened_at_ms DESC, id LIMIT $10"
);

pub(super) const COUNT: &str = of_sales!("COUNT(*)", "");

pub(super) const TAKINGS: &str = "SELECT paid_at_ms, total_minor, currency, state FROM checkouts \
     WHERE paid_at_ms >= $1 AND paid_at_ms < $2 ORDER BY paid_at_ms, id";

pub(super) const UNCLOSED: &str = "SELECT COUNT(*), CAST(COALESCE(SUM(total_minor), 0) AS BIGINT), \
     COUNT(CASE WHEN state = 'paid-late' THEN 1 END), \
     CAST(COALESCE(SUM(CASE WHEN state = 'paid-late' THEN total_minor END), 0) AS BIGINT), \
     MIN(paid_at_ms), MAX(paid_at_ms) FROM checkouts WHERE paid_at_ms IS NOT NULL AND currency = $1 \
     AND NOT EXISTS (SELECT 1 FROM closed_sales WHERE checkout_id = checkouts.id)";

pub(super) const CLOSINGS: &str = "SELECT number, at_ms, person_name, currency, sales, expected_minor, counted_minor, \
     reason FROM closings WHERE number < $1 ORDER BY number DESC LIMIT $2";

pub(super) const ALARMED: &str = whole_checkouts!(
    "SELECT checkouts.*, first.place FROM checkouts JOIN (\
     SELECT checkout_id, MIN(raised_at_ms) AS place FROM alarms WHERE decided_at_ms IS NULL \
     GROUP BY checkout_id ORDER BY place, checkout_id LIMIT $1) first ON first.checkout_id = checkouts.id"
);

pub(super) const INSERT: &str = "INSERT INTO checkouts (id, version, session_progress, session_progress_ms, payment_session_id, \
     session_expires_at_ms, state, state_since_ms, state_json, reading_json, cancel_asked_at_ms, put_aside_at_ms, \
     over, complete, closed, reference, total_minor, currency, opened_at_ms, ends_at_ms, owner, terminal) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22) \
     ON CONFLICT DO NOTHING";

pub(super) const UPDATE: &str = "UPDATE checkouts SET version = $2, session_progress = $3, session_progress_ms = $4, \
     payment_session_id = $5, session_expires_at_ms = $6, state = $7, state_since_ms = $8, state_json = $9, \
     reading_json = $10, cancel_asked_at_ms = $11, put_aside_at_ms = $12, over = $13, complete = $14, \
     closed = $15 WHERE id = $1 AND version = $16";

/// A settled attempt never changes again, so only one that was being asked for is written over.
pub(super) const ATTEMPT: &str = "INSERT INTO attempts (checkout_id, number, asked_at_ms, outcome, invoice, payment_hash, \
     amount_msat, expires_at_ms, on_chain_address, on_chain_fee_rate) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (checkout_id, number) DO UPDATE SET \
     outcome = excluded.outcome, invoice = excluded.invoice, payment_hash = excluded.payment_hash, \
     amount_msat = excluded.amount_msat, expires_at_ms = excluded.expires_at_ms, \
     on_chain_address = excluded.on_chain_address, on_chain_fee_rate = excluded.on_chain_fee_rate \
     WHERE attempts.outcome = 'asked'";

/// An alarm changes once, when somebody decides about it.
pub(super) const ALARM: &str = "INSERT INTO alarms (checkout_id, kind, raised_at_ms, decided_at_ms, decision_json) \
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT (checkout_id, kind) DO UPDATE SET \
     decided_at_ms = excluded.decided_at_ms, decision_json = excluded.decision_json \
     WHERE alarms.decided_at_ms IS NULL AND excluded.decided_at_ms IS NOT NULL";

pub(super) const CHANGE: &str =
    "INSERT INTO changes (checkout_id, version, at_ms, state, event_json) VALUES ($1, $2, $3, $4, $5)";

pub(super) const HISTORY: &str =
    "SELECT version, at_ms, state, event_json FROM changes WHERE checkout_id = $1 ORDER BY version";

pub(super) const ALARM_COUNT: &str = "SELECT COUNT(*), MAX(raised_at_ms) FROM alarms WHERE decided_at_ms IS NULL";

pub(super) const OWNER: &str = "SELECT owner FROM checkouts WHERE id = $1";

pub(super) const JOIN: &str = "INSERT INTO servers (id, beat) VALUES ($1, 0) ON CONFLICT (id) DO NOTHING";

pub(super) const BEAT: &str = "UPDATE servers SET beat = beat + 1 WHERE id = $1";

pub(super) const MEMBERS: &str = "SELECT id, beat FROM servers ORDER BY id";

pub(super) const REMOVE: &str = "DELETE FROM servers WHERE id = $1 AND beat = $2";

pub(super) const LEAVE: &str = "DELETE FROM servers WHERE id = $1";

pub(super) const PING: &str = "SELECT CAST(1 AS BIGINT)";
