//! `~/.cache/timebank` (or `TIMEBANK_CACHE`): everything that is built once and used again, keyed by its content.

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

const KEY_LENGTH: usize = 20;

/// The cache folder.
#[derive(Clone, Debug)]
pub struct Cache {
    root: PathBuf,
}

impl Cache {
    /// Opens (and creates) the cache of this user.
    pub fn open() -> Result<Self> {
        let root = match std::env::var_os("TIMEBANK_CACHE") {
            Some(folder) => {
                std::path::absolute(PathBuf::from(folder)).context("TIMEBANK_CACHE is no path")?
            }
            None => {
                std::env::home_dir().context("no home folder: set TIMEBANK_CACHE")?.join(".cache/timebank")
            }
        };
        Self::at(root)
    }

    /// A cache in the given folder.
    pub fn at(root: PathBuf) -> Result<Self> {
        fs::create_dir_all(&root).with_context(|| format!("cannot create {}", root.display()))?;
        Ok(Self { root })
    }

    /// A path inside the cache.
    pub fn path(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.root.join(relative)
    }

    /// Where cargo builds of this project go: `CARGO_TARGET_DIR` if set, else a folder of the cache.
    pub fn cargo_target(&self) -> PathBuf {
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| self.path("target"), PathBuf::from)
    }

    /// Takes the named lock; waits, and says so, while another process has it.
    pub fn lock(&self, name: &str) -> Result<Lock> {
        let folder = self.path("locks");
        fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
        let path = folder.join(name);
        let file = File::create(&path).with_context(|| format!("cannot open {}", path.display()))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                eprintln!("  waiting for another `cargo timebank` that holds {}", path.display());
                file.lock().with_context(|| format!("cannot lock {}", path.display()))?;
            }
            Err(TryLockError::Error(error)) => {
                return Err(error).with_context(|| format!("cannot lock {}", path.display()));
            }
        }
        Ok(Lock { _file: file })
    }
}

/// A lock between processes, given back when dropped or when the process ends in any way.
pub struct Lock {
    _file: File,
}

/// A folder under construction, beside where it will be. What is not [published](Staging::publish) is never taken
/// for done. Hold a [`Lock`] while using it.
pub struct Staging {
    folder: PathBuf,
    target: PathBuf,
}

impl Staging {
    /// An empty folder that will become `target`.
    pub fn begin(target: &Path) -> Result<Self> {
        let name = target.file_name().context("a staged folder needs a name")?.to_string_lossy().into_owned();
        let folder = target.with_file_name(format!(".staging-{name}"));
        remove(&folder)?;
        fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
        Ok(Self { folder, target: target.to_owned() })
    }

    /// Where to build.
    pub fn path(&self) -> &Path {
        &self.folder
    }

    /// Puts the finished folder in its place in one step.
    pub fn publish(self) -> Result<PathBuf> {
        remove(&self.target)?;
        fs::rename(&self.folder, &self.target)
            .with_context(|| format!("cannot move {} into place", self.target.display()))?;
        Ok(self.target)
    }
}

/// Removes a folder with all it holds; none is fine.
pub fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", folder.display()))
        }
        _ => Ok(()),
    }
}

/// Removes a file; none is fine.
pub fn remove_file(file: &Path) -> Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", file.display()))
        }
        _ => Ok(()),
    }
}

/// The name of something built, from everything that decides what it is.
#[derive(Default)]
pub struct ContentKey {
    hash: Sha256,
}

impl ContentKey {
    /// Adds a labelled value. Label and length keep neighbouring values apart.
    pub fn value(&mut self, label: &str, value: &[u8]) -> &mut Self {
        for part in [label.as_bytes(), value] {
            self.hash.update(part.len().to_be_bytes());
            self.hash.update(part);
        }
        self
    }

    /// Adds a file or, in the order of their names, all files of a folder (without `target` and hidden ones).
    pub fn tree(&mut self, root: &Path, relative: &str) -> Result<&mut Self> {
        let path = root.join(relative);
        if path.is_dir() {
            let entries = fs::read_dir(&path).with_context(|| format!("cannot read {}", path.display()))?;
            let mut names = Vec::new();
            for entry in entries {
                names.push(entry?.file_name().to_string_lossy().into_owned());
            }
            names.retain(|name| name != "target" && !name.starts_with('.'));
            names.sort();
            for name in names {
                self.tree(root, &format!("{relative}/{name}"))?;
            }
        } else {
            let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
            self.value(relative, &bytes);
        }
        Ok(self)
    }

    /// The key: 20 hexadecimal digits.
    pub fn finish(&self) -> String {
        hex::encode(self.hash.clone().finalize()).chars().take(KEY_LENGTH).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn key_changes_with_content_and_name_but_not_with_hidden_files() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("a/target")).unwrap();
        fs::write(root.join("a/x"), "1").unwrap();
        let key = || ContentKey::default().tree(root, "a").unwrap().finish();
        let first = key();
        fs::write(root.join("a/target/junk"), "1").unwrap();
        fs::write(root.join("a/.swp"), "1").unwrap();
        assert_eq!(key(), first);
        fs::write(root.join("a/x"), "2").unwrap();
        let second = key();
        assert_ne!(second, first);
        fs::rename(root.join("a/x"), root.join("a/y")).unwrap();
        assert_ne!(key(), second);
    }

    #[test]
    fn neighbouring_values_are_kept_apart() {
        let key =
            |a: &str, b: &str| ContentKey::default().value("", a.as_bytes()).value("", b.as_bytes()).finish();
        assert_ne!(key("ab", "c"), key("a", "bc"));
    }

    #[test]
    fn interrupted_staging_is_not_taken_for_done() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("thing");
        let staging = Staging::begin(&target).unwrap();
        fs::write(staging.path().join("half"), "").unwrap();
        drop(staging);
        assert!(!target.exists());
        let staging = Staging::begin(&target).unwrap();
        assert!(!staging.path().join("half").exists());
        assert_eq!(staging.publish().unwrap(), target);
        assert!(target.is_dir());
    }

    #[test]
    fn second_lock_is_refused_until_the_first_is_dropped() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::at(folder.path().to_owned()).unwrap();
        let lock = cache.lock("x").unwrap();
        let again = File::open(folder.path().join("locks/x")).unwrap();
        assert!(matches!(again.try_lock(), Err(TryLockError::WouldBlock)));
        drop(lock);
        assert!(again.try_lock().is_ok());
    }
}
