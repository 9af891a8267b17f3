use super::{root_of_store, verify_record, Bundle, Checked, ProofError, Subject, Trust, Trusted};
use timebank_api::ledger::{BranchSupply, Holding, Ledger};
use timebank_api::record::Receipt;
use timebank_api::training::{Certificate, CertificateId};
use timebank_api::{ActivityId, BranchId};

/// What a document shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// The block after which it was so.
    pub height: u64,
    /// Seconds of Unix time of the block that says so.
    pub time: u64,
    /// Who could sign that block.
    pub signers: Vec<Signer>,
    /// How many heads lie between the trusted validators and that block.
    pub steps: usize,
    pub fact: Fact,
}

/// A validator of the block that says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    /// As the trusted document calls it; whoever joined later has a name of the checked one, which no signature covers.
    pub name: Option<String>,
    pub trusted_name: bool,
    pub power: u64,
    pub signed: bool,
}

/// What is so.
#[derive(Debug, Clone, PartialEq)]
pub enum Fact {
    Receipt { activity: ActivityId, receipt: Receipt },
    Certificate { id: CertificateId, certificate: Certificate },
    Supply { ledger: Ledger, escrow: u64, offered: u64, branches: Vec<(BranchId, BranchSupply)> },
    Account { account: String, holding: Holding },
}

impl Bundle {
    /// Checks everything, from the trusted validators to the record's bytes.
    ///
    /// # Errors
    /// The first thing that does not hold.
    pub fn verify(&self, trust: &Trust) -> Result<Shown, ProofError> {
        if self.chain_id != trust.chain_id {
            return Err(ProofError::Chain);
        }
        let head = self.trusted_head(trust)?;
        if head.height() != self.height.saturating_add(1) {
            return Err(ProofError::Height);
        }
        let root = root_of_store(&self.store, head.app_hash())?;
        let values = self.values(trust, &root)?;
        let name = |key| match trust.validators.name(key) {
            Some(name) => (Some(name), true),
            None => (self.head.validators.name(key), false),
        };
        let signers = head.signers().map(|(info, signed)| {
            let (name, trusted_name) = name(&info.pub_key);
            Signer { name: name.map(str::to_owned), trusted_name, power: info.power(), signed }
        });
        Ok(Shown {
            height: self.height,
            time: head.time(),
            signers: signers.collect(),
            steps: self.steps.len(),
            fact: self.subject.fact(&values)?,
        })
    }

    /// The head, once trust has come to it step by step.
    fn trusted_head(&self, trust: &Trust) -> Result<Checked, ProofError> {
        let first = trust.validators.set()?;
        if self.genesis.set()?.hash() != first.hash() {
            return Err(ProofError::Genesis);
        }
        let mut trusted = Trusted::genesis(first);
        for step in &self.steps {
            let step = step.check(&trust.chain_id)?;
            step.follows(&trusted)?;
            trusted = step.trusted();
        }
        let head = self.head.check(&trust.chain_id)?;
        head.follows(&trusted)?;
        Ok(head)
    }

    /// The values of exactly the records that the subject needs.
    fn values(&self, trust: &Trust, root: &Vec<u8>) -> Result<Vec<Option<&[u8]>>, ProofError> {
        let contracts = trust.contracts()?;
        let needed = self.subject.records(&contracts);
        if needed.len() != self.records.len() {
            return Err(ProofError::Subject);
        }
        let mut values = Vec::new();
        for ((contract, key), record) in needed.into_iter().zip(&self.records) {
            if record.contract != contracts.address(contract) || record.key != key {
                return Err(ProofError::Subject);
            }
            let value = record.value.as_deref();
            verify_record(&record.proof, root, &contracts.canonical(contract), &key, value)?;
            values.push(value);
        }
        Ok(values)
    }
}

impl Subject {
    /// What the values of its records say, in order.
    ///
    /// # Errors
    /// [`ProofError::Value`] if one cannot be read, or is missing where there must be one.
    pub fn fact(&self, values: &[Option<&[u8]>]) -> Result<Fact, ProofError> {
        let mut values = values.iter().copied();
        let mut next = || values.next().ok_or(ProofError::Subject);
        Ok(match self {
            Subject::Receipt { activity, .. } => {
                let receipt = next()?.and_then(Receipt::from_bytes).ok_or(ProofError::Value)?;
                Fact::Receipt { activity: *activity, receipt }
            }
            Subject::Certificate { certificate: id } => {
                let certificate = next()?.and_then(Certificate::from_bytes).ok_or(ProofError::Value)?;
                Fact::Certificate { id: *id, certificate }
            }
            Subject::Supply { branches } => {
                let ledger = read(next()?, Ledger::from_bytes)?;
                let escrow = read(next()?, Holding::from_bytes)?.balance;
                let offered = read(next()?, Holding::from_bytes)?.balance;
                let one = |branch: &BranchId| Ok((*branch, read(next()?, BranchSupply::from_bytes)?));
                let branches = branches.iter().map(one).collect::<Result<_, ProofError>>()?;
                Fact::Supply { ledger, escrow, offered, branches }
            }
            Subject::Account { account } => {
                let holding = read(next()?, Holding::from_bytes)?;
                Fact::Account { account: account.clone(), holding }
            }
        })
    }
}

/// A record that counts from nothing where there is none yet.
fn read<T: Default>(value: Option<&[u8]>, from_bytes: fn(&[u8]) -> Option<T>) -> Result<T, ProofError> {
    value.map_or_else(|| Some(T::default()), from_bytes).ok_or(ProofError::Value)
}
