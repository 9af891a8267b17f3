//! The API's port: connections of people who may be slow, many, or mean it ill.

use super::{router, ApiState};
use crate::identity::Identity;
use axum::extract::ConnectInfo;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulConnection, GracefulShutdown};
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tower::Service;

/// How long the head of a request may take to come, and how long a connection may wait for its next one.
const SLOWEST_HEAD: Duration = Duration::from_secs(15);
/// Connections at once; whoever comes then waits until one ends. Watchers of streams keep theirs.
const MOST_CONNECTIONS: usize = 4_096;
/// Largest head of a request, in bytes.
const LARGEST_HEAD: usize = 16 * 1024;
/// After an error of the listener, such as too many open files.
const PAUSE: Duration = Duration::from_millis(200);
/// How often registrations are settled whose members are not asking.
const SETTLE: Duration = Duration::from_secs(5);

/// Serves the API until it is told to stop, and settles registrations meanwhile.
///
/// # Errors
/// If the listener fails.
pub async fn serve(state: ApiState, listener: TcpListener, stop: CancellationToken) -> io::Result<()> {
    let settling = settle(state.identity.clone(), stop.clone());
    let serving = accept(router(state), listener, Port::default(), stop);
    let (served, ()) = tokio::join!(serving, settling);
    served
}

/// What a port bears.
#[derive(Debug, Clone, Copy)]
pub(super) struct Port {
    pub slowest_head: Duration,
    pub connections: usize,
}

impl Default for Port {
    fn default() -> Self {
        Port { slowest_head: SLOWEST_HEAD, connections: MOST_CONNECTIONS }
    }
}

/// Takes connections until it is told to stop, and lets those that are open come to the end of their request.
pub(super) async fn accept(
    router: axum::Router,
    listener: TcpListener,
    port: Port,
    stop: CancellationToken,
) -> io::Result<()> {
    let room = Arc::new(Semaphore::new(port.connections));
    let open = GracefulShutdown::new();
    loop {
        let next = async {
            let place = room.clone().acquire_owned().await.map_err(io::Error::other)?;
            Ok::<_, io::Error>((listener.accept().await, place))
        };
        let (connection, place) = tokio::select! {
            () = stop.cancelled() => break,
            next = next => next?,
        };
        let (stream, peer) = match connection {
            Ok(connection) => connection,
            Err(error) => {
                tracing::warn!(%error, "a connection was not taken");
                tokio::time::sleep(PAUSE).await;
                continue;
            }
        };
        let connection = open.watch(talk(&router, stream, peer, port));
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended");
            }
            drop(place);
        });
    }
    open.shutdown().await;
    Ok(())
}

/// Serves one connection.
fn talk(
    router: &axum::Router,
    stream: TcpStream,
    peer: SocketAddr,
    port: Port,
) -> impl GracefulConnection<Error = hyper::Error> + Send + 'static + use<> {
    let router = router.clone();
    let service = hyper::service::service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        router.clone().call(request)
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(port.slowest_head)
        .max_header_size(LARGEST_HEAD)
        .serve_connection(TokioIo::new(stream), service)
}

async fn settle(identity: Identity, stop: CancellationToken) {
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(SETTLE) => {}
        }
        if let Err(error) = identity.settle_registrations().await {
            tracing::warn!(%error, "registrations could not be settled");
        }
        if let Err(error) = identity.settle_exits().await {
            tracing::warn!(%error, "members who keep their keys themselves could not be settled");
        }
    }
}
