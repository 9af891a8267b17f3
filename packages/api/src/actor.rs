//! Who acts.

use crate::{BranchId, MemberId};
use cosmwasm_schema::cw_serde;

/// What the key that signed an intent may do; see `timebank-intent` for the byte form.
#[cw_serde]
#[derive(Copy, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Enrol, withdraw, check in, rate.
    Everyday,
    /// Everything that commits or moves TIME.
    Owner,
    /// What an office-holder does: reviews, grants, attendance of services paid by issuance.
    Office,
}

/// An office. Every member is also just a member; that needs no role.
#[cw_serde]
#[derive(Copy, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// May publish activities paid by the branch's issuance budget.
    Publisher,
    Reviewer,
    BranchAdministrator,
    TrainingAdministrator,
    /// Reads what administrators read, changes nothing.
    Auditor,
    /// Serves members at the counter.
    Custodian,
}

impl Role {
    pub const ALL: [Role; 6] = [
        Role::Publisher,
        Role::Reviewer,
        Role::BranchAdministrator,
        Role::TrainingAdministrator,
        Role::Auditor,
        Role::Custodian,
    ];

    fn bit(self) -> u16 {
        match self {
            Role::Publisher => 1,
            Role::Reviewer => 2,
            Role::BranchAdministrator => 4,
            Role::TrainingAdministrator => 8,
            Role::Auditor => 16,
            Role::Custodian => 32,
        }
    }
}

/// A set of roles, one bit each.
#[cw_serde]
#[derive(Copy, Eq, Default)]
pub struct Roles(pub u16);

impl Roles {
    pub fn contains(self, role: Role) -> bool {
        self.0 & role.bit() != 0
    }

    #[must_use]
    pub fn with(self, role: Role) -> Self {
        Roles(self.0 | role.bit())
    }

    #[must_use]
    pub fn without(self, role: Role) -> Self {
        Roles(self.0 & !role.bit())
    }

    /// The roles in the set, in the order of [`Role::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |role| self.contains(*role))
    }
}

/// The member behind a relayed message, as the proxy vouches for it after checking signature, nonce and expiry. A target
/// believes it only from the proxy it is wired to, and looks nothing else up.
#[cw_serde]
pub struct Actor {
    pub id: MemberId,
    /// The member's account at the cw20 face.
    pub account: String,
    pub branch: BranchId,
    pub roles: Roles,
    pub scope: Scope,
    /// The branch of the operator that handed the intent in.
    pub relayed_by: BranchId,
    /// The member this is done for, when a family or site agent signs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_behalf_of: Option<MemberId>,
}

/// The addresses of the whole system. Each contract is instantiated with the council's address and then wired once.
#[cw_serde]
pub struct Wiring {
    pub proxy: String,
    pub member_registry: String,
    pub activity_registry: String,
    pub time_token: String,
    pub rulebook: String,
}
