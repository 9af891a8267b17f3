//! Activities themselves.

use super::known::About;
use super::pending::Value;
use super::{run, tables, Projection};
use crate::db::{int, portions, QueryBuilder};
use crate::index::grams::{grams, normal};
use crate::index::text::write;
use anyhow::Result;
use timebank_api::activity_registry::{ActivityInput, Payer, Requirement, Reward, State, Terms};
use timebank_api::record::AgeClass;
use timebank_api::{ActivityId, Event, MemberId};

impl Projection<'_> {
    pub(super) async fn of_activity(&mut self, event: &Event) -> Result<()> {
        match event {
            Event::ActivityDrafted { activity, publisher, branch, revision, input } => {
                self.drafted((*activity, *revision), *publisher, i64::from(*branch), input).await
            }
            Event::ActivityEdited { activity, revision, input, .. } => {
                self.edited(*activity, *revision, input).await
            }
            Event::ActivitySubmitted { activity, revision, terms, .. } => {
                self.state(*activity, State::Submitted, Some(*revision), None)?;
                let columns = [("submitted", self.time.into())];
                self.pending.change(&tables::ACTIVITIES, key(*activity), columns)?;
                self.terms(*activity, terms).await
            }
            Event::ActivityApproved { activity, revision, terms, .. } => {
                self.state(*activity, State::Approved, Some(*revision), None)?;
                // The steps of a need that nobody takes begin anew.
                let columns = [("escalation", 0i64.into())];
                self.pending.change(&tables::ACTIVITIES, key(*activity), columns)?;
                self.terms(*activity, terms).await
            }
            Event::ActivityReturned { activity, revision, reason, .. } => {
                self.state(*activity, State::Returned, Some(*revision), Some(reason))
            }
            Event::ActivityCancelled { activity, reason, .. } => {
                self.state(*activity, State::Cancelled, None, Some(reason))
            }
            Event::ActivitySettled { activity } => self.state(*activity, State::Settled, None, None),
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
        sqlx::query(sql).bind(int(activity)).bind(int(member)).execute(self.pending.direct().await?).await?;
        Ok(())
    }

    async fn drafted(
        &mut self,
        (activity, revision): (ActivityId, u32),
        publisher: MemberId,
        branch: i64,
        input: &ActivityInput,
    ) -> Result<()> {
        let words = words(input);
        let row = vec![
            int(activity).into(),
            branch.into(),
            int(publisher).into(),
            i64::from(revision).into(),
            write(&State::Draft)?.into(),
            write(input)?.into(),
            write(&input.category)?.into(),
            input.place.as_str().into(),
            words.as_str().into(),
            int(input.registration.start).into(),
            int(input.registration.end).into(),
            int(input.service.start).into(),
            int(input.service.end).into(),
            i64::from(input.seats).into(),
            int(reward(input)).into(),
            payer(input).into(),
            write(&input.skill)?.into(),
            input.listing.map(int).into(),
            None::<String>.into(),
            None::<String>.into(),
            0i64.into(),
            self.time.into(),
            None::<i64>.into(),
            self.time.into(),
        ];
        self.pending.add(&tables::ACTIVITIES, row);
        let about = About { branch, publisher, ..About::default() };
        self.pending.known().0.begin(activity, about);
        self.words(activity, &normal(&input.title), &words);
        for (number, requirement) in (1..).zip(&input.requirements) {
            self.require(activity, number, requirement).await?;
        }
        Ok(())
    }

    async fn edited(&mut self, activity: ActivityId, revision: u32, input: &ActivityInput) -> Result<()> {
        let words = words(input);
        self.forget_words(activity).await?;
        self.words(activity, &normal(&input.title), &words);
        let columns = [
            ("revision", i64::from(revision).into()),
            ("input", write(input)?.into()),
            ("category", write(&input.category)?.into()),
            ("place", input.place.as_str().into()),
            ("words", words.into()),
            ("registration_start", int(input.registration.start).into()),
            ("registration_end", int(input.registration.end).into()),
            ("service_start", int(input.service.start).into()),
            ("service_end", int(input.service.end).into()),
            ("seats", i64::from(input.seats).into()),
            ("reward", int(reward(input)).into()),
            ("payer", payer(input).into()),
            ("updated", self.time.into()),
            ("skill", write(&input.skill)?.into()),
            ("listing", input.listing.map(int).into()),
        ];
        self.pending.change(&tables::ACTIVITIES, key(activity), columns)?;
        run!(self, "DELETE FROM p_requirements WHERE activity = $1 AND number > 0", int(activity));
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
        run!(
            self,
            "INSERT INTO p_requirements (activity, number, kind, value) VALUES ($1, $2, $3, $4)",
            int(activity),
            number,
            kind,
            value
        );
        Ok(())
    }

    /// The pieces by which the search finds the activity.
    fn words(&mut self, activity: ActivityId, title: &str, words: &str) {
        let first = grams(title);
        for gram in grams(words) {
            let place = i64::from(first.contains(&gram));
            self.pending.add(&tables::WORDS, vec![gram.into(), place.into(), int(activity).into()]);
        }
    }

    /// The pieces of a text that is replaced.
    async fn forget_words(&mut self, activity: ActivityId) -> Result<()> {
        let db = self.pending.direct().await?;
        let before: String = sqlx::query_scalar("SELECT words FROM p_activities WHERE id = $1")
            .bind(int(activity))
            .fetch_one(&mut *db)
            .await?;
        for part in portions(grams(&before).into_iter().collect()) {
            let mut delete = QueryBuilder::new("DELETE FROM p_words WHERE activity = ");
            delete.push_bind(int(activity)).push(" AND gram IN ").push_binds(part);
            delete.build().execute(&mut *db).await?;
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
        let row = vec![
            int(*activity).into(),
            i64::from(*revision).into(),
            decision.into(),
            int(*by).into(),
            reason.cloned().into(),
            self.height.into(),
            self.time.into(),
        ];
        self.pending.put(&tables::DECISIONS, row).await
    }

    fn state(
        &mut self,
        activity: ActivityId,
        state: State,
        revision: Option<u32>,
        reason: Option<&str>,
    ) -> Result<()> {
        let state = write(&state)?;
        let reason = reason.map(str::to_owned);
        let columns = [("state", state.into()), ("reason", reason.into()), ("updated", self.time.into())];
        self.pending.change(&tables::ACTIVITIES, key(activity), columns)?;
        match revision {
            Some(revision) => {
                let columns = [("revision", i64::from(revision).into())];
                self.pending.change(&tables::ACTIVITIES, key(activity), columns)
            }
            None => Ok(()),
        }
    }

    async fn terms(&mut self, activity: ActivityId, terms: &Terms) -> Result<()> {
        let columns = [("terms", write(terms)?.into())];
        self.pending.change(&tables::ACTIVITIES, key(activity), columns)?;
        let youngest = terms.provider_age.map(age_rank);
        if self.about(activity).await?.is_some_and(|about| about.youngest == youngest) {
            return Ok(());
        }
        run!(self, "DELETE FROM p_requirements WHERE activity = $1 AND number = 0", int(activity));
        match terms.provider_age {
            Some(min) => self.require(activity, 0, &Requirement::Age { min }).await,
            None => Ok(()),
        }
    }
}

fn key(activity: ActivityId) -> Vec<Value> {
    vec![int(activity).into()]
}

/// Title, summary and place as the search compares them.
fn words(input: &ActivityInput) -> String {
    normal(&format!("{}\n{}\n{}", input.title, input.summary, input.place))
}

fn payer(input: &ActivityInput) -> &'static str {
    match input.payer {
        Payer::OwnBalance => "own_balance",
        Payer::Issuance => "issuance",
        Payer::WelfareFund => "welfare_fund",
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
