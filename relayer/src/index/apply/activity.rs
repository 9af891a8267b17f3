//! Activities themselves.

use super::Projection;
use crate::db::{int, QueryBuilder};
use crate::index::grams::{grams, normal};
use crate::index::text::write;
use anyhow::Result;
use timebank_api::activity_registry::{ActivityInput, Payer, Requirement, Reward, State, Terms};
use timebank_api::record::AgeClass;
use timebank_api::{ActivityId, Event, MemberId};

/// Pieces of a text that are written in one statement.
const GRAMS_AT_ONCE: usize = 200;

impl Projection<'_> {
    pub(super) async fn of_activity(&mut self, event: &Event) -> Result<()> {
        match event {
            Event::ActivityDrafted { activity, publisher, branch, revision, input } => {
                sqlx::query(
                    "INSERT INTO p_activities (id, branch, publisher, revision, state, input, category, place, words, \
                     registration_start, registration_end, service_start, service_end, seats, reward, payer, created, updated) \
                     VALUES ($1, $2, $3, $4, 'draft', '', '', '', '', 0, 0, 0, 0, 0, 0, '', $5, $5)",
                )
                .bind(int(*activity))
                .bind(i64::from(*branch))
                .bind(int(*publisher))
                .bind(i64::from(*revision))
                .bind(self.time)
                .execute(&mut *self.db)
                .await?;
                self.input(*activity, *revision, input).await
            }
            Event::ActivityEdited { activity, revision, input, .. } => {
                self.input(*activity, *revision, input).await
            }
            Event::ActivitySubmitted { activity, revision, terms, .. } => {
                self.state(*activity, State::Submitted, Some(*revision), None).await?;
                sqlx::query("UPDATE p_activities SET submitted = $2 WHERE id = $1")
                    .bind(int(*activity))
                    .bind(self.time)
                    .execute(&mut *self.db)
                    .await?;
                self.terms(*activity, terms).await
            }
            Event::ActivityApproved { activity, revision, terms, .. } => {
                self.state(*activity, State::Approved, Some(*revision), None).await?;
                // The steps of a need that nobody takes begin anew.
                sqlx::query("UPDATE p_activities SET escalation = 0 WHERE id = $1")
                    .bind(int(*activity))
                    .execute(&mut *self.db)
                    .await?;
                self.terms(*activity, terms).await
            }
            Event::ActivityReturned { activity, revision, reason, .. } => {
                self.state(*activity, State::Returned, Some(*revision), Some(reason)).await
            }
            Event::ActivityCancelled { activity, reason, .. } => {
                self.state(*activity, State::Cancelled, None, Some(reason)).await
            }
            Event::ActivitySettled { activity } => self.state(*activity, State::Settled, None, None).await,
            Event::SeriesPublished { series, activities, .. } => {
                for activity in activities {
                    self.pair("UPDATE p_activities SET series = $2 WHERE id = $1", *activity, *series).await?;
                }
                Ok(())
            }
            Event::CoAdministratorAdded { activity, member, .. } => {
                self.pair(
                    "INSERT INTO p_co_administrators (activity, member) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                    *activity,
                    *member,
                )
                .await
            }
            Event::CoAdministratorRemoved { activity, member, .. } => {
                self.pair(
                    "DELETE FROM p_co_administrators WHERE activity = $1 AND member = $2",
                    *activity,
                    *member,
                )
                .await
            }
            _ => Ok(()),
        }
    }

    async fn pair(&mut self, sql: &'static str, activity: ActivityId, member: MemberId) -> Result<()> {
        sqlx::query(sql).bind(int(activity)).bind(int(member)).execute(&mut *self.db).await?;
        Ok(())
    }

    async fn input(&mut self, activity: ActivityId, revision: u32, input: &ActivityInput) -> Result<()> {
        let words = normal(&format!("{}\n{}\n{}", input.title, input.summary, input.place));
        self.words(activity, &normal(&input.title), &words).await?;
        sqlx::query(
            "UPDATE p_activities SET revision = $2, input = $3, category = $4, place = $5, words = $6, registration_start = $7, \
             registration_end = $8, service_start = $9, service_end = $10, seats = $11, reward = $12, payer = $13, updated = $14, \
             skill = $15, listing = $16 WHERE id = $1",
        )
        .bind(int(activity))
        .bind(i64::from(revision))
        .bind(write(input)?)
        .bind(write(&input.category)?)
        .bind(&input.place)
        .bind(words)
        .bind(int(input.registration.start))
        .bind(int(input.registration.end))
        .bind(int(input.service.start))
        .bind(int(input.service.end))
        .bind(i64::from(input.seats))
        .bind(int(reward(input)))
        .bind(match input.payer {
            Payer::OwnBalance => "own_balance",
            Payer::Issuance => "issuance",
            Payer::WelfareFund => "welfare_fund",
        })
        .bind(self.time)
        .bind(write(&input.skill)?)
        .bind(input.listing.map(int))
        .execute(&mut *self.db)
        .await?;
        sqlx::query("DELETE FROM p_requirements WHERE activity = $1 AND number > 0")
            .bind(int(activity))
            .execute(&mut *self.db)
            .await?;
        for (number, requirement) in (1..).zip(&input.requirements) {
            self.require(activity, number, requirement).await?;
        }
        Ok(())
    }

    async fn require(&mut self, activity: ActivityId, number: i64, requirement: &Requirement) -> Result<()> {
        let (kind, value) = match *requirement {
            Requirement::Course { course } => ("course", int(course)),
            Requirement::Certificate { course } => ("certificate", int(course)),
            Requirement::Stars { min } => ("stars", i64::from(min)),
            Requirement::Credential { predicate } => ("credential", i64::from(predicate)),
            Requirement::Age { min } => ("age", age_rank(min)),
            Requirement::Branch { branch } => ("branch", i64::from(branch)),
        };
        sqlx::query("INSERT INTO p_requirements (activity, number, kind, value) VALUES ($1, $2, $3, $4)")
            .bind(int(activity))
            .bind(number)
            .bind(kind)
            .bind(value)
            .execute(&mut *self.db)
            .await?;
        Ok(())
    }

    /// The pieces by which the search finds the activity.
    async fn words(&mut self, activity: ActivityId, title: &str, words: &str) -> Result<()> {
        let before: String = sqlx::query_scalar("SELECT words FROM p_activities WHERE id = $1")
            .bind(int(activity))
            .fetch_one(&mut *self.db)
            .await?;
        let gone: Vec<String> = grams(&before).into_iter().collect();
        for part in gone.chunks(GRAMS_AT_ONCE) {
            let mut delete = QueryBuilder::new("DELETE FROM p_words WHERE activity = ");
            delete.push_bind(int(activity)).push(" AND gram IN ").push_binds(part);
            delete.build().execute(&mut *self.db).await?;
        }
        let first = grams(title);
        let all: Vec<String> = grams(words).into_iter().collect();
        for part in all.chunks(GRAMS_AT_ONCE) {
            let mut insert = QueryBuilder::new("INSERT INTO p_words (gram, activity, place) ");
            let mut between = "VALUES (";
            for gram in part {
                insert.push(between).push_bind(gram).push(", ").push_bind(int(activity));
                insert.push(", ").push_bind(i64::from(first.contains(gram)));
                between = "), (";
            }
            insert.push(")");
            insert.build().execute(&mut *self.db).await?;
        }
        Ok(())
    }

    /// Keeps who decided what.
    pub(super) async fn of_decision(&mut self, event: &Event) -> Result<()> {
        let (activity, revision, decision, by, reason) = match event {
            Event::ActivityApproved { activity, revision, by, .. } => {
                (activity, revision, "approve", by, None)
            }
            Event::ActivityReturned { activity, revision, by, reason, taken_down } => {
                let decision = if *taken_down { "take_down" } else { "return" };
                (activity, revision, decision, by, Some(reason))
            }
            _ => return Ok(()),
        };
        sqlx::query(
            "INSERT INTO p_decisions (activity, revision, decision, member, reason, height, time) \
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (activity, revision, decision) DO UPDATE \
             SET member = excluded.member, reason = excluded.reason, height = excluded.height, time = excluded.time",
        )
        .bind(int(*activity))
        .bind(i64::from(*revision))
        .bind(decision)
        .bind(int(*by))
        .bind(reason)
        .bind(self.height)
        .bind(self.time)
        .execute(&mut *self.db)
        .await?;
        Ok(())
    }

    async fn state(
        &mut self,
        activity: ActivityId,
        state: State,
        revision: Option<u32>,
        reason: Option<&str>,
    ) -> Result<()> {
        sqlx::query(
            "UPDATE p_activities SET state = $2, revision = COALESCE($3, revision), reason = $4, updated = $5 WHERE id = $1",
        )
        .bind(int(activity))
        .bind(write(&state)?)
        .bind(revision.map(i64::from))
        .bind(reason)
        .bind(self.time)
        .execute(&mut *self.db)
        .await?;
        Ok(())
    }

    async fn terms(&mut self, activity: ActivityId, terms: &Terms) -> Result<()> {
        sqlx::query("UPDATE p_activities SET terms = $2 WHERE id = $1")
            .bind(int(activity))
            .bind(write(terms)?)
            .execute(&mut *self.db)
            .await?;
        sqlx::query("DELETE FROM p_requirements WHERE activity = $1 AND number = 0")
            .bind(int(activity))
            .execute(&mut *self.db)
            .await?;
        match terms.provider_age {
            Some(min) => self.require(activity, 0, &Requirement::Age { min }).await,
            None => Ok(()),
        }
    }
}

/// The place of a class of age among them, from the youngest.
pub(in crate::index) fn age_rank(age: AgeClass) -> i64 {
    match age {
        AgeClass::Under18 => 0,
        AgeClass::Under60 => 1,
        AgeClass::From60 => 2,
        AgeClass::From65 => 3,
        AgeClass::From80 => 4,
    }
}

/// Minutes of TIME a participant gets for the whole planned service at the plain rate.
fn reward(input: &ActivityInput) -> u64 {
    match input.reward {
        Reward::PerParticipant { minutes } => u64::from(minutes),
        Reward::PerHour { minutes } => {
            let planned = input.service.end.saturating_sub(input.service.start);
            planned.saturating_mul(u64::from(minutes)).checked_div(3_600).unwrap_or(0)
        }
    }
}
