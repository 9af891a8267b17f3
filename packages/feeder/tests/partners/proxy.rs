//! A way to a server that breaks off after so many bytes.

use crate::partner::{secret, Partner, Server};
use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Arc;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{UnixListener, UnixStream};
use tokio::task::JoinHandle;

const POSTGRES: &str = ".s.PGSQL.5432";

pub struct Proxy {
    left: Arc<AtomicUsize>,
    task: JoinHandle<()>,
}

impl Proxy {
    /// Leads the partner's URL over it.
    pub fn start(server: &Server, partner: &Partner) -> Self {
        let url = partner.folder.path().join("url");
        let direct = fs::read_to_string(&url).unwrap();
        let (rest, socket) = direct.rsplit_once('=').unwrap();
        let folder = partner.folder.path().to_owned();
        let (real, ours, named): (PathBuf, PathBuf, PathBuf) = server.of(
            (PathBuf::from(socket).join(POSTGRES), folder.join(POSTGRES), folder.clone()),
            (PathBuf::from(socket), folder.join("socket"), folder.join("socket")),
        );
        secret(&url, &format!("{rest}={}", named.display()));
        let listener = UnixListener::bind(ours).unwrap();
        let left = Arc::new(AtomicUsize::new(usize::MAX));
        let share = left.clone();
        let task = tokio::spawn(async move {
            loop {
                let (client, _) = listener.accept().await.unwrap();
                let (server, left) = (UnixStream::connect(&real).await.unwrap(), share.clone());
                tokio::spawn(async move {
                    let ((from, to), (back, into)) = (client.into_split(), server.into_split());
                    tokio::select! {
                        () = pass(from, into, None) => {}
                        () = pass(back, to, Some(left)) => {}
                    }
                });
            }
        });
        Proxy { left, task }
    }

    /// Lets so many bytes of the server pass from now on.
    pub fn allow(&self, bytes: usize) {
        self.left.store(bytes, Ordering::SeqCst);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn pass(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    left: Option<Arc<AtomicUsize>>,
) {
    let mut buffer = [0; 4_096];
    while let Ok(read @ 1..) = from.read(&mut buffer).await {
        let now = left.as_ref().map_or(usize::MAX, |left| left.load(Ordering::SeqCst));
        let part = read.min(now);
        if to.write_all(&buffer[..part]).await.is_err() || part < read {
            return;
        }
        if let Some(left) = &left {
            left.store(now.saturating_sub(part), Ordering::SeqCst);
        }
    }
}
