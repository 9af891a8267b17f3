//! What other branches' relayers ask for; see `content`.

use super::extract::{FromBranch, FromOperator};
use super::problem::{Own, Problem};
use super::ApiState;
use crate::content::{
    Answer, DetailsQuestion, HandOverQuestion, LinksQuestion, OpeningQuestion, Sent, Texts, TextsQuestion,
};
use axum::extract::State;
use axum::Json as JsonBody;

/// Those of the public texts that are kept here. Whoever gets one checks that it is the one the ledger names.
#[utoipa::path(post, path = "/v1/branches/texts", tag = "branches", security(("branch" = [])),
    request_body = TextsQuestion, responses((status = 200, body = Texts), Problem))]
pub(super) async fn give_texts(
    State(state): State<ApiState>,
    FromBranch(_branch, question): FromBranch<TextsQuestion>,
) -> Result<JsonBody<Texts>, Problem> {
    Ok(JsonBody(state.content.texts(&question).await?))
}

/// The details of an activity of this branch's member, sealed, for the branch whose member has a seat in it by the ledger. The
/// header `Branch-Operator` carries an operator's signature; see docs/content.md.
#[utoipa::path(post, path = "/v1/branches/details", tag = "branches", security(("branch" = [])),
    params(("Branch-Operator" = String, Header)), request_body = Sent<DetailsQuestion>,
    responses((status = 200, body = Answer), Problem))]
pub(super) async fn give_details(
    State(state): State<ApiState>,
    FromOperator { branch, asked, question }: FromOperator<DetailsQuestion>,
) -> Result<JsonBody<Answer>, Problem> {
    let answer = state.content.details_for(branch, &question).await?.ok_or(Own::DetailsUnknown)?;
    Ok(JsonBody(state.content.answer(&asked, &answer)?))
}

/// What opens a kin link that a member of this branch offered, sealed, for the branch of the other side. The header
/// `Branch-Operator` carries an operator's signature; see docs/content.md.
#[utoipa::path(post, path = "/v1/branches/openings", tag = "branches", security(("branch" = [])),
    params(("Branch-Operator" = String, Header)), request_body = Sent<OpeningQuestion>,
    responses((status = 200, body = Answer), Problem))]
pub(super) async fn give_opening(
    State(state): State<ApiState>,
    FromOperator { branch, asked, question }: FromOperator<OpeningQuestion>,
) -> Result<JsonBody<Answer>, Problem> {
    let answer = state.content.opening_for(branch, &question).await?.ok_or(Own::KinOpeningUnknown)?;
    Ok(JsonBody(state.content.answer(&asked, &answer)?))
}

/// The members of this branch who agree that partner institutions' facts about them are taken, by the tags of their ID numbers:
/// sealed. The header `Branch-Operator` carries an operator's signature; see docs/oracle.md.
#[utoipa::path(post, path = "/v1/branches/links", tag = "branches", security(("branch" = [])),
    params(("Branch-Operator" = String, Header)), request_body = Sent<LinksQuestion>,
    responses((status = 200, body = Answer), Problem))]
pub(super) async fn give_links(
    State(state): State<ApiState>,
    FromOperator { branch, asked, question }: FromOperator<LinksQuestion>,
) -> Result<JsonBody<Answer>, Problem> {
    let answer = state.content.links_for(branch, &question).await?;
    Ok(JsonBody(state.content.answer(&asked, &answer)?))
}

/// What belongs to a member who, by the ledger, has moved to the branch that asks: sealed. From the first question on nothing is
/// signed for the member here; while something is under way the answer is `hand_over.waits`. The header `Branch-Operator` carries an
/// operator's signature; see docs/content.md.
#[utoipa::path(post, path = "/v1/branches/hand-overs", tag = "branches", security(("branch" = [])),
    params(("Branch-Operator" = String, Header)), request_body = Sent<HandOverQuestion>,
    responses((status = 200, body = Answer), Problem))]
pub(super) async fn hand_over(
    State(state): State<ApiState>,
    FromOperator { branch, asked, question }: FromOperator<HandOverQuestion>,
) -> Result<JsonBody<Answer>, Problem> {
    let luggage = state.content.hand_over(branch, &question).await?;
    Ok(JsonBody(state.content.answer(&asked, &luggage)?))
}

/// Says that what belongs to a member was kept by the branch that asks: it is erased here. It may be said twice.
#[utoipa::path(post, path = "/v1/branches/hand-overs/confirmations", tag = "branches", security(("branch" = [])),
    params(("Branch-Operator" = String, Header)), request_body = Sent<HandOverQuestion>,
    responses((status = 200, body = Answer), Problem))]
pub(super) async fn handed_over(
    State(state): State<ApiState>,
    FromOperator { branch, asked, question }: FromOperator<HandOverQuestion>,
) -> Result<JsonBody<Answer>, Problem> {
    state.content.handed_over(branch, &question).await?;
    Ok(JsonBody(state.content.answer(&asked, &())?))
}
