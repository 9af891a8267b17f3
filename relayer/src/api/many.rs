//! Several decisions in one request, each carried out by itself: one that is refused holds up no other.

use super::actions::{Accepted, ActionView, Order};
use super::extract::{Administrator, Changing, Json};
use super::offices::{TimeCaseAction, TimeWord};
use super::problem::{Own, Problem};
use super::ApiState;
use crate::identity::Login;
use axum::extract::State;
use axum::Json as JsonBody;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::future::Future;
use std::time::Duration;
use timebank_api::permission::Contract;
use timebank_api::time_token::ExecuteMsg;
use utoipa::ToSchema;

/// The most of one request.
pub(super) const MOST: usize = 20;

/// What became of one of several: the action that carries it to the chain, or why there is none.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Outcome {
    /// What it is about: an activity, a member, a case.
    id: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    action: Option<ActionView>,
    /// A stable code.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
}

/// One outcome for each, in the order they were sent.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Outcomes {
    outcomes: Vec<Outcome>,
}

/// # Errors
/// `review.many` unless there are some, not too many, and none twice.
pub(super) fn check_many(ids: impl ExactSizeIterator<Item = u64>) -> Result<(), Problem> {
    let count = ids.len();
    let each: BTreeSet<u64> = ids.collect();
    match (1..=MOST).contains(&count) && each.len() == count {
        true => Ok(()),
        false => Err(Own::ReviewMany.into()),
    }
}

/// Carries each out. A failure of ours ends it: the request comes again, and what is done is done once.
pub(super) async fn each<T, F>(
    all: Vec<(u64, T)>,
    one: impl Fn(u64, T) -> F,
) -> Result<JsonBody<Outcomes>, Problem>
where
    F: Future<Output = Result<Accepted, Problem>>,
{
    let mut outcomes = Vec::with_capacity(all.len());
    for (id, item) in all {
        let (action, code) = match one(id, item).await {
            Ok(accepted) => (Some(accepted.view()), None),
            Err(problem) if problem.status >= 500 => return Err(problem),
            Err(problem) => (None, Some(problem.code.to_owned())),
        };
        outcomes.push(Outcome { id, action, code });
    }
    Ok(JsonBody(Outcomes { outcomes }))
}

impl Changing {
    /// The identity of one of several of a request.
    pub(super) fn one_of(&self, id: u64) -> Changing {
        Changing {
            key: format!("{}/{id}", self.key),
            what: self.what.clone(),
            wait: Duration::ZERO,
            on_behalf_of: self.on_behalf_of,
        }
    }
}

/// A member's hours from an older system.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewOpening {
    member: u64,
    minutes: u32,
    /// sha256 of the evidence in hexadecimal.
    #[schema(value_type = String)]
    evidence: cosmwasm_std::HexBinary,
}

/// Opening balances, at most twenty.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewOpenings {
    openings: Vec<NewOpening>,
}

/// Proposes the opening balances of several members, each as a case that somebody else decides. With the same idempotency key each
/// is proposed once.
#[utoipa::path(post, path = "/v1/time-cases/openings", tag = "office",
    security(("session" = ["branch_administrator"])),
    params(("Idempotency-Key" = String, Header)), request_body = NewOpenings,
    responses((status = 200, body = Outcomes), Problem))]
pub(super) async fn propose_openings(
    State(state): State<ApiState>,
    administrator: Administrator,
    changing: Changing,
    Json(body): Json<NewOpenings>,
) -> Result<JsonBody<Outcomes>, Problem> {
    let login = &administrator.0;
    check_many(body.openings.iter().map(|opening| opening.member))?;
    state.office(login).await?;
    let all = body.openings.into_iter().map(|opening| (opening.member, opening)).collect();
    each(all, |member, opening| {
        let (state, own) = (state.clone(), changing.one_of(member));
        async move {
            let NewOpening { member, minutes, evidence } = opening.clone();
            let action = TimeCaseAction::Opening { member, minutes, evidence }.into();
            let prepare = of_time(&state, login, ExecuteMsg::Propose { action });
            state.act(login, &own, &opening, prepare).await
        }
    })
    .await
}

/// The word on one of several cases.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TimeDecision {
    id: u64,
    #[serde(flatten)]
    word: TimeWord,
}

/// Decisions, at most twenty.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TimeDecisions {
    decisions: Vec<TimeDecision>,
}

/// Decides several cases about TIME that somebody else opened. With the same idempotency key each is decided once.
#[utoipa::path(post, path = "/v1/time-cases/decisions", tag = "office",
    security(("session" = ["branch_administrator"])),
    params(("Idempotency-Key" = String, Header)), request_body = TimeDecisions,
    responses((status = 200, body = Outcomes), Problem))]
pub(super) async fn decide_openings(
    State(state): State<ApiState>,
    administrator: Administrator,
    changing: Changing,
    Json(body): Json<TimeDecisions>,
) -> Result<JsonBody<Outcomes>, Problem> {
    let login = &administrator.0;
    check_many(body.decisions.iter().map(|decision| decision.id))?;
    state.office(login).await?;
    let all = body.decisions.into_iter().map(|decision| (decision.id, decision)).collect();
    each(all, |case, decision| {
        let (state, own) = (state.clone(), changing.one_of(case));
        async move {
            let message = ExecuteMsg::Decide { case, approve: decision.word.approve };
            let prepare = of_time(&state, login, message);
            state.act(login, &own, &decision, prepare).await
        }
    })
    .await
}

async fn of_time(state: &ApiState, login: &Login, message: ExecuteMsg) -> Result<Order, Problem> {
    state.decide(login, Contract::TimeToken, &message).await
}
