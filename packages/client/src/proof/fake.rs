//! A chain's signed headers and Merkle proofs, made up for tests: validators with known keys, and a store with real trees.
#![allow(clippy::arithmetic_side_effects, clippy::cast_possible_truncation, clippy::unwrap_used)]

use super::store::store_key;
use super::{Head, Proven, Validator, Validators};
use base64::engine::general_purpose::STANDARD;
use base64::Engine;
use cosmrs::proto::traits::Message;
use cosmrs::tendermint::block::header::Version;
use cosmrs::tendermint::block::{parts, Commit, CommitSig, Header, Height, Id};
use cosmrs::tendermint::vote::{SignedVote, Type, ValidatorIndex, Vote};
use cosmrs::tendermint::{account, AppHash, Hash, Signature, Time};
use ed25519_consensus::SigningKey;
use ics23::commitment_proof::Proof;
use ics23::{CommitmentProof, ExistenceProof, HashOp, InnerOp, LeafOp, LengthOp, NonExistenceProof};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Seconds of Unix time of block 0; each block takes one.
const BEGIN: u64 = 1_700_000_000;

fn key(seed: u8) -> SigningKey {
    SigningKey::from([seed; 32])
}

/// Validators by the seeds of their keys, each with its power, named by their seeds.
pub fn validators(powers: &[(u8, u64)]) -> Validators {
    let one = |(seed, power): &(u8, u64)| Validator {
        name: Some(format!("v{seed}")),
        public_key: STANDARD.encode(key(*seed).verification_key().to_bytes()),
        power: *power,
    };
    Validators(powers.iter().map(one).collect())
}

/// A block that some of its validators have signed.
pub struct FakeHead<'a> {
    pub chain_id: &'a str,
    pub height: u64,
    pub app_hash: Vec<u8>,
    /// By the seeds of their keys, with their power.
    pub validators: &'a [(u8, u64)],
    /// Those of the next block.
    pub next: &'a [(u8, u64)],
    /// Who is silent.
    pub silent: &'a [u8],
}

impl FakeHead<'_> {
    pub fn sign(&self) -> Head {
        let set = validators(self.validators).set().unwrap();
        let time = Time::from_unix_timestamp((BEGIN + self.height) as i64, 7).unwrap();
        let header = Header {
            version: Version { block: 11, app: 0 },
            chain_id: self.chain_id.parse().unwrap(),
            height: Height::try_from(self.height).unwrap(),
            time,
            last_block_id: None,
            last_commit_hash: None,
            data_hash: None,
            validators_hash: set.hash(),
            next_validators_hash: validators(self.next).set().unwrap().hash(),
            consensus_hash: Hash::Sha256([1; 32]),
            app_hash: AppHash::try_from(self.app_hash.clone()).unwrap(),
            last_results_hash: None,
            evidence_hash: None,
            proposer_address: set.validators().first().unwrap().address,
        };
        let parts = parts::Header::new(1, Hash::Sha256([2; 32])).unwrap();
        let block_id = Id { hash: header.hash(), part_set_header: parts };
        let signing = |address: account::Id| {
            let ours = |seed: &u8| account::Id::from(verification_key(*seed)) == address;
            let seed = self.validators.iter().map(|(seed, _)| *seed).find(ours).unwrap();
            (!self.silent.contains(&seed)).then(|| key(seed))
        };
        let signatures = set.validators().iter().enumerate().map(|(place, info)| {
            let Some(key) = signing(info.address) else { return CommitSig::BlockIdFlagAbsent };
            let vote = Vote {
                vote_type: Type::Precommit,
                height: header.height,
                round: 0u16.into(),
                block_id: Some(block_id),
                timestamp: Some(time),
                validator_address: info.address,
                validator_index: ValidatorIndex::try_from(place).unwrap(),
                signature: Signature::new([0; 64]).unwrap(),
                extension: Vec::new(),
                extension_signature: None,
            };
            let bytes = SignedVote::from_vote(vote, header.chain_id.clone()).unwrap().sign_bytes();
            let signature = Signature::new(key.sign(&bytes).to_bytes()).unwrap();
            CommitSig::BlockIdFlagCommit { validator_address: info.address, timestamp: time, signature }
        });
        let commit =
            Commit { height: header.height, round: 0u16.into(), block_id, signatures: signatures.collect() };
        Head { header, commit, validators: validators(self.validators) }
    }
}

fn verification_key(seed: u8) -> cosmrs::tendermint::public_key::Ed25519 {
    key(seed).verification_key().to_bytes().as_slice().try_into().unwrap()
}

/// What contracts keep, with real proofs.
#[derive(Debug, Clone, Default)]
pub struct FakeStore(BTreeMap<Vec<u8>, Vec<u8>>);

impl FakeStore {
    pub fn set(&mut self, contract: &[u8; 32], key: &[u8], value: &[u8]) {
        self.0.insert(store_key(contract, key), value.to_vec());
    }

    /// A tree is never empty, or nothing could be said of what is not in it.
    fn leaves(&self) -> Vec<(Vec<u8>, Vec<u8>)> {
        let first = (vec![0], vec![0]);
        [first].into_iter().chain(self.0.iter().map(|(key, value)| (key.clone(), value.clone()))).collect()
    }

    /// The hash of the state.
    pub fn app_hash(&self) -> Vec<u8> {
        let (bank, wasm) = self.stores();
        sha256(&[&[1], &bank, &wasm])
    }

    fn root(&self) -> Vec<u8> {
        Tree::of(&self.leaves()).hash
    }

    /// The leaves of the two stores that there are.
    fn stores(&self) -> (Vec<u8>, Vec<u8>) {
        let leaf = |name: &str, root: &[u8]| {
            let value = sha256(&[root]);
            sha256(&[&[0, name.len() as u8], name.as_bytes(), &[32], &value])
        };
        (leaf("bank", &[9; 32]), leaf("wasm", &self.root()))
    }

    /// As a node would prove it.
    pub fn proven(&self, contract: &[u8; 32], key: &[u8]) -> Proven {
        let key = store_key(contract, key);
        let leaves = self.leaves();
        let place = leaves.partition_point(|(other, _)| *other < key);
        let value = leaves.get(place).filter(|(other, _)| *other == key).map(|(_, value)| value.clone());
        let exist = |place: usize| {
            let (key, value) = leaves.get(place)?.clone();
            let path = Tree::of(&leaves).path(place);
            let leaf = Some(leaf_op(vec![0, 2, 2]));
            Some(ExistenceProof { key, value, leaf, path })
        };
        let proof = match value {
            Some(_) => Proof::Exist(exist(place).unwrap()),
            None => Proof::Nonexist(NonExistenceProof { key, left: exist(place - 1), right: exist(place) }),
        };
        let (bank, _) = self.stores();
        let prefix = [[1].as_slice(), &bank].concat();
        let above = InnerOp { hash: HashOp::Sha256.into(), prefix, suffix: vec![] };
        let store = ExistenceProof {
            key: b"wasm".to_vec(),
            value: self.root(),
            leaf: Some(leaf_op(vec![0])),
            path: vec![above],
        };
        let encode = |proof| CommitmentProof { proof: Some(proof) }.encode_to_vec();
        Proven { value, proof: encode(proof), store: encode(Proof::Exist(store)) }
    }
}

fn leaf_op(prefix: Vec<u8>) -> LeafOp {
    LeafOp {
        hash: HashOp::Sha256.into(),
        prehash_key: HashOp::NoHash.into(),
        prehash_value: HashOp::Sha256.into(),
        length: LengthOp::VarProto.into(),
        prefix,
    }
}

/// A node of an IAVL tree of the first version.
struct Tree {
    hash: Vec<u8>,
    size: usize,
    children: Option<Box<(Tree, Tree)>>,
    height: u8,
}

impl Tree {
    fn of(leaves: &[(Vec<u8>, Vec<u8>)]) -> Self {
        if let [(key, value)] = leaves {
            let value = sha256(&[value]);
            let hash = sha256(&[&[0, 2, 2], &[key.len() as u8], key, &[32], &value]);
            return Tree { hash, size: 1, children: None, height: 0 };
        }
        let (left, right) = leaves.split_at(leaves.len().div_ceil(2));
        let (left, right) = (Tree::of(left), Tree::of(right));
        let (size, height) = (left.size + right.size, left.height.max(right.height) + 1);
        let hash = sha256(&[&head(height, size), &[32], &left.hash, &[32], &right.hash]);
        Tree { hash, size, children: Some(Box::new((left, right))), height }
    }

    /// From a leaf upwards.
    fn path(&self, place: usize) -> Vec<InnerOp> {
        let Some(children) = &self.children else { return vec![] };
        let (left, right) = (&children.0, &children.1);
        let begin = head(self.height, self.size);
        let (mut path, prefix, suffix) = match place.checked_sub(left.size) {
            None => {
                let suffix = [[32].as_slice(), &right.hash].concat();
                (left.path(place), [begin.as_slice(), &[32]].concat(), suffix)
            }
            Some(place) => {
                let prefix = [begin.as_slice(), &[32], &left.hash, &[32]].concat();
                (right.path(place), prefix, vec![])
            }
        };
        path.push(InnerOp { hash: HashOp::Sha256.into(), prefix, suffix });
        path
    }
}

/// Height, size and version, as Go writes numbers with a sign; none of ours takes more than one byte.
fn head(height: u8, size: usize) -> [u8; 3] {
    [height * 2, u8::try_from(size * 2).unwrap(), 2]
}

fn sha256(parts: &[&[u8]]) -> Vec<u8> {
    Sha256::digest(parts.concat()).to_vec()
}
