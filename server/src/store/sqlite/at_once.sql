-- What a change of a sale writes, in one statement: `INSERT INTO at_once`, with the version that is stored, or none for a
-- new sale. The database does all of it or nothing, so it needs neither a transaction nor a savepoint of its own. It is
-- for what changes in nearly every sale; whatever does not come out exactly as it was given is refused, and is written
-- statement by statement.

CREATE TEMP VIEW at_once AS
SELECT *, 0 AS stored_version, 0 AS at_1, '' AS state_1, '' AS event_1, 0 AS at_2, '' AS state_2, '' AS event_2,
    0 AS at_3, '' AS state_3, '' AS event_3, 0 AS asked_at_ms, '' AS outcome, '' AS invoice, '' AS payment_hash,
    0 AS amount_msat, 0 AS expires_at_ms, '' AS on_chain_address, '' AS on_chain_fee_rate
FROM checkouts;

CREATE TEMP TRIGGER written_at_once INSTEAD OF INSERT ON at_once BEGIN
    INSERT INTO checkouts (id, version, session_progress, session_progress_ms, payment_session_id,
        session_expires_at_ms, state, state_since_ms, state_json, reading_json, cancel_asked_at_ms, put_aside_at_ms,
        over, complete, closed, reference, total_minor, currency, opened_at_ms, ends_at_ms, owner, terminal)
    SELECT NEW.id, NEW.version, NEW.session_progress, NEW.session_progress_ms, NEW.payment_session_id,
        NEW.session_expires_at_ms, NEW.state, NEW.state_since_ms, NEW.state_json, NEW.reading_json,
        NEW.cancel_asked_at_ms, NEW.put_aside_at_ms, NEW.over, NEW.complete, NEW.closed, NEW.reference,
        NEW.total_minor, NEW.currency, NEW.opened_at_ms, NEW.ends_at_ms, NEW.owner, NEW.terminal
    WHERE NEW.stored_version IS NULL;

    UPDATE checkouts SET version = NEW.version, session_progress = NEW.session_progress,
        session_progress_ms = NEW.session_progress_ms, payment_session_id = NEW.payment_session_id,
        session_expires_at_ms = NEW.session_expires_at_ms, state = NEW.state, state_since_ms = NEW.state_since_ms,
        state_json = NEW.state_json, reading_json = NEW.reading_json, cancel_asked_at_ms = NEW.cancel_asked_at_ms,
        put_aside_at_ms = NEW.put_aside_at_ms, over = NEW.over, complete = NEW.complete, closed = NEW.closed
    WHERE id = NEW.id AND version = NEW.stored_version;
    SELECT RAISE(ABORT, 'stale') WHERE NEW.stored_version IS NOT NULL AND changes() <> 1;

    INSERT INTO attempts (checkout_id, number, asked_at_ms, outcome, invoice, payment_hash, amount_msat, expires_at_ms,
        on_chain_address, on_chain_fee_rate)
    SELECT NEW.id, 1, NEW.asked_at_ms, NEW.outcome, NEW.invoice, NEW.payment_hash, NEW.amount_msat, NEW.expires_at_ms,
        NEW.on_chain_address, NEW.on_chain_fee_rate
    WHERE NEW.outcome IS NOT NULL
    ON CONFLICT (checkout_id, number) DO UPDATE SET outcome = excluded.outcome, invoice = excluded.invoice,
        payment_hash = excluded.payment_hash, amount_msat = excluded.amount_msat,
        expires_at_ms = excluded.expires_at_ms, on_chain_address = excluded.on_chain_address,
        on_chain_fee_rate = excluded.on_chain_fee_rate
    WHERE attempts.outcome = 'asked';
    SELECT RAISE(ABORT, 'settled otherwise')
    WHERE NEW.outcome IS NOT NULL AND changes() <> 1 AND NOT EXISTS (
        SELECT 1 FROM attempts WHERE checkout_id = NEW.id AND number = 1 AND asked_at_ms = NEW.asked_at_ms
            AND outcome = NEW.outcome AND invoice IS NEW.invoice AND payment_hash IS NEW.payment_hash
            AND amount_msat IS NEW.amount_msat AND expires_at_ms IS NEW.expires_at_ms
            AND on_chain_address IS NEW.on_chain_address AND on_chain_fee_rate IS NEW.on_chain_fee_rate);

    INSERT INTO changes (checkout_id, version, at_ms, state, event_json)
    SELECT NEW.id, NEW.version, NEW.at_1, NEW.state_1, NEW.event_1;
    INSERT INTO changes (checkout_id, version, at_ms, state, event_json)
    SELECT NEW.id, NEW.version - 1, NEW.at_2, NEW.state_2, NEW.event_2 WHERE NEW.at_2 IS NOT NULL;
    INSERT INTO changes (checkout_id, version, at_ms, state, event_json)
    SELECT NEW.id, NEW.version - 2, NEW.at_3, NEW.state_3, NEW.event_3 WHERE NEW.at_3 IS NOT NULL;
END;
