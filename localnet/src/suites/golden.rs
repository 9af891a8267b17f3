//! Generated files that are committed: made anew, they must be what is there. `UPDATE_GOLDEN=1` puts the new ones in their place.

use anyhow::{bail, Context, Result};
use std::fs;
use std::path::Path;

/// Fails with the name of every file below `fresh` that is not the same below `committed`; how many there are.
pub fn compare(fresh: &Path, committed: &Path) -> Result<usize> {
    let mut names = Vec::new();
    files(fresh, "", &mut names)?;
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut differing = Vec::new();
    for name in &names {
        let (from, to) = (fresh.join(name), committed.join(name));
        let made = fs::read(&from).with_context(|| format!("cannot read {}", from.display()))?;
        if fs::read(&to).is_ok_and(|there| there == made) {
            continue;
        }
        if update {
            write(&to, &made).with_context(|| format!("cannot write {}", to.display()))?;
        } else {
            differing.push(to.display().to_string());
        }
    }
    if !differing.is_empty() {
        bail!("not what the code gives (UPDATE_GOLDEN=1 writes them anew):\n  {}", differing.join("\n  "));
    }
    Ok(names.len())
}

fn write(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    file.parent().map_or(Ok(()), fs::create_dir_all)?;
    fs::write(file, bytes)
}

/// The path of every file below a folder, from there.
fn files(folder: &Path, below: &str, found: &mut Vec<String>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let entry = entry?;
        let name = format!("{below}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            files(&entry.path(), &format!("{name}/"), found)?;
        } else {
            found.push(name);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_or_is_missing_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let (fresh, committed) = (folder.path().join("fresh"), folder.path().join("committed"));
        write(&fresh.join("a/same"), b"1").unwrap();
        write(&fresh.join("new"), b"1").unwrap();
        write(&committed.join("a/same"), b"1").unwrap();
        let error = compare(&fresh, &committed).unwrap_err().to_string();
        assert!(error.ends_with("committed/new") && !error.contains("same"), "{error}");
        write(&committed.join("new"), b"1").unwrap();
        assert_eq!(compare(&fresh, &committed).unwrap(), 2);
        write(&committed.join("a/same"), b"2").unwrap();
        assert!(compare(&fresh, &committed).is_err());
    }
}
