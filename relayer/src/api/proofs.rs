//! Proofs that anybody can check without asking anybody (J4, F4, J2, D7). What the documents hold is said by `docs/proofs.md`.

use super::acting::Whose;
use super::extract::{Administrator, Member, Path, Query};
use super::list::query;
use super::problem::{Own, Problem};
use super::{schema, ApiState};
use crate::index::read;
use crate::proofs::{Kept, Unproven};
use axum::extract::State;
use axum::Json as JsonBody;
use serde::Deserialize;
use timebank_api::Code;
use timebank_client::proof::{Bundle, Line, Statement, Subject, Trust};
use utoipa::IntoParams;

impl From<Unproven> for Problem {
    fn from(error: Unproven) -> Self {
        match error {
            Unproven::TooNew => {
                Problem::from(Own::Parameter).with_detail("height: the block after it is not there yet")
            }
            Unproven::Absent => Own::ProofAbsent.into(),
            Unproven::Gone(why) => {
                tracing::info!(why, "no node has what was asked for");
                Own::ProofGone.into()
            }
            Unproven::Node(_) => Problem::from(Own::Node).with_retry_after(2),
            Unproven::Wrong(_) | Unproven::Store(_) => Problem::internal(&error),
        }
    }
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct WhichProof {
    /// As of this block, as long as a node has its state; unless said, as it was proven after its last change.
    height: Option<u64>,
    /// As of the newest block that can be proven.
    #[serde(default)]
    newest: bool,
}

impl ApiState {
    async fn proof_of(&self, kept: Kept, which: &WhichProof) -> Result<JsonBody<Bundle>, Problem> {
        if which.height.is_none() && !which.newest {
            if let Some(bundle) = self.proofs.kept(kept).await? {
                return Ok(JsonBody(bundle));
            }
        }
        let subject = self.proofs.subject(kept).await?;
        Ok(JsonBody(self.prove(subject, which.height).await?))
    }

    /// As of a block, or as of the newest that can be proven.
    async fn prove(&self, subject: Subject, height: Option<u64>) -> Result<Bundle, Problem> {
        let height = match height {
            Some(height) => height,
            None => self.proofs.newest().await.map_err(|_| Problem::from(Own::Node).with_retry_after(2))?,
        };
        Ok(self.proofs.prove(subject, height).await?)
    }

    async fn proven_statement(&self, account: String, span: &Span) -> Result<JsonBody<Statement>, Problem> {
        let subject = Subject::Account { account: account.clone() };
        let after = self.prove(subject.clone(), span.height).await?;
        let before = match span.after.filter(|height| *height > 0) {
            Some(height) if height >= after.height => {
                return Err(Problem::from(Own::Parameter).with_detail("after: not before height"));
            }
            Some(height) => Some(self.prove(subject, Some(height)).await?),
            None => None,
        };
        let lines = self.lines_between(&account, span.after, after.height).await?;
        let lines = lines.into_iter().map(|line| {
            let line = serde_json::to_value(line).and_then(serde_json::from_value::<Line>);
            line.map_err(|error| Problem::internal(&error))
        });
        let lines = lines.collect::<Result<_, _>>()?;
        let statement = Statement { format: Statement::FORMAT.to_owned(), before, after, lines };
        // Were the index to have another history than the chain, nobody would be told so as if it were proven.
        statement.verify(&self.proofs.trust().await?).map_err(|error| Problem::internal(&error))?;
        Ok(JsonBody(statement))
    }
}

/// The receipt of a settled participant with the proof that the ledger has it, for anybody to check.
#[utoipa::path(get, path = "/v1/activities/{id}/enrolments/{participant}/receipt/proof", tag = "enrolments",
    security(("session" = [])), extensions(("x-rate-limit" = json!("proving"))),
    params(("id" = u64, Path), ("participant" = u64, Path), WhichProof),
    responses((status = 200, body = schema::ProofBundle), Problem))]
pub(super) async fn receipt_proof(
    State(state): State<ApiState>,
    _: Member,
    Path((activity, participant)): Path<(u64, u64)>,
    Query(which): Query<WhichProof>,
) -> Result<JsonBody<Bundle>, Problem> {
    read::receipt(&state.db, activity, participant).await?.ok_or(Own::ReceiptUnknown)?;
    state.proof_of(Kept::Receipt { activity, participant }, &which).await
}

/// A certificate with the proof of how the ledger has it, for anybody to check. It shows the certificate as of one block:
/// whether it was taken back since, only a newer one shows.
#[utoipa::path(get, path = "/v1/certificates/{id}/proof", tag = "public",
    security(()), extensions(("x-rate-limit" = json!("proving"))), params(("id" = u64, Path), WhichProof),
    responses((status = 200, body = schema::ProofBundle), Problem))]
pub(super) async fn certificate_proof(
    State(state): State<ApiState>,
    Path(id): Path<u64>,
    Query(which): Query<WhichProof>,
) -> Result<JsonBody<Bundle>, Problem> {
    let known: Option<(i64,)> =
        state.row(query!("SELECT id FROM p_certificates WHERE id = ", crate::db::int(id), "")).await?;
    known.ok_or(Code::CertificateUnknown)?;
    state.proof_of(Kept::Certificate(id), &which).await
}

/// The supply of TIME with the proof that the ledger has it so: all of it, in escrow, in gifts that wait, and of each branch.
#[utoipa::path(get, path = "/v1/supply/proof", tag = "public",
    security(()), extensions(("x-rate-limit" = json!("proving"))), params(WhichProof),
    responses((status = 200, body = schema::ProofBundle), Problem))]
pub(super) async fn supply_proof(
    State(state): State<ApiState>,
    Query(which): Query<WhichProof>,
) -> Result<JsonBody<Bundle>, Problem> {
    state.proof_of(Kept::Supply, &which).await
}

/// What this branch says that proofs are to be checked against: chain, first validators, contracts. Whoever relies on proofs
/// compares it with what other branches say.
#[utoipa::path(get, path = "/v1/trust", tag = "public", security(()),
    responses((status = 200, body = schema::Trust), Problem))]
pub(super) async fn trust(State(state): State<ApiState>) -> Result<JsonBody<Trust>, Problem> {
    Ok(JsonBody(state.proofs.trust().await?))
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Span {
    /// As of this block, as long as a node has its state; as of the newest that can be proven unless said.
    height: Option<u64>,
    /// Only what came after this block.
    after: Option<u64>,
}

/// The own statement with the proof that no movement is missing in it: all movements up to a block, or those after another one,
/// and the account at either end as the ledger has it. An agent reads the principal's with the header `On-Behalf-Of`.
#[utoipa::path(get, path = "/v1/me/statement/proof", tag = "me",
    security(("session" = [])), extensions(("x-rate-limit" = json!("proving"))),
    params(Span, ("On-Behalf-Of" = Option<u64>, Header)),
    responses((status = 200, body = schema::ProvenStatement), Problem))]
pub(super) async fn statement_proof(
    State(state): State<ApiState>,
    whose: Whose,
    Query(span): Query<Span>,
) -> Result<JsonBody<Statement>, Problem> {
    let account = state.account_of(whose.member).await?;
    state.proven_statement(account, &span).await
}

/// The same of a member of the own branch, for the counter and for auditors.
#[utoipa::path(get, path = "/v1/members/{id}/statement/proof", tag = "office",
    security(("session" = ["custodian", "branch_administrator"])), extensions(("x-rate-limit" = json!("proving"))),
    params(("id" = u64, Path), Span), responses((status = 200, body = schema::ProvenStatement), Problem))]
pub(super) async fn member_statement_proof(
    State(state): State<ApiState>,
    _: Administrator,
    Path(id): Path<u64>,
    Query(span): Query<Span>,
) -> Result<JsonBody<Statement>, Problem> {
    let account = state.account_for_office(id).await?;
    state.proven_statement(account, &span).await
}
