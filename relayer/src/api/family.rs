//! Family and site agents, kin, and members' own standing: who acts for whom, moves, an emergency, an end (A10, E5, F6).

use super::acting::Whose;
use super::actions::{Accepted, Order};
use super::extract::{now, Administrator, Changing, Json, Member, Path, Query};
use super::list::{change, hexadecimal, maybe_hexadecimal, query, yes, List};
use super::once::Begun;
use super::problem::{Own, Problem};
use super::reads::{number, Page};
use super::{schema, ApiState};
use crate::db::int;
use crate::identity::SecretText;
use axum::extract::State;
use axum::Json as JsonBody;
use serde::{Deserialize, Serialize, Serializer};
use sha2::{Digest, Sha256};
use sqlx::FromRow;
use timebank_api::member_registry::{ExecuteMsg, OfCommitment, OfMember, Pair};
use timebank_api::permission::Contract;
use timebank_api::{Code, Right, Rights};
use utoipa::ToSchema;

const RIGHTS: [Right; 4] = [Right::TakePart, Right::Commit, Right::Donate, Right::Profile];

/// The set of these rights.
pub(super) fn rights(all: &[Right]) -> Rights {
    all.iter().fold(Rights::default(), |set, right| set.with(*right))
}

/// A column's set of rights as their names.
pub(super) fn names<S: Serializer>(bits: &i64, serializer: S) -> Result<S::Ok, S::Error> {
    let set = Rights(u8::try_from(*bits).unwrap_or(0));
    serializer.collect_seq(RIGHTS.into_iter().filter(|right| set.contains(*right)))
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewAgent {
    /// The member who is to act.
    agent: u64,
    #[schema(value_type = Vec<schema::Right>)]
    rights: Vec<Right>,
    /// The most minutes of own TIME the agent may commit on one day.
    daily: u32,
    /// Seconds of Unix time, at most two years ahead.
    until: u64,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Password)]
    transaction_password: Option<SecretText>,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Degree {
    /// Parents, children, grandparents, grandchildren and spouses.
    Lineal,
    Other,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewKin {
    member: u64,
    degree: Degree,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Password)]
    transaction_password: Option<SecretText>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Password {
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Password)]
    transaction_password: Option<SecretText>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewMove {
    /// The branch to move to.
    to: u32,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Password)]
    transaction_password: Option<SecretText>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewGroup {
    /// The number under which the company, school or association is registered publicly: 18 characters, GB 32100.
    #[schema(example = "91350100M000100Y43")]
    registration_number: String,
}

change! {
    /// Offers to let somebody act for oneself, within these rights. It counts when the agent accepts.
    post "/v1/me/agents" "family"
    fn appoint_agent(state, login: Member, changing; body: NewAgent) {
        let signer = state.owner(&login, body.transaction_password.as_ref()).await?;
        let message = ExecuteMsg::AppointAgent {
            agent: body.agent,
            rights: rights(&body.rights),
            daily: body.daily,
            until: body.until,
        };
        Order::new(signer, Contract::MemberRegistry, &message)
    }
}

change! {
    /// Ends an agency for oneself.
    delete "/v1/me/agents/{agent}" "family"
    fn dismiss_agent(state, login: Member, changing, [agent "agent": u64]) {
        let signer = state.everyday(&login).await?;
        let message = ExecuteMsg::RevokeAgent(Pair { principal: login.member()?, agent });
        Order::new(signer, Contract::MemberRegistry, &message)
    }
}

change! {
    /// Agrees to act for this member.
    post "/v1/me/principals/{principal}/acceptance" "family"
    fn accept_agency(state, login: Member, changing, [principal "principal": u64]) {
        let signer = state.everyday(&login).await?;
        let message = ExecuteMsg::AcceptAgent(OfMember { member: principal });
        Order::new(signer, Contract::MemberRegistry, &message)
    }
}

change! {
    /// Ends acting for this member, or refuses to.
    delete "/v1/me/principals/{principal}" "family"
    fn leave_agency(state, login: Member, changing, [principal "principal": u64]) {
        let signer = state.everyday(&login).await?;
        let message = ExecuteMsg::RevokeAgent(Pair { principal, agent: login.member()? });
        Order::new(signer, Contract::MemberRegistry, &message)
    }
}

change! {
    /// Offers a kin link to another member. What stands on chain says neither that two members are relatives nor how near.
    post "/v1/me/kin" "family"
    fn propose_kin(state, login: Member, changing; body: NewKin) {
        let signer = state.owner(&login, body.transaction_password.as_ref()).await?;
        // The other side is a member.
        state.account_of(body.member).await?;
        let degree = match body.degree {
            Degree::Lineal => 1,
            Degree::Other => 2,
        };
        let commitment = state.hide_kin(login.member()?, body.member, degree).await?.into();
        Order::new(signer, Contract::MemberRegistry, &ExecuteMsg::ProposeKin { other: body.member, commitment })
    }
}

change! {
    /// Agrees to a kin link that was offered.
    post "/v1/me/kin/{commitment}/acceptance" "family"
    fn accept_kin(state, login: Member, changing, [commitment "commitment": String]; body: Password) {
        let commitment = state.kin_of(login.member()?, &commitment).await?.into();
        let signer = state.owner(&login, body.transaction_password.as_ref()).await?;
        let message = ExecuteMsg::AcceptKin(OfCommitment { commitment });
        Order::new(signer, Contract::MemberRegistry, &message)
    }
}

change! {
    /// Ends a kin link, or refuses one.
    delete "/v1/me/kin/{commitment}" "family"
    fn revoke_kin(state, login: Member, changing, [commitment "commitment": String]) {
        let commitment = state.kin_of(login.member()?, &commitment).await?.into();
        let signer = state.everyday(&login).await?;
        let message = ExecuteMsg::RevokeKin(OfCommitment { commitment });
        Order::new(signer, Contract::MemberRegistry, &message)
    }
}

change! {
    /// Asks for a move to another branch, which both branches decide. When it is done, keys and data go along by themselves; the
    /// transaction password stays, a login password is set anew there.
    post "/v1/me/move" "family"
    fn request_move(state, login: Member, changing; body: NewMove) {
        state.branch_known(body.to).await?;
        let signer = state.owner(&login, body.transaction_password.as_ref()).await?;
        if let Some(password) = &body.transaction_password {
            state.identity.make_ready(&login, body.to, password, signer.key(), now()).await?;
        }
        Order::new(signer, Contract::MemberRegistry, &ExecuteMsg::RequestMove { to: body.to })
    }
}

change! {
    /// Takes the request for a move back.
    delete "/v1/me/move" "family"
    fn withdraw_move(state, login: Member, changing) {
        let signer = state.everyday(&login).await?;
        Order::new(signer, Contract::MemberRegistry, &ExecuteMsg::WithdrawMove {})
    }
}

change! {
    /// Freezes the own account in an emergency: nothing leaves it until two office-holders thaw it.
    post "/v1/me/freeze" "family"
    fn freeze(state, login: Member, changing) {
        let signer = state.everyday(&login).await?;
        Order::new(signer, Contract::MemberRegistry, &ExecuteMsg::Freeze {})
    }
}

change! {
    /// Ends the own membership. What is left of the TIME goes where the branch's rules send an estate without an heir.
    post "/v1/me/closing" "family"
    fn close(state, login: Member, changing; body: Password) {
        let signer = state.owner(&login, body.transaction_password.as_ref()).await?;
        Order::new(signer, Contract::MemberRegistry, &ExecuteMsg::Close {})
    }
}

/// An agency.
#[derive(Debug, Serialize, FromRow, ToSchema)]
pub(super) struct Agency {
    /// For whom.
    principal: i64,
    agent: i64,
    /// Whether the principal is a company, school or team, and the agent a signatory.
    #[serde(serialize_with = "yes")]
    #[schema(value_type = bool)]
    collective: i64,
    #[serde(serialize_with = "names")]
    #[schema(value_type = Vec<schema::Right>)]
    rights: i64,
    /// The most minutes of the principal's TIME on one day.
    daily: i64,
    /// Seconds of Unix time.
    until: i64,
    #[serde(serialize_with = "yes")]
    #[schema(value_type = bool)]
    accepted: i64,
    /// sha256 of the paper, when two office-holders appointed.
    #[serde(serialize_with = "maybe_hexadecimal", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    consent: Option<Vec<u8>>,
}

impl ApiState {
    /// Who acts for a member.
    pub(super) async fn agents_of(&self, member: u64) -> Result<Vec<Agency>, Problem> {
        self.rows(query!(
            "SELECT principal, agent, rights, daily, until, accepted, consent, \
             (SELECT COUNT(*) FROM p_groups g WHERE g.member = principal) AS collective FROM p_agents WHERE principal = ",
            int(member),
            " ORDER BY agent LIMIT 100"
        ))
        .await
    }

    /// The commitment of a kin link that a member is a side of.
    async fn kin_of(&self, member: u64, commitment: &str) -> Result<[u8; 32], Problem> {
        let unknown = || Problem::from(Code::KinUnknown);
        let bytes: [u8; 32] =
            hex::decode(commitment).ok().and_then(|bytes| bytes.try_into().ok()).ok_or_else(unknown)?;
        let found: Option<(i64,)> = self
            .row(query!(
                "SELECT proposer FROM p_kin WHERE commitment = ",
                bytes.to_vec(),
                " AND (proposer = ",
                int(member),
                " OR other = ",
                int(member),
                ")"
            ))
            .await?;
        found.map(|_| bytes).ok_or_else(unknown)
    }
}

/// Who acts for oneself, or was asked to; for an agent, who acts for the principal.
#[utoipa::path(get, path = "/v1/me/agents", tag = "family", security(("session" = [])),
    params(("On-Behalf-Of" = Option<u64>, Header)), responses((status = 200, body = List<Agency>), Problem))]
pub(super) async fn agents(
    State(state): State<ApiState>,
    whose: Whose,
) -> Result<JsonBody<List<Agency>>, Problem> {
    Ok(JsonBody(List::whole(state.agents_of(whose.member).await?)))
}

/// For whom one acts, or was asked to.
#[utoipa::path(get, path = "/v1/me/principals", tag = "family", security(("session" = [])),
    responses((status = 200, body = List<Agency>), Problem))]
pub(super) async fn principals(
    State(state): State<ApiState>,
    Member(login): Member,
) -> Result<JsonBody<List<Agency>>, Problem> {
    let principals = state
        .rows(query!(
            "SELECT principal, agent, rights, daily, until, accepted, consent, \
             (SELECT COUNT(*) FROM p_groups g WHERE g.member = principal) AS collective FROM p_agents WHERE agent = ",
            int(login.member()?),
            " ORDER BY principal LIMIT 100"
        ))
        .await?;
    Ok(JsonBody(List::whole(principals)))
}

#[derive(FromRow)]
struct KinRow {
    commitment: Vec<u8>,
    proposer: i64,
    other: i64,
    accepted: i64,
}

/// A kin link.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Kin {
    /// What stands on chain, in hexadecimal.
    #[serde(serialize_with = "hexadecimal")]
    #[schema(value_type = String)]
    commitment: Vec<u8>,
    /// Who offered it.
    proposer: i64,
    other: i64,
    #[serde(serialize_with = "yes")]
    #[schema(value_type = bool)]
    accepted: i64,
    /// How near; missing until the branch where the link was offered has said so.
    #[serde(skip_serializing_if = "Option::is_none")]
    degree: Option<Degree>,
}

/// The own kin links, agreed or offered.
#[utoipa::path(get, path = "/v1/me/kin", tag = "family", security(("session" = [])),
    responses((status = 200, body = List<Kin>), Problem))]
pub(super) async fn kin(
    State(state): State<ApiState>,
    Member(login): Member,
) -> Result<JsonBody<List<Kin>>, Problem> {
    let member = int(login.member()?);
    let links: Vec<KinRow> = state
        .rows(query!(
            "SELECT commitment, proposer, other, accepted FROM p_kin WHERE proposer = ",
            member,
            " OR other = ",
            member,
            " ORDER BY commitment LIMIT 100"
        ))
        .await?;
    let mut items = Vec::new();
    for KinRow { commitment, proposer, other, accepted } in links {
        let degree = match state.degree(&commitment).await? {
            Some(1) => Some(Degree::Lineal),
            Some(_) => Some(Degree::Other),
            None => None,
        };
        items.push(Kin { commitment, proposer, other, accepted, degree });
    }
    Ok(JsonBody(List::whole(items)))
}

/// A move from one branch to another.
#[derive(Debug, Serialize, FromRow, ToSchema)]
pub(super) struct Move {
    pub member: i64,
    pub leaves: i64,
    pub joins: i64,
    /// Who agreed for the branch that is left, and for the one that is joined.
    pub left_by: Option<i64>,
    pub joined_by: Option<i64>,
    /// Seconds of Unix time.
    pub at: i64,
}

/// The own request for a move, if there is one.
#[utoipa::path(get, path = "/v1/me/move", tag = "family", security(("session" = [])),
    responses((status = 200, body = List<Move>), Problem))]
pub(super) async fn my_move(
    State(state): State<ApiState>,
    Member(login): Member,
) -> Result<JsonBody<List<Move>>, Problem> {
    let moves = state
        .rows(query!(
            "SELECT member, leaves, joins, left_by, joined_by, at FROM p_moves WHERE member = ",
            int(login.member()?),
            ""
        ))
        .await?;
    Ok(JsonBody(List::whole(moves)))
}

/// A company, school or team.
#[derive(Debug, Serialize, FromRow, ToSchema)]
pub(super) struct Group {
    member: i64,
    /// Seconds of Unix time.
    since: i64,
    /// Minutes of TIME.
    balance: i64,
    /// Who acts for it now.
    signatories: i64,
}

/// The groups of the own branch, by number. Who acts for one is told with the member.
#[utoipa::path(get, path = "/v1/groups", tag = "office",
    security(("session" = ["custodian", "branch_administrator"])), params(Page),
    responses((status = 200, body = List<Group>), Problem))]
pub(super) async fn groups(
    State(state): State<ApiState>,
    Query(paging): Query<Page>,
) -> Result<JsonBody<List<Group>>, Problem> {
    let limit = paging.limit.get();
    let groups = state
        .rows(query!(
            "SELECT g.member, m.since, COALESCE(b.minutes, 0) AS balance, (SELECT COUNT(*) FROM p_agents a \
             WHERE a.principal = g.member AND a.accepted = 1 AND a.until > ",
            now(),
            ") AS signatories FROM p_groups g JOIN p_members m ON m.id = g.member \
             LEFT JOIN p_balances b ON b.account = m.account WHERE m.branch = ",
            i64::from(state.settings.branch),
            " AND g.member > ",
            number(paging.cursor.as_ref())?.map_or(0, int),
            " ORDER BY g.member LIMIT ",
            i64::from(limit),
            ""
        ))
        .await?;
    Ok(JsonBody(List::page(groups, limit, |group: &Group| group.member)))
}

/// Registers a company, school or team of the branch. It has no keys: its signatories, whom two office-holders appoint by a
/// case, act for it as its agents.
#[utoipa::path(post, path = "/v1/groups", tag = "office", security(("session" = ["custodian", "branch_administrator"])),
    params(("Idempotency-Key" = String, Header)), responses(Accepted, Problem))]
pub(super) async fn register_group(
    State(state): State<ApiState>,
    administrator: Administrator,
    changing: Changing,
    Json(body): Json<NewGroup>,
) -> Result<Accepted, Problem> {
    let login = administrator.0;
    if changing.on_behalf_of.is_some() {
        return Err(Code::AgentNotAllowed.into());
    }
    let identity = changing.identity(&body)?;
    let once = match state.begin(&super::actions::principal(&login), &changing, &identity).await? {
        Begun::Before(action) => return state.accepted(&action, changing.wait).await,
        Begun::New(once) => once,
    };
    // The branch itself registers, as operator; an unlocked office stands for it.
    state.office(&login).await?;
    let number = registration_number(&body.registration_number).ok_or(Own::RegistrationNumber)?;
    let mut digest = Sha256::new();
    digest.update(b"timebank/group/v1");
    digest.update(number.as_bytes());
    let registration: [u8; 32] = digest.finalize().into();
    let message = ExecuteMsg::RegisterGroup { registration: registration.into(), salt: state.salt().into() };
    tracing::info!(by = login.member, at = now(), "a group is registered");
    state.act_as_branch(once, &changing, message.name(), (Contract::MemberRegistry, &message)).await
}

/// A registration number of GB 32100 in capitals, if its check character fits.
fn registration_number(text: &str) -> Option<String> {
    const LETTERS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    let number = text.trim().to_ascii_uppercase();
    let values = number.chars().map(|letter| LETTERS.find(letter)).collect::<Option<Vec<_>>>()?;
    let (check, digits) = values.split_last()?;
    if digits.len() != 17 {
        return None;
    }
    let mut weight = 1usize;
    let mut sum = 0usize;
    for digit in digits {
        sum = sum.saturating_add(digit.saturating_mul(weight));
        weight = weight.saturating_mul(3).checked_rem(31)?;
    }
    let expected = 31usize.saturating_sub(sum.checked_rem(31)?).checked_rem(31)?;
    (expected == *check).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_registration_number_has_a_check_character() {
        // The example of the standard.
        assert_eq!(registration_number(" 91350100m000100y43 "), Some("91350100M000100Y43".into()));
        assert_eq!(registration_number("91350100M000100Y44"), None);
        assert_eq!(registration_number("91350100M000100Y4"), None);
        assert_eq!(registration_number("9135010IM000100Y43"), None);
    }

    #[test]
    fn rights_are_a_set_of_names() {
        let set = rights(&[Right::TakePart, Right::Donate]);
        assert_eq!(set, Rights(5));
        let written = names(&i64::from(set.0), serde_json::value::Serializer).unwrap();
        assert_eq!(written, serde_json::json!(["take_part", "donate"]));
    }
}
