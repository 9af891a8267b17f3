//! Moves that were made, and what an event says is to be had from another branch: noted here, in the block's transaction, and asked for by `content`.

use super::{run, Projection};
use crate::db::int;
use anyhow::Result;
use timebank_api::activity_registry::EnrolmentState;
use timebank_api::{ActivityId, Event, MemberId};

impl Projection<'_> {
    pub(super) async fn of_wanted(&mut self, event: &Event) -> Result<()> {
        match event {
            Event::ActivityDrafted { publisher: by, input, .. } | Event::ActivityEdited { by, input, .. } => {
                self.text(input.text.as_deref(), *by).await
            }
            Event::Rated { by, comment, .. } => self.text(comment.as_deref(), *by).await,
            Event::CourseDrafted { author: by, input, .. } | Event::CourseEdited { by, input, .. } => {
                self.text(input.text.as_deref(), *by).await
            }
            Event::DraftWritten { by, analysis, .. } => self.text(Some(analysis), *by).await,
            Event::DraftCommented { by, text, .. } => self.text(text.as_deref(), *by).await,
            Event::Admitted { activity, participant, .. } => self.details(*activity, *participant).await,
            Event::Enrolled { activity, participant, state: EnrolmentState::Admitted, .. }
            | Event::MovedUp { activity, participant, state: EnrolmentState::Admitted } => {
                self.details(*activity, *participant).await
            }
            Event::KinProposed { commitment, to, .. } => {
                run!(
                    self,
                    "INSERT INTO wanted_openings (commitment) SELECT $1 WHERE EXISTS (SELECT 1 FROM users WHERE member = $2) \
                     AND NOT EXISTS (SELECT 1 FROM commitments WHERE commitment = $1) ON CONFLICT DO NOTHING",
                    commitment.as_slice(),
                    int(*to)
                );
                Ok(())
            }
            Event::BranchChanged { member, from, to } => {
                run!(
                    self,
                    "INSERT INTO p_moved (member, height, leaves, joins) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
                    int(*member),
                    self.height,
                    i64::from(*from),
                    i64::from(*to)
                );
                Ok(())
            }
            // What opens a link that is no more is for nobody.
            Event::KinRevoked { commitment, .. } => {
                for statement in [
                    "DELETE FROM wanted_openings WHERE commitment = $1",
                    "DELETE FROM commitments WHERE commitment = $1 AND kind = 'kin'",
                ] {
                    sqlx::query(statement).bind(commitment.as_slice()).execute(&mut *self.db).await?;
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// The details of an activity, for a member of this branch who has a seat in it.
    async fn details(&mut self, activity: ActivityId, participant: MemberId) -> Result<()> {
        run!(
            self,
            "INSERT INTO details_received (activity, member, user_id) SELECT $1, member, id FROM users WHERE member = $2 \
             ON CONFLICT DO NOTHING",
            int(activity),
            int(participant)
        );
        Ok(())
    }

    /// A public text, unless it is here. The relayer of the member who wrote it has it most likely.
    async fn text(&mut self, sha256: Option<&[u8]>, by: MemberId) -> Result<()> {
        let Some(sha256) = sha256 else { return Ok(()) };
        run!(
            self,
            "INSERT INTO wanted_texts (sha256, member) SELECT $1, $2 \
             WHERE NOT EXISTS (SELECT 1 FROM contents WHERE sha256 = $1) ON CONFLICT DO NOTHING",
            sha256,
            int(by)
        );
        Ok(())
    }
}
