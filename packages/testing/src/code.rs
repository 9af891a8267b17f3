//! The contracts as they are linked into the tests. `tests/vm` has a module of this name that gives their real code.

use cosmwasm_std::Empty;
use cw_multi_test::{Contract as Program, ContractWrapper};
use timebank_api::permission::Contract;

/// The code that a suite runs for a contract.
pub fn of(contract: Contract) -> Box<dyn Program<Empty>> {
    macro_rules! code {
        ($name:ident) => {
            ContractWrapper::new(
                ::$name::contract::execute,
                ::$name::contract::instantiate,
                ::$name::contract::query,
            )
            .with_migrate(|deps, env, msg, _| ::$name::contract::migrate(deps, env, msg))
        };
    }
    match contract {
        Contract::Proxy => Box::new(code!(proxy).with_reply(::proxy::contract::reply)),
        Contract::MemberRegistry => Box::new(code!(member_registry)),
        Contract::ActivityRegistry => {
            Box::new(code!(activity_registry).with_reply(::activity_registry::contract::reply))
        }
        Contract::TimeToken => Box::new(code!(time_token)),
        Contract::Rulebook => Box::new(code!(rulebook)),
        Contract::Training => Box::new(code!(training)),
        Contract::Reputation => Box::new(code!(reputation)),
        Contract::Oracle => Box::new(code!(oracle).with_reply(::oracle::contract::reply)),
    }
}
