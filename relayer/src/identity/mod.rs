//! Who a member is to this branch: registration, login, sessions, passwords. The ledger's facts (member, roles, keys in force)
//! are always read from the index; what is kept here is what the chain must not know.
//!
//! A registration is a row that is written together with its direct action. When the index shows the account, the row has its
//! member; when the chain refused (the person is registered at another branch), the row goes and the phone is free again.

mod access;
mod chain;
mod code;
mod counter;
mod error;
mod fill;
mod http_sms;
mod id_number;
mod keys;
mod login;
mod luggage;
mod moving;
mod peers;
mod phone;
mod phone_change;
mod privacy;
mod recovery;
mod register;
mod registrars;
mod reset;
mod secret_text;
mod sessions;
mod sms;
mod verify;

pub use access::{Access, AccessLine};
pub use counter::{Disclosed, Field, NewPhone};
pub use error::IdentityError;
pub use http_sms::HttpSms;
pub use id_number::IdNumber;
pub use keys::{CustodyState, KeyFiles, OfficeState, OwnKey, OwnerChange, OwnerKey};
pub use login::{Login, NewSession, SessionRole};
pub use luggage::Luggage;
pub use moving::Moved;
pub use peers::Peers;
pub use phone::Phone;
pub use phone_change::PhoneProof;
pub use privacy::{partner_consent, Consent, ConsentText, Paper, CONSENT_TEXTS};
pub use recovery::WaitingKey;
pub use register::{Applicant, Registration};
pub use registrars::{registrar_public_key, Blinded, Evaluated, Limits, Registrar, Registrars, EVALUATIONS};
pub use secret_text::SecretText;
pub use sessions::SessionInfo;
pub use sms::{ConsoleSms, SmsSender};
pub use verify::{HttpVerifier, OfflineVerifier, Verifier};

use crate::custody::{Custody, Guesses, MacKey, Offices};
use crate::db::Db;
use crate::relay::Relay;
use std::sync::Arc;
use timebank_api::BranchId;
use timebank_intent::CanonicalAddress;

/// What identity must know of its surroundings.
#[derive(Debug, Clone)]
pub struct Settings {
    pub branch: BranchId,
    pub chain_id: String,
    pub proxy: CanonicalAddress,
    /// First byte of nullifiers: the version of the identity check that the member-registry accepts.
    pub nullifier_version: u8,
    /// Whether ID numbers that no person has (they begin with 99) are accepted. Never where real people register.
    pub accept_sample_numbers: bool,
    /// Whether whoever registers shows by a code that the phone is theirs.
    pub prove_phone: bool,
}

/// Identity of a branch's members.
#[derive(Clone)]
pub struct Identity {
    settings: Arc<Settings>,
    db: Db,
    relay: Relay,
    custody: Custody,
    guesses: Guesses,
    offices: Offices,
    sms: Arc<dyn SmsSender>,
    registrars: Option<Arc<Registrars>>,
    peers: Arc<Peers>,
    verifier: Arc<dyn Verifier>,
}

impl Identity {
    pub fn new(settings: Settings, db: Db, relay: Relay, custody: Custody, sms: Arc<dyn SmsSender>) -> Self {
        Identity {
            peers: Arc::new(Peers::new(settings.branch)),
            settings: Arc::new(settings),
            guesses: Guesses::new(db.clone()),
            db,
            relay,
            custody,
            offices: Offices::default(),
            sms,
            registrars: None,
            verifier: Arc::new(OfflineVerifier),
        }
    }

    /// The same, with nullifiers of two registrars instead of those of one key that all branches share.
    #[must_use]
    pub fn with_registrars(mut self, registrars: Registrars) -> Self {
        self.registrars = Some(Arc::new(registrars));
        self
    }

    /// The same, with the secrets that the branch shares with others.
    #[must_use]
    pub fn with_peers(mut self, peers: Peers) -> Self {
        self.peers = Arc::new(peers);
        self
    }

    /// The same, with another check of name and ID number than none.
    #[must_use]
    pub fn with_verifier(mut self, verifier: Arc<dyn Verifier>) -> Self {
        self.verifier = verifier;
        self
    }

    /// The branch that a request comes from, by the secret that the two share.
    ///
    /// # Errors
    /// `Peer` if it does not show that.
    pub fn peer(&self, header: &str, path: &str, body: &[u8], now: i64) -> Result<BranchId, IdentityError> {
        self.peers.check(header, path, body, now).ok_or(IdentityError::Peer)
    }

    /// What a request to another branch carries; nothing without a secret shared with it.
    pub fn sign_to(&self, to: BranchId, path: &str, body: &[u8], now: i64) -> Option<String> {
        self.peers.sign(to, path, body, now)
    }

    /// This branch as a registrar, if it is one.
    pub fn registrar(&self) -> Option<&Registrar> {
        self.registrars.as_ref()?.own()
    }

    /// What stands for a person on chain.
    async fn nullifier(&self, number: &IdNumber, now: i64) -> Result<Vec<u8>, IdentityError> {
        let version = self.settings.nullifier_version;
        if let Some(registrars) = &self.registrars {
            return registrars.nullifier(version, number, now).await;
        }
        let input = id_number::nullifier_input(number);
        let mac = self.custody.kms().mac(MacKey::Federation, &input).await;
        let mac = mac.map_err(crate::custody::CustodyError::from)?;
        Ok([&[version], mac.as_slice()].concat())
    }

    /// Whether whoever registers is asked for the name on the ID card.
    pub fn asks_name(&self) -> bool {
        self.verifier.asks_name()
    }

    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    pub fn custody(&self) -> &Custody {
        &self.custody
    }

    async fn phone_index(&self, phone: &Phone) -> Result<Vec<u8>, IdentityError> {
        let mac = self
            .custody
            .kms()
            .mac(MacKey::Phone, phone.text().as_bytes())
            .await
            .map_err(crate::custody::CustodyError::from)?;
        Ok(mac.to_vec())
    }
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Identity(branch {})", self.settings.branch)
    }
}
