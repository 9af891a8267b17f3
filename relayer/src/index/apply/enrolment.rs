//! Participants of activities, from enrolment to receipt.

use super::pending::Value;
use super::{tables, Projection};
use crate::db::int;
use crate::index::text::write;
use crate::proofs::Kept;
use anyhow::Result;
use timebank_api::activity_registry::{AttendanceSide, EnrolmentState};
use timebank_api::{ActivityId, Event, MemberId};

impl Projection<'_> {
    pub(super) async fn of_enrolment(&mut self, event: &Event) -> Result<()> {
        let activity = match event {
            Event::Enrolled { activity, participant, state, position, .. } => {
                let part = (*activity, *participant);
                let nothing = || Value::from(None::<i64>);
                let row = vec![
                    int(*activity).into(),
                    int(*participant).into(),
                    write(state)?.into(),
                    i64::from(*position).into(),
                    nothing(),
                    nothing(),
                    nothing(),
                    nothing(),
                    nothing(),
                    nothing(),
                    nothing(),
                    None::<String>.into(),
                    self.time.into(),
                    self.time.into(),
                ];
                self.pending.put(&tables::ENROLMENTS, row).await?;
                // What another revision had asked for; what this one asks for is said next.
                self.pending.remove(&tables::FINDINGS, key(part)).await?;
                *activity
            }
            Event::RequirementsMet { activity, participant, revision, findings } => {
                let row = vec![
                    int(*activity).into(),
                    int(*participant).into(),
                    i64::from(*revision).into(),
                    write(findings)?.into(),
                ];
                self.pending.put(&tables::FINDINGS, row).await?;
                return Ok(());
            }
            Event::MovedUp { activity, participant, state } => {
                self.state_of((*activity, *participant), *state)?;
                *activity
            }
            Event::EnrolmentWithdrawn { activity, participant, .. } => {
                self.state_of((*activity, *participant), EnrolmentState::Withdrawn)?;
                *activity
            }
            Event::Admitted { activity, participant, .. } => {
                self.state_of((*activity, *participant), EnrolmentState::Admitted)?;
                *activity
            }
            Event::Declined { activity, participant, reason, .. } => {
                let part = (*activity, *participant);
                self.set(part, "reason", reason.clone(), Some(EnrolmentState::Declined))?;
                *activity
            }
            Event::Attendance { activity, participant, side, at, .. } => {
                let part = (*activity, *participant);
                let (state, column) = match side {
                    AttendanceSide::Start => (EnrolmentState::Attending, "started"),
                    AttendanceSide::End => (EnrolmentState::Attended, "ended"),
                };
                self.set(part, column, int(*at), Some(state))?;
                *activity
            }
            Event::MinutesConfirmed { activity, participant, by, minutes } => {
                let own = self.speaker(event, *by) == *participant;
                let column = if own { "claimed" } else { "confirmed" };
                self.set((*activity, *participant), column, i64::from(*minutes), None)?;
                return self.touched(*activity);
            }
            // A verdict before payment is followed by the minutes it names; one after it changes nothing here.
            Event::MinutesAgreed { activity, participant, minutes } => {
                let part = (*activity, *participant);
                self.set(part, "agreed", i64::from(*minutes), Some(EnrolmentState::Agreed))?;
                *activity
            }
            Event::DisputeOpened { activity, participant, .. }
            | Event::DisputeRaised { activity, participant, paid: false, .. } => {
                self.state_of((*activity, *participant), EnrolmentState::Disputed)?;
                *activity
            }
            Event::Rated { activity, participant, by, score, .. } => {
                let own = self.speaker(event, *by) == *participant;
                let column = if own { "score_given" } else { "score_received" };
                self.set((*activity, *participant), column, i64::from(*score), None)?;
                return self.touched(*activity);
            }
            Event::Settled { activity, receipt } => {
                let part = (*activity, receipt.participant);
                self.state_of(part, EnrolmentState::Settled)?;
                let row = vec![int(part.0).into(), int(part.1).into(), write(receipt)?.into()];
                self.pending.put(&tables::RECEIPTS, row).await?;
                let kept = Kept::Receipt { activity: *activity, participant: receipt.participant };
                self.must_prove(kept).await?;
                *activity
            }
            _ => return Ok(()),
        };
        self.pending.recount(int(activity));
        self.touched(activity)
    }

    /// Sets a column, and the state if it changes.
    fn set(
        &mut self,
        part: (ActivityId, MemberId),
        column: &str,
        value: impl Into<Value>,
        state: Option<EnrolmentState>,
    ) -> Result<()> {
        let columns = [(column, value.into()), ("updated", self.time.into())];
        self.pending.change(&tables::ENROLMENTS, key(part), columns)?;
        match state {
            Some(state) => self.state_of(part, state),
            None => Ok(()),
        }
    }

    fn state_of(&mut self, part: (ActivityId, MemberId), state: EnrolmentState) -> Result<()> {
        let columns = [("state", write(&state)?.into()), ("updated", self.time.into())];
        self.pending.change(&tables::ENROLMENTS, key(part), columns)
    }

    fn touched(&mut self, activity: ActivityId) -> Result<()> {
        let columns = [("updated", self.time.into())];
        self.pending.change(&tables::ACTIVITIES, vec![int(activity).into()], columns)
    }
}

fn key((activity, participant): (ActivityId, MemberId)) -> Vec<Value> {
    vec![int(activity).into(), int(participant).into()]
}
