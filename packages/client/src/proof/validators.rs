use super::ProofError;
use base64::engine::general_purpose::STANDARD;
use base64::Engine;
use cosmrs::tendermint::validator::{Info, Set};
use cosmrs::tendermint::{vote, Hash, PublicKey};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// Somebody who signs blocks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Validator {
    /// What the branch calls its validator. No signature covers it: it is worth what the document is worth in which it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Ed25519, 32 bytes in base64.
    pub public_key: String,
    /// Its part of all votes, below 2^53.
    pub power: u64,
}

/// A set of validators, in any order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Validators(pub Vec<Validator>);

/// Above this some readers of JSON round.
const MOST: u64 = (1 << 53) - 1;

impl Validators {
    /// The set in the chain's own form and order.
    ///
    /// # Errors
    /// [`ProofError::Validators`] if it cannot be a set of this chain: a key that is none, the same one twice, no power or too much.
    pub fn set(&self) -> Result<Set, ProofError> {
        let (mut infos, mut seen, mut total) = (Vec::new(), HashSet::new(), 0u64);
        for validator in &self.0 {
            let key = STANDARD.decode(&validator.public_key).map_err(|_| ProofError::Validators)?;
            let key = PublicKey::from_raw_ed25519(&key).ok_or(ProofError::Validators)?;
            total = total.checked_add(validator.power).ok_or(ProofError::Validators)?;
            if validator.power == 0 || total > MOST || !seen.insert(key.to_bytes()) {
                return Err(ProofError::Validators);
            }
            let power = vote::Power::try_from(validator.power).map_err(|_| ProofError::Validators)?;
            infos.push(Info::new(key, power));
        }
        match infos.is_empty() {
            true => Err(ProofError::Validators),
            false => Ok(Set::without_proposer(infos)),
        }
    }

    /// What a header says of this set, in hexadecimal.
    ///
    /// # Errors
    /// As [`Validators::set`].
    pub fn hash(&self) -> Result<String, ProofError> {
        Ok(hex::encode(self.set()?.hash().as_bytes()))
    }

    /// From what a node says.
    ///
    /// # Errors
    /// [`ProofError::Validators`] if one signs with another kind of key than Ed25519.
    pub fn new(infos: &[Info]) -> Result<Self, ProofError> {
        let one = |info: &Info| {
            let key = info.pub_key.ed25519().ok_or(ProofError::Validators)?;
            let public_key = STANDARD.encode(key.as_bytes());
            Ok(Validator { name: info.name.clone(), public_key, power: info.power() })
        };
        infos.iter().map(one).collect::<Result<_, _>>().map(Validators)
    }

    /// The name of whoever has a key, if it is known.
    pub fn name(&self, key: &PublicKey) -> Option<&str> {
        let key = STANDARD.encode(key.to_bytes());
        let known = self.0.iter().find(|validator| validator.public_key == key)?;
        known.name.as_deref()
    }
}

/// Whether a set hashes to this.
pub(super) fn is_set(set: &Set, hash: Hash) -> bool {
    set.hash() == hash
}
