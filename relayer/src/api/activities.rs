use super::actions::{signs, Accepted, Order};
use super::extract::{now, Administrator, Changing, Json, Member, Path};
use super::problem::{Own, Problem};
use super::{schema, ApiState};
use crate::custody::Kept;
use crate::identity::{Login, SecretText};
use axum::extract::State;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use timebank_api::activity_registry::{
    ActivityInput, Admission, Category, ExecuteMsg, Occurrence, Payer, Requirement, Reward, State as Life,
    Window,
};
use timebank_api::permission::Contract;
use timebank_api::rulebook::Skill;
use timebank_api::Code;
use timebank_client::SecretKey;
use utoipa::ToSchema;

/// Longest public text that is kept beside the chain, in bytes.
const LONGEST_TEXT: usize = 16 * 1024;

/// What a publisher says about an activity. Everything is public: no names, addresses or health of persons.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ActivityFields {
    /// 1 to 80 characters.
    #[schema(example = "陪同就医")]
    pub(super) title: String,
    /// At most 500 characters.
    pub(super) summary: String,
    /// A longer public text; kept beside the chain, which holds its sha256.
    #[serde(default)]
    pub(super) text: Option<String>,
    #[schema(value_type = schema::Category)]
    pub(super) category: Category,
    /// District-level place.
    pub(super) place: String,
    #[schema(value_type = schema::Window)]
    pub(super) registration: Window,
    #[schema(value_type = schema::Window)]
    pub(super) service: Window,
    seats: u16,
    #[schema(value_type = schema::Reward)]
    pub(super) reward: Reward,
    #[schema(value_type = schema::Payer)]
    payer: Payer,
    #[schema(value_type = schema::Admission)]
    admission: Admission,
    /// It can change the weight of the branch's rules; `plain` unless said.
    #[serde(default = "plain")]
    #[schema(value_type = Option<schema::Skill>)]
    skill: Skill,
    /// What a participant must show, all of it; at most 8.
    #[serde(default)]
    #[schema(value_type = Vec<schema::Requirement>)]
    requirements: Vec<Requirement>,
    /// The standing offer or need it comes from.
    #[serde(default)]
    listing: Option<u64>,
}

fn plain() -> Skill {
    Skill::Plain
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewActivity {
    activity: ActivityFields,
    /// Whether it goes to review at once; else it stays a draft.
    submit: bool,
    /// Needed to submit what the own balance pays.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Password)]
    transaction_password: Option<SecretText>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewSeries {
    /// The first one; the others differ by their times only.
    activity: ActivityFields,
    /// The other times, at most 12.
    #[schema(value_type = Vec<schema::Occurrence>)]
    more: Vec<Occurrence>,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Password)]
    transaction_password: Option<SecretText>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EditedActivity {
    /// The revision that was edited.
    revision: u32,
    activity: ActivityFields,
    /// Needed once it has been submitted.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Password)]
    transaction_password: Option<SecretText>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Submission {
    revision: u32,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Password)]
    transaction_password: Option<SecretText>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Withdrawal {
    reason: String,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Password)]
    transaction_password: Option<SecretText>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Decision {
    Approve,
    Return,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Review {
    /// The revision that was reviewed; an edit in between voids the decision.
    pub revision: u32,
    pub decision: Decision,
    /// Needed to return it.
    #[serde(default)]
    pub reason: String,
}

impl ApiState {
    /// Sends a reviewer's word; `decide` makes it a message, of the revision and, where it is returned, of the reason.
    pub(super) async fn act_on_review(
        &self,
        login: &Login,
        changing: &Changing,
        review: &Review,
        decide: impl FnOnce(u32, Option<String>) -> ExecuteMsg,
    ) -> Result<Accepted, Problem> {
        let reason = match review.decision {
            Decision::Approve => None,
            Decision::Return => Some(review.reason.clone()),
        };
        let message = decide(review.revision, reason);
        self.act_in_office(login, changing, review, (Contract::ActivityRegistry, &message)).await
    }
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TakeDown {
    reason: String,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CoAdministrator {
    member: u64,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Password)]
    transaction_password: Option<SecretText>,
}

signs! { Submission Withdrawal CoAdministrator }

impl ApiState {
    /// The activity as the contract takes it; its longer text is kept here.
    async fn input(&self, fields: ActivityFields, attendance_key: Vec<u8>) -> Result<ActivityInput, Problem> {
        let text = match &fields.text {
            Some(text) => Some(self.keep_text(text).await?.to_vec().into()),
            None => None,
        };
        Ok(ActivityInput {
            title: fields.title,
            summary: fields.summary,
            text,
            category: fields.category,
            place: fields.place,
            registration: fields.registration,
            service: fields.service,
            seats: fields.seats,
            reward: fields.reward,
            payer: fields.payer,
            admission: fields.admission,
            attendance_key: attendance_key.into(),
            skill: fields.skill,
            requirements: fields.requirements,
            listing: fields.listing,
        })
    }

    /// Keeps a public text and gives its sha256.
    pub(super) async fn keep_text(&self, text: &str) -> Result<[u8; 32], Problem> {
        if text.trim().is_empty() || text.len() > LONGEST_TEXT {
            return Err(Code::TextInvalid.into());
        }
        let hash: [u8; 32] = Sha256::digest(text.as_bytes()).into();
        let mut tx = self.db.begin().await?;
        sqlx::query(
            "INSERT INTO contents (sha256, text, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        )
        .bind(hash.as_slice())
        .bind(text)
        .bind(now())
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(hash)
    }

    /// Makes and keeps the key whose signatures are the activity's attendance codes; gives its public half.
    async fn new_attendance_key(&self) -> Result<Vec<u8>, Problem> {
        let key = SecretKey::generate();
        let public = key.public_key();
        let sealed = self
            .identity
            .custody()
            .seal_key(Kept::Attendance(&hex::encode(public)), &key)
            .await
            .map_err(crate::identity::IdentityError::from)?;
        let mut tx = self.db.begin().await?;
        sqlx::query("INSERT INTO attendance_keys (public, sealed, created_at) VALUES ($1, $2, $3)")
            .bind(public.as_slice())
            .bind(sealed)
            .bind(now())
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(public.to_vec())
    }

    /// The key that shows the codes of an activity with this public key, if this branch has it.
    pub(super) async fn attendance_key(&self, public: &[u8]) -> Result<SecretKey, Problem> {
        let sealed: Option<Vec<u8>> =
            sqlx::query_scalar("SELECT sealed FROM attendance_keys WHERE public = $1")
                .bind(public)
                .fetch_optional(self.db.reader())
                .await?;
        let sealed = sealed.ok_or(Own::AttendanceKeyElsewhere)?;
        let custody = self.identity.custody();
        let key = custody
            .open_key(Kept::Attendance(&hex::encode(public)), &sealed)
            .await
            .map_err(crate::identity::IdentityError::from)?;
        Ok(key)
    }

    /// An order of an office-holder.
    pub(super) async fn decide(
        &self,
        login: &Login,
        contract: Contract,
        message: &impl Serialize,
    ) -> Result<Order, Problem> {
        let signer = self.office(login).await?;
        Order::new(signer, contract, message)
    }
}

/// Publishes an activity, as a draft or straight to review. What the own balance pays is held from the submission on, which
/// therefore needs the transaction password; what the branch pays needs an unlocked office.
#[utoipa::path(post, path = "/v1/activities", tag = "activities", security(("session" = [])),
    params(("Idempotency-Key" = String, Header)),
    responses(Accepted, Problem))]
pub(super) async fn publish(
    State(state): State<ApiState>,
    Member(login): Member,
    changing: Changing,
    Json(body): Json<NewActivity>,
) -> Result<Accepted, Problem> {
    let prepare = async {
        let signer = match body.submit {
            true => {
                let password = body.transaction_password.as_ref();
                state.deciding(&login, body.activity.payer, password).await?
            }
            false => state.everyday(&login).await?,
        };
        let key = state.new_attendance_key().await?;
        let activity = state.input(body.activity.clone(), key).await?;
        let message = match body.submit {
            true => ExecuteMsg::Publish { activity },
            false => ExecuteMsg::Draft { activity },
        };
        Order::new(signer, Contract::ActivityRegistry, &message)
    };
    state.act(&login, &changing, &body, prepare).await
}

/// Publishes an activity that recurs: the first, and one more for each further time, each with its own hold and review.
#[utoipa::path(post, path = "/v1/activities/series", tag = "activities", security(("session" = [])),
    params(("Idempotency-Key" = String, Header)),
    responses(Accepted, Problem))]
pub(super) async fn publish_series(
    State(state): State<ApiState>,
    Member(login): Member,
    changing: Changing,
    Json(body): Json<NewSeries>,
) -> Result<Accepted, Problem> {
    let prepare = async {
        let password = body.transaction_password.as_ref();
        let signer = state.deciding(&login, body.activity.payer, password).await?;
        let key = state.new_attendance_key().await?;
        let activity = state.input(body.activity.clone(), key).await?;
        let message = ExecuteMsg::PublishSeries { activity, more: body.more.clone() };
        Order::new(signer, Contract::ActivityRegistry, &message)
    };
    state.act(&login, &changing, &body, prepare).await
}

/// Changes an activity that has not started. One that was submitted or approved goes back to review.
#[utoipa::path(put, path = "/v1/activities/{id}", tag = "activities", security(("session" = [])),
    params(("id" = u64, Path), ("Idempotency-Key" = String, Header)),
    responses(Accepted, Problem))]
pub(super) async fn edit(
    State(state): State<ApiState>,
    Member(login): Member,
    Path(id): Path<u64>,
    changing: Changing,
    Json(body): Json<EditedActivity>,
) -> Result<Accepted, Problem> {
    let prepare = async {
        let before = state.activity(id).await?;
        let password = body.transaction_password.as_ref();
        let signer = match before.state {
            Life::Draft | Life::Returned if password.is_none() => state.everyday(&login).await?,
            _ => state.deciding(&login, body.activity.payer, password).await?,
        };
        let key = before.input.attendance_key.to_vec();
        let message = ExecuteMsg::Edit {
            id,
            revision: body.revision,
            activity: state.input(body.activity.clone(), key).await?,
        };
        Order::new(signer, Contract::ActivityRegistry, &message)
    };
    state.act(&login, &changing, &body, prepare).await
}

/// Submits a draft or returned activity for review.
#[utoipa::path(post, path = "/v1/activities/{id}/submission", tag = "activities", security(("session" = [])),
    params(("id" = u64, Path), ("Idempotency-Key" = String, Header)),
    responses(Accepted, Problem))]
pub(super) async fn submit(
    State(state): State<ApiState>,
    Member(login): Member,
    Path(id): Path<u64>,
    changing: Changing,
    Json(body): Json<Submission>,
) -> Result<Accepted, Problem> {
    let message = ExecuteMsg::Submit { id, revision: body.revision };
    state.act_for_activity(&login, &changing, &body, id, &message).await
}

/// Takes an activity back while nobody has attended; what was held is given back.
#[utoipa::path(post, path = "/v1/activities/{id}/withdrawal", tag = "activities", security(("session" = [])),
    params(("id" = u64, Path), ("Idempotency-Key" = String, Header)),
    responses(Accepted, Problem))]
pub(super) async fn withdraw(
    State(state): State<ApiState>,
    Member(login): Member,
    Path(id): Path<u64>,
    changing: Changing,
    Json(body): Json<Withdrawal>,
) -> Result<Accepted, Problem> {
    let message = ExecuteMsg::Withdraw { id, reason: body.reason.clone() };
    state.act_for_activity(&login, &changing, &body, id, &message).await
}

/// Approves or returns exactly this revision.
#[utoipa::path(post, path = "/v1/activities/{id}/review", tag = "office",
    security(("session" = ["reviewer", "branch_administrator"])),
    params(("id" = u64, Path), ("Idempotency-Key" = String, Header)),
    responses(Accepted, Problem))]
pub(super) async fn review(
    State(state): State<ApiState>,
    administrator: Administrator,
    Path(id): Path<u64>,
    changing: Changing,
    Json(body): Json<Review>,
) -> Result<Accepted, Problem> {
    let decide = |revision, reason| match reason {
        None => ExecuteMsg::Approve { id, revision },
        Some(reason) => ExecuteMsg::Return { id, revision, reason },
    };
    state.act_on_review(&administrator.0, &changing, &body, decide).await
}

/// Takes an abnormal activity down and returns it to its publisher.
#[utoipa::path(post, path = "/v1/activities/{id}/take-down", tag = "office", security(("session" = ["branch_administrator"])),
    params(("id" = u64, Path), ("Idempotency-Key" = String, Header)),
    responses(Accepted, Problem))]
pub(super) async fn take_down(
    State(state): State<ApiState>,
    administrator: Administrator,
    Path(id): Path<u64>,
    changing: Changing,
    Json(body): Json<TakeDown>,
) -> Result<Accepted, Problem> {
    let message = ExecuteMsg::TakeDown { id, reason: body.reason.clone() };
    let to = (Contract::ActivityRegistry, &message);
    state.act_in_office(&administrator.0, &changing, &body, to).await
}

/// Makes a member co-administrator.
#[utoipa::path(post, path = "/v1/activities/{id}/co-administrators", tag = "activities", security(("session" = [])),
    params(("id" = u64, Path), ("Idempotency-Key" = String, Header)),
    responses(Accepted, Problem))]
pub(super) async fn add_co_administrator(
    State(state): State<ApiState>,
    Member(login): Member,
    Path(id): Path<u64>,
    changing: Changing,
    Json(body): Json<CoAdministrator>,
) -> Result<Accepted, Problem> {
    let message = ExecuteMsg::AddCoAdministrator { id, member: body.member };
    state.act_for_activity(&login, &changing, &body, id, &message).await
}

/// Removes a co-administrator.
#[utoipa::path(delete, path = "/v1/activities/{id}/co-administrators", tag = "activities", security(("session" = [])),
    params(("id" = u64, Path), ("Idempotency-Key" = String, Header)),
    responses(Accepted, Problem))]
pub(super) async fn remove_co_administrator(
    State(state): State<ApiState>,
    Member(login): Member,
    Path(id): Path<u64>,
    changing: Changing,
    Json(body): Json<CoAdministrator>,
) -> Result<Accepted, Problem> {
    let message = ExecuteMsg::RemoveCoAdministrator { id, member: body.member };
    state.act_for_activity(&login, &changing, &body, id, &message).await
}
