//! The rules a member is judged by: those of the pack in force at the member's own branch.

use cosmwasm_std::Deps;
use serde::Deserialize;
use timebank_api::permission::Contract;
use timebank_api::record::{member_key, MemberRecord};
use timebank_api::rulebook::{Conduct, Levels, QueryMsg};
use timebank_api::{BranchId, Code, MemberId};
use timebank_std::{address, ask, published, Error, Result};

/// Of a pack, what counts here. Whatever else it has or will have is skipped.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct Rules {
    pub levels: Levels,
    pub conduct: Conduct,
}

#[derive(Deserialize)]
struct Answer {
    pack: Rules,
}

/// The packs that one message has asked for.
#[derive(Default)]
pub struct Packs(Vec<(BranchId, Rules)>);

impl Packs {
    /// The rules for a member; those a pack has by default where the branch has none in force.
    ///
    /// # Errors
    /// Only if the rulebook does not answer.
    pub fn of(&mut self, deps: Deps, member: MemberId) -> Result<Rules> {
        let record = published(deps, Contract::MemberRegistry, member_key(member), MemberRecord::from_bytes)?;
        let Some(MemberRecord { branch, .. }) = record else { return Ok(Rules::default()) };
        if let Some((_, rules)) = self.0.iter().find(|(known, _)| *known == branch) {
            return Ok(rules.clone());
        }
        let rulebook = address(deps, Contract::Rulebook)?;
        let rules = match ask(&deps.querier, rulebook, &QueryMsg::Pack { branch, at: None }) {
            Ok(Answer { pack }) => pack,
            Err(error) if Code::find(&error.to_string()) == Some(Code::PackUnknown) => Rules::default(),
            Err(error) => return Err(Error::Std(error)),
        };
        self.0.push((branch, rules.clone()));
        Ok(rules)
    }
}
