use super::extract::{patience, Changing, Path, Query};
use super::once::{Begun, Once};
use super::problem::{Own, Problem};
use super::ApiState;
use crate::identity::{Login, SecretText};
use crate::relay::{Action, Care, NewDirect, NewIntent, State as ActionState, Wish};
use axum::extract::State;
use axum::http::{header, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::Json as JsonBody;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use timebank_api::activity_registry::{ExecuteMsg, Payer};
use timebank_api::permission::Contract;
use timebank_api::Code;
use timebank_client::confirmation::{Checked, Confirmation};
use timebank_client::SecretKey;
use timebank_intent::Scope;
use utoipa::openapi::response::Response as ResponseDoc;
use utoipa::openapi::{ContentBuilder, Ref, RefOr, ResponseBuilder};
use utoipa::{IntoParams, IntoResponses, ToSchema};

/// How long an intent may be carried out.
const VALID_FOR: Duration = Duration::from_secs(600);

/// Something that was asked for and becomes a fact on chain, or does not.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "01a7d3f0-5b1e-7c42-9f10-6a2b3c4d5e6f", "kind": "enrol", "state": "done", "height": 4815,
    "digest": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "created": 1_790_000_000, "valid_until": 1_790_000_600,
    "events": [{"enrolled": {"activity": 1, "participant": 2, "state": "enrolled", "position": 1, "by": null}}],
}))]
pub(super) struct ActionView {
    pub id: String,
    /// The message's name.
    #[schema(example = "enrol")]
    pub kind: String,
    pub state: ActionState,
    /// Why it failed: a stable code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// What the code says, in plain English.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<&'static str>,
    /// The same in plain Chinese.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title_zh: Option<&'static str>,
    /// The intent's digest in hexadecimal.
    pub digest: String,
    /// The block that decided it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<u64>,
    /// Seconds of Unix time.
    pub created: u64,
    /// Nothing happens any more from this second on.
    pub valid_until: u64,
    /// It is not sent before this second, and can be taken back until then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held_until: Option<u64>,
    /// The activity it made, once it is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activity: Option<u64>,
    /// The standing offer or need it made or changed, once it is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listing: Option<u64>,
    /// The branch's word that it has accepted this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirmation: Option<ConfirmationView>,
    /// What it changed: the events its own execution emitted, each an object with the event's name as its only key.
    #[schema(value_type = Vec<Object>)]
    pub events: Vec<timebank_api::Event>,
}

/// A signature by which a branch can be held to its word: over chain id, branch, `id`, `digest`, `created`, `valid_until`,
/// `indexed` and `checked`, as `docs/confirmations.md` says. It promises that the action is kept and will be handed in, not that it succeeds.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ConfirmationView {
    /// The last block that the branch knew.
    pub indexed: u64,
    /// Against what it was checked before: who signs it alone, what the branch knows of the ledger, or by a trial on a node
    /// besides. Missing in what an earlier version confirmed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checked: Option<CheckedView>,
    /// The operator's key in hexadecimal; the ledger says which branch it works for.
    pub public_key: String,
    /// In hexadecimal.
    pub signature: String,
}

/// Against what an action was checked before it was confirmed.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum CheckedView {
    Signer,
    Records,
    Trial,
}

impl From<Checked> for CheckedView {
    fn from(checked: Checked) -> Self {
        match checked {
            Checked::Signer => CheckedView::Signer,
            Checked::Records => CheckedView::Records,
            Checked::Trial => CheckedView::Trial,
        }
    }
}

impl From<Confirmation> for ConfirmationView {
    fn from(confirmation: Confirmation) -> Self {
        ConfirmationView {
            indexed: confirmation.indexed,
            checked: confirmation.checked.map(CheckedView::from),
            public_key: hex::encode(confirmation.public_key),
            signature: hex::encode(confirmation.signature),
        }
    }
}

impl From<Action> for ActionView {
    fn from(action: Action) -> Self {
        let activity = action.events.iter().find_map(|event| match event {
            timebank_api::Event::ActivityDrafted { activity, .. } => Some(*activity),
            _ => None,
        });
        let listing = action.events.iter().find_map(|event| match event {
            timebank_api::Event::ListingSaved { listing, .. } => Some(*listing),
            _ => None,
        });
        let said = action.code.as_deref().and_then(sentence);
        ActionView {
            id: action.id,
            kind: action.kind,
            state: action.state,
            code: action.code,
            title: said.map(|(english, _)| english),
            title_zh: said.map(|(_, chinese)| chinese),
            digest: action.digest,
            height: action.height,
            created: action.created,
            valid_until: action.valid_until,
            held_until: action.held_until,
            activity,
            listing,
            confirmation: action.confirmation.map(ConfirmationView::from),
            events: action.events,
        }
    }
}

/// What a code says, in English and Chinese.
fn sentence(text: &str) -> Option<(&'static str, &'static str)> {
    let code = Code::ALL.iter().find(|code| code.text() == text);
    let own = || Own::ALL.iter().find(|own| own.text() == text).map(|own| (own.english(), own.chinese()));
    code.map(|code| (code.english(), code.chinese())).or_else(own)
}

/// The answer to everything that changes the ledger: it is kept safely and on its way. `Location` says where to ask.
pub(super) struct Accepted(ActionView);

impl IntoResponse for Accepted {
    fn into_response(self) -> Response {
        let location = HeaderValue::try_from(format!("/v1/actions/{}", self.0.id));
        let mut response = (StatusCode::ACCEPTED, JsonBody(self.0)).into_response();
        if let Ok(location) = location {
            response.headers_mut().insert(header::LOCATION, location);
        }
        response
    }
}

impl IntoResponses for Accepted {
    fn responses() -> BTreeMap<String, RefOr<ResponseDoc>> {
        let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("ActionView"))).build();
        let response = ResponseBuilder::new()
            .description("Kept safely and on its way to the ledger")
            .content("application/json", content)
            .build();
        BTreeMap::from([("202".to_owned(), response.into())])
    }
}

/// A body with the transaction password, where one is needed.
pub(super) trait Signs: Serialize {
    fn transaction_password(&self) -> Option<&SecretText>;
}

/// Declares bodies that have a field `transaction_password`.
macro_rules! signs {
    ($($body:ident)+) => {
        $(impl super::actions::Signs for $body {
            fn transaction_password(&self) -> Option<&crate::identity::SecretText> {
                self.transaction_password.as_ref()
            }
        })+
    };
}
pub(super) use signs;

impl Accepted {
    /// The action itself, for answers that hold several.
    pub(super) fn view(self) -> ActionView {
        self.0
    }
}

/// A key that has been opened to sign one intent.
pub(super) struct Signer {
    scope: Scope,
    key: Arc<SecretKey>,
    epoch: u32,
}

impl Signer {
    /// The key, for what else is to be done with it while it is open.
    pub(super) fn key(&self) -> &SecretKey {
        &self.key
    }
}

/// What a request comes to: a message for a contract, and who signs it.
pub(super) struct Order {
    signer: Signer,
    contract: Contract,
    message: Vec<u8>,
    care: Care,
}

impl Order {
    pub fn new(signer: Signer, contract: Contract, message: &impl Serialize) -> Result<Self, Problem> {
        let message = serde_json::to_vec(message).map_err(|error| Problem::internal(&error))?;
        Ok(Order { signer, contract, message, care: Care::default() })
    }

    /// Not sent before this second, and known by this name.
    #[must_use]
    pub fn held(self, until: u64, correlation: String) -> Self {
        let care = Care { held_until: Some(until), correlation: Some(correlation), ..self.care };
        Order { care, ..self }
    }
}

impl ApiState {
    /// The member's everyday key.
    pub(super) async fn everyday(&self, login: &Login) -> Result<Signer, Problem> {
        let (key, epoch) = self.identity.everyday_key(login).await?;
        Ok(Signer { scope: Scope::Everyday, key: Arc::new(key), epoch })
    }

    /// The member's owner key, opened with the transaction password.
    pub(super) async fn owner(
        &self,
        login: &Login,
        password: Option<&SecretText>,
    ) -> Result<Signer, Problem> {
        let Some(password) = password else {
            let set = self.identity.has_transaction_password(login).await?;
            return Err(match set {
                true => Own::TransactionPasswordRequired.into(),
                false => Own::TransactionPasswordUnset.into(),
            });
        };
        let (key, epoch) = self.identity.owner_key(login, password, super::extract::now()).await?;
        Ok(Signer { scope: Scope::Owner, key: Arc::new(key), epoch })
    }

    /// The office-holder's key, unlocked for the shift.
    pub(super) async fn office(&self, login: &Login) -> Result<Signer, Problem> {
        let open = self.identity.office_key(login, super::extract::now()).await?;
        let (key, epoch) = open.ok_or(Own::OfficeLocked)?;
        Ok(Signer { scope: Scope::Office, key, epoch })
    }

    /// The key for what only an activity's administrators decide: the office key where the branch pays; else the owner key, or
    /// an unlocked office when no transaction password was given.
    pub(super) async fn deciding(
        &self,
        login: &Login,
        payer: Payer,
        password: Option<&SecretText>,
    ) -> Result<Signer, Problem> {
        if password.is_some() && payer == Payer::OwnBalance {
            return self.owner(login, password).await;
        }
        match self.office(login).await {
            Err(_) if payer == Payer::OwnBalance => self.owner(login, None).await,
            signer => signer,
        }
    }

    /// Carries a changing request out once: the same idempotency key gives the action it made the first time. `prepare` opens
    /// keys and counts guesses; when it fails nothing is kept and the request may come again.
    pub(super) async fn act(
        &self,
        login: &Login,
        changing: &Changing,
        body: &impl Serialize,
        prepare: impl Future<Output = Result<Order, Problem>>,
    ) -> Result<Accepted, Problem> {
        let member = login.member()?;
        let identity = changing.identity(body)?;
        let once = match self.begin(&principal(login), changing, &identity).await? {
            Begun::Before(action) => return self.accepted(&action, changing.wait).await,
            Begun::New(once) => once,
        };
        self.agency(member, changing.on_behalf_of).await?;
        let order = prepare.await?;
        let wish = Wish {
            signer: member,
            on_behalf_of: changing.on_behalf_of,
            scope: order.signer.scope,
            contract: order.contract,
            message: &order.message,
        };
        let checked = self.precheck.ask(wish).await?;
        let new = NewIntent {
            member,
            on_behalf_of: changing.on_behalf_of,
            scope: order.signer.scope,
            contract: order.contract,
            message: order.message,
            key: order.signer.key,
            key_epoch: order.signer.epoch,
            valid_for: VALID_FOR,
            care: Care { checked, ..order.care },
        };
        let action = self.relay.accept(new, once.mark()).await?;
        self.kept(action, changing.wait).await
    }

    /// Sends a message of the branch's own, as operator.
    pub(super) async fn act_as_branch(
        &self,
        once: Once,
        changing: &Changing,
        kind: &str,
        (contract, message): (Contract, &impl Serialize),
    ) -> Result<Accepted, Problem> {
        let new = NewDirect {
            kind: kind.to_owned(),
            contract,
            message: serde_json::to_value(message).map_err(|error| Problem::internal(&error))?,
            correlation: None,
        };
        let mut tx = self.db.begin().await?;
        let action = self.relay.submit_direct(&mut tx, new).await?;
        once.record(&mut tx, &action.id).await?;
        tx.commit().await?;
        self.relay.wake();
        self.accepted(&action.id, changing.wait).await
    }

    /// The answer with an action that has just been kept, or as it is after a wait.
    pub(super) async fn kept(&self, action: Action, wait: Duration) -> Result<Accepted, Problem> {
        match wait.is_zero() {
            true => Ok(Accepted(action.into())),
            false => self.accepted(&action.id, wait).await,
        }
    }

    /// Sends the activity-registry a message of the member's own, with the everyday key.
    pub(super) async fn act_personally(
        &self,
        login: &Login,
        changing: &Changing,
        body: &impl Serialize,
        message: &ExecuteMsg,
    ) -> Result<Accepted, Problem> {
        let prepare = async { Order::new(self.everyday(login).await?, Contract::ActivityRegistry, message) };
        self.act(login, changing, body, prepare).await
    }

    /// Sends a message of an administrator of an activity, signed as its payer asks for.
    pub(super) async fn act_for_activity(
        &self,
        login: &Login,
        changing: &Changing,
        body: &impl Signs,
        activity: u64,
        message: &ExecuteMsg,
    ) -> Result<Accepted, Problem> {
        let prepare = async {
            let payer = self.activity(activity).await?.input.payer;
            let signer = self.deciding(login, payer, body.transaction_password()).await?;
            Order::new(signer, Contract::ActivityRegistry, message)
        };
        self.act(login, changing, body, prepare).await
    }

    /// Sends a message of an office-holder.
    pub(super) async fn act_in_office(
        &self,
        login: &Login,
        changing: &Changing,
        body: &impl Serialize,
        (contract, message): (Contract, &impl Serialize),
    ) -> Result<Accepted, Problem> {
        let prepare = async { Order::new(self.office(login).await?, contract, message) };
        self.act(login, changing, body, prepare).await
    }

    /// The answer with an action as it is now, or as it is after a wait.
    pub(super) async fn accepted(&self, action: &str, wait: Duration) -> Result<Accepted, Problem> {
        Ok(Accepted(self.view_action(action, wait).await?))
    }

    async fn view_action(&self, id: &str, wait: Duration) -> Result<ActionView, Problem> {
        let action = match wait.is_zero() {
            true => self.relay.action(id).await?,
            false => self.relay.wait(id, wait).await?,
        };
        Ok(action.ok_or(Own::ActionUnknown)?.into())
    }
}

/// Whose idempotency keys they are.
pub(super) fn principal(login: &Login) -> String {
    format!("user:{}", login.user)
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Wait {
    /// Seconds to wait for the outcome, at most 20.
    #[serde(default)]
    wait: u64,
}

/// What became of an action. Its id is a secret between the relayer and whoever asked for it, so no login is needed: a
/// registration is followed before there can be one.
#[utoipa::path(get, path = "/v1/actions/{id}", tag = "actions", security(()), params(("id" = String, Path), Wait),
    responses((status = 200, body = ActionView), Problem))]
pub(super) async fn get_action(
    State(state): State<ApiState>,
    Path(id): Path<String>,
    Query(wait): Query<Wait>,
) -> Result<JsonBody<ActionView>, Problem> {
    Ok(JsonBody(state.view_action(&id, patience(wait.wait)).await?))
}
