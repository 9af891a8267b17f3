use super::validators::is_set;
use super::{most, ProofError, Validators};
use cosmrs::tendermint::block::{Commit, CommitSig, Header};
use cosmrs::tendermint::crypto::default::signature::Verifier;
use cosmrs::tendermint::validator::{Info, Set};
use cosmrs::tendermint::vote::{SignedVote, Type, ValidatorIndex, Vote};
use cosmrs::tendermint::{Hash, Time};
use serde::{Deserialize, Serialize};

/// A block's header, the signatures on it, and who could sign: header and commit as CometBFT's RPC gives them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    pub header: Header,
    pub commit: Commit,
    pub validators: Validators,
}

/// A head that is sound in itself: what it says is what its own validators signed. Whether these count is another question.
#[derive(Debug, Clone)]
pub struct Checked {
    header: Header,
    set: Set,
    /// Who signed.
    signed: Vec<Info>,
}

/// From where a head is judged.
#[derive(Debug, Clone)]
pub struct Trusted {
    height: u64,
    /// Nothing for the beginning of the chain.
    time: Option<Time>,
    set: Set,
    /// The hash of the set of the next block.
    next: Hash,
}

impl Head {
    /// Checks that header, commit and validators belong together, and that more than two thirds of these signed it. Every
    /// signature on it must be right, also those beyond two thirds.
    ///
    /// # Errors
    /// What does not fit.
    pub fn check(&self, chain_id: &str) -> Result<Checked, ProofError> {
        let Head { header, commit, validators } = self;
        if header.chain_id.as_str() != chain_id {
            return Err(ProofError::Chain);
        }
        let set = validators.set()?;
        if !is_set(&set, header.validators_hash) {
            return Err(ProofError::Validators);
        }
        if commit.height != header.height || commit.block_id.hash != header.hash() {
            return Err(ProofError::Header);
        }
        if commit.signatures.len() != set.validators().len() {
            return Err(ProofError::Signature);
        }
        let mut signed = Vec::new();
        for (place, (signature, validator)) in commit.signatures.iter().zip(set.validators()).enumerate() {
            if self.is_signed(place, signature, validator)? {
                signed.push(validator.clone());
            }
        }
        let power = signed.iter().map(Info::power).fold(0, u64::saturating_add);
        match most(power, set.total_voting_power().value()) {
            true => Ok(Checked { header: header.clone(), set, signed }),
            false => Err(ProofError::Power),
        }
    }

    /// Whether a validator voted for this block. Votes for none, and missing ones, are neither counted nor looked at.
    fn is_signed(&self, place: usize, signature: &CommitSig, validator: &Info) -> Result<bool, ProofError> {
        let CommitSig::BlockIdFlagCommit { validator_address, timestamp, signature } = signature else {
            return Ok(false);
        };
        if *validator_address != validator.address {
            return Err(ProofError::Signature);
        }
        let vote = Vote {
            vote_type: Type::Precommit,
            height: self.commit.height,
            round: self.commit.round,
            block_id: Some(self.commit.block_id),
            timestamp: Some(*timestamp),
            validator_address: *validator_address,
            validator_index: ValidatorIndex::try_from(place).map_err(|_| ProofError::Signature)?,
            signature: signature.clone(),
            extension: Vec::new(),
            extension_signature: None,
        };
        let vote = SignedVote::from_vote(vote, self.header.chain_id.clone()).ok_or(ProofError::Signature)?;
        let verified = validator.verify_signature::<Verifier>(&vote.sign_bytes(), vote.signature());
        verified.map(|()| true).map_err(|_| ProofError::Signature)
    }
}

impl Checked {
    pub fn height(&self) -> u64 {
        self.header.height.value()
    }

    /// Seconds of Unix time.
    pub fn time(&self) -> u64 {
        u64::try_from(self.header.time.unix_timestamp()).unwrap_or(0)
    }

    /// The hash of the state before this block.
    pub fn app_hash(&self) -> &[u8] {
        self.header.app_hash.as_bytes()
    }

    /// The hash of the header.
    pub fn hash(&self) -> [u8; 32] {
        match self.header.hash() {
            Hash::Sha256(bytes) => bytes,
            Hash::None => [0; 32],
        }
    }

    /// Everybody who could sign, in the chain's order, and whether they did.
    pub fn signers(&self) -> impl Iterator<Item = (&Info, bool)> {
        let signed = |info: &Info| self.signed.iter().any(|signer| signer.address == info.address);
        self.set.validators().iter().map(move |info| (info, signed(info)))
    }

    /// Judges it from where trust is.
    ///
    /// # Errors
    /// [`ProofError::Height`] if it does not come later, [`ProofError::Trust`] if trust does not reach so far.
    pub fn follows(&self, trusted: &Trusted) -> Result<(), ProofError> {
        let later = trusted.time.is_none_or(|time| self.header.time > time);
        if self.height() <= trusted.height || !later {
            return Err(ProofError::Height);
        }
        let adjacent = self.height() == trusted.height.saturating_add(1);
        let vouched = match adjacent {
            true => is_set(&self.set, trusted.next),
            false => most(self.power_of(&trusted.set), trusted.set.total_voting_power().value()),
        };
        match vouched {
            true => Ok(()),
            false => Err(ProofError::Trust),
        }
    }

    /// The power in another set of those who signed.
    fn power_of(&self, set: &Set) -> u64 {
        let known = |signer: &Info| set.validators().iter().find(|info| info.pub_key == signer.pub_key);
        self.signed.iter().filter_map(known).map(Info::power).fold(0, u64::saturating_add)
    }

    /// As a place to judge from, once it is trusted itself.
    pub fn trusted(&self) -> Trusted {
        Trusted {
            height: self.height(),
            time: Some(self.header.time),
            set: self.set.clone(),
            next: self.header.next_validators_hash,
        }
    }
}

impl Trusted {
    /// The beginning: the set that signs block 1.
    pub fn genesis(set: Set) -> Self {
        Trusted { height: 0, time: None, next: set.hash(), set }
    }
}
