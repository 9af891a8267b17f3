//! What members say and decide about each other: disputes, ratings, assessments, follow-ups, blocks, and the standing that
//! follows.

use super::{tables, Projection};
use crate::db::int;
use crate::index::text::{read, write};
use anyhow::Result;
use timebank_api::activity_registry::{Deadline, Terms};
use timebank_api::{ActivityId, Event, MemberId, Seconds};

impl Projection<'_> {
    pub(super) async fn of_conduct(&mut self, event: &Event) -> Result<()> {
        match event {
            Event::DisputeOpened { activity, participant, .. } => {
                self.dispute((*activity, *participant), None, false).await
            }
            Event::DisputeRaised { activity, participant, by, paid } => {
                self.dispute((*activity, *participant), Some(*by), *paid).await
            }
            Event::VerdictNamed { activity, participant, by, verdict, .. } => {
                // The second one, who names the same, is told by the resolution that follows.
                self.change(
                    "UPDATE p_disputes SET named_by = CASE WHEN named = $4 THEN named_by ELSE $3 END, named = $4 \
                     WHERE activity = $1 AND participant = $2",
                    (*activity, *participant),
                    int(*by),
                    write(verdict)?,
                )
                .await
            }
            Event::DisputeResolved { activity, participant, by, minutes, verdict } => {
                sqlx::query(
                    "UPDATE p_disputes SET decided_by = $3, decided = $4, minutes = $5, closed = $6 \
                     WHERE activity = $1 AND participant = $2",
                )
                .bind(int(*activity))
                .bind(int(*participant))
                .bind(int(*by))
                .bind(verdict.as_ref().map(write).transpose()?)
                .bind(i64::from(*minutes))
                .bind(self.time)
                .execute(self.pending.direct().await?)
                .await?;
                Ok(())
            }
            Event::DeadlinePassed {
                activity,
                participant: Some(participant),
                deadline: Deadline::DisputeUndecided,
            } => {
                let time = self.time;
                self.change(
                    "UPDATE p_disputes SET closed = $3 WHERE activity = $1 AND participant = $2 AND paid = $4",
                    (*activity, *participant),
                    time,
                    0i64,
                )
                .await
            }
            // What a rule decided is said by the minutes that follow.
            Event::MinutesAgreed { activity, participant, minutes } => {
                if !self.about(*activity).await?.is_some_and(|about| about.disputed) {
                    return Ok(());
                }
                self.change(
                    "UPDATE p_disputes SET minutes = $3 \
                     WHERE activity = $1 AND participant = $2 AND paid = $4 AND minutes IS NULL",
                    (*activity, *participant),
                    i64::from(*minutes),
                    0i64,
                )
                .await
            }
            Event::Rated { activity, participant, by, score, comment } => {
                let publisher = self.publisher(*activity).await?;
                let own = self.speaker(event, *by) == *participant;
                let (author, subject) =
                    if own { (*participant, publisher) } else { (publisher, *participant) };
                let id = self.next("SELECT COALESCE(MAX(id), 0) FROM p_ratings").await?;
                let comment = comment.as_ref().map(|comment| comment.to_vec());
                let row = vec![
                    id.into(),
                    int(*activity).into(),
                    int(*participant).into(),
                    int(author).into(),
                    int(subject).into(),
                    int(*by).into(),
                    i64::from(*score).into(),
                    comment.into(),
                    self.time.into(),
                ];
                self.pending.add(&tables::RATINGS, row);
                Ok(())
            }
            Event::Assessed { activity, participant, by, score, note } => {
                sqlx::query(
                    "UPDATE p_enrolments SET assessed = $3, assessed_by = $4, assessment_note = $5, updated = $6 \
                     WHERE activity = $1 AND participant = $2",
                )
                .bind(int(*activity))
                .bind(int(*participant))
                .bind(i64::from(*score))
                .bind(int(*by))
                .bind(note.as_ref().map(|note| note.to_vec()))
                .bind(self.time)
                .execute(self.pending.direct().await?)
                .await?;
                Ok(())
            }
            Event::FollowedUp { activity, number, participant, by, kind, note } => {
                sqlx::query(
                    "INSERT INTO p_follow_ups (activity, number, participant, by_member, kind, note, time) \
                     VALUES ($1, $2, $3, $4, $5, $6, $7)",
                )
                .bind(int(*activity))
                .bind(int(*number))
                .bind(int(*participant))
                .bind(int(*by))
                .bind(write(kind)?)
                .bind(note.to_vec())
                .bind(self.time)
                .execute(self.pending.direct().await?)
                .await?;
                Ok(())
            }
            Event::NoShow { activity, participant } => {
                let time = self.time;
                self.change(
                    "UPDATE p_enrolments SET no_show = $3, updated = $4 WHERE activity = $1 AND participant = $2",
                    (*activity, *participant),
                    time,
                    time,
                )
                .await
            }
            Event::MemberBlocked { member, other, .. } => {
                sqlx::query(
                    "INSERT INTO p_blocks (member, other, since) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                )
                .bind(int(*member))
                .bind(int(*other))
                .bind(self.time)
                .execute(self.pending.direct().await?)
                .await?;
                Ok(())
            }
            Event::MemberUnblocked { member, other, .. } => {
                sqlx::query("DELETE FROM p_blocks WHERE member = $1 AND other = $2")
                    .bind(int(*member))
                    .bind(int(*other))
                    .execute(self.pending.direct().await?)
                    .await?;
                Ok(())
            }
            Event::StandingSet { member, totals, points, standing } => {
                let row = vec![
                    int(*member).into(),
                    i64::from(standing.stars).into(),
                    i64::from(*points).into(),
                    int(standing.publishing_suspended).into(),
                    int(standing.enrolling_suspended).into(),
                    write(totals)?.into(),
                    self.time.into(),
                ];
                self.pending.put(&tables::STANDINGS, row).await
            }
            _ => Ok(()),
        }
    }

    /// A dispute begins. One of version 0.1 may have been there before.
    async fn dispute(
        &mut self,
        (activity, participant): (ActivityId, MemberId),
        by: Option<MemberId>,
        paid: bool,
    ) -> Result<()> {
        let window = self.dispute_window(activity).await?;
        sqlx::query(
            "INSERT INTO p_disputes (activity, participant, raised_by, since, until, paid) VALUES ($1, $2, $3, $4, $5, $6) \
             ON CONFLICT (activity, participant) DO UPDATE SET raised_by = excluded.raised_by, since = excluded.since, \
             until = excluded.until, paid = excluded.paid, named_by = NULL, named = NULL, decided_by = NULL, decided = NULL, \
             minutes = NULL, closed = NULL",
        )
        .bind(int(activity))
        .bind(int(participant))
        .bind(by.map(int))
        .bind(self.time)
        .bind(self.time.saturating_add(int(window)))
        .bind(i64::from(paid))
        .execute(self.pending.direct().await?)
        .await?;
        Ok(())
    }

    async fn dispute_window(&mut self, activity: ActivityId) -> Result<Seconds> {
        let terms: Option<Option<String>> =
            sqlx::query_scalar("SELECT terms FROM p_activities WHERE id = $1")
                .bind(int(activity))
                .fetch_optional(self.pending.direct().await?)
                .await?;
        let terms: Option<Terms> = terms.flatten().map(|terms| read(&terms)).transpose()?;
        Ok(terms.map_or(0, |terms| terms.dispute_window))
    }

    async fn publisher(&mut self, activity: ActivityId) -> Result<MemberId> {
        Ok(self.about(activity).await?.map_or(0, |about| about.publisher))
    }

    /// A statement about a participant with two values more.
    async fn change<'q, A, B>(
        &mut self,
        sql: &'static str,
        (activity, participant): (ActivityId, MemberId),
        third: A,
        fourth: B,
    ) -> Result<()>
    where
        A: sqlx::Encode<'q, sqlx::Any> + sqlx::Type<sqlx::Any> + Send + 'q,
        B: sqlx::Encode<'q, sqlx::Any> + sqlx::Type<sqlx::Any> + Send + 'q,
    {
        sqlx::query(sql)
            .bind(int(activity))
            .bind(int(participant))
            .bind(third)
            .bind(fourth)
            .execute(self.pending.direct().await?)
            .await?;
        Ok(())
    }
}
