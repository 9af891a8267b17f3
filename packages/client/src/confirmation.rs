//! The branch's word that it has accepted an action, which anybody can check without asking anybody.
//!
//! What is signed is the sha256 of these bytes; numbers are big-endian:
//!
//! | bytes | what |
//! |---|---|
//! | 20 | the text `timebank/accepted/v2` |
//! | 1 + n | length and text of the chain id |
//! | 4 | the branch |
//! | 16 | the action's id, a UUID |
//! | 32 | the intent's digest |
//! | 8 | when it was accepted, Unix seconds |
//! | 8 | until when it may be carried out, Unix seconds |
//! | 8 | the last block that the branch knew then |
//! | 1 | against what it was checked: see [`Checked`] |
//!
//! Earlier versions of the relayer confirmed by `timebank/accepted/v1`, without the last byte.
//!
//! The signature is secp256k1's over that digest, 64 bytes with a low S. The key is one of the branch's operator keys: the
//! member-registry on chain says of its address which branch it works for. A branch promises that it has accepted the action and
//! will hand it in, not that it succeeds: that is decided by the chain.

use crate::secret::{verifies, SecretKey, SecretKeyError};
use sha2::{Digest, Sha256};
use timebank_api::BranchId;

const DOMAIN: &[u8] = b"timebank/accepted/v2";
const FIRST_DOMAIN: &[u8] = b"timebank/accepted/v1";
const KEY: usize = 33;

/// Against what a branch has checked an action before it confirmed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Checked {
    /// Only who signs it.
    Signer = 0,
    /// What the branch knows of the ledger: balance less what is under way, rights, states.
    Records = 1,
    /// A node has carried it out on trial, on the state of the last block.
    Trial = 2,
}

impl Checked {
    /// Every one, in the order of its byte.
    pub const ALL: [Checked; 3] = [Checked::Signer, Checked::Records, Checked::Trial];

    /// The byte that is signed.
    pub fn byte(self) -> u8 {
        match self {
            Checked::Signer => 0,
            Checked::Records => 1,
            Checked::Trial => 2,
        }
    }

    /// Nothing for a byte that none has.
    pub fn from_byte(byte: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|checked| checked.byte() == byte)
    }
}

/// What is confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accepted<'a> {
    pub chain_id: &'a str,
    pub branch: BranchId,
    /// A UUID's bytes.
    pub action: [u8; 16],
    /// The intent's digest.
    pub intent: [u8; 32],
    /// Unix seconds.
    pub created: u64,
    /// Unix seconds.
    pub valid_until: u64,
    /// The last block that the branch knew.
    pub indexed: u64,
    /// Nothing in a confirmation of the first version.
    pub checked: Option<Checked>,
}

/// The confirmation itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmation {
    /// The last block that the branch knew.
    pub indexed: u64,
    /// Nothing in one of the first version.
    pub checked: Option<Checked>,
    /// The operator's compressed key.
    pub public_key: [u8; KEY],
    pub signature: [u8; 64],
}

impl Accepted<'_> {
    /// What is signed.
    ///
    /// # Errors
    /// If the chain id has more than 255 bytes.
    pub fn digest(&self) -> Result<[u8; 32], SecretKeyError> {
        let chain = self.chain_id.as_bytes();
        let length = u8::try_from(chain.len()).map_err(|_| SecretKeyError)?;
        let mut hash = Sha256::new();
        hash.update(if self.checked.is_some() { DOMAIN } else { FIRST_DOMAIN });
        hash.update([length]);
        hash.update(chain);
        hash.update(self.branch.to_be_bytes());
        hash.update(self.action);
        hash.update(self.intent);
        for number in [self.created, self.valid_until, self.indexed] {
            hash.update(number.to_be_bytes());
        }
        if let Some(checked) = self.checked {
            hash.update([checked.byte()]);
        }
        Ok(hash.finalize().into())
    }

    /// Confirms it as the branch.
    ///
    /// # Errors
    /// As [`Accepted::digest`].
    pub fn confirm(&self, key: &SecretKey) -> Result<Confirmation, SecretKeyError> {
        let signature = key.sign_digest(&self.digest()?)?;
        let Accepted { indexed, checked, .. } = *self;
        Ok(Confirmation { indexed, checked, public_key: key.public_key(), signature })
    }

    /// Whether this is what was confirmed. Whose key it is, the chain says.
    pub fn is_confirmed_by(&self, confirmation: &Confirmation) -> bool {
        let Confirmation { public_key, signature, .. } = confirmation;
        (self.indexed, self.checked) == (confirmation.indexed, confirmation.checked)
            && self.digest().is_ok_and(|digest| verifies(public_key, &digest, signature))
    }
}

impl Confirmation {
    /// Key and signature.
    pub fn to_bytes(&self) -> Vec<u8> {
        [self.public_key.as_slice(), self.signature.as_slice()].concat()
    }

    /// From [`Confirmation::to_bytes`].
    pub fn from_bytes(indexed: u64, checked: Option<Checked>, bytes: &[u8]) -> Option<Self> {
        let (public_key, signature) = bytes.split_at_checked(KEY)?;
        Some(Confirmation {
            indexed,
            checked,
            public_key: public_key.try_into().ok()?,
            signature: signature.try_into().ok()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACCEPTED: Accepted<'_> = Accepted {
        chain_id: "timebank-local-1",
        branch: 1,
        action: [7; 16],
        intent: [9; 32],
        created: 1_800_000_000,
        valid_until: 1_800_000_600,
        indexed: 42,
        checked: Some(Checked::Trial),
    };

    /// The test vector: a key of 32 bytes 0x01.
    #[test]
    fn the_bytes_are_those_of_the_vector() {
        let vectors: serde_json::Value =
            serde_json::from_str(include_str!("../vectors/confirmation.json")).unwrap();
        let first = Accepted { checked: None, ..ACCEPTED };
        let vectors = vectors.as_array().unwrap();
        assert_eq!(vectors.len(), 2);
        for (accepted, vector) in [&ACCEPTED, &first].into_iter().zip(vectors) {
            fits(accepted, vector);
        }
    }

    fn fits(accepted: &Accepted, vector: &serde_json::Value) {
        let confirmation = accepted.confirm(&SecretKey::from_slice(&[1; 32]).unwrap()).unwrap();
        assert_eq!(hex::encode(accepted.digest().unwrap()), vector["digest"]);
        assert_eq!(hex::encode(confirmation.public_key), vector["public_key"]);
        assert_eq!(hex::encode(confirmation.signature), vector["signature"]);
        assert_eq!(vector["checked"], serde_json::json!(accepted.checked.map(Checked::byte)));
        assert_eq!(vector["chain_id"], ACCEPTED.chain_id);
        assert_eq!(vector["action"], "07070707-0707-0707-0707-070707070707");
        assert_eq!(vector["intent"], hex::encode(ACCEPTED.intent));
        for (name, number) in [
            ("branch", u64::from(ACCEPTED.branch)),
            ("created", ACCEPTED.created),
            ("valid_until", ACCEPTED.valid_until),
            ("indexed", ACCEPTED.indexed),
        ] {
            assert_eq!(vector[name], number);
        }
    }

    #[test]
    fn only_what_was_confirmed_is_confirmed() {
        let confirmation = ACCEPTED.confirm(&SecretKey::generate()).unwrap();
        let read = |checked, bytes: &[u8]| Confirmation::from_bytes(42, checked, bytes);
        let again = read(ACCEPTED.checked, &confirmation.to_bytes()).unwrap();
        assert!(ACCEPTED.is_confirmed_by(&again));
        let others = [
            Accepted { chain_id: "timebank-local-2", ..ACCEPTED },
            Accepted { branch: 2, ..ACCEPTED },
            Accepted { action: [8; 16], ..ACCEPTED },
            Accepted { intent: [8; 32], ..ACCEPTED },
            Accepted { created: 1, ..ACCEPTED },
            Accepted { valid_until: 1, ..ACCEPTED },
            Accepted { indexed: 41, ..ACCEPTED },
            Accepted { checked: Some(Checked::Records), ..ACCEPTED },
            Accepted { checked: None, ..ACCEPTED },
        ];
        assert!(others.iter().all(|other| !other.is_confirmed_by(&again)));
        let mut forged = again.clone();
        forged.signature[5] ^= 1;
        assert!(!ACCEPTED.is_confirmed_by(&forged));
        // Who says less or more of how it was checked has another signature.
        let less = Accepted { checked: Some(Checked::Records), ..ACCEPTED };
        assert!(!less.is_confirmed_by(&read(less.checked, &confirmation.to_bytes()).unwrap()));
        assert!(read(None, &confirmation.to_bytes()[1..]).is_none());
    }
}
