//! Who may call what: there is no way to add a route without saying so, and what nobody has said is let in by
//! nobody. `domain::access` has the table of who may do which action; here stands which action a route is.
//!
//! A server function registers itself wherever it is written. `calls` has to name it all the same, or
//! `admission` refuses it, and a test that counts all that are registered fails.

use super::Served;
use app::api;
use axum::Router;
use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{get, post};
use core::fmt;
use domain::access::Action;
use leptos::server_fn::ServerFn;

/// The largest body an honest request has, unless another is declared: an id and a few words.
const FEW_BYTES: usize = 4 * 1024;
/// The route of all server functions.
const CALLS: &str = "/api/{*function}";

/// What is sent to something, and what it answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A page. Whoever may not see it is led to where he can come in.
    Page,
    /// What a page's form is sent to; it answers with a page, or the way to one.
    Form,
    /// A form that brings a file.
    Upload,
    /// JSON in, JSON out: a server function.
    Call,
    /// A file, or whether the server is well. Who asks is not even looked at.
    File,
    /// Mion's hint. What is sent is not even read.
    Hint,
}

impl Kind {
    /// How it is asked.
    pub fn method(self) -> Method {
        if self.changes() { Method::POST } else { Method::GET }
    }

    /// Whether asking may change something.
    pub fn changes(self) -> bool {
        matches!(self, Self::Form | Self::Upload | Self::Call | Self::Hint)
    }
}

/// Something that can be called, and who may.
#[derive(Clone, Copy, Debug)]
pub struct Declaration {
    /// What it is, in the table of who may do what.
    pub action: Action,
    /// What is sent to it and what it answers.
    pub kind: Kind,
    /// Its path, with `{…}` where any value may stand.
    pub path: &'static str,
    /// The largest body that is read.
    pub most_bytes: usize,
}

impl fmt::Display for Declaration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind.method(), self.path)
    }
}

/// The server functions.
fn calls() -> [Declaration; 13] {
    [
        call::<api::OpenCheckout>(Action::Sell),
        call::<api::ReadCheckout>(Action::Sell),
        call::<api::CheckoutUpdate>(Action::Sell),
        call::<api::ShopUpdate>(Action::Sell),
        call::<api::PutAside>(Action::Sell),
        call::<api::TakeUp>(Action::Sell),
        // The till wants more where a code was shown, and where it is another terminal's.
        call::<api::CancelCheckout>(Action::CancelBeforeCode),
        call::<api::TakeOver>(Action::TakeOver),
        call::<api::StaffNames>(Action::EnterPin),
        call::<api::EnterPin>(Action::EnterPin),
        call::<api::OpenSales>(Action::SeeLastSales),
        call::<api::ReadAlarms>(Action::DecideAlarm),
        call::<api::DecideAlarm>(Action::DecideAlarm),
    ]
}

fn call<F: ServerFn>(action: Action) -> Declaration {
    Declaration { action, kind: Kind::Call, path: F::PATH, most_bytes: FEW_BYTES }
}

/// The routes of the kiosk, each with who may call it.
pub(crate) struct Routes {
    router: Router<Served>,
    calls: Router<Served>,
    declared: Vec<Declaration>,
}

impl Routes {
    /// None yet.
    pub(super) fn none() -> Self {
        Self { router: Router::new(), calls: Router::new(), declared: Vec::new() }
    }

    /// A page for whoever may do `action`.
    pub(crate) fn page<H: Handler<T, Served>, T: 'static>(self, path: &'static str, action: Action, page: H) -> Self {
        self.one(Kind::Page, path, action, page)
    }

    /// What a form is sent to by whoever may do `action`.
    pub(crate) fn form<H: Handler<T, Served>, T: 'static>(self, path: &'static str, action: Action, form: H) -> Self {
        self.one(Kind::Form, path, action, form)
    }

    /// What a form that brings a file is sent to by whoever may do `action`.
    pub(crate) fn upload<H: Handler<T, Served>, T: 'static>(self, path: &'static str, action: Action, form: H) -> Self {
        self.one(Kind::Upload, path, action, form)
    }

    /// What a script of ours asks for whoever may do `action`. Server functions are no such routes.
    pub(crate) fn call<H: Handler<T, Served>, T: 'static>(self, path: &'static str, action: Action, call: H) -> Self {
        self.one(Kind::Call, path, action, call)
    }

    /// What anybody may have.
    pub(super) fn file<H: Handler<T, Served>, T: 'static>(self, path: &'static str, file: H) -> Self {
        self.one(Kind::File, path, Action::UsePublic, file)
    }

    /// What Mion calls.
    pub(super) fn hint<H: Handler<T, Served>, T: 'static>(self, path: &'static str, hint: H) -> Self {
        self.one(Kind::Hint, path, Action::UsePublic, hint)
    }

    /// The server functions, all answered by `functions`.
    pub(super) fn server_functions<H: Handler<T, Served>, T: 'static>(mut self, functions: H) -> Self {
        self.declared.extend(calls());
        self.calls = self.calls.route(CALLS, post(functions));
        self
    }

    /// The last one is sent a body of up to `most_bytes`.
    pub(crate) fn of_up_to(mut self, most_bytes: usize) -> Self {
        if let Some(last) = self.declared.last_mut() {
            last.most_bytes = most_bytes;
        }
        self
    }

    fn one<H: Handler<T, Served>, T: 'static>(
        mut self,
        kind: Kind,
        path: &'static str,
        action: Action,
        handler: H,
    ) -> Self {
        let most_bytes = if kind.changes() { FEW_BYTES } else { 0 };
        self.declared.push(Declaration { action, kind, path, most_bytes });
        let method = if kind.changes() { post(handler) } else { get(handler) };
        self.router = self.router.route(path, method);
        self
    }

    /// The routes, those of the server functions, and what is declared of all.
    pub(super) fn apart(self) -> (Router<Served>, Router<Served>, Vec<Declaration>) {
        (self.router, self.calls, self.declared)
    }
}

/// What is declared, to be looked up.
pub(super) struct Table(Vec<Declaration>);

impl Table {
    pub(super) fn new(declared: Vec<Declaration>) -> Self {
        Self(declared)
    }

    /// What is declared of a request that matches the route `matched`; of a server function its own path
    /// counts. Whatever matches no route is a file, or is not there, which only whoever reads can ask for.
    pub(super) fn of(&self, method: &Method, matched: Option<&str>, path: &str) -> Option<Declaration> {
        // Whoever may see something may see how large it is.
        let method = if method == Method::HEAD { &Method::GET } else { method };
        let path = match matched {
            Some(CALLS) => path,
            Some(route) => route,
            None => return (method == Method::GET).then_some(FILES),
        };
        self.0.iter().find(|one| one.kind.method() == method && one.path == path).copied()
    }
}

/// The files of the bundle; and any address that is none.
const FILES: Declaration = Declaration { action: Action::UsePublic, kind: Kind::File, path: "/{*file}", most_bytes: 0 };
