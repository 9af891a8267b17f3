//! The gas table: for people as `docs/gas.md`, and as `docs/gas.json`, with which later runs are compared.

use super::scene::SceneMessage;
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;
use timebank_api::permission::Contract;

/// The most that a message may cost more in the large state than in the small one (P6), in percent.
const MOST_GROWTH: u64 = 115;
/// The most that a message may cost more than in the committed table, in percent.
const MOST_REGRESSION: u64 = 105;
/// Goals P5: of the stock cw20's direct transfer in percent, and gas.
const TRANSFER_IN_BATCH: u64 = 80;
const TRANSFER_ALONE: u64 = 160;
const SETTLE_IN_BATCH: u64 = 120_000;

/// The whole table.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Table {
    pub date: String,
    pub versions: BTreeMap<String, String>,
    pub small: World,
    pub large: World,
    pub sizes: Vec<Size>,
    /// Gas of a direct transfer of the stock cw20 contract.
    pub direct: u64,
    pub messages: Vec<Line>,
}

/// What was there when it was measured.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct World {
    pub crowd: Value,
    /// Entries that the eight contracts store, and bytes in all.
    pub entries: u64,
    pub bytes: u64,
}

/// Size of a contract's code and its goal (P8), in KiB.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Size {
    pub contract: String,
    pub kib: u64,
    pub goal: u64,
}

impl Size {
    pub fn of(contract: &str, kib: u64) -> Self {
        let goal = match contract {
            "time-token" => 400,
            "activity-registry" => 520,
            "proxy" => 260,
            _ => 420,
        };
        Size { contract: contract.to_owned(), kib, goal }
    }
}

/// A measured message.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Line {
    pub contract: String,
    pub message: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub case: String,
    /// Signed intents in the transaction; nothing for what a chain account sends itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intents: Option<u64>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub within: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
    /// Gas in the small state and in the large one; of one intent where there are several.
    pub small: u64,
    pub large: u64,
}

impl Line {
    pub fn new(message: &SceneMessage, small: u64, large: u64) -> Self {
        Line {
            contract: message.contract.clone(),
            message: message.message.clone(),
            case: message.case.clone(),
            intents: message.intents,
            within: message.within.clone(),
            refused: message.refused.clone(),
            small,
            large,
        }
    }

    fn key(&self) -> (&str, &str, &str, Option<u64>) {
        (&self.contract, &self.message, &self.case, self.intents)
    }

    fn name(&self) -> String {
        let mut name = format!("{} {}", self.contract, self.message);
        if !self.case.is_empty() {
            name.push_str(&format!(" ({})", self.case));
        }
        if let Some(intents) = self.intents.filter(|intents| *intents > 1) {
            name.push_str(&format!(" in a batch of {intents}"));
        }
        name
    }

    fn is(&self, message: &str, intents: u64) -> bool {
        self.message == message && self.intents == Some(intents)
    }
}

/// A goal, and what was reached.
#[derive(Clone, Debug)]
pub struct Goal {
    pub what: String,
    pub reached: String,
    pub goal: String,
    pub met: bool,
}

impl Table {
    /// The goals, with those for growth and size.
    pub fn goals(&self) -> Vec<Goal> {
        let mut goals = Vec::new();
        let mut relative = |what: &str, message: &str, intents: u64, most: u64| {
            let line =
                self.messages.iter().find(|line| line.contract == "time-token" && line.is(message, intents));
            let percent = percent(line.map_or(u64::MAX, |line| line.small), self.direct);
            goals.push(Goal {
                what: what.to_owned(),
                reached: hundredths(percent),
                goal: format!("≤ {} of a direct transfer of the stock cw20", hundredths(most)),
                met: percent <= most,
            });
        };
        relative("relayed transfer, in a batch of 25", "transfer", 25, TRANSFER_IN_BATCH);
        relative("relayed transfer, alone", "transfer", 1, TRANSFER_ALONE);
        let settle =
            self.messages.iter().find(|line| line.is("settle", 25)).map_or(u64::MAX, |line| line.small);
        goals.push(Goal {
            what: "relayed settlement of one participant, in a batch of 25".to_owned(),
            reached: thousands(settle),
            goal: format!("≤ {} gas", thousands(SETTLE_IN_BATCH)),
            met: settle <= SETTLE_IN_BATCH,
        });
        let worst = self.messages.iter().max_by_key(|line| percent_up(line.large, line.small));
        if let Some(line) = worst {
            let growth = percent_up(line.large, line.small);
            goals.push(Goal {
                what: format!("the large state beside the small one; most: {}", line.name()),
                reached: hundredths(growth),
                goal: format!("≤ {}", hundredths(MOST_GROWTH)),
                met: growth <= MOST_GROWTH,
            });
        }
        goals
    }

    /// What went wrong, one line each.
    pub fn failures(&self) -> Vec<String> {
        let missed = self.goals().into_iter().filter(|goal| !goal.met);
        let mut failures: Vec<String> = missed
            .map(|goal| format!("missed: {}: {}, goal {}", goal.what, goal.reached, goal.goal))
            .collect();
        let grown = self.messages.iter().filter(|line| percent_up(line.large, line.small) > MOST_GROWTH);
        failures.extend(grown.map(|line| {
            format!(
                "missed: {} costs {} in the small state and {} in the large one",
                line.name(),
                line.small,
                line.large
            )
        }));
        let large = self.sizes.iter().filter(|size| size.kib > size.goal);
        failures.extend(
            large.map(|size| {
                format!("missed: {} has {} KiB, goal {} KiB", size.contract, size.kib, size.goal)
            }),
        );
        failures
    }

    /// What differs from this table in lines measured now: dearer by more than 5 %, new, or gone. `large`: whether the large
    /// state was measured too.
    pub fn regressions(&self, now: &[Line], large: bool) -> Vec<String> {
        let known: BTreeMap<_, _> = self.messages.iter().map(|line| (line.key(), line)).collect();
        let measured: BTreeMap<_, _> = now.iter().map(|line| (line.key(), line)).collect();
        let mut regressions = Vec::new();
        for line in now {
            let Some(before) = known.get(&line.key()) else {
                regressions.push(format!("{} is not in the table", line.name()));
                continue;
            };
            let mut compare = |state: &str, before: u64, now: u64| {
                if percent_up(now, before) > MOST_REGRESSION {
                    regressions
                        .push(format!("{} cost {before} gas {state} and costs {now} now", line.name()));
                }
            };
            compare("in the small state", before.small, line.small);
            if large {
                compare("in the large state", before.large, line.large);
            }
        }
        let gone = self.messages.iter().filter(|line| !measured.contains_key(&line.key()));
        regressions.extend(gone.map(|line| format!("{} is in the table and was not measured", line.name())));
        regressions
    }

    /// The page.
    pub fn page(&self) -> Result<String> {
        let mut page = String::new();
        self.write_page(&mut page).context("cannot write the page")?;
        Ok(page)
    }

    fn write_page(&self, page: &mut String) -> std::fmt::Result {
        let versions: Vec<String> =
            self.versions.iter().map(|(name, version)| format!("{name} {version}")).collect();
        writeln!(page, "# Gas\n")?;
        writeln!(page, "Measured on {} with {}.", self.date, versions.join(", "))?;
        writeln!(page, "`cargo timebank bench gas` writes this page and `gas.json` beside it.\n")?;
        page.push_str(
            "Every message is sent on a real chain with pinned codes, each in a transaction of its own. Gas is that of the whole\n\
             transaction: signature of the sender, reading of the message, everything that follows from it. What members do is\n\
             relayed: one signed intent in a batch of one, or 25 intents of 25 members, then gas is that of one of them. Everything\n\
             else is sent by the chain account that may send it. Gas depends on no machine; times as the messages name them can\n\
             move it by some hundredths of a percent.\n\n",
        );
        writeln!(page, "## Goals\n\n| what | reached | goal | |\n|---|---|---|---|")?;
        for goal in self.goals() {
            let met = if goal.met { "met" } else { "**missed**" };
            writeln!(page, "| {} | {} | {} | {met} |", goal.what, goal.reached, goal.goal)?;
        }
        writeln!(
            page,
            "\nA direct transfer of the stock cw20 on the same chain costs {} gas.",
            thousands(self.direct)
        )?;
        page.push_str("\n## Two states\n\n");
        page.push_str(
            "The chain's genesis holds what the contracts stored in a simulated chain, where the contracts themselves wrote all\n\
             of it. Besides what the measured messages need, there is a crowd:\n\n| | small | large |\n|---|---|---|\n",
        );
        let count =
            |world: &World, name: &str| thousands(world.crowd.get(name).and_then(Value::as_u64).unwrap_or(0));
        for (name, shown) in CROWD {
            writeln!(page, "| {shown} | {} | {} |", count(&self.small, name), count(&self.large, name))?;
        }
        let entries = [&self.small, &self.large].map(|world| thousands(world.entries));
        writeln!(page, "| entries in the stores of the eight contracts | {} | {} |", entries[0], entries[1])?;
        let bytes = [&self.small, &self.large].map(|world| thousands(world.bytes.div_ceil(1_000)));
        writeln!(page, "| kilobytes in them | {} | {} |", bytes[0], bytes[1])?;
        writeln!(page, "\n## Sizes\n\n| contract | KiB | goal |\n|---|---|---|")?;
        for size in &self.sizes {
            let mark = if size.kib > size.goal { " (**missed**)" } else { "" };
            writeln!(page, "| {} | {}{mark} | {} |", size.contract, size.kib, size.goal)?;
        }
        Contract::ALL.into_iter().try_for_each(|contract| self.write_contract(page, contract))
    }

    fn write_contract(&self, page: &mut String, contract: Contract) -> std::fmt::Result {
        writeln!(
            page,
            "\n## {}\n\n| message | sent | small | large | ratio |\n|---|---|---|---|---|",
            contract.name()
        )?;
        for permission in contract.permissions() {
            let own = |line: &&Line| line.contract == contract.name() && line.message == permission.message;
            for line in self.messages.iter().filter(own) {
                let case = if line.case.is_empty() { String::new() } else { format!(": {}", line.case) };
                let refused =
                    line.refused.as_ref().map(|code| format!("; refused, `{code}`")).unwrap_or_default();
                let way = match line.intents {
                    None => "directly".to_owned(),
                    Some(1) => "relayed".to_owned(),
                    Some(intents) => format!("relayed, 1 of {intents}"),
                };
                writeln!(
                    page,
                    "| `{}`{case}{refused} | {way} | {} | {} | {} |",
                    line.message,
                    thousands(line.small),
                    thousands(line.large),
                    ratio(line.large, line.small)
                )?;
            }
            let name = format!("{} {}", contract.name(), permission.message);
            let carriers: Vec<String> = self
                .messages
                .iter()
                .filter(|line| line.within.contains(&name))
                .map(|line| format!("`{} {}`", line.contract, line.message))
                .collect();
            if permission.message == "relayed" {
                writeln!(page, "| `relayed` | part of every relayed message | | | |")?;
            } else if !self.messages.iter().any(|line| own(&line)) {
                let mut carriers = carriers;
                carriers.dedup();
                writeln!(page, "| `{}` | part of {} | | | |", permission.message, carriers.join(", "))?;
            }
        }
        Ok(())
    }

    /// The same on a terminal, short.
    pub fn print(&self) {
        for goal in self.goals() {
            let mark = if goal.met { ' ' } else { '!' };
            println!("  {mark} {:<70} {:>8}  {}", goal.what, goal.reached, goal.goal);
        }
        println!("  {} messages; stock cw20, direct: {} gas", self.messages.len(), self.direct);
    }
}

/// The fields of a crowd, and what they are on the page.
const CROWD: [(&str, &str); 7] = [
    ("members", "members with two keys and a balance"),
    ("activities", "open activities with a hold, a publisher and a participant"),
    ("settled", "settled services with receipt, ratings and facts"),
    ("listings", "offers"),
    ("certificates", "places in courses, each with a certificate"),
    ("credentials", "credentials"),
    ("facts", "facts of partners that were applied"),
];

fn percent(part: u64, whole: u64) -> u64 {
    part.saturating_mul(100).checked_div(whole).unwrap_or(u64::MAX)
}

/// As [`percent`], rounded up: what is over a limit is never shown as at it.
fn percent_up(part: u64, whole: u64) -> u64 {
    match whole {
        0 => u64::MAX,
        whole => part.saturating_mul(100).div_ceil(whole),
    }
}

fn hundredths(percent: u64) -> String {
    format!("{}.{:02}", percent.checked_div(100).unwrap_or(0), percent.checked_rem(100).unwrap_or(0))
}

fn ratio(large: u64, small: u64) -> String {
    let thousandth = large.saturating_mul(1_000).checked_div(small).unwrap_or(0);
    format!(
        "{}.{:03}",
        thousandth.checked_div(1_000).unwrap_or(0),
        thousandth.checked_rem(1_000).unwrap_or(0)
    )
}

/// A number with spaces between its thousands.
fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut shown = String::new();
    for (index, digit) in digits.chars().enumerate() {
        let left = digits.len().saturating_sub(index);
        if index > 0 && left.is_multiple_of(3) {
            shown.push(' ');
        }
        shown.push(digit);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::Workspace;

    fn line(message: &str, small: u64) -> Line {
        Line {
            contract: "time-token".to_owned(),
            message: message.to_owned(),
            case: String::new(),
            intents: Some(1),
            within: vec![],
            refused: None,
            small,
            large: small,
        }
    }

    fn committed() -> Table {
        serde_json::from_str(&Workspace::find().unwrap().text("docs/gas.json").unwrap()).unwrap()
    }

    #[test]
    fn message_that_costs_a_twentieth_more_is_a_regression_and_less_is_none() {
        let mut table = committed();
        table.messages = vec![line("transfer", 100_000), line("burn", 50_000)];
        let now = [line("transfer", 105_000), line("burn", 20_000)];
        assert_eq!(table.regressions(&now, true), Vec::<String>::new());
        let now = [line("transfer", 105_001), line("gift", 1)];
        assert_eq!(
            table.regressions(&now, false),
            [
                "time-token transfer cost 100000 gas in the small state and costs 105001 now",
                "time-token gift is not in the table",
                "time-token burn is in the table and was not measured"
            ]
        );
    }

    #[test]
    fn every_message_of_the_permission_tables_has_a_line() {
        let table = committed();
        for contract in Contract::ALL {
            for permission in contract.permissions().iter().filter(|line| line.message != "relayed") {
                let name = format!("{} {}", contract.name(), permission.message);
                let has = |line: &Line| {
                    (line.contract == contract.name() && line.message == permission.message)
                        || line.within.contains(&name)
                };
                assert!(table.messages.iter().any(has), "{name} has no line: cargo timebank bench gas");
            }
        }
    }

    #[test]
    fn page_is_what_the_table_gives() {
        let page = Workspace::find().unwrap().text("docs/gas.md").unwrap();
        assert!(
            page == committed().page().unwrap(),
            "docs/gas.md and docs/gas.json differ: cargo timebank bench gas"
        );
    }

    #[test]
    fn thousands_are_apart() {
        assert_eq!(["1", "999", "1 000", "25 123 456"], [1, 999, 1_000, 25_123_456].map(thousands));
    }
}
