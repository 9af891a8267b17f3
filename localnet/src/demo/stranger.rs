//! Intents made by hand, as an attacker or another program would make them: what the chain itself refuses, whoever
//! hands it in.

use super::people::random;
use super::{chain, Report};
use crate::deploy::{Deployment, NULLIFIER_VERSION};
use crate::net::spec::operator;
use crate::net::Network;
use anyhow::{bail, ensure, Context, Result};
use cosmwasm_std::Binary;
use serde::Serialize;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use timebank_api::activity_registry::{
    ActivityInput, Admission, Category, ExecuteMsg as Activity, Payer, Reward, Window,
};
use timebank_api::member_registry::ExecuteMsg as Members;
use timebank_api::permission::Contract;
use timebank_api::proxy::Outcome;
use timebank_api::record::AgeClass;
use timebank_api::rulebook::Skill;
use timebank_api::{Event, MemberId};
use timebank_client::{decode, Client, Commits, Execute, SecretKey, TxResult};
use timebank_intent::{Intent, Scope, SignedIntent};

const REGISTER_GAS: u64 = 500_000;
const RELAY_GAS: u64 = 2_000_000;
const HOUR: u64 = 3_600;
const ACTIVITIES: Contract = Contract::ActivityRegistry;
const COMMIT_PATIENCE: Duration = Duration::from_secs(30);

/// Registers a member whose everyday key is held here, and tries what it must not be able to do.
///
/// # Errors
/// If anything of it was possible.
pub fn run(network: &Network, settled: u64, participant: MemberId, report: &mut Report) -> Result<()> {
    let deployment = Deployment::read(network)?.context("no contracts are deployed")?;
    let client = chain::client(network.manifest(), &deployment, &[network.manifest().archive()?])?;
    let key = SecretKey::from_hex(&network.secret(&operator(1))?.hex()).context("the operator's key")?;
    chain::wait_for(async {
        let mut stranger = Stranger::register(&client, &key).await?;
        let settle = Activity::Settle { id: settled, participant };
        let refused = stranger.outcomes(&[stranger.intent(ACTIVITIES, &settle)?]).await?;
        report.refused("an everyday key that settles", code(&refused, 0)?, &["auth.scope"])?;
        let approve = Activity::Approve { id: settled, revision: 1 };
        let refused = stranger.outcomes(&[stranger.intent(ACTIVITIES, &approve)?]).await?;
        report.refused("an everyday key that reviews", code(&refused, 0)?, &["auth.scope"])?;

        let begun = Instant::now();
        let intent = stranger.intent(ACTIVITIES, &Activity::Draft { activity: draft()? })?;
        let first = stranger.outcomes(&[intent.clone(), intent.clone()]).await?;
        ensure!(
            first.first() == Some(&Outcome::Done),
            "the first of two equal intents was not carried out: {first:?}"
        );
        report.refused("the same intent twice in a batch", code(&first, 1)?, &["intent.nonce_used"])?;
        let again = stranger.outcomes(&[intent]).await?;
        report.refused("the same intent in a later batch", code(&again, 0)?, &["intent.nonce_used"])?;
        report.done(begun, "an intent sent three times took effect once", "");
        Ok(())
    })
}

/// A member whose everyday key is held here.
pub struct Stranger<'a> {
    operator: Operator<'a>,
    key: SecretKey,
    /// The member's number.
    pub member: MemberId,
    nonce: u64,
}

/// The branch's operator, who hands things in.
struct Operator<'a> {
    client: &'a Client,
    commits: Commits,
    key: &'a SecretKey,
}

impl Operator<'_> {
    /// Sends one message in a transaction of its own and waits for its block.
    async fn commit(&self, execute: Execute, gas: u64) -> Result<TxResult> {
        let signed = self.client.prepare(&[execute], self.key, gas, 0).await?;
        let result = self.commits.commit(self.client, &signed, COMMIT_PATIENCE).await?;
        ensure!(result.code == 0, "a transaction failed: {}", result.log);
        Ok(result)
    }
}

impl<'a> Stranger<'a> {
    /// Registers somebody new at the operator's branch.
    ///
    /// # Errors
    /// If that is refused.
    pub async fn register(client: &'a Client, operator: &'a SecretKey) -> Result<Self> {
        let commits = Commits::follow(client.clone()).await?;
        let operator = Operator { client, commits, key: operator };
        let key = SecretKey::generate();
        let bytes = |length: usize| -> Vec<u8> {
            std::iter::repeat_with(|| u8::try_from(random(256)).unwrap_or(0)).take(length).collect()
        };
        let nullifier = [vec![NULLIFIER_VERSION], bytes(32)].concat();
        let message = Members::RegisterMember {
            nullifier: nullifier.into(),
            salt: bytes(16).into(),
            everyday_key: Binary::from(key.public_key()),
            age: AgeClass::Under60,
        };
        let execute = Execute::new(client.contracts().address(Contract::MemberRegistry), &message)?;
        let result = operator.commit(execute, REGISTER_GAS).await?;
        let events = decode::events(client.contracts(), &result.events);
        let member = events.iter().find_map(|event| match event {
            Event::MemberRegistered { member, .. } => Some(*member),
            _ => None,
        });
        Ok(Stranger { operator, key, member: member.context("nobody was registered")?, nonce: 0 })
    }

    /// The next intent of this member, under the everyday key.
    ///
    /// # Errors
    /// If it cannot be written or signed.
    pub fn intent(&self, contract: Contract, message: &impl Serialize) -> Result<Vec<u8>> {
        let client = self.operator.client;
        let contracts = client.contracts();
        let intent = Intent {
            scope: Scope::Everyday,
            signer: self.member,
            on_behalf_of: None,
            key_epoch: 1,
            lane: 0,
            nonce: self.nonce,
            valid_until: now()?.saturating_add(HOUR),
            contract: contracts.canonical(contract),
            message: serde_json::to_vec(message)?,
        };
        let digest = intent.digest(client.chain_id(), &contracts.canonical(Contract::Proxy))?;
        Ok(SignedIntent { intent, signature: self.key.sign_digest(&digest)? }.encode()?)
    }

    /// Hands a batch in as the branch's operator and reads what became of each intent. This member's next intent bears the
    /// next nonce.
    ///
    /// # Errors
    /// If the transaction fails.
    pub async fn outcomes(&mut self, intents: &[Vec<u8>]) -> Result<Vec<Outcome>> {
        self.nonce = self.nonce.saturating_add(1);
        let execute = Execute::relay(self.operator.client.contracts(), intents)?;
        let result = self.operator.commit(execute, RELAY_GAS).await?;
        let data = decode::response_data(&result, 0).context("the batch gave no results")?;
        let results: timebank_api::proxy::RelayResult = cosmwasm_std::from_json(data)?;
        Ok(results.results)
    }
}

/// The code of a refusal.
fn code(outcomes: &[Outcome], index: usize) -> Result<&str> {
    match outcomes.get(index).context("an outcome is missing")? {
        Outcome::Failed(code) | Outcome::Rejected(code) => Ok(code),
        Outcome::Done => bail!("it was carried out, but it must be refused"),
    }
}

/// A draft, which commits nothing.
///
/// # Errors
/// If the clock is wrong.
pub fn draft() -> Result<ActivityInput> {
    let start = now()?.saturating_add(HOUR);
    let span = Window { start, end: start.saturating_add(HOUR) };
    Ok(ActivityInput {
        title: "Read the newspaper aloud".into(),
        summary: String::new(),
        text: None,
        category: Category::Company,
        place: "Gulou".into(),
        registration: span,
        service: span,
        seats: 1,
        reward: Reward::PerHour { minutes: 60 },
        payer: Payer::OwnBalance,
        admission: Admission::Automatic,
        attendance_key: Binary::from(SecretKey::generate().public_key()),
        skill: Skill::Plain,
        requirements: vec![],
        listing: None,
    })
}

fn now() -> Result<u64> {
    Ok(SystemTime::now().duration_since(UNIX_EPOCH).context("clock before 1970")?.as_secs())
}
