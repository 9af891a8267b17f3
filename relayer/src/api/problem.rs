use crate::relay::RelayError;
use axum::http::{header, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::collections::BTreeMap;
use timebank_api::Code;
use utoipa::openapi::response::Response as ResponseDoc;
use utoipa::openapi::{ContentBuilder, Ref, RefOr, ResponseBuilder};
use utoipa::{IntoResponses, ToSchema};

/// An error as the outside sees it: a problem document (RFC 9457) with a stable code. Contracts' codes pass through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub code: &'static str,
    pub status: u16,
    title: &'static str,
    detail: Option<String>,
    tries_left: Option<u32>,
    retry_after: Option<u64>,
}

/// A problem document (RFC 9457).
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub(super) struct Document<'a> {
    /// `urn:timebank:problem:` and the code.
    #[serde(rename = "type")]
    kind: String,
    /// What the code says, in plain English. Screens translate by code.
    title: &'a str,
    status: u16,
    /// Stable; see the table of codes in the handbook.
    #[schema(example = "transaction_password.wrong")]
    code: &'a str,
    /// What exactly, where there is more to say.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'a str>,
    /// How many guesses are left before the secret is locked.
    #[serde(skip_serializing_if = "Option::is_none")]
    tries_left: Option<u32>,
    /// Seconds after which it makes sense to ask again; also in the header `Retry-After`.
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after: Option<u64>,
}

macro_rules! own_codes {
    ($($variant:ident $text:literal $status:literal $sentence:literal;)+) => {
        /// The codes that the relayer itself answers with, beside those of the contracts.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Own { $(#[doc = $sentence] $variant,)+ }

        impl Own {
            pub const ALL: &'static [Own] = &[$(Own::$variant,)+];

            pub fn text(self) -> &'static str {
                match self { $(Own::$variant => $text,)+ }
            }

            fn status(self) -> u16 {
                match self { $(Own::$variant => $status,)+ }
            }

            fn sentence(self) -> &'static str {
                match self { $(Own::$variant => $sentence,)+ }
            }
        }
    };
}

own_codes! {
    Login "auth.login" 401 "Phone number or password is wrong.";
    Session "auth.session" 401 "Please log in.";
    Locked "auth.locked" 423 "Too many wrong attempts; it is locked for a while.";
    NotRegistered "auth.not_registered" 409 "The registration is not finished yet.";
    ResetCode "auth.reset_code" 422 "The code is wrong or too old.";
    PhoneInvalid "phone.invalid" 422 "This is not a mobile number.";
    PhoneTaken "phone.taken" 409 "This phone number has an account already.";
    IdNumberForm "id_number.form" 422 "An ID number has 17 digits and a check character.";
    IdNumberChecksum "id_number.checksum" 422 "The ID number's check character does not fit.";
    IdNumberRegion "id_number.region" 422 "The ID number does not begin with a region's code.";
    IdNumberDate "id_number.date" 422 "The ID number's date of birth is not possible.";
    IdNumberSample "id_number.sample" 422 "Sample ID numbers are not accepted here.";
    PasswordLength "password.length" 422 "A password has 8 to 128 characters.";
    PasswordCommon "password.common" 422 "This password is guessed too easily.";
    PassphraseLength "passphrase.length" 422 "An office passphrase has 12 to 128 characters.";
    TransactionPasswordForm "transaction_password.form" 422 "A transaction password has 6 to 64 characters.";
    TransactionPasswordTrivial "transaction_password.trivial" 422 "This transaction password is guessed too easily.";
    TransactionPasswordWrong "transaction_password.wrong" 403 "The transaction password is wrong.";
    TransactionPasswordRequired "transaction_password.required" 403 "This needs the transaction password.";
    TransactionPasswordUnset "transaction_password.unset" 409 "Please set a transaction password first.";
    TransactionPasswordPending "transaction_password.pending" 409 "The transaction password is still being set.";
    TransactionPasswordLocked "transaction_password.locked" 423 "Too many wrong transaction passwords; it is locked for a while.";
    OfficeLocked "office.locked" 403 "Please unlock your office with its passphrase.";
    OfficePassphrase "office.passphrase" 403 "The office passphrase is wrong.";
    OfficePassphraseLocked "office.passphrase_locked" 423 "Too many wrong passphrases; it is locked for a while.";
    OfficeUnset "office.unset" 409 "Please set an office passphrase first.";
    Json "request.json" 400 "The body is not the JSON that is expected.";
    MediaType "request.media_type" 415 "The body must be application/json.";
    BodySize "request.size" 413 "The body is too large.";
    Parameter "request.parameter" 400 "A parameter cannot be read.";
    NotFound "request.not_found" 404 "There is nothing here.";
    Method "request.method" 405 "This cannot be done here.";
    Timeout "request.timeout" 504 "It took too long; ask again.";
    IdempotencyMissing "idempotency.missing" 400 "The header Idempotency-Key is missing or not 1 to 64 printable characters.";
    IdempotencyMismatch "idempotency.mismatch" 422 "This idempotency key was used for something else.";
    IdempotencyInProgress "idempotency.in_progress" 409 "The same request is being worked on.";
    RateLimited "rate.limited" 429 "Too many requests; please wait.";
    Busy "system.busy" 503 "Too much to do at once; please ask again.";
    RelayBusy "relay.busy" 429 "Too many of your actions are under way; please wait.";
    CatchingUp "relay.catching_up" 503 "The branch is catching up with the ledger; please ask again.";
    ContentUnknown "content.unknown" 404 "There is no such text here.";
    ActionUnknown "action.unknown" 404 "There is no such action.";
    ReceiptUnknown "receipt.unknown" 404 "There is no receipt yet.";
    AttendanceKeyElsewhere "attendance.key_elsewhere" 409 "The codes of this activity are shown by another branch.";
}

/// The status that a contract's code is answered with. Whatever is not listed is a conflict with the ledger's state.
fn contract_status(code: Code) -> u16 {
    match code {
        Code::Unauthorized
        | Code::ScopeInsufficient
        | Code::RoleMissing
        | Code::OtherBranch
        | Code::OwnCase
        | Code::AgentNotAllowed
        | Code::NotRelayable
        | Code::NotAdministrator
        | Code::NotPayer
        | Code::OwnActivity
        | Code::GrantNotEligible => 403,
        Code::ActivityUnknown
        | Code::EnrolmentUnknown
        | Code::MemberUnknown
        | Code::BranchUnknown
        | Code::PackUnknown
        | Code::GrantRuleUnknown => 404,
        Code::FundsSent
        | Code::MessageInvalid
        | Code::AddressInvalid
        | Code::TextInvalid
        | Code::TooMany
        | Code::ActivityTimes
        | Code::ActivitySeats
        | Code::ActivityReward
        | Code::CodeInvalid
        | Code::CodeExpired
        | Code::CodeReplayed
        | Code::MinutesInvalid
        | Code::RatingScore
        | Code::RecipientUnregistered
        | Code::ZeroAmount => 422,
        Code::StateInvalid | Code::Overflow | Code::Internal | Code::NotWired => 500,
        _ => 409,
    }
}

impl Problem {
    fn make(code: &'static str, status: u16, title: &'static str) -> Self {
        Problem { code, status, title, detail: None, tries_left: None, retry_after: None }
    }

    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    #[must_use]
    pub fn with_tries_left(mut self, tries: Option<u32>) -> Self {
        self.tries_left = tries;
        self
    }

    #[must_use]
    pub fn with_retry_after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// Something of ours is broken: the cause goes to the log, not to the caller.
    pub fn internal(cause: &dyn std::fmt::Display) -> Self {
        tracing::error!(%cause, "a request failed");
        Code::Internal.into()
    }
}

impl From<Own> for Problem {
    fn from(code: Own) -> Self {
        Problem::make(code.text(), code.status(), code.sentence())
    }
}

impl From<Code> for Problem {
    fn from(code: Code) -> Self {
        Problem::make(code.text(), contract_status(code), code.sentence())
    }
}

impl From<sqlx::Error> for Problem {
    fn from(error: sqlx::Error) -> Self {
        Problem::internal(&error)
    }
}

impl From<RelayError> for Problem {
    fn from(error: RelayError) -> Self {
        match error {
            RelayError::NotRelayable => Code::NotRelayable.into(),
            RelayError::TooLong => Code::MessageInvalid.into(),
            RelayError::Epoch => Code::IntentEpoch.into(),
            RelayError::Busy => Problem::from(Own::RelayBusy).with_retry_after(5),
            RelayError::CatchingUp => Problem::from(Own::CatchingUp).with_retry_after(2),
            RelayError::Signing | RelayError::Database(_) => Problem::internal(&error),
        }
    }
}

/// Every operation may answer with a problem; which ones is said by the codes.
impl IntoResponses for Problem {
    fn responses() -> BTreeMap<String, RefOr<ResponseDoc>> {
        let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
        let response = ResponseBuilder::new()
            .description("A problem, with a stable code")
            .content("application/problem+json", content)
            .build();
        BTreeMap::from([("default".to_owned(), response.into())])
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let document = Document {
            kind: format!("urn:timebank:problem:{}", self.code),
            title: self.title,
            status: self.status,
            code: self.code,
            detail: self.detail.as_deref(),
            tries_left: self.tries_left,
            retry_after: self.retry_after,
        };
        let body = serde_json::to_vec(&document).unwrap_or_default();
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_unique_over_relayer_and_contracts_and_has_an_error_status() {
        let own = Own::ALL.iter().map(|code| Problem::from(*code));
        let contracts = Code::ALL.iter().map(|code| Problem::from(*code));
        let all: Vec<_> = own.chain(contracts).collect();
        let texts: std::collections::BTreeSet<_> = all.iter().map(|problem| problem.code).collect();
        assert_eq!(texts.len(), all.len());
        for problem in all {
            assert!((400..600).contains(&problem.status), "{}", problem.code);
            assert!(problem.title.ends_with('.'), "{}", problem.code);
        }
    }
}
