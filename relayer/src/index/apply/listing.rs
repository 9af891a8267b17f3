//! Standing offers and needs.

use super::Projection;
use crate::db::int;
use crate::index::text::write;
use anyhow::Result;
use timebank_api::activity_registry::{Escalation, ListingState};
use timebank_api::Event;

/// How far a need has come, as a number that can be compared.
pub(in crate::index) fn level(escalation: Escalation) -> i64 {
    match escalation {
        Escalation::None => 0,
        Escalation::Wider => 1,
        Escalation::Invited => 2,
        Escalation::Staff => 3,
    }
}

impl Projection<'_> {
    pub(super) async fn of_listing(&mut self, event: &Event) -> Result<()> {
        match event {
            Event::ListingSaved { listing, member, branch, revision, input, .. } => {
                let words = format!("{}\n{}\n{}", input.title, input.summary, input.place).to_lowercase();
                sqlx::query(
                    "INSERT INTO p_listings (id, branch, member, revision, state, input, kind, category, place, words, until, \
                     created, updated) VALUES ($1, $2, $3, $4, 'draft', $5, $6, $7, $8, $9, $10, $11, $11) \
                     ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, input = excluded.input, kind = excluded.kind, \
                     category = excluded.category, place = excluded.place, words = excluded.words, until = excluded.until, \
                     updated = excluded.updated",
                )
                .bind(int(*listing))
                .bind(i64::from(*branch))
                .bind(int(*member))
                .bind(i64::from(*revision))
                .bind(write(input)?)
                .bind(write(&input.kind)?)
                .bind(write(&input.category)?)
                .bind(&input.place)
                .bind(words)
                .bind(int(input.until))
                .bind(self.time)
            }
            Event::ListingMoved { listing, revision, state, reason, .. } => {
                // An approved one begins its steps anew.
                let submitted = (*state == ListingState::Submitted).then_some(self.time);
                let anew = i64::from(*state == ListingState::Approved);
                sqlx::query(
                    "UPDATE p_listings SET revision = $2, state = $3, reason = $4, submitted = COALESCE($5, submitted), \
                     escalation = CASE WHEN $6 = 1 THEN 0 ELSE escalation END, updated = $7 WHERE id = $1",
                )
                .bind(int(*listing))
                .bind(i64::from(*revision))
                .bind(write(state)?)
                .bind(reason.as_deref())
                .bind(submitted)
                .bind(anew)
                .bind(self.time)
            }
            Event::ListingAnswered { listing, member, yes, .. } => {
                let change = if *yes {
                    sqlx::query(
                        "INSERT INTO p_listing_answers (listing, member, time) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                    )
                    .bind(int(*listing))
                    .bind(int(*member))
                    .bind(self.time)
                } else {
                    sqlx::query("DELETE FROM p_listing_answers WHERE listing = $1 AND member = $2")
                        .bind(int(*listing))
                        .bind(int(*member))
                };
                change.execute(self.pending.direct().await?).await?;
                sqlx::query(
                    "UPDATE p_listings SET answers = (SELECT COUNT(*) FROM p_listing_answers l WHERE l.listing = $1), \
                     updated = $2 WHERE id = $1",
                )
                .bind(int(*listing))
                .bind(self.time)
            }
            // Activities and listings are numbered together: the number is one of either.
            Event::NeedEscalated { need, level: reached } => {
                sqlx::query("UPDATE p_activities SET escalation = $2, updated = $3 WHERE id = $1")
                    .bind(int(*need))
                    .bind(level(*reached))
                    .bind(self.time)
                    .execute(self.pending.direct().await?)
                    .await?;
                sqlx::query("UPDATE p_listings SET escalation = $2, updated = $3 WHERE id = $1")
                    .bind(int(*need))
                    .bind(level(*reached))
                    .bind(self.time)
            }
            _ => return Ok(()),
        }
        .execute(self.pending.direct().await?)
        .await?;
        Ok(())
    }
}
