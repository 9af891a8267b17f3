//! The words of the API as its description shows them. The values themselves are those of `timebank-api`, which knows nothing of
//! OpenAPI; a test holds the two together.
#![allow(dead_code)]

use utoipa::ToSchema;

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($word:ident),+ $(,)? })+) => {
        $(
            $(#[$doc])*
            #[derive(ToSchema)]
            #[schema(rename_all = "snake_case")]
            pub(super) enum $name { $($word),+ }
        )+
    };
}

words! {
    /// What kind of help it is.
    Category {
        Meals, Medical, Bathing, Cleaning, Emergency, Escort, Company, Repairs, Digital, Learning, Culture, Community,
    }
    /// Where the TIME comes from: the publisher's own balance, the branch's issuance budget or its welfare fund.
    Payer { OwnBalance, Issuance, WelfareFund }
    /// Whether an enrolment needs an administrator's word.
    Admission { Automatic, ByAdministrator }
    /// Which end of the service.
    AttendanceSide { Start, End }
    /// The step of the progress bar.
    Stage {
        Draft, Submitted, Returned, Approved, Registration, Ready, InProgress, Ended, Settled, Cancelled,
    }
    /// Where a participant is.
    EnrolmentState {
        Waitlisted, Enrolled, Admitted, Declined, Withdrawn, Attending, Attended, Disputed, Agreed, Settled,
    }
    /// What a key may do.
    Scope { Everyday, Owner, Office }
    /// An office.
    Role { Publisher, Reviewer, BranchAdministrator, TrainingAdministrator, Auditor, Custodian }
    /// Why TIME moved.
    MovementKind {
        Hold, Settle, Refund, MintService, MintGrant, Transfer, Burn, MintOpening, FundHold, Gift, GiftOffered, GiftReturned,
        Donate, Inherit, Overflow, Expire, Reversal, TopUp,
    }
    /// Where the TIME of a settlement came from.
    ReceiptSource { OwnBalance, Issuance, WelfareFund }
    /// What a service asks of whoever gives it: nothing special, a training, or a profession.
    Skill { Plain, Trained, Professional }
    /// A class of age: under 18, 18 to 59, 60 to 64, 65 to 79, from 80.
    AgeClass { Under18, Under60, From60, From65, From80 }
    /// What is said about a service after it.
    FollowUpKind { Complaint, RepeatVisit, ThankYou, Incident, Insurance }
    /// Whether help is offered or needed.
    ListingKind { Offer, Need }
    /// Where a standing offer or need is.
    ListingState { Draft, Submitted, Returned, Approved, Closed }
    /// How far a need that nobody takes has come: shown in a wider radius, volunteers invited, the branch's staff asked.
    Escalation { None, Wider, Invited, Staff }
}

/// What somebody must show to take part: to have passed a course; a certificate of it that is valid when the service begins;
/// stars; a credential of a predicate, opened when enrolling; a class of age; a branch.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(super) enum Requirement {
    Course { course: u64 },
    Certificate { course: u64 },
    Stars { min: u8 },
    Credential { predicate: u8 },
    Age { min: AgeClass },
    Branch { branch: u32 },
}

/// Shows what is behind a credential's commitment.
#[derive(ToSchema)]
pub(super) struct Opening {
    pub predicate: u8,
    /// 16 bytes in hexadecimal.
    #[schema(example = "000102030405060708090a0b0c0d0e0f")]
    pub salt: String,
}

/// One more time of a series.
#[derive(ToSchema)]
pub(super) struct Occurrence {
    pub registration: Window,
    pub service: Window,
}

/// A span of time in seconds of Unix time; `start` is in it, `end` is not.
#[derive(ToSchema)]
pub(super) struct Window {
    pub start: u64,
    pub end: u64,
}

/// TIME for a participant: for having taken part, or per 60 minutes of service.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(super) enum Reward {
    PerParticipant { minutes: u32 },
    PerHour { minutes: u32 },
}

/// What is decided about a disputed service: before payment these minutes are paid or nothing is; after it so much goes back.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(super) enum Verdict {
    Pay { minutes: u32 },
    Refund,
    Reverse { minutes: u32 },
}

words! {
    /// Where a gift is that must be accepted.
    GiftState { Waiting, Accepted, Returned }
    /// Where a course is.
    CourseState { Draft, Submitted, Open, Running, Completed, Cancelled }
    /// Where a participant of a course is.
    PlaceState { Waitlisted, Enrolled, Withdrawn, Passed, Failed }
    /// Whether a certificate was taken back.
    CertificateStatus { Valid, Revoked }
    /// What an agent may do: take part in activities and courses; publish and pay; donate; ask for changes of the profile.
    Right { TakePart, Commit, Donate, Profile }
    /// Whether a member may act.
    MemberStatus { Active, Suspended, Closed, Frozen, Deceased }
    /// Why two office-holders freeze an account.
    FreezeCause { Dispute, Court }
    /// What a profile commitment stands for.
    ProfileKind { Profile, VolunteerNumber, Skills, Interests }
    /// Where what waits for a decision is; a newer request takes the place of one that waits.
    Decided { Waiting, Approved, Refused, Replaced }
    /// Where a case is.
    CaseState { Open, Approved, Refused }
    /// Where a draft of a rule pack is.
    DraftState { Drafted, Published, Revised, Adopted, Withdrawn }
    /// Where a fact of a partner institution is.
    ReportState { Pending, Applied, Refused, Rejected, Undone, Superseded }
    /// Where what feeders say about one change is.
    PollState { Open, Disputed, Agreed, Dismissed }
    /// What a partner institution says.
    ChangeKind { Credential, RevokeCredential, Age, Deceased, Certificate, RevokeCertificate }
}

/// The proof of one settled service; minutes of service and of TIME, times in seconds of Unix time.
#[derive(ToSchema)]
pub(super) struct Receipt {
    #[schema(inline)]
    pub source: ReceiptSource,
    pub payer: u64,
    pub participant: u64,
    pub started: u64,
    pub ended: u64,
    pub minutes: u32,
    pub paid: u32,
    pub returned: u32,
    pub height: u64,
    pub settled: u64,
    pub pack: u32,
}

/// A proof of what the ledger has after a block; `docs/proofs.md` says how it is checked.
#[derive(ToSchema)]
pub(super) struct ProofBundle {
    /// `timebank/proof/1`.
    pub format: String,
    pub chain_id: String,
    /// The block after which it was so.
    pub height: u64,
    pub subject: ProofSubject,
    pub records: Vec<ProofRecord>,
    /// ICS23 proof (protobuf, base64) of the root of the contracts' store under the hash of the state.
    pub store: String,
    /// Of the next block, whose header holds the hash of the state.
    pub head: ProofHead,
    /// Who signs block 1: to be compared with what is trusted.
    pub genesis: Vec<ProofValidator>,
    /// Heads that vouch for each other, where the first validators do not vouch for `head`.
    pub steps: Vec<ProofHead>,
}

/// What is proven.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[serde(tag = "kind")]
pub(super) enum ProofSubject {
    Receipt { activity: u64, participant: u64 },
    Certificate { certificate: u64 },
    Supply { branches: Vec<u32> },
    Account { account: String },
}

/// What a contract keeps under a key.
#[derive(ToSchema)]
pub(super) struct ProofRecord {
    /// Bech32.
    pub contract: String,
    /// Hexadecimal.
    pub key: String,
    /// Hexadecimal; nothing if there is none.
    pub value: Option<String>,
    /// ICS23 proof (protobuf, base64) in the tree of the contracts' store.
    pub proof: String,
}

/// A block's header and the signatures on it, as CometBFT's RPC gives them, and who could sign.
#[derive(ToSchema)]
pub(super) struct ProofHead {
    #[schema(value_type = Object)]
    pub header: (),
    #[schema(value_type = Object)]
    pub commit: (),
    pub validators: Vec<ProofValidator>,
}

/// Somebody who signs blocks.
#[derive(ToSchema)]
pub(super) struct ProofValidator {
    /// No signature covers it.
    pub name: Option<String>,
    /// Ed25519, base64.
    pub public_key: String,
    pub power: u64,
}

/// The movements of an account with the proof that none is missing.
#[derive(ToSchema)]
pub(super) struct ProvenStatement {
    /// `timebank/statement/1`.
    pub format: String,
    /// The account before the first line; from its beginning without.
    pub before: Option<ProofBundle>,
    /// The account after the last line.
    pub after: ProofBundle,
    /// Oldest first.
    pub lines: Vec<super::statement::StatementLine>,
}

/// What must be known beforehand to check a proof.
#[derive(ToSchema)]
pub(super) struct Trust {
    /// `timebank/trust/1`.
    pub format: String,
    pub chain_id: String,
    /// Who signs block 1.
    pub validators: Vec<ProofValidator>,
    /// The contracts' addresses by name.
    #[schema(value_type = Object)]
    pub contracts: (),
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;
    use utoipa::PartialSchema;

    fn words<S: PartialSchema>() -> Vec<String> {
        let schema = serde_json::to_value(S::schema()).unwrap();
        let words = schema["enum"].as_array().unwrap();
        words.iter().map(|word| word.as_str().unwrap().to_owned()).collect()
    }

    fn agree<S: PartialSchema, T: serde::Serialize + serde::de::DeserializeOwned>(count: usize) {
        let words = words::<S>();
        assert_eq!(words.len(), count);
        for word in words {
            let value: T = serde_json::from_value(Value::String(word.clone())).unwrap();
            assert_eq!(serde_json::to_value(value).unwrap(), Value::String(word));
        }
    }

    #[test]
    fn every_word_is_one_of_the_contracts() {
        use timebank_api::{activity_registry as registry, record, time_token, Role as Office};
        agree::<Category, registry::Category>(12);
        agree::<Payer, registry::Payer>(3);
        agree::<Admission, registry::Admission>(2);
        agree::<AttendanceSide, registry::AttendanceSide>(2);
        agree::<Stage, registry::Stage>(10);
        agree::<EnrolmentState, registry::EnrolmentState>(10);
        agree::<Role, Office>(Office::ALL.len());
        agree::<MovementKind, time_token::MovementKind>(18);
        agree::<ReceiptSource, record::ReceiptSource>(3);
        agree::<Skill, timebank_api::rulebook::Skill>(3);
        agree::<AgeClass, record::AgeClass>(5);
        agree::<FollowUpKind, registry::FollowUpKind>(5);
        agree::<ListingKind, registry::ListingKind>(2);
        agree::<ListingState, registry::ListingState>(5);
        agree::<Escalation, registry::Escalation>(4);
        use timebank_api::{member_registry as members, oracle, rulebook, training, Right as ApiRight};
        agree::<CourseState, training::CourseState>(6);
        agree::<PlaceState, training::PlaceState>(5);
        agree::<CertificateStatus, training::CertificateStatus>(2);
        agree::<Right, ApiRight>(4);
        agree::<MemberStatus, record::MemberStatus>(5);
        agree::<FreezeCause, members::FreezeCause>(2);
        agree::<ProfileKind, members::ProfileKind>(4);
        agree::<DraftState, rulebook::DraftState>(5);
        agree::<ReportState, oracle::ReportState>(6);
        agree::<PollState, oracle::PollState>(4);
        agree::<ChangeKind, oracle::ChangeKind>(6);
    }
}
