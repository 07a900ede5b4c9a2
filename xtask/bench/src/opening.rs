//! How many sales can be opened a second. A sale counts when its terminal was answered with a code to scan; after
//! that the server is killed, and whoever starts on its records must know every one of them.

use core::time::Duration;
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};
use domain::CheckoutId;

use crate::connection::{Connection, Question};
use crate::program::Recipe;
use crate::shop::{Shop, TOTAL_MINOR, random};
use crate::{Figures, say};

/// Terminals that sell at the same time, each as soon as the sale before has its code.
const TERMINALS: usize = 100;
/// For how long.
const SELLING: Duration = Duration::from_secs(10);

/// Measures it.
#[expect(clippy::disallowed_methods, clippy::float_arithmetic, reason = "the machine's own time is what is measured")]
pub(crate) async fn measure(recipe: &Recipe, figures: &mut Figures) -> Result<()> {
    say("sales opened");
    let shop = Shop::new(TERMINALS, false).await?;
    let program = recipe.start(&shop.database, &shop.mion).await?;
    let addr = program.addr;
    let (mut selling, began) = (tokio::task::JoinSet::new(), Instant::now());
    for terminal in &shop.terminals {
        let cookie = terminal.cookie.clone();
        selling.spawn(async move {
            let mut connection = Connection::open(addr).await?;
            let mut opened = Vec::new();
            while began.elapsed() < SELLING {
                let sale = CheckoutId::try_from(random())?;
                let body = format!(r#"{{"id":"{sale}","total_minor":{TOTAL_MINOR}}}"#);
                let answer = connection.ask(&Question::call(addr, &cookie, "open_checkout", &body)).await?.json()?;
                // Where the code took too long the sale is open, but does not count.
                if answer.to_string().contains("bolt11") && began.elapsed() < SELLING {
                    opened.push(sale);
                }
            }
            anyhow::Ok((cookie, opened))
        });
    }
    let sold: Vec<_> = selling.join_all().await.into_iter().collect::<Result<_>>()?;
    program.kill()?;
    let count: usize = sold.iter().map(|(_, opened)| opened.len()).sum();
    ensure!(count > 0, "no sale was opened");

    let program = recipe.start(&shop.database, &shop.mion).await?;
    for (cookie, opened) in sold {
        // As often as a terminal may ask, and no more.
        let mut connection = Connection::open(program.addr).await?;
        for sale in opened {
            let body = format!(r#"{{"id":"{sale}"}}"#);
            let question = Question::call(program.addr, &cookie, "read_checkout", &body);
            let found = connection.ask(&question).await?.json();
            found.with_context(|| format!("the sale {sale} was answered for, and is not in the records"))?;
        }
    }
    figures.insert("durable_sales_opened_per_second", count as f64 / SELLING.as_secs_f64());
    program.kill()
}
