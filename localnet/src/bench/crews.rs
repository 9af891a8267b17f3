//! The people of the load: registered over HTTP as clients would, appointed by the council, offices unlocked for a shift.

use super::givers::{self, Givers};
use super::person::{Api, Person};
use super::services::Crew;
use crate::branches::{Branch, Branches};
use crate::demo::people::{self, random};
use crate::demo::Session;
use crate::deploy::{self, Deployment};
use crate::net::Network;
use anyhow::{bail, Context, Result};
use futures::future::try_join_all;
use serde_json::Value;
use std::collections::HashSet;
use std::ops::RangeInclusive;
use std::sync::atomic::AtomicUsize;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};
use timebank_api::{member_registry, proxy, Minutes, Role};
use tokio::runtime::Runtime;

/// Calls of the council in one transaction.
const CALLS: usize = 30;
const PASSPHRASE: &str = "a shift at the bench";
const PATIENCE: Duration = Duration::from_secs(60);
/// What the load may mint at a branch.
const BUDGET: Minutes = 1_000_000_000;
const GIVING_BRANCH: u32 = 1;
pub const WORKING_AGE: RangeInclusive<u32> = 1950..=1989;

/// How many people.
#[derive(Clone, Copy)]
pub struct Size {
    /// Crews at each branch.
    pub crews: usize,
    /// Participants of a crew.
    pub participants: usize,
    /// Members of a crew who give each other TIME, at the first branch: by the rules of the second it goes to relatives only.
    pub givers: usize,
}

struct Office {
    person: people::Person,
    member: Person,
    roles: &'static [Role],
}

/// Registers everybody at the branches, makes office-holders of some and puts them together.
pub fn prepare(
    runtime: &Runtime,
    network: &Network,
    deployment: &Deployment,
    branches: &Branches,
    size: Size,
) -> Result<Vec<Arc<Crew>>> {
    let (mut people, mut old) = (fresh_people(WORKING_AGE), fresh_people(givers::BORN));
    let mut crews = Vec::new();
    for branch in branches.all() {
        let api = Api::new(branch.api())?;
        let count = size.crews.saturating_mul(size.participants.saturating_add(1)).saturating_add(1);
        let mut persons: Vec<people::Person> = people.by_ref().take(count).collect();
        let registered = runtime.block_on(try_join_all(persons.iter().map(|person| api.register(person))));
        let mut members = registered?;
        let mut offices = Vec::new();
        for number in 0..=size.crews {
            let person = persons.pop().context("too few people")?;
            let member = members.pop().context("too few members")?;
            let roles: &[Role] = match number {
                0 => &[Role::Reviewer],
                _ => &[Role::BranchAdministrator, Role::Publisher],
            };
            offices.push(Office { person, member, roles });
        }
        let mut offices = appoint(runtime, network, deployment, branch, &api, offices)?.into_iter();
        let reviewer = Arc::new(offices.next().context("no reviewer")?);
        let mut givers = Vec::new();
        if let Some(first) = offices.as_slice().first().filter(|_| branch.id == GIVING_BRANCH) {
            let people: Vec<_> = old.by_ref().take(size.crews.saturating_mul(size.givers)).collect();
            givers = runtime.block_on(Givers::prepare(&api, first, &people, size.givers))?;
        }
        for administrator in offices {
            let rest = members.len().saturating_sub(size.participants);
            let participants = members.split_off(rest);
            let (reviewer, turn) = (Arc::clone(&reviewer), AtomicUsize::new(0));
            let givers = givers.pop().unwrap_or_default();
            crews.push(Arc::new(Crew { administrator, reviewer, participants, turn, givers }));
        }
    }
    Ok(crews)
}

/// Gives roles and office keys and unlocks the offices; the same people, logged in as administrators.
fn appoint(
    runtime: &Runtime,
    network: &Network,
    deployment: &Deployment,
    branch: &Branch,
    api: &Api,
    offices: Vec<Office>,
) -> Result<Vec<Person>> {
    let budget = timebank_api::time_token::ExecuteMsg::SetBudget { branch: branch.id, minutes: BUDGET };
    let mut calls = vec![(deployment.wiring.time_token.as_str(), serde_json::to_value(&budget)?)];
    for office in &offices {
        for role in office.roles {
            let grant = member_registry::ExecuteMsg::GrantRole { member: office.member.member, role: *role };
            calls.push((deployment.wiring.member_registry.as_str(), serde_json::to_value(&grant)?));
        }
    }
    decide(network, branch, &calls)?;
    let logins = offices.iter().map(|office| async {
        let person = api.log_in(&office.person, "administrator").await?;
        let key = api.office_key(&person, PASSPHRASE).await?;
        anyhow::Ok((person, key))
    });
    let persons = runtime.block_on(try_join_all(logins))?;
    let mut calls = Vec::new();
    for (person, key) in &persons {
        let set = proxy::ExecuteMsg::SetOfficeKey { member: person.member, key: key.clone().into() };
        calls.push((deployment.wiring.proxy.as_str(), serde_json::to_value(&set)?));
    }
    decide(network, branch, &calls)?;
    runtime.block_on(try_join_all(persons.iter().map(|(person, _)| api.unlock(person, PASSPHRASE))))?;
    Ok(persons.into_iter().map(|(person, _)| person).collect())
}

/// The council's calls; waits until the branch's relayer has seen them.
fn decide(network: &Network, branch: &Branch, calls: &[(&str, Value)]) -> Result<()> {
    for calls in calls.chunks(CALLS) {
        deploy::execute(&network.chain(), calls)?;
    }
    let height = crate::net::rpc::Rpc::new(network.manifest().archive()?.ports.rpc).height()?;
    let admin = Session::anonymous(&branch.admin());
    let deadline = Instant::now().checked_add(PATIENCE).context("clock out of range")?;
    while admin.get("/readyz")?.body.get("height").and_then(Value::as_u64) < Some(height) {
        if Instant::now() > deadline {
            bail!("the relayer has not read block {height} after {PATIENCE:?}");
        }
        thread::sleep(Duration::from_millis(100));
    }
    Ok(())
}

/// People born in these years no two of whom have the same ID number or phone.
pub fn fresh_people(born: RangeInclusive<u32>) -> impl Iterator<Item = people::Person> {
    let mut seen = HashSet::new();
    let years = born.end().saturating_sub(*born.start()).saturating_add(1);
    std::iter::repeat_with(move || people::Person::born(random(years).saturating_add(*born.start())))
        .filter(move |person| seen.insert(person.id_number.clone()) && seen.insert(person.phone.clone()))
}
