//! The rules of the activity's branch, asked for at submission and approval only.

use crate::reward;
use crate::state::Plan;
use cosmwasm_std::Deps;
use timebank_api::activity_registry::{Category, Terms};
use timebank_api::permission::Contract;
use timebank_api::rulebook::{Pack, PackResponse, QueryMsg};
use timebank_api::Code;
use timebank_std::{address, ask, Error, Result};

/// A category that a pack does not list counts in full.
const PLAIN_WEIGHT: u16 = 100;

/// The terms the pack in force now gives an activity.
///
/// # Errors
/// `pack.unknown`, `activity.reward` if a seat would be worth nothing.
pub fn terms(deps: Deps, plan: &Plan) -> Result<Terms> {
    let rulebook = address(deps, Contract::Rulebook)?;
    let question = QueryMsg::Pack { branch: plan.branch, at: None };
    let answer: PackResponse = ask(&deps.querier, rulebook, &question)
        .map_err(|error| Code::find(&error.to_string()).map_or(Error::Std(error), Error::from))?;
    let weight = weight(&answer.pack, plan.category);
    reward::terms(answer.version, &answer.pack, plan.reward, weight, plan.service)
}

fn weight(pack: &Pack, category: Category) -> u16 {
    pack.weights
        .iter()
        .find(|weight| weight.category == category)
        .map_or(PLAIN_WEIGHT, |weight| weight.percent)
}
