//! Participants of activities, from enrolment to receipt.

use super::Projection;
use crate::db::int;
use crate::index::text::write;
use anyhow::Result;
use timebank_api::activity_registry::{AttendanceSide, EnrolmentState};
use timebank_api::{ActivityId, Event, MemberId};

impl Projection<'_> {
    pub(super) async fn of_enrolment(&mut self, event: &Event) -> Result<()> {
        let (activity, participant) = match event {
            Event::Enrolled { activity, participant, state, position } => {
                // Whoever withdrew may enrol again.
                sqlx::query(
                    "INSERT INTO p_enrolments (activity, participant, state, position, created, updated) VALUES (?1, ?2, ?3, ?4, ?5, ?5) \
                     ON CONFLICT (activity, participant) DO UPDATE SET state = ?3, position = ?4, reason = NULL, updated = ?5",
                )
                .bind(int(*activity))
                .bind(int(*participant))
                .bind(write(state)?)
                .bind(i64::from(*position))
                .bind(self.time)
                .execute(&mut *self.db)
                .await?;
                (*activity, *participant)
            }
            Event::MovedUp { activity, participant, state } => {
                self.enrolment(*activity, *participant, *state).await?;
                (*activity, *participant)
            }
            Event::EnrolmentWithdrawn { activity, participant } => {
                self.enrolment(*activity, *participant, EnrolmentState::Withdrawn).await?;
                (*activity, *participant)
            }
            Event::Admitted { activity, participant, .. } => {
                self.enrolment(*activity, *participant, EnrolmentState::Admitted).await?;
                (*activity, *participant)
            }
            Event::Declined { activity, participant, reason, .. } => {
                self.enrolment(*activity, *participant, EnrolmentState::Declined).await?;
                self.set(
                    "UPDATE p_enrolments SET reason = ?3 WHERE activity = ?1 AND participant = ?2",
                    (*activity, *participant),
                    reason.clone(),
                )
                .await?;
                (*activity, *participant)
            }
            Event::Attendance { activity, participant, side, at, .. } => {
                let (state, column) = match side {
                    AttendanceSide::Start => (
                        EnrolmentState::Attending,
                        "UPDATE p_enrolments SET started = ?3 WHERE activity = ?1 AND participant = ?2",
                    ),
                    AttendanceSide::End => (
                        EnrolmentState::Attended,
                        "UPDATE p_enrolments SET ended = ?3 WHERE activity = ?1 AND participant = ?2",
                    ),
                };
                self.enrolment(*activity, *participant, state).await?;
                self.set(column, (*activity, *participant), int(*at)).await?;
                (*activity, *participant)
            }
            Event::MinutesConfirmed { activity, participant, by, minutes } => {
                let column = if by == participant {
                    "UPDATE p_enrolments SET claimed = ?3 WHERE activity = ?1 AND participant = ?2"
                } else {
                    "UPDATE p_enrolments SET confirmed = ?3 WHERE activity = ?1 AND participant = ?2"
                };
                self.set(column, (*activity, *participant), i64::from(*minutes)).await?;
                (*activity, *participant)
            }
            Event::MinutesAgreed { activity, participant, minutes }
            | Event::DisputeResolved { activity, participant, minutes, .. } => {
                self.enrolment(*activity, *participant, EnrolmentState::Agreed).await?;
                self.set(
                    "UPDATE p_enrolments SET agreed = ?3 WHERE activity = ?1 AND participant = ?2",
                    (*activity, *participant),
                    i64::from(*minutes),
                )
                .await?;
                (*activity, *participant)
            }
            Event::DisputeOpened { activity, participant, .. } => {
                self.enrolment(*activity, *participant, EnrolmentState::Disputed).await?;
                (*activity, *participant)
            }
            Event::Rated { activity, participant, by, score, .. } => {
                let column = if by == participant {
                    "UPDATE p_enrolments SET score_given = ?3 WHERE activity = ?1 AND participant = ?2"
                } else {
                    "UPDATE p_enrolments SET score_received = ?3 WHERE activity = ?1 AND participant = ?2"
                };
                self.set(column, (*activity, *participant), i64::from(*score)).await?;
                (*activity, *participant)
            }
            Event::Settled { activity, receipt } => {
                self.enrolment(*activity, receipt.participant, EnrolmentState::Settled).await?;
                self.set(
                    "INSERT OR REPLACE INTO p_receipts (activity, participant, receipt) VALUES (?1, ?2, ?3)",
                    (*activity, receipt.participant),
                    write(receipt)?,
                )
                .await?;
                (*activity, receipt.participant)
            }
            _ => return Ok(()),
        };
        let touched = "UPDATE p_enrolments SET updated = ?3 WHERE activity = ?1 AND participant = ?2";
        self.set(touched, (activity, participant), self.time).await?;
        self.count(activity).await
    }

    async fn set<'q, T>(
        &mut self,
        sql: &'static str,
        (activity, participant): (ActivityId, MemberId),
        value: T,
    ) -> Result<()>
    where
        T: sqlx::Encode<'q, sqlx::Sqlite> + sqlx::Type<sqlx::Sqlite> + Send + 'q,
    {
        sqlx::query(sql)
            .bind(int(activity))
            .bind(int(participant))
            .bind(value)
            .execute(&mut *self.db)
            .await?;
        Ok(())
    }

    async fn enrolment(
        &mut self,
        activity: ActivityId,
        participant: MemberId,
        state: EnrolmentState,
    ) -> Result<()> {
        self.set(
            "UPDATE p_enrolments SET state = ?3 WHERE activity = ?1 AND participant = ?2",
            (activity, participant),
            write(&state)?,
        )
        .await
    }

    /// Counts an activity's seats anew; at most 500 rows.
    async fn count(&mut self, activity: ActivityId) -> Result<()> {
        sqlx::query(
            "UPDATE p_activities SET \
             taken = (SELECT COUNT(*) FROM p_enrolments e WHERE e.activity = ?1 AND e.state NOT IN ('waitlisted', 'declined', 'withdrawn')), \
             waitlisted = (SELECT COUNT(*) FROM p_enrolments e WHERE e.activity = ?1 AND e.state = 'waitlisted'), \
             open = (SELECT COUNT(*) FROM p_enrolments e WHERE e.activity = ?1 AND e.state IN ('attending', 'attended', 'disputed', 'agreed')), \
             settled = (SELECT COUNT(*) FROM p_enrolments e WHERE e.activity = ?1 AND e.state = 'settled'), \
             updated = ?2 WHERE id = ?1",
        )
        .bind(int(activity))
        .bind(self.time)
        .execute(&mut *self.db)
        .await?;
        Ok(())
    }
}
