use crate::custody::CustodyError;
use thiserror::Error;
use timebank_api::Code;

/// Why identity refused.
#[derive(Debug, Error)]
pub enum IdentityError {
    #[error("not a mobile number")]
    PhoneInvalid,
    #[error("the phone number has an account")]
    PhoneTaken,
    #[error("not 17 digits and a check character")]
    IdNumberForm,
    #[error("the check character does not fit")]
    IdNumberChecksum,
    #[error("no region has this code")]
    IdNumberRegion,
    #[error("the date of birth is not possible")]
    IdNumberDate,
    #[error("sample numbers are not accepted")]
    IdNumberSample,
    #[error("this person has an account")]
    PersonRegistered,
    #[error("a password has 8 to 128 characters")]
    PasswordLength,
    #[error("the password is guessed too easily")]
    PasswordCommon,
    #[error("a passphrase has 12 to 128 characters")]
    PassphraseLength,
    #[error("a transaction password has 6 to 64 characters")]
    TransactionPasswordForm,
    #[error("the transaction password is guessed too easily")]
    TransactionPasswordTrivial,
    #[error("the transaction password is wrong")]
    TransactionPasswordWrong { left: u32 },
    #[error("the transaction password is locked")]
    TransactionPasswordLocked { seconds: u64 },
    #[error("the transaction password is locked for good")]
    TransactionPasswordClosed,
    #[error("the member keeps its keys itself")]
    Left,
    #[error("not two keys with their proofs")]
    CustodyKeys,
    #[error("no transaction password has been set")]
    TransactionPasswordUnset,
    #[error("the transaction password is on its way to the chain")]
    TransactionPasswordPending,
    #[error("the current transaction password is needed")]
    TransactionPasswordRequired,
    #[error("the passphrase is wrong")]
    OfficePassphrase { left: u32 },
    #[error("the passphrase is locked")]
    OfficeLocked { seconds: u64 },
    #[error("no passphrase has been set")]
    OfficeUnset,
    #[error("phone number or password is wrong")]
    Login,
    #[error("the login is locked")]
    LoginLocked { seconds: u64 },
    #[error("no office is held")]
    RoleMissing,
    #[error("the code is wrong or too old")]
    ResetCode,
    #[error("the session is over")]
    Session,
    #[error("the registration is not finished")]
    NotRegistered,
    #[error("the secret that the two branches share was not used")]
    Peer,
    #[error("not a blinded point")]
    RegistrarPoint,
    #[error("the branch has asked too often")]
    RegistrarLimit { seconds: u64 },
    #[error("a registrar is out of reach")]
    RegistrarUnavailable { seconds: u64 },
    #[error("the password must be typed again")]
    StepUp,
    #[error("the password is wrong")]
    Password { left: u32 },
    #[error("there is no such session")]
    SessionUnknown,
    #[error("name and ID number do not belong together")]
    VerifierMismatch,
    #[error("the name is needed")]
    VerifierName,
    #[error("the identity check is out of reach")]
    VerifierUnavailable,
    #[error("there is no such member in this branch's care")]
    MemberUnknown,
    #[error("there is no such text to agree to")]
    ConsentUnknown,
    #[error("something is still under way")]
    ErasureOpen,
    #[error("there is a balance")]
    ErasureBalance,
    #[error("a reason is needed")]
    Reason,
    #[error("there is nothing of the member to hand over")]
    HandOverUnknown,
    #[error("the hand-over has to wait")]
    HandOverWaits,
    #[error("what came along with a member is wrong: {0}")]
    Luggage(&'static str),
    #[error(transparent)]
    Custody(#[from] CustodyError),
    #[error(transparent)]
    Relay(#[from] crate::relay::RelayError),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    #[error("{0}")]
    Internal(String),
}

impl IdentityError {
    /// The stable code that the outside sees.
    pub fn code(&self) -> &'static str {
        match self {
            IdentityError::PhoneInvalid => "phone.invalid",
            IdentityError::PhoneTaken => "phone.taken",
            IdentityError::IdNumberForm => "id_number.form",
            IdentityError::IdNumberChecksum => "id_number.checksum",
            IdentityError::IdNumberRegion => "id_number.region",
            IdentityError::IdNumberDate => "id_number.date",
            IdentityError::IdNumberSample => "id_number.sample",
            IdentityError::PersonRegistered => Code::PersonRegistered.text(),
            IdentityError::PasswordLength => "password.length",
            IdentityError::PasswordCommon => "password.common",
            IdentityError::PassphraseLength => "passphrase.length",
            IdentityError::TransactionPasswordForm => "transaction_password.form",
            IdentityError::TransactionPasswordTrivial => "transaction_password.trivial",
            IdentityError::TransactionPasswordWrong { .. } => "transaction_password.wrong",
            IdentityError::TransactionPasswordLocked { .. } => "transaction_password.locked",
            IdentityError::TransactionPasswordClosed => "transaction_password.closed",
            IdentityError::Left => "signer.left",
            IdentityError::CustodyKeys => "custody.keys",
            IdentityError::TransactionPasswordUnset => "transaction_password.unset",
            IdentityError::TransactionPasswordPending => "transaction_password.pending",
            IdentityError::TransactionPasswordRequired => "transaction_password.required",
            IdentityError::OfficePassphrase { .. } => "office.passphrase",
            IdentityError::OfficeLocked { .. } => "office.passphrase_locked",
            IdentityError::OfficeUnset => "office.unset",
            IdentityError::Login => "auth.login",
            IdentityError::LoginLocked { .. } => "auth.locked",
            IdentityError::RoleMissing => Code::RoleMissing.text(),
            IdentityError::ResetCode => "auth.reset_code",
            IdentityError::Session => "auth.session",
            IdentityError::NotRegistered => "auth.not_registered",
            IdentityError::Peer => "auth.branch",
            IdentityError::RegistrarPoint => "registrar.point",
            IdentityError::RegistrarLimit { .. } => "registrar.limit",
            IdentityError::RegistrarUnavailable { .. } => "registrar.unavailable",
            IdentityError::StepUp => "auth.step_up",
            IdentityError::Password { .. } => "auth.password",
            IdentityError::SessionUnknown => "session.unknown",
            IdentityError::VerifierMismatch => "identity.mismatch",
            IdentityError::VerifierName => "identity.name",
            IdentityError::VerifierUnavailable => "identity.unavailable",
            IdentityError::MemberUnknown => Code::MemberUnknown.text(),
            IdentityError::ConsentUnknown => "consent.unknown",
            IdentityError::ErasureOpen => "erasure.open",
            IdentityError::ErasureBalance => "erasure.balance",
            IdentityError::Reason => "counter.reason",
            IdentityError::HandOverUnknown => "hand_over.unknown",
            IdentityError::HandOverWaits => "hand_over.waits",
            IdentityError::Custody(CustodyError::Busy) => "system.busy",
            IdentityError::Relay(error) => error.code(),
            IdentityError::Luggage(_)
            | IdentityError::Custody(_)
            | IdentityError::Database(_)
            | IdentityError::Internal(_) => Code::Internal.text(),
        }
    }

    /// How many guesses are left, if one was wrong.
    pub fn tries_left(&self) -> Option<u32> {
        match self {
            IdentityError::TransactionPasswordWrong { left }
            | IdentityError::OfficePassphrase { left }
            | IdentityError::Password { left } => Some(*left),
            _ => None,
        }
    }

    /// Seconds until it makes sense to try again, if it is locked.
    pub fn retry_after(&self) -> Option<u64> {
        match self {
            IdentityError::TransactionPasswordLocked { seconds }
            | IdentityError::OfficeLocked { seconds }
            | IdentityError::LoginLocked { seconds }
            | IdentityError::RegistrarLimit { seconds }
            | IdentityError::RegistrarUnavailable { seconds } => Some(*seconds),
            IdentityError::VerifierUnavailable => Some(30),
            IdentityError::HandOverWaits => Some(5),
            IdentityError::Custody(CustodyError::Busy) => Some(2),
            _ => None,
        }
    }
}
