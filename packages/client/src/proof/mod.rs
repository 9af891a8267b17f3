//! Proofs that anybody can check without asking anybody: what a contract of ours keeps under a key, the Merkle path from there to
//! the hash of the chain's state (ICS23), the header that holds this hash, and the signatures of the branches' validators on it.
//! The form of the documents is in `docs/proofs.md`; examples of each, and of each way to forge them, are in `vectors/proofs`.
//!
//! ```text
//!  record ──ICS23 (IAVL)──▶ root of the wasm store ──ICS23 (simple)──▶ app hash ∈ header ◀── commit: > 2/3 of its set
//!                                                                                             │ > 2/3 of the set before
//!                                                          pinned set of block 1 ◀── steps ◀──┘
//! ```
//!
//! What is pinned is a [`Trust`]: chain id, the validators of block 1, and the addresses of the contracts. A later header counts
//! if more than two thirds of a set that is trusted already signed it, besides more than two thirds of its own; or if it is the
//! next one of a trusted header, which names its set. One third would be enough for a light client that follows the chain day by
//! day and can see a validator punished for signing twice. Here a set may have been pinned years ago, and the keys of a branch that
//! has left may have been sold since: with two thirds a forger needs as many of them as the chain itself asks for a block. It
//! costs little, because branches join and leave one by one: a document seldom needs a single step.

mod bundle;
#[cfg(any(test, feature = "fake"))]
pub mod fake;
mod fetch;
mod head;
mod statement;
mod store;
#[cfg(test)]
mod tests;
mod validators;
mod verify;

pub use bundle::{Bundle, Record, Subject, Trust};
pub use fetch::Proven;
pub use head::{Checked, Head, Trusted};
pub use statement::{Line, Statement};
pub use store::{root_of_store, verify_record};
pub use validators::{Validator, Validators};
pub use verify::{Fact, Shown, Signer};

/// Why a document shows nothing. Each has a code, which examples of forged documents name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    #[error("not such a document: {0}")]
    Format(String),
    #[error("it is of another chain than the trusted one")]
    Chain,
    #[error("its first validators are not the trusted ones")]
    Genesis,
    #[error("it does not hold the records that it says it is about")]
    Subject,
    #[error("a record is not what the chain keeps")]
    Record,
    #[error("the chain's contracts are not kept under the header's hash of the state")]
    Store,
    #[error("its heights or times are not in order")]
    Height,
    #[error("the header is not the one that was signed")]
    Header,
    #[error("the validators are not those of the header")]
    Validators,
    #[error("a signature is not that of the validator in whose place it stands")]
    Signature,
    #[error("no more than two thirds of the power of the header's validators signed it")]
    Power,
    #[error("no more than two thirds of the power of the validators trusted before signed the header")]
    Trust,
    #[error("a record cannot be read")]
    Value,
    #[error("the lines are not all movements of the account")]
    Statement,
}

impl ProofError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            ProofError::Format(_) => "proof.format",
            ProofError::Chain => "proof.chain",
            ProofError::Genesis => "proof.genesis",
            ProofError::Subject => "proof.subject",
            ProofError::Record => "proof.record",
            ProofError::Store => "proof.store",
            ProofError::Height => "proof.height",
            ProofError::Header => "proof.header",
            ProofError::Validators => "proof.validators",
            ProofError::Signature => "proof.signature",
            ProofError::Power => "proof.power",
            ProofError::Trust => "proof.trust",
            ProofError::Value => "proof.value",
            ProofError::Statement => "proof.statement",
        }
    }
}

/// More than two thirds.
fn most(part: u64, total: u64) -> bool {
    u128::from(part).saturating_mul(3) > u128::from(total).saturating_mul(2)
}
