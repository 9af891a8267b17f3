//! Stable error codes. A contract's error text begins with its code, which survives into `reply` and reaches the screen; the
//! sentence is for whoever shows it.

/// Declares the codes: `Variant "text" "what it says in English";`.
macro_rules! codes {
    ($($variant:ident $text:literal $sentence:literal;)+) => {
        /// A stable error code.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Code { $(#[doc = $sentence] $variant,)+ }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)+];

            /// The code as it stands in error texts, results and problem documents.
            pub fn text(self) -> &'static str {
                match self { $(Code::$variant => $text,)+ }
            }

            /// What it says, in plain English.
            pub fn sentence(self) -> &'static str {
                match self { $(Code::$variant => $sentence,)+ }
            }
        }
    };
}

codes! {
    // every contract
    Unauthorized "auth.unauthorized" "You may not do this.";
    ScopeInsufficient "auth.scope" "This key may not do this.";
    RoleMissing "auth.role" "This needs an office that you do not hold.";
    OtherBranch "auth.other_branch" "This belongs to another branch.";
    OwnCase "auth.own_case" "Nobody decides an own case.";
    AgentNotAllowed "auth.agent" "You may not act for this member.";
    NotRelayable "auth.not_relayable" "This message cannot be relayed.";
    FundsSent "request.funds" "No coins may be sent along.";
    MessageInvalid "request.message" "The message cannot be read.";
    AddressInvalid "request.address" "The address is not valid.";
    TextInvalid "request.text" "A text is empty, too long or has characters that are not allowed.";
    TooMany "request.too_many" "More items than one message may carry.";
    CaseUnknown "case.unknown" "There is no such case, or it has been decided.";
    AlreadyWired "system.already_wired" "The addresses have been set.";
    NotWired "system.not_wired" "The addresses have not been set yet.";
    MigrationRefused "system.migration" "This version cannot follow the one that is running.";
    StateInvalid "system.state" "A stored record cannot be read.";
    Overflow "system.overflow" "A number is out of range.";
    Internal "system.internal" "Something went wrong that is not the sender's fault.";

    // proxy
    IntentMalformed "intent.malformed" "The intent's bytes do not have the fixed layout.";
    IntentExpired "intent.expired" "The intent's time is over.";
    IntentTooLong "intent.valid_too_long" "The intent would stay valid for more than a day.";
    IntentSignature "intent.signature" "The signature does not fit key and contents.";
    IntentEpoch "intent.epoch" "The key has been replaced.";
    IntentTarget "intent.target" "The intent names a contract or message that cannot be relayed.";
    NonceUsed "intent.nonce_used" "This intent has been used.";
    NonceTooOld "intent.nonce_too_old" "The intent's number is too far back.";
    NonceTooFar "intent.nonce_too_far" "The intent's number is too far ahead.";
    KeyMissing "key.missing" "The member has no key for this.";
    KeyInvalid "key.invalid" "This is not a usable public key.";
    KeyProof "key.proof" "The proof for the new key is not valid.";
    KeyExists "key.exists" "There is a key already; it can only be replaced by recovery.";
    KeyBalance "key.balance" "The account holds TIME, so a first key can only be set by recovery.";
    RecoveryUnknown "recovery.unknown" "No new key has been proposed.";
    RecoveryPending "recovery.pending" "A recovery is under way.";
    RecoveryChanged "recovery.changed" "The proposed key is not the one you saw.";
    RecoveryEarly "recovery.early" "The waiting time is not over, or the recovery has not been approved.";
    RecoveryLimit "recovery.limit" "The branch has proposed as many recoveries as are allowed on one day.";
    GasExhausted "intent.gas" "The action needed more computation than is allowed.";

    // member-registry
    BranchUnknown "branch.unknown" "There is no such branch.";
    OperatorUnknown "operator.unknown" "This account is not an operator.";
    OperatorTaken "operator.taken" "This account is an operator already.";
    MemberUnknown "member.unknown" "There is no such member.";
    MemberInactive "member.inactive" "The member's account is not active.";
    PersonRegistered "member.person_registered" "This person is registered already.";
    AccountTaken "member.account_taken" "This account is taken.";
    NullifierVersion "member.nullifier_version" "This version of the identity check is not in use.";
    RoleHeld "role.held" "The member holds this role already.";
    RoleNotHeld "role.not_held" "The member does not hold this role.";
    RoleWeight "role.weight" "This office is given and taken in the other way: light ones by an administrator, others by two persons.";
    SameBranch "auth.same_branch" "This needs somebody from another branch.";
    ForPersons "member.group" "This is not for groups.";
    MemberStatusRefused "member.status" "The member's account is not in a state where this can be done.";
    AgeOrder "member.age" "The class of age can only rise.";
    ProfileUnknown "profile.unknown" "There is no such request, or a newer one has taken its place.";
    CredentialUnknown "credential.unknown" "There is no such credential.";
    CredentialDate "credential.date" "The date must lie ahead.";
    KinExists "kin.exists" "This kin link exists already.";
    KinUnknown "kin.unknown" "There is no such kin link.";
    AgentUnknown "agent.unknown" "There is no such agent.";
    AgentTerms "agent.terms" "These rights or this time are not possible.";
    MoveUnknown "move.unknown" "The member has not asked for this move.";
    LinkUnknown "link.unknown" "There is no such link.";
    LinkEarly "link.early" "The waiting time is not over.";
    FactNotApplied "fact.not_applied" "No such fact has been applied.";
    FactChanged "fact.changed" "It has been changed since.";

    // rulebook
    PackUnknown "pack.unknown" "The branch has no rule pack in force.";
    PackInvalid "pack.invalid" "The rule pack contradicts itself.";
    PackDate "pack.date" "A rule pack must come into force after the ones before it, not in the past and within a year.";
    PackBounds "pack.bounds" "The rule pack says more than the federation allows.";
    PackPending "pack.pending" "Too many rule packs wait to come into force.";
    DraftUnknown "draft.unknown" "There is no such draft.";
    DraftState "draft.state" "The draft is not at a stage where this can be done.";
    DraftRevision "draft.revision" "The draft has changed since you saw it.";
    DraftFeedback "draft.feedback" "The time for comments is too short, still running or over.";
    GrantRuleUnknown "grant.rule_unknown" "The rule pack has no such grant.";
    GrantNotEligible "grant.not_eligible" "The member does not qualify for this grant.";
    GrantTaken "grant.taken" "The member has had this grant.";

    // time-token
    InsufficientTime "time.insufficient" "There is not enough TIME.";
    RecipientUnregistered "time.recipient" "TIME can only go to a registered member.";
    ZeroAmount "time.zero" "The amount must be at least one minute.";
    MintRefused "time.mint" "TIME comes into being only for a recorded service or by a rule of the pack.";
    BudgetExceeded "time.budget" "The branch's issuance budget is not enough.";
    HoldExists "time.hold_exists" "TIME is held for this activity already.";
    HoldMissing "time.hold_missing" "No TIME is held for this activity.";
    HoldExceeded "time.hold_exceeded" "More than what is held cannot be paid out.";
    HoldKind "time.hold_kind" "What is held for this activity is of the other kind: own TIME or budget.";
    AllowanceExceeded "time.allowance" "The owner has not allowed this much.";
    AllowanceExpired "time.allowance_expired" "The allowance's time is over.";
    AllowanceOwn "time.allowance_own" "An allowance to oneself makes no sense.";
    GrowthExceeded "time.growth" "The federation's growth limit for this period is not enough.";
    BalanceCapped "time.cap" "The recipient cannot hold this much TIME.";
    RedeemMinimum "time.redeem" "The balance is not yet enough to pay from it.";
    PositionExceeded "time.position" "The two branches' members already owe each other as much as is allowed.";
    LimitExceeded "time.limit" "This is more than the account may send today.";
    RecipientNew "time.recipient_new" "The recipient is new; larger amounts can be sent after the waiting time.";
    ReversedAlready "time.reversed" "This payment has been reversed.";
    LiensFull "time.liens" "Too many reversals of this account are open.";
    LienUnknown "time.lien_unknown" "There is no such reversal open.";
    GiftNone "gift.none" "The rules do not allow giving TIME to others.";
    GiftKin "gift.kin" "The rules allow giving TIME to relatives only.";
    GiftAcceptance "gift.acceptance" "The rules ask that a gift is accepted, so it must be sent as a gift.";
    GiftCap "gift.cap" "This is more than a member may give in one year.";
    GiftGroup "gift.group" "A group can only donate its TIME.";
    GiftDonation "gift.donation" "The rules do not allow donations.";
    GiftUnknown "gift.unknown" "There is no such gift, or it has been answered.";
    GiftWaiting "gift.waiting" "The gift can be taken back only when it has not been answered for a while.";
    OpeningExists "opening.exists" "The member has an opening balance.";
    OpeningUnknown "opening.unknown" "The member has no opening balance that can be taken back.";
    OpeningBudget "opening.budget" "The branch's budget of opening balances is not enough.";
    TokenRefused "time.refused" "The token refused.";

    // activity-registry
    ActivityUnknown "activity.unknown" "There is no such activity.";
    ActivityState "activity.state" "The activity is not at a stage where this can be done.";
    ActivityRevision "activity.revision" "The activity has changed since you saw it.";
    ActivityTimes "activity.times" "The times do not fit together.";
    ActivitySeats "activity.seats" "The number of seats is not possible.";
    ActivityReward "activity.reward" "The reward is not possible.";
    ActivityPackChanged "activity.pack_changed" "The rules changed since the submission, so it must be submitted again.";
    ActivityStarted "activity.started" "The activity has started.";
    ActivityAttendanceOpen "activity.attendance_open" "Somebody has attended and is not settled yet.";
    NotAdministrator "activity.not_administrator" "Only the activity's administrators may do this.";
    NotPayer "activity.not_payer" "Only the payer may do this.";
    CoAdministratorExists "activity.co_administrator" "The member is an administrator of the activity already.";
    OwnActivity "enrolment.own_activity" "You cannot take part in your own activity.";
    EnrolmentClosed "enrolment.closed" "Registration is not open.";
    EnrolmentExists "enrolment.exists" "You have enrolled already.";
    EnrolmentUnknown "enrolment.unknown" "There is no such enrolment.";
    EnrolmentState "enrolment.state" "The enrolment is not at a stage where this can be done.";
    CodeInvalid "attendance.code" "The code is not this activity's.";
    CodeExpired "attendance.code_expired" "The code is out of date.";
    CodeReplayed "attendance.code_replayed" "The code of the beginning cannot be used for the end.";
    AttendanceTime "attendance.time" "It is too early or too late for this.";
    MinutesInvalid "confirm.minutes" "These minutes are not possible.";
    ConfirmedAlready "confirm.exists" "You have confirmed already.";
    RatingScore "rating.score" "A score is a whole number from 1 to 5.";
    RatedAlready "rating.exists" "You have rated already.";
    RatingMissing "settle.rating_missing" "Both sides must rate before this is settled.";
    NotAgreed "settle.not_agreed" "Both sides must confirm before this is settled.";
    SettledAlready "settle.settled" "This has been settled.";

    // training
    CourseUnknown "course.unknown" "There is no such course.";
    CourseState "course.state" "The course is not at a stage where this can be done.";
    CourseRevision "course.revision" "The course has changed since you saw it.";
    CourseTimes "course.times" "The times do not fit together.";
    CourseSeats "course.seats" "The number of seats is not possible.";
    CourseSessions "course.sessions" "The number of sessions is not possible.";
    CourseTrainers "course.trainers" "A course has one to eight trainers, each once, and none of them is enrolled.";
    CourseBuildsOn "course.builds_on" "A course that this one names is not there, or cannot stand there.";
    CourseCertificate "course.certificate" "A certificate must be valid for some time.";
    CoursePrerequisite "course.prerequisite" "You have not passed a course that this one asks for.";
    CourseOwn "course.own" "Trainers and author cannot take part in the course.";
    CourseUndecided "course.undecided" "Somebody has no result yet.";
    CourseAttendance "course.attendance" "Too few sessions were attended.";
    NotAuthor "course.not_author" "Only the course's author may do this.";
    NotTrainer "course.not_trainer" "Only the course's trainers may do this.";
    HolderInvalid "certificate.holder" "The commitment to the holder has 32 bytes.";
    CertificateUnknown "certificate.unknown" "There is no such certificate.";
    CertificateState "certificate.state" "The certificate is not in a state where this can be done.";
    CertificateValidity "certificate.validity" "The certificate cannot be valid until then.";

    // oracle
    SourceUnknown "source.unknown" "There is no such source.";
    SourceInvalid "source.invalid" "More than half of the feeders must agree, each may stand there once, and each kind too.";
    SourceQuarantine "source.quarantine" "The source is in quarantine already, or is not.";
    NotFeeder "source.not_feeder" "This account is no feeder of the source.";
    AttestationKind "attestation.kind" "The source may not attest changes of this kind.";
    AttestationInvalid "attestation.invalid" "A digest or a commitment has 32 bytes.";
    AttestationTime "attestation.time" "The record is too old, or its time has not come yet.";
    AttestationSequence "attestation.sequence" "The sequence is too far from where the source stands.";
    AttestationChanged "attestation.changed" "You have attested something else under this sequence.";
    PollUnknown "attestation.unknown" "Nothing has been attested under this sequence.";
    PollClosed "attestation.closed" "The disagreement has been put away, or there is none.";
    ReportUnknown "report.unknown" "There is no such report.";
    ReportState "report.state" "The report is not at a stage where this can be done.";
    ReportSuperseded "report.superseded" "A later change of the same thing came in between.";
    ReportWindow "report.window" "The time in which this could be undone is over.";
    AgeNotAllowed "activity.age" "The branch's rules ask for another age.";
    PublishingSuspended "activity.publishing_suspended" "The right to publish is suspended.";
    AgentLimit "activity.agent_limit" "An agent may not commit so much on one day.";
    SeatsReserved "activity.reserved" "Somebody enrolled for this day and reward; neither can change so.";
    EnrollingSuspended "enrolment.suspended" "The right to enrol is suspended.";
    RequirementMissing "enrolment.requirement" "A requirement of the activity is not met.";
    OpenEnrolments "enrolment.too_many" "There are too many enrolments to come already.";
    EarnCap "enrolment.earn_cap" "So much cannot be earned on that day any more.";
    BranchLimit "enrolment.branch_limit" "The limit between the two branches leaves no room for this.";
    EnrolmentBlocked "enrolment.blocked" "One of the two has blocked the other.";
    DisputeExists "dispute.exists" "There has been a dispute about this already.";
    DisputeUnknown "dispute.unknown" "There is no open dispute about this.";
    DisputeWindow "dispute.window" "The time for this is over.";
    VerdictInvalid "dispute.verdict" "This verdict is not possible here.";
    VerdictGiven "dispute.verdict_given" "You have named your verdict; another reviewer must name the same.";
    AssessedAlready "assessment.exists" "The participant has been assessed already.";
    BlockUnchanged "block.unchanged" "It is so already.";
    ListingUnknown "listing.unknown" "There is no such offer or need.";
    ListingState "listing.state" "The offer or need is not at a stage where this can be done.";
    ListingRevision "listing.revision" "The offer or need has changed since you saw it.";
    ListingAnswered "listing.answered" "You have answered so already.";
}

impl Code {
    /// The code that stands first in an error text, wherever a chain of wrappers put it.
    pub fn find(error: &str) -> Option<Code> {
        error
            .split(|c: char| !(c.is_ascii_lowercase() || c == '_' || c == '.'))
            .filter(|word| word.contains('.'))
            .find_map(|word| Code::ALL.iter().copied().find(|code| code.text() == word.trim_end_matches('.')))
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.text())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_unique_and_has_a_dot() {
        let texts: std::collections::BTreeSet<_> = Code::ALL.iter().map(|code| code.text()).collect();
        assert_eq!(texts.len(), Code::ALL.len());
        assert!(texts.iter().all(|text| text.split('.').count() == 2));
    }

    #[test]
    fn find_reads_the_code_through_the_wrappers_of_a_node() {
        let text = "failed to execute message; message index: 0: dispatch: submessages: time.insufficient: There is not enough TIME.: execute wasm contract failed";
        assert_eq!(Code::find(text), Some(Code::InsufficientTime));
        assert_eq!(Code::find("codespace: sdk, code: 11"), None);
        assert_eq!(Code::find("activity.state"), Some(Code::ActivityState));
    }
}
