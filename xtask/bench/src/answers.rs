//! How many status answers a second, and what one costs the server: terminals ask how their sales stand, each by its
//! own cookie and for its own sale, and each answer is looked at. Whose cookie it is and whose sale is checked for
//! every one of them, and none asks more often than a terminal may.

use core::time::Duration;
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};
use domain::CheckoutId;
use tokio::time::sleep;

use crate::connection::{Connection, Question};
use crate::median::median;
use crate::program::{Program, Recipe};
use crate::shop::{Shop, Terminal};
use crate::{Figures, say};

/// Terminals, each with a sale that waits to be paid.
const TERMINALS: usize = 2000;
/// Connections that are asked over at a time; the terminals share them.
const CONNECTIONS: usize = 50;
/// How often it is measured, and for how long each time.
const ROUNDS: usize = 9;
const ROUND: Duration = Duration::from_secs(2);
/// How long the server may take to have all codes ready.
const PATIENCE: Duration = Duration::from_secs(120);

/// Measures it.
#[expect(clippy::disallowed_methods, clippy::float_arithmetic, reason = "the machine's own time is what is measured")]
pub(crate) async fn measure(recipe: &Recipe, figures: &mut Figures) -> Result<()> {
    say("status answers");
    let shop = Shop::new(TERMINALS, true).await?;
    let hurried = recipe.start(&shop.database, &shop.mion).await?;
    until_all_wait(&hurried, &questions(&shop, &hurried)?).await?;
    hurried.kill()?;
    let program = recipe.as_usual().start(&shop.database, &shop.mion).await?;
    let terminals = questions(&shop, &program)?;
    let mut lines = Vec::new();
    for asked in terminals.chunks(TERMINALS.div_ceil(CONNECTIONS)) {
        lines.push(Line { connection: Connection::open(program.addr).await?, asked: asked.to_vec(), next: 0 });
    }
    let (mut rates, mut costs_us) = (Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let (began, worked) = (Instant::now(), program.processor_seconds()?);
        let mut asking = tokio::task::JoinSet::new();
        for mut line in lines.drain(..) {
            asking.spawn(async move {
                let mut answers = 0_u32;
                while began.elapsed() < ROUND {
                    line.ask().await?;
                    answers += 1;
                }
                anyhow::Ok((line, answers))
            });
        }
        let mut answers = 0.0;
        for asked in asking.join_all().await {
            let (line, count) = asked?;
            lines.push(line);
            answers += f64::from(count);
        }
        let (took, worked) = (began.elapsed().as_secs_f64(), program.processor_seconds()? - worked);
        // The first round fills what the server remembers.
        if round > 0 {
            rates.push(answers / took);
            costs_us.push(worked * 1e6 / answers);
        }
    }
    figures.insert("status_answers_per_second", median(rates).context("no round")?);
    figures.insert("processor_per_status_answer_us", median(costs_us).context("no round")?);
    program.kill()
}

/// What each terminal asks `program` about its own sale.
fn questions(shop: &Shop, program: &Program) -> Result<Vec<(CheckoutId, Question)>> {
    let question = |terminal: &Terminal| {
        let sale = terminal.sale.context("a terminal without a sale")?;
        let body = format!(r#"{{"id":"{sale}"}}"#);
        Ok((sale, Question::call(program.addr, &terminal.cookie, "read_checkout", &body)))
    };
    shop.terminals.iter().map(question).collect()
}

/// One connection, and the terminals that take turns on it.
struct Line {
    connection: Connection,
    asked: Vec<(CheckoutId, Question)>,
    next: usize,
}

impl Line {
    /// The next terminal asks, and must be told of its own sale.
    async fn ask(&mut self) -> Result<()> {
        let (sale, question) = self.asked.get(self.next).context("a line without terminals")?;
        let answer = self.connection.ask(question).await?;
        let start = format!(r#"{{"id":"{sale}""#);
        ensure!(
            answer.status == 200 && answer.body.starts_with(start.as_bytes()),
            "{} instead of the sale {sale}: {}",
            answer.status,
            String::from_utf8_lossy(answer.body)
        );
        self.next = (self.next + 1) % self.asked.len();
        Ok(())
    }
}

/// Waits until every sale has its code.
#[expect(clippy::disallowed_methods, reason = "the machine's own time is what is measured")]
async fn until_all_wait(program: &Program, terminals: &[(CheckoutId, Question)]) -> Result<()> {
    let mut connection = Connection::open(program.addr).await?;
    let began = Instant::now();
    for (sale, question) in terminals {
        while !String::from_utf8_lossy(connection.ask(question).await?.body).contains("bolt11") {
            ensure!(began.elapsed() < PATIENCE, "the sale {sale} has no code");
            sleep(Duration::from_millis(100)).await;
        }
    }
    Ok(())
}
