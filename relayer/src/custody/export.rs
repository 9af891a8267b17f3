use super::{Custody, CustodyError};
use k256::SecretKey as CurveKey;
use pkcs8::pkcs5::pbes2::Parameters;
use pkcs8::pkcs5::scrypt;
use pkcs8::{EncodePrivateKey, LineEnding, PrivateKeyInfo};
use timebank_client::SecretKey;
use zeroize::Zeroizing;

/// scrypt as OWASP asks for it and OpenSSL still reads: 16 MiB, eight times over.
const LOG_N: u8 = 14;
const R: u32 = 8;
const P: u32 = 8;
/// What stands before and after the text.
const LABEL: &str = "ENCRYPTED PRIVATE KEY";

impl Custody {
    /// A key as an encrypted key file: PKCS#8 in PEM, encrypted by PBES2 with scrypt and AES-256-CBC, as every library of the
    /// field and `openssl pkey` read it. Whoever has the file can guess its passphrase without end, so it must be a good one.
    ///
    /// # Errors
    /// `Busy` when too much is stretched at once.
    pub async fn key_file(
        &self,
        key: &SecretKey,
        passphrase: &str,
    ) -> Result<Zeroizing<String>, CustodyError> {
        let (bytes, passphrase) = (key.to_bytes(), Zeroizing::new(passphrase.to_owned()));
        let (salt, iv) = (self.random::<16>(), self.random::<16>());
        self.stretcher.run(move || encrypted(&bytes, &passphrase, &salt, &iv)).await?
    }
}

fn encrypted(
    key: &[u8; 32],
    passphrase: &str,
    salt: &[u8; 16],
    iv: &[u8; 16],
) -> Result<Zeroizing<String>, CustodyError> {
    let key = CurveKey::from_slice(key).map_err(|_| CustodyError::Internal)?;
    let document = key.to_pkcs8_der().map_err(|_| CustodyError::Internal)?;
    let info = PrivateKeyInfo::try_from(document.as_bytes()).map_err(|_| CustodyError::Internal)?;
    let cost = scrypt::Params::new(LOG_N, R, P, 32).map_err(|_| CustodyError::Internal)?;
    let parameters = Parameters::scrypt_aes256cbc(cost, salt, iv).map_err(|_| CustodyError::Internal)?;
    let document = info.encrypt_with_params(parameters, passphrase).map_err(|_| CustodyError::Internal)?;
    document.to_pem(LABEL, LineEnding::LF).map_err(|_| CustodyError::Internal)
}

#[cfg(test)]
mod tests {
    use super::super::tests::custody;
    use super::*;
    use crate::db::scratch;
    use pkcs8::DecodePrivateKey;

    #[tokio::test]
    async fn key_file_opens_with_its_passphrase_only_and_holds_the_key() {
        let (db, scratch) = scratch::db().await;
        let custody = custody(scratch.folder.path(), 1, &db);
        let key = SecretKey::generate();
        let file = custody.key_file(&key, "correct horse battery").await.unwrap();
        assert!(file.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
        let opened = CurveKey::from_pkcs8_encrypted_pem(&file, "correct horse battery").unwrap();
        assert_eq!(opened.to_bytes()[..], key.to_bytes()[..]);
        assert!(CurveKey::from_pkcs8_encrypted_pem(&file, "correct horse batterie").is_err());
        let again = custody.key_file(&key, "correct horse battery").await.unwrap();
        assert_ne!(*again, *file);
    }
}
