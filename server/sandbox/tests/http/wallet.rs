//! The wallet page as a browser without JavaScript gets it.

use reqwest::{StatusCode, header};
use sandbox::Options;
use serde_json::json;

use crate::world::{World, at_till, attempts, but, options, sale, text};

impl World {
    async fn page(&self, path: &str) -> String {
        let response = self.client.get(self.url(path)).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        response.text().await.unwrap()
    }

    /// Sends the form; returns where the browser is sent.
    async fn submit(&self, invoice: &str, more: &str) -> String {
        let request = self.client.post(self.url("/wallet/pay"));
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let response = request.body(format!("invoice={invoice}{more}")).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::SEE_OTHER);
        response.headers()[header::LOCATION].to_str().unwrap().to_owned()
    }
}

#[tokio::test]
async fn an_empty_wallet_says_what_to_do_and_loads_nothing_from_elsewhere() {
    let world = World::new().await;
    let response = world.client.get(world.url("/")).send().await.unwrap();
    assert_eq!(response.headers()["content-type"], "text/html; charset=utf-8");
    assert!(response.headers()["content-security-policy"].to_str().unwrap().contains("default-src 'none'"));
    assert!(response.headers().get("access-control-allow-origin").is_none());
    let page = response.text().await.unwrap();
    assert!(page.contains("<title>Test wallet – no real money</title>"));
    assert!(page.contains("Nothing to pay right now"));
    assert!(!page.contains("http://") && !page.contains("https://"), "{page}");
}

#[tokio::test]
async fn an_open_invoice_is_shown_and_paid_by_a_plain_form() {
    let world = World::new().await;
    let (id, invoice) = world.invoiced().await;
    let page = world.page("/").await;
    assert!(page.contains("12.50\u{a0}€"));
    assert!(page.contains("25\u{202f}000\u{a0}sat"));
    assert!(page.contains("till-4/sale 17"));
    assert!(page.contains("<span data-left>10:00</span>"));
    assert!(page.contains(&format!("data-invoice=\"{invoice}\" data-state=\"open\"")));
    assert!(page.contains("<button data-pay "));
    assert_eq!(world.submit(&invoice, "").await, "/?said=paid");
    let page = world.page("/?said=paid").await;
    assert!(page.contains("The kiosk hears of it"));
    assert!(page.contains(&format!("data-invoice=\"{invoice}\" data-state=\"paid\"")));
    assert!(!page.contains("<button data-pay "));
    assert_eq!(world.status(&id).await["status"], "funding-received");
    assert_eq!(world.submit(&invoice, "").await, "/?said=already");
}

#[tokio::test]
async fn an_open_invoice_can_be_paid_on_chain_and_confirmed() {
    let world = World::new().await;
    let (id, invoice) = world.invoiced().await;
    assert_eq!(world.submit(&invoice, "&how=chain").await, "/?said=seen");
    let page = world.page("/?said=seen").await;
    assert!(page.contains("waits for its confirmation"));
    assert!(page.contains(&format!("data-invoice=\"{invoice}\" data-state=\"seen\" data-there=\"25000\"")));
    assert!(page.contains("25\u{202f}000\u{a0}sat seen"));
    assert!(page.contains("<button data-confirm ") && !page.contains("<button data-pay "));
    assert_eq!(world.status(&id).await["status"], "funding-detected");
    assert_eq!(world.submit(&invoice, "&how=confirm").await, "/?said=confirmed");
    assert_eq!(world.submit(&invoice, "&how=confirm").await, "/?said=already");
    assert_eq!(world.status(&id).await["status"], "funding-received");
    assert!(world.page("/").await.contains("paid on chain"));
}

#[tokio::test]
async fn an_open_invoice_can_be_paid_too_little_and_then_the_rest() {
    let world = World::new().await;
    let (id, invoice) = world.invoiced().await;
    assert_eq!(world.submit(&invoice, "&how=little").await, "/?said=little");
    assert_eq!(world.status(&id).await["fundingStatus"], "under-funded");
    let page = world.page("/?said=little").await;
    assert!(page.contains("too little: the sale is not paid"));
    assert!(page.contains("12\u{202f}500\u{a0}sat are there") && page.contains("<button data-rest "));
    assert_eq!(world.submit(&invoice, "&how=rest").await, "/?said=paid");
    assert_eq!(world.status(&id).await["fundingStatus"], "well-funded");
    assert_eq!(world.submit(&invoice, "&how=rest").await, "/?said=already");
}

#[tokio::test]
async fn an_open_invoice_can_be_paid_too_much() {
    let world = World::new().await;
    let (id, invoice) = world.invoiced().await;
    assert_eq!(world.submit(&invoice, "&how=much").await, "/?said=much");
    let status = world.status(&id).await;
    assert_eq!((&status["fundingStatus"], &status["fundingAmountAvailable"]), (&json!("over-funded"), &json!(1_375)));
    assert!(world.page("/?said=much").await.contains("paid too much"));
    assert_eq!(world.submit("hello", "&how=much").await, "/?said=unknown");
}

#[tokio::test]
async fn an_expired_invoice_can_be_paid_late() {
    let world = World::new().await;
    let (_, invoice) = world.invoiced().await;
    world.control.advance(601).unwrap();
    let page = world.page("/").await;
    assert!(page.contains("<button data-pay-late "));
    assert!(page.contains("name=\"late\" value=\"yes\""));
    assert_eq!(world.submit(&invoice, "").await, "/?said=expired");
    assert_eq!(world.submit(&invoice, "&late=yes").await, "/?said=paid");
    assert!(world.page("/").await.contains("paid late"));
}

#[tokio::test]
async fn a_pasted_invoice_may_be_a_link_in_upper_case_and_an_unknown_one_is_said_to_be() {
    let world = World::new().await;
    let (_, invoice) = world.invoiced().await;
    let pasted = format!("%20LIGHTNING%3A{}%0A", invoice.to_uppercase());
    assert_eq!(world.submit(&pasted, "").await, "/?said=paid");
    assert_eq!(world.submit("hello", "").await, "/?said=unknown");
    assert!(world.page("/?said=unknown").await.contains("has not made this invoice"));
    assert!(!world.page("/?said=%3Cscript%3E").await.contains("data-said"));
}

#[tokio::test]
async fn nothing_that_comes_from_outside_is_markup() {
    let url = "http://127.0.0.1:3000/?a=\"><script>x</script>";
    let world = World::with(Options { kiosk_url: Some(url.into()), ..options() }).await;
    let evil = but(sale(), "reference", json!("\"><img src=x onerror=alert(1)>"));
    let (_, session) = world.post("/payment-sessions", &evil).await;
    let id = text(&session, "paymentSessionId");
    world.post(&attempts(&id), &at_till(&id)).await;
    let page = world.page("/").await;
    assert!(page.contains("&quot;&gt;&lt;img src=x onerror=alert(1)&gt;"));
    assert!(!page.contains("<img"));
    assert!(page.contains("href=\"http://127.0.0.1:3000/?a=&quot;&gt;&lt;script&gt;x"));
}
