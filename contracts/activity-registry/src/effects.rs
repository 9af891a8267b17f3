//! What a message leads to besides its records: movements of the token, and events.

use crate::state::Activity;
use cosmwasm_std::{to_json_binary, Deps, Event, Response, WasmMsg};
use serde::Serialize;
use timebank_api::activity_registry::Payer;
use timebank_api::permission::Contract;
use timebank_api::time_token::{Movement, MAX_MOVEMENTS};
use timebank_api::{Code, MemberId, Minutes};
use timebank_std::{address, Error, Result};

/// A message to the token, in the bytes of its `ExecuteMsg`; that type itself would bring the code along that writes every other
/// message.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum ToToken<'a> {
    Move { movements: &'a [Movement] },
}

#[derive(Default)]
pub struct Effects {
    movements: Vec<Movement>,
    events: Vec<Event>,
}

impl Effects {
    pub fn emit(&mut self, event: impl Into<Event>) {
        self.events.push(event.into());
    }

    /// Holds TIME of the payer's account or of the branch's welfare fund, or reserves it from the branch's budget.
    pub fn hold(&mut self, activity: &mut Activity, payer: &str, minutes: Minutes) -> Result<()> {
        let id = activity.id;
        activity.tally.hold =
            activity.tally.hold.checked_add(minutes).ok_or_else(|| Error::from(Code::Overflow))?;
        self.movements.push(match activity.plan.payer {
            Payer::OwnBalance => Movement::Hold { activity: id, payer: payer.into(), minutes },
            Payer::Issuance => Movement::Reserve { activity: id, branch: activity.plan.branch, minutes },
            Payer::WelfareFund => Movement::HoldFund { activity: id, branch: activity.plan.branch, minutes },
        });
        Ok(())
    }

    /// Pays a participant out of the hold.
    pub fn pay(
        &mut self,
        activity: &mut Activity,
        participant: MemberId,
        to: String,
        minutes: Minutes,
    ) -> Result<()> {
        if take(activity, minutes)? == 0 {
            return Ok(());
        }
        let id = activity.id;
        self.movements.push(match activity.plan.payer {
            Payer::OwnBalance | Payer::WelfareFund => {
                Movement::Settle { activity: id, participant, to, minutes }
            }
            Payer::Issuance => Movement::MintService { activity: id, participant, to, minutes },
        });
        Ok(())
    }

    /// Gives a part of the hold back to whoever it came from.
    pub fn release(&mut self, activity: &mut Activity, minutes: Minutes) -> Result<()> {
        if take(activity, minutes)? == 0 {
            return Ok(());
        }
        let id = activity.id;
        self.movements.push(match activity.plan.payer {
            Payer::OwnBalance | Payer::WelfareFund => Movement::Refund { activity: id, minutes },
            Payer::Issuance => Movement::Unreserve { activity: id, minutes },
        });
        Ok(())
    }

    /// A movement that is none of the hold.
    pub fn push(&mut self, movement: Movement) {
        self.movements.push(movement);
    }

    /// The response: a message to the token for every [`MAX_MOVEMENTS`], and the events.
    ///
    /// # Errors
    /// `system.not_wired`.
    pub fn into_response(self, deps: Deps) -> Result<Response> {
        let mut response = Response::new().add_events(self.events);
        for movements in self.movements.chunks(MAX_MOVEMENTS) {
            response = response.add_message(WasmMsg::Execute {
                contract_addr: address(deps, Contract::TimeToken)?.into(),
                msg: to_json_binary(&ToToken::Move { movements })?,
                funds: vec![],
            });
        }
        Ok(response)
    }
}

fn take(activity: &mut Activity, minutes: Minutes) -> Result<Minutes> {
    let hold = &mut activity.tally.hold;
    *hold = hold.checked_sub(minutes).ok_or(Code::HoldExceeded)?;
    Ok(minutes)
}
