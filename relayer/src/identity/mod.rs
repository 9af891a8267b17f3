//! Who a member is to this branch: registration, login, sessions, passwords. The ledger's facts (member, roles, keys in force)
//! are always read from the index; what is kept here is what the chain must not know.
//!
//! A registration is a row that is written together with its direct action. When the index shows the account, the row has its
//! member; when the chain refused (the person is registered at another branch), the row goes and the phone is free again.

mod chain;
mod error;
mod id_number;
mod keys;
mod login;
mod phone;
mod register;
mod reset;
mod secret_text;
mod sms;

pub use error::IdentityError;
pub use id_number::IdNumber;
pub use keys::{CustodyState, KeyFiles, OfficeState, OwnKey, OwnerChange, OwnerKey};
pub use login::{Login, NewSession, SessionRole};
pub use phone::Phone;
pub use register::Registration;
pub use secret_text::SecretText;
pub use sms::{ConsoleSms, SmsSender};

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
}

impl Identity {
    pub fn new(settings: Settings, db: Db, relay: Relay, custody: Custody, sms: Arc<dyn SmsSender>) -> Self {
        Identity {
            settings: Arc::new(settings),
            guesses: Guesses::new(db.clone()),
            db,
            relay,
            custody,
            offices: Offices::default(),
            sms,
        }
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
