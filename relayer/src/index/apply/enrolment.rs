//! Participants of activities, from enrolment to receipt.

use super::Projection;
use crate::db::int;
use crate::index::text::write;
use crate::proofs::{note, Kept};
use anyhow::Result;
use timebank_api::activity_registry::{AttendanceSide, EnrolmentState};
use timebank_api::{ActivityId, Event, MemberId};

/// One statement for a column, the state if it changes, and the time of the change.
macro_rules! set {
    ($column:literal) => {
        concat!(
            "UPDATE p_enrolments SET ",
            $column,
            " = $3, state = COALESCE($4, state), updated = $5 WHERE activity = $1 AND participant = $2"
        )
    };
}

impl Projection<'_> {
    pub(super) async fn of_enrolment(&mut self, event: &Event) -> Result<()> {
        let activity = match event {
            Event::Enrolled { activity, participant, state, position, .. } => {
                // Whoever withdrew may enrol again.
                sqlx::query(
                    "INSERT INTO p_enrolments (activity, participant, state, position, created, updated) VALUES ($1, $2, $3, $4, $5, $5) \
                     ON CONFLICT (activity, participant) DO UPDATE SET state = $3, position = $4, reason = NULL, updated = $5",
                )
                .bind(int(*activity))
                .bind(int(*participant))
                .bind(write(state)?)
                .bind(i64::from(*position))
                .bind(self.time)
                .execute(&mut *self.db)
                .await?;
                // What another revision had asked for; what this one asks for is said next.
                sqlx::query("DELETE FROM p_findings WHERE activity = $1 AND participant = $2")
                    .bind(int(*activity))
                    .bind(int(*participant))
                    .execute(&mut *self.db)
                    .await?;
                *activity
            }
            Event::RequirementsMet { activity, participant, revision, findings } => {
                sqlx::query(
                    "INSERT INTO p_findings (activity, participant, revision, findings) VALUES ($1, $2, $3, $4) \
                     ON CONFLICT (activity, participant) DO UPDATE SET revision = excluded.revision, findings = excluded.findings",
                )
                .bind(int(*activity))
                .bind(int(*participant))
                .bind(i64::from(*revision))
                .bind(write(findings)?)
                .execute(&mut *self.db)
                .await?;
                return Ok(());
            }
            Event::MovedUp { activity, participant, state } => {
                self.state_of((*activity, *participant), *state).await?;
                *activity
            }
            Event::EnrolmentWithdrawn { activity, participant, .. } => {
                self.state_of((*activity, *participant), EnrolmentState::Withdrawn).await?;
                *activity
            }
            Event::Admitted { activity, participant, .. } => {
                self.state_of((*activity, *participant), EnrolmentState::Admitted).await?;
                *activity
            }
            Event::Declined { activity, participant, reason, .. } => {
                let part = (*activity, *participant);
                self.set(set!("reason"), part, reason.clone(), Some(EnrolmentState::Declined)).await?;
                *activity
            }
            Event::Attendance { activity, participant, side, at, .. } => {
                let part = (*activity, *participant);
                let (state, column) = match side {
                    AttendanceSide::Start => (EnrolmentState::Attending, set!("started")),
                    AttendanceSide::End => (EnrolmentState::Attended, set!("ended")),
                };
                self.set(column, part, int(*at), Some(state)).await?;
                *activity
            }
            Event::MinutesConfirmed { activity, participant, by, minutes } => {
                let own = self.speaker(event, *by) == *participant;
                let column = if own { set!("claimed") } else { set!("confirmed") };
                self.set(column, (*activity, *participant), i64::from(*minutes), None).await?;
                return self.touched(*activity).await;
            }
            // A verdict before payment is followed by the minutes it names; one after it changes nothing here.
            Event::MinutesAgreed { activity, participant, minutes } => {
                let part = (*activity, *participant);
                self.set(set!("agreed"), part, i64::from(*minutes), Some(EnrolmentState::Agreed)).await?;
                *activity
            }
            Event::DisputeOpened { activity, participant, .. }
            | Event::DisputeRaised { activity, participant, paid: false, .. } => {
                self.state_of((*activity, *participant), EnrolmentState::Disputed).await?;
                *activity
            }
            Event::Rated { activity, participant, by, score, .. } => {
                let own = self.speaker(event, *by) == *participant;
                let column = if own { set!("score_given") } else { set!("score_received") };
                self.set(column, (*activity, *participant), i64::from(*score), None).await?;
                return self.touched(*activity).await;
            }
            Event::Settled { activity, receipt } => {
                let part = (*activity, receipt.participant);
                self.state_of(part, EnrolmentState::Settled).await?;
                sqlx::query(
                    "INSERT INTO p_receipts (activity, participant, receipt) VALUES ($1, $2, $3) \
                     ON CONFLICT (activity, participant) DO UPDATE SET receipt = excluded.receipt",
                )
                .bind(int(part.0))
                .bind(int(part.1))
                .bind(write(receipt)?)
                .execute(&mut *self.db)
                .await?;
                let kept = Kept::Receipt { activity: *activity, participant: receipt.participant };
                note(self.db, kept, self.height).await?;
                *activity
            }
            _ => return Ok(()),
        };
        self.count(activity).await
    }

    /// Sets a column, and the state if it changes.
    async fn set<'q, T>(
        &mut self,
        sql: &'static str,
        (activity, participant): (ActivityId, MemberId),
        value: T,
        state: Option<EnrolmentState>,
    ) -> Result<()>
    where
        T: sqlx::Encode<'q, sqlx::Any> + sqlx::Type<sqlx::Any> + Send + 'q,
    {
        let state = state.map(|state| write(&state)).transpose()?;
        sqlx::query(sql)
            .bind(int(activity))
            .bind(int(participant))
            .bind(value)
            .bind(state)
            .bind(self.time)
            .execute(&mut *self.db)
            .await?;
        Ok(())
    }

    async fn state_of(
        &mut self,
        (activity, participant): (ActivityId, MemberId),
        state: EnrolmentState,
    ) -> Result<()> {
        sqlx::query(
            "UPDATE p_enrolments SET state = $3, updated = $4 WHERE activity = $1 AND participant = $2",
        )
        .bind(int(activity))
        .bind(int(participant))
        .bind(write(&state)?)
        .bind(self.time)
        .execute(&mut *self.db)
        .await?;
        Ok(())
    }

    async fn touched(&mut self, activity: ActivityId) -> Result<()> {
        sqlx::query("UPDATE p_activities SET updated = $2 WHERE id = $1")
            .bind(int(activity))
            .bind(self.time)
            .execute(&mut *self.db)
            .await?;
        Ok(())
    }

    /// Counts an activity's seats anew; at most 500 rows.
    async fn count(&mut self, activity: ActivityId) -> Result<()> {
        sqlx::query(
            "UPDATE p_activities SET \
             taken = (SELECT COUNT(*) FROM p_enrolments e WHERE e.activity = $1 AND e.state NOT IN ('waitlisted', 'declined', 'withdrawn')), \
             waitlisted = (SELECT COUNT(*) FROM p_enrolments e WHERE e.activity = $1 AND e.state = 'waitlisted'), \
             open = (SELECT COUNT(*) FROM p_enrolments e WHERE e.activity = $1 AND e.state IN ('attending', 'attended', 'disputed', 'agreed')), \
             settled = (SELECT COUNT(*) FROM p_enrolments e WHERE e.activity = $1 AND e.state = 'settled'), \
             updated = $2 WHERE id = $1",
        )
        .bind(int(activity))
        .bind(self.time)
        .execute(&mut *self.db)
        .await?;
        Ok(())
    }
}
