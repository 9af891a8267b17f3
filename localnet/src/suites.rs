//! Every test of the project, in suites that can be run by name.

mod golden;
mod mutants;
mod schema;
mod types;
mod web;

use crate::bench;
use crate::build;
use crate::build::tests::Selection;
use crate::cache::{remove_file, Cache};
use crate::fuzz;
use crate::postgres::Postgres;
use crate::run;
use crate::steps::{seconds, step_with_result};
use crate::workspace::Workspace;
use anyhow::{bail, Result};
use std::ffi::OsStr;
use std::fs;
use std::time::Instant;

/// A suite of tests.
pub struct Suite {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it shows.
    pub about: &'static str,
    /// What has to be built before.
    needs: &'static [Need],
    work: Work,
}

#[derive(Clone, Copy, Eq, PartialEq)]
enum Need {
    Node,
    Contracts,
    Relayer,
    TypeTools,
    CargoMutants,
    SoftHsm,
    Fuzzer,
    Web,
    Chromium,
}

enum Work {
    /// These tests.
    Cargo(Selection),
    /// The random walk, optimised and over and over: so many walks of 160 steps.
    LongWalk { walks: &'static str },
    /// The committed schemas are those that the code gives.
    Schema,
    /// The committed TypeScript types are those that the schemas give, and compile.
    Types,
    /// No mutant of the code that decides over TIME and rights survives the tests.
    Mutants,
    /// No contract is larger than its budget.
    Sizes,
    /// The tests of `tests/vm`, a workspace of its own, with the built contracts.
    Vm,
    /// The web app's types, words, generated files, unit tests and sizes.
    Web,
    /// No message costs more gas than the committed table says.
    Gas,
    /// Whatever the API's description allows, and much that it does not, asked for so many seconds by each caller.
    Fuzz { seconds: u64 },
    /// The relayer's tests once more, with a PostgreSQL server for their store.
    Postgres,
    /// The relayer's tests of key management once more, with a HashiCorp Vault in place of the fake.
    Vault,
}

const fn all(arguments: &'static [&'static str]) -> Work {
    Work::Cargo(Selection { arguments, package: None })
}

const RELAYER: Selection = Selection { arguments: &["--workspace", "--lib"], package: Some("relayer") };

/// All suites, in the order in which they run: quick ones first, and one after the other what is built with the same features, since
/// contracts are libraries under one name whatever they are built with.
pub const SUITES: &[Suite] = &[
    Suite {
        name: "unit",
        about: "the logic of every crate, tested beside the code",
        needs: &[],
        work: all(&["--workspace", "--lib", "--bins"]),
    },
    Suite {
        name: "intents",
        about: "the test vectors of signed intents; the example that signs them elsewhere; batches against targets that fail",
        needs: &[],
        work: all(&["--workspace", "--test", "vectors", "--test", "example", "--test", "relay"]),
    },
    Suite {
        name: "multitest",
        about: "the whole system of contracts in one process: the main job, permissions, cw20, linked accounts, six packs",
        needs: &[],
        work: all(
            &["--workspace", "--test", "story", "--test", "permissions", "--test", "cw20", "--test", "direct", "--test", "packs"],
        ),
    },
    Suite {
        name: "walk",
        about: "a random walk through all contracts: the ledger's invariants after every step",
        needs: &[],
        work: all(&["--workspace", "--test", "walk"]),
    },
    Suite {
        name: "postgres",
        about: "the relayer's tests with PostgreSQL for the store, as they ran with SQLite before",
        needs: &[],
        work: Work::Postgres,
    },
    Suite {
        name: "partners",
        about: "partners' PostgreSQL and MariaDB as feeders read them, and what goes wrong: away, cut off, killed, columns that are gone",
        needs: &[],
        work: all(&["--workspace", "--test", "partners"]),
    },
    Suite {
        name: "pkcs11",
        about: "key management by a PKCS#11 token: seals, rotates, authenticates, gives no key away",
        needs: &[Need::SoftHsm],
        work: all(&["--workspace", "--test", "pkcs11"]),
    },
    Suite {
        name: "schema",
        about: "the committed schemas are those that the code gives",
        needs: &[],
        work: Work::Schema,
    },
    Suite {
        name: "types",
        about: "the committed TypeScript types are those that the schemas give, and compile",
        needs: &[Need::TypeTools],
        work: Work::Types,
    },
    Suite {
        name: "sizes",
        about: "contracts as the node takes them, none larger than its budget",
        needs: &[Need::Contracts],
        work: Work::Sizes,
    },
    Suite {
        name: "vm",
        about: "the same stories by the contracts' real code in the node's VM; migration from version 0.1.0",
        needs: &[Need::Contracts],
        work: Work::Vm,
    },
    Suite {
        name: "gas",
        about: "every message on a real chain: none costs a twentieth more gas than docs/gas.md says",
        needs: &[Need::Node, Need::Contracts],
        work: Work::Gas,
    },
    Suite {
        name: "web",
        about: "the web app: types, words in both languages, generated files, unit tests, size budget",
        needs: &[],
        work: Work::Web,
    },
    Suite {
        name: "network",
        about: "a network of its own: start, find, kill, restart, stop; clear errors",
        needs: &[Need::Node],
        work: all(&["--workspace", "--test", "network"]),
    },
    Suite {
        name: "service",
        about: "the main job on a real chain through two relayers, the ledger read from every node; deadlines, runaway gas",
        needs: &[Need::Node, Need::Contracts, Need::Relayer],
        work: all(&["--workspace", "--test", "service"]),
    },
    Suite {
        name: "institutions",
        about: "three sample institutions, feeders of three branches, a row followed until it is undone; nobody named in any log or store",
        needs: &[Need::Node, Need::Contracts, Need::Relayer],
        work: all(&["--workspace", "--test", "institutions"]),
    },
    Suite {
        name: "crash",
        about: "relayers on SQLite and on PostgreSQL killed ten times each under load: nothing lost, nothing doubled",
        needs: &[Need::Node, Need::Contracts, Need::Relayer],
        work: all(&["--workspace", "--test", "crash"]),
    },
    Suite {
        name: "fuzz",
        about: "schemathesis over the whole API, with and without login, on a real chain: no server error, no answer undescribed (R6)",
        needs: &[Need::Node, Need::Contracts, Need::Relayer, Need::Fuzzer],
        work: Work::Fuzz { seconds: 20 },
    },
];

/// Suites that take long; they run only when they are named.
const LONG: &[Suite] = &[
    Suite {
        name: "browser",
        about: "the main job in Chromium at two branches, in both languages; axe on every screen, elder mode, 320 px",
        needs: &[Need::Node, Need::Contracts, Need::Relayer, Need::Web, Need::Chromium],
        work: all(&["--workspace", "--test", "browser"]),
    },
    Suite {
        name: "vault",
        about: "key management by a HashiCorp Vault: seals, rotates, authenticates, logs in with a role",
        needs: &[],
        work: Work::Vault,
    },
    Suite {
        name: "long",
        about: "the random walk of a million steps (R3)",
        needs: &[],
        work: Work::LongWalk { walks: "6250" },
    },
    Suite {
        name: "fuzz-long",
        about: "the suite `fuzz` for ten minutes as each caller, with another seed every time (R6)",
        needs: &[Need::Node, Need::Contracts, Need::Relayer, Need::Fuzzer],
        work: Work::Fuzz { seconds: 600 },
    },
    Suite {
        name: "mutants",
        about: "every small change of what decides over TIME and rights makes a test fail",
        needs: &[Need::CargoMutants],
        work: Work::Mutants,
    },
];

/// How the random walk learns how long it is to be.
const WALKS: &str = "TIMEBANK_WALKS";
/// How the relayer's tests learn which server to use for their store.
const POSTGRES: &str = "TIMEBANK_POSTGRES";
/// How the relayer's tests learn where a Vault is, and its administrator's token.
const VAULT: &str = "TIMEBANK_VAULT";
/// How the tests in the VM learn where the contracts are.
const CONTRACTS: &str = "TIMEBANK_CONTRACTS";
/// Walks in the VM: as many as show that the code does there what it does linked into the tests.
const VM_WALKS: &str = "2";

/// The suites of these names; all but the long ones if there are none.
pub fn select(names: &[String]) -> Result<Vec<&'static Suite>> {
    if names.is_empty() {
        return Ok(SUITES.iter().collect());
    }
    let find = |name: &String| match SUITES.iter().chain(LONG).find(|suite| suite.name == *name) {
        Some(suite) => Ok(suite),
        None => bail!("there is no suite {name}: cargo timebank test --list"),
    };
    names.iter().map(find).collect()
}

/// Prints names and descriptions.
pub fn list() {
    for suite in SUITES.iter().chain(LONG) {
        println!("  {:<10} {}", suite.name, suite.about);
    }
}

/// Builds what the suites need and runs them one after the other; one that fails does not keep the others from running.
pub fn run(workspace: &Workspace, cache: &Cache, suites: &[&Suite]) -> Result<()> {
    let begun = Instant::now();
    let needed = |need: Need| suites.iter().any(|suite| suite.needs.contains(&need));
    if needed(Need::Node) {
        build::node::build(workspace, cache)?;
    }
    if needed(Need::Contracts) {
        build::contracts::build(workspace, cache)?;
    }
    if needed(Need::Relayer) {
        build::tests::relayer(workspace, cache)?;
    }
    if needed(Need::TypeTools) {
        build::install_type_tools(workspace, cache)?;
    }
    if needed(Need::CargoMutants) {
        build::install_cargo_mutants(workspace, cache)?;
    }
    if needed(Need::Fuzzer) {
        build::install_fuzzer(workspace, cache)?;
    }
    if needed(Need::SoftHsm) {
        build::install_softhsm(cache)?;
    }
    if needed(Need::Web) {
        build::web::build(workspace, cache)?;
    }
    if needed(Need::Chromium) {
        build::install_chromium(cache)?;
    }
    let (mut passed, mut failed) = (0u64, Vec::new());
    for suite in suites {
        let outcome = step_with_result(&format!("test {}", suite.name), || {
            let (checks, remark) = match suite.work {
                Work::Cargo(selection) => {
                    let tests = test(workspace, cache, suite.name, selection, &[])?;
                    (tests, format!("{tests} passed"))
                }
                Work::LongWalk { walks } => {
                    let selection = Selection {
                        arguments: &["--release", "--workspace", "--test", "walk"],
                        package: None,
                    };
                    let tests = test(workspace, cache, suite.name, selection, &[(WALKS, OsStr::new(walks))])?;
                    (tests, format!("{walks} walks"))
                }
                Work::Sizes => {
                    build::contracts::build(workspace, cache)?.check_sizes()?;
                    (1, String::new())
                }
                Work::Vm => {
                    let contracts = build::contracts::build(workspace, cache)?;
                    let target = cache.cargo_target().join("vm");
                    let environment = [
                        ("CARGO_TARGET_DIR", target.as_os_str()),
                        (CONTRACTS, contracts.folder().as_os_str()),
                        (WALKS, OsStr::new(VM_WALKS)),
                    ];
                    let selection =
                        Selection { arguments: &["--manifest-path", "tests/vm/Cargo.toml"], package: None };
                    let tests = test(workspace, cache, suite.name, selection, &environment)?;
                    (tests, format!("{tests} passed"))
                }
                Work::Gas => {
                    let _lock = cache.lock("bench")?;
                    (bench::gas::compare(workspace, cache)?, "as docs/gas.md says".to_owned())
                }
                Work::Postgres => {
                    let server = Postgres::start(cache, false)?;
                    let url = server.url();
                    let tests = test(workspace, cache, suite.name, RELAYER, &[(POSTGRES, OsStr::new(&url))])?;
                    (tests, format!("{tests} passed"))
                }
                Work::Vault => {
                    let vault = build::vault::start(workspace, cache)?;
                    let environment = [(VAULT, OsStr::new(&vault.access))];
                    let tests =
                        test_some(workspace, cache, suite.name, RELAYER, &environment, Some("custody::"))?;
                    (tests, format!("{tests} passed"))
                }
                Work::Fuzz { seconds } => fuzz::run(workspace, cache, seconds)?,
                Work::Schema => (1, schema::check(workspace, cache)?),
                Work::Types => (1, types::check(workspace, cache)?),
                Work::Web => web::check(workspace, cache)?,
                Work::Mutants => mutants::run(workspace, cache)?,
            };
            Ok((checks, remark))
        });
        match outcome {
            Ok(checks) => passed = passed.saturating_add(checks),
            Err(error) => {
                eprintln!("{error:#}\n");
                failed.push(suite.name);
            }
        }
    }
    if !failed.is_empty() {
        bail!("failed: {} (after {})", failed.join(", "), seconds(begun.elapsed()));
    }
    println!("{} suites after {}", suites.len(), seconds(begun.elapsed()));
    println!("{passed} passed, 0 failed");
    Ok(())
}

/// Builds tests and runs them all, whichever fail; how many passed.
fn test(
    workspace: &Workspace,
    cache: &Cache,
    name: &str,
    selection: Selection,
    environment: &[(&str, &OsStr)],
) -> Result<u64> {
    test_some(workspace, cache, name, selection, environment, None)
}

/// As [`test`], for the tests whose names hold a word.
fn test_some(
    workspace: &Workspace,
    cache: &Cache,
    name: &str,
    selection: Selection,
    environment: &[(&str, &OsStr)],
    word: Option<&str>,
) -> Result<u64> {
    let log = cache.path(format!("logs/test-{name}.log"));
    // Counts are taken from it.
    remove_file(&log)?;
    let programs = build::tests::build(workspace, cache, selection, environment, &log)?;
    let mut failures = Vec::new();
    for program in programs {
        let outcome = run::logged(program.command().args(word).envs(environment.iter().copied()), &log);
        failures.extend(outcome.err().map(|error| format!("{}: {error:#}", program.target())));
    }
    if !failures.is_empty() {
        bail!("{}", failures.join("\n"));
    }
    let passed = passed(&fs::read_to_string(&log)?);
    if passed == 0 {
        bail!("suite {name} ran no test; see {}", log.display());
    }
    Ok(passed)
}

/// How many tests passed, from all of cargo's `test result: ok. 38 passed; …`.
fn passed(log: &str) -> u64 {
    let results = log.lines().filter_map(|line| line.strip_prefix("test result: ok. "));
    results.filter_map(|rest| rest.split_whitespace().next()?.parse::<u64>().ok()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passed_tests_are_counted_over_all_binaries() {
        let log = "test result: ok. 38 passed; 0 failed\nnoise\ntest result: ok. 4 passed; 0 failed\n";
        assert_eq!(passed(log), 42);
        assert_eq!(passed("test result: FAILED. 1 passed; 1 failed"), 0);
    }

    #[test]
    fn suites_are_selected_by_name() {
        assert_eq!(select(&[]).unwrap().len(), SUITES.len());
        assert_eq!(select(&["walk".to_owned()]).unwrap().first().unwrap().name, "walk");
        assert!(select(&["none".to_owned()]).is_err());
        for long in LONG {
            assert!(select(&[]).unwrap().iter().all(|suite| suite.name != long.name));
            assert_eq!(select(&[long.name.to_owned()]).unwrap().len(), 1);
        }
    }
}
