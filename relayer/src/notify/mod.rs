//! Telling people what happened.
//!
//! The index's feed becomes notices, one for each member of this branch whom an event concerns, and a copy for the family member
//! if both agreed. A notice is shown in the app; what goes outside (SMS, WeChat, the branch's webhook) is a delivery, kept until
//! it is sent or given up: with a pause that grows after each failure, and not in quiet hours. A delivery is marked after it was
//! sent, so that one may come twice and none gets lost.
//!
//! Notices begin where the chain was when the branch first started them: nobody is told of the past.

mod kinds;
mod senders;
mod settings;
#[cfg(test)]
mod tests;

pub use kinds::{text_for, Kind, Text};
pub use senders::{WeChat, Webhook};
pub use settings::{allowed_from, Channel, Preference, Settings};

use crate::custody::{Custody, Kept};
use crate::db::{int, uint, Db};
use crate::identity::{Phone, SmsSender};
use anyhow::{Context, Result};
use serde_json::json;
use sqlx::{Any, Transaction};
use std::collections::btree_map::{BTreeMap, Entry};
use std::sync::Arc;
use std::time::Duration;
use timebank_api::MemberId;
use tokio_util::sync::CancellationToken;

/// How often the feed and the outbox are looked at.
const PERIOD: Duration = Duration::from_secs(2);
/// Blocks whose feed becomes notices in one transaction.
const BLOCKS: i64 = 10;
/// Deliveries that are sent in one look.
const SENT_AT_ONCE: i64 = 50;
/// Whoever takes a delivery has so long to send it, in seconds, before another instance may.
const LEASE: i64 = 60;
/// The pause after the first failure, in seconds; it doubles up to the longest.
const PAUSE: i64 = 30;
const LONGEST_PAUSE: i64 = 3_600;
/// Failures after which a delivery is given up.
const TRIES: i64 = 10;

/// The ways outside that this branch has.
#[derive(Clone)]
pub struct Ways {
    pub sms: Arc<dyn SmsSender>,
    pub wechat: Option<Arc<WeChat>>,
    pub webhook: Option<Arc<Webhook>>,
}

/// Makes notices and sends them.
pub struct Notifier {
    db: Db,
    custody: Custody,
    ways: Ways,
}

/// A delivery whose turn it is.
#[derive(sqlx::FromRow)]
struct Due {
    notice: i64,
    channel: String,
    attempts: i64,
    not_before: i64,
    member: i64,
    kind: String,
    zh: String,
    en: String,
    activity: Option<i64>,
    created: i64,
}

#[derive(sqlx::FromRow)]
struct FeedRow {
    member: i64,
    account: String,
    kind: String,
    data: String,
    height: i64,
    time: i64,
}

impl Notifier {
    pub fn new(db: Db, custody: Custody, ways: Ways) -> Self {
        Notifier { db, custody, ways }
    }

    /// Works until it is told to stop.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn run(self, stop: CancellationToken) -> Result<()> {
        loop {
            let now = time::OffsetDateTime::now_utc().unix_timestamp();
            while self.collect().await? {}
            self.deliver(now).await?;
            tokio::select! {
                () = stop.cancelled() => return Ok(()),
                () = tokio::time::sleep(PERIOD) => {}
            }
        }
    }

    /// Makes notices of the feed's next blocks; gives whether there may be more.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn collect(&self) -> sqlx::Result<bool> {
        let tip: Option<i64> =
            sqlx::query_scalar("SELECT height FROM cursor").fetch_optional(self.db.reader()).await?;
        let done: Option<i64> =
            sqlx::query_scalar("SELECT height FROM notice_cursor").fetch_optional(self.db.reader()).await?;
        let (tip, done) = match (tip, done) {
            (Some(tip), Some(done)) if done < tip => (tip, done),
            (Some(tip), None) => {
                let mut tx = self.db.begin().await?;
                sqlx::query("INSERT INTO notice_cursor (one, height) VALUES (1, $1) ON CONFLICT DO NOTHING")
                    .bind(tip)
                    .execute(&mut *tx)
                    .await?;
                tx.commit().await?;
                return Ok(false);
            }
            _ => return Ok(false),
        };
        let until = done.saturating_add(BLOCKS).min(tip);
        let notices = self.notices(done, until).await?;
        // Only writing is done while others wait for the writer.
        let mut tx = self.db.begin().await?;
        let moved = sqlx::query("UPDATE notice_cursor SET height = $2 WHERE height = $1")
            .bind(done)
            .bind(until)
            .execute(&mut *tx)
            .await?;
        if moved.rows_affected() == 1 {
            for notice in &notices {
                notice.write(&mut tx).await?;
            }
            tx.commit().await?;
        }
        Ok(until < tip)
    }

    /// What the blocks after one, up to another, tell whom.
    async fn notices(&self, after: i64, until: i64) -> sqlx::Result<Vec<Notice>> {
        let rows: Vec<FeedRow> = sqlx::query_as(
            "SELECT u.member, u.account, f.kind, f.data, f.height, f.time FROM p_feed f JOIN users u ON u.member = \
             CASE WHEN f.topic LIKE 'member:%' THEN CAST(substr(f.topic, 8) AS BIGINT) ELSE 0 END \
             WHERE f.height > $1 AND f.height <= $2 ORDER BY f.id",
        )
        .bind(after)
        .bind(until)
        .fetch_all(self.db.reader())
        .await?;
        let mut known: BTreeMap<MemberId, Settings> = BTreeMap::new();
        let mut notices = Vec::new();
        for row in rows {
            let member = uint(row.member);
            let text = serde_json::from_str(&row.data)
                .ok()
                .and_then(|data| text_for(&row.kind, &data, member, &row.account));
            let Some(text) = text else {
                continue;
            };
            // The event itself: it is the same however often the projections are built anew.
            let source = format!("{}/{}/{}", row.height, row.kind, digest(&row.data));
            let settings = self.settings(&mut known, member).await?;
            let family = settings.family.filter(|_| settings.family_agreed);
            notices.push(self.notice(settings, member, source.clone(), text.clone(), row.time));
            if let Some(family) = family {
                let copy = Text {
                    zh: format!("您关心的成员 {member}：{}", text.zh),
                    en: format!("Member {member}, whom you look after: {}", text.en),
                    ..text
                };
                let settings = self.settings(&mut known, family).await?;
                notices.push(self.notice(settings, family, format!("{member}/{source}"), copy, row.time));
            }
        }
        Ok(notices)
    }

    async fn settings<'a>(
        &self,
        known: &'a mut BTreeMap<MemberId, Settings>,
        member: MemberId,
    ) -> sqlx::Result<&'a Settings> {
        match known.entry(member) {
            Entry::Occupied(settings) => Ok(settings.into_mut()),
            Entry::Vacant(place) => {
                let mut connection = self.db.reader().acquire().await?;
                Ok(place.insert(Settings::of(&mut connection, member).await?))
            }
        }
    }

    fn notice(&self, settings: &Settings, member: MemberId, source: String, text: Text, now: i64) -> Notice {
        let from = if text.kind.is_urgent() { now } else { allowed_from(now, settings.quiet) };
        let wechat = self.ways.wechat.is_some() && settings.wechat.is_some();
        let channels = [
            (Channel::Sms, settings.wants(text.kind, Channel::Sms), from),
            (Channel::WeChat, wechat && settings.wants(text.kind, Channel::WeChat), from),
            (Channel::Webhook, self.ways.webhook.is_some(), now),
        ];
        let wanted = channels.into_iter().filter(|(_, wanted, _)| *wanted);
        Notice {
            member,
            source,
            shown: settings.wants(text.kind, Channel::InApp),
            outside: wanted.map(|(channel, _, from)| (channel, from)).collect(),
            text,
            now,
        }
    }

    /// Sends what is due.
    ///
    /// # Errors
    /// If the store fails; that something could not be sent is no error.
    pub async fn deliver(&self, now: i64) -> sqlx::Result<()> {
        let due: Vec<Due> = sqlx::query_as(
            "SELECT d.notice, d.channel, d.attempts, d.not_before, n.member, n.kind, n.zh, n.en, n.activity, n.created \
             FROM deliveries d JOIN notices n ON n.id = d.notice WHERE d.state = 'waiting' AND d.not_before <= $1 \
             ORDER BY d.not_before, d.notice LIMIT $2",
        )
        .bind(now)
        .bind(SENT_AT_ONCE)
        .fetch_all(self.db.reader())
        .await?;
        for due in due {
            if !self.take(&due, now).await? {
                continue;
            }
            let sent = self.send(&due, now).await;
            if let Err(error) = &sent {
                tracing::warn!(channel = due.channel, notice = due.notice, error = %error, "a notice was not sent");
            }
            let attempts = due.attempts.saturating_add(1);
            let state = match (sent.is_ok(), attempts >= TRIES) {
                (true, _) => "sent",
                (false, true) => "given_up",
                (false, false) => "waiting",
            };
            metrics::counter!("timebank_deliveries", "channel" => due.channel.clone(), "state" => state)
                .increment(1);
            let mut tx = self.db.begin().await?;
            sqlx::query(
                "UPDATE deliveries SET state = $3, attempts = $4, not_before = $5 WHERE notice = $1 AND channel = $2",
            )
            .bind(due.notice)
            .bind(&due.channel)
            .bind(state)
            .bind(attempts)
            .bind(now.saturating_add(pause(attempts)))
            .execute(&mut *tx)
            .await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// Takes a delivery for this instance; false when another one has.
    async fn take(&self, due: &Due, now: i64) -> sqlx::Result<bool> {
        let mut tx = self.db.begin().await?;
        let taken = sqlx::query(
            "UPDATE deliveries SET not_before = $4 WHERE notice = $1 AND channel = $2 AND state = 'waiting' \
             AND not_before = $3",
        )
        .bind(due.notice)
        .bind(&due.channel)
        .bind(due.not_before)
        .bind(now.saturating_add(LEASE))
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(taken.rows_affected() == 1)
    }

    async fn send(&self, due: &Due, now: i64) -> Result<()> {
        let member = uint(due.member);
        let channel = Channel::find(&due.channel).context("no such channel")?;
        if channel == Channel::Webhook {
            let webhook = self.ways.webhook.as_ref().context("the branch has no webhook")?;
            let body = json!({
                "id": due.notice, "kind": due.kind, "activity": due.activity, "created": due.created,
            });
            return webhook.send(&body.to_string(), now).await;
        }
        let mut connection = self.db.reader().acquire().await?;
        let settings = Settings::of(&mut connection, member).await?;
        let text = if settings.english { &due.en } else { &due.zh };
        let (user, phone): (String, Vec<u8>) =
            sqlx::query_as("SELECT id, phone_sealed FROM users WHERE member = $1")
                .bind(due.member)
                .fetch_optional(&mut *connection)
                .await?
                .context("the member is not of this branch any more")?;
        drop(connection);
        if channel == Channel::WeChat {
            let wechat = self.ways.wechat.as_ref().context("the branch has no WeChat account")?;
            let sealed = settings.wechat.context("the member has no WeChat")?;
            let openid = self.custody.open(Kept::wechat(&user), &sealed).await?;
            return wechat.send(std::str::from_utf8(&openid)?, text, now).await;
        }
        let phone = self.custody.open(Kept::Phone(&user), &phone).await?;
        let phone = Phone::parse(std::str::from_utf8(&phone)?).ok().context("not a phone number")?;
        Ok(self.ways.sms.send(&phone, text).await?)
    }
}

/// Something that a member is to be told.
struct Notice {
    member: MemberId,
    source: String,
    text: Text,
    now: i64,
    /// Whether it is shown as new in the app.
    shown: bool,
    /// The ways outside, and from when on.
    outside: Vec<(Channel, i64)>,
}

impl Notice {
    /// Keeps it, once, and what goes outside for it.
    async fn write(&self, tx: &mut Transaction<'static, Any>) -> sqlx::Result<()> {
        let made: Option<i64> = sqlx::query_scalar(
            "INSERT INTO notices (member, source, kind, zh, en, activity, created, read_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING id",
        )
        .bind(int(self.member))
        .bind(&self.source)
        .bind(self.text.kind.text())
        .bind(&self.text.zh)
        .bind(&self.text.en)
        .bind(self.text.activity.map(int))
        .bind(self.now)
        .bind((!self.shown).then_some(self.now))
        .fetch_optional(&mut **tx)
        .await?;
        let Some(notice) = made else {
            return Ok(());
        };
        for (channel, from) in &self.outside {
            sqlx::query(
                "INSERT INTO deliveries (notice, channel, state, not_before) VALUES ($1, $2, 'waiting', $3)",
            )
            .bind(notice)
            .bind(channel.text())
            .bind(*from)
            .execute(&mut **tx)
            .await?;
        }
        Ok(())
    }
}

/// Tells a member that its account has come to this branch, in the transaction that brings it: by SMS too, at any hour, since nobody
/// can log in without having read it.
///
/// # Errors
/// If the store fails.
pub async fn tell_of_arrival(
    tx: &mut Transaction<'static, Any>,
    member: MemberId,
    source: String,
    now: i64,
) -> sqlx::Result<()> {
    let zh = "您的账号已转入新的分支机构：请用“忘记密码”设置登录密码，交易密码不变。";
    let en = "Your account has come to your new branch: set a login password by “forgotten password”; your transaction \
              password stays the same.";
    let text = Text { kind: Kind::BranchChanged, zh: zh.into(), en: en.into(), activity: None };
    Notice { member, source, text, now, shown: true, outside: vec![(Channel::Sms, now)] }.write(tx).await
}

/// How long to wait after so many failures.
fn pause(attempts: i64) -> i64 {
    let doublings = u32::try_from(attempts.saturating_sub(1)).unwrap_or(0).min(12);
    PAUSE.saturating_mul(1i64.checked_shl(doublings).unwrap_or(i64::MAX)).min(LONGEST_PAUSE)
}

fn digest(data: &str) -> String {
    use sha2::{Digest, Sha256};
    hex::encode(Sha256::digest(data.as_bytes()))
}
