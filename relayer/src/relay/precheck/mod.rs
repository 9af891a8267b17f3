//! Whether the ledger would carry an action out as it is now, asked before the action is taken: a refusal at once, with the
//! contract's own code, instead of an action that fails a block later and has spent a nonce.
//!
//! ```text
//! wish ─▶ permission, status, agency ─▶ balance − what is under way ─▶ state of the service ─▶ trial on a node ─▶ outbox
//!          └──────────────── every action, from the branch's own records ────────────────┘   └ what they cannot judge ┘
//! ```
//!
//! Only what is certain is refused. What the records say is the ledger as of the last block that is indexed; when the index is behind
//! nothing is judged by it, and where an open action of the same member, or about the same participation, could change the answer,
//! the question is left to the chain. A trial costs a node about what the action itself costs, and holds it up while it executes a
//! block: so trials are for messages that the records cannot judge, there are only so many a second, none while actions pile up,
//! and none is waited for longer than its patience. One that does not come to an answer counts as none, and the confirmation says
//! what was done (`Checked`).

mod service;

use super::{subject, Relay, RelayError};
use crate::custody::policy;
use crate::db::{int, uint, uint32, QueryBuilder};
use sqlx::AnyConnection;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use timebank_api::permission::{message_name, relayable, Contract, Permission, Who};
use timebank_api::proxy::ExecuteMsg;
use timebank_api::{Actor, Agent, BranchId, Code, MemberId, Right, Rights, Roles};
use timebank_client::confirmation::Checked;
use timebank_client::{Execute, Node, Trial};
use timebank_intent::{Intent, Scope, SIGNATURE_LEN};

/// The longest somebody waits for a trial with nothing but the everyday key: such answers come at once.
const EVERYDAY: Duration = Duration::from_millis(25);
/// By how many blocks the index may be behind for its records to be believed.
const NEAR: u64 = 1;
/// So many actions that wait to be sent are a load under which nobody is asked for a trial.
const LOAD: i64 = 32;
/// Messages of the token that take exactly what they say out of the sender's account.
const GIVING: [&str; 5] = ["gift", "donate", "transfer", "send", "burn"];

/// How often nodes are asked to carry something out on trial.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trials {
    /// 0 is never.
    pub per_second: u32,
    /// How long one is waited for.
    pub patience: Duration,
}

impl Default for Trials {
    fn default() -> Self {
        Trials { per_second: 20, patience: Duration::from_millis(100) }
    }
}

/// What a member wants.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'a> {
    pub signer: MemberId,
    pub on_behalf_of: Option<MemberId>,
    pub scope: Scope,
    pub contract: Contract,
    /// The contract's message in canonical JSON.
    pub message: &'a [u8],
}

impl Wish<'_> {
    /// Whose the action is.
    fn principal(&self) -> MemberId {
        self.on_behalf_of.unwrap_or(self.signer)
    }
}

/// Asks. Cheap to clone.
#[derive(Clone)]
pub struct Precheck(Arc<Inner>);

struct Inner {
    relay: Relay,
    node: Arc<dyn Node>,
    branch: BranchId,
    trials: Trials,
    budget: Mutex<Budget>,
}

impl Precheck {
    pub fn new(relay: Relay, node: Arc<dyn Node>, branch: BranchId, trials: Trials) -> Self {
        let budget = Mutex::new(Budget { left: f64::from(trials.per_second), at: Instant::now() });
        Precheck(Arc::new(Inner { relay, node, branch, trials, budget }))
    }

    /// Whether the ledger would carry this out now; if so, how it was looked at.
    ///
    /// # Errors
    /// `Ledger` with the code that the contract would give, `NotRelayable`, or that the store failed.
    pub async fn ask(&self, wish: Wish<'_>) -> Result<Checked, RelayError> {
        let name = message_name(wish.message).ok_or(RelayError::NotRelayable)?;
        let permission = relayable(wish.contract, name).ok_or(RelayError::NotRelayable)?;
        let relay = &self.0.relay.0;
        if !relay.tip.borrow().within(NEAR) {
            return Ok(Checked::Signer);
        }
        let mut db = relay.db.reader().acquire().await?;
        let actor = actor(&mut db, &wish, permission, self.0.branch).await?;
        affordable(&mut db, &wish, &actor).await?;
        let subject = subject::of(wish.contract, name, wish.message, wish.principal());
        if waits_for_another(&mut db, &wish, subject.as_deref()).await? {
            return Ok(Checked::Records);
        }
        if service::judges(wish.contract, name) {
            service::judge(&mut db, name, &wish).await?;
            return Ok(Checked::Records);
        }
        if loaded(&mut db).await? {
            return Ok(Checked::Records);
        }
        drop(db);
        self.try_out(&wish, actor).await
    }

    async fn try_out(&self, wish: &Wish<'_>, actor: Actor) -> Result<Checked, RelayError> {
        let budget = self.0.budget.lock().unwrap_or_else(PoisonError::into_inner).take(self.0.trials);
        let patience = match wish.scope {
            Scope::Everyday => self.0.trials.patience.min(EVERYDAY),
            Scope::Owner | Scope::Office => self.0.trials.patience,
        };
        let said = match budget {
            false => "none",
            true => {
                let contracts = &self.0.relay.0.contracts;
                let message = ExecuteMsg::Relayed { actor, msg: wish.message.into() };
                let execute = Execute::new(contracts.address(wish.contract), &message)
                    .map_err(|_| RelayError::NotRelayable)?;
                let proxy = contracts.address(Contract::Proxy);
                let begun = Instant::now();
                let trial = tokio::time::timeout(patience, self.0.node.try_out(proxy, &execute)).await;
                metrics::histogram!("timebank_trial_seconds").record(begun.elapsed().as_secs_f64());
                match trial {
                    Ok(Trial::Done { .. }) => "done",
                    Ok(Trial::Failed(log)) => match Code::find(&log) {
                        Some(code) if is_word(code) => {
                            metrics::counter!("timebank_trials", "said" => "refused").increment(1);
                            return Err(code.into());
                        }
                        _ => {
                            tracing::warn!(log, "a trial failed for a reason that is none of a contract");
                            "unknown"
                        }
                    },
                    Ok(Trial::Unknown(why)) => {
                        tracing::debug!(why, "there was no trial");
                        "unknown"
                    }
                    Err(_) => "late",
                }
            }
        };
        metrics::counter!("timebank_trials", "said" => said).increment(1);
        Ok(if said == "done" { Checked::Trial } else { Checked::Records })
    }
}

/// Whether a contract's code says something of the wish, and not of the contract itself.
fn is_word(code: Code) -> bool {
    !matches!(
        code,
        Code::StateInvalid | Code::Overflow | Code::Internal | Code::NotWired | Code::GasExhausted
    )
}

/// So many trials a second, and as many at once.
#[derive(Debug)]
struct Budget {
    left: f64,
    at: Instant,
}

impl Budget {
    fn take(&mut self, trials: Trials) -> bool {
        let (now, most) = (Instant::now(), f64::from(trials.per_second));
        let since = now.saturating_duration_since(self.at).as_secs_f64();
        self.left = (self.left + since * most).min(most);
        self.at = now;
        let enough = self.left >= 1.0;
        if enough {
            self.left -= 1.0;
        }
        enough
    }
}

#[derive(sqlx::FromRow)]
struct MemberRow {
    id: i64,
    account: String,
    branch: i64,
    roles: i64,
    status: Option<String>,
}

/// The actor as the proxy will vouch for it, if the table of permissions lets it send the message.
async fn actor(
    db: &mut AnyConnection,
    wish: &Wish<'_>,
    permission: &Permission,
    relayed_by: BranchId,
) -> Result<Actor, RelayError> {
    let mut query = QueryBuilder::new(
        "SELECT m.id, m.account, m.branch, m.roles, s.status FROM p_members m LEFT JOIN p_statuses s ON s.member = m.id \
         WHERE m.id IN ",
    );
    query.push_binds([int(wish.signer), int(wish.principal())]);
    let rows: Vec<MemberRow> = query.build_as().fetch_all(&mut *db).await?;
    let find = |id: MemberId| rows.iter().find(|row| uint(row.id) == id).ok_or(Code::MemberUnknown);
    let signer = find(wish.signer)?;
    if signer.status.as_deref().is_some_and(|status| status != "active") {
        return Err(Code::MemberInactive.into());
    }
    let agent = match wish.on_behalf_of.filter(|principal| *principal != wish.signer) {
        None => None,
        Some(principal) => Some(agent(db, principal, wish.signer, permission.agent).await?),
    };
    let member = find(wish.principal())?;
    if member.status.as_deref().is_some_and(|status| status != "active") {
        return Err(Code::AgentNotAllowed.into());
    }
    let roles = Roles(u16::try_from(member.roles).unwrap_or(0));
    let actor = Actor {
        id: uint(member.id),
        account: member.account.clone(),
        branch: uint32(member.branch),
        // An agent's offices are the agent's own.
        roles: if agent.is_some() { Roles::default() } else { roles },
        scope: match wish.scope {
            Scope::Everyday => timebank_api::Scope::Everyday,
            Scope::Owner => timebank_api::Scope::Owner,
            Scope::Office => timebank_api::Scope::Office,
        },
        relayed_by,
        agent,
    };
    let (scopes, wanted) = match permission.who {
        Who::Member { scopes, roles } => (scopes, roles),
        Who::MemberOrAccount { scopes } => (scopes, [].as_slice()),
        _ => return Err(RelayError::NotRelayable),
    };
    if !scopes.contains(&actor.scope) {
        return Err(Code::ScopeInsufficient.into());
    }
    if !wanted.is_empty() && !wanted.iter().any(|role| actor.roles.contains(*role)) {
        return Err(Code::RoleMissing.into());
    }
    Ok(actor)
}

/// What a principal lets an agent do.
async fn agent(
    db: &mut AnyConnection,
    principal: MemberId,
    agent: MemberId,
    right: Option<Right>,
) -> Result<Agent, RelayError> {
    let agreed: Option<(i64, i64)> = sqlx::query_as(
        "SELECT rights, daily FROM p_agents WHERE principal = $1 AND agent = $2 AND accepted = 1 AND until > $3",
    )
    .bind(int(principal))
    .bind(int(agent))
    .bind(int(super::now()))
    .fetch_optional(db)
    .await?;
    let (rights, daily) = agreed.ok_or(Code::AgentNotAllowed)?;
    let rights = Rights(u8::try_from(rights).unwrap_or(0));
    match right {
        Some(right) if rights.contains(right) => Ok(Agent { member: agent, rights, daily: uint32(daily) }),
        _ => Err(Code::AgentNotAllowed.into()),
    }
}

/// What a message takes out of the sender's account for certain.
fn taken(contract: Contract, message: &[u8]) -> Option<u64> {
    let gives = contract == Contract::TimeToken && GIVING.contains(&message_name(message)?);
    gives.then(|| policy::minutes_given(contract, message)).flatten()
}

/// # Errors
/// `time.insufficient` if the account has less than the message takes and what is under way will have taken.
async fn affordable(db: &mut AnyConnection, wish: &Wish<'_>, actor: &Actor) -> Result<(), RelayError> {
    let Some(minutes) = taken(wish.contract, wish.message) else { return Ok(()) };
    let balance: Option<i64> = sqlx::query_scalar("SELECT minutes FROM p_balances WHERE account = $1")
        .bind(&actor.account)
        .fetch_optional(&mut *db)
        .await?;
    let open: Vec<Vec<u8>> = sqlx::query_scalar(
        "SELECT body FROM actions WHERE member = $1 AND state IN ('accepted', 'sent') AND contract = $2",
    )
    .bind(int(wish.signer))
    .bind(Contract::TimeToken.name())
    .fetch_all(db)
    .await?;
    let of_principal = |body: &Vec<u8>| {
        let intent = Intent::decode(body.get(..body.len().checked_sub(SIGNATURE_LEN)?)?).ok()?;
        let same = intent.on_behalf_of.unwrap_or(intent.signer) == actor.id;
        taken(wish.contract, &intent.message).filter(|_| same)
    };
    let under_way = open.iter().filter_map(of_principal).fold(0u64, u64::saturating_add);
    match balance.map_or(0, uint).checked_sub(under_way) {
        Some(left) if minutes <= left => Ok(()),
        _ => Err(Code::InsufficientTime.into()),
    }
}

/// Whether something is under way that goes before it, or is about the same participation: what it leaves behind is not known yet.
async fn waits_for_another(
    db: &mut AnyConnection,
    wish: &Wish<'_>,
    subject: Option<&str>,
) -> Result<bool, RelayError> {
    let open: i64 = sqlx::query_scalar(
        "SELECT COUNT(*) FROM actions WHERE state IN ('accepted', 'sent') AND held_until IS NULL AND (subject = $2 \
         OR (member = $1 AND ($2 = '' OR subject IS NULL)))",
    )
    .bind(int(wish.signer))
    .bind(subject.unwrap_or_default())
    .fetch_one(db)
    .await?;
    Ok(open > 0)
}

/// Whether actions pile up: a node has better things to do then than trials.
async fn loaded(db: &mut AnyConnection) -> Result<bool, RelayError> {
    let waiting: i64 = sqlx::query_scalar(
        "SELECT COUNT(*) FROM (SELECT 1 FROM actions WHERE state = 'accepted' LIMIT $1) AS few",
    )
    .bind(LOAD)
    .fetch_one(db)
    .await?;
    Ok(waiting >= LOAD)
}

#[cfg(test)]
mod tests;
