//! Drafts of rule packs, and facts of partner institutions.

use super::{run, Projection};
use crate::db::int;
use crate::index::text::write;
use anyhow::Result;
use timebank_api::rulebook::DraftState;
use timebank_api::Event;

/// What a feeder said when it was heard.
enum Said {
    Nothing,
    /// A fact, under this sequence.
    Fact(u64),
    /// Something that the contract did not take.
    Refused,
}

impl Projection<'_> {
    pub(super) async fn of_standard(&mut self, event: &Event) -> Result<()> {
        let now = self.time;
        match event {
            Event::BoundsSet { bounds } => self.setting("bounds", write(bounds)?).await?,
            // Once it was published, what is written anew is a revision after the comments.
            Event::DraftWritten { draft, branch, revision, by, analysis, pack } => run!(
                self,
                "INSERT INTO p_drafts (id, branch, revision, state, author, analysis, pack, updated) \
                 VALUES ($1, $2, $3, 'drafted', $4, $5, $6, $7) ON CONFLICT (id) DO UPDATE SET \
                 revision = excluded.revision, author = excluded.author, analysis = excluded.analysis, \
                 pack = excluded.pack, updated = excluded.updated, agreed_by = NULL, effective = NULL, \
                 state = CASE WHEN p_drafts.until IS NULL THEN 'drafted' ELSE 'revised' END",
                int(*draft),
                i64::from(*branch),
                i64::from(*revision),
                int(*by),
                analysis.as_slice(),
                write(pack)?,
                now
            ),
            Event::DraftPublished { draft, until, .. } => run!(
                self,
                "UPDATE p_drafts SET state = 'published', until = $2, agreed_by = NULL, effective = NULL, updated = $3 \
                 WHERE id = $1",
                int(*draft),
                int(*until),
                now
            ),
            Event::DraftCommented { draft, revision, by, branch, support, text } => run!(
                self,
                "INSERT INTO p_draft_comments (draft, revision, member, branch, support, text, at) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (draft, revision, member) DO UPDATE SET \
                 branch = excluded.branch, support = excluded.support, text = excluded.text, at = excluded.at",
                int(*draft),
                i64::from(*revision),
                int(*by),
                i64::from(*branch),
                i64::from(*support),
                text.as_ref().map(|digest| digest.to_vec()),
                now
            ),
            Event::DraftAgreed { draft, by, effective, .. } => run!(
                self,
                "UPDATE p_drafts SET agreed_by = $2, effective = $3, updated = $4 WHERE id = $1",
                int(*draft),
                int(*by),
                int(*effective),
                now
            ),
            Event::DraftAdopted { draft, version, .. } => run!(
                self,
                "UPDATE p_drafts SET state = $2, version = $3, agreed_by = NULL, updated = $4 WHERE id = $1",
                int(*draft),
                write(&DraftState::Adopted)?,
                i64::from(*version),
                now
            ),
            Event::DraftWithdrawn { draft, .. } => run!(
                self,
                "UPDATE p_drafts SET state = $2, updated = $3 WHERE id = $1",
                int(*draft),
                write(&DraftState::Withdrawn)?,
                now
            ),
            _ => {}
        }
        Ok(())
    }

    pub(super) async fn of_oracle(&mut self, event: &Event) -> Result<()> {
        let now = self.time;
        match event {
            Event::SourceSet { source, input } => run!(
                self,
                "INSERT INTO p_sources (id, input) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET input = excluded.input",
                i64::from(*source),
                write(input)?
            ),
            Event::SourceQuarantined { source, reason, .. } => run!(
                self,
                "UPDATE p_sources SET quarantined = 1, reason = $2 WHERE id = $1",
                i64::from(*source),
                reason
            ),
            Event::SourceReleased { source, .. } => run!(
                self,
                "UPDATE p_sources SET quarantined = 0, reason = NULL WHERE id = $1",
                i64::from(*source)
            ),
            Event::FeederHeard { source, feeder } => self.heard(*source, feeder, Said::Nothing).await?,
            Event::FactAttested { source, feeder, attestation } => {
                self.heard(*source, feeder, Said::Fact(attestation.sequence)).await?;
            }
            Event::AttestationRefused { source, feeder, .. } => {
                self.heard(*source, feeder, Said::Refused).await?;
            }
            Event::FactDisputed { source, sequence, answers } => run!(
                self,
                "INSERT INTO p_disagreements (source, sequence, since, answers) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT (source, sequence) DO UPDATE SET answers = excluded.answers",
                i64::from(*source),
                int(*sequence),
                now,
                i64::from(*answers)
            ),
            Event::DisputeDismissed { source, sequence, by, reason } => run!(
                self,
                "UPDATE p_disagreements SET state = 'dismissed', ended = $3, ended_by = $4, reason = $5 \
                 WHERE source = $1 AND sequence = $2",
                i64::from(*source),
                int(*sequence),
                now,
                int(*by),
                reason
            ),
            Event::FactAgreed { report, source, state, attestation } => {
                run!(
                    self,
                    "INSERT INTO p_reports (id, source, member, kind, attestation, state, agreed) \
                     VALUES ($1, $2, $3, $4, $5, $6, $7)",
                    int(*report),
                    i64::from(*source),
                    int(attestation.member),
                    write(&attestation.change.kind())?,
                    write(attestation)?,
                    write(state)?,
                    now
                );
                run!(
                    self,
                    "UPDATE p_disagreements SET state = 'agreed', ended = $3 \
                     WHERE source = $1 AND sequence = $2 AND state = 'disputed'",
                    i64::from(*source),
                    int(attestation.sequence),
                    now
                );
            }
            Event::FactApplied { report, by, .. } => run!(
                self,
                "UPDATE p_reports SET state = 'applied', applied = $2, decided_by = $3, reason = NULL WHERE id = $1",
                int(*report),
                now,
                by.map(int)
            ),
            Event::FactRefused { report, code, .. } => run!(
                self,
                "UPDATE p_reports SET state = 'refused', reason = $2 WHERE id = $1",
                int(*report),
                code
            ),
            Event::FactRejected { report, by, reason, .. } => {
                self.report(*report, "rejected", *by, reason).await?;
            }
            Event::FactUndone { report, by, reason, .. } => {
                self.report(*report, "undone", *by, reason).await?
            }
            Event::FactObjected { report, .. } => {
                run!(self, "UPDATE p_reports SET objected = 1 WHERE id = $1", int(*report))
            }
            _ => {}
        }
        Ok(())
    }

    /// A feeder was heard.
    async fn heard(&mut self, source: u32, feeder: &str, said: Said) -> Result<()> {
        let (attested, refused, last) = match said {
            Said::Nothing => (0, 0, 0),
            Said::Fact(sequence) => (1, 0, int(sequence)),
            Said::Refused => (0, 1, 0),
        };
        run!(
            self,
            "INSERT INTO p_feeders (source, feeder, heard, attested, refused, last) VALUES ($1, $2, $3, $4, $5, $6) \
             ON CONFLICT (source, feeder) DO UPDATE SET heard = excluded.heard, \
             attested = p_feeders.attested + excluded.attested, refused = p_feeders.refused + excluded.refused, \
             last = CASE WHEN excluded.last > p_feeders.last THEN excluded.last ELSE p_feeders.last END",
            i64::from(source),
            feeder,
            self.time,
            attested,
            refused,
            last
        );
        Ok(())
    }

    async fn report(&mut self, report: u64, state: &'static str, by: u64, reason: &str) -> Result<()> {
        run!(
            self,
            "UPDATE p_reports SET state = $2, decided_by = $3, reason = $4 WHERE id = $1",
            int(report),
            state,
            int(by),
            reason
        );
        Ok(())
    }
}
