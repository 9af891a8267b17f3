use super::store::{store_key, store_path};
use super::{Head, Validators};
use crate::client::{failure, to_height, unreadable};
use crate::{Client, NodeError};
use base64::engine::general_purpose::STANDARD;
use base64::Engine;
use cosmrs::proto::cosmos::base::query::v1beta1::PageRequest;
use cosmrs::proto::cosmos::crypto::ed25519::PubKey;
use cosmrs::proto::cosmos::staking::v1beta1::{QueryValidatorsRequest, QueryValidatorsResponse};
use cosmrs::proto::traits::Message;
use tendermint_rpc::{Client as _, Paging};
use timebank_api::permission::Contract;

/// What the two parts of a node's proof are called.
const IAVL: &str = "ics23:iavl";
const SIMPLE: &str = "ics23:simple";
/// More validators than there will be branches.
const VALIDATORS: u64 = 1_000;

/// A record with its proof, as a node gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proven {
    /// Nothing if there is none.
    pub value: Option<Vec<u8>>,
    /// In the tree of the contracts' store.
    pub proof: Vec<u8>,
    /// Of that tree's root under the hash of the state.
    pub store: Vec<u8>,
}

impl Client {
    /// What one of our contracts keeps under a key after a block, with the proof of it, from the first endpoint that has both.
    /// Nothing is verified here.
    ///
    /// # Errors
    /// What the last endpoint said: that it cannot be reached, or that it does not have the state of that block any more.
    pub async fn proven(&self, contract: Contract, key: &[u8], height: u64) -> Result<Proven, NodeError> {
        let key = store_key(&self.contracts().canonical(contract), key);
        let height = to_height(height)?;
        self.ask_each(|http| {
            let key = key.clone();
            async move {
                let asked = http.abci_query(Some(store_path()), key, Some(height), true).await;
                let answer = asked.map_err(failure)?;
                if answer.code.is_err() {
                    return Err(NodeError::Refused(answer.log));
                }
                let ops = answer.proof.map(|proof| proof.ops).unwrap_or_default();
                match <[_; 2]>::try_from(ops) {
                    Ok([iavl, simple]) if iavl.field_type == IAVL && simple.field_type == SIMPLE => {
                        Ok(Proven {
                            value: Some(answer.value).filter(|value| !value.is_empty()),
                            proof: iavl.data,
                            store: simple.data,
                        })
                    }
                    _ => Err(NodeError::Refused("an answer without proof".into())),
                }
            }
        })
        .await
    }

    /// A block's header with the signatures on it and its validators, without names, from the first endpoint that has them.
    /// Nothing is verified here.
    ///
    /// # Errors
    /// As [`Client::proven`].
    pub async fn head(&self, height: u64) -> Result<Head, NodeError> {
        let height = to_height(height)?;
        self.ask_each(|http| async move {
            let signed = http.commit(height).await.map_err(failure)?.signed_header;
            let validators = http.validators(height, Paging::All).await.map_err(failure)?.validators;
            let validators = Validators::new(&validators).map_err(unreadable)?;
            Ok(Head { header: signed.header, commit: signed.commit, validators })
        })
        .await
    }

    /// Gives validators the names that the chain has of them after a block; whom it does not know keeps none.
    ///
    /// # Errors
    /// As [`Client::abci`].
    pub async fn name(&self, validators: &mut Validators, height: u64) -> Result<(), NodeError> {
        let pagination = Some(PageRequest { limit: VALIDATORS, ..PageRequest::default() });
        let query = QueryValidatorsRequest { status: String::new(), pagination };
        let path = "/cosmos.staking.v1beta1.Query/Validators";
        let known: QueryValidatorsResponse = self.abci(path, &query, Some(height)).await?;
        for one in known.validators {
            let key = one.consensus_pubkey.and_then(|key| PubKey::decode(key.value.as_slice()).ok());
            let Some((key, description)) = key.zip(one.description) else { continue };
            let key = STANDARD.encode(key.key);
            let mut named = validators.0.iter_mut().filter(|validator| validator.public_key == key);
            if let Some(validator) = named.next() {
                validator.name = Some(description.moniker).filter(|name| !name.is_empty());
            }
        }
        Ok(())
    }
}
