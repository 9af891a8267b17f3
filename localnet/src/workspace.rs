//! Where the project's sources are and what its own lock files say.

use anyhow::{bail, Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use toml_edit::DocumentMut;

const MARK: &str = "localnet/node/go.mod";

/// The checkout this command works on.
#[derive(Clone, Debug)]
pub struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// Finds the checkout: the folder of the command or one above it, or else where cargo started us from.
    pub fn find() -> Result<Self> {
        let here = std::env::current_dir().context("cannot read the current folder")?;
        let manifest = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        for start in std::iter::once(here).chain(manifest) {
            if let Some(root) = start.ancestors().find(|folder| folder.join(MARK).is_file()) {
                return Ok(Self { root: root.to_owned() });
            }
        }
        bail!("this is not a checkout of the time bank: no {MARK} here or above");
    }

    /// A path inside the checkout.
    pub fn path(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.root.join(relative)
    }

    /// The root of the checkout.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The Rust release of `rust-toolchain.toml`.
    pub fn rust_channel(&self) -> Result<String> {
        let toml = self.toml("rust-toolchain.toml")?;
        let channel = toml.get("toolchain").and_then(|table| table.get("channel"));
        let channel = channel.and_then(|value| value.as_str());
        Ok(channel.context("rust-toolchain.toml names no channel")?.to_owned())
    }

    /// Names of the packages below `contracts/`, sorted.
    pub fn contracts(&self) -> Result<Vec<String>> {
        let folder = self.path("contracts");
        let mut names = Vec::new();
        for entry in fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            if self.path(format!("contracts/{name}/Cargo.toml")).is_file() {
                let toml = self.toml(format!("contracts/{name}/Cargo.toml"))?;
                let package = toml.get("package").and_then(|table| table.get("name"));
                let package = package.and_then(|value| value.as_str());
                names.push(
                    package.with_context(|| format!("contracts/{name} has no package name"))?.to_owned(),
                );
            }
        }
        names.sort();
        Ok(names)
    }

    /// The version of `cosmwasm-vm` in the lock file the node's VM is built with. The library itself only says
    /// the number of the Go package around it.
    pub fn vm_version(&self) -> Result<String> {
        let lock = self.toml("localnet/node/libwasmvm.Cargo.lock")?;
        locked_version(&lock, "cosmwasm-vm").context("libwasmvm.Cargo.lock has no cosmwasm-vm")
    }

    /// The version of wasmd in the node's `go.mod`.
    pub fn wasmd_version(&self) -> Result<String> {
        let text = self.text("localnet/node/go.mod")?;
        go_version(&text, "github.com/CosmWasm/wasmd").context("go.mod requires no wasmd")
    }

    /// The text of a file in the checkout.
    pub fn text(&self, relative: impl AsRef<Path>) -> Result<String> {
        let path = self.path(relative);
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
    }

    fn toml(&self, relative: impl AsRef<Path>) -> Result<DocumentMut> {
        let relative = relative.as_ref();
        self.text(relative)?.parse().with_context(|| format!("{} is not TOML", relative.display()))
    }
}

fn locked_version(lock: &DocumentMut, name: &str) -> Option<String> {
    let packages = lock.get("package")?.as_array_of_tables()?;
    let package = packages.iter().find(|p| p.get("name").and_then(|n| n.as_str()) == Some(name))?;
    Some(package.get("version")?.as_str()?.to_owned())
}

fn go_version(go_mod: &str, module: &str) -> Option<String> {
    let mut lines = go_mod.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
    lines.find_map(|words| match words.as_slice() {
        [name, version, ..] if *name == module => Some(version.trim_start_matches('v').to_owned()),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_come_from_the_lock_files() {
        let workspace = Workspace::find().unwrap();
        assert_eq!(workspace.vm_version().unwrap(), "3.0.10");
        assert_eq!(workspace.wasmd_version().unwrap(), "0.61.14");
        assert!(workspace.rust_channel().unwrap().starts_with("1."));
    }

    #[test]
    fn go_version_matches_the_whole_module_name() {
        let text = "require (\n\tgithub.com/CosmWasm/wasmd/x v1.0.0\n\tgithub.com/CosmWasm/wasmd v0.61.14 // indirect\n)";
        assert_eq!(go_version(text, "github.com/CosmWasm/wasmd").as_deref(), Some("0.61.14"));
        assert_eq!(go_version(text, "github.com/none"), None);
    }
}
