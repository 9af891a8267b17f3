//! Courses and certificates, and what they open.

use crate::step::What;
use crate::world::Walk;
use timebank_api::activity_registry::{
    ActivityResponse, Admission, ExecuteMsg as Activities, Requirement, Reward, State, Window,
};
use timebank_api::permission::Contract;
use timebank_api::training::{
    CertificateResponse, Certified, CourseInput, CourseResponse, CourseState, CoursesResponse, ExecuteMsg,
    Issuer, PlaceState, PlacesResponse, QueryMsg,
};
use timebank_api::{BranchId, Event, MemberId};
use timebank_intent::Scope;

impl Walk {
    fn training(&mut self, member: MemberId, scope: Scope, msg: &ExecuteMsg) -> Option<Vec<Event>> {
        self.act(member, scope, Contract::Training, msg)
    }

    /// Who writes the courses of a branch.
    pub fn author(branch: BranchId) -> MemberId {
        if branch == 1 {
            1
        } else {
            4
        }
    }

    pub fn courses(&self) -> Vec<CourseResponse> {
        let query = QueryMsg::Courses { start_after: None, limit: Some(4), descending: Some(true) };
        self.suite.query::<_, CoursesResponse>(Contract::Training, &query).courses
    }

    pub fn school(&mut self, what: What, a: u64, b: u64, c: u64) -> Option<()> {
        match what {
            What::Course => {
                let courses = self.courses();
                let open = |course: &&CourseResponse| {
                    !matches!(course.state, CourseState::Completed | CourseState::Cancelled)
                };
                let open: Vec<_> = courses.iter().filter(open).cloned().collect();
                let course = Self::pick(&open, a / 10).filter(|_| !a.is_multiple_of(10));
                match course {
                    Some(course) => {
                        let query = QueryMsg::Course { id: course.id };
                        for (b, c) in [(b, c), (b / 5, c / 5), (b / 25, c / 25)] {
                            let course = self.suite.query(Contract::Training, &query);
                            self.go_on(&course, b, c)?;
                        }
                    }
                    None => {
                        let course = self.course(b as u32 % 2 + 1, &courses, c);
                        self.training(
                            Self::author(b as u32 % 2 + 1),
                            Scope::Office,
                            &ExecuteMsg::Draft { course },
                        )?;
                    }
                }
            }
            What::Certificate => {
                let newest: Vec<_> = self.known.certificates.iter().rev().take(4).copied().collect();
                let (certificate, _, member) = Self::pick(&newest, a)?;
                let query = QueryMsg::Certificate { id: certificate };
                let found: CertificateResponse = self.suite.query(Contract::Training, &query);
                let branch = match found.certificate.issuer {
                    Issuer::Branch { branch } => branch,
                    Issuer::Attested { .. } => self.branch(member),
                };
                let author = Self::author(branch);
                let msg = if b.is_multiple_of(4) {
                    ExecuteMsg::Revoke { certificate, reason: "by mistake".into() }
                } else {
                    let valid_until =
                        (found.certificate.valid_until.saturating_add(60)).max(self.suite.now() + 60);
                    ExecuteMsg::Renew { certificate, valid_until }
                };
                self.training(author, Scope::Office, &msg)?;
            }
            What::Skilled => self.skilled(a, b, c)?,
            other => unreachable!("{other:?}"),
        }
        Some(())
    }

    /// A service for whoever can show something, published, approved and enrolled in.
    fn skilled(&mut self, a: u64, b: u64, c: u64) -> Option<()> {
        let asks = |found: &ActivityResponse| {
            let of = |asked: &Requirement| {
                !matches!(asked, Requirement::Stars { .. } | Requirement::Branch { .. })
            };
            found.activity.requirements.iter().any(of)
        };
        if let Some(found) = self.activity(a | 1, State::Approved).filter(asks) {
            self.enrol(&found, b)?;
            return Some(());
        }
        let mut input = self.input(2, 3_600);
        (input.reward, input.admission) = (Reward::PerParticipant { minutes: 40 }, Admission::Automatic);
        input.requirements = self.requirements(b % 5 + b / 8 * 8);
        let publish = Activities::Publish { activity: input };
        let events = self.registry(self.ordinary(c), Scope::Owner, &publish)?;
        let id = events.iter().find_map(|event| match event {
            Event::ActivityDrafted { activity, .. } => Some(*activity),
            _ => None,
        })?;
        let found = self.get(id)?;
        let reviewer = Self::reviewer(found.branch, c, found.publisher);
        self.registry(reviewer, Scope::Office, &Activities::Approve { id, revision: found.revision })?;
        self.enrol(&found, a)?;
        Some(())
    }

    fn course(&self, branch: BranchId, known: &[CourseResponse], number: u64) -> CourseInput {
        let now = self.suite.now();
        let own = known.iter().find(|course| course.branch == branch && course.course.counts_as.is_none());
        let first = known.iter().rfind(|course| course.course.counts_as.is_none());
        let counts_as = own.filter(|_| number.is_multiple_of(4)).map(|course| course.id);
        let requires = first.filter(|_| number % 8 == 1).map(|course| course.id);
        let trainers = [6, 7, 8, 9, 10].into_iter().filter(|member| self.branch(*member) == branch);
        let trainer = trainers.max().unwrap_or(6);
        CourseInput {
            title: "First aid".into(),
            summary: "Two evenings".into(),
            text: None,
            place: "Gulou".into(),
            registration: Window { start: now, end: now + 300 },
            sessions: vec![
                Window { start: now + 300, end: now + 3_900 },
                Window { start: now + 8 * 86_400, end: now + 8 * 86_400 + 3_600 },
            ],
            seats: (number % 3) as u16 + 1,
            min_sessions: 1,
            trainers: vec![trainer],
            requires: requires.into_iter().collect(),
            branch_only: number.is_multiple_of(5),
            counts_as,
            certificate: match number / 8 % 4 {
                0 => Certified::No,
                1 => Certified::Lasting,
                2 => Certified::For { seconds: 600 },
                _ => Certified::For { seconds: 40 * 86_400 },
            },
        }
    }

    /// What comes next for a course.
    fn go_on(&mut self, found: &CourseResponse, b: u64, c: u64) -> Option<()> {
        let (id, revision, branch) = (found.id, found.revision, found.branch);
        let (author, now) = (found.author, self.suite.now());
        let trainer = *found.course.trainers.first()?;
        let scope = Scope::Owner;
        let over = found.course.sessions.last().is_none_or(|session| session.end <= now);
        match found.state {
            CourseState::Draft if c.is_multiple_of(4) || over => {
                let course = self.course(branch, &[], c);
                let course = CourseInput { counts_as: found.course.counts_as, ..course };
                self.training(author, Scope::Office, &ExecuteMsg::Edit { id, revision, course })?;
            }
            CourseState::Draft => {
                self.training(author, Scope::Office, &ExecuteMsg::Submit { id, revision })?;
            }
            CourseState::Submitted => {
                let msg = if c.is_multiple_of(8) || over {
                    ExecuteMsg::Return { id, revision, reason: "unclear".into() }
                } else {
                    ExecuteMsg::Approve { id, revision }
                };
                self.training(Self::reviewer(branch, b, author), Scope::Office, &msg)?;
            }
            CourseState::Open if c.is_multiple_of(12) || (over && b.is_multiple_of(3)) => {
                let cancel = ExecuteMsg::Cancel { id, reason: "nobody came".into() };
                self.training(author, Scope::Office, &cancel)?;
            }
            CourseState::Open if c % 12 == 1 && now < found.course.registration.end => {
                let course = CourseInput { seats: found.course.seats + 1, ..found.course.clone() };
                self.training(author, Scope::Office, &ExecuteMsg::Edit { id, revision, course })?;
            }
            CourseState::Open | CourseState::Running if c % 12 == 2 => {
                let trainers = if b.is_multiple_of(2) { vec![trainer, author] } else { vec![trainer] };
                self.training(author, Scope::Office, &ExecuteMsg::SetTrainers { id, trainers })?;
            }
            CourseState::Open if now < found.course.registration.end => self.seat(found, b, c)?,
            CourseState::Open | CourseState::Running => self.teach(found, trainer, scope, b, c)?,
            CourseState::Completed | CourseState::Cancelled => (),
        }
        Some(())
    }

    fn places(&self, id: u64, wanted: &[PlaceState]) -> Vec<MemberId> {
        let query = QueryMsg::Enrolments { id, start_after: None, limit: Some(30) };
        let page: PlacesResponse = self.suite.query(Contract::Training, &query);
        let places = page.enrolments.into_iter().filter(|place| wanted.contains(&place.state));
        places.map(|place| place.participant).collect()
    }

    /// Somebody enrols, or leaves.
    fn seat(&mut self, found: &CourseResponse, b: u64, c: u64) -> Option<()> {
        let id = found.id;
        let going = self.places(id, &[PlaceState::Waitlisted, PlaceState::Enrolled]);
        if let Some(member) = Self::pick(&going, b).filter(|_| c.is_multiple_of(5)) {
            self.training(member, Scope::Everyday, &ExecuteMsg::WithdrawEnrolment { id })?;
            return Some(());
        }
        let new = |member: &MemberId| !going.contains(member) && !found.course.trainers.contains(member);
        let all = (0..6).map(|more| self.ordinary(b + 8 * more)).filter(new);
        let here = all.filter(|member| !found.course.branch_only || self.branch(*member) == found.branch);
        let member = here.max().unwrap_or_else(|| self.member(b));
        let holder = [7; 32].into();
        self.training(member, Scope::Everyday, &ExecuteMsg::Enrol { id, holder })?;
        Some(())
    }

    /// A trainer says who was there, who has passed and who has not; at the end the course is over.
    fn teach(
        &mut self,
        found: &CourseResponse,
        trainer: MemberId,
        scope: Scope,
        b: u64,
        c: u64,
    ) -> Option<()> {
        let id = found.id;
        let enrolled = self.places(id, &[PlaceState::Enrolled]);
        let Some(member) = Self::pick(&enrolled, b) else {
            let msg = if found.state == CourseState::Running {
                ExecuteMsg::Complete { id }
            } else if c.is_multiple_of(3) {
                ExecuteMsg::Cancel { id, reason: "nobody came".into() }
            } else {
                // Once more, at other times.
                let course =
                    CourseInput { counts_as: found.course.counts_as, ..self.course(found.branch, &[], c) };
                ExecuteMsg::Edit { id, revision: found.revision, course }
            };
            self.training(found.author, Scope::Office, &msg)?;
            return Some(());
        };
        let participants =
            if c.is_multiple_of(3) { enrolled.into_iter().take(10).collect() } else { vec![member] };
        let place: timebank_api::training::PlaceResponse =
            self.suite.query(Contract::Training, &QueryMsg::Enrolment { id, participant: member });
        let msg = if place.attended.is_empty() || found.state == CourseState::Open || c % 12 == 4 {
            ExecuteMsg::Attend { id, session: 0, participants, present: c % 12 != 4 }
        } else if c % 6 == 5 {
            ExecuteMsg::Fail { id, participants: vec![member] }
        } else {
            ExecuteMsg::Pass { id, participants: vec![member] }
        };
        self.training(trainer, scope, &msg)?;
        Some(())
    }
}
