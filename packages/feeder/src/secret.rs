use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Why a file of a secret cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    #[error("cannot read {0}")]
    Unreadable(PathBuf),
    #[error("{0} can be read by others: run chmod 600")]
    Open(PathBuf),
    #[error("{0} is not 64 hex digits")]
    Form(PathBuf),
}

/// Reads a file that nobody else may read; its text wipes itself.
///
/// # Errors
/// If it cannot be read, or others can read it too.
pub fn read_text(path: &Path) -> Result<Zeroizing<String>, KeyError> {
    let unreadable = |_| KeyError::Unreadable(path.to_owned());
    let mode = std::fs::metadata(path).map_err(unreadable)?.permissions().mode();
    if mode & 0o077 != 0 {
        return Err(KeyError::Open(path.to_owned()));
    }
    std::fs::read_to_string(path).map(Zeroizing::new).map_err(unreadable)
}

/// Reads a key of 32 bytes, 64 hex digits in a file of mode 0600.
///
/// # Errors
/// As [`KeyError`] says.
pub fn read_key(path: &Path) -> Result<Zeroizing<[u8; 32]>, KeyError> {
    let text = read_text(path)?;
    let mut key = Zeroizing::new([0; 32]);
    hex::decode_to_slice(text.trim(), key.as_mut_slice()).map_err(|_| KeyError::Form(path.to_owned()))?;
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_64_hex_digits_that_nobody_else_can_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.key");
        assert_eq!(read_key(&path), Err(KeyError::Unreadable(path.clone())));
        let write = |text: &str, mode| {
            std::fs::write(&path, text).unwrap();
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
        };
        write(&"41".repeat(32), 0o644);
        assert_eq!(read_key(&path), Err(KeyError::Open(path.clone())));
        write(&format!("{}\n", "41".repeat(32)), 0o600);
        assert_eq!(*read_key(&path).unwrap(), [0x41; 32]);
        write("41", 0o600);
        assert_eq!(read_key(&path), Err(KeyError::Form(path)));
    }
}
