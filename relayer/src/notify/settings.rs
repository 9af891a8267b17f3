//! How a member wants to be told.

use super::Kind;
use crate::db::{int, uint};
use serde::{Deserialize, Serialize};
use sqlx::AnyConnection;
use timebank_api::MemberId;
use utoipa::ToSchema;

/// Shanghai is so far ahead of Universal Time, in seconds.
const SHANGHAI: i64 = 28_800;
/// Minutes of a day.
const DAY: i64 = 1_440;
/// From nine in the evening until eight in the morning, unless the member says otherwise.
const QUIET: (i64, i64) = (1_260, 480);

/// A way to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    InApp,
    Sms,
    #[serde(rename = "wechat")]
    WeChat,
    /// The branch's own.
    #[serde(skip)]
    Webhook,
}

impl Channel {
    pub fn text(self) -> &'static str {
        match self {
            Channel::InApp => "in_app",
            Channel::Sms => "sms",
            Channel::WeChat => "wechat",
            Channel::Webhook => "webhook",
        }
    }

    pub fn find(text: &str) -> Option<Self> {
        let all = [Channel::InApp, Channel::Sms, Channel::WeChat, Channel::Webhook];
        all.into_iter().find(|channel| channel.text() == text)
    }
}

/// One kind by one way, wanted or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preference {
    pub kind: String,
    pub channel: String,
    pub wanted: bool,
}

/// What a member has said, and what holds for whoever has said nothing.
#[derive(Debug, Clone)]
pub struct Settings {
    pub english: bool,
    /// Minutes of the day in Shanghai; equal ends are no quiet hours.
    pub quiet: (i64, i64),
    /// Who gets a copy, and whether that member has agreed.
    pub family: Option<MemberId>,
    pub family_agreed: bool,
    /// The number at the branch's WeChat account, sealed.
    pub wechat: Option<Vec<u8>>,
    pub preferences: Vec<Preference>,
}

/// Language, quiet hours' start and end, family, agreed, WeChat.
type Row = (String, i64, i64, Option<i64>, i64, Option<Vec<u8>>);

impl Settings {
    /// # Errors
    /// If the store fails.
    pub async fn of(db: &mut AnyConnection, member: MemberId) -> sqlx::Result<Self> {
        let row: Option<Row> = sqlx::query_as(
            "SELECT language, quiet_start, quiet_end, family, family_agreed, wechat FROM notice_settings WHERE member = $1",
        )
        .bind(int(member))
        .fetch_optional(&mut *db)
        .await?;
        let preferences: Vec<(String, String, i64)> = sqlx::query_as(
            "SELECT kind, channel, wanted FROM notice_preferences WHERE member = $1 ORDER BY kind, channel",
        )
        .bind(int(member))
        .fetch_all(db)
        .await?;
        let (language, start, until, family, agreed, wechat) =
            row.unwrap_or_else(|| ("zh".into(), QUIET.0, QUIET.1, None, 0, None));
        let preference = |(kind, channel, wanted)| Preference { kind, channel, wanted: wanted != 0 };
        Ok(Settings {
            english: language == "en",
            quiet: (start, until),
            family: family.map(uint),
            family_agreed: agreed != 0,
            wechat,
            preferences: preferences.into_iter().map(preference).collect(),
        })
    }

    /// Whether a kind is wanted this way.
    pub fn wants(&self, kind: Kind, channel: Channel) -> bool {
        let usual = channel != Channel::Sms || kind.by_sms();
        let said = self
            .preferences
            .iter()
            .find(|preference| preference.kind == kind.text() && preference.channel == channel.text());
        said.map_or(usual, |preference| preference.wanted)
    }
}

/// The first second, from now on, that is not in the quiet hours.
pub fn allowed_from(now: i64, (start, until): (i64, i64)) -> i64 {
    let minute = now.saturating_add(SHANGHAI).div_euclid(60).rem_euclid(DAY);
    let quiet = match start <= until {
        true => start <= minute && minute < until,
        false => minute >= start || minute < until,
    };
    if !quiet {
        return now;
    }
    let left = until.saturating_sub(minute).rem_euclid(DAY);
    now.saturating_sub(now.rem_euclid(60)).saturating_add(left.saturating_mul(60))
}
