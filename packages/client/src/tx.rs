//! Building, signing and reading transactions.

use crate::{Account, Contracts, SecretKey};
use cosmrs::proto::cosmos::base::v1beta1::Coin;
use cosmrs::proto::cosmos::crypto::secp256k1::PubKey;
use cosmrs::proto::cosmos::feegrant::v1beta1::{BasicAllowance, MsgGrantAllowance};
use cosmrs::proto::cosmos::tx::signing::v1beta1::SignMode;
use cosmrs::proto::cosmos::tx::v1beta1::mode_info::{Single, Sum};
use cosmrs::proto::cosmos::tx::v1beta1::{
    AuthInfo, Fee, ModeInfo, SignDoc, SignerInfo, SimulateRequest, TxBody, TxRaw,
};
use cosmrs::proto::cosmwasm::wasm::v1::MsgExecuteContract;
use cosmrs::proto::traits::{Message, Name};
use cosmrs::Any;
use cosmwasm_std::Binary;
use serde::Serialize;
use sha2::{Digest, Sha256};
use timebank_api::permission::Contract;

/// The coin of an allowance that opens an account.
const ALLOWED: &str = "ubond";

/// Why a transaction was not built.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TxError {
    #[error("the message cannot be written: {0}")]
    Message(String),
    #[error("the transaction cannot be signed")]
    Signing,
}

/// A message for a contract, as JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Execute {
    pub contract: String,
    pub message: Vec<u8>,
}

impl Execute {
    /// # Errors
    /// If the message cannot be written as JSON.
    pub fn new(contract: impl Into<String>, message: &impl Serialize) -> Result<Self, TxError> {
        Ok(Execute {
            contract: contract.into(),
            message: serde_json::to_vec(message).map_err(|error| TxError::Message(error.to_string()))?,
        })
    }

    /// A batch of signed intents for the proxy.
    ///
    /// # Errors
    /// As [`Execute::new`].
    pub fn relay(contracts: &Contracts, intents: &[Vec<u8>]) -> Result<Self, TxError> {
        let intents = intents.iter().map(|bytes| Binary::new(bytes.clone())).collect();
        let message = timebank_api::proxy::ExecuteMsg::Relay { intents };
        Self::new(contracts.address(Contract::Proxy), &message)
    }

    fn any(&self, sender: &str) -> Any {
        let message = MsgExecuteContract {
            sender: sender.to_owned(),
            contract: self.contract.clone(),
            msg: self.message.clone(),
            funds: Vec::new(),
        };
        any(&message)
    }
}

/// Packs any protobuf message.
pub fn any<M: Name>(message: &M) -> Any {
    Any { type_url: M::type_url(), value: message.encode_to_vec() }
}

/// A signed transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedTx {
    pub raw: Vec<u8>,
    /// sha256 of the bytes, by which blocks name it.
    pub hash: [u8; 32],
}

/// What a transaction carries beside its messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Envelope<'a> {
    pub chain_id: &'a str,
    pub account: Account,
    pub gas: u64,
    /// The last block it may be in; 0 is no limit.
    pub timeout_height: u64,
}

/// Signs messages for contracts with an ordinary account's key; no fee.
///
/// # Errors
/// If it cannot be signed.
pub fn sign(messages: &[Execute], envelope: Envelope, key: &SecretKey) -> Result<SignedTx, TxError> {
    let sender = key.address();
    let messages = messages.iter().map(|message| message.any(&sender)).collect();
    sign_any(messages, envelope, key)
}

/// Signs any messages with an ordinary account's key; no fee.
///
/// # Errors
/// If it cannot be signed.
pub fn sign_any(messages: Vec<Any>, envelope: Envelope, key: &SecretKey) -> Result<SignedTx, TxError> {
    let body = TxBody { messages, timeout_height: envelope.timeout_height, ..TxBody::default() };
    let single = Single { mode: SignMode::Direct.into() };
    let signer = SignerInfo {
        public_key: Some(any(&PubKey { key: key.public_key().to_vec() })),
        mode_info: Some(ModeInfo { sum: Some(Sum::Single(single)) }),
        sequence: envelope.account.sequence,
    };
    let auth = AuthInfo {
        signer_infos: vec![signer],
        fee: Some(Fee { gas_limit: envelope.gas, ..Fee::default() }),
        ..AuthInfo::default()
    };
    let document = SignDoc {
        body_bytes: body.encode_to_vec(),
        auth_info_bytes: auth.encode_to_vec(),
        chain_id: envelope.chain_id.to_owned(),
        account_number: envelope.account.number,
    };
    let digest: [u8; 32] = Sha256::digest(document.encode_to_vec()).into();
    let signature = key.sign_digest(&digest).map_err(|_| TxError::Signing)?;
    let raw = TxRaw {
        body_bytes: document.body_bytes,
        auth_info_bytes: document.auth_info_bytes,
        signatures: vec![signature.to_vec()],
    }
    .encode_to_vec();
    Ok(SignedTx { hash: Sha256::digest(&raw).into(), raw })
}

/// Opens an ordinary account, so that its holder can send: with an allowance of one coin that nobody needs, since nothing costs a
/// fee. An account that nobody has opened, no node listens to.
pub fn open_account(by: &str, account: &str) -> Any {
    let one = Coin { denom: ALLOWED.into(), amount: "1".into() };
    let allowance = BasicAllowance { spend_limit: vec![one], expiration: None };
    let (granter, grantee) = (by.to_owned(), account.to_owned());
    any(&MsgGrantAllowance { granter, grantee, allowance: Some(any(&allowance)) })
}

/// What asks a node to carry a message out on trial. Nobody has signed it, and a contract's account has sent nothing: with `sender`
/// the proxy, a target believes the actor in the message, as it will when the proxy hands it on.
pub(crate) fn on_trial(execute: &Execute, sender: &str) -> SimulateRequest {
    let body = TxBody { messages: vec![execute.any(sender)], ..TxBody::default() };
    let single = Single { mode: SignMode::Direct.into() };
    let signer = SignerInfo {
        public_key: None,
        mode_info: Some(ModeInfo { sum: Some(Sum::Single(single)) }),
        sequence: 0,
    };
    let auth = AuthInfo { signer_infos: vec![signer], fee: Some(Fee::default()), ..AuthInfo::default() };
    let raw = TxRaw {
        body_bytes: body.encode_to_vec(),
        auth_info_bytes: auth.encode_to_vec(),
        signatures: vec![Vec::new()],
    };
    SimulateRequest { tx_bytes: raw.encode_to_vec(), ..SimulateRequest::default() }
}

/// The messages for contracts in a transaction, by their position among all its messages; nothing for bytes that are no
/// transaction.
pub fn executes(raw: &[u8]) -> Option<Vec<(usize, Execute)>> {
    let raw = TxRaw::decode(raw).ok()?;
    let body = TxBody::decode(raw.body_bytes.as_slice()).ok()?;
    let messages = body.messages.iter().enumerate();
    let executes = messages.filter_map(|(position, any)| {
        if any.type_url != MsgExecuteContract::type_url() {
            return None;
        }
        let message = MsgExecuteContract::decode(any.value.as_slice()).ok()?;
        let execute = Execute { contract: message.contract, message: message.msg };
        Some((position, execute))
    });
    Some(executes.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address;
    use k256::ecdsa::signature::hazmat::PrehashVerifier;
    use k256::ecdsa::{Signature, VerifyingKey};

    const ENVELOPE: Envelope = Envelope {
        chain_id: "timebank-local-1",
        account: Account { number: 7, sequence: 11 },
        gas: 200_000,
        timeout_height: 99,
    };

    fn key() -> SecretKey {
        SecretKey::from_slice(&[0x11; 32]).unwrap()
    }

    fn execute(contract: u8) -> Execute {
        Execute::new(address::text(&[contract; 32]), &serde_json::json!({"tick": {"limit": 3}})).unwrap()
    }

    #[test]
    fn sign_is_over_what_the_node_rebuilds() {
        let signed = sign(&[execute(1)], ENVELOPE, &key()).unwrap();
        let raw = TxRaw::decode(signed.raw.as_slice()).unwrap();
        let auth = AuthInfo::decode(raw.auth_info_bytes.as_slice()).unwrap();
        assert_eq!(auth.signer_infos[0].sequence, 11);
        assert_eq!(auth.fee.as_ref().unwrap().gas_limit, 200_000);
        assert!(auth.fee.unwrap().amount.is_empty());
        let document = SignDoc {
            body_bytes: raw.body_bytes.clone(),
            auth_info_bytes: raw.auth_info_bytes.clone(),
            chain_id: "timebank-local-1".into(),
            account_number: 7,
        };
        let digest = Sha256::digest(document.encode_to_vec());
        let public = VerifyingKey::from_sec1_bytes(&key().public_key()).unwrap();
        let signature = Signature::from_slice(&raw.signatures[0]).unwrap();
        public.verify_prehash(&digest, &signature).unwrap();
        let body = TxBody::decode(raw.body_bytes.as_slice()).unwrap();
        assert_eq!(body.timeout_height, 99);
        assert_eq!(signed.hash[..], Sha256::digest(&signed.raw)[..]);
    }

    #[test]
    fn executes_reads_back_what_was_signed_and_skips_other_messages() {
        let other = any(&PubKey { key: vec![1] });
        let messages = vec![other, execute(2).any("wasm1x"), execute(3).any("wasm1x")];
        let signed = sign_any(messages, ENVELOPE, &key()).unwrap();
        assert_eq!(executes(&signed.raw), Some(vec![(1, execute(2)), (2, execute(3))]));
        assert_eq!(executes(b"\xff\xff"), None);
    }

    #[test]
    fn the_same_account_signs_the_same_bytes() {
        let first = sign(&[execute(1)], ENVELOPE, &key()).unwrap();
        assert_eq!(first, sign(&[execute(1)], ENVELOPE, &key()).unwrap());
        let next = Envelope { timeout_height: 100, ..ENVELOPE };
        assert_ne!(first.hash, sign(&[execute(1)], next, &key()).unwrap().hash);
    }
}
