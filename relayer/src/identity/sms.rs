use super::Phone;
use async_trait::async_trait;
use std::io::Write;
use std::path::PathBuf;

/// Sends short messages.
#[async_trait]
pub trait SmsSender: Send + Sync + 'static {
    /// Sends one message; what the phone shows is `text`.
    async fn send(&self, to: &Phone, text: &str) -> std::io::Result<()>;
}

/// For development: appends each message to a file that only its owner reads, or writes it to the console if there is none.
#[derive(Debug, Clone, Default)]
pub struct ConsoleSms {
    file: Option<PathBuf>,
}

impl ConsoleSms {
    pub fn new(file: Option<PathBuf>) -> Self {
        ConsoleSms { file }
    }
}

#[async_trait]
impl SmsSender for ConsoleSms {
    async fn send(&self, to: &Phone, text: &str) -> std::io::Result<()> {
        use std::os::unix::fs::OpenOptionsExt;
        let line = format!("{}\t{text}\n", to.text());
        match self.file.clone() {
            None => std::io::stderr().write_all(line.as_bytes()),
            Some(path) => {
                let write = move || {
                    std::fs::OpenOptions::new()
                        .append(true)
                        .create(true)
                        .mode(0o600)
                        .open(path)?
                        .write_all(line.as_bytes())
                };
                tokio::task::spawn_blocking(write)
                    .await
                    .unwrap_or_else(|error| Err(std::io::Error::other(error)))
            }
        }
    }
}
