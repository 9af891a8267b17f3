//! Who may send which message. Every variant of every `ExecuteMsg` stands in a table made by `permissions!`; a variant
//! without a line does not compile. What the table cannot say (own activity, own branch, own case) the handler checks.

use crate::{Actor, Right, Role, Scope};
use cosmwasm_std::Binary;
use serde::de::DeserializeOwned;

/// Who may send a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Any chain account.
    Anyone,
    /// The federation's council.
    Council,
    /// A registered operator of any branch; the handler says which.
    Operator,
    /// One of the system's own contracts.
    Contract(Contract),
    /// A member through the proxy, with a key of one of these scopes, holding one of these roles (none listed: any member).
    Member { scopes: &'static [Scope], roles: &'static [Role] },
    /// As `Member`, or the holder of a chain account acting directly with it, as any cw20 user does.
    MemberOrAccount { scopes: &'static [Scope] },
}

/// The contracts of the system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Contract {
    Proxy,
    MemberRegistry,
    ActivityRegistry,
    TimeToken,
    Rulebook,
    Training,
    Reputation,
    Oracle,
}

impl Contract {
    /// In the order in which they joined the system; records that list them keep it.
    pub const ALL: [Contract; 8] = [
        Contract::Proxy,
        Contract::MemberRegistry,
        Contract::ActivityRegistry,
        Contract::TimeToken,
        Contract::Rulebook,
        Contract::Training,
        Contract::Reputation,
        Contract::Oracle,
    ];

    /// The name of the contract's crate, folder and storage keys.
    pub fn name(self) -> &'static str {
        match self {
            Contract::Proxy => "proxy",
            Contract::MemberRegistry => "member-registry",
            Contract::ActivityRegistry => "activity-registry",
            Contract::TimeToken => "time-token",
            Contract::Rulebook => "rulebook",
            Contract::Training => "training",
            Contract::Reputation => "reputation",
            Contract::Oracle => "oracle",
        }
    }

    /// The permission table of the contract.
    pub fn permissions(self) -> &'static [Permission] {
        match self {
            Contract::Proxy => crate::proxy::PERMISSIONS,
            Contract::MemberRegistry => crate::member_registry::PERMISSIONS,
            Contract::ActivityRegistry => crate::activity_registry::PERMISSIONS,
            Contract::TimeToken => crate::time_token::PERMISSIONS,
            Contract::Rulebook => crate::rulebook::PERMISSIONS,
            Contract::Training => crate::training::PERMISSIONS,
            Contract::Reputation => crate::reputation::PERMISSIONS,
            Contract::Oracle => crate::oracle::PERMISSIONS,
        }
    }
}

/// One line of a permission table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Permission {
    /// The message's name in JSON.
    pub message: &'static str,
    pub who: Who,
    /// The most gas the proxy lets a relayed message burn; 0 for messages that cannot be relayed.
    pub relay_gas: u64,
    /// The right an agent needs to send it for a member; nothing for what no agent may do.
    pub agent: Option<Right>,
}

impl Permission {
    /// Whether members may send it through the proxy.
    pub fn relayable(&self) -> bool {
        matches!(self.who, Who::Member { .. } | Who::MemberOrAccount { .. }) && self.relay_gas > 0
    }
}

/// The permission of a relayable message, by contract and name; nothing for anything else (default deny).
pub fn relayable(contract: Contract, message: &str) -> Option<&'static Permission> {
    contract.permissions().iter().find(|permission| permission.message == message && permission.relayable())
}

/// The name of a JSON message of the form `{"name":…`, without parsing the rest. Nothing for any other form: whitespace or
/// escapes before or in the name are not canonical and match no message.
pub fn message_name(json: &[u8]) -> Option<&str> {
    let rest = json.strip_prefix(b"{\"")?;
    let end = rest.iter().position(|byte| *byte == b'"')?;
    std::str::from_utf8(rest.get(..end)?).ok()
}

/// What every contract's `ExecuteMsg` is: a message with a permission, one of whose variants carries a relayed intent.
pub trait Message: DeserializeOwned {
    /// Who may send it.
    fn permission(&self) -> Permission;

    /// The actor and the inner message, if this is the variant `relayed`.
    ///
    /// # Errors
    /// The message itself, if it is any other.
    fn into_relayed(self) -> Result<(Actor, Binary), Self>;
}

/// Declares the permission table of a message enum: `Variant "name" => Who, relay gas;`, and behind the gas the right with which
/// an agent may send it for somebody, if one may.
macro_rules! permissions {
    ($msg:ident { $($variant:ident $name:literal => $who:expr, $gas:literal $(, $right:ident)?;)+ }) => {
        /// The permission table.
        pub const PERMISSIONS: &[$crate::permission::Permission] = &[
            $($crate::permission::line($name, $who, $gas, $crate::permission::permissions!(@right $($right)?)),)+
        ];

        impl $msg {
            /// The name of this message in JSON.
            pub fn name(&self) -> &'static str {
                match self { $($msg::$variant { .. } => $name,)+ }
            }

        }

        impl $crate::permission::Message for $msg {
            fn permission(&self) -> $crate::permission::Permission {
                match self {
                    $($msg::$variant { .. } => $crate::permission::line(
                        $name, $who, $gas, $crate::permission::permissions!(@right $($right)?),
                    ),)+
                }
            }

            fn into_relayed(self) -> Result<($crate::Actor, cosmwasm_std::Binary), Self> {
                match self {
                    $msg::Relayed { actor, msg } => Ok((actor, msg)),
                    other => Err(other),
                }
            }
        }
    };
    (@right) => { None };
    (@right $right:ident) => { Some($crate::Right::$right) };
}
pub(crate) use permissions;

pub(crate) const ANY_SCOPE: &[Scope] = &[Scope::Everyday, Scope::Owner, Scope::Office];
pub(crate) const OWNER: &[Scope] = &[Scope::Owner];
pub(crate) const OWNER_OR_OFFICE: &[Scope] = &[Scope::Owner, Scope::Office];
pub(crate) const OFFICE: &[Scope] = &[Scope::Office];

/// A line of a permission table.
pub(crate) const fn line(
    message: &'static str,
    who: Who,
    relay_gas: u64,
    agent: Option<Right>,
) -> Permission {
    Permission { message, who, relay_gas, agent }
}

/// Any member, with a key of one of these scopes.
pub(crate) const fn member(scopes: &'static [Scope]) -> Who {
    Who::Member { scopes, roles: &[] }
}

/// An office-holder with one of these roles, with the office key.
pub(crate) const fn office(roles: &'static [Role]) -> Who {
    Who::Member { scopes: OFFICE, roles }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn message_name_takes_only_the_canonical_form() {
        assert_eq!(message_name(br#"{"enrol":{"activity":1}}"#), Some("enrol"));
        assert_eq!(message_name(br#" {"enrol":{}}"#), None);
        assert_eq!(message_name(br#"{ "enrol":{}}"#), None);
        assert_eq!(message_name(br#"{"enr\u006fl":{}}"#), Some("enr\\u006fl"));
        assert_eq!(message_name(br#"{"enrol"#), None);
        assert_eq!(message_name(b"{\"\xff\":1}"), None);
    }

    #[test]
    fn relayable_denies_by_default() {
        assert!(relayable(Contract::ActivityRegistry, "enrol").is_some());
        assert!(relayable(Contract::ActivityRegistry, "wire").is_none());
        assert!(relayable(Contract::ActivityRegistry, "relayed").is_none());
        assert!(relayable(Contract::TimeToken, "move").is_none());
        assert!(relayable(Contract::TimeToken, "nothing").is_none());
        assert!(relayable(Contract::Proxy, "relay").is_none());
    }

    #[test]
    fn no_two_lines_share_a_name() {
        for contract in Contract::ALL {
            let names: std::collections::BTreeSet<_> =
                contract.permissions().iter().map(|p| p.message).collect();
            assert_eq!(names.len(), contract.permissions().len(), "{}", contract.name());
        }
    }
}
