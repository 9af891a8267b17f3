use super::{Head, ProofError, Validators};
use crate::Contracts;
use serde::{Deserialize, Serialize};
use timebank_api::ledger::{branch_supply_key, holding_key, LEDGER_KEY};
use timebank_api::permission::Contract;
use timebank_api::record::receipt_key;
use timebank_api::training::{certificate_key, CertificateId};
use timebank_api::{ActivityId, BranchId, MemberId, Wiring};

/// What somebody must know beforehand, from a source of the own choice, to check a document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trust {
    /// [`Trust::FORMAT`].
    pub format: String,
    pub chain_id: String,
    /// Who signs block 1.
    pub validators: Validators,
    pub contracts: Wiring,
}

impl Trust {
    pub const FORMAT: &str = "timebank/trust/1";

    pub fn new(chain_id: &str, validators: Validators, contracts: &Contracts) -> Self {
        let contracts = Wiring::new(|contract| contracts.address(contract).to_owned());
        Trust { format: Self::FORMAT.to_owned(), chain_id: chain_id.to_owned(), validators, contracts }
    }

    /// # Errors
    /// [`ProofError::Format`] if the text is not such a document.
    pub fn read(text: &str) -> Result<Self, ProofError> {
        let trust: Trust = serde_json::from_str(text).map_err(format_error)?;
        is_format(&trust.format, Self::FORMAT)?;
        trust.contracts()?;
        Ok(trust)
    }

    /// The contracts' addresses.
    ///
    /// # Errors
    /// [`ProofError::Format`] if one is none.
    pub fn contracts(&self) -> Result<Contracts, ProofError> {
        let contracts = Contracts::new(|contract| self.contracts.address(contract).to_owned());
        contracts.map_err(|contract| ProofError::Format(format!("{} has no address", contract.name())))
    }
}

/// What is proven.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Subject {
    /// That a service was settled, and for how much.
    Receipt { activity: ActivityId, participant: MemberId },
    /// A certificate as it was after the block.
    Certificate { certificate: CertificateId },
    /// All TIME, what of it is each branch's, in escrow, and in gifts that wait.
    Supply { branches: Vec<BranchId> },
    /// Balance of an account and number of its movements.
    Account { account: String },
}

impl Subject {
    /// The records that show it, in order: whose they are and under which key.
    pub fn records(&self, contracts: &Contracts) -> Vec<(Contract, Vec<u8>)> {
        let token = |key| (Contract::TimeToken, key);
        match self {
            Subject::Receipt { activity, participant } => {
                vec![(Contract::ActivityRegistry, receipt_key(*activity, *participant))]
            }
            Subject::Certificate { certificate } => {
                vec![(Contract::Training, certificate_key(*certificate))]
            }
            Subject::Supply { branches } => {
                let holder = |contract| token(holding_key(contracts.address(contract)));
                let mut records = vec![
                    token(LEDGER_KEY.to_vec()),
                    holder(Contract::ActivityRegistry),
                    holder(Contract::TimeToken),
                ];
                records.extend(branches.iter().map(|branch| token(branch_supply_key(*branch))));
                records
            }
            Subject::Account { account } => vec![token(holding_key(account))],
        }
    }
}

/// One thing that a contract keeps, or that it keeps none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// Bech32.
    pub contract: String,
    #[serde(with = "hex_text")]
    pub key: Vec<u8>,
    /// Nothing if there is none.
    #[serde(with = "hex_option")]
    pub value: Option<Vec<u8>>,
    /// ICS23 `CommitmentProof` in protobuf, in the tree of the contracts' store.
    #[serde(with = "base64_text")]
    pub proof: Vec<u8>,
}

/// Everything that shows something about the chain's state after a block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bundle {
    /// [`Bundle::FORMAT`].
    pub format: String,
    pub chain_id: String,
    /// The block after which it was so.
    pub height: u64,
    pub subject: Subject,
    pub records: Vec<Record>,
    /// ICS23 `CommitmentProof` in protobuf: the root of the contracts' store under the hash of the state.
    #[serde(with = "base64_text")]
    pub store: Vec<u8>,
    /// Of the next block, whose header holds the hash of the state.
    pub head: Head,
    /// Who signs block 1: to be compared with what is trusted.
    pub genesis: Validators,
    /// Heads between, where fewer than two thirds of the first validators signed this one: each vouches for the next.
    pub steps: Vec<Head>,
}

impl Bundle {
    pub const FORMAT: &str = "timebank/proof/1";

    /// # Errors
    /// [`ProofError::Format`] if the text is not such a document.
    pub fn read(text: &str) -> Result<Self, ProofError> {
        let bundle: Bundle = serde_json::from_str(text).map_err(format_error)?;
        is_format(&bundle.format, Self::FORMAT)?;
        Ok(bundle)
    }
}

pub(super) fn format_error(error: serde_json::Error) -> ProofError {
    ProofError::Format(error.to_string())
}

pub(super) fn is_format(found: &str, wanted: &str) -> Result<(), ProofError> {
    match found == wanted {
        true => Ok(()),
        false => Err(ProofError::Format(format!("its format is not {wanted}"))),
    }
}

mod hex_text {
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&hex::encode(bytes))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        hex::decode(String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

mod hex_option {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(bytes: &Option<Vec<u8>>, serializer: S) -> Result<S::Ok, S::Error> {
        bytes.as_ref().map(hex::encode).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<u8>>, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        text.map(hex::decode).transpose().map_err(serde::de::Error::custom)
    }
}

mod base64_text {
    use base64::engine::general_purpose::STANDARD;
    use base64::Engine;
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD.encode(bytes))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        STANDARD.decode(String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}
