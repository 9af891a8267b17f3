#![doc = include_str!("../README.md")]
#![cfg_attr(test, allow(clippy::arithmetic_side_effects, clippy::cast_possible_truncation))]

mod commitment;
mod envelope;
mod proof;
mod window;

pub use commitment::{credential_commitment, kin_commitment, COMMITMENT_SALT_LEN};
pub use envelope::{
    Intent, IntentError, Scope, SignedIntent, HEADER_LEN, MAX_LANES, MAX_MESSAGE_LEN, SIGNATURE_LEN, VERSION,
};
pub use proof::{attendance_digest, key_proof_digest, AttendanceSide};
pub use window::{NonceRefused, NonceWindow, WINDOW_BITS};

/// A canonical (32-byte) contract address.
pub type CanonicalAddress = [u8; 32];

/// A sha256 digest.
pub type Digest = [u8; 32];
