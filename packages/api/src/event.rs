//! One typed event per change of state. On chain an event's type is the variant's name and its single attribute `data` is the
//! JSON of its fields; a node prefixes the type with `wasm-` and adds `_contract_address`, and an event counts only with the
//! right address. One declaration gives both sides: a contract emits the event's own struct, so that it carries the code of no
//! other, and whoever follows the chain reads and matches [`Event`].

use crate::activity_registry::{
    ActivityInput, AttendanceSide, Deadline, EnrolmentState, Escalation, Finding, FollowUpKind, ListingInput,
    ListingState, Terms, Verdict,
};
use crate::actor::{Rights, Role, Scope};
use crate::member_registry::{self, ProfileKind, RecoveryRules, StatusCause};
use crate::oracle::{Attestation, MemberFact, ReportId, ReportState, SourceId, SourceInput};
use crate::permission::Contract;
use crate::record::{AgeClass, MemberStatus, Receipt, Standing};
use crate::reputation::Totals;
use crate::rulebook::{Bounds, DraftId, Pack};
use crate::time_token::{self, Limits, MovementKind, Reference};
use crate::training::{Certificate, CertificateId, CourseInput, CourseState, PlaceState};
use crate::{ActivityId, BranchId, CourseId, MemberId, Minutes, Seconds};
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{from_json, to_json_string, HexBinary, Uint128};
use cw20::Expiration;
use serde::Serialize;

/// The attribute that holds an event's fields.
pub const DATA: &str = "data";

/// Declares the events: each as a struct that a contract emits and as a variant of [`Event`].
macro_rules! events {
    ($($contract:ident: [ $($(#[doc = $doc:literal])* $name:ident { $($field:ident: $type:ty,)+ })+ ])+) => {
        /// Any event, for reading.
        #[cw_serde]
        pub enum Event { $($($(#[doc = $doc])* $name { $($field: $type,)+ },)+)+ }

        impl Event {
            /// The contract that emits it, and no other may.
            pub fn emitter(&self) -> Contract {
                match self { $($(Event::$name { .. } => Contract::$contract,)+)+ }
            }
        }

        /// Every event as it is declared above.
        #[cfg(test)]
        const DECLARED: &[tests::Declared] = &[$($(tests::Declared {
            contract: Contract::$contract,
            name: stringify!($name),
            about: concat!($($doc,)*),
            fields: &[$((stringify!($field), stringify!($type))),+],
        },)+)+];

        $($(
            $(#[doc = $doc])*
            #[derive(Debug, Clone, PartialEq)]
            pub struct $name { $(pub $field: $type,)+ }

            impl From<$name> for cosmwasm_std::Event {
                fn from(event: $name) -> Self {
                    on_chain(stringify!($name), &[$((stringify!($field), &event.$field as &dyn Field)),+])
                }
            }
        )+)+

        impl From<Event> for cosmwasm_std::Event {
            fn from(event: Event) -> Self {
                match event { $($(Event::$name { $($field,)+ } => $name { $($field,)+ }.into(),)+)+ }
            }
        }
    };
}

events! {
    MemberRegistry: [
    BranchAdded {
        branch: BranchId,
        name: String,
        district: String,
    }
    OperatorAdded {
        branch: BranchId,
        operator: String,
    }
    OperatorRemoved {
        branch: BranchId,
        operator: String,
    }
    MemberRegistered {
        member: MemberId,
        account: String,
        branch: BranchId,
        age: AgeClass,
    }
    RoleGranted {
        member: MemberId,
        role: Role,
    }
    RoleRevoked {
        member: MemberId,
        role: Role,
    }
    /// Who gave or took a light office; follows `role_granted` or `role_revoked`.
    RoleDecided {
        member: MemberId,
        role: Role,
        granted: bool,
        by: MemberId,
    }
    /// Follows `member_registered`.
    GroupRegistered {
        member: MemberId,
        registration: HexBinary,
    }
    ProfileRequested {
        request: u64,
        member: MemberId,
        kind: ProfileKind,
        commitment: HexBinary,
        by: MemberId,
    }
    ProfileDecided {
        request: u64,
        member: MemberId,
        kind: ProfileKind,
        commitment: HexBinary,
        approved: bool,
        by: MemberId,
        reason: String,
    }
    /// By nobody for a fact of a partner institution, or its end.
    CredentialIssued {
        member: MemberId,
        commitment: HexBinary,
        valid_until: Seconds,
        by: Option<MemberId>,
    }
    CredentialRevoked {
        member: MemberId,
        commitment: HexBinary,
        by: Option<MemberId>,
    }
    AgeSet {
        member: MemberId,
        age: AgeClass,
        by: Option<MemberId>,
    }
    KinProposed {
        commitment: HexBinary,
        of: MemberId,
        to: MemberId,
    }
    KinAccepted {
        commitment: HexBinary,
        of: MemberId,
        to: MemberId,
    }
    KinRevoked {
        commitment: HexBinary,
        of: MemberId,
        to: MemberId,
        by: MemberId,
    }
    /// `consent` is there when two office-holders did it on paper.
    AgentAppointed {
        principal: MemberId,
        agent: MemberId,
        rights: Rights,
        daily: Minutes,
        until: Seconds,
        consent: Option<HexBinary>,
    }
    AgentAccepted {
        principal: MemberId,
        agent: MemberId,
        rights: Rights,
        daily: Minutes,
        until: Seconds,
    }
    AgentRevoked {
        principal: MemberId,
        agent: MemberId,
        by: MemberId,
    }
    /// By nobody when the proxy or the oracle caused it.
    StatusChanged {
        member: MemberId,
        status: MemberStatus,
        cause: StatusCause,
        by: Option<MemberId>,
        reason: String,
    }
    CaseOpened {
        case: u64,
        by: MemberId,
        branch: BranchId,
        action: member_registry::Action,
    }
    CaseDecided {
        case: u64,
        approved: bool,
        by: MemberId,
        branch: BranchId,
        action: member_registry::Action,
    }
    MoveRequested {
        member: MemberId,
        from: BranchId,
        to: BranchId,
    }
    /// `branch` is the one that approves.
    MoveApproved {
        member: MemberId,
        from: BranchId,
        to: BranchId,
        branch: BranchId,
        by: MemberId,
    }
    MoveRefused {
        member: MemberId,
        to: BranchId,
        by: MemberId,
    }
    BranchChanged {
        member: MemberId,
        from: BranchId,
        to: BranchId,
    }
    LinkOffered {
        member: MemberId,
        account: String,
        from: Seconds,
    }
    AccountLinked {
        member: MemberId,
        account: String,
    }
    AccountUnlinked {
        member: MemberId,
        account: String,
        by: MemberId,
    }
    LinkDelaySet {
        seconds: Seconds,
    }
    FactKept {
        report: ReportId,
        member: MemberId,
        fact: MemberFact,
    }
    FactRestored {
        report: ReportId,
        member: MemberId,
    }
    KeyObjected {
        member: MemberId,
        scope: Scope,
        by: MemberId,
    }
    RecoveryRulesSet {
        rules: RecoveryRules,
    }
    ]

    Proxy: [
    KeySet {
        member: MemberId,
        scope: Scope,
        key: HexBinary,
        epoch: u32,
    }
    /// Who holds the key of this scope from now on: the member, or the branch in custody.
    CustodyChanged {
        member: MemberId,
        scope: Scope,
        own: bool,
    }
    KeyProposed {
        member: MemberId,
        scope: Scope,
        key: HexBinary,
        by: MemberId,
        branch: BranchId,
    }
    /// The key can be set from `ready` on.
    KeyApproved {
        member: MemberId,
        scope: Scope,
        by: MemberId,
        branch: BranchId,
        ready: Seconds,
    }
    KeyRefused {
        member: MemberId,
        scope: Scope,
    }
    IntentRejected {
        index: u32,
        code: String,
    }
    IntentFailed {
        digest: HexBinary,
        code: String,
    }
    ]

    Rulebook: [
    PackAdopted {
        branch: BranchId,
        version: u32,
        effective: Seconds,
        pack: Box<Pack>,
    }
    BoundsSet {
        bounds: Bounds,
    }
    DraftWritten {
        draft: DraftId,
        branch: BranchId,
        revision: u32,
        by: MemberId,
        analysis: HexBinary,
        pack: Box<Pack>,
    }
    DraftPublished {
        draft: DraftId,
        revision: u32,
        by: MemberId,
        until: Seconds,
    }
    DraftCommented {
        draft: DraftId,
        revision: u32,
        by: MemberId,
        branch: BranchId,
        support: bool,
        text: Option<HexBinary>,
    }
    /// One administrator agreed; it takes another one.
    DraftAgreed {
        draft: DraftId,
        revision: u32,
        by: MemberId,
        effective: Seconds,
    }
    DraftAdopted {
        draft: DraftId,
        revision: u32,
        by: MemberId,
        version: u32,
    }
    DraftWithdrawn {
        draft: DraftId,
        by: MemberId,
    }
    RulesPublished {
        branch: BranchId,
        versions: Vec<u32>,
    }
    ]

    Reputation: [
    FactsFollowed {
        through: u64,
    }
    StandingSet {
        member: MemberId,
        totals: Totals,
        points: u32,
        standing: Standing,
    }
    ]

    TimeToken: [
    BudgetSet {
        branch: BranchId,
        minutes: Minutes,
    }
    /// `from` is missing when TIME came into being, `to` when it ended. The counts number the movements of either account; the
    /// accounts of the system's contracts are not counted.
    TimeMoved {
        kind: MovementKind,
        reference: Reference,
        from: Option<String>,
        to: Option<String>,
        minutes: Uint128,
        from_count: Option<u64>,
        to_count: Option<u64>,
    }
    GrowthLimitSet {
        minutes: Option<Minutes>,
    }
    OpeningBudgetSet {
        branch: BranchId,
        minutes: Minutes,
    }
    PositionLimitSet {
        low: BranchId,
        high: BranchId,
        minutes: Option<Minutes>,
    }
    DefaultLimitsSet {
        limits: Limits,
    }
    /// What is looser than before counts from `loosened` on.
    LimitsSet {
        account: String,
        limits: Limits,
        loosened: Seconds,
        by: MemberId,
    }
    RecipientIntroduced {
        account: String,
        recipient: String,
        by: MemberId,
    }
    OutgoingCapped {
        account: String,
        until: Seconds,
        daily: Minutes,
    }
    GiftOffered {
        gift: u64,
        from: MemberId,
        to: MemberId,
        minutes: Minutes,
    }
    GiftClosed {
        gift: u64,
        accepted: bool,
        by: MemberId,
    }
    /// What an account still owes of one reversal; 0 when it is served.
    LienChanged {
        account: String,
        activity: ActivityId,
        minutes: Minutes,
        to: Option<String>,
    }
    BalanceMoved {
        account: String,
        from: BranchId,
        to: BranchId,
        minutes: Uint128,
    }
    TimeCaseOpened {
        case: u64,
        branch: BranchId,
        by: MemberId,
        action: time_token::Action,
    }
    TimeCaseDecided {
        case: u64,
        by: MemberId,
        approved: bool,
    }
    /// What a spender may spend of an owner's TIME from now on.
    AllowanceSet {
        owner: String,
        spender: String,
        allowance: Uint128,
        expires: Expiration,
    }
    /// What clients show of the token.
    MarketingSet {
        project: Option<String>,
        description: Option<String>,
        marketing: Option<String>,
    }
    /// The address of the logo; missing when the token keeps the picture.
    LogoSet {
        url: Option<String>,
    }
    ]

    // `by` is the member who did it.
    ActivityRegistry: [
    ActivityDrafted {
        activity: ActivityId,
        publisher: MemberId,
        branch: BranchId,
        revision: u32,
        input: Box<ActivityInput>,
    }
    ActivityEdited {
        activity: ActivityId,
        revision: u32,
        by: MemberId,
        input: Box<ActivityInput>,
    }
    ActivitySubmitted {
        activity: ActivityId,
        revision: u32,
        by: MemberId,
        terms: Terms,
    }
    ActivityApproved {
        activity: ActivityId,
        revision: u32,
        by: MemberId,
        terms: Terms,
    }
    ActivityReturned {
        activity: ActivityId,
        revision: u32,
        by: MemberId,
        reason: String,
        taken_down: bool,
    }
    /// Nobody's `by` means that its time was over; `reason` then is `not_reviewed` when no reviewer had looked at it, or
    /// `nobody_came` when nobody had taken part. Otherwise it is what the member who withdrew it wrote.
    ActivityCancelled {
        activity: ActivityId,
        by: Option<MemberId>,
        reason: String,
    }
    ActivitySettled {
        activity: ActivityId,
    }
    CoAdministratorAdded {
        activity: ActivityId,
        member: MemberId,
        by: MemberId,
    }
    CoAdministratorRemoved {
        activity: ActivityId,
        member: MemberId,
        by: MemberId,
    }
    Enrolled {
        activity: ActivityId,
        participant: MemberId,
        state: EnrolmentState,
        position: u32,
        by: Option<MemberId>,
    }
    /// The checks of an enrolment: by what each requirement is met. One that is not refuses the enrolment.
    RequirementsMet {
        activity: ActivityId,
        participant: MemberId,
        revision: u32,
        findings: Vec<Finding>,
    }
    MovedUp {
        activity: ActivityId,
        participant: MemberId,
        state: EnrolmentState,
    }
    EnrolmentWithdrawn {
        activity: ActivityId,
        participant: MemberId,
        by: Option<MemberId>,
    }
    Admitted {
        activity: ActivityId,
        participant: MemberId,
        by: MemberId,
    }
    Declined {
        activity: ActivityId,
        participant: MemberId,
        by: MemberId,
        reason: String,
    }
    /// `by` differs from the participant when an administrator gave the word; nobody when a deadline did it.
    Attendance {
        activity: ActivityId,
        participant: MemberId,
        side: AttendanceSide,
        at: Seconds,
        by: Option<MemberId>,
    }
    MinutesConfirmed {
        activity: ActivityId,
        participant: MemberId,
        by: MemberId,
        minutes: Minutes,
    }
    MinutesAgreed {
        activity: ActivityId,
        participant: MemberId,
        minutes: Minutes,
    }
    DisputeOpened {
        activity: ActivityId,
        participant: MemberId,
        claimed: Minutes,
        confirmed: Minutes,
    }
    /// `minutes` of service that are paid, or of TIME that go back, as the verdict says.
    DisputeResolved {
        activity: ActivityId,
        participant: MemberId,
        by: MemberId,
        minutes: Minutes,
        verdict: Option<Verdict>,
    }
    Rated {
        activity: ActivityId,
        participant: MemberId,
        by: MemberId,
        score: u8,
        comment: Option<HexBinary>,
    }
    Settled {
        activity: ActivityId,
        receipt: Receipt,
    }
    DeadlinePassed {
        activity: ActivityId,
        participant: Option<MemberId>,
        deadline: Deadline,
    }
    /// A deadline's consequence was refused; it is tried again at `again`.
    DeadlineRequeued {
        activity: ActivityId,
        participant: Option<MemberId>,
        code: String,
        again: Seconds,
    }
    /// `series` is the first of its activities.
    SeriesPublished {
        series: ActivityId,
        activities: Vec<ActivityId>,
        by: MemberId,
    }
    /// `paid`: a review of a settled service.
    DisputeRaised {
        activity: ActivityId,
        participant: MemberId,
        by: MemberId,
        paid: bool,
    }
    /// `replaced`: another reviewer's verdict, which was different, counts no more.
    VerdictNamed {
        activity: ActivityId,
        participant: MemberId,
        by: MemberId,
        verdict: Verdict,
        replaced: bool,
    }
    Assessed {
        activity: ActivityId,
        participant: MemberId,
        by: MemberId,
        score: u8,
        note: Option<HexBinary>,
    }
    FollowedUp {
        activity: ActivityId,
        number: u64,
        participant: MemberId,
        by: MemberId,
        kind: FollowUpKind,
        note: HexBinary,
    }
    /// Was admitted and did not come.
    NoShow {
        activity: ActivityId,
        participant: MemberId,
    }
    /// Nobody has taken the activity or answered the listing of this number.
    NeedEscalated {
        need: ActivityId,
        level: Escalation,
    }
    MemberBlocked {
        member: MemberId,
        other: MemberId,
        by: MemberId,
    }
    MemberUnblocked {
        member: MemberId,
        other: MemberId,
        by: MemberId,
    }
    ListingSaved {
        listing: ActivityId,
        member: MemberId,
        branch: BranchId,
        revision: u32,
        by: MemberId,
        input: Box<ListingInput>,
    }
    /// By nobody when its time was over.
    ListingMoved {
        listing: ActivityId,
        revision: u32,
        state: ListingState,
        by: Option<MemberId>,
        reason: Option<String>,
    }
    ListingAnswered {
        listing: ActivityId,
        member: MemberId,
        yes: bool,
        by: MemberId,
    }
    ]

    // `by` is the member who did it.
    Training: [
    CourseDrafted {
        course: CourseId,
        author: MemberId,
        branch: BranchId,
        input: Box<CourseInput>,
    }
    CourseEdited {
        course: CourseId,
        revision: u32,
        state: CourseState,
        by: MemberId,
        input: Box<CourseInput>,
    }
    CourseSubmitted {
        course: CourseId,
        revision: u32,
        by: MemberId,
    }
    CourseApproved {
        course: CourseId,
        revision: u32,
        by: MemberId,
    }
    CourseReturned {
        course: CourseId,
        revision: u32,
        by: MemberId,
        reason: String,
    }
    TrainersSet {
        course: CourseId,
        trainers: Vec<MemberId>,
        by: MemberId,
    }
    CourseBegan {
        course: CourseId,
        by: MemberId,
    }
    CourseCompleted {
        course: CourseId,
        by: MemberId,
    }
    CourseCancelled {
        course: CourseId,
        by: MemberId,
        reason: String,
    }
    CourseEnrolled {
        course: CourseId,
        participant: MemberId,
        state: PlaceState,
        position: u32,
        by: MemberId,
    }
    CourseMovedUp {
        course: CourseId,
        participant: MemberId,
    }
    CourseEnrolmentWithdrawn {
        course: CourseId,
        participant: MemberId,
        by: MemberId,
    }
    SessionAttended {
        course: CourseId,
        session: u8,
        participants: Vec<MemberId>,
        present: bool,
        by: MemberId,
    }
    CourseResult {
        course: CourseId,
        participant: MemberId,
        passed: bool,
        by: MemberId,
    }
    CertificateIssued {
        certificate: CertificateId,
        contents: Certificate,
    }
    CertificateRenewed {
        certificate: CertificateId,
        valid_until: Seconds,
        by: MemberId,
    }
    /// `by` is missing when a partner institution did it or its fact was undone.
    CertificateRevoked {
        certificate: CertificateId,
        by: Option<MemberId>,
        reason: String,
    }
    CertificateRestored {
        certificate: CertificateId,
    }
    ]

    // `by` is missing when the policy did it.
    Oracle: [
    SourceSet {
        source: SourceId,
        input: Box<SourceInput>,
    }
    SourceQuarantined {
        source: SourceId,
        by: Option<MemberId>,
        reason: String,
    }
    SourceReleased {
        source: SourceId,
        by: MemberId,
    }
    FeederHeard {
        source: SourceId,
        feeder: String,
    }
    FactAttested {
        source: SourceId,
        feeder: String,
        attestation: Box<Attestation>,
    }
    AttestationRefused {
        source: SourceId,
        feeder: String,
        sequence: u64,
        code: String,
    }
    /// So many different things have been said under one sequence.
    FactDisputed {
        source: SourceId,
        sequence: u64,
        answers: u32,
    }
    DisputeDismissed {
        source: SourceId,
        sequence: u64,
        by: MemberId,
        reason: String,
    }
    FactAgreed {
        report: ReportId,
        source: SourceId,
        state: ReportState,
        attestation: Box<Attestation>,
    }
    FactApplied {
        report: ReportId,
        member: MemberId,
        by: Option<MemberId>,
    }
    FactRefused {
        report: ReportId,
        member: MemberId,
        code: String,
    }
    FactRejected {
        report: ReportId,
        member: MemberId,
        by: MemberId,
        reason: String,
    }
    FactUndone {
        report: ReportId,
        member: MemberId,
        by: MemberId,
        reason: String,
    }
    FactObjected {
        report: ReportId,
        member: MemberId,
    }
    ]
}

impl Event {
    /// Reads an event from its type (with or without the node's `wasm-`) and its `data` attribute. Nothing for events that
    /// are none of ours.
    pub fn read(kind: &str, data: &str) -> Option<Self> {
        let name = kind.strip_prefix("wasm-").unwrap_or(kind);
        from_json(format!("{{\"{name}\":{data}}}")).ok()
    }
}

/// A field of an event. One writer for all events asks each field for itself: serde's would be one for each event.
trait Field {
    fn json(&self) -> Option<String>;
}

impl<T: Serialize> Field for T {
    fn json(&self) -> Option<String> {
        to_json_string(self).ok()
    }
}

fn on_chain(name: &str, fields: &[(&str, &dyn Field)]) -> cosmwasm_std::Event {
    // Serialising our own plain types cannot fail; were it to, the event's type would say so.
    let (kind, data) = object(fields)
        .map_or_else(|| ("event_unreadable".into(), "{}".into()), |data| (snake_case(name), data));
    cosmwasm_std::Event::new(kind).add_attribute(DATA, data)
}

/// The JSON that serde gives a struct of these fields.
fn object(fields: &[(&str, &dyn Field)]) -> Option<String> {
    let mut data = String::new();
    for (name, field) in fields {
        data.push_str(if data.is_empty() { "{\"" } else { ",\"" });
        data.push_str(name);
        data.push_str("\":");
        data.push_str(&field.json()?);
    }
    data.push('}');
    Some(data)
}

/// As the reading side names a variant.
fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write;
    use std::fs;
    use std::path::Path;

    const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/events.golden.md");

    /// One event of the declaration.
    pub(super) struct Declared {
        pub contract: Contract,
        pub name: &'static str,
        pub about: &'static str,
        pub fields: &'static [(&'static str, &'static str)],
    }

    fn printed() -> String {
        let mut page = String::from(
            "# What contracts say\n\nGenerated from `src/event.rs`; a test fails when this page and the code differ. On chain the type of an \
             event is\n`wasm-` and its name, the attribute `data` is the JSON of its fields, and `_contract_address` must be the \
             contract's.\nFields are of the types of `timebank-api`; an id, a number of minutes and a time are JSON numbers.\n",
        );
        for contract in Contract::ALL {
            write!(page, "\n## {}\n\n| event | fields | remarks |\n|---|---|---|\n", contract.name())
                .unwrap();
            for event in DECLARED.iter().filter(|event| event.contract == contract) {
                let fields = event
                    .fields
                    .iter()
                    .map(|(name, kind)| format!("{name}: {}", kind.split_whitespace().collect::<String>()));
                let fields = fields.collect::<Vec<_>>().join("`, `");
                writeln!(page, "| `{}` | `{fields}` | {} |", snake_case(event.name), event.about.trim())
                    .unwrap();
            }
        }
        page
    }

    /// `UPDATE_GOLDEN=1` writes the file anew.
    #[test]
    fn events_are_what_the_golden_file_says() {
        let page = printed();
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(GOLDEN, &page).unwrap();
        }
        let golden = fs::read_to_string(GOLDEN).unwrap_or_default();
        assert!(golden == page, "events.golden.md differs; UPDATE_GOLDEN=1 writes it anew");
    }

    /// All of a contract's sources, tests left out.
    fn sources(folder: &Path, text: &mut String) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && path.file_name().unwrap() != "tests" {
                sources(&path, text);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                text.push_str(&fs::read_to_string(path).unwrap());
            }
        }
    }

    /// Readers drop an event of another contract than the one it is declared under, and the index stops at it.
    #[test]
    fn every_event_is_emitted_by_the_contract_it_is_declared_under_and_no_other() {
        for contract in Contract::ALL {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../contracts").join(contract.name());
            let mut text = String::new();
            sources(&folder.join("src"), &mut text);
            let words: std::collections::BTreeSet<&str> =
                text.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')).collect();
            for event in DECLARED {
                let emits = words.contains(format!("event::{}", event.name).as_str());
                assert_eq!(emits, event.contract == contract, "{} in {}", event.name, contract.name());
            }
        }
    }

    #[test]
    fn read_gives_back_what_was_emitted() {
        let event = Event::TimeMoved {
            kind: MovementKind::MintGrant,
            reference: Reference::Grant { branch: 1, pack: 2, rule: "elder-80".into() },
            from: None,
            to: Some("wasm1a".into()),
            minutes: Uint128::new(600),
            from_count: None,
            to_count: Some(1),
        };
        let chain: cosmwasm_std::Event = event.clone().into();
        assert_eq!(chain.ty, "time_moved");
        let data = &chain.attributes.first().unwrap().value;
        let serde = to_json_string(&event).unwrap();
        assert_eq!(format!("{{\"time_moved\":{data}}}"), serde);
        assert_eq!(Event::read("wasm-time_moved", data), Some(event));
        assert_eq!(Event::read("wasm-transfer", data), None);
    }
}
