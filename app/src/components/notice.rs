//! One line about something that is going on, read out when it changes. It keeps its place when empty, so
//! that nothing jumps under a finger or a camera.

use leptos::prelude::*;

/// The line.
#[component]
pub(crate) fn Notice(
    /// What to say; empty for nothing.
    #[prop(into)]
    text: Signal<&'static str>,
) -> impl IntoView {
    view! {
        <p class="notice" role="status">
            {move || text.get()}
        </p>
    }
}
