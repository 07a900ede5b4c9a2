//! Every address of the office, and which action of the table in `docs/access.md` it is.

use super::staff;
use crate::http::Routes;
use domain::access::Action;

/// The office's routes.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .page("/staff", Action::SeeLastSales, staff::menu)
        .page("/staff/sales", Action::SeeLastSales, staff::sales)
        .page("/staff/sales/{id}", Action::SeeLastSales, staff::sale)
        .form("/staff/sales/{id}/take-up", Action::TakeOver, staff::take_up)
        .page("/staff/alarms", Action::DecideAlarm, staff::alarms)
        .page("/staff/alarms/{id}/{kind}/{way}", Action::DecideAlarm, staff::question)
        .form("/staff/alarms/{id}/{kind}/{way}", Action::DecideAlarm, staff::decide)
}
