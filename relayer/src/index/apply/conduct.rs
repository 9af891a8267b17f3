//! What members say and decide about each other: disputes, ratings, assessments, follow-ups, blocks, and the standing that
//! follows.

use super::Projection;
use crate::db::{int, uint};
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
                .execute(&mut *self.db)
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
                sqlx::query(
                    "INSERT INTO p_ratings (id, activity, participant, author, subject, by_member, score, comment, time) \
                     SELECT COALESCE(MAX(id), 0) + 1, $1, $2, $3, $4, $5, $6, $7, $8 FROM p_ratings",
                )
                .bind(int(*activity))
                .bind(int(*participant))
                .bind(int(author))
                .bind(int(subject))
                .bind(int(*by))
                .bind(i64::from(*score))
                .bind(comment.as_ref().map(|comment| comment.to_vec()))
                .bind(self.time)
                .execute(&mut *self.db)
                .await?;
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
                .execute(&mut *self.db)
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
                .execute(&mut *self.db)
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
                .execute(&mut *self.db)
                .await?;
                Ok(())
            }
            Event::MemberUnblocked { member, other, .. } => {
                sqlx::query("DELETE FROM p_blocks WHERE member = $1 AND other = $2")
                    .bind(int(*member))
                    .bind(int(*other))
                    .execute(&mut *self.db)
                    .await?;
                Ok(())
            }
            Event::StandingSet { member, totals, points, standing } => {
                sqlx::query(
                    "INSERT INTO p_standings (member, stars, points, publishing_suspended, enrolling_suspended, totals, updated) \
                     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (member) DO UPDATE SET stars = excluded.stars, \
                     points = excluded.points, publishing_suspended = excluded.publishing_suspended, \
                     enrolling_suspended = excluded.enrolling_suspended, totals = excluded.totals, updated = excluded.updated",
                )
                .bind(int(*member))
                .bind(i64::from(standing.stars))
                .bind(i64::from(*points))
                .bind(int(standing.publishing_suspended))
                .bind(int(standing.enrolling_suspended))
                .bind(write(totals)?)
                .bind(self.time)
                .execute(&mut *self.db)
                .await?;
                Ok(())
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
        .execute(&mut *self.db)
        .await?;
        Ok(())
    }

    async fn dispute_window(&mut self, activity: ActivityId) -> Result<Seconds> {
        let terms: Option<Option<String>> =
            sqlx::query_scalar("SELECT terms FROM p_activities WHERE id = $1")
                .bind(int(activity))
                .fetch_optional(&mut *self.db)
                .await?;
        let terms: Option<Terms> = terms.flatten().map(|terms| read(&terms)).transpose()?;
        Ok(terms.map_or(0, |terms| terms.dispute_window))
    }

    async fn publisher(&mut self, activity: ActivityId) -> Result<MemberId> {
        let publisher: Option<i64> = sqlx::query_scalar("SELECT publisher FROM p_activities WHERE id = $1")
            .bind(int(activity))
            .fetch_optional(&mut *self.db)
            .await?;
        Ok(publisher.map_or(0, uint))
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
            .execute(&mut *self.db)
            .await?;
        Ok(())
    }
}
