use super::actions::{principal, Accepted, Order};
use super::extract::{now, Administrator, Changing, Json, Member};
use super::once::Begun;
use super::problem::Problem;
use super::{schema, ApiState};
use crate::identity::{OwnerChange, SecretText, SessionRole};
use crate::relay::{Care, NewIntent};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::Json as JsonBody;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::Duration;
use timebank_api::permission::Contract;
use timebank_api::time_token::ExecuteMsg as TokenMsg;
use timebank_api::{Code, Role};
use utoipa::ToSchema;

/// How long the intent that sets a first owner key may be carried out.
const VALID_FOR: Duration = Duration::from_secs(3_600);

/// Who is logged in.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Me {
    /// The member's number; missing while the registration is under way.
    member: Option<u64>,
    /// The account on the ledger, for those who look into it themselves.
    account: Option<String>,
    branch: u32,
    /// As what this session was begun.
    role: SessionRole,
    /// The offices held.
    #[schema(value_type = Vec<schema::Role>)]
    roles: Vec<Role>,
    /// Minutes of TIME.
    balance: u64,
    /// The phone number, masked.
    phone: String,
    has_transaction_password: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    office: Option<Office>,
}

/// An office-holder's key.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Office {
    /// 33-byte compressed key in hexadecimal, for the council to put on chain.
    public_key: String,
    /// Whether the chain has it.
    in_force: bool,
    /// Seconds of Unix time until which it is unlocked in this session.
    #[serde(skip_serializing_if = "Option::is_none")]
    unlocked_until: Option<u64>,
}

/// Who is logged in, what there is and what may be done.
#[utoipa::path(get, path = "/v1/me", tag = "me", security(("session" = [])),
    responses((status = 200, body = Me), Problem))]
pub(super) async fn me(
    State(state): State<ApiState>,
    Member(login): Member,
) -> Result<JsonBody<Me>, Problem> {
    let account = match login.member {
        Some(member) => Some(state.account_of(member).await?),
        None => None,
    };
    let balance = match &account {
        Some(account) => crate::index::read::balance(&state.db, account).await?,
        None => 0,
    };
    let office = match login.member {
        Some(_) => state.identity.office_state(&login, now()).await?,
        None => None,
    };
    Ok(JsonBody(Me {
        member: login.member,
        account,
        branch: state.settings.branch,
        role: login.role,
        roles: login.roles.iter().collect(),
        balance,
        phone: state.identity.masked_phone(&login).await?,
        has_transaction_password: match login.member {
            Some(_) => state.identity.has_transaction_password(&login).await?,
            None => false,
        },
        office: office.map(|office| Office {
            public_key: hex::encode(office.public),
            in_force: office.in_force,
            unlocked_until: office.unlocked_until,
        }),
    }))
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TransactionPassword {
    /// 6 to 64 characters; no sequences, repetitions or digits of phone and ID number.
    #[schema(value_type = String, format = Password)]
    transaction_password: SecretText,
    /// The one in force, to change it.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Password)]
    current_transaction_password: Option<SecretText>,
}

/// Sets the first transaction password (202: the owner key goes onto the chain) or changes it (204: the key stays).
#[utoipa::path(put, path = "/v1/me/transaction-password", tag = "me", security(("session" = [])),
    params(("Idempotency-Key" = String, Header)),
    responses((status = 202, body = super::actions::ActionView), (status = 204), Problem))]
pub(super) async fn set_transaction_password(
    State(state): State<ApiState>,
    Member(login): Member,
    changing: Changing,
    Json(body): Json<TransactionPassword>,
) -> Result<Response, Problem> {
    let member = login.member()?;
    if changing.on_behalf_of.is_some() {
        return Err(Code::AgentNotAllowed.into());
    }
    let identity = changing.identity(&body)?;
    let once = match state.begin(&principal(&login), &changing, &identity).await? {
        Begun::Before(action) => return Ok(state.accepted(&action, changing.wait).await?.into_response()),
        Begun::New(once) => once,
    };
    let current = body.current_transaction_password.as_ref();
    let change = state
        .identity
        .change_transaction_password(&login, &body.transaction_password, current, now())
        .await?;
    let OwnerChange::First(owner) = change else {
        return Ok(StatusCode::NO_CONTENT.into_response());
    };
    let (everyday, epoch) = state.identity.everyday_key(&login).await?;
    let mut tx = state.db.begin().await?;
    let new = NewIntent {
        member,
        on_behalf_of: None,
        scope: timebank_intent::Scope::Everyday,
        contract: Contract::Proxy,
        message: serde_json::to_vec(&owner.message).map_err(|error| Problem::internal(&error))?,
        key: Arc::new(everyday),
        key_epoch: epoch,
        valid_for: VALID_FOR,
        care: Care::default(),
    };
    let action = state.relay.submit(&mut tx, new).await?;
    state.identity.store_owner_key(&mut tx, &owner, &action.id).await?;
    once.record(&mut tx, &action.id).await?;
    tx.commit().await?;
    state.relay.wake();
    Ok(state.accepted(&action.id, changing.wait).await?.into_response())
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct OfficePassphrase {
    /// 12 to 128 characters.
    #[schema(value_type = String, format = Password)]
    passphrase: SecretText,
    /// The one in force, to change it.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Password)]
    current_passphrase: Option<SecretText>,
}

/// The public half of an office key.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct OfficeKey {
    /// 33-byte compressed key in hexadecimal, for the council to put on chain.
    public_key: String,
}

/// Makes the office key under a passphrase. It is in force when the council has put it on chain; from then on only the
/// passphrase can be changed here.
#[utoipa::path(put, path = "/v1/me/office-passphrase", tag = "me", security(("session" = ["administrator"])),
    request_body = OfficePassphrase, responses((status = 200, body = OfficeKey), Problem))]
pub(super) async fn set_office_passphrase(
    State(state): State<ApiState>,
    Administrator(login): Administrator,
    Json(body): Json<OfficePassphrase>,
) -> Result<JsonBody<OfficeKey>, Problem> {
    let current = body.current_passphrase.as_ref();
    let public = state.identity.set_office_passphrase(&login, &body.passphrase, current, now()).await?;
    Ok(JsonBody(OfficeKey { public_key: hex::encode(public) }))
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Passphrase {
    #[schema(value_type = String, format = Password)]
    passphrase: SecretText,
}

/// A shift.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Shift {
    /// Seconds of Unix time.
    unlocked_until: u64,
}

/// Unlocks the office for a shift of this session.
#[utoipa::path(post, path = "/v1/me/office-session", tag = "me",
    security(("session" = ["administrator"])), request_body = Passphrase,
    responses((status = 201, body = Shift), Problem))]
pub(super) async fn unlock_office(
    State(state): State<ApiState>,
    Administrator(login): Administrator,
    Json(body): Json<Passphrase>,
) -> Result<(StatusCode, JsonBody<Shift>), Problem> {
    let unlocked_until = state.identity.unlock_office(&login, &body.passphrase, now()).await?;
    Ok((StatusCode::CREATED, JsonBody(Shift { unlocked_until })))
}

/// Locks the office of this session.
#[utoipa::path(delete, path = "/v1/me/office-session", tag = "me", security(("session" = ["administrator"])),
    responses((status = 204), Problem))]
pub(super) async fn lock_office(
    State(state): State<ApiState>,
    Administrator(login): Administrator,
) -> Result<StatusCode, Problem> {
    state.identity.lock_office(&login);
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Transfer {
    /// The member who gets it.
    recipient: u64,
    /// Minutes of TIME.
    minutes: u32,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Password)]
    transaction_password: Option<SecretText>,
}

/// Gives TIME to another member.
#[utoipa::path(post, path = "/v1/transfers", tag = "money", security(("session" = [])),
    params(("Idempotency-Key" = String, Header)),
    responses(Accepted, Problem))]
pub(super) async fn transfer(
    State(state): State<ApiState>,
    Member(login): Member,
    changing: Changing,
    Json(body): Json<Transfer>,
) -> Result<Accepted, Problem> {
    let prepare = async {
        let recipient = match state.account_of(body.recipient).await {
            Err(problem) if problem.code == Code::MemberUnknown.text() => {
                return Err(Code::RecipientUnregistered.into())
            }
            account => account?,
        };
        let signer = state.owner(&login, body.transaction_password.as_ref()).await?;
        let message = TokenMsg::Transfer { recipient, amount: body.minutes.into() };
        Order::new(signer, Contract::TimeToken, &message)
    };
    state.act(&login, &changing, &body, prepare).await
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Grant {
    member: u64,
    /// The grant's id in the branch's rule pack.
    #[schema(example = "elder-80")]
    rule: String,
}

/// Gives a member the TIME of a grant rule of the branch's pack, once.
#[utoipa::path(post, path = "/v1/grants", tag = "office", security(("session" = ["branch_administrator"])),
    params(("Idempotency-Key" = String, Header)),
    responses(Accepted, Problem))]
pub(super) async fn grant(
    State(state): State<ApiState>,
    administrator: Administrator,
    changing: Changing,
    Json(body): Json<Grant>,
) -> Result<Accepted, Problem> {
    let login = &administrator.0;
    let message = TokenMsg::Grant { member: body.member, rule: body.rule.clone() };
    let prepare = state.decide(login, Contract::TimeToken, &message);
    state.act(login, &changing, &body, prepare).await
}
