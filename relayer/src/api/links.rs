//! Chain accounts that act for a member (A7): named here with the owner key, opened by the branch, confirmed by the account itself
//! when the delay is over. From then on an ordinary wallet with that account does what the member's owner key may do.

use super::actions::Order;
use super::extract::{Changing, Json, Member, Path};
use super::list::{change, query, List};
use super::problem::Problem;
use super::ApiState;
use crate::api::actions::Accepted;
use crate::db::{int, uint};
use crate::identity::SecretText;
use axum::extract::State;
use axum::Json as JsonBody;
use serde::{Deserialize, Serialize};
use serde_json::{json, Value};
use timebank_api::member_registry::{ExecuteMsg, OfAccount, OfMember};
use timebank_api::permission::Contract;
use timebank_api::Code;
use timebank_client::{address, NodeError};
use utoipa::ToSchema;

/// Bytes of an ordinary account's address; a contract or a member has more.
const ORDINARY: usize = 20;

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewLink {
    /// The address of an ordinary account whose key the member holds.
    #[schema(example = "wasm1qypqxpq9qcrsszg2pvxq6rs0zqg3yyc5lzv7xu")]
    account: String,
    #[serde(default, skip_serializing)]
    #[schema(value_type = Option<String>, format = Password)]
    transaction_password: Option<SecretText>,
}

/// A chain account that acts for a member, or can be made to.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Link {
    account: String,
    /// From when the account can confirm, in seconds of Unix time.
    ready: u64,
    /// Whether it has, and acts for the member.
    confirmed: bool,
    /// Whether the account is on the ledger, so that it can send anything; missing when no node says.
    #[serde(skip_serializing_if = "Option::is_none")]
    open: Option<bool>,
    /// What the account sends to confirm: this message to this contract. Missing once it has.
    #[serde(skip_serializing_if = "Option::is_none")]
    confirmation: Option<LinkConfirmation>,
}

/// A message that a wallet sends.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct LinkConfirmation {
    chain_id: String,
    contract: String,
    #[schema(value_type = Object)]
    message: Value,
}

change! {
    /// Names a chain account that is to act for oneself. After the delay the account confirms it; the branch opens the account on
    /// the ledger if nobody has.
    post "/v1/me/links" "me"
    fn link(state, login: Member, changing; body: NewLink) {
        let ordinary = address::bytes(&body.account).is_some_and(|bytes| bytes.len() == ORDINARY);
        if !ordinary {
            return Err(Code::AddressInvalid.into());
        }
        let signer = state.owner(&login, body.transaction_password.as_ref()).await?;
        let message = ExecuteMsg::LinkAccount(OfAccount { account: body.account.clone() });
        Order::new(signer, Contract::MemberRegistry, &message)
    }
}

change! {
    /// Ends a link, confirmed or not. It needs no transaction password: whoever suspects a thief is quick.
    delete "/v1/me/links/{account}" "me"
    fn unlink(state, login: Member, changing, [account "account": String]) {
        let message = ExecuteMsg::Unlink(OfAccount { account });
        Order::new(state.everyday(&login).await?, Contract::MemberRegistry, &message)
    }
}

/// The chain accounts that act for oneself, or can be made to.
#[utoipa::path(get, path = "/v1/me/links", tag = "me", security(("session" = [])),
    responses((status = 200, body = List<Link>), Problem))]
pub(super) async fn links(
    State(state): State<ApiState>,
    Member(login): Member,
) -> Result<JsonBody<List<Link>>, Problem> {
    let member = login.member()?;
    let named: Vec<(String, i64, i64)> = state
        .rows(query!(
            "SELECT account, ready, confirmed FROM p_links WHERE member = ",
            int(member),
            " ORDER BY ready, account"
        ))
        .await?;
    let mut links = Vec::with_capacity(named.len());
    for (account, ready, confirmed) in named {
        let open = match state.node.account(&account).await {
            Ok(_) => Some(true),
            Err(NodeError::Missing) => Some(false),
            Err(_) => None,
        };
        let confirmation = || LinkConfirmation {
            chain_id: state.settings.chain_id.clone(),
            contract: state.contracts.address(Contract::MemberRegistry).to_owned(),
            message: json!(ExecuteMsg::ConfirmLink(OfMember { member })),
        };
        links.push(Link {
            account,
            ready: uint(ready),
            confirmed: confirmed != 0,
            open,
            confirmation: (confirmed == 0).then(confirmation),
        });
    }
    Ok(JsonBody(List::whole(links)))
}
