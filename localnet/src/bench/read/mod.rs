//! Reading in a large community (P7): members who ask, look at what comes, and ask again.
//!
//! The relayer is the real one, on a network of its own that stands for the chain; its store is filled beforehand with activities and
//! members that never were, by `timebank-fill`.

mod questions;

use super::crews::{fresh_people, WORKING_AGE};
use super::person::{Api, Person};
use super::report::Machine;
use super::sample::{as_f64, Latency};
use super::stage::Stage;
use crate::branches::Branch;
use crate::build;
use crate::cache::Cache;
use crate::net::process::ProcessId;
use crate::postgres::Store;
use crate::run;
use crate::steps::{step, step_with_result};
use crate::workspace::Workspace;
use anyhow::{ensure, Context, Result};
use futures::future::try_join_all;
use questions::Question;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use tokio::task::JoinSet;
use tokio::time::sleep;

/// One validator makes blocks beside the archive: the chain only has to be there.
const VALIDATORS: u16 = 1;
/// How long a user looks at an answer.
const THINK: Duration = Duration::from_secs(1);
/// How long users ask before it counts.
const WARM_UP: Duration = Duration::from_secs(15);

/// How large, how long.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Size {
    pub activities: u64,
    pub members: u64,
    /// Users at once.
    pub users: u32,
    pub seconds: u64,
}

/// What was measured.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    pub machine: Machine,
    pub store: Store,
    #[serde(flatten)]
    pub size: Size,
    pub fill_seconds: f64,
    pub questions: Vec<Asked>,
    /// Of all of them.
    pub answered: usize,
    pub failed: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_failure: Option<String>,
    pub per_second: f64,
    /// Processor time of the relayer per answer, in milliseconds.
    pub relayer_cpu_ms: f64,
    /// The relayer's memory in bytes at the beginning, in the middle, at the end.
    pub memory: [u64; 3],
}

/// Answers to one kind of question.
#[derive(Clone, Debug, Serialize)]
pub struct Asked {
    pub question: &'static str,
    pub answered: usize,
    pub latency: Latency,
}

impl Report {
    /// The same for people.
    pub fn print(&self) {
        let size = &self.size;
        println!(
            "\n{} activities and {} members in {:?}, filled in {:.0} s; {} users for {} s on {}",
            size.activities,
            size.members,
            self.store,
            self.fill_seconds,
            size.users,
            size.seconds,
            self.machine.words()
        );
        println!("  {:<34} {:>8} {:>6} {:>6} {:>6}", "", "answers", "p50", "p95", "max");
        for asked in &self.questions {
            let Latency { p50, p95, max } = asked.latency;
            println!("  {:<34} {:>8} {p50:>6} {p95:>6} {max:>6}", asked.question, asked.answered);
        }
        println!(
            "  {} answered ({:.0}/s), {} failed; {:.1} ms of the relayer's processor time each",
            self.answered, self.per_second, self.failed, self.relayer_cpu_ms
        );
        if let Some(failure) = &self.first_failure {
            println!("  first failure: {failure}");
        }
        let [first, middle, last] = self.memory.map(|bytes| bytes / (1024 * 1024));
        println!("  memory of the relayer: {first} MiB, {middle} MiB, {last} MiB");
    }
}

/// Fills a store and measures reading in it.
pub fn read(workspace: &Workspace, cache: &Cache, size: Size, store: Store) -> Result<Report> {
    let stage = Stage::up(workspace, cache, VALIDATORS, size.seconds, store)?;
    let fill = build::relayer::fill(workspace, cache)?;
    let branches = stage.relayers()?;
    let branch = branches.get(1)?;
    let users = step("bench: users register", || stage.runtime.block_on(register(branch, size.users)))?;
    for branch in branches.all() {
        stage.stop_relayer(branch)?;
    }
    let begun = Instant::now();
    step("bench: a community for the store", || {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).context("clock before 1970")?.as_secs();
        let mut command = std::process::Command::new(&fill);
        command.arg(branch.config(&stage.network));
        command.args([now, size.activities, size.members].map(|number| number.to_string()));
        run::logged(&mut command, &cache.path("logs/bench-fill.log"))
    })?;
    let fill_seconds = begun.elapsed().as_secs_f64();
    step("bench: the relayer is ready", || {
        let mut process = branch.spawn(&stage.network, &stage.relayer)?;
        branch.await_ready(&stage.network, &mut process)?;
        stage.adopt(branch, process)
    })?;
    let (answers, memory, cpu) = step_with_result("bench: users ask", || {
        let asked = stage.runtime.block_on(ask(&stage, branch, users, size))?;
        let remark = format!("{} answers", asked.0.all.len());
        Ok((asked, remark))
    })?;
    let answered = answers.all.len();
    let mut questions: BTreeMap<&'static str, Vec<Duration>> = BTreeMap::new();
    for (question, took) in answers.all {
        questions.entry(question).or_default().push(took);
    }
    let count = as_f64(u64::try_from(answered)?);
    Ok(Report {
        machine: Machine::here()?,
        store,
        size,
        fill_seconds,
        questions: questions
            .into_iter()
            .map(|(question, took)| Asked { question, answered: took.len(), latency: Latency::of(took) })
            .collect(),
        answered,
        failed: answers.failures.len(),
        first_failure: answers.failures.into_iter().next(),
        per_second: count / as_f64(size.seconds),
        relayer_cpu_ms: cpu.as_secs_f64() * 1_000.0 / count.max(1.0),
        memory,
    })
}

async fn register(branch: &Branch, users: u32) -> Result<Vec<Person>> {
    let api = Api::new(branch.api())?;
    let persons: Vec<_> = fresh_people(WORKING_AGE).take(usize::try_from(users)?).collect();
    try_join_all(persons.iter().map(|person| api.register(person))).await
}

#[derive(Default)]
struct Answers {
    all: Vec<(&'static str, Duration)>,
    failures: Vec<String>,
}

/// All users ask at once, each again a second after every answer.
async fn ask(
    stage: &Stage,
    branch: &Branch,
    users: Vec<Person>,
    size: Size,
) -> Result<(Answers, [u64; 3], Duration)> {
    let begun = Instant::now();
    let at = |since: Duration| begun.checked_add(since).context("clock out of range");
    let half = stage.length.checked_div(2).unwrap_or_default();
    let moments = [WARM_UP, WARM_UP.saturating_add(half), WARM_UP.saturating_add(stage.length)].map(at);
    let [from, middle, to] = moments;
    let (from, middle, to) = (from?, middle?, to?);
    let answers: Arc<Mutex<Answers>> = Arc::default();
    let mut asking = JoinSet::new();
    // Not all in the same moment.
    let step = THINK.checked_div(size.users).unwrap_or_default();
    for (number, user) in (0u32..).zip(users) {
        let answers = Arc::clone(&answers);
        asking.spawn(async move {
            sleep(step.saturating_mul(number)).await;
            let mut questions = Question::all(number.into(), size.activities);
            while Instant::now() < to {
                let Some(question) = questions.next() else { return };
                let asked = Instant::now();
                let answer = user.get(&question.path).await;
                let took = asked.elapsed();
                if asked >= from {
                    let mut answers = answers.lock().unwrap_or_else(PoisonError::into_inner);
                    match answer {
                        Ok(_) => answers.all.push((question.name, took)),
                        Err(error) => answers.failures.push(format!("{}: {error:#}", question.path)),
                    }
                }
                sleep(THINK).await;
            }
        });
    }
    let (mut memory, mut cpu) = ([0; 3], Vec::new());
    for (moment, bytes) in [from, middle, to].into_iter().zip(&mut memory) {
        tokio::time::sleep_until(moment.into()).await;
        let processes = stage.network.processes()?;
        let relayer = processes.get(&branch.process());
        *bytes = relayer.and_then(ProcessId::memory).context("the relayer has ended")?;
        cpu.push(relayer.and_then(ProcessId::cpu_time).context("the relayer has ended")?);
    }
    let cpu =
        cpu.last().copied().unwrap_or_default().saturating_sub(cpu.first().copied().unwrap_or_default());
    while let Some(ended) = asking.join_next().await {
        ended.context("a user broke down")?;
    }
    let answers = Arc::into_inner(answers).context("a user still asks")?;
    let answers = answers.into_inner().unwrap_or_else(PoisonError::into_inner);
    ensure!(!answers.all.is_empty(), "nothing was answered: {:?}", answers.failures.first());
    Ok((answers, memory, cpu))
}
