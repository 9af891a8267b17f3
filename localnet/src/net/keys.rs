//! Keys of a local network: raw secp256k1 secrets in files that only their owner can read. For trying things out:
//! a real branch keeps its keys elsewhere.

use crate::cache::remove_file;
use anyhow::{bail, Context, Result};
use bech32::{Bech32, Hrp};
use k256::ecdsa::SigningKey;
use rand_core::OsRng;
use ripemd::Ripemd160;
use sha2::{Digest, Sha256};
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

const PREFIX: &str = "wasm";
const FOLDER: &str = "keys";
const ADDRESS_LENGTH: usize = 20;

/// A secp256k1 secret.
pub struct Secret(SigningKey);

impl Secret {
    /// A new one.
    pub fn random() -> Self {
        Self(SigningKey::random(&mut OsRng))
    }

    /// Reads the secret of an account of a network.
    pub fn read(network: &Path, account: &str) -> Result<Self> {
        let path = path(network, account);
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let bytes =
            hex::decode(text.trim()).with_context(|| format!("{} is not hexadecimal", path.display()))?;
        let key = SigningKey::from_slice(&bytes)
            .ok()
            .with_context(|| format!("{} holds no key", path.display()))?;
        Ok(Self(key))
    }

    /// Writes the secret of an account of a network, readable by its owner only; refuses to replace one.
    pub fn write(&self, network: &Path, account: &str) -> Result<()> {
        let path = path(network, account);
        if path.exists() {
            bail!("{} exists already", path.display());
        }
        fs::create_dir_all(network.join(FOLDER)).context("cannot create the folder of keys")?;
        write_private(&path, self.hex().as_bytes())
    }

    /// The secret as 64 hexadecimal digits.
    pub fn hex(&self) -> String {
        hex::encode(self.0.to_bytes())
    }

    /// The account's address.
    pub fn address(&self) -> Result<String> {
        let public = self.0.verifying_key().to_encoded_point(true);
        encode(&Ripemd160::digest(Sha256::digest(public.as_bytes())))
    }
}

/// Writes a file that nobody else may read, replacing it in one step.
pub fn write_private(path: &Path, bytes: &[u8]) -> Result<()> {
    let fresh = path.with_extension("new");
    remove_file(&fresh)?;
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&fresh)
        .with_context(|| format!("cannot create {}", fresh.display()))?;
    file.write_all(bytes).with_context(|| format!("cannot write {}", fresh.display()))?;
    fs::rename(&fresh, path).with_context(|| format!("cannot write {}", path.display()))
}

/// Where the secret of an account is.
pub fn path(network: &Path, account: &str) -> PathBuf {
    network.join(FOLDER).join(format!("{account}.hex"))
}

/// Address of a module of the chain such as `gov`.
pub fn module_address(module: &str) -> Result<String> {
    let hash = Sha256::digest(module.as_bytes());
    encode(hash.get(..ADDRESS_LENGTH).context("hash too short")?)
}

/// Id of a node among its peers, from its `node_key.json`: the hash of the public half of its key.
pub fn node_id(node_key: &serde_json::Value) -> Result<String> {
    use base64::{engine::general_purpose::STANDARD, Engine};
    const PUBLIC_HALF: std::ops::Range<usize> = 32..64;
    let text = node_key.pointer("/priv_key/value").and_then(|value| value.as_str()).context("no node key")?;
    let pair = STANDARD.decode(text).context("node key is not base64")?;
    let hash = Sha256::digest(pair.get(PUBLIC_HALF).context("node key is too short")?);
    Ok(hex::encode(hash.get(..ADDRESS_LENGTH).context("hash too short")?))
}

fn encode(bytes: &[u8]) -> Result<String> {
    bech32::encode::<Bech32>(Hrp::parse(PREFIX).context("bad prefix")?, bytes)
        .context("cannot encode an address")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn module_addresses_are_those_of_the_chain() {
        assert_eq!(module_address("protocolpool").unwrap(), "wasm1purnwdrhg477r0evks8t5ah7c8thvrssgcpqyg");
        assert_eq!(module_address("gov").unwrap(), "wasm10d07y265gmmuvt4z0w9aw880jnsr700js7zslc");
    }

    #[test]
    fn address_is_the_one_wasmd_derives() {
        let secret = "0123456789abcdef".repeat(4);
        let secret = Secret(SigningKey::from_slice(&hex::decode(secret).unwrap()).unwrap());
        assert_eq!(secret.address().unwrap(), "wasm1mnyn7x24xj6vraxeeq56dfkxa009tvhgu0xwx7");
    }

    #[test]
    fn node_id_is_the_one_wasmd_shows() {
        let key = serde_json::json!({"priv_key": {"value":
            "TF8kUnldt6PLtWUTLi5h70+CA6+MaUMpxjO2hbNoYD9Sa+vOASO6rrNwGSzocC0Dsgy3fuyk3GFu6/LyWKAw6g=="}});
        assert_eq!(node_id(&key).unwrap(), "543b98ddfe1968b2a789c55cb23340166d0ec575");
    }

    #[test]
    fn secret_is_read_back_and_private_to_its_owner() {
        let folder = tempfile::tempdir().unwrap();
        let secret = Secret::random();
        secret.write(folder.path(), "council").unwrap();
        let mode = fs::metadata(path(folder.path(), "council")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert_eq!(Secret::read(folder.path(), "council").unwrap().hex(), secret.hex());
    }
}
