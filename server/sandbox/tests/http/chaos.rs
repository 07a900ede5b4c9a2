//! Random faults: the same for the same seed, about as many as asked for, and an end to them.

use reqwest::{Method, StatusCode};
use sandbox::{Answer, Route};
use serde_json::json;

use crate::world::World;

/// The fates of the API requests so far.
fn fates(world: &World) -> Vec<&'static str> {
    world.control.requests().iter().map(|request| request.fate).collect()
}

/// Asks for a session that is not there, whatever comes of it.
async fn ask(world: &World, times: usize) {
    for _ in 0..times {
        let answer = world.api(Method::GET, "/payment-sessions/reference/none").send().await;
        // Only a whole answer that was not interfered with is surely a 404; all else is the chaos itself.
        if let Ok(answer) = answer {
            assert!(answer.status().is_client_error() || answer.status().is_server_error(), "{}", answer.status());
        }
    }
}

#[tokio::test]
async fn a_seed_strikes_the_same_requests_in_the_same_way_again() {
    let (one, two) = (World::new().await, World::new().await);
    for world in [&one, &two] {
        let (code, _) = world.verb("chaos", &json!({ "seed": 11, "per_mille": 400 })).await;
        assert_eq!(code, StatusCode::OK);
        ask(world, 60).await;
    }
    assert_eq!(fates(&one), fates(&two));
    let struck = fates(&one).iter().filter(|fate| **fate != "answered").count();
    assert!((10..=40).contains(&struck), "{struck} of 60");
}

#[tokio::test]
async fn chaos_ends_when_told_and_a_script_comes_before_it() {
    let world = World::new().await;
    world.control.chaos(3, 1_000).unwrap();
    let scripted = Answer::Status { code: 418, retry_after: None, body: None };
    world.control.script(Route::SessionByReference, 1, scripted).unwrap();
    let answer = world.api(Method::GET, "/payment-sessions/reference/none").send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::IM_A_TEAPOT);
    ask(&world, 5).await;
    assert!(fates(&world).iter().all(|fate| *fate != "answered"));
    world.control.chaos(3, 0).unwrap();
    ask(&world, 5).await;
    assert!(fates(&world)[6..].iter().all(|fate| *fate == "answered"));
}

#[tokio::test]
async fn whatever_befalls_its_requests_a_session_is_opened_in_the_end() {
    let world = World::new().await;
    world.control.chaos(5, 800).unwrap();
    let mut opened = 0;
    while opened == 0 {
        let answer = world.api(Method::POST, "/payment-sessions").json(&crate::world::sale()).send().await;
        opened += usize::from(answer.is_ok_and(|answer| answer.status() == StatusCode::CREATED));
    }
    assert!(world.control.sessions(None).len() >= opened);
}
