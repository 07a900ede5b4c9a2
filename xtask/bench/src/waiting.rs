//! Ten thousand terminals that wait for news on one server: what each costs in memory, and how long it takes until
//! all have been told that a payment needs a decision.

use core::time::Duration;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};
use domain::CheckoutId;
use serde_json::Value;
use tokio::sync::Semaphore;
use tokio::time::sleep;

use crate::connection::{Connection, Question};
use crate::median::median;
use crate::program::{Program, Recipe};
use crate::shop::{Shop, TOTAL_MINOR, Terminal, random};
use crate::{Figures, say};

/// Terminals that wait; one more sells.
const TERMINALS: usize = 10_000;
/// How often they are told.
const ROUNDS: usize = 7;
/// How many connect at one time: as many as the system lets stand in line.
const AT_ONCE: usize = 500;
/// Until the last of them has surely arrived, and none has been sent home: a question is held for 20 s.
const SETTLED: Duration = Duration::from_secs(3);

/// Measures it.
#[expect(clippy::disallowed_methods, clippy::float_arithmetic, reason = "the machine's own time is what is measured")]
pub(crate) async fn measure(recipe: &Recipe, figures: &mut Figures) -> Result<()> {
    say("ten thousand terminals that wait");
    let shop = Shop::new(TERMINALS, false).await?;
    let program = recipe.start(&shop.database, &shop.mion).await?;
    let (seller, _) = shop.terminals.split_first().context("a shop without terminals")?;
    // Whatever the first of each kind brings along is not the others' cost.
    let mut news = told_now(&program, seller).await?;
    let before = program.resident_bytes()?;
    let (mut told_ms, mut memory_kb) = (Vec::new(), Vec::new());
    let gate = Arc::new(Semaphore::new(AT_ONCE));
    let mut connections: Vec<Option<Connection>> = shop.terminals.iter().map(|_| None).collect();
    for _ in 0..ROUNDS {
        let invoice = sale_called_off(&program, seller).await?;
        let mut waiting = tokio::task::JoinSet::new();
        for (terminal, connection) in shop.terminals.iter().zip(connections.drain(..)) {
            let body = format!(r#"{{"seen":{news}}}"#);
            let question = Question::call(program.addr, &terminal.cookie, "shop_update", &body);
            let (gate, addr) = (gate.clone(), program.addr);
            waiting.spawn(async move {
                let turn = gate.acquire().await?;
                let mut connection = match connection {
                    Some(connection) => connection,
                    None => Connection::open(addr).await?,
                };
                drop(turn);
                let told = connection.ask(&question).await?.json()?;
                anyhow::Ok((connection, told, Instant::now()))
            });
        }
        sleep(SETTLED).await;
        memory_kb.push((program.resident_bytes()?.saturating_sub(before)) as f64 / 1e3 / TERMINALS as f64);
        let hint = Question::post(program.addr, &format!("/hooks/mion/{}", crate::program::TOKEN));
        let mut mion = Connection::open(program.addr).await?;
        shop.mion.control().pay(&invoice, false)?;
        let paid = Instant::now();
        ensure!(mion.ask(&hint).await?.status == 204, "the hint was not taken");
        let mut last = paid;
        for told in waiting.join_all().await {
            let (connection, told, at) = told?;
            ensure!(told != news && at >= paid, "a terminal was told before there was anything to tell");
            last = last.max(at);
            connections.push(Some(connection));
        }
        told_ms.push(last.duration_since(paid).as_secs_f64() * 1000.0);
        news = told_now(&program, seller).await?;
    }
    figures.insert("memory_per_waiting_terminal_kb", median(memory_kb).context("no round")?);
    figures.insert("ten_thousand_terminals_told_ms", median(told_ms).context("no round")?);
    program.kill()
}

/// How things are.
async fn told_now(program: &Program, terminal: &Terminal) -> Result<Value> {
    let unseen = r#"{"seen":{"mion_answers":false,"alarms":4294967295,"newest_alarm_ms":0}}"#;
    let question = Question::call(program.addr, &terminal.cookie, "shop_update", unseen);
    Connection::open(program.addr).await?.ask(&question).await?.json()
}

/// A sale that was called off when its code was there: paying it now is late, and calls for a person. Returns its
/// invoice.
async fn sale_called_off(program: &Program, terminal: &Terminal) -> Result<String> {
    let mut connection = Connection::open(program.addr).await?;
    let sale = CheckoutId::try_from(random())?;
    let body = format!(r#"{{"id":"{sale}","total_minor":{TOTAL_MINOR}}}"#);
    let opened =
        connection.ask(&Question::call(program.addr, &terminal.cookie, "open_checkout", &body)).await?.json()?;
    let invoice = invoice(&opened).with_context(|| format!("no code to scan: {opened}"))?.to_owned();
    let body = format!(r#"{{"id":"{sale}"}}"#);
    let cancel = Question::call(program.addr, &terminal.cookie, "cancel_checkout", &body);
    let mut state = connection.ask(&cancel).await?.json()?;
    let read = Question::call(program.addr, &terminal.cookie, "read_checkout", &body);
    while !state.to_string().contains(r#""cancelled""#) {
        sleep(Duration::from_millis(100)).await;
        state = connection.ask(&read).await?.json()?;
    }
    Ok(invoice)
}

/// Wherever in `view` the invoice is.
fn invoice(view: &Value) -> Option<&str> {
    match view {
        Value::Object(fields) => match fields.get("bolt11") {
            Some(invoice) => invoice.as_str(),
            None => fields.values().find_map(invoice),
        },
        Value::Array(values) => values.iter().find_map(invoice),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_invoice_is_found_where_it_is() {
        let view = serde_json::json!({"id": "x", "state": {"awaiting-payment": {"amount": 1, "bolt11": "lnbcrt1"}}});
        assert_eq!(invoice(&view), Some("lnbcrt1"));
        assert_eq!(invoice(&serde_json::json!({"state": "opening", "alarms": []})), None);
    }
}
