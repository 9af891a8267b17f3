use cosmwasm_std::{OverflowError, StdError};
use thiserror::Error as ThisError;
use timebank_api::Code;

/// A contract's error. Its text begins with the stable code, whatever the cause; what the code says, [`Code::english`]
/// and [`Code::chinese`], is told where people read it and is no part of a contract.
#[derive(Debug, ThisError)]
pub enum Error {
    #[error("{code}")]
    Refused { code: Code },
    /// With a detail that helps: an amount, a state; never anything a sender wrote.
    #[error("{code} ({detail})")]
    RefusedWith { code: Code, detail: String },
    #[error("{}: {0}", Code::Internal)]
    Std(#[from] StdError),
}

impl Error {
    /// A refusal with a detail.
    pub fn with(code: Code, detail: impl ToString) -> Self {
        Error::RefusedWith { code, detail: detail.to_string() }
    }

    /// The stable code.
    pub fn code(&self) -> Code {
        match self {
            Error::Refused { code } | Error::RefusedWith { code, .. } => *code,
            Error::Std(_) => Code::Internal,
        }
    }
}

impl From<Code> for Error {
    fn from(code: Code) -> Self {
        Error::Refused { code }
    }
}

impl From<OverflowError> for Error {
    fn from(_: OverflowError) -> Self {
        Code::Overflow.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_begins_with_the_code() {
        let plain = Error::from(Code::BudgetExceeded).to_string();
        assert_eq!(plain, "time.budget");
        assert_eq!(Code::find(&plain), Some(Code::BudgetExceeded));
        let detailed = Error::with(Code::InsufficientTime, 30);
        assert_eq!(detailed.to_string(), "time.insufficient (30)");
        assert_eq!(Error::from(StdError::generic_err("x")).code(), Code::Internal);
    }
}
