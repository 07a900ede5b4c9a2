//! The receipt, as a code to be scanned with any camera. The server draws it; the tablet's own script
//! (`public/tablet/`) adds the way to print.

use leptos::prelude::*;

/// The code of the receipt's address.
#[component]
pub(crate) fn ReceiptCode(
    /// The end of the address.
    token: String,
) -> impl IntoView {
    let path = format!("/receipt/{token}");
    view! {
        <figure class="receipt" data-receipt=path.clone()>
            <img src=format!("{path}/code.svg") alt="QR code of the receipt" />
            <figcaption>"Receipt"</figcaption>
        </figure>
    }
}
