//! One typed event per change of state. On chain an event's type is the variant's name and its single attribute `data` is the
//! JSON of its fields; a node prefixes the type with `wasm-` and adds `_contract_address`, and an event counts only with the
//! right address. One declaration gives both sides: a contract emits the event's own struct, so that it carries the code of no
//! other, and whoever follows the chain reads and matches [`Event`].

use crate::activity_registry::{ActivityInput, AttendanceSide, Deadline, EnrolmentState, Terms};
use crate::actor::{Role, Scope};
use crate::record::{AgeClass, Receipt};
use crate::rulebook::Pack;
use crate::time_token::{MovementKind, Reference};
use crate::{ActivityId, BranchId, MemberId, Minutes, Seconds};
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{from_json, to_json_string, HexBinary, Uint128};
use serde::Serialize;

/// The attribute that holds an event's fields.
pub const DATA: &str = "data";

/// Declares the events: each as a struct that a contract emits and as a variant of [`Event`].
macro_rules! events {
    ($($(#[$doc:meta])* $name:ident { $($field:ident: $type:ty,)+ })+) => {
        /// Any event, for reading.
        #[cw_serde]
        pub enum Event { $($(#[$doc])* $name { $($field: $type,)+ },)+ }

        $(
            $(#[$doc])*
            #[derive(Debug, Clone, PartialEq, Serialize)]
            pub struct $name { $(pub $field: $type,)+ }

            impl From<$name> for cosmwasm_std::Event {
                fn from(event: $name) -> Self {
                    on_chain(stringify!($name), to_json_string(&event).ok())
                }
            }
        )+

        impl From<Event> for cosmwasm_std::Event {
            fn from(event: Event) -> Self {
                match event { $(Event::$name { $($field,)+ } => $name { $($field,)+ }.into(),)+ }
            }
        }
    };
}

events! {
    // member-registry
    BranchAdded {
        branch: BranchId,
        name: String,
        district: String,
    }
    OperatorAdded {
        branch: BranchId,
        operator: String,
    }
    OperatorRemoved {
        branch: BranchId,
        operator: String,
    }
    MemberRegistered {
        member: MemberId,
        account: String,
        branch: BranchId,
        age: AgeClass,
    }
    RoleGranted {
        member: MemberId,
        role: Role,
    }
    RoleRevoked {
        member: MemberId,
        role: Role,
    }

    // proxy
    KeySet {
        member: MemberId,
        scope: Scope,
        key: HexBinary,
        epoch: u32,
    }
    IntentRejected {
        index: u32,
        code: String,
    }
    IntentFailed {
        digest: HexBinary,
        code: String,
    }

    // rulebook
    PackAdopted {
        branch: BranchId,
        version: u32,
        effective: Seconds,
        pack: Box<Pack>,
    }

    // time-token
    BudgetSet {
        branch: BranchId,
        minutes: Minutes,
    }
    /// `from` is missing when TIME came into being, `to` when it ended.
    TimeMoved {
        kind: MovementKind,
        reference: Reference,
        from: Option<String>,
        to: Option<String>,
        minutes: Uint128,
    }

    // activity-registry; `by` is the member who did it
    ActivityDrafted {
        activity: ActivityId,
        publisher: MemberId,
        branch: BranchId,
        revision: u32,
        input: Box<ActivityInput>,
    }
    ActivityEdited {
        activity: ActivityId,
        revision: u32,
        by: MemberId,
        input: Box<ActivityInput>,
    }
    ActivitySubmitted {
        activity: ActivityId,
        revision: u32,
        by: MemberId,
        terms: Terms,
    }
    ActivityApproved {
        activity: ActivityId,
        revision: u32,
        by: MemberId,
        terms: Terms,
    }
    ActivityReturned {
        activity: ActivityId,
        revision: u32,
        by: MemberId,
        reason: String,
        taken_down: bool,
    }
    /// Nobody's `by` means that its time was over; `reason` then is `not_reviewed` when no reviewer had looked at it, or
    /// `nobody_came` when nobody had taken part. Otherwise it is what the member who withdrew it wrote.
    ActivityCancelled {
        activity: ActivityId,
        by: Option<MemberId>,
        reason: String,
    }
    ActivitySettled {
        activity: ActivityId,
    }
    CoAdministratorAdded {
        activity: ActivityId,
        member: MemberId,
        by: MemberId,
    }
    CoAdministratorRemoved {
        activity: ActivityId,
        member: MemberId,
        by: MemberId,
    }
    Enrolled {
        activity: ActivityId,
        participant: MemberId,
        state: EnrolmentState,
        position: u32,
    }
    MovedUp {
        activity: ActivityId,
        participant: MemberId,
        state: EnrolmentState,
    }
    EnrolmentWithdrawn {
        activity: ActivityId,
        participant: MemberId,
    }
    Admitted {
        activity: ActivityId,
        participant: MemberId,
        by: MemberId,
    }
    Declined {
        activity: ActivityId,
        participant: MemberId,
        by: MemberId,
        reason: String,
    }
    /// `by` differs from the participant when an administrator gave the word; nobody when a deadline did it.
    Attendance {
        activity: ActivityId,
        participant: MemberId,
        side: AttendanceSide,
        at: Seconds,
        by: Option<MemberId>,
    }
    MinutesConfirmed {
        activity: ActivityId,
        participant: MemberId,
        by: MemberId,
        minutes: Minutes,
    }
    MinutesAgreed {
        activity: ActivityId,
        participant: MemberId,
        minutes: Minutes,
    }
    DisputeOpened {
        activity: ActivityId,
        participant: MemberId,
        claimed: Minutes,
        confirmed: Minutes,
    }
    DisputeResolved {
        activity: ActivityId,
        participant: MemberId,
        by: MemberId,
        minutes: Minutes,
    }
    Rated {
        activity: ActivityId,
        participant: MemberId,
        by: MemberId,
        score: u8,
        comment: Option<HexBinary>,
    }
    Settled {
        activity: ActivityId,
        receipt: Receipt,
    }
    DeadlinePassed {
        activity: ActivityId,
        participant: Option<MemberId>,
        deadline: Deadline,
    }
    /// A deadline's consequence was refused; it is tried again at `again`.
    DeadlineRequeued {
        activity: ActivityId,
        participant: Option<MemberId>,
        code: String,
        again: Seconds,
    }
}

impl Event {
    /// Reads an event from its type (with or without the node's `wasm-`) and its `data` attribute. Nothing for events that
    /// are none of ours.
    pub fn read(kind: &str, data: &str) -> Option<Self> {
        let name = kind.strip_prefix("wasm-").unwrap_or(kind);
        from_json(format!("{{\"{name}\":{data}}}")).ok()
    }
}

fn on_chain(name: &str, data: Option<String>) -> cosmwasm_std::Event {
    // Serialising our own plain types cannot fail; were it to, the event's type would say so.
    let (kind, data) =
        data.map_or_else(|| ("event_unreadable".into(), "{}".into()), |data| (snake_case(name), data));
    cosmwasm_std::Event::new(kind).add_attribute(DATA, data)
}

/// As the reading side names a variant.
fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn read_gives_back_what_was_emitted() {
        let event = Event::TimeMoved {
            kind: MovementKind::MintGrant,
            reference: Reference::Grant { branch: 1, pack: 2, rule: "elder-80".into() },
            from: None,
            to: Some("wasm1a".into()),
            minutes: Uint128::new(600),
        };
        let chain: cosmwasm_std::Event = event.clone().into();
        assert_eq!(chain.ty, "time_moved");
        let data = &chain.attributes.first().unwrap().value;
        assert_eq!(Event::read("wasm-time_moved", data), Some(event));
        assert_eq!(Event::read("wasm-transfer", data), None);
    }
}
