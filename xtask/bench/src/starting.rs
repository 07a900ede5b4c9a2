//! From the start of the program to its first answer, and its memory when nothing happens.

use core::time::Duration;

use anyhow::{Context as _, Result, ensure};
use tokio::time::sleep;

use crate::connection::{Connection, Question};
use crate::median::median;
use crate::program::Recipe;
use crate::shop::Shop;
use crate::{Figures, say};

/// How often it is started.
const STARTS: usize = 9;
/// How long it is left alone before its memory is looked at.
const REST: Duration = Duration::from_secs(3);

/// Measures it.
#[expect(clippy::float_arithmetic, reason = "figures for people to read")]
pub(crate) async fn measure(recipe: &Recipe, figures: &mut Figures) -> Result<()> {
    say("starts, and memory at rest");
    let shop = Shop::new(1, false).await?;
    let terminal = shop.terminals.first().context("a shop without a terminal")?;
    // The first start makes the database's side files: a shop has them.
    recipe.start(&shop.database, &shop.mion).await?.kill()?;
    let (mut starts_ms, mut rests_mb) = (Vec::new(), Vec::new());
    for start in 0..STARTS {
        let program = recipe.start(&shop.database, &shop.mion).await?;
        starts_ms.push(program.start_ms);
        if start % 3 == 0 {
            // A page was drawn and looked at, as after the first minute of a shop's day.
            let page = Question::get(program.addr, &terminal.cookie, "/");
            let status = Connection::open(program.addr).await?.ask(&page).await?.status;
            ensure!(status == 200, "the page was answered with {status}");
            sleep(REST).await;
            rests_mb.push(program.resident_bytes()? as f64 / 1e6);
        }
        program.kill()?;
    }
    figures.insert("start_to_first_answer_ms", median(starts_ms).context("no start")?);
    figures.insert("memory_at_rest_mb", median(rests_mb).context("no start")?);
    Ok(())
}
