//! A lost transaction password: chosen anew by the member, proposed by the member's branch, approved by another (A5).

use super::actions::{principal, Accepted, Order};
use super::extract::{now, Administrator, Changing, Json, Member, Path};
use super::list::{change, hexadecimal, query, List};
use super::once::Begun;
use super::problem::{Own, Problem};
use super::ApiState;
use crate::identity::SecretText;
use axum::extract::State;
use axum::http::StatusCode;
use axum::Json as JsonBody;
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use timebank_api::member_registry::{ExecuteMsg as MembersMsg, KinOpening};
use timebank_api::permission::Contract;
use timebank_api::proxy::{ExecuteMsg, NewKey};
use timebank_api::{Code, Scope};
use utoipa::ToSchema;

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewPassword {
    /// 6 to 64 characters; no sequences, repetitions or digits of phone and ID number.
    #[schema(value_type = String, format = Password)]
    transaction_password: SecretText,
}

/// A new key that waits for the branch.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Waiting {
    member: u64,
    /// 33-byte compressed key in hexadecimal.
    public_key: String,
    /// Seconds of Unix time.
    created: u64,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SeenKey {
    /// The key that was seen, in hexadecimal: nothing else is decided.
    public_key: String,
}

/// Chooses a new transaction password when the old one is lost. It counts when the own branch and another one have agreed and
/// the waiting time is over; nothing changes until then.
#[utoipa::path(post, path = "/v1/me/recovery", tag = "recovery", security(("session" = [])), request_body = NewPassword,
    responses((status = 201, body = Waiting), Problem))]
pub(super) async fn begin(
    State(state): State<ApiState>,
    Member(login): Member,
    Json(body): Json<NewPassword>,
) -> Result<(StatusCode, JsonBody<Waiting>), Problem> {
    let member = login.member()?;
    // The branches decide about the key they saw.
    let under_way = query!(
        "SELECT member FROM p_recoveries WHERE scope = 'owner' AND member = ",
        crate::db::int(member),
        ""
    );
    if state.row::<(i64,)>(under_way).await?.is_some() {
        return Err(Code::RecoveryPending.into());
    }
    let at = now();
    let public = state.identity.begin_recovery(&login, &body.transaction_password, at).await?;
    let waiting = Waiting { member, public_key: hex::encode(public), created: crate::db::uint(at) };
    Ok((StatusCode::CREATED, JsonBody(waiting)))
}

/// The members of the own branch who chose a new transaction password: they are asked in person who they are.
#[utoipa::path(get, path = "/v1/recovery-requests", tag = "recovery", security(("session" = ["custodian"])),
    responses((status = 200, body = List<Waiting>), Problem))]
pub(super) async fn waiting(
    State(state): State<ApiState>,
    _: Administrator,
) -> Result<JsonBody<List<Waiting>>, Problem> {
    let waiting = state.identity.waiting_keys().await?.into_iter().map(|waiting| Waiting {
        member: waiting.member,
        public_key: hex::encode(waiting.public),
        created: waiting.created,
    });
    Ok(JsonBody(List::whole(waiting.collect())))
}

change! {
    /// Proposes a member's new key, after having made sure who it is.
    post "/v1/members/{id}/recovery" "recovery"
    fn propose(state, login: Administrator(Custodian), changing, [id "id": u64]) {
        let key = state.identity.waiting_key(id).await?.ok_or(Code::RecoveryUnknown)?;
        state.decide(&login, Contract::Proxy, &ExecuteMsg::ProposeKey(key)).await
    }
}

change! {
    /// Approves a key that another branch proposed.
    post "/v1/members/{id}/recovery/approval" "recovery"
    fn approve(state, login: Administrator(BranchAdministrator), changing, [id "id": u64]; body: SeenKey) {
        let key = hex::decode(&body.public_key);
        let key = key.map_err(|_| Problem::from(Own::Parameter).with_detail("public_key"))?;
        let key = new_key(id, key);
        state.decide(&login, Contract::Proxy, &ExecuteMsg::ApproveKey(key)).await
    }
}

change! {
    /// Says that a new key is not the member's wish: by the member, or by a relative with whom a kin link was agreed. The
    /// account freezes, and the council decides.
    post "/v1/members/{id}/recovery/objection" "recovery"
    fn object(state, login: Member, changing, [id "id": u64]) {
        let own = login.member()?;
        let kin = match own == id {
            true => None,
            false => {
                let opening = state.kin_opening(own, id).await?.ok_or(Code::KinUnknown)?;
                Some(KinOpening { degree: opening.degree, salt: opening.salt })
            }
        };
        let signer = state.everyday(&login).await?;
        let message = MembersMsg::ObjectKey { member: id, scope: Scope::Owner, kin };
        Order::new(signer, Contract::MemberRegistry, &message)
    }
}

fn new_key(member: u64, key: Vec<u8>) -> NewKey {
    NewKey { member, scope: Scope::Owner, key: key.into(), proof: Vec::new().into(), own: false }
}

/// Puts the approved key in its place when the waiting time is over. From then on the new transaction password is the one.
#[utoipa::path(post, path = "/v1/me/recovery/finish", tag = "recovery", security(("session" = [])),
    params(("Idempotency-Key" = String, Header)), responses(Accepted, Problem))]
pub(super) async fn finish(
    State(state): State<ApiState>,
    Member(login): Member,
    changing: Changing,
) -> Result<Accepted, Problem> {
    let member = login.member()?;
    if changing.on_behalf_of.is_some() {
        return Err(Code::AgentNotAllowed.into());
    }
    let identity = changing.identity(&())?;
    let once = match state.begin(&principal(&login), &changing, &identity).await? {
        Begun::Before(action) => return state.accepted(&action, changing.wait).await,
        Begun::New(once) => once,
    };
    let key = state.identity.waiting_key(member).await?.ok_or(Code::RecoveryUnknown)?;
    let approved: Option<(i64,)> = state
        .row(query!(
            "SELECT ready FROM p_recoveries WHERE scope = 'owner' AND member = ",
            crate::db::int(member),
            " AND public = ",
            key.key.to_vec(),
            " AND ready <= ",
            now(),
            ""
        ))
        .await?;
    approved.ok_or(Code::RecoveryEarly)?;
    let message = ExecuteMsg::FinishKey(new_key(member, key.key.to_vec()));
    state.act_as_branch(once, &changing, message.name(), (Contract::Proxy, &message)).await
}

/// A recovery under way on chain.
#[derive(Debug, Serialize, FromRow, ToSchema)]
pub(super) struct Recovery {
    member: i64,
    /// 33-byte compressed key in hexadecimal.
    #[serde(serialize_with = "hexadecimal")]
    #[schema(value_type = String)]
    public_key: Vec<u8>,
    /// Whose office proposed it, and who.
    branch: i64,
    proposed_by: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    approved_by: Option<i64>,
    /// When an approved key can be set, in seconds of Unix time.
    #[serde(skip_serializing_if = "Option::is_none")]
    ready: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    objected_by: Option<i64>,
    /// Seconds of Unix time.
    at: i64,
}

const RECOVERIES: &str =
    "SELECT member, public AS public_key, branch, proposed_by, approved_by, ready, objected_by, at \
     FROM p_recoveries WHERE scope = 'owner' AND ";

/// The recoveries under way at all branches, the longest waiting first.
#[utoipa::path(get, path = "/v1/recoveries", tag = "recovery", security(("session" = ["custodian", "branch_administrator"])),
    responses((status = 200, body = List<Recovery>), Problem))]
pub(super) async fn recoveries(
    State(state): State<ApiState>,
    _: Administrator,
) -> Result<JsonBody<List<Recovery>>, Problem> {
    let mut query = crate::db::QueryBuilder::new(RECOVERIES);
    query.push("1 = 1 ORDER BY at, member LIMIT 100");
    Ok(JsonBody(List::whole(state.rows(query).await?)))
}

/// The recovery of the own transaction password, if one is under way on chain.
#[utoipa::path(get, path = "/v1/me/recovery", tag = "recovery", security(("session" = [])),
    responses((status = 200, body = List<Recovery>), Problem))]
pub(super) async fn mine(
    State(state): State<ApiState>,
    Member(login): Member,
) -> Result<JsonBody<List<Recovery>>, Problem> {
    let mut query = crate::db::QueryBuilder::new(RECOVERIES);
    query.push("member = ").push_bind(crate::db::int(login.member()?));
    Ok(JsonBody(List::whole(state.rows(query).await?)))
}
