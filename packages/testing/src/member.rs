use k256::ecdsa::signature::hazmat::PrehashSigner;
use k256::ecdsa::{Signature, SigningKey};
use sha2::{Digest, Sha256};
use std::cell::RefCell;
use std::collections::BTreeMap;
use timebank_api::{BranchId, MemberId};
use timebank_intent::Scope;

/// A member with the keys the custodian would hold.
pub struct TestMember {
    pub id: MemberId,
    pub account: String,
    pub branch: BranchId,
    pub(crate) epochs: BTreeMap<Scope, u32>,
    pub(crate) nonces: BTreeMap<(Scope, u8), u64>,
}

impl TestMember {
    pub(crate) fn new(id: MemberId, account: String, branch: BranchId) -> Self {
        TestMember {
            id,
            account,
            branch,
            epochs: BTreeMap::from([(Scope::Everyday, 1)]),
            nonces: BTreeMap::new(),
        }
    }

    /// The member's key of a scope.
    pub fn key(&self, scope: Scope) -> SigningKey {
        key_of(&format!("{}/{scope:?}/{}", self.account, self.epochs.get(&scope).unwrap_or(&1)))
    }
}

thread_local! {
    /// The keys there are, for a curve point is dear.
    static KEYS: RefCell<BTreeMap<String, SigningKey>> = const { RefCell::new(BTreeMap::new()) };
}

/// A key derived from a name, the same in every run.
pub fn key_of(name: &str) -> SigningKey {
    let new = || SigningKey::from_slice(&Sha256::digest(name)).expect("a digest is below the group order");
    KEYS.with_borrow_mut(|keys| keys.entry(name.to_owned()).or_insert_with(new).clone())
}

/// A low-S signature over a digest.
pub fn sign(key: &SigningKey, digest: &[u8; 32]) -> [u8; 64] {
    let signature: Signature = key.sign_prehash(digest).expect("32 bytes can be signed");
    signature.normalize_s().unwrap_or(signature).to_bytes().into()
}
