//! A client that costs little: it keeps its connection and reads no more of an answer than where
//! it ends.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

pub(crate) struct Client {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Client {
    pub(crate) async fn connect(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).await.unwrap();
        stream.set_nodelay(true).unwrap();
        Self {
            stream,
            buffer: vec![0; 65_536],
        }
    }

    /// Sends a request and reads its answer. Returns the status and the body's length.
    pub(crate) async fn exchange(&mut self, request: &[u8]) -> (u16, usize) {
        self.stream.write_all(request).await.unwrap();
        let mut filled = 0;
        loop {
            if filled == self.buffer.len() {
                self.buffer.resize(2 * filled, 0);
            }
            let read = self.stream.read(&mut self.buffer[filled..]).await.unwrap();
            assert!(read > 0, "the connection was closed");
            filled += read;
            if let Some((status, head, body)) = answer(&self.buffer[..filled])
                && filled >= head + body
            {
                return (status, body);
            }
        }
    }
}

/// Status, length of the head, and length of the body, once the head is there.
fn answer(bytes: &[u8]) -> Option<(u16, usize, usize)> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&bytes[..end]).unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        let is_length = name.eq_ignore_ascii_case("content-length");
        is_length.then(|| value.trim().parse().unwrap())
    });
    Some((status, end + 4, length.unwrap_or_default()))
}

/// The bytes of a request.
pub(crate) fn request(call: &str, token: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "{call} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {token}\r\n\
         content-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}

/// Sends each connection's requests one after another, all connections at once. Returns how long
/// that took; each answer has to have this status.
pub(crate) async fn send(
    address: SocketAddr,
    connections: Vec<Vec<Vec<u8>>>,
    status: u16,
) -> Duration {
    let mut clients = Vec::new();
    for requests in connections {
        clients.push((Client::connect(address).await, requests));
    }
    let begun = Instant::now();
    let mut sending = JoinSet::new();
    for (mut client, requests) in clients {
        sending.spawn(async move {
            for request in requests {
                let (found, _) = client.exchange(&request).await;
                assert_eq!(found, status, "{}", String::from_utf8_lossy(&request));
            }
        });
    }
    sending.join_all().await;
    begun.elapsed()
}
