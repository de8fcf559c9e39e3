//! What one platform holds: requests per second beside a server that only returns ready bytes, how
//! late frames come to 500 sockets, what a reader who stalls does to the others, and how much
//! memory a day takes.
//!
//! Clients and servers run in this process and share its processors, and the two of a ratio are
//! measured in turns, so that changes of the machine's speed affect both alike. Run with
//! `cargo bench -p message-server`; with `-- --mockoon` the same GET is also asked of Mockoon,
//! which npm has to fetch, and with `-- --times-60` the day passes by itself, in 24 minutes.
//! `cargo test` runs everything once in short, without judging speed.

#![allow(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

mod client;
mod memory;
mod mockoon;
mod rates;
mod sockets;

use std::env::args;

/// As `msgleg` has it, which serves.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    // `cargo bench` passes `--bench`; `cargo test` and the like only want to see it run.
    let is_measured = args().any(|argument| argument == "--bench");
    let with_mockoon = args().any(|argument| argument == "--mockoon");
    let by_itself = args().any(|argument| argument == "--times-60");
    runtime.block_on(async {
        // First, as what the others have held does not all go back.
        memory::run(is_measured, by_itself).await;
        rates::run(is_measured, with_mockoon).await;
        sockets::run(is_measured).await;
    });
}
