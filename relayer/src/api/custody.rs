//! Who keeps a member's keys, what the signer lets leave the account, and how to leave custody.

use super::actions::{principal, Accepted};
use super::extract::{now, Changing, Json, Member};
use super::once::Begun;
use super::problem::{Own, Problem};
use super::ApiState;
use crate::custody::policy;
use crate::db::uint;
use crate::identity::{CustodyState, OwnKey, SecretText};
use crate::relay::{Care, NewIntent};
use axum::extract::State;
use axum::http::StatusCode;
use axum::Json as JsonBody;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::Duration;
use timebank_api::permission::Contract;
use timebank_api::Scope;
use utoipa::ToSchema;

/// How long the intents that set a member's own keys may be carried out.
const VALID_FOR: Duration = Duration::from_secs(3_600);
/// The longest delay for new recipients: 30 days.
const LONGEST_DELAY: u64 = 30 * 86_400;

/// Who keeps the keys and what may leave the account.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CustodyView {
    /// `branch` while the branch signs for the member, `leaving` while the member's own keys are on their way, `own` after.
    state: CustodyState,
    /// What own keys must sign to be registered; missing while there is no transaction password.
    #[serde(skip_serializing_if = "Option::is_none")]
    proofs: Option<Proofs>,
    limits: SigningLimits,
    /// What is to be in force later, because it is looser.
    #[serde(skip_serializing_if = "Option::is_none")]
    later: Option<LaterLimits>,
}

/// The digests that own keys sign, in hexadecimal.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Proofs {
    everyday: String,
    owner: String,
}

/// What the member lets leave its account. The branch's own rule and the ledger's limits count besides.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SigningLimits {
    /// Minutes of TIME in a day; nothing is no limit.
    daily: Option<u64>,
    /// Minutes of TIME in a day to one recipient.
    per_recipient: Option<u64>,
    /// Seconds from the naming of a recipient until something can be sent there, at most 30 days; 0 for no naming.
    #[serde(default)]
    recipient_delay: u64,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct LaterLimits {
    #[serde(flatten)]
    limits: SigningLimits,
    /// Seconds of Unix time.
    from: u64,
}

impl From<policy::Limits> for SigningLimits {
    fn from(limits: policy::Limits) -> Self {
        let policy::Limits { daily, per_recipient, recipient_delay } = limits;
        SigningLimits { daily, per_recipient, recipient_delay }
    }
}

/// Who keeps my keys, what keys of my own would have to sign, and what the signer lets leave my account.
#[utoipa::path(get, path = "/v1/me/custody", tag = "me", security(("session" = [])),
    responses((status = 200, body = CustodyView), Problem))]
pub(super) async fn custody(
    State(state): State<ApiState>,
    Member(login): Member,
) -> Result<JsonBody<CustodyView>, Problem> {
    let member = login.member()?;
    state.identity.settle_exits().await?;
    let everyday = state.identity.next_key(&login, Scope::Everyday).await.ok();
    let owner = state.identity.next_key(&login, Scope::Owner).await.ok();
    let (limits, later) = policy::wishes(&state.db, member, now()).await?;
    Ok(JsonBody(CustodyView {
        state: state.identity.custody_state(&login).await?,
        proofs: everyday.zip(owner).map(|((_, everyday), (_, owner))| Proofs {
            everyday: hex::encode(everyday),
            owner: hex::encode(owner),
        }),
        limits: limits.into(),
        later: later.map(|(limits, from)| LaterLimits { limits: limits.into(), from: uint(from) }),
    }))
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = KeyExport)]
pub(super) struct Export {
    #[schema(value_type = String, format = Password)]
    transaction_password: SecretText,
    /// What the files are encrypted with: 12 to 128 characters. Whoever has a file can guess at it without end.
    #[schema(value_type = String, format = Password)]
    passphrase: SecretText,
}

/// Encrypted key files: PKCS#8 in PEM (PBES2 with scrypt and AES-256-CBC), as `openssl pkey` reads them.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Exported {
    everyday: String,
    owner: String,
}

/// Gives the member's keys as encrypted key files. The branch goes on signing until the member has registered keys of its own.
#[utoipa::path(post, path = "/v1/me/custody/export", tag = "me", security(("session" = [])),
    request_body = Export, responses((status = 200, body = Exported), Problem))]
pub(super) async fn export_keys(
    State(state): State<ApiState>,
    Member(login): Member,
    Json(body): Json<Export>,
) -> Result<JsonBody<Exported>, Problem> {
    let Export { transaction_password, passphrase } = &body;
    let files = state.identity.export_keys(&login, transaction_password, passphrase, now()).await?;
    Ok(JsonBody(Exported { everyday: files.everyday.to_string(), owner: files.owner.to_string() }))
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Exit {
    everyday: NewOwnKey,
    owner: NewOwnKey,
    #[schema(value_type = String, format = Password)]
    transaction_password: SecretText,
}

/// A key that the member holds: one of the exported ones or another.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewOwnKey {
    /// 33-byte compressed secp256k1 key in hexadecimal.
    key: String,
    /// Its signature (64 bytes, s in the lower half) over the digest of `GET /v1/me/custody`, in hexadecimal.
    proof: String,
}

impl NewOwnKey {
    fn read(&self) -> Result<OwnKey, Problem> {
        match (hex::decode(&self.key), hex::decode(&self.proof)) {
            (Ok(key), Ok(proof)) => Ok(OwnKey { key, proof }),
            _ => Err(Own::CustodyKeys.into()),
        }
    }
}

/// Registers the member's own keys. From the answer on the branch signs nothing for the member any more; when the ledger has the
/// keys, those here are deleted. The action is that of the owner key.
#[utoipa::path(post, path = "/v1/me/custody/exit", tag = "me", security(("session" = [])),
    params(("Idempotency-Key" = String, Header)),
    responses(Accepted, Problem))]
pub(super) async fn exit(
    State(state): State<ApiState>,
    Member(login): Member,
    changing: Changing,
    Json(body): Json<Exit>,
) -> Result<Accepted, Problem> {
    let member = login.member()?;
    let identity = changing.identity(&body)?;
    let once = match state.begin(&principal(&login), &changing, &identity).await? {
        Begun::Before(action) => return state.accepted(&action, changing.wait).await,
        Begun::New(once) => once,
    };
    let messages = state.identity.prepare_exit(&login, body.everyday.read()?, body.owner.read()?).await?;
    let (key, epoch) = state.identity.owner_key(&login, &body.transaction_password, now()).await?;
    let key = Arc::new(key);
    let mut tx = state.db.begin().await?;
    let mut actions = Vec::new();
    for message in &messages {
        let new = NewIntent {
            member,
            on_behalf_of: None,
            scope: timebank_intent::Scope::Owner,
            contract: Contract::Proxy,
            message: serde_json::to_vec(message).map_err(|error| Problem::internal(&error))?,
            key: key.clone(),
            key_epoch: epoch,
            valid_for: VALID_FOR,
            care: Care::default(),
        };
        actions.push(state.relay.submit(&mut tx, new).await?.id);
    }
    let [everyday, owner] = actions.as_slice() else {
        return Err(Problem::internal(&"an exit has two actions"));
    };
    state.identity.store_exit(&mut tx, &login, [everyday, owner], now()).await?;
    once.record(&mut tx, owner).await?;
    tx.commit().await?;
    state.relay.wake();
    state.accepted(owner, changing.wait).await
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewLimits {
    limits: SigningLimits,
    #[schema(value_type = String, format = Password)]
    transaction_password: SecretText,
}

/// Sets what may leave the account. What it tightens counts at once, what it loosens after 24 hours.
#[utoipa::path(put, path = "/v1/me/custody/limits", tag = "me", security(("session" = [])),
    request_body = NewLimits, responses((status = 204), Problem))]
pub(super) async fn set_limits(
    State(state): State<ApiState>,
    Member(login): Member,
    Json(body): Json<NewLimits>,
) -> Result<StatusCode, Problem> {
    let SigningLimits { daily, per_recipient, recipient_delay } = body.limits;
    if recipient_delay > LONGEST_DELAY {
        return Err(Problem::from(Own::Json).with_detail("recipient_delay is at most 30 days"));
    }
    state.identity.owner_key(&login, &body.transaction_password, now()).await?;
    let wished = policy::Limits { daily, per_recipient, recipient_delay };
    let mut tx = state.db.begin().await?;
    policy::set_wishes(&mut tx, login.member()?, wished, now()).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewRecipient {
    member: u64,
    #[schema(value_type = String, format = Password)]
    transaction_password: SecretText,
}

/// Names a recipient, so that something can be sent there when the delay of the own limits is over.
#[utoipa::path(post, path = "/v1/me/custody/recipients", tag = "me", security(("session" = [])),
    request_body = NewRecipient, responses((status = 204), Problem))]
pub(super) async fn name_recipient(
    State(state): State<ApiState>,
    Member(login): Member,
    Json(body): Json<NewRecipient>,
) -> Result<StatusCode, Problem> {
    let account = state.account_of(body.member).await?;
    state.identity.owner_key(&login, &body.transaction_password, now()).await?;
    let member = login.member()?;
    let mut tx = state.db.begin().await?;
    for name in [account, policy::member_name(body.member)] {
        policy::name_recipient(&mut tx, member, &name, now()).await?;
    }
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
