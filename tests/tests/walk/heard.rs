//! What the walk remembers of what happened, and what it makes sure of on the way.

use crate::together::SALT;
use crate::world::Walk;
use timebank_api::activity_registry::Requirement;
use timebank_api::member_registry::{self as members, StatusCause};
use timebank_api::permission::Contract;
use timebank_api::record::{MemberKind, MemberStatus};
use timebank_api::time_token::MovementKind;
use timebank_api::training::{self, Issuer, PassedResponse};
use timebank_api::{ActivityId, Event, MemberId, Scope, Seconds};
use timebank_intent::credential_commitment;

impl Walk {
    /// Remembers what later steps go on with, and counts what the contracts told each other.
    pub fn hear(&mut self, events: &[Event]) {
        for event in events {
            if let Some(message) = told(event) {
                self.count(message);
            }
            self.remember(event);
        }
    }

    fn remember(&mut self, event: &Event) {
        match event {
            Event::StatusChanged { member, status, cause, by, .. } => {
                let known = &mut self.known;
                if *status == MemberStatus::Active {
                    known.inactive.remove(member);
                } else {
                    known.inactive.insert(*member);
                }
                if matches!(status, MemberStatus::Suspended | MemberStatus::Closed) {
                    known.suspended.insert(*member);
                } else {
                    known.suspended.remove(member);
                }
                if *status == MemberStatus::Deceased {
                    known.dead.insert(*member);
                }
                if (*cause, *by) == (StatusCause::Recovery, None) {
                    self.count("member-registry end_recovery");
                }
            }
            Event::KeySet { member, scope: Scope::Owner, .. } => {
                self.known.owners.insert(*member);
            }
            Event::DisputeRaised { activity, participant, paid, .. } => {
                self.known.disputes.push((*activity, *participant, *paid));
            }
            Event::DisputeOpened { activity, participant, .. } => {
                self.known.disputes.push((*activity, *participant, false));
            }
            Event::DisputeResolved { activity, participant, .. } => {
                self.known.disputes.retain(|(id, of, _)| (id, of) != (activity, participant));
            }
            Event::Settled { activity, receipt } => {
                self.known.settled.push((*activity, receipt.participant));
            }
            Event::GiftOffered { gift, from, to, .. } => self.known.gifts.push((*gift, *from, *to)),
            Event::GiftClosed { gift, .. } => self.known.gifts.retain(|(open, ..)| open != gift),
            Event::CertificateIssued { certificate, contents } => {
                self.known.certificates.push((*certificate, contents.course, contents.member));
                if matches!(contents.issuer, Issuer::Attested { .. }) {
                    self.known.attested.push((contents.course, contents.member));
                }
            }
            Event::AgentAccepted { principal, agent, .. } => self.known.agents.push((*principal, *agent)),
            Event::AgentRevoked { principal, agent, .. } => {
                self.known.agents.retain(|(of, by)| (of, by) != (principal, agent));
            }
            Event::AccountLinked { member, account } => {
                let links = self.known.links.iter_mut();
                links
                    .filter(|link| link.0 == *member && link.1.as_str() == account)
                    .for_each(|link| link.2 = true);
            }
            Event::AccountUnlinked { account, .. } => {
                self.known.links.retain(|(_, linked, _)| linked.as_str() != account);
            }
            Event::FactDisputed { source, sequence, .. } => {
                self.known.disagreements.push((*source, *sequence));
                self.count("feeders disagree");
            }
            Event::AttestationRefused { code, .. } if code == "attestation.time" => {
                self.count("stale attestation");
            }
            Event::SourceQuarantined { source, .. } => {
                self.known.quarantined.insert(*source);
            }
            Event::SourceReleased { source, .. } => {
                self.known.quarantined.remove(source);
            }
            Event::TimeMoved { from: Some(from), .. } if *from == self.hook.as_str() => {
                self.count("re-entered")
            }
            Event::FactUndone { .. } => self.count("fact undone"),
            Event::DraftAdopted { .. } => self.count("pack by draft"),
            Event::NeedEscalated { .. } => self.count("escalation"),
            Event::DeadlineRequeued { code, .. } => {
                panic!("a deadline could not do what the rules say: {code}")
            }
            Event::Enrolled { activity, participant, .. } => self.qualified(*activity, *participant),
            _ => (),
        }
    }

    /// Whether a member has a credential that is valid at a time.
    fn holds(&self, member: MemberId, predicate: u8, at: Seconds) -> bool {
        let commitment = credential_commitment(member, predicate, &SALT);
        let query = members::QueryMsg::Credentials { member, start_after: None, limit: Some(30) };
        let page: members::CredentialsResponse = self.suite.query(Contract::MemberRegistry, &query);
        page.credentials.iter().any(|held| held.commitment.as_slice() == commitment && held.valid_until > at)
    }

    /// Who has just enrolled shows what the activity asks for.
    fn qualified(&mut self, id: ActivityId, participant: MemberId) {
        let found = self.get(id).expect("the activity somebody enrolled in");
        let query = members::QueryMsg::Member { id: participant };
        let begins = found.activity.service.start;
        for requirement in found.activity.requirements {
            let passed = |course| -> PassedResponse {
                let query = training::QueryMsg::Passed { course, member: participant };
                self.suite.query(Contract::Training, &query)
            };
            let who = || -> members::MemberResponse { self.suite.query(Contract::MemberRegistry, &query) };
            let (good, case) = match requirement {
                Requirement::Course { course } => {
                    (passed(course).valid_until.is_some(), Some("enrolled by course"))
                }
                Requirement::Certificate { course } => {
                    let passed = passed(course);
                    let long = passed.valid_until.is_none_or(|until| until > begins);
                    (passed.certificate.is_some() && long, Some("enrolled by certificate"))
                }
                Requirement::Credential { predicate } => {
                    (self.holds(participant, predicate, begins), Some("enrolled by credential"))
                }
                Requirement::Age { min } => (who().kind == MemberKind::Group || who().age >= min, None),
                Requirement::Branch { branch } => (who().branch == branch, None),
                Requirement::Stars { .. } => continue,
            };
            assert!(good, "member {participant} enrolled in {id} without {requirement:?}");
            if let Some(case) = case {
                self.count(case);
            }
        }
    }
}

/// The message between contracts that an event shows.
fn told(event: &Event) -> Option<&'static str> {
    Some(match event {
        Event::DeadlinePassed { .. } => "activity-registry elapse",
        Event::TimeMoved { kind: MovementKind::Hold | MovementKind::Settle, .. } => "time-token move",
        Event::TimeMoved { kind: MovementKind::Inherit, .. } => "time-token inherit",
        Event::BalanceMoved { .. } => "time-token member_moved",
        Event::OutgoingCapped { .. } => "time-token cap",
        Event::FactKept { .. } => "member-registry apply_fact",
        Event::FactRestored { .. } => "member-registry undo_fact",
        Event::CertificateIssued { contents, .. } if matches!(contents.issuer, Issuer::Attested { .. }) => {
            "training issue_attested"
        }
        Event::CertificateRevoked { reason, .. } if reason == "partner" => "training revoke_attested",
        Event::CertificateRevoked { reason, .. } if reason == "undone" => "training undo_attested",
        _ => return None,
    })
}
