//! Which courses members have passed, as far as activities ask for it. What a certificate opens is judged as the training
//! contract does: a newer one takes the place of those that hold no more.

use super::Projection;
use crate::db::int;
use anyhow::Result;
use timebank_api::training::{CertificateId, Certified, CourseInput};
use timebank_api::{CourseId, Event, MemberId};

impl Projection<'_> {
    pub(super) async fn of_passed(&mut self, event: &Event) -> Result<()> {
        match event {
            Event::CourseDrafted { course, input, .. } | Event::CourseEdited { course, input, .. } => {
                self.subject(*course, input).await
            }
            Event::CourseResult { course, participant, passed: true, .. } => {
                sqlx::query(
                    "INSERT INTO p_held (course, member, certificate, valid_until) \
                     SELECT subject, $2, 0, $3 FROM p_course_subjects WHERE course = $1 AND certified = 0 ON CONFLICT DO NOTHING",
                )
                .bind(int(*course))
                .bind(int(*participant))
                .bind(i64::MAX)
                .execute(self.pending.direct().await?)
                .await?;
                Ok(())
            }
            Event::CertificateIssued { certificate, contents } => {
                sqlx::query(
                    "INSERT INTO p_held (course, member, certificate, valid_until) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
                )
                .bind(int(contents.course))
                .bind(int(contents.member))
                .bind(int(*certificate))
                .bind(int(contents.valid_until))
                .execute(self.pending.direct().await?)
                .await?;
                self.hold((contents.course, contents.member), *certificate).await
            }
            Event::CertificateRenewed { certificate, valid_until, .. } => {
                sqlx::query("UPDATE p_held SET valid_until = $2 WHERE certificate = $1")
                    .bind(int(*certificate))
                    .bind(int(*valid_until))
                    .execute(self.pending.direct().await?)
                    .await?;
                self.hold_again(*certificate).await
            }
            Event::CertificateRevoked { certificate, .. } => {
                sqlx::query("UPDATE p_held SET revoked = 1 WHERE certificate = $1")
                    .bind(int(*certificate))
                    .execute(self.pending.direct().await?)
                    .await?;
                Ok(())
            }
            Event::CertificateRestored { certificate } => {
                sqlx::query("UPDATE p_held SET revoked = 0 WHERE certificate = $1")
                    .bind(int(*certificate))
                    .execute(self.pending.direct().await?)
                    .await?;
                self.hold_again(*certificate).await
            }
            _ => Ok(()),
        }
    }

    async fn subject(&mut self, course: CourseId, input: &CourseInput) -> Result<()> {
        sqlx::query(
            "INSERT INTO p_course_subjects (course, subject, certified) VALUES ($1, $2, $3) \
             ON CONFLICT (course) DO UPDATE SET subject = excluded.subject, certified = excluded.certified",
        )
        .bind(int(course))
        .bind(int(input.counts_as.unwrap_or(course)))
        .bind(i64::from(input.certificate != Certified::No))
        .execute(self.pending.direct().await?)
        .await?;
        Ok(())
    }

    async fn hold_again(&mut self, certificate: CertificateId) -> Result<()> {
        let of: Option<(i64, i64)> =
            sqlx::query_as("SELECT course, member FROM p_held WHERE certificate = $1")
                .bind(int(certificate))
                .fetch_optional(self.pending.direct().await?)
                .await?;
        match of {
            Some((course, member)) => {
                self.hold((crate::db::uint(course), crate::db::uint(member)), certificate).await
            }
            None => Ok(()),
        }
    }

    /// A certificate is held, and those that hold no more are not.
    async fn hold(
        &mut self,
        (course, member): (CourseId, MemberId),
        certificate: CertificateId,
    ) -> Result<()> {
        sqlx::query(
            "UPDATE p_held SET held = CASE WHEN certificate = $3 THEN 1 WHEN revoked = 1 OR valid_until <= $4 THEN 0 ELSE held END \
             WHERE course = $1 AND member = $2 AND certificate > 0",
        )
        .bind(int(course))
        .bind(int(member))
        .bind(int(certificate))
        .bind(self.time)
        .execute(self.pending.direct().await?)
        .await?;
        Ok(())
    }
}
