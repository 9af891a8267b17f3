//! Cases of the activity-registry.

use super::{told, Measure, Saying, Scene, Way, BATCH, HOUR};
use crate::activity;
use cosmwasm_std::{to_json_vec, HexBinary};
use timebank_api::activity_registry::{
    ActivityInput, Admission, AttendanceCode, AttendanceSide as Side, Category, ExecuteMsg, FollowUpKind,
    ListingInput, ListingKind, Occurrence, Reward, Verdict, Window,
};
use timebank_api::permission::Contract;
use timebank_api::{ActivityId, MemberId};
use timebank_intent::{AttendanceSide, Scope};

const REGISTRY: Contract = Contract::ActivityRegistry;
const TOKEN: Contract = Contract::TimeToken;
/// Minutes a service takes.
const SERVED: u32 = 50;

/// How far a service has come.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Drafted,
    Submitted,
    Approved,
    Enrolled,
    Admitted,
    Attending,
    Attended,
    Claimed,
    Agreed,
    RatedOnce,
    Rated,
    Settled,
}

/// A service of one participant, paid from the publisher's balance.
#[derive(Clone, Copy)]
struct Service {
    id: ActivityId,
    publisher: MemberId,
    participant: MemberId,
}

impl Scene {
    fn input(&self, seats: u16) -> ActivityInput {
        let now = self.suite.now();
        let mut input = activity(now);
        (input.seats, input.admission) = (seats, Admission::ByAdministrator);
        input.reward = Reward::PerParticipant { minutes: 30 };
        input.service = Window { start: now + 60, end: now + 12 * HOUR };
        input.registration = Window { start: now, end: now + 12 * HOUR };
        input
    }

    fn listing(&self) -> ListingInput {
        ListingInput {
            kind: ListingKind::Need,
            category: Category::Meals,
            title: "Somebody to cook with".into(),
            summary: "Twice a week, in the morning".into(),
            place: "Gulou".into(),
            until: self.now + 30 * 86_400,
        }
    }

    fn say(&mut self, member: MemberId, msg: &ExecuteMsg) {
        self.own(member, REGISTRY, msg);
    }

    /// A service brought so far.
    fn service(&mut self, stage: Stage) -> Service {
        let (publisher, participant) = (self.holder(), self.person());
        let activity = self.input(1);
        let events = self.own(publisher, REGISTRY, &ExecuteMsg::Draft { activity });
        let id = told!(events, ActivityDrafted, activity);
        let attendance = |side| ExecuteMsg::RecordAttendance { id, participant, side };
        let minutes = ExecuteMsg::ConfirmMinutes { id, participant, minutes: SERVED };
        let rate = ExecuteMsg::Rate { id, participant, score: 5, comment: Some(HexBinary::from([4; 32])) };
        let reviewer = self.officers.reviewer;
        let enrol = ExecuteMsg::Enrol { id, openings: vec![] };
        for (next, who, msg) in [
            (Stage::Submitted, publisher, ExecuteMsg::Submit { id, revision: 1 }),
            (Stage::Approved, reviewer, ExecuteMsg::Approve { id, revision: 1 }),
            (Stage::Enrolled, participant, enrol),
            (Stage::Admitted, publisher, ExecuteMsg::Admit { id, participant }),
            (Stage::Attending, publisher, attendance(Side::Start)),
            (Stage::Attended, publisher, attendance(Side::End)),
            (Stage::Claimed, participant, minutes.clone()),
            (Stage::Agreed, publisher, minutes),
            (Stage::RatedOnce, participant, rate.clone()),
            (Stage::Rated, publisher, rate),
            (Stage::Settled, publisher, ExecuteMsg::Settle { id, participant }),
        ] {
            if next <= stage {
                let scope = if who == reviewer { Scope::Office } else { Scope::Owner };
                self.act(who, scope, REGISTRY, &msg);
            }
        }
        Service { id, publisher, participant }
    }

    /// Services whose deadlines are over when everything is measured.
    pub(super) fn activities_early(&mut self) {
        self.service(Stage::Agreed);
    }

    pub(super) fn activities(&mut self) {
        self.publishing();
        self.reviewing();
        self.enrolling();
        self.attending();
        self.paying();
        self.listings();
        let tick = ExecuteMsg::Tick { limit: Some(1) };
        self.measure_council(REGISTRY, &tick)
            .case("one settlement by rule")
            .within(REGISTRY, "elapse")
            .within(TOKEN, "move");
    }

    fn mine(&mut self, member: MemberId, msg: &ExecuteMsg) -> &mut Measure {
        self.measure(member, Scope::Owner, REGISTRY, msg)
    }

    fn publishing(&mut self) {
        let activity = self.input(2);
        let publisher = self.holder();
        self.mine(publisher, &ExecuteMsg::Draft { activity: activity.clone() });
        let publisher = self.holder();
        self.mine(publisher, &ExecuteMsg::Publish { activity: activity.clone() }).within(TOKEN, "move");
        let publisher = self.holder();
        let day = 86_400;
        let more = (1..=3).map(|week| Occurrence {
            registration: activity.registration,
            service: Window {
                start: activity.service.start + 7 * week * day,
                end: activity.service.end + 7 * week * day,
            },
        });
        let more = more.collect();
        self.mine(publisher, &ExecuteMsg::PublishSeries { activity: activity.clone(), more })
            .case("four times")
            .within(TOKEN, "move");
        let Service { id, publisher, .. } = self.service(Stage::Submitted);
        self.mine(publisher, &ExecuteMsg::Edit { id, revision: 1, activity })
            .case("of a submitted one")
            .within(TOKEN, "move");
        let Service { id, publisher, .. } = self.service(Stage::Drafted);
        self.mine(publisher, &ExecuteMsg::Submit { id, revision: 1 }).within(TOKEN, "move");
        let Service { id, publisher, .. } = self.service(Stage::Enrolled);
        self.mine(publisher, &ExecuteMsg::Withdraw { id, reason: "The plan has changed".into() })
            .within(TOKEN, "move");
        let Service { id, publisher, .. } = self.service(Stage::Approved);
        let member = self.person();
        self.mine(publisher, &ExecuteMsg::AddCoAdministrator { id, member });
        let Service { id, publisher, .. } = self.service(Stage::Approved);
        let member = self.person();
        self.say(publisher, &ExecuteMsg::AddCoAdministrator { id, member });
        self.mine(publisher, &ExecuteMsg::RemoveCoAdministrator { id, member });
    }

    fn reviewing(&mut self) {
        let reviewer = self.officers.reviewer;
        let Service { id, .. } = self.service(Stage::Submitted);
        self.measure(reviewer, Scope::Office, REGISTRY, &ExecuteMsg::Approve { id, revision: 1 });
        let Service { id, .. } = self.service(Stage::Submitted);
        let reason = "Please name the place".to_owned();
        self.measure(reviewer, Scope::Office, REGISTRY, &ExecuteMsg::Return { id, revision: 1, reason })
            .within(TOKEN, "move");
        let Service { id, .. } = self.service(Stage::Approved);
        let take_down = ExecuteMsg::TakeDown { id, reason: "Not as it was reviewed".into() };
        let administrator = self.officers.administrator;
        self.measure(administrator, Scope::Office, REGISTRY, &take_down).within(TOKEN, "move");
    }

    fn enrolling(&mut self) {
        let Service { id, participant, .. } = self.service(Stage::Approved);
        let enrol = ExecuteMsg::Enrol { id, openings: vec![] };
        self.measure(participant, Scope::Everyday, REGISTRY, &enrol);
        let Service { id, participant, .. } = self.service(Stage::Admitted);
        self.measure(participant, Scope::Everyday, REGISTRY, &ExecuteMsg::WithdrawEnrolment { id });
        let Service { id, publisher, participant } = self.service(Stage::Enrolled);
        self.mine(publisher, &ExecuteMsg::Admit { id, participant });
        let Service { id, publisher, participant } = self.service(Stage::Enrolled);
        self.mine(publisher, &ExecuteMsg::Decline { id, participant, reason: "Full".into() });
        let (member, other) = (self.person(), self.person());
        self.measure(member, Scope::Everyday, REGISTRY, &ExecuteMsg::Block { member: other });
        let member = self.person();
        self.say(member, &ExecuteMsg::Block { member: other });
        self.measure(member, Scope::Everyday, REGISTRY, &ExecuteMsg::Unblock { member: other });
    }

    fn attending(&mut self) {
        let Service { id, participant, .. } = self.service(Stage::Admitted);
        let check_in =
            move |code: AttendanceCode| to_json_vec(&ExecuteMsg::CheckIn { id, code }).expect("JSON");
        self.with_code("check_in", participant, (id, AttendanceSide::Start), check_in);
        let Service { id, participant, .. } = self.service(Stage::Attending);
        let check_out =
            move |code: AttendanceCode| to_json_vec(&ExecuteMsg::CheckOut { id, code }).expect("JSON");
        self.with_code("check_out", participant, (id, AttendanceSide::End), check_out);
        let Service { id, publisher, participant } = self.service(Stage::Admitted);
        self.mine(publisher, &ExecuteMsg::RecordAttendance { id, participant, side: Side::Start });
        let Service { id, publisher, participant } = self.service(Stage::Attending);
        self.mine(publisher, &ExecuteMsg::RecordAttendance { id, participant, side: Side::End })
            .case("the end");
        let Service { id, participant, .. } = self.service(Stage::Attended);
        let confirm = ExecuteMsg::ConfirmMinutes { id, participant, minutes: SERVED };
        self.measure(participant, Scope::Everyday, REGISTRY, &confirm);
        let Service { id, publisher, participant } = self.service(Stage::Claimed);
        let confirm = ExecuteMsg::ConfirmMinutes { id, participant, minutes: SERVED };
        self.mine(publisher, &confirm).case("the second, they agree");
        let Service { id, participant, .. } = self.service(Stage::Agreed);
        let comment = Some(HexBinary::from([4; 32]));
        let rate = ExecuteMsg::Rate { id, participant, score: 5, comment };
        self.measure(participant, Scope::Everyday, REGISTRY, &rate);
    }

    fn with_code(
        &mut self,
        name: &str,
        participant: MemberId,
        (id, side): (ActivityId, AttendanceSide),
        message: impl Fn(AttendanceCode) -> Vec<u8> + 'static,
    ) {
        let saying = Saying::WithCode(Box::new(message), id, side);
        let way = Way::Relayed(vec![(participant, Scope::Everyday, REGISTRY, saying)]);
        self.list(REGISTRY, name.into(), way);
    }

    fn paying(&mut self) {
        let Service { id, publisher, participant } = self.service(Stage::Rated);
        self.mine(publisher, &ExecuteMsg::Settle { id, participant }).within(TOKEN, "move");
        let mut batch = Vec::new();
        for _ in 0..BATCH {
            let Service { id, publisher, participant } = self.service(Stage::Rated);
            let settle = to_json_vec(&ExecuteMsg::Settle { id, participant }).expect("JSON");
            batch.push((publisher, Scope::Owner, REGISTRY, Saying::Plain(settle)));
        }
        self.list(REGISTRY, "settle".into(), Way::Relayed(batch)).within(TOKEN, "move");

        let Service { id, publisher, participant } = self.service(Stage::Settled);
        let note = Some(HexBinary::from([2; 32]));
        self.mine(publisher, &ExecuteMsg::Assess { id, participant, score: 4, note });
        let Service { id, participant, .. } = self.service(Stage::Settled);
        let (kind, note) = (FollowUpKind::ThankYou, HexBinary::from([2; 32]));
        let follow_up = ExecuteMsg::FollowUp { id, participant, kind, note };
        self.measure(participant, Scope::Everyday, REGISTRY, &follow_up);
        for (stage, case) in [(Stage::Agreed, ""), (Stage::Settled, "after the payment")] {
            let Service { id, participant, .. } = self.service(stage);
            let open = ExecuteMsg::OpenDispute { id, participant };
            self.measure(participant, Scope::Everyday, REGISTRY, &open).case(case);
        }
        let reviewer = self.officers.second_reviewer;
        let cases = [
            (Stage::Agreed, Verdict::Pay { minutes: 40 }, "the second verdict, paid"),
            (Stage::Settled, Verdict::Reverse { minutes: 10 }, "the second verdict, reversed"),
        ];
        for (stage, verdict, case) in cases {
            let Service { id, participant, .. } = self.service(stage);
            self.say(participant, &ExecuteMsg::OpenDispute { id, participant });
            let decide = ExecuteMsg::DecideDispute { id, participant, verdict };
            self.office(self.officers.reviewer, REGISTRY, &decide);
            self.measure(reviewer, Scope::Office, REGISTRY, &decide).case(case).within(TOKEN, "move");
        }
    }

    fn listings(&mut self) {
        let member = self.person();
        let listing = self.listing();
        let everyday = Scope::Everyday;
        self.measure(member, everyday, REGISTRY, &ExecuteMsg::DraftListing { listing: listing.clone() });
        let reviewer = self.officers.reviewer;
        let review = |id| ExecuteMsg::ReviewListing { id, revision: 1, reason: None };
        for step in 0..5 {
            let member = self.person();
            let draft = ExecuteMsg::DraftListing { listing: listing.clone() };
            let id = told!(self.own(member, REGISTRY, &draft), ListingSaved, listing);
            let submit = ExecuteMsg::SubmitListing { id, revision: 1 };
            if step >= 2 {
                self.say(member, &submit);
            }
            if step >= 3 {
                self.office(reviewer, REGISTRY, &review(id));
            }
            match step {
                0 => {
                    let edit = ExecuteMsg::EditListing { id, revision: 1, listing: listing.clone() };
                    self.measure(member, everyday, REGISTRY, &edit)
                }
                1 => self.measure(member, everyday, REGISTRY, &submit),
                2 => self.measure(reviewer, Scope::Office, REGISTRY, &review(id)),
                3 => self.measure(member, everyday, REGISTRY, &ExecuteMsg::CloseListing { id, reason: None }),
                _ => {
                    let other = self.person();
                    self.measure(other, everyday, REGISTRY, &ExecuteMsg::Respond { id, yes: true })
                }
            };
        }
    }
}
