//! Who acts.

use crate::permission::Contract;
use crate::{BranchId, MemberId, Minutes};
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
#[serde(deny_unknown_fields)]
pub struct Actor {
    pub id: MemberId,
    /// The member's account at the cw20 face.
    pub account: String,
    pub branch: BranchId,
    pub roles: Roles,
    pub scope: Scope,
    /// The branch of the operator that handed the intent in; the own one for a member who acts with a chain account.
    pub relayed_by: BranchId,
    /// Who signed, when an agent acts for the member. Such an actor holds no roles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<Agent>,
}

impl Actor {
    /// Whoever did it in person: the agent, if there is one.
    pub fn by(&self) -> MemberId {
        self.agent.as_ref().map_or(self.id, |agent| agent.member)
    }
}

/// Whoever acts for a member, within these limits.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Agent {
    pub member: MemberId,
    pub rights: Rights,
    /// The most of the member's own TIME the agent may commit on one day.
    pub daily: Minutes,
}

/// What an agent may be allowed to do for a member.
#[cw_serde]
#[derive(Copy, Eq, PartialOrd, Ord, Hash)]
pub enum Right {
    /// Enrol, withdraw, check in and out, confirm own minutes, rate.
    TakePart,
    /// Publish, edit, confirm and settle what the member pays, within the daily limit.
    Commit,
    /// Donate to the welfare fund, within the daily limit.
    Donate,
    /// Ask for changes of the profile.
    Profile,
}

/// A set of rights, one bit each.
#[cw_serde]
#[derive(Copy, Eq, Default)]
pub struct Rights(pub u8);

impl Rights {
    pub fn contains(self, right: Right) -> bool {
        self.0 & Self::bit(right) != 0
    }

    #[must_use]
    pub fn with(self, right: Right) -> Self {
        Rights(self.0 | Self::bit(right))
    }

    fn bit(right: Right) -> u8 {
        match right {
            Right::TakePart => 1,
            Right::Commit => 2,
            Right::Donate => 4,
            Right::Profile => 8,
        }
    }
}

/// The addresses of the whole system. Each contract is instantiated with the council's address and then wired; an address that is
/// known never changes, one of a contract that joins later is added by wiring again.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Wiring {
    pub proxy: String,
    pub member_registry: String,
    pub activity_registry: String,
    pub time_token: String,
    pub rulebook: String,
    pub training: String,
    pub reputation: String,
    pub oracle: String,
}

impl Wiring {
    /// The system whose contracts have these addresses.
    pub fn new(mut address: impl FnMut(Contract) -> String) -> Self {
        Wiring {
            proxy: address(Contract::Proxy),
            member_registry: address(Contract::MemberRegistry),
            activity_registry: address(Contract::ActivityRegistry),
            time_token: address(Contract::TimeToken),
            rulebook: address(Contract::Rulebook),
            training: address(Contract::Training),
            reputation: address(Contract::Reputation),
            oracle: address(Contract::Oracle),
        }
    }

    /// The address of a contract.
    pub fn address(&self, contract: Contract) -> &str {
        match contract {
            Contract::Proxy => &self.proxy,
            Contract::MemberRegistry => &self.member_registry,
            Contract::ActivityRegistry => &self.activity_registry,
            Contract::TimeToken => &self.time_token,
            Contract::Rulebook => &self.rulebook,
            Contract::Training => &self.training,
            Contract::Reputation => &self.reputation,
            Contract::Oracle => &self.oracle,
        }
    }
}
