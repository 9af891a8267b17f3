//! Merkle proofs of the chain's store, by the two shapes that there are: the tree of one store (IAVL), and the simple tree of the
//! roots of all stores.

use super::ProofError;
use cosmrs::proto::traits::Message as _;
use ics23::commitment_proof::Proof;
use ics23::{
    iavl_spec, tendermint_spec, verify_membership, verify_non_membership, CommitmentProof,
    HostFunctionsProvider,
};
use sha2::{Digest, Sha256};

/// The store that holds what contracts keep.
const STORE: &[u8] = b"wasm";
/// What the keys of contracts' records begin with there.
const OF_CONTRACT: u8 = 3;

/// Both shapes hash with SHA-256 alone, and what names another hash is refused before anything is hashed: the others are never
/// called.
struct Sha256Only;

impl HostFunctionsProvider for Sha256Only {
    fn sha2_256(message: &[u8]) -> [u8; 32] {
        Sha256::digest(message).into()
    }

    fn sha2_512(_: &[u8]) -> [u8; 64] {
        [0; 64]
    }

    fn sha2_512_truncated(_: &[u8]) -> [u8; 32] {
        [0; 32]
    }

    fn keccak_256(_: &[u8]) -> [u8; 32] {
        [0; 32]
    }

    fn ripemd160(_: &[u8]) -> [u8; 20] {
        [0; 20]
    }

    fn blake2b_512(_: &[u8]) -> [u8; 64] {
        [0; 64]
    }

    fn blake2s_256(_: &[u8]) -> [u8; 32] {
        [0; 32]
    }

    fn blake3(_: &[u8]) -> [u8; 32] {
        [0; 32]
    }
}

/// The key in the store of what a contract keeps under its own key.
pub(super) fn store_key(contract: &[u8; 32], key: &[u8]) -> Vec<u8> {
    [[OF_CONTRACT].as_slice(), contract, key].concat()
}

/// The path at which a node gives a record of the store with its proof.
pub(super) fn store_path() -> String {
    format!("/store/{}/key", String::from_utf8_lossy(STORE))
}

/// The root of the contracts' store, as an ICS23 proof says that it stands under a hash of the state.
///
/// # Errors
/// [`ProofError::Store`] if the proof does not show it.
pub fn root_of_store(proof: &[u8], app_hash: &[u8]) -> Result<Vec<u8>, ProofError> {
    let proof = CommitmentProof::decode(proof).map_err(|_| ProofError::Store)?;
    let root = match &proof.proof {
        Some(Proof::Exist(exist)) => exist.value.clone(),
        _ => return Err(ProofError::Store),
    };
    let shown = verify_membership::<Sha256Only>(&proof, &tendermint_spec(), &app_hash.to_vec(), STORE, &root);
    shown.then_some(root).ok_or(ProofError::Store)
}

/// Whether an ICS23 proof shows that a contract keeps this value under this key, or none, where the store's root is this.
///
/// # Errors
/// [`ProofError::Record`] if it does not.
pub fn verify_record(
    proof: &[u8],
    root: &Vec<u8>,
    contract: &[u8; 32],
    key: &[u8],
    value: Option<&[u8]>,
) -> Result<(), ProofError> {
    let proof = CommitmentProof::decode(proof).map_err(|_| ProofError::Record)?;
    let key = store_key(contract, key);
    let shown = match (value, &proof.proof) {
        (Some(value), Some(Proof::Exist(_))) => {
            verify_membership::<Sha256Only>(&proof, &iavl_spec(), root, &key, value)
        }
        (None, Some(Proof::Nonexist(_))) => {
            verify_non_membership::<Sha256Only>(&proof, &iavl_spec(), root, &key)
        }
        _ => false,
    };
    shown.then_some(()).ok_or(ProofError::Record)
}
