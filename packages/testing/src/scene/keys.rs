//! Cases of the proxy.

use super::Scene;
use timebank_api::permission::Contract;
use timebank_api::proxy::{ExecuteMsg, NewKey};
use timebank_api::record::AgeClass;
use timebank_api::{member_registry, MemberId, Role};
use timebank_intent::Scope;

const PROXY: Contract = Contract::Proxy;
const MEMBERS: Contract = Contract::MemberRegistry;

impl Scene {
    /// A new owner key for somebody, proposed.
    pub(super) fn proposed(&mut self) -> (MemberId, NewKey) {
        let member = self.holder();
        let new = self.suite.new_key(member, Scope::Owner, false);
        self.office(self.officers.custodian, PROXY, &ExecuteMsg::ProposeKey(new.clone()));
        (member, new)
    }

    fn approved(&mut self) -> NewKey {
        let (_, new) = self.proposed();
        self.office(self.officers.away, PROXY, &ExecuteMsg::ApproveKey(new.clone()));
        new
    }

    /// Recoveries whose time lock is over when everything is measured.
    pub(super) fn keys_early(&mut self) {
        let new = self.approved();
        self.measure_council(PROXY, &ExecuteMsg::FinishKey(new))
            .within(MEMBERS, "end_recovery")
            .within(Contract::TimeToken, "cap");
    }

    pub(super) fn keys(&mut self) {
        let member = self.suite.register(1, AgeClass::Under60);
        let key = self.suite.first_owner_key(member);
        self.measure(member, Scope::Everyday, PROXY, &key).within(PROXY, "relayed");

        let member = self.person();
        let grant = member_registry::ExecuteMsg::GrantRole { member, role: Role::Auditor };
        self.suite.direct(MEMBERS, &grant);
        let key = crate::suite::public(&crate::key_of("an office key"));
        self.measure_council(PROXY, &ExecuteMsg::SetOfficeKey { member, key });

        let member = self.person();
        let new = self.suite.new_key(member, Scope::Everyday, true);
        self.measure(member, Scope::Owner, PROXY, &ExecuteMsg::RotateKey(new)).case("the everyday key");
        let member = self.person();
        let new = self.suite.new_key(member, Scope::Owner, false);
        let custodian = self.officers.custodian;
        self.measure(custodian, Scope::Office, PROXY, &ExecuteMsg::ProposeKey(new));
        let (_, new) = self.proposed();
        let away = self.officers.away;
        self.measure(away, Scope::Office, PROXY, &ExecuteMsg::ApproveKey(new));
        for refused in [false, true] {
            let new = self.approved();
            let msg = if refused { ExecuteMsg::RefuseKey(new) } else { ExecuteMsg::ConfirmKey(new) };
            let measure = self.measure_council(PROXY, &msg).within(MEMBERS, "end_recovery");
            if !refused {
                measure.within(Contract::TimeToken, "cap");
            }
        }
        // An empty batch: what every batch costs besides its intents.
        let operator = self.suite.operators[&1].clone();
        self.measure_direct(&operator, PROXY, &ExecuteMsg::Relay { intents: vec![] }).case("no intents");
        for contract in Contract::ALL {
            let wiring = self.unwired.clone();
            let message = serde_json::to_vec(&serde_json::json!({ "wire": { "wiring": wiring } }));
            let way = super::Way::Direct {
                sender: self.suite.council.clone(),
                contract: cosmwasm_std::Addr::unchecked(wiring.address(contract)),
                message: message.expect("JSON"),
            };
            self.list(contract, "wire".into(), way);
        }
    }
}
