//! What the signer lets leave an account. Before it signs, it reads the very bytes it is to sign, finds out what they move or
//! commit, and asks the branch's rule and the member's wishes; the sums are written in the transaction that takes the intent, so
//! two intents at once cannot both fit into what is left.
//!
//! The chain has limits of its own, which bind everybody. These here bind whoever has a member's session and transaction password,
//! and a branch can make them as narrow as its members wish.

use crate::db::{int, uint, Db};
use sqlx::AnyConnection;
use thiserror::Error;
use timebank_api::activity_registry::{ActivityInput, ExecuteMsg as RegistryMsg, Payer, Reward};
use timebank_api::permission::{message_name, Contract};
use timebank_api::time_token::ExecuteMsg as TokenMsg;
use timebank_api::MemberId;
use timebank_intent::{Intent, Scope};

/// A day: sums are those of the last so many seconds.
const DAY: i64 = 86_400;
/// After so many seconds a member's loosening of its own limits counts.
pub const LOOSENING_DELAY: i64 = 86_400;
/// The branch's own rule stands under a number that no member has.
const BRANCH: i64 = 0;

/// Why the signer did not sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Refusal {
    #[error("more than may leave the account in a day")]
    Daily,
    #[error("more than may go to this recipient in a day")]
    Recipient,
    #[error("the recipient must be named some time before")]
    NewRecipient { seconds: Option<u64> },
    #[error("the signer does not know what the message does")]
    Unreadable,
    #[error("the member keeps its keys itself")]
    Left,
    #[error("another branch keeps the member's keys")]
    Moved,
}

impl Refusal {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Refusal::Daily => "signer.daily",
            Refusal::Recipient => "signer.recipient_daily",
            Refusal::NewRecipient { .. } => "signer.recipient_new",
            Refusal::Unreadable => "signer.unreadable",
            Refusal::Left => "signer.left",
            Refusal::Moved => "signer.moved",
        }
    }
}

/// Limits in minutes of TIME a day and seconds; nothing is no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Limits {
    pub daily: Option<u64>,
    pub per_recipient: Option<u64>,
    /// How long before anything can be sent to a recipient it must have been named. 0: at once, unnamed.
    pub recipient_delay: u64,
}

impl Limits {
    /// The narrower of two in every respect.
    fn with(self, other: Limits) -> Limits {
        let least = |a: Option<u64>, b: Option<u64>| a.into_iter().chain(b).min();
        Limits {
            daily: least(self.daily, other.daily),
            per_recipient: least(self.per_recipient, other.per_recipient),
            recipient_delay: self.recipient_delay.max(other.recipient_delay),
        }
    }
}

/// What a message takes out of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Effect {
    Nothing,
    /// To somebody, by member's number or account.
    Given {
        recipient: String,
        minutes: u64,
    },
    /// Into an escrow of the member's own; who gets it is not known yet.
    Held {
        minutes: u64,
    },
    /// Into the escrow of an activity that is known by its number.
    Submitted {
        activity: u64,
    },
}

/// Messages that the owner key signs and that take nothing out of the account by themselves. Whatever is neither here nor read by
/// [`effect`] is not signed.
const HARMLESS: [(Contract, &str); 51] = [
    (Contract::Proxy, "rotate_key"),
    (Contract::MemberRegistry, "request_profile"),
    (Contract::MemberRegistry, "propose_kin"),
    (Contract::MemberRegistry, "accept_kin"),
    (Contract::MemberRegistry, "revoke_kin"),
    (Contract::MemberRegistry, "appoint_agent"),
    (Contract::MemberRegistry, "accept_agent"),
    (Contract::MemberRegistry, "revoke_agent"),
    (Contract::MemberRegistry, "freeze"),
    (Contract::MemberRegistry, "close"),
    (Contract::MemberRegistry, "object_key"),
    (Contract::MemberRegistry, "request_move"),
    (Contract::MemberRegistry, "withdraw_move"),
    (Contract::MemberRegistry, "link_account"),
    (Contract::MemberRegistry, "unlink"),
    (Contract::ActivityRegistry, "draft"),
    (Contract::ActivityRegistry, "withdraw"),
    (Contract::ActivityRegistry, "add_co_administrator"),
    (Contract::ActivityRegistry, "remove_co_administrator"),
    (Contract::ActivityRegistry, "enrol"),
    (Contract::ActivityRegistry, "withdraw_enrolment"),
    (Contract::ActivityRegistry, "admit"),
    (Contract::ActivityRegistry, "decline"),
    (Contract::ActivityRegistry, "check_in"),
    (Contract::ActivityRegistry, "check_out"),
    (Contract::ActivityRegistry, "record_attendance"),
    // Pays out of an escrow that was counted when it was made.
    (Contract::ActivityRegistry, "confirm_minutes"),
    (Contract::ActivityRegistry, "settle"),
    (Contract::ActivityRegistry, "open_dispute"),
    (Contract::ActivityRegistry, "rate"),
    (Contract::ActivityRegistry, "assess"),
    (Contract::ActivityRegistry, "follow_up"),
    (Contract::ActivityRegistry, "block"),
    (Contract::ActivityRegistry, "unblock"),
    (Contract::ActivityRegistry, "draft_listing"),
    (Contract::ActivityRegistry, "edit_listing"),
    (Contract::ActivityRegistry, "submit_listing"),
    (Contract::ActivityRegistry, "close_listing"),
    (Contract::ActivityRegistry, "respond"),
    (Contract::TimeToken, "accept_gift"),
    (Contract::TimeToken, "decline_gift"),
    (Contract::TimeToken, "set_limits"),
    (Contract::TimeToken, "introduce"),
    (Contract::TimeToken, "decrease_allowance"),
    (Contract::Training, "enrol"),
    (Contract::Training, "withdraw_enrolment"),
    (Contract::Training, "attend"),
    (Contract::Training, "pass"),
    (Contract::Training, "fail"),
    (Contract::Rulebook, "comment"),
    (Contract::Oracle, "object"),
];

/// What an owner-signed message takes out of the account; nothing for what the signer cannot read.
fn effect(contract: Contract, message: &[u8]) -> Option<Effect> {
    let name = message_name(message)?;
    if HARMLESS.contains(&(contract, name)) {
        return Some(Effect::Nothing);
    }
    match contract {
        Contract::TimeToken => given(serde_json::from_slice(message).ok()?),
        Contract::ActivityRegistry => held(serde_json::from_slice(message).ok()?),
        _ => None,
    }
}

/// The minutes that a message says are to leave the account at once, to somebody.
pub(crate) fn minutes_given(contract: Contract, message: &[u8]) -> Option<u64> {
    match effect(contract, message)? {
        Effect::Given { minutes, .. } => Some(minutes),
        _ => None,
    }
}

/// How a recipient is called that a message names by its number.
pub fn member_name(member: MemberId) -> String {
    format!("member {member}")
}

fn given(message: TokenMsg) -> Option<Effect> {
    let to = |recipient: String, minutes: u128| {
        let minutes = u64::try_from(minutes).ok()?;
        Some(Effect::Given { recipient, minutes })
    };
    match message {
        TokenMsg::Gift { to: member, minutes, .. } => to(member_name(member), minutes.into()),
        TokenMsg::Donate { minutes } => to("the welfare fund".into(), minutes.into()),
        TokenMsg::Transfer { recipient, amount } | TokenMsg::TransferFrom { recipient, amount, .. } => {
            to(recipient, amount.u128())
        }
        TokenMsg::Send { contract, amount, .. } | TokenMsg::SendFrom { contract, amount, .. } => {
            to(contract, amount.u128())
        }
        // Whoever may take it has as good as got it.
        TokenMsg::IncreaseAllowance { spender, amount, .. } => to(spender, amount.u128()),
        TokenMsg::Burn { amount } | TokenMsg::BurnFrom { amount, .. } => to("nobody".into(), amount.u128()),
        _ => None,
    }
}

fn held(message: RegistryMsg) -> Option<Effect> {
    match message {
        RegistryMsg::Publish { activity } | RegistryMsg::Edit { activity, .. } => {
            Some(Effect::Held { minutes: commitment(&activity) })
        }
        RegistryMsg::PublishSeries { activity, more } => {
            let times = u64::try_from(more.len()).ok()?.checked_add(1)?;
            Some(Effect::Held { minutes: commitment(&activity).checked_mul(times)? })
        }
        RegistryMsg::Submit { id, .. } => Some(Effect::Submitted { activity: id }),
        _ => None,
    }
}

/// The minutes that all seats of an activity take out of the publisher's balance at the plain rate.
fn commitment(activity: &ActivityInput) -> u64 {
    if activity.payer != Payer::OwnBalance {
        return 0;
    }
    let each = match activity.reward {
        Reward::PerParticipant { minutes } => u64::from(minutes),
        Reward::PerHour { minutes } => {
            let planned = activity.service.end.saturating_sub(activity.service.start);
            planned.saturating_mul(u64::from(minutes)).checked_div(3_600).unwrap_or(u64::MAX)
        }
    };
    each.saturating_mul(activity.seats.into())
}

/// Why an intent is not signed, or that the store failed.
#[derive(Debug, Error)]
pub enum PolicyError {
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Whether the signer may sign this intent at `now` (seconds of Unix time). If so, what it takes out of the account is counted, in
/// the transaction that takes the intent.
///
/// # Errors
/// `Refused` with the rule that stands against it; nothing has been written then.
pub async fn allow(
    tx: &mut AnyConnection,
    intent: &Intent,
    contract: Contract,
    digest: &[u8; 32],
    now: i64,
) -> Result<(), PolicyError> {
    for member in [Some(intent.signer), intent.on_behalf_of].into_iter().flatten() {
        if left(tx, member).await? {
            return Err(Refusal::Left.into());
        }
    }
    if moved(tx, intent.signer).await? {
        return Err(Refusal::Moved.into());
    }
    if intent.scope != Scope::Owner {
        // The chain lets no other key take anything out of a member's account.
        return Ok(());
    }
    let member = int(intent.on_behalf_of.unwrap_or(intent.signer));
    let (recipient, minutes) = match effect(contract, &intent.message).ok_or(Refusal::Unreadable)? {
        Effect::Nothing => return Ok(()),
        Effect::Given { recipient, minutes } => (Some(recipient), minutes),
        Effect::Held { minutes } => (None, minutes),
        Effect::Submitted { activity } => (None, planned(tx, activity).await?),
    };
    let limits = in_force(tx, member, now).await?;
    let minutes = i64::try_from(minutes).map_err(|_| Refusal::Daily)?;
    let fits = |spent: i64, limit: Option<u64>| {
        limit.is_none_or(|limit| spent.checked_add(minutes).is_some_and(|sum| sum <= int(limit)))
    };
    if let Some(recipient) = &recipient {
        if limits.recipient_delay > 0 {
            known(tx, member, recipient, now, limits.recipient_delay).await?;
        }
        if !fits(spent(tx, member, Some(recipient), now).await?, limits.per_recipient) {
            return Err(Refusal::Recipient.into());
        }
    }
    if !fits(spent(tx, member, None, now).await?, limits.daily) {
        return Err(Refusal::Daily.into());
    }
    sqlx::query(
        "INSERT INTO signer_spent (digest, member, recipient, minutes, at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT DO NOTHING",
    )
    .bind(digest.as_slice())
    .bind(member)
    .bind(recipient.unwrap_or_else(|| "escrow".into()))
    .bind(minutes)
    .bind(now)
    .execute(tx)
    .await?;
    Ok(())
}

/// Takes back what [`allow`] counted for an intent that is not handed in after all.
///
/// # Errors
/// Those of the store.
pub async fn forget(tx: &mut AnyConnection, digest: &[u8; 32]) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM signer_spent WHERE digest = $1").bind(digest.as_slice()).execute(tx).await?;
    Ok(())
}

async fn left(tx: &mut AnyConnection, member: MemberId) -> Result<bool, sqlx::Error> {
    let row: Option<i64> = sqlx::query_scalar("SELECT since FROM custody_exits WHERE member = $1")
        .bind(int(member))
        .fetch_optional(tx)
        .await?;
    Ok(row.is_some())
}

/// Whether the branch that a member has joined has asked for its keys: from then on they sign there only.
async fn moved(tx: &mut AnyConnection, member: MemberId) -> Result<bool, sqlx::Error> {
    let row: Option<i64> = sqlx::query_scalar("SELECT since FROM departures WHERE member = $1")
        .bind(int(member))
        .fetch_optional(tx)
        .await?;
    Ok(row.is_some())
}

/// What the escrow of a stored activity takes out of its publisher's balance.
async fn planned(tx: &mut AnyConnection, activity: u64) -> Result<u64, sqlx::Error> {
    let row: Option<(i64, i64, String)> =
        sqlx::query_as("SELECT seats, reward, payer FROM p_activities WHERE id = $1")
            .bind(int(activity))
            .fetch_optional(tx)
            .await?;
    // The chain refuses what the index does not know.
    Ok(row
        .filter(|(_, _, payer)| payer == "own_balance")
        .map_or(0, |(seats, reward, _)| uint(seats).saturating_mul(uint(reward))))
}

/// What was signed away in the last day, without what the chain refused.
async fn spent(
    tx: &mut AnyConnection,
    member: i64,
    recipient: Option<&str>,
    now: i64,
) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT CAST(COALESCE(SUM(s.minutes), 0) AS BIGINT) FROM signer_spent s WHERE s.member = $1 AND s.at > $2 \
         AND ($3 = '' OR s.recipient = $3) AND NOT EXISTS \
         (SELECT 1 FROM actions a WHERE a.digest = s.digest AND a.form = 'intent' AND a.state = 'failed')",
    )
    .bind(member)
    .bind(now.saturating_sub(DAY))
    .bind(recipient.unwrap_or_default())
    .fetch_one(tx)
    .await
}

/// Whether the recipient was named, or given something, long enough ago.
async fn known(
    tx: &mut AnyConnection,
    member: i64,
    recipient: &str,
    now: i64,
    delay: u64,
) -> Result<(), PolicyError> {
    let since: Option<i64> = sqlx::query_scalar(
        "SELECT MIN(r.since) FROM (SELECT since FROM signer_recipients WHERE member = $1 AND recipient = $2 \
         UNION ALL SELECT at AS since FROM signer_spent WHERE member = $1 AND recipient = $2) r",
    )
    .bind(member)
    .bind(recipient)
    .fetch_one(tx)
    .await?;
    let ready = since.map(|since| since.saturating_add(int(delay)));
    match ready {
        Some(ready) if ready <= now => Ok(()),
        ready => {
            let seconds = ready.map(|ready| uint(ready.saturating_sub(now)));
            Err(Refusal::NewRecipient { seconds }.into())
        }
    }
}

type LimitsRow = (i64, Option<i64>, Option<i64>, i64, Option<i64>, Option<i64>, i64, Option<i64>);

const LIMITS: &str =
    "SELECT member, daily, per_recipient, recipient_delay, next_daily, next_per_recipient, next_delay, \
    next_from FROM signer_limits WHERE member = $1 OR member = $2";

fn read(row: &LimitsRow, now: i64) -> Limits {
    let (_, daily, per_recipient, delay, next_daily, next_per_recipient, next_delay, from) = *row;
    let own = |daily: Option<i64>, per_recipient: Option<i64>, delay: i64| Limits {
        daily: daily.map(uint),
        per_recipient: per_recipient.map(uint),
        recipient_delay: uint(delay),
    };
    match from {
        Some(from) if from <= now => own(next_daily, next_per_recipient, next_delay),
        _ => own(daily, per_recipient, delay),
    }
}

/// The branch's rule and the member's wishes together.
async fn in_force(tx: &mut AnyConnection, member: i64, now: i64) -> Result<Limits, sqlx::Error> {
    let rows: Vec<LimitsRow> = sqlx::query_as(LIMITS).bind(BRANCH).bind(member).fetch_all(tx).await?;
    Ok(rows.iter().fold(Limits::default(), |limits, row| limits.with(read(row, now))))
}

/// What a member wishes: what is in force now, and what will be from when.
///
/// # Errors
/// Those of the store.
pub async fn wishes(
    db: &Db,
    member: MemberId,
    now: i64,
) -> Result<(Limits, Option<(Limits, i64)>), sqlx::Error> {
    let row: Option<LimitsRow> =
        sqlx::query_as(LIMITS).bind(int(member)).bind(int(member)).fetch_optional(db.reader()).await?;
    let Some(row) = row else { return Ok((Limits::default(), None)) };
    let later = row.7.filter(|from| *from > now).map(|from| (read(&row, from), from));
    Ok((read(&row, now), later))
}

/// Sets what the branch allows everybody.
///
/// # Errors
/// Those of the store.
pub async fn set_branch(db: &Db, limits: Limits) -> Result<(), sqlx::Error> {
    let mut tx = db.begin().await?;
    store(&mut tx, BRANCH, limits, None).await?;
    tx.commit().await
}

/// Sets what a member wishes. What it tightens counts at once, what it loosens after [`LOOSENING_DELAY`], so that a thief with the
/// transaction password does not begin with that.
///
/// # Errors
/// Those of the store.
pub async fn set_wishes(
    tx: &mut AnyConnection,
    member: MemberId,
    wished: Limits,
    now: i64,
) -> Result<(), sqlx::Error> {
    let row: Option<LimitsRow> =
        sqlx::query_as(LIMITS).bind(int(member)).bind(int(member)).fetch_optional(&mut *tx).await?;
    let before = row.map(|row| read(&row, now)).unwrap_or_default();
    let at_once = before.with(wished);
    let later = (at_once != wished).then(|| (wished, now.saturating_add(LOOSENING_DELAY)));
    store(tx, int(member), at_once, later).await
}

async fn store(
    tx: &mut AnyConnection,
    member: i64,
    now: Limits,
    later: Option<(Limits, i64)>,
) -> Result<(), sqlx::Error> {
    let (next, from) = later.map_or((Limits::default(), None), |(next, from)| (next, Some(from)));
    sqlx::query(
        "INSERT INTO signer_limits (member, daily, per_recipient, recipient_delay, next_daily, next_per_recipient, \
         next_delay, next_from) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (member) DO UPDATE SET \
         daily = excluded.daily, per_recipient = excluded.per_recipient, recipient_delay = excluded.recipient_delay, \
         next_daily = excluded.next_daily, next_per_recipient = excluded.next_per_recipient, \
         next_delay = excluded.next_delay, next_from = excluded.next_from",
    )
    .bind(member)
    .bind(now.daily.map(int))
    .bind(now.per_recipient.map(int))
    .bind(int(now.recipient_delay))
    .bind(next.daily.map(int))
    .bind(next.per_recipient.map(int))
    .bind(int(next.recipient_delay))
    .bind(from)
    .execute(tx)
    .await?;
    Ok(())
}

/// Names a recipient, so that something can be sent there when the member's delay is over.
///
/// # Errors
/// Those of the store.
pub async fn name_recipient(
    tx: &mut AnyConnection,
    member: MemberId,
    recipient: &str,
    now: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO signer_recipients (member, recipient, since) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
    )
    .bind(int(member))
    .bind(recipient)
    .bind(now)
    .execute(tx)
    .await?;
    Ok(())
}

/// Whether a message takes something out of an account.
#[cfg(test)]
pub(crate) fn takes(contract: Contract, message: &str) -> bool {
    tests::READ.contains(&(contract, message))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::scratch;
    use serde_json::{json, Value};
    use timebank_api::permission::Who;
    use timebank_api::Scope as ApiScope;

    /// What `effect` reads because it takes something out of an account.
    pub(super) const READ: [(Contract, &str); 13] = [
        (Contract::TimeToken, "gift"),
        (Contract::TimeToken, "donate"),
        (Contract::TimeToken, "transfer"),
        (Contract::TimeToken, "transfer_from"),
        (Contract::TimeToken, "send"),
        (Contract::TimeToken, "send_from"),
        (Contract::TimeToken, "increase_allowance"),
        (Contract::TimeToken, "burn"),
        (Contract::TimeToken, "burn_from"),
        (Contract::ActivityRegistry, "publish"),
        (Contract::ActivityRegistry, "publish_series"),
        (Contract::ActivityRegistry, "edit"),
        (Contract::ActivityRegistry, "submit"),
    ];

    #[test]
    fn every_message_that_the_owner_key_may_sign_is_known_for_what_it_takes() {
        let mut relayable = Vec::new();
        for contract in Contract::ALL {
            for permission in contract.permissions().iter().filter(|permission| permission.relayable()) {
                let (Who::Member { scopes, .. } | Who::MemberOrAccount { scopes }) = permission.who else {
                    continue;
                };
                if scopes.contains(&ApiScope::Owner) {
                    relayable.push((contract, permission.message));
                }
            }
        }
        let known: Vec<_> = HARMLESS.iter().chain(&READ).copied().collect();
        let unknown: Vec<_> = relayable.iter().filter(|message| !known.contains(message)).collect();
        assert!(unknown.is_empty(), "the signer must know what these take: {unknown:?}");
        let gone: Vec<_> = known.iter().filter(|message| !relayable.contains(message)).collect();
        assert!(gone.is_empty(), "nobody can send these: {gone:?}");
        let unreadable = [
            (Contract::TimeToken, r#"{"mint":{"recipient":"a","amount":"1"}}"#),
            (Contract::TimeToken, r#"{"gift":{"to":1}}"#),
            (Contract::Proxy, r#"{"set_office_key":{}}"#),
            (Contract::Oracle, "{}"),
        ];
        for (contract, message) in unreadable {
            assert_eq!(effect(contract, message.as_bytes()), None, "{message}");
        }
    }

    fn activity(payer: &str, reward: Value) -> Value {
        json!({
            "title": "t", "summary": "s", "text": null, "category": "medical", "place": "p",
            "registration": {"start": 0, "end": 3_600}, "service": {"start": 7_200, "end": 12_600},
            "seats": 3, "reward": reward, "payer": payer, "admission": "automatic",
            "attendance_key": "", "skill": "plain",
        })
    }

    #[test]
    fn effects_are_read_from_the_message() {
        let read = |contract, message: Value| effect(contract, message.to_string().as_bytes());
        let given = |recipient: &str, minutes| Some(Effect::Given { recipient: recipient.into(), minutes });
        let token = Contract::TimeToken;
        assert_eq!(read(token, json!({"gift": {"to": 7, "minutes": 90}})), given("member 7", 90));
        assert_eq!(read(token, json!({"donate": {"minutes": 5}})), given("the welfare fund", 5));
        let transfer = json!({"transfer": {"recipient": "wasm1x", "amount": "61"}});
        assert_eq!(read(token, transfer), given("wasm1x", 61));
        let allowance = json!({"increase_allowance": {"spender": "wasm1y", "amount": "8"}});
        assert_eq!(read(token, allowance), given("wasm1y", 8));
        let registry = Contract::ActivityRegistry;
        let per_hour = json!({"per_hour": {"minutes": 60}});
        let publish = json!({"publish": {"activity": activity("own_balance", per_hour.clone())}});
        assert_eq!(read(registry, publish), Some(Effect::Held { minutes: 270 }), "1.5 hours, 3 seats");
        let issued = json!({"publish": {"activity": activity("issuance", per_hour.clone())}});
        assert_eq!(read(registry, issued), Some(Effect::Held { minutes: 0 }));
        let window = json!({"start": 0, "end": 1});
        let series = json!({"publish_series": {
            "activity": activity("own_balance", json!({"per_participant": {"minutes": 10}})),
            "more": [{"registration": window, "service": window}],
        }});
        assert_eq!(read(registry, series), Some(Effect::Held { minutes: 60 }));
        let edit = json!({"edit": {"id": 1, "revision": 1, "activity": activity("own_balance", per_hour)}});
        assert_eq!(read(registry, edit), Some(Effect::Held { minutes: 270 }));
        let submit = json!({"submit": {"id": 4, "revision": 1}});
        assert_eq!(read(registry, submit), Some(Effect::Submitted { activity: 4 }));
        assert_eq!(read(registry, json!({"settle": {"id": 1, "participant": 2}})), Some(Effect::Nothing));
    }

    fn intent(member: MemberId, scope: Scope, contract: Contract, message: &Value) -> (Intent, Contract) {
        let intent = Intent {
            scope,
            signer: member,
            on_behalf_of: None,
            key_epoch: 1,
            lane: 0,
            nonce: 0,
            valid_until: 0,
            contract: [0; 32],
            message: message.to_string().into_bytes(),
        };
        (intent, contract)
    }

    /// Asks and, when it is allowed, commits.
    async fn ask(db: &Db, number: u8, message: Value, now: i64) -> Result<(), Refusal> {
        let (intent, contract) = intent(1, Scope::Owner, Contract::TimeToken, &message);
        let mut tx = db.begin().await.unwrap();
        match allow(&mut tx, &intent, contract, &[number; 32], now).await {
            Ok(()) => {
                tx.commit().await.unwrap();
                Ok(())
            }
            Err(PolicyError::Refused(refusal)) => Err(refusal),
            Err(PolicyError::Database(error)) => panic!("{error}"),
        }
    }

    fn gift(to: u64, minutes: u32) -> Value {
        json!({"gift": {"to": to, "minutes": minutes}})
    }

    async fn wish(db: &Db, limits: Limits, now: i64) {
        let mut tx = db.begin().await.unwrap();
        set_wishes(&mut tx, 1, limits, now).await.unwrap();
        tx.commit().await.unwrap();
    }

    #[tokio::test]
    async fn a_day_and_a_recipient_have_their_limits_and_the_narrower_of_branch_and_member_counts() {
        let (db, _scratch) = scratch::db().await;
        assert_eq!(ask(&db, 1, gift(2, 1_000_000), 0).await, Ok(()), "no limit");
        set_branch(&db, Limits { daily: Some(100), per_recipient: Some(60), recipient_delay: 0 })
            .await
            .unwrap();
        let now = DAY + 1;
        assert_eq!(ask(&db, 2, gift(2, 61), now).await, Err(Refusal::Recipient));
        assert_eq!(ask(&db, 3, gift(2, 60), now).await, Ok(()));
        assert_eq!(ask(&db, 4, gift(2, 1), now).await, Err(Refusal::Recipient));
        assert_eq!(ask(&db, 5, gift(3, 41), now).await, Err(Refusal::Daily));
        assert_eq!(ask(&db, 6, gift(3, 40), now).await, Ok(()));
        assert_eq!(ask(&db, 7, json!({"donate": {"minutes": 1}}), now).await, Err(Refusal::Daily));
        assert_eq!(ask(&db, 8, json!({"decline_gift": {"gift": 1}}), now).await, Ok(()), "takes nothing");
        let later = now + DAY;
        assert_eq!(ask(&db, 9, gift(2, 60), later).await, Ok(()), "a day later");
        // The member's own wish is narrower than what is left.
        wish(&db, Limits { daily: Some(70), ..Limits::default() }, later).await;
        assert_eq!(ask(&db, 10, gift(3, 11), later).await, Err(Refusal::Daily));
        assert_eq!(ask(&db, 11, gift(3, 10), later).await, Ok(()));
        assert_eq!(ask(&db, 12, gift(4, 0), later).await, Ok(()));
        assert_eq!(ask(&db, 13, gift(3, u32::MAX), later).await, Err(Refusal::Recipient));
    }

    #[tokio::test]
    async fn escrows_count_and_so_does_what_is_submitted_by_its_number() {
        let (db, _scratch) = scratch::db().await;
        set_branch(&db, Limits { daily: Some(300), ..Limits::default() }).await.unwrap();
        let mut tx = db.begin().await.unwrap();
        sqlx::query(
            "INSERT INTO p_activities (id, branch, publisher, revision, state, input, category, place, words, \
             registration_start, registration_end, service_start, service_end, seats, reward, payer, created, updated) \
             VALUES (4, 1, 1, 1, 'draft', '', '', '', '', 0, 0, 0, 0, 3, 90, 'own_balance', 0, 0)",
        )
        .execute(&mut *tx)
        .await
        .unwrap();
        let registry = |message: Value| intent(1, Scope::Owner, Contract::ActivityRegistry, &message);
        let (submit, contract) = registry(json!({"submit": {"id": 4, "revision": 1}}));
        allow(&mut tx, &submit, contract, &[1; 32], 5).await.unwrap();
        let publish =
            json!({"publish": {"activity": activity("own_balance", json!({"per_hour": {"minutes": 60}}))}});
        let (publish, contract) = registry(publish);
        let refused = allow(&mut tx, &publish, contract, &[2; 32], 5).await;
        assert!(matches!(refused, Err(PolicyError::Refused(Refusal::Daily))), "270 and 270");
        tx.commit().await.unwrap();
        assert_eq!(ask(&db, 3, gift(2, 30), 5).await, Ok(()));
        assert_eq!(ask(&db, 4, gift(2, 1), 5).await, Err(Refusal::Daily));
    }

    #[tokio::test]
    async fn what_the_chain_refused_does_not_count() {
        let (db, _scratch) = scratch::db().await;
        set_branch(&db, Limits { daily: Some(10), ..Limits::default() }).await.unwrap();
        assert_eq!(ask(&db, 1, gift(2, 10), 5).await, Ok(()));
        assert_eq!(ask(&db, 2, gift(2, 1), 5).await, Err(Refusal::Daily));
        let mut tx = db.begin().await.unwrap();
        sqlx::query(
            "INSERT INTO actions (id, form, kind, contract, member, scope, lane, nonce, epoch, body, digest, state, \
             created, valid_until) VALUES ('a', 'intent', 'gift', 'time-token', 1, 1, 0, 0, 1, $1, $2, 'failed', 0, 0)",
        )
        .bind(vec![0u8])
        .bind([1u8; 32].to_vec())
        .execute(&mut *tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(ask(&db, 3, gift(2, 10), 5).await, Ok(()));
    }

    #[tokio::test]
    async fn a_new_recipient_is_named_first_and_waits_if_the_member_wishes() {
        let (db, _scratch) = scratch::db().await;
        assert_eq!(ask(&db, 1, gift(2, 5), 0).await, Ok(()));
        wish(&db, Limits { recipient_delay: 100, ..Limits::default() }, 50).await;
        assert_eq!(ask(&db, 2, gift(2, 5), 99).await, Err(Refusal::NewRecipient { seconds: Some(1) }));
        assert_eq!(ask(&db, 3, gift(2, 5), 100).await, Ok(()), "given before");
        assert_eq!(ask(&db, 4, gift(3, 5), 100).await, Err(Refusal::NewRecipient { seconds: None }));
        let mut tx = db.begin().await.unwrap();
        name_recipient(&mut tx, 1, &member_name(3), 100).await.unwrap();
        name_recipient(&mut tx, 1, &member_name(3), 150).await.unwrap();
        name_recipient(&mut tx, 9, &member_name(4), 0).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(ask(&db, 5, gift(3, 5), 199).await, Err(Refusal::NewRecipient { seconds: Some(1) }));
        assert_eq!(ask(&db, 6, gift(3, 5), 200).await, Ok(()));
        assert_eq!(ask(&db, 7, gift(4, 5), 200).await, Err(Refusal::NewRecipient { seconds: None }));
    }

    #[tokio::test]
    async fn what_is_tightened_counts_at_once_and_what_is_loosened_a_day_later() {
        let (db, _scratch) = scratch::db().await;
        let narrow = Limits { daily: Some(10), per_recipient: None, recipient_delay: 60 };
        wish(&db, narrow, 0).await;
        assert_eq!(wishes(&db, 1, 0).await.unwrap(), (narrow, None));
        let mixed = Limits { daily: Some(500), per_recipient: Some(5), recipient_delay: 0 };
        wish(&db, mixed, 100).await;
        let at_once = Limits { daily: Some(10), per_recipient: Some(5), recipient_delay: 60 };
        let from = 100 + LOOSENING_DELAY;
        assert_eq!(wishes(&db, 1, 100).await.unwrap(), (at_once, Some((mixed, from))));
        assert_eq!(wishes(&db, 1, from - 1).await.unwrap().0, at_once);
        assert_eq!(wishes(&db, 1, from).await.unwrap(), (mixed, None));
        assert_eq!(wishes(&db, 2, 0).await.unwrap(), (Limits::default(), None));
    }

    #[tokio::test]
    async fn other_keys_take_nothing_and_nothing_is_signed_for_who_has_left() {
        let (db, _scratch) = scratch::db().await;
        set_branch(&db, Limits { daily: Some(0), ..Limits::default() }).await.unwrap();
        let mut tx = db.begin().await.unwrap();
        for scope in [Scope::Everyday, Scope::Office] {
            let (intent, contract) = intent(1, scope, Contract::TimeToken, &gift(2, 5));
            allow(&mut tx, &intent, contract, &[1; 32], 0).await.unwrap();
        }
        sqlx::query("INSERT INTO custody_exits (member, user_id, everyday, owner, since) VALUES (1, 'u', 'a', 'b', 0)")
            .execute(&mut *tx)
            .await
            .unwrap();
        for scope in [Scope::Everyday, Scope::Owner, Scope::Office] {
            let (intent, contract) =
                intent(1, scope, Contract::ActivityRegistry, &json!({"enrol": {"id": 1}}));
            let refused = allow(&mut tx, &intent, contract, &[1; 32], 0).await;
            assert!(matches!(refused, Err(PolicyError::Refused(Refusal::Left))), "{scope:?}");
        }
        let (mut agent, contract) =
            intent(2, Scope::Everyday, Contract::ActivityRegistry, &json!({"enrol": {"id": 1}}));
        allow(&mut tx, &agent, contract, &[1; 32], 0).await.unwrap();
        agent.on_behalf_of = Some(1);
        let refused = allow(&mut tx, &agent, contract, &[1; 32], 0).await;
        assert!(matches!(refused, Err(PolicyError::Refused(Refusal::Left))));
    }
}
