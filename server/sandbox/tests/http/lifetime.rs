//! Start and stop: what is refused, that a stop waits for nobody who waits for nothing, and that
//! two sandboxes know nothing of each other.

use std::{net::SocketAddr, time::Duration};

use reqwest::Method;
use sandbox::{Answer, Options, Route, Sandbox, StartError};
use tokio::time::timeout;

use crate::world::{World, options};

/// Far longer than a stop may take, far shorter than a client's patience.
const SOON: Duration = Duration::from_secs(4);

#[tokio::test]
async fn other_machines_are_let_in_only_when_asked_for() {
    let addr: SocketAddr = "0.0.0.0:0".parse().unwrap();
    let refused = Sandbox::start(Options { addr, ..options() }).await.err().unwrap();
    assert!(matches!(refused, StartError::NotLoopback(named) if named == addr), "{refused}");
    let open = Sandbox::start(Options { addr, allow_remote: true, ..options() }).await.unwrap();
    assert_ne!(open.addr().port(), 0);
    open.stop().await;
}

#[tokio::test]
async fn an_address_in_use_and_unusable_options_are_errors() {
    let world = World::new().await;
    let addr = world.sandbox.addr();
    let taken = Sandbox::start(Options { addr, ..options() }).await.err().unwrap();
    assert!(matches!(taken, StartError::Listen { addr: named, .. } if named == addr), "{taken}");
    for wrong in [
        Options { msat_per_minor: 0, ..options() },
        Options { invoice_seconds: Some(0), ..options() },
        Options { kiosk_url: Some("javascript:alert(1)".into()), ..options() },
        Options { webhook: Some("http://example.org/".into()), ..options() },
    ] {
        assert!(matches!(Sandbox::start(wrong).await, Err(StartError::Option(_))));
    }
}

#[tokio::test]
async fn a_stop_ends_what_is_held_back_and_frees_the_address() {
    let world = World::new().await;
    world.control.script(Route::Any, 1, Answer::Timeout).unwrap();
    let held = tokio::spawn(world.api(Method::GET, "/payment-sessions/x").send());
    while world.control.count(Route::Session) == 0 {
        tokio::task::yield_now().await;
    }
    let addr = world.sandbox.addr();
    timeout(SOON, world.sandbox.stop()).await.unwrap();
    assert!(timeout(SOON, held).await.unwrap().unwrap().is_err());
    Sandbox::start(Options { addr, ..options() }).await.unwrap();
}

#[tokio::test]
async fn a_dropped_sandbox_stops() {
    let world = World::new().await;
    world.opened().await;
    let addr = world.sandbox.addr();
    drop(world.sandbox);
    let again = async {
        while let Err(error) = Sandbox::start(Options { addr, ..options() }).await {
            assert!(matches!(error, StartError::Listen { .. }), "{error}");
            tokio::task::yield_now().await;
        }
    };
    timeout(SOON, again).await.unwrap();
}

#[tokio::test]
async fn two_sandboxes_share_nothing() {
    let (one, two) = (World::new().await, World::new().await);
    let (_, invoice) = one.invoiced().await;
    assert!(two.control.pay(&invoice, false).is_err());
    assert_eq!(two.control.sessions(None), []);
}
