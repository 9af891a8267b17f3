//! The node: wasmd with its virtual machine, both from source, at the versions of the lock files under `localnet/node/`.
//!
//! The VM is built from the Rust sources inside the Go module with our own `Cargo.lock`, which raises `cosmwasm-vm`
//! past the release with CWA-2026-006. The result finds its library beside itself, so the folder can be moved.

use super::pinned;
use crate::cache::{remove, Cache, ContentKey, Staging};
use crate::run;
use crate::steps::{step, step_with_result};
use crate::workspace::Workspace;
use anyhow::{bail, Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

/// Change this when the commands below change what comes out.
const RECIPE: &str = "1";
const WASMD: &str = "github.com/CosmWasm/wasmd/cmd/wasmd";
const WASMVM: &str = "github.com/CosmWasm/wasmvm/v3";
const VERSION: &str = "github.com/cosmos/cosmos-sdk/version";

/// Compilers inside the VM run only when code is stored; built with less care they take a third of the time.
const QUICKER: [&str; 3] = [
    "profile.release.package.libwild.opt-level=0",
    "profile.release.package.wasmer-compiler.opt-level=1",
    "profile.release.package.wasmer-compiler-singlepass.opt-level=1",
];

/// A built node.
#[derive(Clone, Debug)]
pub struct Node {
    folder: PathBuf,
    key: String,
}

impl Node {
    /// The node's program.
    pub fn wasmd(&self) -> PathBuf {
        self.folder.join("wasmd")
    }

    /// What the build is known by.
    pub fn key(&self) -> &str {
        &self.key
    }
}

/// The finished build for these sources, if there is one.
pub fn find(workspace: &Workspace, cache: &Cache) -> Result<Option<Node>> {
    let node = planned(workspace, cache)?;
    Ok(node.wasmd().is_file().then_some(node))
}

/// Gives the node, building it when it is not in the cache.
pub fn build(workspace: &Workspace, cache: &Cache) -> Result<Node> {
    let _lock = cache.lock("node")?;
    let node = planned(workspace, cache)?;
    if node.wasmd().is_file() {
        return Ok(node);
    }
    let staging = Staging::begin(&node.folder)?;
    let work = Staging::begin(&cache.path("node/work"))?;
    let recipe = Recipe { workspace, cache, work: work.path(), log: cache.path("logs/build-node.log") };
    step("node: sources of the virtual machine", || recipe.fetch_vm())?;
    let vm = step("node: virtual machine (≈ 10 min) and Go modules", || recipe.build_vm())?;
    fs::copy(&vm, staging.path().join("libwasmvm.so")).context("cannot copy the VM's library")?;
    step("node: wasmd (≈ 6 min)", || recipe.build_wasmd(staging.path()))?;
    step_with_result("node: check", || recipe.check(staging.path()).map(|what| ((), what)))?;
    staging.publish()?;
    remove(work.path())?;
    // 2 GB that the next build of the same sources would not need and one of other sources could hardly use.
    remove(&recipe.vm_target())?;
    Ok(node)
}

/// The build these sources ask for, done or not.
pub fn planned(workspace: &Workspace, cache: &Cache) -> Result<Node> {
    let mut key = ContentKey::default();
    key.value("recipe", RECIPE.as_bytes());
    for file in ["go.mod", "go.sum", "libwasmvm.Cargo.lock"] {
        key.tree(&workspace.path("localnet/node"), file)?;
    }
    let key = key.finish();
    Ok(Node { folder: cache.path("node").join(&key), key })
}

struct Recipe<'a> {
    workspace: &'a Workspace,
    cache: &'a Cache,
    work: &'a Path,
    log: PathBuf,
}

impl Recipe<'_> {
    fn vm_target(&self) -> PathBuf {
        self.cache.path("node/vm-target")
    }

    fn vm_sources(&self) -> PathBuf {
        self.work.join("libwasmvm")
    }

    fn go(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("go");
        command.current_dir(self.work).args(arguments).env("CGO_ENABLED", "1");
        command
    }

    fn fetch_vm(&self) -> Result<()> {
        for file in ["go.mod", "go.sum"] {
            fs::copy(self.workspace.path("localnet/node").join(file), self.work.join(file))
                .with_context(|| format!("cannot copy localnet/node/{file}"))?;
        }
        run::logged(&mut self.go(&["mod", "download", WASMVM]), &self.log)?;
        let module = run::output(&mut self.go(&["list", "-m", "-f", "{{.Dir}}", WASMVM]))?;
        copy_tree(&Path::new(&module).join("libwasmvm"), &self.vm_sources())?;
        fs::copy(
            self.workspace.path("localnet/node/libwasmvm.Cargo.lock"),
            self.vm_sources().join("Cargo.lock"),
        )
        .context("cannot copy the VM's lock file")?;
        Ok(())
    }

    /// Compiles the VM while the Go modules come in: the one needs the processor, the other the network.
    fn build_vm(&self) -> Result<PathBuf> {
        thread::scope(|scope| {
            let log = self.log.with_file_name("build-node-modules.log");
            let modules = scope.spawn(move || run::logged(&mut self.go(&["mod", "download"]), &log));
            let mut cargo = pinned(self.workspace, "cargo")?;
            cargo.current_dir(self.vm_sources()).env("CARGO_TARGET_DIR", self.vm_target());
            cargo.args(["build", "--release", "--lib", "--locked", "--config", "profile.release.strip=true"]);
            cargo.args(QUICKER.iter().flat_map(|setting| ["--config", *setting]));
            let built = run::logged(&mut cargo, &self.log);
            let downloaded = modules.join();
            built?;
            match downloaded {
                Ok(result) => result?,
                Err(_) => bail!("downloading the Go modules stopped unexpectedly"),
            }
            Ok(self.vm_target().join("release/libwasmvm.so"))
        })
    }

    fn build_wasmd(&self, dist: &Path) -> Result<()> {
        let version = self.workspace.wasmd_version()?;
        let flags = format!(
            "-s -w -X {VERSION}.Name=wasm -X {VERSION}.AppName=wasmd -X {VERSION}.Version={version} \
             -extldflags '-Wl,-rpath,$ORIGIN'"
        );
        let mut go = self.go(&["build", "-trimpath", "-tags", "netgo sys_wasmvm", "-ldflags", &flags, "-o"]);
        go.arg(dist.join("wasmd")).arg(WASMD);
        go.env("CGO_LDFLAGS", format!("-L{}", dist.display()));
        run::logged(&mut go, &self.log)
    }

    fn check(&self, dist: &Path) -> Result<String> {
        let expected = self.workspace.wasmd_version()?;
        let version = run::output(Command::new(dist.join("wasmd")).arg("version"))?;
        if version != expected {
            bail!("the built wasmd calls itself {version}, expected {expected}");
        }
        Ok(format!("wasmd {version}, cosmwasm-vm {}", self.workspace.vm_version()?))
    }
}

/// Copies a folder of the module cache, whose files are read-only, into files that can be written.
fn copy_tree(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("cannot create {}", to.display()))?;
    for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let entry = entry?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if source.is_dir() {
            copy_tree(&source, &target)?;
        } else {
            let bytes = fs::read(&source).with_context(|| format!("cannot read {}", source.display()))?;
            fs::write(&target, bytes).with_context(|| format!("cannot write {}", target.display()))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copied_files_can_be_written() {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("from"), folder.path().join("to"));
        fs::create_dir_all(from.join("src")).unwrap();
        fs::write(from.join("src/lib.rs"), "x").unwrap();
        let mut permissions = fs::metadata(from.join("src/lib.rs")).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(from.join("src/lib.rs"), permissions).unwrap();
        copy_tree(&from, &to).unwrap();
        assert!(!fs::metadata(to.join("src/lib.rs")).unwrap().permissions().readonly());
    }

    #[test]
    fn build_is_keyed_by_the_lock_files_and_not_taken_for_done_before_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::at(folder.path().to_owned()).unwrap();
        let workspace = Workspace::find().unwrap();
        assert!(find(&workspace, &cache).unwrap().is_none());
        let node = planned(&workspace, &cache).unwrap();
        assert_eq!(node.key().len(), 20);
        fs::create_dir_all(&node.folder).unwrap();
        assert!(find(&workspace, &cache).unwrap().is_none());
        fs::write(node.wasmd(), "").unwrap();
        assert!(find(&workspace, &cache).unwrap().is_some());
    }
}
