//! Whether what is said can be.

use crate::guard::ensure;
use crate::state::Source;
use cosmwasm_std::HexBinary;
use timebank_api::oracle::{
    Attestation, Change, MemberFact, SourceInput, CLOCK_SKEW, MAX_FEEDERS, SEQUENCE_WINDOW,
};
use timebank_api::{Code, Seconds};
use timebank_std::{check_text, Result};

const DIGEST_LENGTH: usize = 32;

/// # Errors
/// `request.text`, `source.invalid`.
pub fn source(input: &SourceInput) -> Result<()> {
    check_text("name", &input.name, 1, 80)?;
    let feeders = input.feeders.len();
    let votes = usize::from(input.k);
    let majority = votes > 0 && (feeders == 0 || votes <= feeders && votes.saturating_mul(2) > feeders);
    let kinds = input.rules.iter().map(|rule| rule.kind);
    let sane = majority
        && feeders <= MAX_FEEDERS
        && once(input.feeders.iter())
        && once(kinds)
        && input.staleness > 0
        && input.mass_change > 0;
    ensure(sane, Code::SourceInvalid)
}

fn once<T: PartialEq>(items: impl Iterator<Item = T> + Clone) -> bool {
    items.clone().enumerate().all(|(index, item)| !items.clone().take(index).any(|other| other == item))
}

/// Whether a feeder may say this now.
///
/// # Errors
/// The `attestation` codes.
pub fn attestation(source: &Source, standing: u64, said: &Attestation, now: Seconds) -> Result<()> {
    ensure(source.rule(said.change.kind()).is_some(), Code::AttestationKind)?;
    ensure(said.digest.len() == DIGEST_LENGTH && commitment(&said.change), Code::AttestationInvalid)?;
    let young = said.observed.saturating_add(source.staleness) >= now;
    ensure(young && said.observed <= now.saturating_add(CLOCK_SKEW), Code::AttestationTime)?;
    let near = said.sequence > standing.saturating_sub(SEQUENCE_WINDOW)
        && said.sequence <= standing.saturating_add(SEQUENCE_WINDOW);
    ensure(near, Code::AttestationSequence)
}

fn commitment(change: &Change) -> bool {
    let whole = |digest: &HexBinary| digest.len() == DIGEST_LENGTH;
    match change {
        Change::Member {
            fact: MemberFact::Credential { commitment, .. } | MemberFact::RevokeCredential { commitment },
        } => whole(commitment),
        Change::Certificate { holder, .. } => whole(holder),
        _ => true,
    }
}

/// A reason: 1 to 200 characters.
///
/// # Errors
/// `request.text`.
pub fn reason(reason: &str) -> Result<()> {
    check_text("reason", reason, 1, 200)
}
