//! What the forms do: an invoice is paid by Lightning, or its attempt's address is sent what was asked for, half
//! of it, a tenth more, or what is still missing.

use std::sync::Arc;

use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::Outcome;
use crate::{
    control::{Control, ControlError},
    shared::Shared,
};

/// Which button was pressed.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum How {
    /// By Lightning.
    #[default]
    Lightning,
    /// As much as was asked for, on chain, not confirmed.
    Chain,
    /// Half of it, confirmed.
    Little,
    /// A tenth more, confirmed.
    Much,
    /// What is missing, confirmed.
    Rest,
    /// Nothing new: confirms what was sent.
    Confirm,
}

#[derive(Deserialize)]
pub(super) struct Payment {
    invoice: String,
    #[serde(default)]
    how: How,
    /// `yes` where an expired invoice is to be paid all the same; a box not ticked sends nothing.
    late: Option<String>,
}

pub(super) async fn pay(State(shared): State<Arc<Shared>>, payment: Result<Form<Payment>, FormRejection>) -> Response {
    let Form(payment) = match payment {
        Ok(payment) => payment,
        Err(refused) => return refused.into_response(),
    };
    let outcome = paid(&shared, &payment).unwrap_or_else(|refused| match refused {
        ControlError::InvoiceExpired => Outcome::Expired,
        ControlError::AlreadyPaid | ControlError::NothingToConfirm => Outcome::Already,
        _ => Outcome::Unknown,
    });
    let said = serde_json::to_value(outcome).unwrap_or_default();
    Redirect::to(&format!("/?said={}", said.as_str().unwrap_or_default())).into_response()
}

fn paid(shared: &Arc<Shared>, payment: &Payment) -> Result<Outcome, ControlError> {
    let control = Control::new(shared.clone());
    let Target { address, asked_sat, there_sat } = target(shared, &payment.invoice)?;
    let (sat, confirmed, outcome) = match payment.how {
        How::Lightning => {
            control.pay(&payment.invoice, payment.late.as_deref() == Some("yes"))?;
            return Ok(Outcome::Paid);
        }
        How::Confirm => {
            control.confirm(&address)?;
            return Ok(Outcome::Confirmed);
        }
        How::Chain => (asked_sat, false, Outcome::Seen),
        How::Little => (asked_sat.div_ceil(2), true, Outcome::Little),
        How::Much => (asked_sat.saturating_add(asked_sat.div_ceil(10)), true, Outcome::Much),
        How::Rest if there_sat >= asked_sat => return Err(ControlError::AlreadyPaid),
        How::Rest => (asked_sat.saturating_sub(there_sat), true, Outcome::Paid),
    };
    control.pay_on_chain(&address, sat, confirmed)?;
    Ok(outcome)
}

/// Where an invoice's attempt can be paid on chain, what it asks for in whole satoshi, and what is there.
struct Target {
    address: String,
    asked_sat: u64,
    there_sat: u64,
}

fn target(shared: &Shared, invoice: &str) -> Result<Target, ControlError> {
    let book = shared.book();
    let (session, nth) = book.ledger.invoiced(invoice).ok_or(ControlError::NoSuchInvoice)?;
    let attempt = &session.attempts[nth];
    let payable = attempt.payable.as_ref().ok_or(ControlError::NoSuchInvoice)?;
    let (there_sat, _) = session.on_chain_sat(nth);
    Ok(Target { address: payable.address.clone(), asked_sat: attempt.amount_msat.div_ceil(1_000), there_sat })
}
