//! What a member is told, and how.

use super::extract::{clock, Json, Member, Path, Query};
use super::problem::{Own, Problem};
use super::reads::{next, Limit};
use super::ApiState;
use crate::custody::{CustodyError, Kept};
use crate::db::{int, uint};
use crate::identity::IdentityError;
use crate::notify::{Channel, Kind, Settings};
use axum::extract::State;
use axum::http::StatusCode;
use axum::Json as JsonBody;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Items of a page unless asked for otherwise, and at most.

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct NoticesQuery {
    /// Only what has not been read.
    #[serde(default)]
    unread: bool,
    /// Only those before this number.
    before: Option<u64>,
    #[serde(default)]
    #[param(inline)]
    limit: Limit,
}

/// Something the member is told.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct NoticeView {
    id: u64,
    #[schema(example = "admitted")]
    kind: String,
    zh: String,
    en: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    activity: Option<u64>,
    /// Seconds of Unix time.
    created: u64,
    read: bool,
}

/// A page of notices, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Notices {
    notices: Vec<NoticeView>,
    /// How many have not been read in all.
    unread: u64,
    /// Ask again with this as `before`; missing at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<u64>,
}

/// Number, kind, Chinese, English, activity, created, read at.
type Row = (i64, String, String, String, Option<i64>, i64, Option<i64>);

/// What the caller is told, newest first.
#[utoipa::path(get, path = "/v1/me/notices", tag = "me", security(("session" = [])), params(NoticesQuery),
    responses((status = 200, body = Notices), Problem))]
pub(super) async fn notices(
    State(state): State<ApiState>,
    Member(login): Member,
    Query(query): Query<NoticesQuery>,
) -> Result<JsonBody<Notices>, Problem> {
    let member = int(login.member()?);
    let limit = query.limit.get();
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT id, kind, zh, en, activity, created, read_at FROM notices WHERE member = $1 AND id < $2 \
         AND ($3 = 0 OR read_at IS NULL) ORDER BY id DESC LIMIT $4",
    )
    .bind(member)
    .bind(query.before.map_or(i64::MAX, int))
    .bind(i64::from(query.unread))
    .bind(i64::from(limit))
    .fetch_all(state.db.reader())
    .await?;
    let unread: i64 =
        sqlx::query_scalar("SELECT COUNT(*) FROM notices WHERE member = $1 AND read_at IS NULL")
            .bind(member)
            .fetch_one(state.db.reader())
            .await?;
    let view = |(id, kind, zh, en, activity, created, read_at): Row| NoticeView {
        id: uint(id),
        kind,
        zh,
        en,
        activity: activity.map(uint),
        created: uint(created),
        read: read_at.is_some(),
    };
    let notices: Vec<_> = rows.into_iter().map(view).collect();
    let next = next(&notices, limit, |last| last.id);
    Ok(JsonBody(Notices { notices, unread: uint(unread), next }))
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ReadNotices {
    /// One notice.
    #[serde(default)]
    id: Option<u64>,
    /// Or all up to this number.
    #[serde(default)]
    up_to: Option<u64>,
}

/// Marks one notice as read, or all up to one.
#[utoipa::path(put, path = "/v1/me/notices/read", tag = "me", security(("session" = [])),
    responses((status = 204), Problem))]
pub(super) async fn read_notices(
    State(state): State<ApiState>,
    Member(login): Member,
    Json(body): Json<ReadNotices>,
) -> Result<StatusCode, Problem> {
    let (from, to) = match (body.id, body.up_to) {
        (Some(id), None) => (id, id),
        (None, Some(to)) => (0, to),
        _ => return Err(Own::NoticeUnknown.into()),
    };
    let mut tx = state.db.begin().await?;
    sqlx::query(
        "UPDATE notices SET read_at = $4 WHERE member = $1 AND id >= $2 AND id <= $3 AND read_at IS NULL",
    )
    .bind(int(login.member()?))
    .bind(int(from))
    .bind(int(to))
    .bind(int(clock()))
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// In which language messages outside the app are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Language {
    Zh,
    En,
}

/// One kind of notice by one way, wanted or not.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Wish {
    #[schema(example = "admitted")]
    kind: String,
    channel: Channel,
    wanted: bool,
}

/// How a member wants to be told.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NoticeSettings {
    language: Language,
    /// Minutes after midnight in Shanghai, 0 to 1439, between which nothing is sent outside unless it is about the safety of the
    /// account; equal ends are no quiet hours.
    quiet_start: i64,
    quiet_end: i64,
    /// The number of a family member who gets a copy of every notice, once that one has agreed.
    #[serde(default)]
    family: Option<u64>,
    /// Kinds and ways that differ from what is usual.
    wishes: Vec<Wish>,
}

/// How a member is told now.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct NoticeSettingsView {
    #[serde(flatten)]
    settings: NoticeSettings,
    family_agreed: bool,
    /// Whether there is a WeChat account to send to.
    wechat: bool,
    /// Every kind there is.
    kinds: Vec<&'static str>,
}

/// How the caller is told.
#[utoipa::path(get, path = "/v1/me/notices/settings", tag = "me", security(("session" = [])),
    responses((status = 200, body = NoticeSettingsView), Problem))]
pub(super) async fn settings(
    State(state): State<ApiState>,
    Member(login): Member,
) -> Result<JsonBody<NoticeSettingsView>, Problem> {
    let mut connection = state.db.reader().acquire().await?;
    let settings = Settings::of(&mut connection, login.member()?).await?;
    let wish = |one: crate::notify::Preference| {
        Some(Wish { channel: Channel::find(&one.channel)?, kind: one.kind, wanted: one.wanted })
    };
    Ok(JsonBody(NoticeSettingsView {
        settings: NoticeSettings {
            language: if settings.english { Language::En } else { Language::Zh },
            quiet_start: settings.quiet.0,
            quiet_end: settings.quiet.1,
            family: settings.family,
            wishes: settings.preferences.into_iter().filter_map(wish).collect(),
        },
        family_agreed: settings.family_agreed,
        wechat: settings.wechat.is_some(),
        kinds: Kind::ALL.iter().map(|kind| kind.text()).collect(),
    }))
}

/// Says how the caller wants to be told, in place of what was said before.
#[utoipa::path(put, path = "/v1/me/notices/settings", tag = "me", security(("session" = [])),
    responses((status = 204), Problem))]
pub(super) async fn set_settings(
    State(state): State<ApiState>,
    Member(login): Member,
    Json(body): Json<NoticeSettings>,
) -> Result<StatusCode, Problem> {
    let member = login.member()?;
    let minutes = 0..1_440;
    let known = body.wishes.len() <= Kind::ALL.len().saturating_mul(3)
        && body.wishes.iter().all(|wish| Kind::find(&wish.kind).is_some());
    let possible = minutes.contains(&body.quiet_start) && minutes.contains(&body.quiet_end);
    if !known || !possible || body.family == Some(member) {
        return Err(Own::NoticeSettings.into());
    }
    let language = match body.language {
        Language::Zh => "zh",
        Language::En => "en",
    };
    let mut tx = state.db.begin().await?;
    // Another family member has to agree anew.
    sqlx::query(
        "INSERT INTO notice_settings (member, language, quiet_start, quiet_end, family) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (member) DO UPDATE SET language = excluded.language, quiet_start = excluded.quiet_start, \
         quiet_end = excluded.quiet_end, family = excluded.family, \
         family_agreed = CASE WHEN notice_settings.family = excluded.family THEN notice_settings.family_agreed ELSE 0 END",
    )
    .bind(int(member))
    .bind(language)
    .bind(body.quiet_start)
    .bind(body.quiet_end)
    .bind(body.family.map(int))
    .execute(&mut *tx)
    .await?;
    sqlx::query("DELETE FROM notice_preferences WHERE member = $1")
        .bind(int(member))
        .execute(&mut *tx)
        .await?;
    for wish in &body.wishes {
        sqlx::query(
            "INSERT INTO notice_preferences (member, kind, channel, wanted) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (member, kind, channel) DO UPDATE SET wanted = excluded.wanted",
        )
        .bind(int(member))
        .bind(&wish.kind)
        .bind(wish.channel.text())
        .bind(i64::from(wish.wanted))
        .execute(&mut *tx)
        .await?;
    }
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct WeChatAccount {
    /// The caller's number at the branch's WeChat account, 1 to 64 letters, digits, `-` or `_`.
    openid: String,
}

impl ApiState {
    async fn keep_wechat(&self, member: u64, sealed: Option<Vec<u8>>) -> Result<StatusCode, Problem> {
        let mut tx = self.db.begin().await?;
        sqlx::query(
            "INSERT INTO notice_settings (member, language, quiet_start, quiet_end, wechat) \
             VALUES ($1, 'zh', 1260, 480, $2) ON CONFLICT (member) DO UPDATE SET wechat = excluded.wechat",
        )
        .bind(int(member))
        .bind(sealed)
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(StatusCode::NO_CONTENT)
    }
}

/// Keeps, sealed, where the caller is told by WeChat.
#[utoipa::path(put, path = "/v1/me/notices/wechat", tag = "me", security(("session" = [])),
    responses((status = 204), Problem))]
pub(super) async fn set_wechat(
    State(state): State<ApiState>,
    Member(login): Member,
    Json(body): Json<WeChatAccount>,
) -> Result<StatusCode, Problem> {
    let member = login.member()?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    if !(1..=64).contains(&body.openid.len()) || !body.openid.bytes().all(plain) {
        return Err(Own::NoticeSettings.into());
    }
    let sealed = state.identity.custody().seal(Kept::wechat(&login.user), body.openid.as_bytes()).await;
    let sealed = sealed.map_err(|error: CustodyError| IdentityError::from(error))?;
    state.keep_wechat(member, Some(sealed)).await
}

/// Forgets it.
#[utoipa::path(delete, path = "/v1/me/notices/wechat", tag = "me", security(("session" = [])),
    responses((status = 204), Problem))]
pub(super) async fn remove_wechat(
    State(state): State<ApiState>,
    Member(login): Member,
) -> Result<StatusCode, Problem> {
    state.keep_wechat(login.member()?, None).await
}

impl ApiState {
    /// The answer is the same whether or not that member has asked for it.
    async fn family(&self, member: u64, of: u64, agreed: bool) -> Result<StatusCode, Problem> {
        let mut tx = self.db.begin().await?;
        sqlx::query("UPDATE notice_settings SET family_agreed = $3 WHERE member = $1 AND family = $2")
            .bind(int(of))
            .bind(int(member))
            .bind(i64::from(agreed))
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(StatusCode::NO_CONTENT)
    }
}

/// Agrees to get copies of what a member is told who has asked for it.
#[utoipa::path(put, path = "/v1/me/notices/family/{member}", tag = "me", security(("session" = [])),
    params(("member" = u64, Path)), responses((status = 204), Problem))]
pub(super) async fn agree_family(
    State(state): State<ApiState>,
    Member(login): Member,
    Path(of): Path<u64>,
) -> Result<StatusCode, Problem> {
    state.family(login.member()?, of, true).await
}

/// Gets none any more.
#[utoipa::path(delete, path = "/v1/me/notices/family/{member}", tag = "me", security(("session" = [])),
    params(("member" = u64, Path)), responses((status = 204), Problem))]
pub(super) async fn refuse_family(
    State(state): State<ApiState>,
    Member(login): Member,
    Path(of): Path<u64>,
) -> Result<StatusCode, Problem> {
    state.family(login.member()?, of, false).await
}
