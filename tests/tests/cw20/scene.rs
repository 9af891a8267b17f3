//! Members with TIME, by whose hand their messages reach the token, and the messages in short.

use cosmwasm_std::{from_json, Addr, Binary, Uint128};
use cw20::{AllowanceResponse, Expiration, TokenInfoResponse};
use cw_multi_test::{AppResponse, Executor};
use serde::de::DeserializeOwned;
use serde::Serialize;
use timebank_api::permission::Contract;
use timebank_api::proxy::{self, Outcome, RelayResult};
use timebank_api::record::{link_key, AgeClass};
use timebank_api::time_token::{ExecuteMsg, QueryMsg};
use timebank_api::{Code, MemberId, Role};
use timebank_intent::Scope;
use timebank_testing::Suite;

/// What an owner has at the beginning: the grant of the plain pack.
pub const GRANT: u128 = 600;

/// By whose hand a member's message reaches the token.
#[derive(Debug, Clone, Copy)]
pub enum Hand {
    /// The proxy carries an intent that the member signed with the owner key.
    Relayed,
    /// A chain account that the member linked sends it.
    Linked,
    /// The member's account sends it, as a contract does that holds TIME.
    Account,
}

/// An owner with [`GRANT`] minutes and a spender of the same branch, another member of a second one, both without TIME.
pub struct Scene {
    pub suite: Suite,
    pub hand: Hand,
    pub owner: MemberId,
    pub spender: MemberId,
    pub other: MemberId,
}

/// Runs a case by every hand, and checks the ledger as a whole at its end.
pub fn by_every_hand(case: impl Fn(&mut Scene)) {
    for hand in [Hand::Relayed, Hand::Linked, Hand::Account] {
        println!("by {hand:?}");
        let mut scene = Scene::new(hand);
        case(&mut scene);
        scene.suite.check();
    }
}

impl Scene {
    pub fn new(hand: Hand) -> Self {
        let mut suite = Suite::new();
        let administrator = suite.register(1, AgeClass::Under60);
        suite.appoint(administrator, &[Role::BranchAdministrator]);
        let owner = suite.member_with_owner_key(1);
        let spender = suite.member_with_owner_key(1);
        let other = suite.member_with_owner_key(2);
        suite.grant(administrator, owner).unwrap();
        let mut scene = Scene { suite, hand, owner, spender, other };
        for member in [owner, spender, other] {
            let linked = scene.linked(member);
            scene.publish_by_hand(&link_key(linked.as_str()), &member.to_be_bytes());
        }
        scene
    }

    /// Writes a record of the member-registry's as it would publish it.
    pub fn publish_by_hand(&mut self, key: &[u8], record: &[u8]) {
        let registry = self.suite.address(Contract::MemberRegistry);
        self.suite.chain.contract_storage_mut(&registry).set(key, record);
    }

    /// A chain account that is nobody's.
    pub fn stranger(&self) -> Addr {
        self.suite.chain.api().addr_make("stranger")
    }

    fn linked(&self, member: MemberId) -> Addr {
        self.suite.chain.api().addr_make(&format!("chain account of member {member}"))
    }

    pub fn account(&self, member: MemberId) -> String {
        self.suite.members[&member].account.clone()
    }

    /// A member sends the token a message, by the scene's hand.
    pub fn act<M: Serialize + std::fmt::Debug>(
        &mut self,
        member: MemberId,
        msg: &M,
    ) -> Result<AppResponse, Code> {
        match self.hand {
            Hand::Relayed => self.relay(member, msg),
            Hand::Linked => self.send(&self.linked(member), msg),
            Hand::Account => self.send(&Addr::unchecked(self.account(member)), msg),
        }
    }

    /// A chain account sends the token a message. An error without a code is what the proxy tells as `system.internal`.
    pub fn send<M: Serialize + std::fmt::Debug>(
        &mut self,
        sender: &Addr,
        msg: &M,
    ) -> Result<AppResponse, Code> {
        let token = self.suite.address(Contract::TimeToken);
        let result = self.suite.chain.execute_contract(sender.clone(), token, msg, &[]);
        let response = result.map_err(|error| Code::find(&format!("{error:#}")).unwrap_or(Code::Internal))?;
        self.suite.hear(&response);
        Ok(response)
    }

    fn relay<M: Serialize>(&mut self, member: MemberId, msg: &M) -> Result<AppResponse, Code> {
        let intent = self.suite.intent(member, Scope::Owner, Contract::TimeToken, msg);
        let relay = proxy::ExecuteMsg::Relay { intents: vec![intent.encode().unwrap().into()] };
        let operator = self.suite.operators[&1].clone();
        let proxy = self.suite.address(Contract::Proxy);
        let response = self.suite.chain.execute_contract(operator, proxy, &relay, &[]).unwrap();
        self.suite.hear(&response);
        let result: RelayResult = from_json(response.data.as_ref().unwrap()).unwrap();
        match result.results.as_slice() {
            [Outcome::Done] => Ok(response),
            [Outcome::Failed(code) | Outcome::Rejected(code)] => Err(Code::find(code).unwrap()),
            results => panic!("one intent, but {results:?}"),
        }
    }

    /// The message is refused with this code and leaves the token as it was.
    pub fn refused<M: Serialize + std::fmt::Debug>(&mut self, member: MemberId, msg: &M, code: Code) {
        let before = self.dump();
        assert_eq!(self.act(member, msg).map(drop), Err(code), "{msg:?}");
        assert_eq!(self.dump(), before, "{msg:?}");
    }

    /// No contract knows this message: direct it cannot be read, and the proxy carries no such message.
    pub fn unknown<M: Serialize + std::fmt::Debug>(&mut self, member: MemberId, msg: &M) {
        let code = match self.hand {
            Hand::Relayed => Code::IntentTarget,
            Hand::Linked | Hand::Account => Code::MessageInvalid,
        };
        self.refused(member, msg, code);
    }

    /// Everything the token keeps.
    pub fn dump(&self) -> Vec<cosmwasm_std::Record> {
        self.suite.chain.dump_wasm_raw(&self.suite.address(Contract::TimeToken))
    }

    /// The token told cw20 clients this of the message.
    pub fn told(&self, response: &AppResponse, expected: &[(&str, &str)]) {
        let token = ("_contract_address", self.suite.wiring.time_token.as_str());
        let of_token = |event: &&cosmwasm_std::Event| {
            event.ty == "wasm"
                && event.attributes.iter().any(|at| (at.key.as_str(), at.value.as_str()) == token)
        };
        let event = response.events.iter().find(of_token).expect("the token's attributes");
        let told: Vec<_> = event.attributes.iter().map(|at| (at.key.as_str(), at.value.as_str())).collect();
        for attribute in expected {
            assert!(told.contains(attribute), "{attribute:?} is not among {told:?}");
        }
    }

    pub fn query<R: DeserializeOwned>(&self, msg: &QueryMsg) -> R {
        self.suite.query(Contract::TimeToken, msg)
    }

    pub fn supply(&self) -> u128 {
        self.query::<TokenInfoResponse>(&QueryMsg::TokenInfo {}).total_supply.u128()
    }

    pub fn allowance(&self, owner: MemberId, spender: MemberId) -> AllowanceResponse {
        self.query(&QueryMsg::Allowance { owner: self.account(owner), spender: self.account(spender) })
    }

    /// The owner allows the spender so much.
    pub fn allow(&mut self, amount: u128, expires: Option<Expiration>) {
        let msg = increase(&self.account(self.spender), amount, expires);
        self.act(self.owner, &msg).unwrap();
    }
}

/// An allowance as queries give it.
pub fn allowed(amount: u128, expires: Expiration) -> AllowanceResponse {
    AllowanceResponse { allowance: Uint128::new(amount), expires }
}

pub fn transfer(to: &str, amount: u128) -> ExecuteMsg {
    ExecuteMsg::Transfer { recipient: to.into(), amount: amount.into() }
}

pub fn burn(amount: u128) -> ExecuteMsg {
    ExecuteMsg::Burn { amount: amount.into() }
}

pub fn send(to: &str, amount: u128, msg: &[u8]) -> ExecuteMsg {
    ExecuteMsg::Send { contract: to.into(), amount: amount.into(), msg: Binary::from(msg) }
}

pub fn increase(spender: &str, amount: u128, expires: Option<Expiration>) -> ExecuteMsg {
    ExecuteMsg::IncreaseAllowance { spender: spender.into(), amount: amount.into(), expires }
}

pub fn decrease(spender: &str, amount: u128, expires: Option<Expiration>) -> ExecuteMsg {
    ExecuteMsg::DecreaseAllowance { spender: spender.into(), amount: amount.into(), expires }
}

pub fn transfer_from(owner: &str, to: &str, amount: u128) -> ExecuteMsg {
    ExecuteMsg::TransferFrom { owner: owner.into(), recipient: to.into(), amount: amount.into() }
}

pub fn burn_from(owner: &str, amount: u128) -> ExecuteMsg {
    ExecuteMsg::BurnFrom { owner: owner.into(), amount: amount.into() }
}

pub fn send_from(owner: &str, to: &str, amount: u128, msg: &[u8]) -> ExecuteMsg {
    ExecuteMsg::SendFrom {
        owner: owner.into(),
        contract: to.into(),
        amount: amount.into(),
        msg: Binary::from(msg),
    }
}
