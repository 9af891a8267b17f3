//! Who is told of what.

use super::{tables, Projection};
use crate::db::{int, uint};
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
        let (height, time) = (self.height, self.time);
        for topic in topics {
            let id = self.next("SELECT COALESCE(MAX(id), 0) FROM p_feed").await?;
            let row = vec![
                id.into(),
                topic.as_str().into(),
                kind.as_str().into(),
                text.as_str().into(),
                height.into(),
                time.into(),
            ];
            self.pending.add(&tables::FEED, row);
            self.feed.push(FeedItem {
                id: uint(id),
                topic,
                kind: kind.clone(),
                data: data.clone(),
                height: uint(height),
                time: uint(time),
            });
        }
        Ok(())
    }

    /// The activity and the members an event is about.
    async fn concerned(&mut self, event: &Event) -> Result<(Vec<String>, BTreeSet<MemberId>)> {
        let mut members = BTreeSet::new();
        if let Event::TimeMoved { from, to, .. } = event {
            let registry = self.registry;
            for account in [from, to].into_iter().flatten().filter(|account| *account != registry) {
                members.extend(self.holder(account).await?.map(|holder| holder.member));
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
                sqlx::query_scalar(sql).bind(int(listing)).fetch_all(self.pending.written().await?).await?;
            members.extend(concerned.into_iter().map(uint));
        }
        members.extend(both(event).into_iter().flatten());
        let Some(activity) = activity else {
            return Ok((Vec::new(), members));
        };
        if let Some(about) = self.about(activity).await? {
            members.insert(about.publisher);
            members.extend(&about.co_administrators);
        }
        // A change of the activity itself concerns everybody who is in it; in a new one there is nobody.
        if participant.is_none() && !matches!(event, Event::ActivityDrafted { .. }) {
            let enrolled: Vec<i64> = sqlx::query_scalar(
                "SELECT participant FROM p_enrolments WHERE activity = $1 AND state NOT IN ('declined', 'withdrawn')",
            )
            .bind(int(activity))
            .fetch_all(self.pending.written_of(&tables::ENROLMENTS, &int(activity).into()).await?)
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
pub(super) fn subject(event: &Event) -> (Option<ActivityId>, Option<MemberId>) {
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
