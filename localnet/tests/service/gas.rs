//! One intent that burns all the gas it is given, in the middle of a batch (F2).

use crate::support::System;
use serde::Serialize;
use serde_json::{json, Value};
use timebank_api::activity_registry::{
    ActivitiesResponse, ExecuteMsg as Activity, InstantiateMsg as ActivityRegistry, QueryMsg as Activities,
};
use timebank_api::member_registry::{ExecuteMsg as Members, InstantiateMsg as MemberRegistry};
use timebank_api::permission::Contract;
use timebank_api::proxy::{ExecuteMsg as Proxy, InstantiateMsg, NoncesResponse, Outcome, QueryMsg as Keys};
use timebank_api::time_token::ExecuteMsg as Token;
use timebank_api::{Code, MemberId, Scope};
use timebank_client::{Client, SecretKey};
use timebank_localnet::build::contracts;
use timebank_localnet::cache::Cache;
use timebank_localnet::demo::chain;
use timebank_localnet::demo::stranger::{draft, Stranger};
use timebank_localnet::deploy::{self, Deployment, Instance, NULLIFIER_VERSION};
use timebank_localnet::net::spec::{operator, COUNCIL};
use timebank_localnet::workspace::Workspace;

/// What the burner writes before it burns.
const MARK: &[u8] = b"mark";
const BRANCH: u16 = 1;

pub fn an_intent_that_burns_all_its_gas_leaves_the_others_whole(system: &System) {
    let client = second_system(system);
    let key = SecretKey::from_hex(&system.network.secret(&operator(BRANCH)).unwrap().hex()).unwrap();
    chain::wait_for(async {
        let before = Stranger::register(&client, &key).await?;
        let mut burner = Stranger::register(&client, &key).await?;
        let after = Stranger::register(&client, &key).await?;
        let draft = Activity::Draft { activity: draft()? };
        let transfer = Token::Transfer { recipient: "nobody".to_owned(), amount: 1u128.into() };
        let batch = [
            before.intent(Contract::ActivityRegistry, &draft)?,
            burner.intent(Contract::TimeToken, &transfer)?,
            after.intent(Contract::ActivityRegistry, &draft)?,
        ];

        // The transaction succeeds, or there would be no outcomes.
        let outcomes = burner.outcomes(&batch).await?;
        assert_eq!(outcomes, [Outcome::Done, Outcome::failed(Code::GasExhausted), Outcome::Done]);
        assert_eq!(publishers(&client).await?, [before.member, after.member]);
        assert_eq!(client.raw(Contract::TimeToken, MARK, None).await?, None, "what it wrote is not undone");
        assert_eq!(next_nonce(&client, burner.member).await?, 1, "its nonce is not spent");

        // It is over with that intent, not with the member.
        let again = [batch[1].clone(), burner.intent(Contract::ActivityRegistry, &draft)?];
        let outcomes = burner.outcomes(&again).await?;
        assert_eq!(outcomes, [Outcome::rejected(Code::NonceUsed), Outcome::Done]);
        assert_eq!(publishers(&client).await?, [before.member, after.member, burner.member]);
        Ok(())
    })
    .unwrap();
}

/// The same contracts a second time on the same chain, with one that burns all its gas in the token's place.
fn second_system(system: &System) -> Client {
    let network = &system.network;
    let (manifest, node) = (network.manifest(), network.chain());
    let burner = contracts::gas_burner(&Workspace::find().unwrap(), &Cache::open().unwrap()).unwrap();
    let burner = deploy::store(&node, &[&burner]).unwrap();

    let mut deployment = Deployment::read(network).unwrap().unwrap();
    let code = |contract: Contract| {
        let deployed = deployment.contracts.iter().find(|deployed| deployed.name == contract.name());
        deployed.unwrap().code_id
    };
    let council = || manifest.address(COUNCIL).unwrap().to_owned();
    let members = MemberRegistry { council: council(), nullifier_version: NULLIFIER_VERSION };
    let activities = ActivityRegistry { council: council(), code_period: 15 };
    let instances = vec![
        instance(code(Contract::Proxy), &InstantiateMsg { council: council() }),
        instance(code(Contract::MemberRegistry), &members),
        instance(code(Contract::ActivityRegistry), &activities),
        instance(*burner.first().unwrap(), &json!({})),
    ];
    let made = deploy::instantiate(&node, instances).unwrap();
    let [proxy, members, activities, burner] = <[String; 4]>::try_from(made).unwrap();
    // Nothing here asks for rules.
    let wiring = &mut deployment.wiring;
    (wiring.proxy, wiring.member_registry) = (proxy, members);
    (wiring.activity_registry, wiring.time_token) = (activities, burner);

    let wiring = || deployment.wiring.clone();
    let addresses = wiring();
    let branch = Members::AddBranch {
        name: "Second".to_owned(),
        district: "Gulou".to_owned(),
        operators: vec![manifest.address(&operator(BRANCH)).unwrap().to_owned()],
    };
    let calls = [
        (addresses.proxy.as_str(), json(&Proxy::Wire { wiring: wiring() })),
        (&addresses.member_registry, json(&Members::Wire { wiring: wiring() })),
        (&addresses.activity_registry, json(&Activity::Wire { wiring: wiring() })),
        (&addresses.member_registry, json(&branch)),
    ];
    deploy::execute(&node, &calls).unwrap();
    chain::client(manifest, &deployment, &[manifest.archive().unwrap()]).unwrap()
}

fn instance(code: u64, message: &impl Serialize) -> Instance {
    Instance { code, label: "second system".to_owned(), message: json(message) }
}

fn json(message: &impl Serialize) -> Value {
    serde_json::to_value(message).unwrap()
}

/// Who has drafted something, in order.
async fn publishers(client: &Client) -> anyhow::Result<Vec<MemberId>> {
    let query = Activities::Activities { start_after: None, limit: None, descending: None };
    let listed: ActivitiesResponse = client.query(Contract::ActivityRegistry, &query).await?;
    Ok(listed.activities.iter().map(|activity| activity.publisher).collect())
}

async fn next_nonce(client: &Client, member: MemberId) -> anyhow::Result<u64> {
    let query = Keys::Nonces { member, scope: Scope::Everyday, lane: 0 };
    let nonces: NoncesResponse = client.query(Contract::Proxy, &query).await?;
    Ok(nonces.next)
}
