//! Pages and plain forms, as a browser without a script uses them: it is told where it is sent, and says so.

use crate::harness::{Kiosk, World, browser};
use crate::paired;
use domain::access::Role;
use reqwest::{Client, Response};
use server::clock::Clock as _;

/// Somebody of that role in a browser that is no terminal.
pub(crate) async fn somebody(world: &World, kiosk: &Kiosk, role: Role) -> Client {
    let person = paired::person(&*kiosk.store, role, world.clock.now()).await;
    browser(&paired::signed_in(&*kiosk.store, person, world.clock.now()).await)
}

/// The page at `path`, and its status.
pub(crate) async fn get(by: &Client, kiosk: &Kiosk, path: &str) -> (u16, String) {
    let answer = by.get(format!("{}{path}", kiosk.base)).send().await.unwrap();
    (answer.status().as_u16(), answer.text().await.unwrap())
}

/// Sends a form as a browser does.
pub(crate) async fn send(by: &Client, kiosk: &Kiosk, path: &str, fields: &[(&str, &str)]) -> Response {
    let body: String = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    by.post(format!("{}{path}", kiosk.base))
        .header("content-type", "application/x-www-form-urlencoded")
        .header("origin", &kiosk.base)
        .body(body)
        .send()
        .await
        .unwrap()
}

/// Where a form that was taken leads.
pub(crate) async fn leads_to(answer: Response) -> String {
    let status = answer.status();
    let to = answer.headers().get("location").map(|to| to.to_str().unwrap().to_owned());
    let text = answer.text().await.unwrap();
    assert_eq!(status, 303, "{text}");
    to.unwrap()
}

/// The page that a form which was not taken is shown on again.
pub(crate) async fn refused(answer: Response) -> String {
    let status = answer.status();
    let text = answer.text().await.unwrap();
    assert_eq!(status, 422, "{text}");
    assert!(text.contains("data-refused"), "{text}");
    text
}
