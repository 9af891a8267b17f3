//! Moves that were made, and what an event says is to be had from another branch: noted here, in the block's transaction, and asked for by `content`.

use super::pending::Picked;
use super::{run, Projection};
use crate::db::int;
use anyhow::Result;
use timebank_api::activity_registry::EnrolmentState;
use timebank_api::{ActivityId, Event, MemberId};

/// Public texts, with who wrote them, unless they are here.
static TEXTS: Picked = Picked {
    before: "INSERT INTO wanted_texts (sha256, member) SELECT v.column1, v.column2",
    after: "WHERE NOT EXISTS (SELECT 1 FROM contents WHERE sha256 = v.column1) ON CONFLICT DO NOTHING",
};

/// Activities in which somebody has a seat, if it is a member of this branch.
static DETAILS: Picked = Picked {
    before: "INSERT INTO details_received (activity, member, user_id) SELECT v.column1, u.member, u.id",
    after: "JOIN users u ON u.member = v.column2 WHERE u.member IS NOT NULL ON CONFLICT DO NOTHING",
};

impl Projection<'_> {
    pub(super) async fn of_wanted(&mut self, event: &Event) -> Result<()> {
        match event {
            Event::ActivityDrafted { publisher: by, input, .. } | Event::ActivityEdited { by, input, .. } => {
                self.text(input.text.as_deref(), *by);
            }
            Event::Rated { by, comment, .. } => self.text(comment.as_deref(), *by),
            Event::CourseDrafted { author: by, input, .. } | Event::CourseEdited { by, input, .. } => {
                self.text(input.text.as_deref(), *by);
            }
            Event::DraftWritten { by, analysis, .. } => self.text(Some(analysis), *by),
            Event::DraftCommented { by, text, .. } => self.text(text.as_deref(), *by),
            Event::Admitted { activity, participant, .. }
            | Event::Enrolled { activity, participant, state: EnrolmentState::Admitted, .. }
            | Event::MovedUp { activity, participant, state: EnrolmentState::Admitted } => {
                self.details(*activity, *participant);
            }
            Event::KinProposed { commitment, to, .. } => {
                run!(
                    self,
                    "INSERT INTO wanted_openings (commitment) SELECT $1 WHERE EXISTS (SELECT 1 FROM users WHERE member = $2) \
                     AND NOT EXISTS (SELECT 1 FROM commitments WHERE commitment = $1) ON CONFLICT DO NOTHING",
                    commitment.as_slice(),
                    int(*to)
                );
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
            }
            // What opens a link that is no more is for nobody.
            Event::KinRevoked { commitment, .. } => {
                let commitment = commitment.as_slice();
                run!(self, "DELETE FROM wanted_openings WHERE commitment = $1", commitment);
                run!(self, "DELETE FROM commitments WHERE commitment = $1 AND kind = 'kin'", commitment);
            }
            _ => {}
        }
        Ok(())
    }

    /// The details of an activity, for a member of this branch who has a seat in it.
    fn details(&mut self, activity: ActivityId, participant: MemberId) {
        self.pending.pick(&DETAILS, vec![int(activity).into(), int(participant).into()]);
    }

    /// A public text. The relayer of the member who wrote it has it most likely.
    fn text(&mut self, sha256: Option<&[u8]>, by: MemberId) {
        if let Some(sha256) = sha256 {
            self.pending.pick(&TEXTS, vec![sha256.to_vec().into(), int(by).into()]);
        }
    }
}
