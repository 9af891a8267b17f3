//! Courses, places, certificates.

use super::{run, Projection};
use crate::db::int;
use crate::index::text::write;
use crate::proofs::Kept;
use anyhow::Result;
use timebank_api::training::CourseState;
use timebank_api::{CourseId, Event, MemberId};

impl Projection<'_> {
    pub(super) async fn of_training(&mut self, event: &Event) -> Result<()> {
        let now = self.time;
        match event {
            Event::CourseDrafted { course, author, branch, input } => run!(
                self,
                "INSERT INTO p_courses (id, branch, author, revision, state, input, created, updated) \
                 VALUES ($1, $2, $3, 1, 'draft', $4, $5, $5)",
                int(*course),
                i64::from(*branch),
                int(*author),
                write(input)?,
                now
            ),
            Event::CourseEdited { course, revision, state, input, .. } => run!(
                self,
                "UPDATE p_courses SET revision = $2, state = $3, input = $4, updated = $5 WHERE id = $1",
                int(*course),
                i64::from(*revision),
                write(state)?,
                write(input)?,
                now
            ),
            Event::CourseSubmitted { course, .. } => {
                self.course(*course, CourseState::Submitted, None).await?
            }
            Event::CourseApproved { course, .. } => self.course(*course, CourseState::Open, None).await?,
            Event::CourseReturned { course, reason, .. } => {
                self.course(*course, CourseState::Draft, Some(reason)).await?;
            }
            Event::CourseBegan { course, .. } => self.course(*course, CourseState::Running, None).await?,
            Event::CourseCompleted { course, .. } => {
                self.course(*course, CourseState::Completed, None).await?
            }
            Event::CourseCancelled { course, reason, .. } => {
                self.course(*course, CourseState::Cancelled, Some(reason)).await?;
            }
            Event::TrainersSet { course, trainers, .. } => self.trainers(*course, trainers).await?,
            Event::CourseEnrolled { course, participant, state, position, .. } => run!(
                self,
                "INSERT INTO p_places (course, member, state, position, created, updated) VALUES ($1, $2, $3, $4, $5, $5) \
                 ON CONFLICT (course, member) DO UPDATE SET state = excluded.state, position = excluded.position, \
                 updated = excluded.updated",
                int(*course),
                int(*participant),
                write(state)?,
                i64::from(*position),
                now
            ),
            Event::CourseMovedUp { course, participant } => {
                self.place(*course, *participant, "enrolled").await?
            }
            Event::CourseEnrolmentWithdrawn { course, participant, .. } => {
                self.place(*course, *participant, "withdrawn").await?;
                // Who comes back begins anew.
                run!(
                    self,
                    "DELETE FROM p_sessions WHERE course = $1 AND member = $2",
                    int(*course),
                    int(*participant)
                );
            }
            Event::CourseResult { course, participant, passed, .. } => {
                self.place(*course, *participant, if *passed { "passed" } else { "failed" }).await?;
            }
            Event::SessionAttended { course, session, participants, present, .. } => {
                for member in participants {
                    let (course, member, session) = (int(*course), int(*member), i64::from(*session));
                    match present {
                        true => run!(
                            self,
                            "INSERT INTO p_sessions (course, member, session) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                            course,
                            member,
                            session
                        ),
                        false => run!(
                            self,
                            "DELETE FROM p_sessions WHERE course = $1 AND member = $2 AND session = $3",
                            course,
                            member,
                            session
                        ),
                    }
                }
            }
            Event::CertificateIssued { certificate, contents } => run!(
                self,
                "INSERT INTO p_certificates (id, member, course, status, issuer, holder, issued, valid_until) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                int(*certificate),
                int(contents.member),
                int(contents.course),
                write(&contents.status)?,
                write(&contents.issuer)?,
                contents.holder.as_slice(),
                int(contents.issued),
                until(contents.valid_until)
            ),
            Event::CertificateRenewed { certificate, valid_until, .. } => run!(
                self,
                "UPDATE p_certificates SET valid_until = $2 WHERE id = $1",
                int(*certificate),
                until(*valid_until)
            ),
            Event::CertificateRevoked { certificate, reason, .. } => run!(
                self,
                "UPDATE p_certificates SET status = 'revoked', reason = $2 WHERE id = $1",
                int(*certificate),
                reason
            ),
            Event::CertificateRestored { certificate } => run!(
                self,
                "UPDATE p_certificates SET status = 'valid', reason = NULL WHERE id = $1",
                int(*certificate)
            ),
            _ => return Ok(()),
        }
        match event {
            Event::CertificateIssued { certificate, .. }
            | Event::CertificateRenewed { certificate, .. }
            | Event::CertificateRevoked { certificate, .. }
            | Event::CertificateRestored { certificate } => {
                self.must_prove(Kept::Certificate(*certificate)).await
            }
            _ => Ok(()),
        }
    }

    async fn course(&mut self, course: CourseId, state: CourseState, reason: Option<&String>) -> Result<()> {
        run!(
            self,
            "UPDATE p_courses SET state = $2, reason = $3, updated = $4 WHERE id = $1",
            int(course),
            write(&state)?,
            reason,
            self.time
        );
        Ok(())
    }

    async fn place(&mut self, course: CourseId, member: MemberId, state: &'static str) -> Result<()> {
        run!(
            self,
            "UPDATE p_places SET state = $3, updated = $4 WHERE course = $1 AND member = $2",
            int(course),
            int(member),
            state,
            self.time
        );
        Ok(())
    }

    async fn trainers(&mut self, course: CourseId, trainers: &[MemberId]) -> Result<()> {
        let input: Option<String> = sqlx::query_scalar("SELECT input FROM p_courses WHERE id = $1")
            .bind(int(course))
            .fetch_optional(self.pending.direct().await?)
            .await?;
        let Some(input) = input else { return Ok(()) };
        let mut input: timebank_api::training::CourseInput = crate::index::text::read(&input)?;
        input.trainers = trainers.to_vec();
        run!(self, "UPDATE p_courses SET input = $2 WHERE id = $1", int(course), write(&input)?);
        Ok(())
    }
}

/// A certificate that lasts has no end.
fn until(valid_until: u64) -> Option<i64> {
    (valid_until != u64::MAX).then(|| int(valid_until))
}
