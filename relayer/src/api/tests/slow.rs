//! The port itself, and clients that are slow, many or do not speak HTTP.

use super::*;
use crate::api::serve::{accept, Port};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const SHORT: Duration = Duration::from_millis(200);
const LONG: Duration = Duration::from_secs(60);

impl Branch {
    /// The same API behind a port of its own; its address.
    async fn port(&self, port: Port, slowest_body: Duration) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let mut state = self.state.clone();
        state.slowest_body = slowest_body;
        tokio::spawn(accept(router(state), listener, port, self.stop.clone()));
        address
    }
}

async fn connect(address: &str, sent: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(sent.as_bytes()).await.unwrap();
    stream
}

/// What comes until the connection ends.
async fn rest(mut stream: TcpStream) -> String {
    let mut bytes = Vec::new();
    // One that is reset has ended, too.
    let _ = stream.read_to_end(&mut bytes).await;
    String::from_utf8_lossy(&bytes).into_owned()
}

const WHOLE: &str = "GET /v1/branches HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
const HALF: &str = "GET /v1/branches HTTP/1.1\r\nhost: x\r\n";

#[tokio::test]
async fn half_a_request_does_not_keep_a_connection() {
    let branch = Branch::start().await;
    let address = branch.port(Port { slowest_head: SHORT, connections: 10 }, LONG).await;
    assert_eq!(rest(connect(&address, HALF).await).await, "");
    let served = rest(connect(&address, WHOLE).await).await;
    assert!(served.starts_with("HTTP/1.1 200"), "{served}");
}

#[tokio::test]
async fn a_connection_that_waits_for_nothing_is_ended() {
    let branch = Branch::start().await;
    let address = branch.port(Port { slowest_head: SHORT, connections: 10 }, LONG).await;
    let kept = WHOLE.replace("connection: close\r\n", "");
    let served = rest(connect(&address, &kept).await).await;
    assert!(served.starts_with("HTTP/1.1 200"), "{served}");
}

#[tokio::test]
async fn a_body_that_does_not_come_is_not_waited_for() {
    let branch = Branch::start().await;
    let address = branch.port(Port { slowest_head: LONG, connections: 10 }, SHORT).await;
    let head = "POST /v1/auth/sessions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nconnection: close\r\n\
                content-length: 100\r\n\r\n{\"phone\":";
    let answer = rest(connect(&address, head).await).await;
    assert!(answer.starts_with("HTTP/1.1 408") && answer.contains("request.slow"), "{answer}");
}

#[tokio::test]
async fn connections_have_a_bound_and_whoever_waits_is_served_when_one_ends() {
    let branch = Branch::start().await;
    let address = branch.port(Port { slowest_head: LONG, connections: 2 }, LONG).await;
    let (one, two) = (connect(&address, HALF).await, connect(&address, HALF).await);
    let third = tokio::spawn(rest(connect(&address, WHOLE).await));
    tokio::time::sleep(SHORT).await;
    assert!(!third.is_finished(), "a third connection was served");
    drop(one);
    let served = third.await.unwrap();
    assert!(served.starts_with("HTTP/1.1 200"), "{served}");
    drop(two);
}

#[tokio::test]
async fn what_is_no_http_is_refused_and_serving_goes_on() {
    let branch = Branch::start().await;
    let address = branch.base.trim_start_matches("http://").to_owned();
    let long = format!("GET / HTTP/1.1\r\nhost: x\r\nlong: {}\r\n\r\n", "x".repeat(600_000));
    for (noise, status) in [("\x16\x03\x01\x02\r\n\r\n", "400"), (long.as_str(), "431")] {
        let answer = rest(connect(&address, noise).await).await;
        // A connection that is cut while it sends may not see the answer.
        assert!(answer.is_empty() || answer.starts_with(&format!("HTTP/1.1 {status}")), "{answer}");
    }
    let served = rest(connect(&address, WHOLE).await).await;
    assert!(served.starts_with("HTTP/1.1 200"), "{served}");
}
