//! Intents that members sign themselves (A7): what is needed to make one, and where it is handed in. Neither needs a session: what
//! is told stands on the ledger, and what is handed in is signed. `docs/self-custody.md` shows how it is done.

use super::actions::Accepted;
use super::extract::{Changing, Json, Query};
use super::once::Begun;
use super::problem::{Own, Problem};
use super::{schema, ApiState};
use crate::index::read;
use axum::extract::State;
use axum::Json as JsonBody;
use serde::{Deserialize, Serialize};
use timebank_api::permission::Contract;
use timebank_api::proxy::MAX_VALIDITY_SECONDS;
use timebank_api::{Code, Scope};
use timebank_intent::MAX_MESSAGE_LEN;
use utoipa::{IntoParams, ToSchema};

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Signer {
    /// Whose keys sign.
    member: u64,
    #[param(value_type = schema::Scope)]
    scope: Scope,
}

/// A contract's address.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Address {
    #[schema(example = "time-token")]
    name: &'static str,
    /// As messages and wallets write it.
    address: String,
    /// As an intent holds it: 32 bytes in hexadecimal.
    canonical: String,
}

/// What goes into an intent besides its message.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct IntentBasis {
    chain_id: String,
    /// 32 bytes in hexadecimal: with the chain id it makes the digest another one for every system.
    proxy: String,
    /// Whom a message can be for.
    contracts: Vec<Address>,
    /// The key that has to sign, compressed, in hexadecimal.
    public_key: String,
    key_epoch: u32,
    /// Whether the member holds the key. With an owner key that a branch keeps only that branch signs.
    own: bool,
    /// A free nonce of each lane, in their order; nothing where none is free now. They are free until an intent with them is
    /// handed in, here or elsewhere.
    #[schema(example = json!([7, 0, 0, 0, 0, 0, 0, 0]))]
    nonces: Vec<Option<u64>>,
    /// The longest message, in bytes.
    longest_message: usize,
    /// The longest an intent may be valid from now, in seconds.
    longest_validity: u64,
}

/// What an intent of a member's own needs: chain, proxy, contracts, the key's epoch, and a free nonce of each lane.
#[utoipa::path(get, path = "/v1/intents/basis", tag = "actions",
    security(()), extensions(("x-rate-limit" = json!("login"))), params(Signer),
    responses((status = 200, body = IntentBasis), Problem))]
pub(super) async fn basis(
    State(state): State<ApiState>,
    Query(signer): Query<Signer>,
) -> Result<JsonBody<IntentBasis>, Problem> {
    read::member(&state.db, signer.member).await?.ok_or(Code::MemberUnknown)?;
    let basis = state.relay.basis(signer.member, signer.scope).await?;
    let contracts = &state.contracts;
    let address = |contract: Contract| Address {
        name: contract.name(),
        address: contracts.address(contract).to_owned(),
        canonical: hex::encode(contracts.canonical(contract)),
    };
    Ok(JsonBody(IntentBasis {
        chain_id: state.settings.chain_id.clone(),
        proxy: hex::encode(contracts.canonical(Contract::Proxy)),
        contracts: Contract::ALL.into_iter().map(address).collect(),
        public_key: hex::encode(basis.key),
        key_epoch: basis.epoch,
        own: basis.own,
        nonces: basis.nonces,
        longest_message: MAX_MESSAGE_LEN,
        longest_validity: MAX_VALIDITY_SECONDS,
    }))
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SignedIntent {
    /// The envelope of `packages/intent`, followed by the 64-byte signature over its digest, in hexadecimal.
    intent: String,
}

/// Hands in an intent that a member has signed. It is checked as the proxy will check it, kept, and followed like any other action.
/// The same intent is one action, however often it is handed in.
#[utoipa::path(post, path = "/v1/intents", tag = "actions",
    security(()), extensions(("x-rate-limit" = json!("login"))), request_body = SignedIntent,
    params(("Idempotency-Key" = String, Header)), responses(Accepted, Problem))]
pub(super) async fn hand_in(
    State(state): State<ApiState>,
    changing: Changing,
    Json(body): Json<SignedIntent>,
) -> Result<Accepted, Problem> {
    if changing.on_behalf_of.is_some() {
        return Err(Problem::from(Own::Parameter).with_detail("On-Behalf-Of: the intent says for whom it is"));
    }
    let bytes = hex::decode(&body.intent).map_err(|_| Code::IntentMalformed)?;
    let handed = state.relay.read(&bytes)?;
    let principal = format!("signer:{}", handed.signer());
    let once = match state.begin(&principal, &changing, &changing.identity(&body)?).await? {
        Begun::Before(action) => return state.accepted(&action, changing.wait).await,
        Begun::New(once) => once,
    };
    state.relay.authentic(&handed).await?;
    if let Some(action) = state.relay.handed_before(&handed, &principal).await? {
        return state.accepted(&action, changing.wait).await;
    }
    let checked = state.precheck.ask(handed.wish()).await?;
    let action = state.relay.accept_signed(handed, checked, once.mark()).await?;
    state.kept(action, changing.wait).await
}
