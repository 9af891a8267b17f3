//! What members say of themselves (E1): the branch keeps it sealed, the ledger a salted commitment; a change counts when a
//! reviewer has looked at it. Credentials are stated in the same way (D5).

use super::acting::Whose;
use super::actions::{Accepted, Order};
use super::extract::{Administrator, Changing, Json, Member, Path, Query};
use super::hidden::Hidden;
use super::list::{change, query, List};
use super::offices::{Credential, Word};
use super::problem::{Own, Problem};
use super::reads::{number, Page};
use super::{schema, ApiState};
use crate::db::{int, uint};
use axum::extract::State;
use axum::Json as JsonBody;
use cosmwasm_std::HexBinary;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use sqlx::FromRow;
use timebank_api::activity_registry::Opening;
use timebank_api::member_registry::{Decision, ExecuteMsg, ProfileKind};
use timebank_api::permission::Contract;
use timebank_api::{Code, MemberId, Right};
use timebank_intent::{credential_commitment, COMMITMENT_SALT_LEN};
use utoipa::ToSchema;

/// The most characters of a text, and the most items of a list.
const LONGEST: usize = 500;
const MOST: usize = 32;
const LONGEST_ITEM: usize = 40;

/// A change of one's own information.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum ProfileChange {
    /// 个人简介 and 联系方式.
    Profile {
        introduction: String,
        contact: String,
    },
    /// The number in the national system of volunteers.
    VolunteerNumber {
        number: String,
    },
    Skills {
        skills: Vec<String>,
    },
    Interests {
        interests: Vec<String>,
    },
}

impl ProfileChange {
    fn kind(&self) -> ProfileKind {
        match self {
            ProfileChange::Profile { .. } => ProfileKind::Profile,
            ProfileChange::VolunteerNumber { .. } => ProfileKind::VolunteerNumber,
            ProfileChange::Skills { .. } => ProfileKind::Skills,
            ProfileChange::Interests { .. } => ProfileKind::Interests,
        }
    }

    fn check(&self) -> Result<(), Problem> {
        let short = |text: &str, most: usize| text.chars().count() <= most;
        let good = match self {
            ProfileChange::Profile { introduction, contact } => {
                short(introduction, LONGEST) && short(contact, LONGEST)
            }
            ProfileChange::VolunteerNumber { number } => {
                !number.is_empty() && short(number, LONGEST_ITEM) && number.chars().all(char::is_alphanumeric)
            }
            ProfileChange::Skills { skills: all } | ProfileChange::Interests { interests: all } => {
                all.len() <= MOST && all.iter().all(|item| !item.is_empty() && short(item, LONGEST_ITEM))
            }
        };
        match good {
            true => Ok(()),
            false => Err(Code::TextInvalid.into()),
        }
    }
}

/// A change with what makes its commitment say nothing.
#[derive(Serialize, Deserialize)]
struct Kept {
    salt: [u8; COMMITMENT_SALT_LEN],
    change: ProfileChange,
}

impl Kept {
    fn commitment(&self, member: MemberId) -> Result<[u8; 32], Problem> {
        let text = serde_json::to_vec(&self.change).map_err(|error| Problem::internal(&error))?;
        let mut hash = Sha256::new();
        hash.update(b"timebank/profile/v1");
        hash.update(member.to_be_bytes());
        hash.update(self.salt);
        hash.update(&text);
        Ok(hash.finalize().into())
    }
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewProfileRequest {
    change: ProfileChange,
}

change! {
    /// Asks for a change of one's own information; a newer request of the same kind takes the place of one that waits. An agent
    /// may ask for the principal.
    post "/v1/me/profile-requests" "profile"
    fn request(state, login: Member, changing; body: NewProfileRequest) {
        body.change.check()?;
        let signer = state.everyday(&login).await?;
        let member = changing.principal(&login)?;
        let kept = Kept { salt: state.salt(), change: body.change.clone() };
        let commitment = kept.commitment(member)?;
        state.hide(Hidden::Profile, member, &commitment, &kept).await?;
        let message =
            ExecuteMsg::RequestProfile { kind: body.change.kind(), commitment: commitment.into() };
        Order::new(signer, Contract::MemberRegistry, &message)
    }
}

change! {
    /// Decides a request of a member of the own branch; never one's own.
    post "/v1/profile-requests/{id}/decision" "profile"
    fn decide(state, login: Administrator(Reviewer), changing, [id "id": u64]; body: Word) {
        let decision = Decision { id, approve: body.approve, reason: body.reason.clone() };
        state.of_members(&login, &ExecuteMsg::DecideProfile(decision)).await
    }
}

/// A request for a change, with what it says where this branch keeps it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ProfileRequest {
    id: u64,
    member: u64,
    /// Who asked: the member or an agent.
    author: u64,
    #[schema(value_type = schema::ProfileKind)]
    kind: String,
    #[schema(value_type = schema::Decided)]
    state: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    change: Option<ProfileChange>,
    /// What is in force now.
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<ProfileChange>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    /// Seconds of Unix time.
    created: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    decided: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decided_by: Option<u64>,
}

#[derive(FromRow)]
struct RequestRow {
    id: i64,
    member: i64,
    author: i64,
    kind: String,
    commitment: Vec<u8>,
    state: String,
    reason: Option<String>,
    created: i64,
    decided: Option<i64>,
    decided_by: Option<i64>,
    before: Option<Vec<u8>>,
}

impl ApiState {
    async fn change_of(&self, commitment: &[u8]) -> Result<Option<ProfileChange>, Problem> {
        let kept: Option<Kept> = self.unhide(Hidden::Profile, commitment).await?;
        Ok(kept.map(|kept| kept.change))
    }

    /// A page of requests.
    async fn request_views(
        &self,
        rows: Vec<RequestRow>,
        limit: u32,
    ) -> Result<JsonBody<List<ProfileRequest>>, Problem> {
        let List { items: rows, next } = List::page(rows, limit, |row| row.id);
        let mut items = Vec::new();
        for row in rows {
            items.push(self.request_view(row).await?);
        }
        Ok(JsonBody(List { items, next }))
    }

    async fn request_view(&self, row: RequestRow) -> Result<ProfileRequest, Problem> {
        let before = match &row.before {
            Some(commitment) => self.change_of(commitment).await?,
            None => None,
        };
        Ok(ProfileRequest {
            id: uint(row.id),
            member: uint(row.member),
            author: uint(row.author),
            kind: row.kind,
            state: row.state,
            change: self.change_of(&row.commitment).await?,
            before,
            reason: row.reason,
            created: uint(row.created),
            decided: row.decided.map(uint),
            decided_by: row.decided_by.map(uint),
        })
    }
}

/// The requests that wait at the own branch, the longest waiting first.
#[utoipa::path(get, path = "/v1/profile-requests", tag = "profile", security(("session" = ["reviewer"])), params(Page),
    responses((status = 200, body = List<ProfileRequest>), Problem))]
pub(super) async fn queue(
    State(state): State<ApiState>,
    _: Administrator,
    Query(paging): Query<Page>,
) -> Result<JsonBody<List<ProfileRequest>>, Problem> {
    let limit = paging.limit.get();
    let rows: Vec<RequestRow> = state
        .rows(query!(
            "SELECT r.id, r.member, r.author, r.kind, r.commitment, r.state, r.reason, r.created, r.decided, r.decided_by, \
             p.commitment AS before FROM p_profile_requests r JOIN p_members m ON m.id = r.member \
             LEFT JOIN p_profiles p ON p.member = r.member AND p.kind = r.kind \
             WHERE r.state = 'waiting' AND m.branch = ",
            i64::from(state.settings.branch),
            " AND r.id > ",
            number(paging.cursor.as_ref())?.map_or(0, int),
            " ORDER BY r.id LIMIT ",
            i64::from(limit),
            ""
        ))
        .await?;
    state.request_views(rows, limit).await
}

/// The own requests, newest first. An agent sees those for the principal.
#[utoipa::path(get, path = "/v1/me/profile-requests", tag = "profile", security(("session" = [])),
    params(Page, ("On-Behalf-Of" = Option<u64>, Header)), responses((status = 200, body = List<ProfileRequest>), Problem))]
pub(super) async fn requests(
    State(state): State<ApiState>,
    whose: Whose,
    Query(paging): Query<Page>,
) -> Result<JsonBody<List<ProfileRequest>>, Problem> {
    let whose = whose.with(Right::Profile)?;
    let limit = paging.limit.get();
    let rows: Vec<RequestRow> = state
        .rows(query!(
            "SELECT id, member, author, kind, commitment, state, reason, created, decided, decided_by, \
             NULLIF(commitment, commitment) AS before FROM p_profile_requests WHERE member = ",
            int(whose.member),
            " AND id < ",
            number(paging.cursor.as_ref())?.map_or(i64::MAX, int),
            " ORDER BY id DESC LIMIT ",
            i64::from(limit),
            ""
        ))
        .await?;
    state.request_views(rows, limit).await
}

/// The own information that is in force, by kind.
#[utoipa::path(get, path = "/v1/me/profile", tag = "profile", security(("session" = [])),
    responses((status = 200, body = List<ProfileChange>), Problem))]
pub(super) async fn profile(
    State(state): State<ApiState>,
    Member(login): Member,
) -> Result<JsonBody<List<ProfileChange>>, Problem> {
    let rows: Vec<(Vec<u8>,)> = state
        .rows(query!(
            "SELECT commitment FROM p_profiles WHERE member = ",
            int(login.member()?),
            " ORDER BY kind"
        ))
        .await?;
    let mut items = Vec::new();
    for (commitment,) in rows {
        items.extend(state.change_of(&commitment).await?);
    }
    Ok(JsonBody(List::whole(items)))
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewCredential {
    /// What holds, by its number in the network's list of predicates.
    predicate: u8,
    /// Seconds of Unix time.
    valid_until: u64,
}

/// What opens a credential.
#[derive(Serialize, Deserialize)]
struct CredentialOpening {
    predicate: u8,
    salt: [u8; COMMITMENT_SALT_LEN],
}

change! {
    /// States something about a member of the own branch, as a salted commitment.
    post "/v1/members/{id}/credentials" "office"
    fn issue_credential(
        state, login: Administrator(Custodian TrainingAdministrator), changing, [id "id": u64]; body: NewCredential
    ) {
        let opening = CredentialOpening { predicate: body.predicate, salt: state.salt() };
        let commitment = credential_commitment(id, opening.predicate, &opening.salt);
        state.hide(Hidden::Credential, id, &commitment, &opening).await?;
        let (commitment, valid_until) = (commitment.into(), body.valid_until);
        state.of_members(&login, &ExecuteMsg::IssueCredential { member: id, commitment, valid_until }).await
    }
}

change! {
    /// Takes a credential back.
    delete "/v1/members/{id}/credentials/{commitment}" "office"
    fn revoke_credential(
        state, login: Administrator(Custodian TrainingAdministrator), changing,
        [id "id": u64, commitment "commitment": String]
    ) {
        let bytes = hex::decode(&commitment);
        let commitment: HexBinary =
            bytes.map_err(|_| Problem::from(Own::Parameter).with_detail("commitment"))?.into();
        state.of_members(&login, &ExecuteMsg::RevokeCredential { member: id, commitment }).await
    }
}

/// A credential of one's own.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct MyCredential {
    #[serde(flatten)]
    credential: Credential,
    /// What it says and what shows that it does, for an enrolment that asks for it; missing when a partner institution keeps it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    opening: Option<Opening>,
}

/// What holds of oneself. An agent reads the principal's.
#[utoipa::path(get, path = "/v1/me/credentials", tag = "profile", security(("session" = [])),
    params(("On-Behalf-Of" = Option<u64>, Header)), responses((status = 200, body = List<MyCredential>), Problem))]
pub(super) async fn credentials(
    State(state): State<ApiState>,
    whose: Whose,
) -> Result<JsonBody<List<MyCredential>>, Problem> {
    let whose = whose.with(Right::TakePart)?;
    let mut items = Vec::new();
    for credential in state.credentials_of(whose.member).await? {
        let opening: Option<CredentialOpening> =
            state.unhide(Hidden::Credential, &credential.commitment).await?;
        let opening =
            opening.map(|CredentialOpening { predicate, salt }| Opening { predicate, salt: salt.into() });
        items.push(MyCredential { credential, opening });
    }
    Ok(JsonBody(List::whole(items)))
}
