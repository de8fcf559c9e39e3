//! What was written to an output: how much, its digest, and how long it took.

use std::fmt;
use std::io::{self, Write};
use std::time::Duration;

use sha2::{Digest, Sha256};

use crate::stopwatch::Stopwatch;

/// Writes through, counting and hashing what is written.
pub(super) struct Measured<'a> {
    out: &'a mut dyn Write,
    bytes: u64,
    hash: Sha256,
    begun: Stopwatch,
}

/// How much was written, its SHA-256 digest, and how long it took.
pub(super) struct Written {
    bytes: u64,
    digest: String,
    took: Duration,
}

impl<'a> Measured<'a> {
    pub(super) fn new(out: &'a mut dyn Write) -> Self {
        Self {
            out,
            bytes: 0,
            hash: Sha256::new(),
            begun: Stopwatch::start(),
        }
    }

    /// How many bytes have been written.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    pub(super) fn end(self) -> Written {
        let digest = self.hash.finalize();
        Written {
            bytes: self.bytes,
            digest: digest.iter().map(|byte| format!("{byte:02x}")).collect(),
            took: self.begun.time(),
        }
    }
}

impl Write for Measured<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.out.write(bytes)?;
        self.hash.update(&bytes[..count]);
        self.bytes += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            bytes,
            digest,
            took,
        } = self;
        let (seconds, hundredths) = (took.as_secs(), took.subsec_millis() / 10);
        write!(
            f,
            "{bytes} bytes in {seconds}.{hundredths:02} s, SHA-256 {digest}"
        )
    }
}

/// How far work has come, how fast it goes, and how long the rest will take.
pub(super) struct SoFar {
    pub(super) done: u64,
    pub(super) of: u64,
    pub(super) things: &'static str,
    /// How many bytes have been written, if that is known.
    pub(super) bytes: Option<u64>,
    pub(super) took: Duration,
}

impl fmt::Display for SoFar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            done,
            of,
            things,
            bytes,
            took,
        } = self;
        write!(f, "{done} of {of} {things}")?;
        if let Some(bytes) = bytes {
            write!(f, ", {} MB", bytes / 1_000_000)?;
        }
        let micros = took.as_micros();
        if *done == 0 || micros == 0 {
            return Ok(());
        }
        let rate = u128::from(*done) * 1_000_000 / micros;
        let left = u128::from(of.saturating_sub(*done)) * micros / u128::from(*done) / 1_000_000;
        write!(f, ", {rate} a second, {left} s left")
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::time::Duration;

    use super::{Measured, SoFar};

    #[test]
    fn what_is_written_is_counted_and_hashed() {
        let mut out = Vec::new();
        let mut measured = Measured::new(&mut out);
        measured.write_all(b"ab").expect("a Vec takes everything");
        measured.write_all(b"c").expect("a Vec takes everything");
        let told = measured.end().to_string();
        // The first example of FIPS 180-2.
        let digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert!(told.starts_with("3 bytes in "), "{told}");
        assert!(told.ends_with(digest), "{told}");
        assert_eq!(out, b"abc");
    }

    #[test]
    fn the_time_left_is_that_of_the_rate_so_far() {
        let so_far = |done| SoFar {
            done,
            of: 100,
            things: "conversations",
            bytes: Some(3_500_000),
            took: Duration::from_secs(10),
        };
        let quarter = "25 of 100 conversations, 3 MB, 2 a second, 30 s left";
        assert_eq!(so_far(25).to_string(), quarter);
        assert_eq!(so_far(0).to_string(), "0 of 100 conversations, 3 MB");
    }
}
