//! Who is told of what.

use super::Projection;
use crate::db::{int, uint, QueryBuilder};
use crate::stream::FeedItem;
use anyhow::Result;
use std::collections::BTreeSet;
use timebank_api::{ActivityId, Event, MemberId};

impl Projection<'_> {
    /// Puts an event under every topic it concerns.
    pub(super) async fn tell(&mut self, event: &Event) -> Result<()> {
        let (topics, members) = self.concerned(event).await?;
        let topics: BTreeSet<String> =
            topics.into_iter().chain(members.into_iter().map(|member| format!("member:{member}"))).collect();
        if topics.is_empty() {
            return Ok(());
        }
        let written = serde_json::to_value(event)?;
        let Some((kind, data)) = written.as_object().and_then(|fields| fields.iter().next()) else {
            return Ok(());
        };
        let text = data.to_string();
        let (before, height, time) = (self.last_feed, self.height, self.time);
        let mut insert = QueryBuilder::new("INSERT INTO p_feed (id, topic, kind, data, height, time) ");
        let mut between = "VALUES (";
        for (place, topic) in (1..).zip(&topics) {
            insert.push(between).push_bind(before.saturating_add(place));
            for text in [topic, kind, &text] {
                insert.push(", ").push_bind(text);
            }
            for number in [height, time] {
                insert.push(", ").push_bind(number);
            }
            between = "), (";
        }
        insert.push(")");
        insert.build().execute(&mut *self.db).await?;
        for topic in topics {
            self.last_feed = self.last_feed.saturating_add(1);
            self.feed.push(FeedItem {
                id: uint(self.last_feed),
                topic,
                kind: kind.clone(),
                data: data.clone(),
                height: uint(self.height),
                time: uint(self.time),
            });
        }
        Ok(())
    }

    /// The activity and the members an event is about.
    async fn concerned(&mut self, event: &Event) -> Result<(Vec<String>, BTreeSet<MemberId>)> {
        let mut members = BTreeSet::new();
        if let Event::TimeMoved { from, to, .. } = event {
            for account in [from, to].into_iter().flatten().filter(|account| *account != self.registry) {
                let member: Option<i64> = sqlx::query_scalar("SELECT id FROM p_members WHERE account = $1")
                    .bind(account)
                    .fetch_optional(&mut *self.db)
                    .await?;
                members.extend(member.map(uint));
            }
            return Ok((Vec::new(), members));
        }
        let (activity, participant) = subject(event);
        members.extend(participant);
        if let Some((listing, all)) = about_listing(event) {
            let sql = match all {
                true => "SELECT member FROM p_listings WHERE id = $1 UNION SELECT member FROM p_listing_answers WHERE listing = $1",
                false => "SELECT member FROM p_listings WHERE id = $1",
            };
            let concerned: Vec<i64> =
                sqlx::query_scalar(sql).bind(int(listing)).fetch_all(&mut *self.db).await?;
            members.extend(concerned.into_iter().map(uint));
        }
        members.extend(both(event).into_iter().flatten());
        let Some(activity) = activity else {
            return Ok((Vec::new(), members));
        };
        let staff: Vec<i64> = sqlx::query_scalar(
            "SELECT publisher FROM p_activities WHERE id = $1 UNION SELECT member FROM p_co_administrators WHERE activity = $1",
        )
        .bind(int(activity))
        .fetch_all(&mut *self.db)
        .await?;
        members.extend(staff.into_iter().map(uint));
        // A change of the activity itself concerns everybody who is in it.
        if participant.is_none() {
            let enrolled: Vec<i64> = sqlx::query_scalar(
                "SELECT participant FROM p_enrolments WHERE activity = $1 AND state NOT IN ('declined', 'withdrawn')",
            )
            .bind(int(activity))
            .fetch_all(&mut *self.db)
            .await?;
            members.extend(enrolled.into_iter().map(uint));
        }
        let topics = match between_the_sides(event) {
            true => Vec::new(),
            false => vec![format!("activity:{activity}")],
        };
        Ok((topics, members))
    }
}

/// What is between an activity's administrators and a participant, and not for everybody who watches the activity.
fn between_the_sides(event: &Event) -> bool {
    matches!(
        event,
        Event::RequirementsMet { .. }
            | Event::DisputeOpened { .. }
            | Event::DisputeRaised { .. }
            | Event::VerdictNamed { .. }
            | Event::DisputeResolved { .. }
            | Event::Assessed { .. }
            | Event::FollowedUp { .. }
            | Event::NoShow { .. }
    )
}

/// The standing offer or need an event is about, and whether whoever answered it is concerned too.
fn about_listing(event: &Event) -> Option<(ActivityId, bool)> {
    match event {
        Event::ListingSaved { listing, .. } | Event::ListingAnswered { listing, .. } => {
            Some((*listing, false))
        }
        Event::ListingMoved { listing, .. } => Some((*listing, true)),
        // Or an activity: numbers are shared, and one of the two is there.
        Event::NeedEscalated { need, .. } => Some((*need, false)),
        _ => None,
    }
}

/// The activity and the participant or member an event names.
fn subject(event: &Event) -> (Option<ActivityId>, Option<MemberId>) {
    match event {
        Event::MemberRegistered { member, .. }
        | Event::RoleGranted { member, .. }
        | Event::RoleRevoked { member, .. }
        | Event::KeySet { member, .. }
        | Event::StandingSet { member, .. }
        | Event::StatusChanged { member, .. }
        | Event::BranchChanged { member, .. }
        | Event::AgeSet { member, .. }
        | Event::ListingAnswered { member, .. }
        | Event::MemberBlocked { member, .. }
        | Event::MemberUnblocked { member, .. }
        | Event::ProfileRequested { member, .. }
        | Event::ProfileDecided { member, .. }
        | Event::CredentialIssued { member, .. }
        | Event::CredentialRevoked { member, .. }
        | Event::MoveRequested { member, .. }
        | Event::MoveApproved { member, .. }
        | Event::MoveRefused { member, .. }
        | Event::KeyProposed { member, .. }
        | Event::KeyApproved { member, .. }
        | Event::KeyRefused { member, .. }
        | Event::KeyObjected { member, .. }
        | Event::CustodyChanged { member, .. }
        | Event::LinkOffered { member, .. }
        | Event::AccountLinked { member, .. }
        | Event::AccountUnlinked { member, .. }
        | Event::FactApplied { member, .. }
        | Event::FactRefused { member, .. }
        | Event::FactRejected { member, .. }
        | Event::FactUndone { member, .. } => (None, Some(*member)),
        Event::CourseEnrolled { participant, .. }
        | Event::CourseMovedUp { participant, .. }
        | Event::CourseEnrolmentWithdrawn { participant, .. }
        | Event::CourseResult { participant, .. } => (None, Some(*participant)),
        Event::CertificateIssued { contents, .. } => (None, Some(contents.member)),
        Event::NeedEscalated { need: activity, .. }
        | Event::ActivityDrafted { activity, .. }
        | Event::ActivityEdited { activity, .. }
        | Event::ActivitySubmitted { activity, .. }
        | Event::ActivityApproved { activity, .. }
        | Event::ActivityReturned { activity, .. }
        | Event::ActivityCancelled { activity, .. }
        | Event::ActivitySettled { activity } => (Some(*activity), None),
        Event::CoAdministratorAdded { activity, member, .. }
        | Event::CoAdministratorRemoved { activity, member, .. } => (Some(*activity), Some(*member)),
        Event::Enrolled { activity, participant, .. }
        | Event::RequirementsMet { activity, participant, .. }
        | Event::MovedUp { activity, participant, .. }
        | Event::EnrolmentWithdrawn { activity, participant, .. }
        | Event::Admitted { activity, participant, .. }
        | Event::Declined { activity, participant, .. }
        | Event::Attendance { activity, participant, .. }
        | Event::MinutesConfirmed { activity, participant, .. }
        | Event::MinutesAgreed { activity, participant, .. }
        | Event::DisputeOpened { activity, participant, .. }
        | Event::DisputeRaised { activity, participant, .. }
        | Event::VerdictNamed { activity, participant, .. }
        | Event::DisputeResolved { activity, participant, .. }
        | Event::Assessed { activity, participant, .. }
        | Event::FollowedUp { activity, participant, .. }
        | Event::NoShow { activity, participant, .. }
        | Event::Rated { activity, participant, .. } => (Some(*activity), Some(*participant)),
        Event::Settled { activity, receipt } => (Some(*activity), Some(receipt.participant)),
        Event::DeadlinePassed { activity, participant, .. }
        | Event::DeadlineRequeued { activity, participant, .. } => (Some(*activity), *participant),
        _ => (None, None),
    }
}

/// The two members between whom something is agreed.
fn both(event: &Event) -> Option<[MemberId; 2]> {
    match event {
        Event::GiftOffered { from, to, .. } => Some([*from, *to]),
        Event::KinProposed { of, to, .. }
        | Event::KinAccepted { of, to, .. }
        | Event::KinRevoked { of, to, .. } => Some([*of, *to]),
        Event::AgentAppointed { principal, agent, .. }
        | Event::AgentAccepted { principal, agent, .. }
        | Event::AgentRevoked { principal, agent, .. } => Some([*principal, *agent]),
        _ => None,
    }
}
