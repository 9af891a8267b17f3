//! Key management by PKCS#11 against SoftHSM2, a token in software: `apt-get install -y softhsm2`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation
)]

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use timebank_relayer::config::Pkcs11;
use timebank_relayer::custody::{version_of, Context, Kms, KmsError, MacKey, Pkcs11Kms};

const MODULES: [&str; 3] = [
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
];
const TOKENS: [&str; 2] = ["branch one", "branch two"];

fn secret_file(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
    path
}

/// SoftHSM2 with two tokens of its own. Called before there is a second thread: the library reads its environment.
fn tokens(folder: &Path) -> PathBuf {
    let install = "SoftHSM2 is missing: apt-get install -y softhsm2";
    let module = MODULES.iter().map(PathBuf::from).find(|path| path.exists()).expect(install);
    std::fs::create_dir(folder.join("tokens")).unwrap();
    let settings = folder.join("softhsm2.conf");
    let text = format!("directories.tokendir = {}\nlog.level = ERROR\n", folder.join("tokens").display());
    std::fs::write(&settings, text).unwrap();
    std::env::set_var("SOFTHSM2_CONF", &settings);
    for token in TOKENS {
        let done = Command::new("softhsm2-util")
            .args(["--init-token", "--free", "--label", token, "--pin", "480913", "--so-pin", "12345678"])
            .output()
            .expect(install);
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }
    module
}

fn open(folder: &Path, module: &Path, token: &str) -> Pkcs11Kms {
    let settings = Pkcs11 {
        module: module.to_owned(),
        token: token.into(),
        pin_file: secret_file(folder, "pin", "480913\n"),
        prefix: "timebank".into(),
    };
    let federation = secret_file(folder, "federation.key", &"07".repeat(32));
    Pkcs11Kms::open(&settings, Some(&federation)).unwrap()
}

#[test]
fn keys_stay_in_the_token_seal_in_their_context_rotate_and_authenticate() {
    let folder = tempfile::tempdir().unwrap();
    let module = tokens(folder.path());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(with_tokens(folder.path(), &module));
}

async fn with_tokens(folder: &Path, module: &Path) {
    let (kms, context) = (open(folder, module, TOKENS[0]), Context::new(1, "user", "phone", 1));
    assert!(matches!(kms.seal(&context, b"secret").await, Err(KmsError::Setup(_))), "no key yet");
    kms.set_up().await.unwrap();
    kms.set_up().await.unwrap();
    assert_eq!(kms.version().await.unwrap(), 1);

    // Sealed values open in their context only, whole only, and by their own token only.
    let old = kms.seal(&context, b"secret").await.unwrap();
    assert_ne!(old, kms.seal(&context, b"secret").await.unwrap());
    assert_eq!(version_of(&old), Some(1));
    assert_eq!(kms.open(&context, &old).await.unwrap().as_slice(), b"secret");
    let elsewhere = Context::new(1, "other", "phone", 1);
    assert!(matches!(kms.open(&elsewhere, &old).await, Err(KmsError::Sealed)));
    for at in [0, 4, 5, 17, old.len() - 1] {
        let mut changed = old.clone();
        changed[at] ^= 1;
        assert!(kms.open(&context, &changed).await.is_err(), "byte {at}");
    }
    assert!(matches!(kms.open(&context, &old[..10]).await, Err(KmsError::Sealed)));
    let other = open(folder, module, TOKENS[1]);
    other.set_up().await.unwrap();
    assert!(matches!(other.open(&context, &old).await, Err(KmsError::Sealed)));

    // Rotation is seen by who did not make it, and old values open.
    let tool = open(folder, module, TOKENS[0]);
    let mac = kms.mac(MacKey::Owner, b"data").await.unwrap();
    assert_eq!(tool.rotate().await.unwrap(), 2);
    let new = tool.reseal(&context, &old).await.unwrap();
    assert_eq!(version_of(&new), Some(2));
    assert_eq!(version_of(&kms.seal(&context, b"x").await.unwrap()), Some(2));
    for sealed in [&old, &new] {
        assert_eq!(kms.open(&context, sealed).await.unwrap().as_slice(), b"secret");
    }
    let mut unknown = new.clone();
    unknown[4] = 9;
    assert!(matches!(kms.open(&context, &unknown).await, Err(KmsError::Version(9))));

    // Authentication keys differ by purpose and by token, and stay.
    assert_eq!(kms.mac(MacKey::Owner, b"data").await.unwrap(), mac);
    assert_ne!(other.mac(MacKey::Owner, b"data").await.unwrap(), mac);
    let mut values = std::collections::BTreeSet::new();
    for key in MacKey::ALL {
        assert!(values.insert(kms.mac(key, b"same").await.unwrap()), "{key:?}");
    }

    // Many at once, though a token is asked one thing at a time.
    let kms = std::sync::Arc::new(kms);
    let all = (0..20u8).map(|number| {
        let (kms, context) = (std::sync::Arc::clone(&kms), context.clone());
        tokio::spawn(async move {
            let sealed = kms.seal(&context, &[number]).await.unwrap();
            assert_eq!(kms.open(&context, &sealed).await.unwrap().as_slice(), [number]);
        })
    });
    for done in all.collect::<Vec<_>>() {
        done.await.unwrap();
    }

    // A token that is not there is named, and the PIN is not.
    let missing = open(folder, module, "branch three");
    let error = missing.mac(MacKey::Phone, b"1").await.unwrap_err();
    assert!(error.to_string().contains("branch three"), "{error}");
    assert!(!error.to_string().contains("480913"));
}
