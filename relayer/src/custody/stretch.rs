use super::CustodyError;
use argon2::{Algorithm, Argon2, Params, Version};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

/// How long a request waits for a free permit before it is told to come back.
const PATIENCE: Duration = Duration::from_secs(5);

/// Which part of the memory is used: tests stretch thousands of passwords and would do little else.
const PART: u32 = if cfg!(test) { 64 } else { 1 };

/// How often it goes over the memory.
const PASSES: u32 = 3;

/// What one stretching costs. The figures are RFC 9106's second choice, and for logins what OWASP asks for with room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cost {
    /// 32 MiB, three passes.
    Login,
    /// 64 MiB, three passes.
    Key,
}

impl Cost {
    fn kibibytes(self) -> u32 {
        match self {
            Cost::Login => 32 * 1024,
            Cost::Key => 64 * 1024,
        }
    }
}

/// Argon2id off the async threads, never more at once than there are permits, so that a flood of logins costs bounded memory.
#[derive(Debug, Clone)]
pub struct Stretcher {
    permits: Arc<Semaphore>,
}

impl Stretcher {
    pub fn new(permits: usize) -> Self {
        Stretcher { permits: Arc::new(Semaphore::new(permits.max(1))) }
    }

    /// Argon2id of the secret, one lane, 32 bytes.
    ///
    /// # Errors
    /// `Busy` when no permit comes free in time.
    pub async fn stretch(
        &self,
        cost: Cost,
        secret: &[u8],
        salt: &[u8; 16],
    ) -> Result<Zeroizing<[u8; 32]>, CustodyError> {
        let (secret, salt) = (Zeroizing::new(secret.to_vec()), *salt);
        self.run(move || {
            let memory = cost.kibibytes().div_ceil(PART);
            let params = Params::new(memory, PASSES, 1, Some(32)).map_err(|_| CustodyError::Internal)?;
            let mut key = Zeroizing::new([0; 32]);
            Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
                .hash_password_into(&secret, &salt, key.as_mut_slice())
                .map_err(|_| CustodyError::Internal)?;
            Ok(key)
        })
        .await?
    }

    /// Does such work off the async threads.
    ///
    /// # Errors
    /// `Busy` when no permit comes free in time.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, CustodyError> {
        let permit = tokio::time::timeout(PATIENCE, Arc::clone(&self.permits).acquire_owned())
            .await
            .map_err(|_| CustodyError::Busy)?
            .map_err(|_| CustodyError::Busy)?;
        tokio::task::spawn_blocking(move || {
            // The permit is given back when the work is done, not when the caller stops waiting.
            let _permit = permit;
            work()
        })
        .await
        .map_err(|_| CustodyError::Internal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 9106 §4: its second choice is 64 MiB and three passes; OWASP's least for logins are 19 MiB and two.
    #[test]
    fn costs_are_those_that_are_recommended() {
        assert_eq!((Cost::Key.kibibytes(), PASSES), (65_536, 3));
        assert!(Cost::Login.kibibytes() >= 19 * 1024);
    }
}
