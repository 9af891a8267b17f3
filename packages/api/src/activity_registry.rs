//! The life of an activity: publish → review → enrol → attend → confirm → rate → settle.

use crate::actor::{Actor, Role, Wiring};
use crate::permission::{member, office, permissions, Contract, Who, ANY_SCOPE, OWNER_OR_OFFICE};
use crate::reading::reading;
use crate::record::{AgeClass, Receipt};
use crate::rulebook::{Rounding, Skill};
use crate::{ActivityId, BranchId, CourseId, MemberId, Minutes, Seconds};
use cosmwasm_schema::schemars::JsonSchema;
use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Binary, HexBinary};
use serde::Serialize;

/// The most seats an activity has.
pub const MAX_SEATS: u16 = 500;
/// The most co-administrators an activity has.
pub const MAX_CO_ADMINISTRATORS: usize = 5;
/// The most deadlines one `tick` works off.
pub const MAX_TICK: u32 = 10;
/// How long after the planned end somebody can still check out by code.
pub const CHECK_OUT_GRACE: Seconds = 3_600;
/// How long before the planned beginning somebody can check in.
pub const CHECK_IN_EARLY: Seconds = 1_800;
/// The most requirements an activity has.
pub const MAX_REQUIREMENTS: usize = 8;
/// The most occurrences a series has besides its first.
pub const MAX_SERIES: usize = 12;
/// The most seats, to come or of the day, that are kept for one member.
pub const MAX_AGENDA: usize = 40;
/// The most follow-ups an activity has.
pub const MAX_FOLLOW_UPS: u64 = 500;

/// A standing offer or need. Listings and activities are numbered together, in the order of creation.
pub type ListingId = ActivityId;

#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct InstantiateMsg {
    /// The federation's council.
    pub council: String,
    /// Seconds after which the attendance code changes, 5 to 300.
    pub code_period: u32,
}

#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct MigrateMsg {}

#[derive(Serialize, Clone, Debug, PartialEq, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[schemars(crate = "cosmwasm_schema::schemars")]
pub enum ExecuteMsg {
    /// Sets the addresses of the system, once.
    Wire { wiring: Wiring },
    /// An intent of `actor`, checked by the proxy; `msg` is another variant of this enum.
    Relayed { actor: Actor, msg: Binary },

    /// Creates an activity as a draft; commits nothing. Emits `activity_drafted`.
    Draft { activity: ActivityInput },
    /// Creates an activity and submits it. Emits `activity_drafted` and `activity_submitted`.
    Publish { activity: ActivityInput },
    /// Publishes the activity and again at more times, each an activity of its own with its own hold; at most [`MAX_SERIES`]
    /// more. Emits `activity_drafted` and `activity_submitted` for each, and `series_published`.
    PublishSeries { activity: ActivityInput, more: Vec<Occurrence> },
    /// Changes an activity that has not started. A draft or returned one stays where it is; a submitted or approved one
    /// goes back to review with the next revision, its hold adjusted. Emits `activity_edited`, `activity_submitted`.
    Edit { id: ActivityId, revision: u32, activity: ActivityInput },
    /// Submits a draft or returned activity for review: the owner-signed submission holds the escrow. Emits
    /// `activity_submitted`.
    Submit { id: ActivityId, revision: u32 },
    /// Takes the activity back while nobody has attended; the hold is given back. Emits `activity_cancelled`.
    Withdraw { id: ActivityId, reason: String },
    /// Approves exactly this revision; the branch's rules are copied into the activity, and what issuance or the welfare fund
    /// pays is reserved or held.
    /// Emits `activity_approved`.
    Approve { id: ActivityId, revision: u32 },
    /// Returns exactly this revision to its publisher with a reason; the hold is given back. Emits `activity_returned`.
    Return { id: ActivityId, revision: u32, reason: String },
    /// Takes an abnormal activity down and returns it to its publisher. Emits `activity_returned`.
    TakeDown { id: ActivityId, reason: String },
    /// Makes a member co-administrator. Emits `co_administrator_added`.
    AddCoAdministrator { id: ActivityId, member: MemberId },
    /// Emits `co_administrator_removed`.
    RemoveCoAdministrator { id: ActivityId, member: MemberId },

    /// Enrols the actor, on the waitlist when no seat is free, if the actor meets the requirements and the branch's rules.
    /// `openings` show the credentials that are asked for. Emits `enrolled`, and `requirements_met` if there are any.
    Enrol {
        id: ActivityId,
        #[serde(default)]
        openings: Vec<Opening>,
    },
    /// Takes the actor's enrolment back before check-in; the first on the waitlist moves up. Emits `enrolment_withdrawn`,
    /// and `moved_up`.
    WithdrawEnrolment { id: ActivityId },
    /// Admits an enrolled participant. Emits `admitted`.
    Admit { id: ActivityId, participant: MemberId },
    /// Declines an enrolled or admitted participant before check-in; the first on the waitlist moves up. Emits `declined`.
    Decline { id: ActivityId, participant: MemberId, reason: String },

    /// Begins the actor's attendance with the code shown on site. Emits `attendance`.
    CheckIn { id: ActivityId, code: AttendanceCode },
    /// Ends it, with a code of a later step than the one that began it. Emits `attendance`.
    CheckOut { id: ActivityId, code: AttendanceCode },
    /// Begins or ends a participant's attendance on an administrator's word. Emits `attendance`, attributed.
    RecordAttendance { id: ActivityId, participant: MemberId, side: AttendanceSide },
    /// States the minutes of service: the participant's own, or the payer's side about a participant. When both have
    /// spoken, figures within the tolerance are averaged, others become a dispute. Emits `minutes_confirmed`, then
    /// `minutes_agreed` or `dispute_opened`.
    ConfirmMinutes { id: ActivityId, participant: MemberId, minutes: Minutes },
    /// Opens a dispute for either side, once: before payment, or after it within the window. Emits `dispute_raised`.
    OpenDispute { id: ActivityId, participant: MemberId },
    /// Names a verdict. When a second reviewer names the same it is carried out; another one takes its place. Emits
    /// `verdict_named`, then `dispute_resolved` and, before payment, `minutes_agreed` and `settled`.
    DecideDispute { id: ActivityId, participant: MemberId, verdict: Verdict },
    /// Rates the other side: the participant rates the publisher (`participant` = actor), the publisher a participant.
    /// Emits `rated`.
    Rate { id: ActivityId, participant: MemberId, score: u8, comment: Option<HexBinary> },
    /// Pays an agreed service. Emits `settled`, and `activity_settled` when nothing is open any more.
    Settle { id: ActivityId, participant: MemberId },
    /// An administrator's assessment of a participant, once: a score from 1 to 5 and sha256 of a note. Emits `assessed`.
    Assess { id: ActivityId, participant: MemberId, score: u8, note: Option<HexBinary> },
    /// Something about a service after it, from either side; `note` is sha256 of what is said. Emits `followed_up`.
    FollowUp { id: ActivityId, participant: MemberId, kind: FollowUpKind, note: HexBinary },
    /// From now on neither enrols with the other. Emits `member_blocked`.
    Block { member: MemberId },
    /// Takes the own block back. Emits `member_unblocked`.
    Unblock { member: MemberId },

    /// Drafts a standing offer or need. Emits `listing_saved`.
    DraftListing { listing: ListingInput },
    /// Changes one that is open; an approved one goes back to review. Emits `listing_saved`, and `listing_moved`.
    EditListing { id: ListingId, revision: u32, listing: ListingInput },
    /// Submits it for review. Emits `listing_moved`.
    SubmitListing { id: ListingId, revision: u32 },
    /// Approves exactly this revision, or returns it with a reason. Emits `listing_moved`.
    ReviewListing { id: ListingId, revision: u32, reason: Option<String> },
    /// Ends it, by its member, or by an administrator of the branch with a reason. Emits `listing_moved`.
    CloseListing { id: ListingId, reason: Option<String> },
    /// Says "I can" to a need or "I need" to an offer, or takes it back. Emits `listing_answered`.
    Respond { id: ListingId, yes: bool },

    /// Works off deadlines that are over, at most [`MAX_TICK`]; anybody may. Emits `deadline_passed` for each.
    Tick { limit: Option<u32> },
    /// Does what the rule says about one deadline that is over. `tick` sends it to the contract itself, so that an item that
    /// fails undoes only itself. Emits `deadline_passed` and what follows from it.
    Elapse {
        /// An activity or a listing.
        id: ActivityId,
        /// Nothing for the activity's own deadline.
        participant: Option<MemberId>,
    },
}

reading!(ExecuteMsg {
    wiring: Wiring,
    actor: Actor,
    msg: Binary,
    activity: ActivityInput,
    more: Vec<Occurrence>,
    id: u64,
    revision: u32,
    reason: String,
    member: u64,
    openings: Vec<Opening>,
    participant: u64,
    code: AttendanceCode,
    side: AttendanceSide,
    minutes: Minutes,
    verdict: Verdict,
    score: u8,
    comment: HexBinary,
    note: HexBinary,
    kind: FollowUpKind,
    listing: ListingInput,
    yes: bool,
    limit: u32,
}
    Wire "wire" { wiring need }
    Relayed "relayed" { actor need, msg need }
    Draft "draft" { activity need }
    Publish "publish" { activity need }
    PublishSeries "publish_series" { activity need, more need }
    Edit "edit" { id need, revision need, activity need }
    Submit "submit" { id need, revision need }
    Withdraw "withdraw" { id need, reason need }
    Approve "approve" { id need, revision need }
    Return "return" { id need, revision need, reason need }
    TakeDown "take_down" { id need, reason need }
    AddCoAdministrator "add_co_administrator" { id need, member need }
    RemoveCoAdministrator "remove_co_administrator" { id need, member need }
    Enrol "enrol" { id need, openings default }
    WithdrawEnrolment "withdraw_enrolment" { id need }
    Admit "admit" { id need, participant need }
    Decline "decline" { id need, participant need, reason need }
    CheckIn "check_in" { id need, code need }
    CheckOut "check_out" { id need, code need }
    RecordAttendance "record_attendance" { id need, participant need, side need }
    ConfirmMinutes "confirm_minutes" { id need, participant need, minutes need }
    OpenDispute "open_dispute" { id need, participant need }
    DecideDispute "decide_dispute" { id need, participant need, verdict need }
    Rate "rate" { id need, participant need, score need, comment opt }
    Settle "settle" { id need, participant need }
    Assess "assess" { id need, participant need, score need, note opt }
    FollowUp "follow_up" { id need, participant need, kind need, note need }
    Block "block" { member need }
    Unblock "unblock" { member need }
    DraftListing "draft_listing" { listing need }
    EditListing "edit_listing" { id need, revision need, listing need }
    SubmitListing "submit_listing" { id need, revision need }
    ReviewListing "review_listing" { id need, revision need, reason opt }
    CloseListing "close_listing" { id need, reason opt }
    Respond "respond" { id need, yes need }
    Tick "tick" { limit opt }
    Elapse "elapse" { id need, participant opt }
);

const STAFF: &[Role] = &[Role::Reviewer, Role::BranchAdministrator];

permissions!(ExecuteMsg {
    Wire "wire" => Who::Council, 0;
    Relayed "relayed" => Who::Contract(Contract::Proxy), 0;
    Draft "draft" => member(ANY_SCOPE), 250_000, Commit;
    Publish "publish" => member(OWNER_OR_OFFICE), 450_000, Commit;
    PublishSeries "publish_series" => member(OWNER_OR_OFFICE), 3_000_000, Commit;
    Edit "edit" => member(ANY_SCOPE), 450_000, Commit;
    Submit "submit" => member(OWNER_OR_OFFICE), 350_000, Commit;
    Withdraw "withdraw" => member(OWNER_OR_OFFICE), 250_000, Commit;
    Approve "approve" => office(STAFF), 350_000;
    Return "return" => office(STAFF), 250_000;
    TakeDown "take_down" => office(&[Role::BranchAdministrator]), 250_000;
    AddCoAdministrator "add_co_administrator" => member(OWNER_OR_OFFICE), 150_000;
    RemoveCoAdministrator "remove_co_administrator" => member(OWNER_OR_OFFICE), 150_000;
    Enrol "enrol" => member(ANY_SCOPE), 200_000, TakePart;
    WithdrawEnrolment "withdraw_enrolment" => member(ANY_SCOPE), 200_000, TakePart;
    Admit "admit" => member(OWNER_OR_OFFICE), 150_000, Commit;
    Decline "decline" => member(OWNER_OR_OFFICE), 200_000, Commit;
    CheckIn "check_in" => member(ANY_SCOPE), 200_000, TakePart;
    CheckOut "check_out" => member(ANY_SCOPE), 200_000, TakePart;
    RecordAttendance "record_attendance" => member(OWNER_OR_OFFICE), 200_000, Commit;
    ConfirmMinutes "confirm_minutes" => member(ANY_SCOPE), 200_000, TakePart;
    OpenDispute "open_dispute" => member(ANY_SCOPE), 150_000, TakePart;
    DecideDispute "decide_dispute" => office(STAFF), 350_000;
    Rate "rate" => member(ANY_SCOPE), 150_000, TakePart;
    Settle "settle" => member(OWNER_OR_OFFICE), 350_000, Commit;
    Assess "assess" => member(ANY_SCOPE), 150_000, Commit;
    FollowUp "follow_up" => member(ANY_SCOPE), 150_000, TakePart;
    Block "block" => member(ANY_SCOPE), 120_000, TakePart;
    Unblock "unblock" => member(ANY_SCOPE), 120_000, TakePart;
    DraftListing "draft_listing" => member(ANY_SCOPE), 250_000, Commit;
    EditListing "edit_listing" => member(ANY_SCOPE), 250_000, Commit;
    SubmitListing "submit_listing" => member(ANY_SCOPE), 200_000, Commit;
    ReviewListing "review_listing" => office(STAFF), 250_000;
    CloseListing "close_listing" => member(ANY_SCOPE), 200_000, Commit;
    Respond "respond" => member(ANY_SCOPE), 200_000, TakePart;
    Tick "tick" => Who::Anyone, 0;
    Elapse "elapse" => Who::Contract(Contract::ActivityRegistry), 0;
});

/// What a publisher says about an activity. Everything here is public: no names, addresses or health of persons.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct ActivityInput {
    /// 1 to 80 characters.
    pub title: String,
    /// Short public text, at most 500 characters.
    pub summary: String,
    /// sha256 of a longer public text that the branches' relayers serve.
    pub text: Option<HexBinary>,
    pub category: Category,
    /// District-level place, 1 to 80 characters.
    pub place: String,
    /// When members can enrol.
    pub registration: Window,
    /// When the service is planned. Its length is what one participant is expected to give.
    pub service: Window,
    /// 1 to [`MAX_SEATS`].
    pub seats: u16,
    pub reward: Reward,
    pub payer: Payer,
    pub admission: Admission,
    /// 33-byte compressed key whose signatures are the rotating attendance codes.
    pub attendance_key: Binary,
    /// What the service asks of whoever gives it; it can change the pack's weight.
    #[serde(default = "plain")]
    pub skill: Skill,
    /// What a participant must show, all of it; at most [`MAX_REQUIREMENTS`].
    #[serde(default)]
    pub requirements: Vec<Requirement>,
    /// The standing need or offer it comes from.
    #[serde(default)]
    pub listing: Option<ListingId>,
}

fn plain() -> Skill {
    Skill::Plain
}

/// What somebody must show to take part.
#[cw_serde]
#[derive(Copy, Eq)]
#[serde(deny_unknown_fields)]
pub enum Requirement {
    /// To have passed the course.
    Course { course: CourseId },
    /// A certificate of the course that is valid when the service begins.
    Certificate { course: CourseId },
    /// At least so many stars.
    Stars { min: u8 },
    /// A credential of this predicate that is valid when the service begins; enrolling shows its [`Opening`].
    Credential { predicate: u8 },
    /// At least this class of age.
    Age { min: AgeClass },
    /// To be of this branch.
    Branch { branch: BranchId },
}

/// Shows what is behind a credential's commitment.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Opening {
    pub predicate: u8,
    /// 16 bytes.
    pub salt: HexBinary,
}

/// One more time of a series.
#[cw_serde]
#[derive(Copy, Eq)]
#[serde(deny_unknown_fields)]
pub struct Occurrence {
    pub registration: Window,
    pub service: Window,
}

/// What two reviewers decide about a disputed service.
#[cw_serde]
#[derive(Copy, Eq)]
#[serde(deny_unknown_fields)]
pub enum Verdict {
    /// Before payment: these minutes were served and are paid at once.
    Pay { minutes: Minutes },
    /// Before payment: nothing was served; the seat is given back.
    Refund,
    /// After payment: so much TIME goes back, as a counter-entry of its own; 0 leaves the payment as it is.
    Reverse { minutes: Minutes },
}

/// What a follow-up is about.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum FollowUpKind {
    Complaint,
    RepeatVisit,
    ThankYou,
    /// Something went wrong.
    Incident,
    /// A record for the insurance.
    Insurance,
}

#[cw_serde]
#[derive(Copy, Eq)]
pub enum ListingKind {
    Offer,
    Need,
}

/// What a member says about a standing offer or need. Everything here is public.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct ListingInput {
    pub kind: ListingKind,
    pub category: Category,
    /// 1 to 80 characters.
    pub title: String,
    /// At most 500 characters.
    pub summary: String,
    /// District-level place, 1 to 80 characters.
    pub place: String,
    /// When it ends by itself; at most a year ahead.
    pub until: Seconds,
}

#[cw_serde]
#[derive(Copy, Eq)]
pub enum ListingState {
    Draft,
    Submitted,
    Returned,
    Approved,
    Closed,
}

/// How far a need that nobody takes has come.
#[cw_serde]
#[derive(Copy, Eq, PartialOrd, Ord)]
pub enum Escalation {
    None,
    /// Shown in a wider radius.
    Wider,
    /// Volunteers are invited.
    Invited,
    /// The branch's staff is asked.
    Staff,
}

/// A span of time; `start` is in it, `end` is not.
#[cw_serde]
#[derive(Copy, Eq)]
#[serde(deny_unknown_fields)]
pub struct Window {
    pub start: Seconds,
    pub end: Seconds,
}

/// What kind of help it is (the six helps 助餐 助医 助浴 助洁 助急 助行 and what the packs of several cities add).
#[cw_serde]
#[derive(Copy, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    Meals,
    Medical,
    Bathing,
    Cleaning,
    Emergency,
    Escort,
    Company,
    Repairs,
    Digital,
    Learning,
    Culture,
    Community,
}

/// TIME for a participant.
#[cw_serde]
#[derive(Copy, Eq)]
#[serde(deny_unknown_fields)]
pub enum Reward {
    /// This many minutes of TIME for having taken part.
    PerParticipant { minutes: Minutes },
    /// This many minutes of TIME per 60 minutes of service, before the pack's weight.
    PerHour { minutes: Minutes },
}

/// Where the TIME comes from.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum Payer {
    /// The publisher's own balance, held from the submission on.
    OwnBalance,
    /// The branch's issuance budget, reserved at approval. Needs the role publisher and the office key.
    Issuance,
    /// The branch's welfare fund, held at approval. Needs the role publisher and the office key.
    WelfareFund,
}

/// Whether an enrolment needs an administrator's word.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum Admission {
    /// Whoever finds a free seat is in.
    Automatic,
    ByAdministrator,
}

#[cw_serde]
#[derive(Copy, Eq)]
pub enum AttendanceSide {
    Start,
    End,
}

/// The code on site: the attendance key's signature over `timebank-intent`'s attendance digest of this step.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct AttendanceCode {
    /// Unix time divided by the code's period.
    pub step: u64,
    /// 64-byte compact signature.
    pub signature: Binary,
}

/// Where an activity is in its life. What follows from the clock is computed: see [`Stage`].
#[cw_serde]
#[derive(Copy, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    Draft,
    Submitted,
    Returned,
    Approved,
    Settled,
    Cancelled,
}

/// The step of the progress bar at a given time.
#[cw_serde]
#[derive(Copy, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    Draft,
    Submitted,
    Returned,
    /// Approved, registration not open yet.
    Approved,
    Registration,
    /// Registration is over, the service has not begun.
    Ready,
    InProgress,
    Ended,
    Settled,
    Cancelled,
}

/// The stage of an activity at a time. An approved activity whose registration overlaps the service is shown in progress from
/// the service's beginning on.
pub fn stage(state: State, registration: Window, service: Window, now: Seconds) -> Stage {
    match state {
        State::Draft => Stage::Draft,
        State::Submitted => Stage::Submitted,
        State::Returned => Stage::Returned,
        State::Settled => Stage::Settled,
        State::Cancelled => Stage::Cancelled,
        State::Approved if now >= service.end => Stage::Ended,
        State::Approved if now >= service.start => Stage::InProgress,
        State::Approved if now >= registration.end => Stage::Ready,
        State::Approved if now >= registration.start => Stage::Registration,
        State::Approved => Stage::Approved,
    }
}

/// Where a participant is.
#[cw_serde]
#[derive(Copy, Eq, PartialOrd, Ord, Hash)]
pub enum EnrolmentState {
    /// Waits for a seat.
    Waitlisted,
    /// Has a seat, waits for the administrator's word.
    Enrolled,
    Admitted,
    Declined,
    Withdrawn,
    /// Checked in.
    Attending,
    /// Checked out; minutes are being confirmed.
    Attended,
    Disputed,
    /// Minutes are agreed; ratings and payment follow.
    Agreed,
    Settled,
}

/// The rules of the pack, copied at approval so that later packs change nothing.
#[cw_serde]
#[derive(Copy)]
pub struct Terms {
    /// Version of the branch's pack.
    pub pack: u32,
    pub weight_percent: u16,
    pub rounding: Rounding,
    pub earn_cap: Option<Minutes>,
    pub tolerance: Minutes,
    pub confirm_deadline: Seconds,
    pub settle_deadline: Seconds,
    pub dispute_window: Seconds,
    pub settle_requires_rating: bool,
    /// The most one participant is paid, held for each seat.
    pub per_seat: Minutes,
    /// The most a participant can earn on one day, before the bonus of the stars.
    #[serde(default)]
    pub earn_cap_day: Option<Minutes>,
    /// The youngest class of age of participants.
    #[serde(default)]
    pub provider_age: Option<AgeClass>,
    /// After this long a need that nobody takes escalates; 0 is never.
    #[serde(default)]
    pub escalate_after: Seconds,
}

/// Why a deadline did something.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum Deadline {
    /// Submitted or approved, and its time is over: what is left of the hold is given back.
    ActivityOver,
    /// Checked in and never out: attendance ends at the planned end.
    CheckOutMissing,
    /// One or both sides said nothing: the other's figure counts, or the measured time.
    ConfirmationMissing,
    /// Nobody decided the dispute: the lower figure counts.
    DisputeUndecided,
    /// Agreed and not paid (payer or rating missing): it is paid.
    PaymentMissing,
}

#[derive(Serialize, Clone, Debug, PartialEq, JsonSchema, QueryResponses)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[schemars(crate = "cosmwasm_schema::schemars")]
pub enum QueryMsg {
    #[returns(ActivityResponse)]
    Activity { id: ActivityId },
    /// Newest first when `descending`.
    #[returns(ActivitiesResponse)]
    Activities { start_after: Option<ActivityId>, limit: Option<u32>, descending: Option<bool> },
    #[returns(EnrolmentResponse)]
    Enrolment { id: ActivityId, participant: MemberId },
    /// What was found about the requirements when the participant enrolled; of somebody who has not, what would be found now, but
    /// for credentials, which only an enrolment shows.
    #[returns(FindingsResponse)]
    Findings { id: ActivityId, participant: MemberId },
    #[returns(EnrolmentsResponse)]
    Enrolments { id: ActivityId, start_after: Option<MemberId>, limit: Option<u32> },
    #[returns(ReceiptResponse)]
    Receipt { id: ActivityId, participant: MemberId },
    #[returns(DisputeResponse)]
    Dispute { id: ActivityId, participant: MemberId },
    /// In the order in which they were said.
    #[returns(FollowUpsResponse)]
    FollowUps { id: ActivityId, start_after: Option<u64>, limit: Option<u32> },
    /// What is reserved for a member: seats to come, and of the day.
    #[returns(AgendaResponse)]
    Agenda { member: MemberId },
    /// Who of the two has blocked the other.
    #[returns(BlockResponse)]
    Block { member: MemberId, other: MemberId },
    /// How many facts there are for reputation.
    #[returns(FactCountResponse)]
    FactCount {},
    #[returns(ListingResponse)]
    Listing { id: ListingId },
    /// Newest first when `descending`.
    #[returns(ListingsResponse)]
    Listings { start_after: Option<ListingId>, limit: Option<u32>, descending: Option<bool> },
    /// Members who answered a listing.
    #[returns(AnswersResponse)]
    Answers { id: ListingId, start_after: Option<MemberId>, limit: Option<u32> },
    /// Deadlines that are over at `at` (default: now), in order.
    #[returns(DueResponse)]
    Due { at: Option<Seconds>, limit: Option<u32> },
    #[returns(ConfigResponse)]
    Config {},
}

reading!(QueryMsg {
    id: u64,
    start_after: u64,
    limit: u32,
    descending: bool,
    participant: u64,
    member: u64,
    other: u64,
    at: Seconds,
}
    Activity "activity" { id need }
    Activities "activities" { start_after opt, limit opt, descending opt }
    Enrolment "enrolment" { id need, participant need }
    Findings "findings" { id need, participant need }
    Enrolments "enrolments" { id need, start_after opt, limit opt }
    Receipt "receipt" { id need, participant need }
    Dispute "dispute" { id need, participant need }
    FollowUps "follow_ups" { id need, start_after opt, limit opt }
    Agenda "agenda" { member need }
    Block "block" { member need, other need }
    FactCount "fact_count" {}
    Listing "listing" { id need }
    Listings "listings" { start_after opt, limit opt, descending opt }
    Answers "answers" { id need, start_after opt, limit opt }
    Due "due" { at opt, limit opt }
    Config "config" {}
);

#[cw_serde]
pub struct ConfigResponse {
    /// Seconds after which the attendance code changes.
    pub code_period: u32,
}

#[cw_serde]
pub struct ActivityResponse {
    pub id: ActivityId,
    pub revision: u32,
    pub state: State,
    pub stage: Stage,
    pub branch: BranchId,
    pub publisher: MemberId,
    pub co_administrators: Vec<MemberId>,
    pub activity: ActivityInput,
    /// Set by the submission (provisional) and fixed by the approval.
    pub terms: Option<Terms>,
    /// Seats that are taken.
    pub taken: u16,
    pub waitlisted: u32,
    /// Participants who attended and are not settled.
    pub open: u16,
    pub settled: u16,
    /// Why it was returned, withdrawn or taken down.
    pub reason: Option<String>,
    /// The first activity of its series.
    #[serde(default)]
    pub series: Option<ActivityId>,
    pub escalation: Escalation,
}

#[cw_serde]
pub struct ActivitiesResponse {
    pub activities: Vec<ActivityResponse>,
}

#[cw_serde]
pub struct EnrolmentResponse {
    pub activity: ActivityId,
    pub participant: MemberId,
    pub state: EnrolmentState,
    /// Place on the waitlist by order of arrival; smaller moves up first.
    pub position: u32,
    pub started: Option<Seconds>,
    pub ended: Option<Seconds>,
    /// What the participant said.
    pub claimed: Option<Minutes>,
    /// What the payer's side said.
    pub confirmed: Option<Minutes>,
    pub agreed: Option<Minutes>,
    /// The participant's score for the publisher.
    pub score_given: Option<u8>,
    /// The publisher's score for the participant.
    pub score_received: Option<u8>,
    /// When the next thing happens by rule.
    pub due: Option<Seconds>,
    /// The administrator's assessment.
    pub assessed: Option<u8>,
}

#[cw_serde]
pub struct FindingsResponse {
    /// The revision of the activity that asked for this.
    pub revision: u32,
    /// Whether it was found at an enrolment, and kept.
    pub kept: bool,
    /// In the order of the requirements.
    pub findings: Vec<Finding>,
}

/// What was found about one requirement.
#[cw_serde]
#[derive(Copy, Eq)]
pub struct Finding {
    /// Its place, counted from 1, as an enrolment that is refused names it.
    pub requirement: u8,
    pub met: bool,
    /// The number of the certificate, of the stars or of the branch; nothing where there is none.
    pub found: Option<u64>,
    /// Until when the certificate or credential is valid; nothing for what lasts.
    pub valid_until: Option<Seconds>,
}

#[cw_serde]
pub struct EnrolmentsResponse {
    pub enrolments: Vec<EnrolmentResponse>,
}

#[cw_serde]
pub struct ReceiptResponse {
    pub receipt: Option<Receipt>,
}

#[cw_serde]
pub struct DisputeResponse {
    pub dispute: Option<DisputeInfo>,
}

#[cw_serde]
pub struct DisputeInfo {
    /// Nobody when the two figures were too far apart.
    pub by: Option<MemberId>,
    pub since: Seconds,
    /// Whether it was opened after payment.
    pub paid: bool,
    /// The verdict that waits for a second reviewer, and who named it.
    pub named: Option<(MemberId, Verdict)>,
    pub decided: Option<Verdict>,
}

#[cw_serde]
pub struct FollowUpsResponse {
    pub follow_ups: Vec<FollowUpInfo>,
}

#[cw_serde]
pub struct FollowUpInfo {
    /// Counted from 1 within the activity.
    pub number: u64,
    pub participant: MemberId,
    pub by: MemberId,
    pub kind: FollowUpKind,
    pub note: HexBinary,
    pub at: Seconds,
}

#[cw_serde]
pub struct AgendaResponse {
    pub seats: Vec<SeatInfo>,
}

/// A seat that is kept for a member.
#[cw_serde]
#[derive(Copy, Eq)]
pub struct SeatInfo {
    pub activity: ActivityId,
    /// The hour of Unix time in which the service begins.
    pub hour: u32,
    /// What it can earn.
    pub minutes: Minutes,
}

#[cw_serde]
pub struct BlockResponse {
    pub by_member: bool,
    pub by_other: bool,
}

#[cw_serde]
pub struct FactCountResponse {
    pub count: u64,
}

#[cw_serde]
pub struct ListingResponse {
    pub id: ListingId,
    pub branch: BranchId,
    pub member: MemberId,
    pub revision: u32,
    pub state: ListingState,
    pub listing: ListingInput,
    pub escalation: Escalation,
    pub answers: u32,
    /// Why it was returned or closed.
    pub reason: Option<String>,
}

#[cw_serde]
pub struct ListingsResponse {
    pub listings: Vec<ListingResponse>,
}

#[cw_serde]
pub struct AnswersResponse {
    pub members: Vec<MemberId>,
}

#[cw_serde]
pub struct DueResponse {
    pub due: Vec<DueItem>,
}

#[cw_serde]
pub struct DueItem {
    pub at: Seconds,
    pub activity: ActivityId,
    /// Nothing for the activity's own deadline.
    pub participant: Option<MemberId>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn input_of_an_old_client_still_reads() {
        let json = r#"{"title":"t","summary":"","text":null,"category":"meals","place":"p","registration":{"start":1,
            "end":2},"service":{"start":3,"end":4},"seats":1,"reward":{"per_hour":{"minutes":60}},"payer":"own_balance",
            "admission":"automatic","attendance_key":""}"#;
        let input: ActivityInput = cosmwasm_std::from_json(json).unwrap();
        assert_eq!((input.skill, input.requirements, input.listing), (Skill::Plain, vec![], None));
        let enrol: ExecuteMsg = cosmwasm_std::from_json(r#"{"enrol":{"id":1}}"#).unwrap();
        assert_eq!(enrol, ExecuteMsg::Enrol { id: 1, openings: vec![] });
    }

    /// What the one reader takes is what serde would write, and nothing more.
    #[test]
    fn messages_are_read_strictly() {
        let read = |json: &str| cosmwasm_std::from_json::<ExecuteMsg>(json);
        let settle = ExecuteMsg::Settle { id: 1, participant: 2 };
        assert_eq!(read(r#"{"settle":{"id":1,"participant":2}}"#).unwrap(), settle);
        assert_eq!(read(r#"{"tick":{"limit":null}}"#).unwrap(), ExecuteMsg::Tick { limit: None });
        for refused in [
            r#"{"settle":{"id":1}}"#,
            r#"{"settle":{"id":1,"participant":null}}"#,
            r#"{"settle":{"id":1,"participant":2,"revision":1}}"#,
            r#"{"settle":{"id":1,"participant":2,"other":1}}"#,
            r#"{"settle":{"id":1,"id":1,"participant":2}}"#,
            r#"{"settle":{"id":1,"participant":2},"tick":{}}"#,
            r#"{"settled":{"id":1,"participant":2}}"#,
            r#"{"settle":[1,2]}"#,
            r#""tick""#,
            "{}",
        ] {
            assert!(read(refused).is_err(), "{refused}");
        }
        let due = QueryMsg::Due { at: Some(1), limit: None };
        assert_eq!(cosmwasm_std::from_json::<QueryMsg>(r#"{"due":{"at":1}}"#).unwrap(), due);
        assert_eq!(cosmwasm_std::from_json::<QueryMsg>(r#"{"config":{}}"#).unwrap(), QueryMsg::Config {});
    }

    #[test]
    fn stage_follows_the_clock_only_when_approved() {
        let registration = Window { start: 10, end: 20 };
        let service = Window { start: 30, end: 40 };
        let at = |now| stage(State::Approved, registration, service, now);
        assert_eq!(at(9), Stage::Approved);
        assert_eq!(at(10), Stage::Registration);
        assert_eq!(at(20), Stage::Ready);
        assert_eq!(at(30), Stage::InProgress);
        assert_eq!(at(40), Stage::Ended);
        assert_eq!(stage(State::Submitted, registration, service, 35), Stage::Submitted);
        assert_eq!(stage(State::Settled, registration, service, 5), Stage::Settled);
    }
}
