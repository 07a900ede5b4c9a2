//! The page around the list: what this is, what became of the last payment, a field to paste into.

use super::{Outcome, amounts::escaped, list::list};
use crate::control::SessionReport;

const STYLE: &str = include_str!("wallet.css");
const SCRIPT: &str = include_str!("wallet.js");

pub(super) fn page(sessions: &[SessionReport], said: Option<Outcome>, kiosk_url: Option<&str>) -> String {
    let list = list(sessions);
    let said = said.map_or_else(String::new, told);
    let kiosk = kiosk_url
        .map_or_else(String::new, |url| format!("<a class=\"kiosk\" href=\"{}\">Back to the kiosk</a>", escaped(url)));
    format!(
        r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Test wallet – no real money</title>
<link rel="icon" href="data:,">
<style>{STYLE}</style>
</head>
<body>
<header>
<div><h1>Test wallet</h1><p class="badge">No real money</p></div>
{kiosk}
</header>
<main>
{said}
<p class="lost" role="status" data-lost hidden>The sandbox does not answer. Trying again…</p>
<div data-list>{list}</div>
<section>
<h2>Pay another invoice</h2>
<form class="paste" method="post" action="/wallet/pay">
<label for="invoice">Invoice, as text or as a <code>lightning:</code> link</label>
<textarea id="invoice" name="invoice" rows="3" required spellcheck="false" autocomplete="off" placeholder="lnbcrt…"></textarea>
<div class="send">
<label class="box"><input type="checkbox" name="late" value="yes"> Pay even if it has expired</label>
<button>Pay</button>
</div>
</form>
</section>
</main>
<footer>This wallet belongs to the sandbox, a stand-in for Mion on this machine. Its invoices look real and are worth nothing.</footer>
<script>{SCRIPT}</script>
</body>
</html>
"#
    )
}

fn told(said: Outcome) -> String {
    let (kind, text) = match said {
        Outcome::Paid => ("good", "Paid. The kiosk hears of it in a moment."),
        Outcome::Seen => ("good", "Sent on chain. It waits for its confirmation, which you give."),
        Outcome::Little => ("bad", "Sent, but too little: the sale is not paid."),
        Outcome::Much => ("good", "Paid, and more than was asked for."),
        Outcome::Confirmed => ("good", "Confirmed. The kiosk hears of it in a moment."),
        Outcome::Expired => ("bad", "Not paid: this invoice has expired. It can still be paid late."),
        Outcome::Already => ("bad", "Not paid again: this invoice is paid already."),
        Outcome::Unknown => ("bad", "Not paid: the sandbox has not made this invoice."),
    };
    format!("<p class=\"said {kind}\" role=\"status\" data-said>{text}</p>")
}
