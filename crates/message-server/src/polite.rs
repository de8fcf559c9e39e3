//! A connection on which every refusal has an `ErrorBody`, also those of the HTTP library itself.
//!
//! The library refuses what is no HTTP, or has too many headers or too long a path, before anybody
//! else sees it: with a bare status, and with the date outside. Its refusals are recognised when
//! they are written, by having no correlation id, and are written in the platform's form instead.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use crate::response::Response;
use crate::shared::Shared;

/// Cuts a connection: nothing more is written on it, and it is reset rather than closed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cutter(Arc<AtomicBool>);

impl Cutter {
    pub(crate) fn cut(&self) {
        self.0.store(true, Ordering::Release);
    }

    fn has_cut(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

/// A connection.
pub(crate) struct Polite {
    stream: TcpStream,
    shared: Arc<Shared>,
    cutter: Cutter,
    /// What is written in place of a bare refusal and has not gone out yet.
    pending: Vec<u8>,
}

impl Polite {
    pub(crate) fn new(stream: TcpStream, shared: Arc<Shared>, cutter: Cutter) -> Self {
        Self {
            stream,
            shared,
            cutter,
            pending: Vec::new(),
        }
    }

    fn poll_pending(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        while !self.pending.is_empty() {
            let count = ready!(Pin::new(&mut self.stream).poll_write(cx, &self.pending))?;
            if count == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
            self.pending.drain(..count);
        }
        Poll::Ready(Ok(()))
    }
}

impl Drop for Polite {
    fn drop(&mut self) {
        if self.cutter.has_cut() {
            // So that the system sends a reset; it may refuse to, and then closes as usual.
            let _ = self.stream.set_zero_linger();
        }
    }
}

/// The status of a bare refusal.
fn bare_refusal(written: &[u8]) -> Option<u16> {
    let head = written.strip_prefix(b"HTTP/1.1 4")?;
    let head = std::str::from_utf8(head).ok()?;
    let is_bare = !head.contains("inin-correlation-id");
    let status = head.get(..2).filter(|_| is_bare)?;
    status.parse().ok().map(|rest: u16| 400 + rest)
}

/// The same refusal in the platform's form.
fn in_form(shared: &Shared, status: u16) -> Vec<u8> {
    let (code, message) = match status {
        414 => ("request.entity.too.large", "the path is too long"),
        431 => (
            "request.entity.too.large",
            "the headers are too many or too long",
        ),
        _ => ("bad.request", "the request is not HTTP"),
    };
    let Response { headers, body, .. } = shared.with(|core| core.refuse(status, code, message));
    let mut text = format!("HTTP/1.1 {status} Refused\r\nconnection: close\r\n");
    for (name, value) in headers {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    text.push_str(&format!("content-length: {}\r\n\r\n{body}", body.len()));
    text.into_bytes()
}

impl AsyncRead for Polite {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        read: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, read)
    }
}

impl AsyncWrite for Polite {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        written: &[u8],
    ) -> Poll<io::Result<usize>> {
        if self.cutter.has_cut() {
            return Poll::Ready(Err(io::ErrorKind::ConnectionReset.into()));
        }
        ready!(self.poll_pending(cx))?;
        match bare_refusal(written) {
            None => Pin::new(&mut self.stream).poll_write(cx, written),
            Some(status) => {
                self.pending = in_form(&self.shared, status);
                // It is taken whole; what does not go out now does with the flush.
                match self.poll_pending(cx) {
                    Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
                    Poll::Ready(Ok(())) | Poll::Pending => Poll::Ready(Ok(written.len())),
                }
            }
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.poll_pending(cx))?;
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.poll_pending(cx))?;
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::bare_refusal;

    #[test]
    fn only_what_the_library_refuses_is_bare() {
        for (written, expected) in [
            (
                "HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\n\r\n",
                Some(431),
            ),
            (
                "HTTP/1.1 400 Bad Request\r\ninin-correlation-id: x\r\n\r\n",
                None,
            ),
            ("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n", None),
            ("HTTP/1.1 4", None),
            ("anything else", None),
        ] {
            assert_eq!(bare_refusal(written.as_bytes()), expected, "{written}");
        }
    }
}
