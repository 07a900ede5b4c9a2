//! Every route and every server function, asked over real HTTP by everybody there can be, in a shop that asks for
//! PINs and in one that does not: one test for each, named after what is asked, by whom and where. What may be is
//! said by `domain::access`, which `docs/access.md` shows; what is tested is what the server does.
//!
//! - [`browser`]: who can ask; [`shop`]: whom they ask
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod browser;
#[path = "../paired/mod.rs"]
mod paired;
mod shop;

use browser::Browser;
use domain::settings::PinFor;
use libtest_mimic::{Arguments, Failed, Trial};
use server::http::{Declaration, Kind, declarations};
use shop::{Answer, Shop};
use std::collections::BTreeSet;
use std::process::ExitCode;
use std::sync::Arc;
use tokio::runtime::Runtime;

/// One cell, as a test.
fn cell(runtime: &Arc<Runtime>, shop: &Arc<Shop>, declared: Declaration, browser: Browser) -> Trial {
    let (runtime, shop) = (runtime.clone(), shop.clone());
    let pins = if shop.pin_for == PinFor::NEVER { "where no PIN is asked for" } else { "where PINs are asked for" };
    Trial::test(format!("{declared} by {} {pins}", browser.name()), move || {
        runtime.block_on(async {
            let expected = browser.may(declared.action, &shop.pin_for);
            let answer = shop.ask(declared, browser).await;
            match (expected, answer.is_turned_away(declared.kind)) {
                (true, false) | (false, true) => Ok(()),
                (true, true) => Err(Failed::from(format!("should be let in, and is turned away: {answer:?}"))),
                (false, false) => Err(Failed::from(format!("should be turned away, and is let in: {answer:?}"))),
            }
        })
    })
}

/// A test that is no cell.
fn other(
    runtime: &Arc<Runtime>,
    shop: &Arc<Shop>,
    name: &str,
    test: impl AsyncFnOnce(Arc<Shop>) -> Result<(), String> + Send + 'static,
) -> Trial {
    let (runtime, shop) = (runtime.clone(), shop.clone());
    Trial::test(name, move || runtime.block_on(test(shop)).map_err(Failed::from))
}

/// The functions that have registered themselves, and those that are declared, are the same.
async fn every_server_function_is_declared(_: Arc<Shop>) -> Result<(), String> {
    let registered: BTreeSet<String> =
        leptos::server_fn::axum::server_fn_paths().map(|(path, method)| format!("{method} {path}")).collect();
    let declared: BTreeSet<String> =
        declarations().iter().map(ToString::to_string).filter(|one| one.contains(" /api/")).collect();
    if registered == declared && !registered.is_empty() {
        return Ok(());
    }
    let (undeclared, gone) = (registered.difference(&declared), declared.difference(&registered));
    Err(format!(
        "not declared: {:?}; declared and not there: {:?}",
        undeclared.collect::<Vec<_>>(),
        gone.collect::<Vec<_>>()
    ))
}

/// Nobody is declared twice: the second would never be looked at.
async fn nothing_is_declared_twice(_: Arc<Shop>) -> Result<(), String> {
    let mut seen = BTreeSet::new();
    let twice: Vec<_> =
        declarations().iter().map(ToString::to_string).filter(|one| !seen.insert(one.clone())).collect();
    if twice.is_empty() { Ok(()) } else { Err(format!("{twice:?}")) }
}

/// Where two routes fit an address, the one that says more of it is taken, and has to be there for both methods.
async fn no_route_hides_another(_: Arc<Shop>) -> Result<(), String> {
    let all = declarations();
    let fits = |open: &str, exact: &str| {
        let (open, exact): (Vec<_>, Vec<_>) = (open.split('/').collect(), exact.split('/').collect());
        let one = |(open, exact): (&&str, &&str)| open == exact || open.starts_with('{') && !exact.starts_with('{');
        open != exact && open.len() == exact.len() && open.iter().zip(&exact).all(one)
    };
    let is_there =
        |path: &str, kind: Kind| all.iter().any(|one| one.path == path && one.kind.method() == kind.method());
    let hidden = all.iter().flat_map(|open| {
        let hiding = all.iter().filter(|exact| fits(open.path, exact.path) && !is_there(exact.path, open.kind));
        hiding.map(move |exact| format!("{open} by {exact}"))
    });
    let hidden: Vec<_> = hidden.collect();
    if hidden.is_empty() { Ok(()) } else { Err(format!("{hidden:?}")) }
}

/// Whatever nobody has declared is let in by nobody, an owner included.
async fn what_is_not_declared_is_not_there(shop: Arc<Shop>) -> Result<(), String> {
    let cookies = shop.cookies(Browser::Owner).await;
    for (method, path, status) in [
        ("POST", "/api/no_such_function", 400),
        ("POST", "/api/open_checkout/", 400),
        ("POST", "/api/open%5Fcheckout", 400),
        ("POST", "/api//open_checkout", 400),
        ("GET", "/api/open_checkout", 405),
        ("PUT", "/", 405),
        ("DELETE", "/office/people", 405),
        ("PATCH", "/api/open_checkout", 405),
        ("OPTIONS", "/api/open_checkout", 405),
        ("TRACE", "/", 405),
        ("POST", "/no/such/form", 405),
        ("POST", "/healthz", 405),
        ("GET", "/no/such/page", 404),
        ("GET", "/OFFICE", 404),
    ] {
        let Answer { status: answered, .. } = shop.send(method, path, "application/json", "{}", &cookies).await;
        if answered != status {
            return Err(format!("{method} {path}: {answered}, not {status}"));
        }
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the count is what a person reads this test for")]
fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let runtime = Arc::new(Runtime::new().unwrap());
    let shops = [PinFor::ALWAYS, PinFor::NEVER].map(|pin_for| Arc::new(runtime.block_on(Shop::open(pin_for))));
    let declared = declarations();
    let mut trials = Vec::new();
    for shop in &shops {
        for one in &declared {
            trials.extend(Browser::ALL.map(|browser| cell(&runtime, shop, *one, browser)));
        }
    }
    if !arguments.list {
        let (routes, browsers) = (declared.len(), Browser::ALL.len());
        println!("{routes} routes and server functions × {browsers} callers × 2 shops: {} cells", trials.len());
    }
    let [shop, _] = &shops;
    trials.push(other(&runtime, shop, "every server function is declared", every_server_function_is_declared));
    trials.push(other(&runtime, shop, "nothing is declared twice", nothing_is_declared_twice));
    trials.push(other(&runtime, shop, "no route hides another", no_route_hides_another));
    trials.push(other(&runtime, shop, "what is not declared is not there", what_is_not_declared_is_not_there));
    let conclusion = libtest_mimic::run(&arguments, trials);
    conclusion.exit_code()
}
