//! One type where every caller's own closure would bring the framework's code for it once more. What a tablet
//! has to load is mostly such copies, so what is said here in one word is worth kilobytes.

use core::pin::Pin;
use leptos::prelude::Effect;
use leptos::task::spawn_local;

/// An [`Effect`].
pub(crate) fn effect(run: impl Fn() + 'static) {
    let run: Box<dyn Fn()> = Box::new(run);
    Effect::new(run);
}

/// Begins `task`, which nobody waits for.
pub(crate) fn begin(task: impl Future<Output = ()> + 'static) {
    let task: Pin<Box<dyn Future<Output = ()>>> = Box::pin(task);
    spawn_local(task);
}
