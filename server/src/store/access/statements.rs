//! The statements of both databases about who may do what. Their places are filled by `deed` and `records`.

/// The first thing that a deed does: whoever comes next waits here until it is done.
pub(super) const BEGIN_DEED: &str = "UPDATE access SET version = version + $1 RETURNING audit_count, audit_head";

pub(super) const END_DEED: &str = "UPDATE access SET audit_count = $1, audit_head = $2";

pub(super) const VERSION: &str = "SELECT version FROM access";

pub(super) const AUDIT_HEAD: &str = "SELECT audit_count, audit_head FROM access";

pub(super) const ADD_ENTRY: &str = "INSERT INTO audit (number, at_ms, person_id, person_name, terminal_id, terminal_name, peer, \
     event, detail_json, previous_hash, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

macro_rules! entries {
    ($rest:literal) => {
        concat!(
            "SELECT number, at_ms, person_id, person_name, terminal_id, terminal_name, peer, event, detail_json, \
             previous_hash, hash FROM audit ",
            $rest
        )
    };
}

pub(super) const AUDIT_BEFORE: &str = entries!("WHERE number < $1 ORDER BY number DESC LIMIT $2");

/// Those about one sale: whatever concerns one names it in its details.
pub(super) const AUDIT_ABOUT: &str = entries!("WHERE detail_json LIKE $1 ORDER BY number LIMIT $2");

pub(super) const AUDIT_AFTER: &str = entries!("WHERE number > $1 ORDER BY number LIMIT $2");

macro_rules! terminals {
    ($rest:literal) => {
        concat!(
            "SELECT id, name, made_at_ms, code_ends_ms, paired_at_ms, seen_at_ms, user_agent, locked, revoked_at_ms \
             FROM terminals ",
            $rest
        )
    };
}

pub(super) const TERMINALS: &str = terminals!("ORDER BY made_at_ms, id");

pub(super) const TERMINAL: &str = terminals!("WHERE id = $1");

pub(super) const TERMINAL_BY_TOKEN: &str = terminals!("WHERE token_hash = $1");

pub(super) const TERMINAL_BY_CODE: &str = terminals!("WHERE code_hash = $1");

pub(super) const SAW_TERMINAL: &str =
    "UPDATE terminals SET seen_at_ms = $2 WHERE id = $1 AND (seen_at_ms IS NULL OR seen_at_ms < $2)";

pub(super) const ADD_TERMINAL: &str =
    "INSERT INTO terminals (id, name, made_at_ms, code_hash, code_ends_ms) VALUES ($1, $2, $3, $4, $5)";

pub(super) const ADD_FIRST_TERMINAL: &str = "INSERT INTO terminals (id, name, made_at_ms, token_hash, paired_at_ms, user_agent) \
     SELECT $1, $2, $3, $4, $3, $5 WHERE NOT EXISTS (SELECT 1 FROM terminals)";

pub(super) const INVITE_AGAIN: &str =
    "UPDATE terminals SET code_hash = $2, code_ends_ms = $3 WHERE id = $1 AND revoked_at_ms IS NULL";

pub(super) const PAIR: &str = "UPDATE terminals SET code_hash = NULL, code_ends_ms = NULL, token_hash = $3, paired_at_ms = $4, \
     seen_at_ms = $4, user_agent = $5 \
     WHERE id = $1 AND code_hash = $2 AND code_ends_ms > $4 AND revoked_at_ms IS NULL";

pub(super) const RENAME_TERMINAL: &str = "UPDATE terminals SET name = $2 WHERE id = $1 AND revoked_at_ms IS NULL";

pub(super) const LOCK_TERMINAL: &str =
    "UPDATE terminals SET locked = $2 WHERE id = $1 AND locked <> $2 AND revoked_at_ms IS NULL";

pub(super) const REVOKE_TERMINAL: &str = "UPDATE terminals SET revoked_at_ms = $2, code_hash = NULL, code_ends_ms = NULL \
     WHERE id = $1 AND revoked_at_ms IS NULL";

macro_rules! people {
    ($rest:literal) => {
        concat!("SELECT id, name, role, enabled, password_hash, pin_hash, made_at_ms FROM people ", $rest)
    };
}

pub(super) const PEOPLE: &str = people!("ORDER BY made_at_ms, id");

pub(super) const PERSON: &str = people!("WHERE id = $1");

pub(super) const PERSON_BY_NAME: &str = people!("WHERE name_key = $1");

pub(super) const ADD_PERSON: &str = "INSERT INTO people (id, name, name_key, role, enabled, password_hash, pin_hash, made_at_ms) \
     VALUES ($1, $2, $3, $4, TRUE, $5, $6, $7)";

pub(super) const RENAME_PERSON: &str = "UPDATE people SET name = $2, name_key = $3 WHERE id = $1";

pub(super) const SET_ROLE: &str = "UPDATE people SET role = $3 WHERE id = $1 AND role = $2";

pub(super) const SET_PASSWORD: &str = "UPDATE people SET password_hash = $2 WHERE id = $1";

pub(super) const SET_PIN: &str = "UPDATE people SET pin_hash = $2 WHERE id = $1";

pub(super) const ENABLE_PERSON: &str = "UPDATE people SET enabled = $2 WHERE id = $1 AND enabled <> $2";

/// Touches the one row where it is so, and none where not.
pub(super) const IS_STILL: &str = "UPDATE people SET role = role WHERE id = $1 AND enabled AND role = $2";

/// Touches the one row where it is so, and none where not.
pub(super) const AN_OWNER_REMAINS: &str = "UPDATE access SET version = version WHERE EXISTS \
     (SELECT 1 FROM people WHERE role = 'owner' AND enabled AND password_hash IS NOT NULL)";

/// Touches the one row where it is so, and none where not.
pub(super) const NO_OWNER_YET: &str =
    "UPDATE access SET version = version WHERE NOT EXISTS (SELECT 1 FROM people WHERE role = 'owner')";

pub(super) const SIGN_IN: &str = "INSERT INTO sign_ins (token_hash, person_id, terminal_id, made_by, made_at_ms, used_at_ms, ends_at_ms) \
     SELECT $1, $2, $3, $4, $5, $5, $6 WHERE EXISTS (SELECT 1 FROM people WHERE id = $2 AND enabled)";

pub(super) const FIND_SIGN_IN: &str = "SELECT s.person_id, p.name, p.role, p.enabled, s.terminal_id, s.made_by, s.used_at_ms, \
     s.ends_at_ms FROM sign_ins s JOIN people p ON p.id = s.person_id WHERE s.token_hash = $1";

pub(super) const USED_SIGN_IN: &str = "UPDATE sign_ins SET used_at_ms = $2 WHERE token_hash = $1 AND used_at_ms < $2";

pub(super) const END_SIGN_IN: &str = "DELETE FROM sign_ins WHERE token_hash = $1";

pub(super) const END_SIGN_INS_OF: &str = "DELETE FROM sign_ins WHERE person_id = $1 AND token_hash <> $2";

pub(super) const END_PASSES_OF: &str = "DELETE FROM sign_ins WHERE person_id = $1 AND made_by = 'pin'";

pub(super) const END_SIGN_INS_AT: &str = "DELETE FROM sign_ins WHERE terminal_id = $1";

pub(super) const ADD_LINK: &str = "INSERT INTO links (token_hash, kind, ends_at_ms) VALUES ($1, $2, $3)";

pub(super) const LINK: &str = "SELECT kind, ends_at_ms FROM links WHERE token_hash = $1";

pub(super) const USE_LINK: &str = "DELETE FROM links WHERE token_hash = $1";

pub(super) const DROP_LINKS: &str = "DELETE FROM links WHERE kind = $1";

pub(super) const BRAKE: &str = "SELECT failures, ends_at_ms FROM brakes WHERE what = $1";

/// The first failure makes the row; every other one must have seen the one before.
pub(super) const PULL_BRAKE: &str = "INSERT INTO brakes (what, failures, tried_at_ms, ends_at_ms) VALUES ($1, $2 + 1, $3, $4) \
     ON CONFLICT (what) DO UPDATE SET failures = excluded.failures, tried_at_ms = excluded.tried_at_ms, \
     ends_at_ms = excluded.ends_at_ms WHERE brakes.failures = $2";

pub(super) const RELEASE_BRAKE: &str = "DELETE FROM brakes WHERE what = $1";

pub(super) const ADD_CHALLENGE: &str =
    "INSERT INTO challenges (token_hash, person_id, state_json, ends_at_ms) VALUES ($1, $2, $3, $4)";

pub(super) const CHALLENGE: &str = "SELECT person_id, state_json, ends_at_ms FROM challenges WHERE token_hash = $1";

pub(super) const USE_CHALLENGE: &str = "DELETE FROM challenges WHERE token_hash = $1 AND ends_at_ms > $2";

macro_rules! passkeys {
    ($rest:literal) => {
        concat!("SELECT id, person_id, name, passkey_json, made_at_ms, used_at_ms FROM passkeys ", $rest)
    };
}

pub(super) const ALL_PASSKEYS: &str = passkeys!("ORDER BY made_at_ms, id");

pub(super) const PASSKEYS_OF: &str = passkeys!("WHERE person_id = $1 ORDER BY made_at_ms, id");

pub(super) const ADD_PASSKEY: &str =
    "INSERT INTO passkeys (id, person_id, name, passkey_json, made_at_ms) VALUES ($1, $2, $3, $4, $5)";

pub(super) const USED_PASSKEY: &str = "UPDATE passkeys SET passkey_json = $2, used_at_ms = $3 WHERE id = $1";

pub(super) const REMOVE_PASSKEY: &str = "DELETE FROM passkeys WHERE id = $1 AND person_id = $2";

pub(super) const SETTINGS: &str = "SELECT version, settings_json FROM settings";

pub(super) const SET_SETTINGS: &str =
    "UPDATE settings SET version = version + 1, settings_json = $2 WHERE version = $1";

pub(super) const LOGO: &str = "SELECT bytes FROM logos WHERE id = $1";

pub(super) const ADD_LOGO: &str = "INSERT INTO logos (id, bytes) VALUES ($1, $2) ON CONFLICT DO NOTHING";

pub(super) const DROP_LOGOS: &str = "DELETE FROM logos WHERE id <> $1";

pub(super) const TERMINAL_OF: &str = "SELECT terminal FROM checkouts WHERE id = $1";

pub(super) const MOVE_CHECKOUT: &str =
    "UPDATE checkouts SET terminal = $3 WHERE id = $1 AND COALESCE(terminal, '') = $2";

pub(super) const FORGET: [&str; 2] =
    ["DELETE FROM sign_ins WHERE ends_at_ms < $1", "DELETE FROM challenges WHERE ends_at_ms < $1"];

pub(super) const FORGET_BRAKES: &str = "DELETE FROM brakes WHERE tried_at_ms < $1 AND ends_at_ms < $1";

pub(super) const LIST_CLOSED: &str = "INSERT INTO closed_sales (checkout_id, closing) SELECT id, $1 FROM checkouts \
     WHERE paid_at_ms IS NOT NULL AND currency = $2 \
     AND NOT EXISTS (SELECT 1 FROM closed_sales WHERE checkout_id = checkouts.id)";

pub(super) const CLOSE: &str = "INSERT INTO closings (number, at_ms, person_name, currency, sales, expected_minor, \
     counted_minor, reason) SELECT $1, $2, $3, $4, $5, $6, $7, $8 \
     WHERE $1 = 1 + (SELECT COALESCE(MAX(number), 0) FROM closings) \
     AND $5 = (SELECT COUNT(*) FROM closed_sales WHERE closing = $1) \
     AND $6 = (SELECT CAST(COALESCE(SUM(total_minor), 0) AS BIGINT) FROM checkouts \
     WHERE id IN (SELECT checkout_id FROM closed_sales WHERE closing = $1))";
