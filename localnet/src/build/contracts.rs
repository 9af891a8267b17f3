//! The contracts: compiled, lowered to what the node takes, checked, kept by their content.

use super::snip::snip;
use super::{install_wasm_tools, pinned, wasm};
use crate::cache::{Cache, ContentKey, Staging};
use crate::net::init::in_parallel;
use crate::run;
use crate::steps::{step, step_with_result};
use crate::workspace::Workspace;
use anyhow::{ensure, Context, Result};
use sha2::{Digest, Sha256};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const TARGET: &str = "wasm32-unknown-unknown";
const PROFILE: &str = "contract";
const KIB: u64 = 1024;
const CHECKSUMS: &str = "checksums.txt";
/// Change this when the commands below change what comes out.
const RECIPE: &str = "5";

/// Everything that decides what the contracts become.
const SOURCES: [&str; 8] = [
    "Cargo.lock",
    "Cargo.toml",
    "contracts",
    "localnet/wasm-tools/package-lock.json",
    "packages/api",
    "packages/intent",
    "packages/std",
    "rust-toolchain.toml",
];

/// Rust's own output uses instructions that the node refuses; these passes replace them.
const LOWERING: [&str; 8] = [
    "-Oz",
    "--enable-bulk-memory",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--llvm-memory-copy-fill-lowering",
    "--signext-lowering",
    "--llvm-nontrapping-fptoint-lowering",
];

/// A contract ready to be stored.
#[derive(Clone, Debug)]
pub struct Contract {
    /// Name of its package.
    pub name: String,
    /// Its code.
    pub file: PathBuf,
    /// Size of the code in bytes.
    pub size: u64,
}

/// All contracts of one state of the sources.
#[derive(Clone, Debug)]
pub struct Built {
    key: String,
    folder: PathBuf,
    contracts: Vec<Contract>,
}

impl Built {
    /// What the build is known by.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Where the code of all is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The code of a contract.
    pub fn file(&self, name: &str) -> Result<&Path> {
        let found = self.contracts.iter().find(|contract| contract.name == name);
        Ok(&found.with_context(|| format!("there is no contract {name}"))?.file)
    }

    /// Name and size of each contract, in KiB.
    pub fn sizes(&self) -> impl Iterator<Item = (&str, u64)> {
        self.contracts.iter().map(|contract| (contract.name.as_str(), contract.kib()))
    }

    /// Prints name, size and budget of each contract.
    pub fn print(&self) {
        for contract in &self.contracts {
            let mark = if contract.fits() { ' ' } else { '!' };
            let (size, budget) = (contract.kib(), wasm::budget(&contract.name));
            println!(
                "  {mark} {:<18} {size:>5} KiB of {budget:>4}  {}",
                contract.name,
                contract.file.display()
            );
        }
    }

    /// Fails with every contract that is larger than its budget.
    pub fn check_sizes(&self) -> Result<()> {
        let too_large = self.contracts.iter().filter(|contract| !contract.fits());
        let lines: Vec<String> = too_large
            .map(|contract| {
                let (size, budget) = (contract.kib(), wasm::budget(&contract.name));
                format!("{} has {size} KiB, its budget is {budget} KiB", contract.name)
            })
            .collect();
        ensure!(lines.is_empty(), "{}", lines.join("\n"));
        Ok(())
    }
}

/// The stock cw20 contract, built as ours are: what measurements compare with.
pub fn reference(workspace: &Workspace, cache: &Cache) -> Result<PathBuf> {
    beside(workspace, cache, "cw20-reference")
}

/// A contract that burns all the gas it is given, for tests.
pub fn gas_burner(workspace: &Workspace, cache: &Cache) -> Result<PathBuf> {
    beside(workspace, cache, "gas-burner")
}

/// A contract that is none of the system's, built as those are.
fn beside(workspace: &Workspace, cache: &Cache, name: &str) -> Result<PathBuf> {
    let _lock = cache.lock("contracts")?;
    let file = file_name(name);
    let folder = cache.path("contracts/beside");
    fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let log = cache.path(format!("logs/build-{name}.log"));
    let compiled = step(&format!("{name}: compile"), || compile(workspace, cache, &[name.to_owned()], &log))?;
    let wasm_opt = install_wasm_tools(workspace, cache)?;
    let lowering = Lowering { wasm_opt: &wasm_opt, kept: &cache.path("contracts/lowered"), to: &folder };
    step(&format!("{name}: lower"), || lowering.lower(&compiled.join(&file), &file))?;
    Ok(folder.join(file))
}

impl Contract {
    fn kib(&self) -> u64 {
        self.size.div_ceil(KIB)
    }

    fn fits(&self) -> bool {
        self.kib() <= wasm::budget(&self.name)
    }
}

/// Gives the contracts, building them when their sources have changed.
pub fn build(workspace: &Workspace, cache: &Cache) -> Result<Built> {
    let _lock = cache.lock("contracts")?;
    let names = workspace.contracts()?;
    let mut key = ContentKey::default();
    key.value("recipe", RECIPE.as_bytes());
    for source in SOURCES {
        key.tree(workspace.root(), source)?;
    }
    let key = key.finish();
    let folder = cache.path("contracts").join(&key);
    if !folder.join(CHECKSUMS).is_file() {
        let staging = Staging::begin(&folder)?;
        let log = cache.path("logs/build-contracts.log");
        let compiled = step("contracts: compile", || compile(workspace, cache, &names, &log))?;
        let wasm_opt = install_wasm_tools(workspace, cache)?;
        step("contracts: lower", || {
            let lowering =
                Lowering { wasm_opt: &wasm_opt, kept: &cache.path("contracts/lowered"), to: staging.path() };
            in_parallel(&names, |name| lowering.lower(&compiled.join(file_name(name)), &file_name(name)))
                .map(drop)
        })?;
        step_with_result("contracts: check", || {
            let sums = names.iter().map(|name| check(staging.path(), name)).collect::<Result<Vec<_>>>()?;
            fs::write(staging.path().join(CHECKSUMS), sums.concat()).context("cannot write the checksums")?;
            Ok(((), format!("{} contracts", names.len())))
        })?;
        staging.publish()?;
    }
    let contracts = names.into_iter().map(|name| contract(&folder, name)).collect::<Result<_>>()?;
    Ok(Built { key, folder, contracts })
}

fn contract(folder: &Path, name: String) -> Result<Contract> {
    let file = folder.join(file_name(&name));
    let size = fs::metadata(&file).with_context(|| format!("cannot see {}", file.display()))?.len();
    Ok(Contract { name, file, size })
}

fn file_name(contract: &str) -> String {
    format!("{}.wasm", contract.replace('-', "_"))
}

/// Compiles all contracts; the folder with their modules.
fn compile(workspace: &Workspace, cache: &Cache, names: &[String], log: &Path) -> Result<PathBuf> {
    let target = cache.cargo_target();
    let mut cargo = pinned(workspace, "cargo")?;
    cargo.current_dir(workspace.root()).env("CARGO_TARGET_DIR", &target);
    cargo.env("CARGO_ENCODED_RUSTFLAGS", rust_flags(workspace));
    cargo.args(["build", "--locked", "--lib", "--profile", PROFILE, "--target", TARGET]);
    cargo.args(names.iter().flat_map(|name| ["--package", name.as_str()]));
    run::logged(&mut cargo, log)?;
    Ok(target.join(TARGET).join(PROFILE))
}

/// Nothing of this machine's folders in the code: the same sources give the same checksums anywhere.
fn rust_flags(workspace: &Workspace) -> String {
    let home = env::var_os("HOME").map(PathBuf::from).unwrap_or_default();
    let cargo_home = env::var_os("CARGO_HOME").map_or_else(|| home.join(".cargo"), PathBuf::from);
    let flags = [
        format!("--remap-path-prefix={}=cargo", cargo_home.display()),
        format!("--remap-path-prefix={}=timebank", workspace.root().display()),
    ];
    flags.join("\u{1f}")
}

/// Lowering takes longer than compiling: what came out is kept by what went in.
struct Lowering<'a> {
    wasm_opt: &'a Path,
    kept: &'a Path,
    to: &'a Path,
}

impl Lowering<'_> {
    fn lower(&self, compiled: &Path, name: &str) -> Result<()> {
        let code = fs::read(compiled).with_context(|| format!("cannot read {}", compiled.display()))?;
        let mut key = ContentKey::default();
        key.value("recipe", RECIPE.as_bytes());
        key.value("tool", self.wasm_opt.to_string_lossy().as_bytes()).value("code", &code);
        let kept = self.kept.join(key.finish());
        if !kept.is_file() {
            fs::create_dir_all(self.kept)
                .with_context(|| format!("cannot create {}", self.kept.display()))?;
            let fresh = kept.with_extension("new");
            let snipped = kept.with_extension("snipped");
            fs::write(&snipped, snip(&code)?)
                .with_context(|| format!("cannot write {}", snipped.display()))?;
            let mut command = Command::new(self.wasm_opt);
            run::output(command.args(LOWERING).arg(&snipped).arg("-o").arg(&fresh))?;
            fs::remove_file(&snipped).with_context(|| format!("cannot remove {}", snipped.display()))?;
            fs::rename(&fresh, &kept).with_context(|| format!("cannot keep {}", kept.display()))?;
        }
        fs::copy(&kept, self.to.join(name))
            .with_context(|| format!("cannot copy {}", kept.display()))
            .map(drop)
    }
}

/// Checks a contract; its line of the list of checksums.
fn check(folder: &Path, name: &str) -> Result<String> {
    let file = file_name(name);
    let code = fs::read(folder.join(&file)).with_context(|| format!("cannot read {file}"))?;
    wasm::check(name, &code)?;
    Ok(format!("{}  {file}\n", hex::encode(Sha256::digest(&code))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contract_over_its_budget_is_named_with_both_sizes() {
        let contract = |name: &str, size| Contract { name: name.to_owned(), file: PathBuf::new(), size };
        let contracts = vec![contract("rulebook", 420 * KIB), contract("proxy", 260 * KIB + 1)];
        let error = Built { key: String::new(), folder: PathBuf::new(), contracts }
            .check_sizes()
            .unwrap_err()
            .to_string();
        assert_eq!(error, "proxy has 261 KiB, its budget is 260 KiB");
    }
}
