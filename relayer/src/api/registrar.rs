use super::extract::{now, FromBranch};
use super::problem::{Own, Problem};
use super::ApiState;
use crate::identity::{Blinded, Evaluated};
use axum::extract::State;
use axum::Json as JsonBody;

/// Evaluates a blinded point with this registrar's key, for another branch that registers a person (RFC 9497, verifiable mode,
/// ristretto255-SHA512). The point tells nothing of the person. Each branch is answered so often an hour and a day.
#[utoipa::path(post, path = "/v1/registrar/evaluations", tag = "branches", security(("branch" = [])),
    request_body = Blinded, responses((status = 200, body = Evaluated), Problem))]
pub(super) async fn evaluate(
    State(state): State<ApiState>,
    FromBranch(branch, body): FromBranch<Blinded>,
) -> Result<JsonBody<Evaluated>, Problem> {
    let registrar = state.identity.registrar().ok_or(Own::NotFound)?;
    Ok(JsonBody(registrar.evaluate(branch, &body, now()).await?))
}
