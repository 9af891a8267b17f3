//! The way of a service, step by step.

use crate::step::What;
use crate::together::SALT;
use crate::world::{Walk, OFFICERS};
use timebank_api::activity_registry::{
    ActivityInput, ActivityResponse, Admission, AttendanceSide as Side, Category, DisputeResponse,
    EnrolmentResponse, EnrolmentState, EnrolmentsResponse, ExecuteMsg, FollowUpKind, ListingInput,
    ListingKind, ListingResponse, ListingState, Occurrence, Opening, Payer, QueryMsg, Requirement, Reward,
    State, Verdict, Window,
};
use timebank_api::permission::Contract;
use timebank_api::record::AgeClass;
use timebank_api::{ActivityId, Event, MemberId};
use timebank_intent::{AttendanceSide, Scope};
use timebank_testing::activity;

impl Walk {
    pub fn registry(&mut self, member: MemberId, scope: Scope, msg: &ExecuteMsg) -> Option<Vec<Event>> {
        self.act(member, scope, Contract::ActivityRegistry, msg)
    }

    /// Whoever published, and the scope in which the payer's side acts.
    pub fn payer(activity: &ActivityResponse) -> (MemberId, Scope) {
        let own = activity.activity.payer == Payer::OwnBalance;
        (activity.publisher, if own { Scope::Owner } else { Scope::Office })
    }

    pub fn enrolments(&self, id: ActivityId) -> Vec<EnrolmentResponse> {
        let query = QueryMsg::Enrolments { id, start_after: None, limit: Some(30) };
        let page: EnrolmentsResponse = self.suite.query(Contract::ActivityRegistry, &query);
        page.enrolments
    }

    /// A participant of one of the newest activities: seven times of eight one in a wanted state, if there is one.
    fn participant(&self, a: u64, b: u64, wanted: &[EnrolmentState]) -> Option<(ActivityResponse, MemberId)> {
        let query = QueryMsg::Activities { start_after: None, limit: Some(5), descending: Some(true) };
        let page: timebank_api::activity_registry::ActivitiesResponse =
            self.suite.query(Contract::ActivityRegistry, &query);
        let mut fitting = Vec::new();
        for activity in page.activities {
            let all = self.enrolments(activity.id).into_iter();
            let here = all.filter(|enrolment| wanted.contains(&enrolment.state));
            fitting.extend(here.map(|enrolment| (activity.clone(), enrolment.participant)));
        }
        if b.is_multiple_of(8) {
            return Some((self.activity(a, State::Approved)?, self.member(b / 8)));
        }
        Self::pick(&fitting, b / 8)
    }

    pub fn input(&self, seats: u16, length: u64) -> ActivityInput {
        let now = self.suite.now();
        let mut input = activity(now);
        input.seats = seats;
        input.service = Window { start: now + 120, end: now + 120 + length };
        input.registration = Window { start: now, end: now + 120 + length };
        input
    }

    fn new_input(&self, a: u64, b: u64) -> ActivityInput {
        let mut input = self.input((a % 3) as u16 + 1, 3_600 + b % 5_400);
        let minutes = (a / 7 % 90) as u32 + 31;
        let per_hour = !a.is_multiple_of(3);
        input.reward =
            if per_hour { Reward::PerHour { minutes: 60 } } else { Reward::PerParticipant { minutes } };
        input.admission = if b.is_multiple_of(2) { Admission::Automatic } else { Admission::ByAdministrator };
        if b.is_multiple_of(5) {
            // Days ahead, so that it can escalate.
            input.service.start += 12 * 86_400;
            input.service.end += 12 * 86_400;
            input.registration.end = input.service.end;
        }
        if a.is_multiple_of(7) {
            input.requirements = self.requirements(b / 5);
        }
        input
    }

    /// What a service asks of whoever gives it: most often what somebody can show.
    pub fn requirements(&self, number: u64) -> Vec<Requirement> {
        let course = Self::pick(&self.known.certificates, number / 8).map(|(_, course, _)| course);
        let credential = Self::pick(&self.known.credentials, number / 8).map(|(_, predicate)| predicate);
        let one = match (number % 8, course, credential) {
            (0 | 1, Some(course), _) => Requirement::Course { course },
            (2 | 3, Some(course), _) => Requirement::Certificate { course },
            (0..=4, _, Some(predicate)) => Requirement::Credential { predicate },
            (5, ..) => Requirement::Age { min: AgeClass::From65 },
            (6, ..) => Requirement::Stars { min: 1 },
            _ => Requirement::Branch { branch: 1 },
        };
        vec![one]
    }

    /// Somebody who could take part, and what they show; nobody if nobody is known who could.
    fn volunteer(&self, found: &ActivityResponse, number: u64) -> Option<(MemberId, Vec<Opening>)> {
        let going: Vec<_> = self.enrolments(found.id).iter().map(|enrolment| enrolment.participant).collect();
        let aged = found.terms.is_some_and(|terms| terms.provider_age.is_some());
        let new = |member: &MemberId| {
            let concerned = *member == found.publisher || found.co_administrators.contains(member);
            !(concerned || going.contains(member) || aged && *member <= OFFICERS)
        };
        let (mut openings, known) = (vec![], &self.known);
        let mut fit: Vec<_> = (0..6).map(|more| self.member(number + 8 * more)).filter(new).collect();
        for requirement in &found.activity.requirements {
            match *requirement {
                Requirement::Course { course } | Requirement::Certificate { course } => {
                    let holders = known.certificates.iter().filter(|(_, of, _)| *of == course);
                    fit = holders.map(|(.., member)| *member).filter(new).collect();
                }
                Requirement::Credential { predicate } => {
                    openings.push(Opening { predicate, salt: SALT.into() });
                    let holders = known.credentials.iter().filter(|(_, of)| *of == predicate);
                    fit = holders.map(|(member, _)| *member).filter(new).collect();
                }
                Requirement::Age { .. } => fit.retain(|member| *member > OFFICERS),
                Requirement::Branch { branch } => fit.retain(|member| self.branch(*member) == branch),
                Requirement::Stars { .. } => fit.truncate(number as usize % 2),
            }
        }
        if number.is_multiple_of(16) {
            return Some((self.member(number / 16), openings));
        }
        Some((Self::pick(&fit, number / 16)?, openings))
    }

    /// Somebody who could enrols.
    pub fn enrol(&mut self, found: &ActivityResponse, number: u64) -> Option<Vec<Event>> {
        let (member, openings) = self.volunteer(found, number)?;
        self.registry(member, Scope::Everyday, &ExecuteMsg::Enrol { id: found.id, openings })
    }

    pub fn service(&mut self, what: What, a: u64, b: u64, c: u64) -> Option<()> {
        use EnrolmentState::*;
        match what {
            What::Forward => {
                for number in [b, b / 11, b / 121] {
                    self.forward(a, number, (c % 160) as u32)?;
                }
            }
            What::Publish => {
                let mut input = self.new_input(a, b);
                input.payer = match c % 6 {
                    0 => Payer::Issuance,
                    1 => Payer::WelfareFund,
                    _ => Payer::OwnBalance,
                };
                if input.payer == Payer::WelfareFund {
                    input.seats = 1;
                    input.reward = Reward::PerParticipant { minutes: 60 };
                }
                let (member, scope, name) = match input.payer {
                    Payer::OwnBalance => (self.ordinary(c / 6), Scope::Owner, "own publish"),
                    Payer::Issuance => ([1, 2, 4][a as usize % 3], Scope::Office, "issuance-paid publish"),
                    Payer::WelfareFund => ([1, 2, 4][a as usize % 3], Scope::Office, "fund-paid publish"),
                };
                self.registry(member, scope, &ExecuteMsg::Publish { activity: input })?;
                self.count(name);
            }
            What::Draft => {
                let input = self.new_input(a, b);
                self.registry(self.ordinary(c), Scope::Everyday, &ExecuteMsg::Draft { activity: input })?;
            }
            What::Helper => {
                let found = self.activity(a, State::Approved)?;
                let (id, (publisher, scope)) = (found.id, Self::payer(&found));
                let msg = match Self::pick(&found.co_administrators, b) {
                    Some(member) => ExecuteMsg::RemoveCoAdministrator { id, member },
                    None => ExecuteMsg::AddCoAdministrator { id, member: self.ordinary(b) },
                };
                self.registry(publisher, scope, &msg)?;
            }
            What::Series => {
                let mut input = self.new_input(a, b);
                (input.seats, input.reward) = (1, Reward::PerParticipant { minutes: 60 });
                let later = |window: Window, days: u64| Window {
                    start: window.start + days * 86_400,
                    end: window.end + days * 86_400,
                };
                let more = (1..=c % 2 + 1).map(|days| Occurrence {
                    registration: later(input.registration, days),
                    service: later(input.service, days),
                });
                let more = more.collect();
                self.registry(
                    self.ordinary(c),
                    Scope::Owner,
                    &ExecuteMsg::PublishSeries { activity: input, more },
                )?;
            }
            What::Edit => {
                let found =
                    self.activity(a, if b.is_multiple_of(2) { State::Approved } else { State::Submitted })?;
                let (publisher, scope) = Self::payer(&found);
                let mut input = self.input((c % 3) as u16 + 1, 3_600);
                input.payer = found.activity.payer;
                let edit = ExecuteMsg::Edit { id: found.id, revision: found.revision, activity: input };
                self.registry(publisher, scope, &edit)?;
            }
            What::Submit => {
                let found = self.activity(a, State::Returned)?;
                let (publisher, scope) = Self::payer(&found);
                let submit = ExecuteMsg::Submit { id: found.id, revision: found.revision };
                self.registry(publisher, scope, &submit)?;
            }
            What::Withdraw => {
                let found = self.activity(a, State::Approved)?;
                let (publisher, scope) = Self::payer(&found);
                let withdraw = ExecuteMsg::Withdraw { id: found.id, reason: "changed".into() };
                self.registry(publisher, scope, &withdraw)?;
            }
            What::Review => {
                let found = self.activity(a, State::Submitted)?;
                let (id, revision) = (found.id, found.revision);
                let msg = if b.is_multiple_of(6) {
                    ExecuteMsg::Return { id, revision, reason: "unclear".into() }
                } else {
                    ExecuteMsg::Approve { id, revision }
                };
                self.registry(Self::reviewer(found.branch, c, found.publisher), Scope::Office, &msg)?;
            }
            What::TakeDown => {
                let found = self.activity(a, State::Approved)?;
                let [first, _] = Self::administrators(found.branch);
                let msg = ExecuteMsg::TakeDown { id: found.id, reason: "abnormal".into() };
                self.registry(first, Scope::Office, &msg)?;
            }
            What::Enrol => {
                let found = self.activity(a, State::Approved)?;
                self.enrol(&found, b)?;
            }
            What::Leave => {
                let (found, member) = self.participant(a, b, &[Waitlisted, Enrolled, Admitted])?;
                self.registry(member, Scope::Everyday, &ExecuteMsg::WithdrawEnrolment { id: found.id })?;
            }
            What::Admit => {
                let (found, participant) = self.participant(a, b, &[Enrolled])?;
                let (id, (publisher, scope)) = (found.id, Self::payer(&found));
                let msg = if c.is_multiple_of(2) {
                    ExecuteMsg::Decline { id, participant, reason: "full".into() }
                } else {
                    ExecuteMsg::Admit { id, participant }
                };
                self.registry(publisher, scope, &msg)?;
            }
            What::CheckIn => {
                let (found, member) = self.participant(a, b, &[Admitted])?;
                let code = self.suite.code(found.id, AttendanceSide::Start);
                self.registry(member, Scope::Everyday, &ExecuteMsg::CheckIn { id: found.id, code })?;
            }
            What::CheckOut => {
                let (found, member) = self.participant(a, b, &[Attending])?;
                let code = self.suite.code(found.id, AttendanceSide::End);
                self.registry(member, Scope::Everyday, &ExecuteMsg::CheckOut { id: found.id, code })?;
            }
            What::Record => {
                let (found, participant) = self.participant(a, b, &[Admitted, Attending])?;
                let (publisher, scope) = Self::payer(&found);
                let side = if c.is_multiple_of(2) { Side::End } else { Side::Start };
                let msg = ExecuteMsg::RecordAttendance { id: found.id, participant, side };
                self.registry(publisher, scope, &msg)?;
            }
            What::Confirm => {
                let (found, participant) = self.participant(a, b, &[Attended])?;
                let minutes = (c / 2 % 160) as u32;
                let msg = ExecuteMsg::ConfirmMinutes { id: found.id, participant, minutes };
                let (publisher, scope) = Self::payer(&found);
                if c.is_multiple_of(2) {
                    self.registry(publisher, scope, &msg)?;
                } else {
                    self.registry(participant, Scope::Everyday, &msg)?;
                }
            }
            What::Rate => {
                let (found, participant) = self.participant(a, b, &[Attended, Agreed, Settled])?;
                let by = if c.is_multiple_of(2) { found.publisher } else { participant };
                let score = (c / 2 % 7) as u8;
                let msg = ExecuteMsg::Rate { id: found.id, participant, score, comment: None };
                self.registry(by, Scope::Everyday, &msg)?;
            }
            What::Settle => {
                let (found, participant) = self.participant(a, b, &[Agreed])?;
                let (publisher, scope) = Self::payer(&found);
                self.registry(publisher, scope, &ExecuteMsg::Settle { id: found.id, participant })?;
            }
            What::Dispute => {
                // As often about what is paid as about what is not.
                let paid = self.known.settled.get(a as usize % self.known.settled.len().max(1)).copied();
                let (id, participant) = match paid.filter(|_| !b.is_multiple_of(3)) {
                    Some(paid) => paid,
                    None => {
                        let (found, participant) = self.participant(a, b, &[Attended, Agreed])?;
                        (found.id, participant)
                    }
                };
                let by = if c.is_multiple_of(2) { participant } else { self.get(id)?.publisher };
                self.registry(by, Scope::Everyday, &ExecuteMsg::OpenDispute { id, participant })?;
            }
            What::Verdict => {
                let open = self.known.disputes.get(a as usize % self.known.disputes.len().max(1)).copied();
                let (id, participant, paid) = open?;
                let found = self.get(id)?;
                let verdict = match (paid, c % 8) {
                    (true, 0) => Verdict::Reverse { minutes: 0 },
                    (true, 1) => Verdict::Reverse { minutes: 15 },
                    (true, _) => {
                        let query = QueryMsg::Receipt { id, participant };
                        let receipt: timebank_api::activity_registry::ReceiptResponse =
                            self.suite.query(Contract::ActivityRegistry, &query);
                        Verdict::Reverse { minutes: receipt.receipt?.paid }
                    }
                    (false, 0) => Verdict::Refund,
                    (false, 1) => Verdict::Pay { minutes: (a / 9 % 160) as u32 },
                    (false, _) => Verdict::Pay { minutes: 30 },
                };
                let query = QueryMsg::Dispute { id, participant };
                let known: DisputeResponse = self.suite.query(Contract::ActivityRegistry, &query);
                let named = known.dispute.and_then(|dispute| dispute.named).map(|(by, _)| by);
                let free = |by: &MemberId| ![found.publisher, participant].contains(by) && Some(*by) != named;
                let free: Vec<_> = Self::reviewers(found.branch).into_iter().filter(free).collect();
                let by = Self::pick(&free, b)?;
                let msg = ExecuteMsg::DecideDispute { id, participant, verdict };
                let mut events = self.registry(by, Scope::Office, &msg)?;
                if b.is_multiple_of(2) {
                    let second = Self::pick(&free, b + 1).filter(|second| *second != by)?;
                    events.extend(self.registry(second, Scope::Office, &msg)?);
                }
                if matches!(verdict, Verdict::Reverse { minutes: 1.. })
                    && events.iter().any(|event| matches!(event, Event::DisputeResolved { .. }))
                {
                    self.count("reversal");
                    self.known.lien = Some((participant, id));
                }
            }
            What::Assess => {
                let (found, participant) = self.participant(a, b, &[Attended, Agreed, Settled])?;
                let score = (c % 6) as u8;
                let msg = ExecuteMsg::Assess { id: found.id, participant, score, note: None };
                self.registry(found.publisher, Scope::Everyday, &msg)?;
            }
            What::FollowUp => {
                let (found, participant) = self.participant(a, b, &[Attended, Agreed, Settled])?;
                let kind = if c.is_multiple_of(2) { FollowUpKind::ThankYou } else { FollowUpKind::Incident };
                let note = [3; 32].into();
                let msg = ExecuteMsg::FollowUp { id: found.id, participant, kind, note };
                self.registry(participant, Scope::Everyday, &msg)?;
            }
            What::Block => {
                let known = Self::pick(&self.known.blocked, a).filter(|_| !c.is_multiple_of(3));
                if let Some((by, member)) = known {
                    self.registry(by, Scope::Everyday, &ExecuteMsg::Unblock { member })?;
                    self.known.blocked.retain(|known| *known != (by, member));
                    return Some(());
                }
                let (by, member) = (self.ordinary(a), self.ordinary(b));
                self.registry(by, Scope::Everyday, &ExecuteMsg::Block { member })?;
                self.known.blocked.push((by, member));
            }
            What::Listing => {
                for (a, b) in [(a, b), ((a / 6) | 1, b / 4), ((a / 36) | 1, b / 16)] {
                    self.listing(a, b, c)?;
                }
            }
            What::Respond => {
                let known = self.known.listings.iter().rev().take(4);
                let approved = known.copied().filter(|id| self.listed(*id).state == ListingState::Approved);
                let id = Self::pick(&approved.collect::<Vec<_>>(), a)?;
                let msg = ExecuteMsg::Respond { id, yes: !c.is_multiple_of(4) };
                self.registry(self.member(b), Scope::Everyday, &msg)?;
            }
            What::Tick => {
                self.anybody(Contract::ActivityRegistry, &ExecuteMsg::Tick { limit: None });
            }
            other => unreachable!("{other:?} is no step of a service"),
        }
        Some(())
    }

    fn listed(&self, id: u64) -> ListingResponse {
        self.suite.query(Contract::ActivityRegistry, &QueryMsg::Listing { id })
    }

    /// A new standing offer or need, or the next thing for one there is.
    fn listing(&mut self, a: u64, b: u64, c: u64) -> Option<()> {
        let known: Vec<_> = self.known.listings.iter().rev().take(2).copied().collect();
        let known = Self::pick(&known, a / 6).filter(|_| !a.is_multiple_of(6));
        let listing = known.map(|id| self.listed(id));
        let Some(listing) = listing.filter(|listing| listing.state != ListingState::Closed) else {
            let kind = if b.is_multiple_of(2) { ListingKind::Need } else { ListingKind::Offer };
            let listing = ListingInput {
                kind,
                category: Category::Meals,
                title: "Somebody to cook with".into(),
                summary: String::new(),
                place: "Gulou".into(),
                until: self.suite.now() + 40 * 86_400,
            };
            let draft = ExecuteMsg::DraftListing { listing };
            let events = self.registry(self.ordinary(c), Scope::Everyday, &draft)?;
            let id = events.iter().find_map(|event| match event {
                Event::ListingSaved { listing, .. } => Some(*listing),
                _ => None,
            })?;
            self.known.listings.push(id);
            return Some(());
        };
        let (id, revision, member) = (listing.id, listing.revision, listing.member);
        match listing.state {
            ListingState::Draft | ListingState::Returned => {
                let submit = ExecuteMsg::SubmitListing { id, revision };
                self.registry(listing.member, Scope::Everyday, &submit)?;
            }
            ListingState::Submitted => {
                let reason = b.is_multiple_of(5).then(|| "too wide".to_owned());
                let review = ExecuteMsg::ReviewListing { id, revision, reason };
                self.registry(Self::reviewer(listing.branch, c, 0), Scope::Office, &review)?;
            }
            _ if b % 4 == 1 => {
                let listing = ListingInput { place: "Xuanwu".into(), ..listing.listing };
                let edit = ExecuteMsg::EditListing { id, revision, listing };
                self.registry(member, Scope::Everyday, &edit)?;
            }
            _ if b.is_multiple_of(4) => {
                let close = ExecuteMsg::CloseListing { id, reason: None };
                self.registry(listing.member, Scope::Everyday, &close)?;
            }
            _ => {
                // A date for the need.
                let mut input = self.new_input(b, c);
                (input.listing, input.seats) = (Some(id), 1);
                self.registry(listing.member, Scope::Owner, &ExecuteMsg::Publish { activity: input })?;
            }
        }
        Some(())
    }

    /// What comes next for one of the newest activities, or for one of its participants.
    fn forward(&mut self, which: u64, number: u64, minutes: u32) -> Option<()> {
        let query = QueryMsg::Activities { start_after: None, limit: Some(5), descending: Some(true) };
        let page: timebank_api::activity_registry::ActivitiesResponse =
            self.suite.query(Contract::ActivityRegistry, &query);
        let open = page.activities.into_iter();
        let open: Vec<_> =
            open.filter(|activity| !matches!(activity.state, State::Settled | State::Cancelled)).collect();
        // Rather one whose time has come.
        let now = self.suite.now();
        let under_way = |activity: &ActivityResponse| activity.activity.service.start <= now + 1_800;
        let soon: Vec<_> = open.iter().filter(|activity| under_way(activity)).cloned().collect();
        let open = if which.is_multiple_of(5) || soon.is_empty() { open } else { soon };
        let found = open.get((which / 5) as usize % open.len().max(1))?;
        let (id, revision) = (found.id, found.revision);
        let (publisher, scope) = Self::payer(found);
        match found.state {
            State::Submitted => {
                let reviewer = Self::reviewer(found.branch, number, publisher);
                self.registry(reviewer, Scope::Office, &ExecuteMsg::Approve { id, revision })?;
                return Some(());
            }
            State::Draft | State::Returned => {
                self.registry(publisher, scope, &ExecuteMsg::Submit { id, revision })?;
                return Some(());
            }
            _ => (),
        }
        use EnrolmentState::{
            Admitted, Attended, Attending, Declined, Disputed, Enrolled, Settled, Waitlisted, Withdrawn,
        };
        let going = self.enrolments(id).into_iter();
        let going: Vec<_> = going
            .filter(|enrolment| !matches!(enrolment.state, Declined | Settled | Waitlisted | Withdrawn))
            .collect();
        let room = found.taken < found.activity.seats || number.is_multiple_of(7);
        let choices = going.len() + usize::from(room);
        let Some(enrolment) = going.get(number.checked_rem(choices as u64)? as usize) else {
            let found = found.clone();
            self.enrol(&found, number / 3)?;
            return Some(());
        };
        let participant = enrolment.participant;
        let (start, end) = (Side::Start, Side::End);
        let by_hand = number.is_multiple_of(3);
        if enrolment.state == Admitted && !under_way(found) && !number.is_multiple_of(16) {
            return None; // it is too early
        }
        match enrolment.state {
            Enrolled => self.registry(publisher, scope, &ExecuteMsg::Admit { id, participant }),
            Admitted if by_hand => self.registry(
                publisher,
                scope,
                &ExecuteMsg::RecordAttendance { id, participant, side: start },
            ),
            Admitted => {
                let code = self.suite.code(id, AttendanceSide::Start);
                self.registry(participant, Scope::Everyday, &ExecuteMsg::CheckIn { id, code })
            }
            Attending if by_hand => {
                self.registry(publisher, scope, &ExecuteMsg::RecordAttendance { id, participant, side: end })
            }
            Attending => {
                self.suite.advance(20);
                let code = self.suite.code(id, AttendanceSide::End);
                self.registry(participant, Scope::Everyday, &ExecuteMsg::CheckOut { id, code })
            }
            Attended if enrolment.claimed.is_none() => {
                let msg = ExecuteMsg::ConfirmMinutes { id, participant, minutes };
                self.registry(participant, Scope::Everyday, &msg)
            }
            Attended => {
                let claimed = enrolment.claimed.unwrap_or_default();
                let minutes = if number.is_multiple_of(4) { minutes } else { claimed + 3 };
                self.registry(publisher, scope, &ExecuteMsg::ConfirmMinutes { id, participant, minutes })
            }
            Disputed => {
                let decide =
                    ExecuteMsg::DecideDispute { id, participant, verdict: Verdict::Pay { minutes: 30 } };
                let query = QueryMsg::Dispute { id, participant };
                let known: DisputeResponse = self.suite.query(Contract::ActivityRegistry, &query);
                let named = known.dispute.and_then(|dispute| dispute.named).map(|(by, _)| by);
                let others = Self::reviewers(found.branch).into_iter();
                let others: Vec<_> = others
                    .filter(|by| *by != publisher && *by != participant && Some(*by) != named)
                    .collect();
                self.registry(Self::pick(&others, number)?, Scope::Office, &decide)
            }
            _ if enrolment.score_given.is_none() => {
                let rate = ExecuteMsg::Rate { id, participant, score: 4, comment: None };
                self.registry(participant, Scope::Everyday, &rate)
            }
            _ if enrolment.score_received.is_none() => {
                let rate = ExecuteMsg::Rate { id, participant, score: 5, comment: None };
                self.registry(publisher, Scope::Everyday, &rate)
            }
            _ => self.registry(publisher, scope, &ExecuteMsg::Settle { id, participant }),
        }?;
        Some(())
    }
}
