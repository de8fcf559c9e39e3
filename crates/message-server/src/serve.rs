//! The thin layer between the network and the core: HTTP and web sockets.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::path::Path as FilePath;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::extract::{Path, Request as HttpRequest, State};
use axum::response::Response as HttpResponse;
use axum::routing::any;
use axum::{Extension, Router};
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use crate::channels::{Sending, SocketId};
use crate::config::Pace;
use crate::controls::{STOPPED, STOPS};
use crate::core::Core;
use crate::error::Error;
use crate::json::Object;
use crate::log::Log;
use crate::outbox::Post;
use crate::polite::{Cutter, Polite};
use crate::poster;
use crate::request::Request;
use crate::response::{Delivery, Response};
use crate::shared::{Running, Shared, ToPost};

/// The one control that takes more than the core.
const FORK: &str = "/msgleg/fork";

/// How long to wait after a connection could not be taken, such as for want of file descriptors.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// How many webhooks are posted at once.
const POSTS_MAX: usize = 64;

/// How long the target of detail events may take, and how long to wait until one is posted again.
const EVENT_WAIT: Duration = Duration::from_secs(5);
const EVENT_PAUSE: Duration = Duration::from_secs(1);

/// How long to wait until an outcome is handed in again that could not be written down.
const NOTE_PAUSE: Duration = Duration::from_millis(200);

/// Starts a platform that goes on from this core.
///
/// What it returns is boxed, since a platform starts others when it is asked to fork.
pub(crate) fn start(
    core: Core,
    log: Option<Log>,
) -> Pin<Box<dyn Future<Output = Result<Running, Error>> + Send>> {
    Box::pin(async move {
        let config = core.config();
        let wanted = config.address;
        if !wanted.ip().is_loopback() && config.secret.as_ref().is_none_or(String::is_empty) {
            let problem = format!("address: {wanted} can be reached from outside, set a secret");
            return Err(Error::new(problem));
        }
        let failed = |error| Error::new(format!("address: cannot listen on {wanted}: {error}"));
        let listener = TcpListener::bind(wanted).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let event_file = config.events.file.as_deref().map(events_file).transpose()?;
        let (shared, ToPost { webhooks, events }) = Shared::new(core, log, event_file);
        let shared = Arc::new(shared);
        // What was under way when the platform was ended is posted again.
        shared.with(|core| core.post_again());
        let timer = Arc::clone(&shared);
        let tasks = vec![
            tokio::spawn(serve(listener, Arc::clone(&shared))),
            tokio::spawn(post_all(webhooks, Arc::clone(&shared))),
            tokio::spawn(post_events(events)),
            tokio::spawn(async move { timer.keep_time().await }),
        ];
        Ok(Running {
            address,
            shared,
            tasks,
        })
    })
}

/// Takes connections for as long as it is polled.
async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    let read_timeout = read_timeout(&shared);
    let app = Router::new()
        .route("/channels/{id}", any(socket))
        .fallback(exchange)
        .with_state(Arc::clone(&shared));
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    let service = TowerToHyperService::new(app.clone());
                    let cutter = Cutter::default();
                    let stream = Polite::new(stream, Arc::clone(&shared), cutter.clone());
                    let service = service_fn(move |mut request: hyper::Request<_>| {
                        request.extensions_mut().insert(cutter.clone());
                        service.call(request)
                    });
                    connections.spawn(async move {
                        let connection = http1::Builder::new()
                            .timer(TokioTimer::new())
                            .header_read_timeout(read_timeout)
                            .serve_connection(TokioIo::new(stream), service)
                            .with_upgrades();
                        // How a connection ends is up to its client.
                        let _ = connection.await;
                    });
                }
                Err(_) => sleep(ACCEPT_PAUSE).await,
            },
            Some(_) = connections.join_next(), if !connections.is_empty() => {}
        }
    }
}

/// Posts to webhooks for as long as it is polled, and hands in what comes of it.
async fn post_all(mut posts: mpsc::UnboundedReceiver<Post>, shared: Arc<Shared>) {
    let wait = Duration::from_millis(u64::from(shared.config().webhook_timeout_ms));
    let mut under_way = JoinSet::new();
    loop {
        tokio::select! {
            Some(post) = posts.recv(), if under_way.len() < POSTS_MAX => {
                let shared = Arc::clone(&shared);
                under_way.spawn(async move {
                    let outcome = poster::post(&post.url, &post.headers, &post.body, wait).await;
                    // While nothing can be written down, nothing has happened.
                    while shared.answered(post.webhook, &outcome).status == 503 {
                        sleep(NOTE_PAUSE).await;
                    }
                });
            }
            Some(_) = under_way.join_next(), if !under_way.is_empty() => {}
            else => return,
        }
    }
}

/// Opens the file to which detail events are added.
fn events_file(path: &FilePath) -> Result<File, Error> {
    let opened = OpenOptions::new().create(true).append(true).open(path);
    opened.map_err(|error| {
        let path = path.display();
        Error::new(format!("events: {path} cannot be written: {error}"))
    })
}

/// Posts detail events, one after another, for as long as it is polled.
async fn post_events(mut events: mpsc::Receiver<(String, String)>) {
    let json = [("Content-Type".to_owned(), "application/json".to_owned())];
    while let Some((url, event)) = events.recv().await {
        loop {
            let outcome = poster::post(&url, &json, &event, EVENT_WAIT).await;
            if outcome.is_accepted() || !outcome.is_tried_again() {
                break;
            }
            sleep(EVENT_PAUSE).await;
        }
    }
}

fn read_timeout(shared: &Shared) -> Duration {
    Duration::from_millis(u64::from(shared.config().read_timeout_ms.max(1)))
}

/// Answers a request.
async fn exchange(
    State(shared): State<Arc<Shared>>,
    Extension(cutter): Extension<Cutter>,
    request: HttpRequest,
) -> HttpResponse {
    let (config, wait) = (shared.config(), read_timeout(&shared));
    let (parts, body) = request.into_parts();
    let body = match timeout(wait, to_bytes(body, config.body_limit)).await {
        Ok(Ok(body)) => body,
        Ok(Err(_)) => {
            let message = format!("the body is longer than {} bytes", config.body_limit);
            let refuse = |core: &mut Core| core.refuse(413, "request.entity.too.large", &message);
            return to_http(shared.with(refuse));
        }
        Err(_) => {
            let message = "the body has not come in time";
            return to_http(shared.with(|core| core.refuse(408, "client.timeout", message)));
        }
    };
    let headers: BTreeMap<String, String> = parts
        .headers
        .iter()
        .map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
            (name.as_str().to_owned(), value)
        })
        .collect();
    let request = Request {
        method: parts.method.as_str().to_owned(),
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        headers,
        body: body.to_vec(),
    };
    if request.method == "POST" && request.path == FORK {
        return fork(&shared, &request).await;
    }
    let response = match request.path.strip_prefix("/msgleg/clock/") {
        Some(_) if request.method == "POST" => pass_time(&shared, &request).await,
        _ => shared.handle(&request),
    };
    deliver(&cutter, response.delivery).await;
    to_http(response)
}

/// Lets time pass as a request asks, which waits at each webhook until that has been answered.
/// Where time passes by itself, it does not wait for anybody.
pub(crate) async fn pass_time(shared: &Shared, request: &Request) -> Response {
    let is_stepped = shared.with(|core| {
        let pace = core.config().pace;
        matches!(pace, Pace::Stepped | Pace::Fast) && core.has_integrations()
    });
    let finishes = request.path.ends_with("/finish");
    let until = shared.with(|core| core.until(request));
    if !is_stepped || !(finishes || until.is_some()) {
        return shared.handle(request);
    }
    loop {
        shared.webhooks_answered().await;
        let body = match until {
            Some(until) => Object::new().time("at", until),
            None => Object::new(),
        };
        let path = match until {
            Some(_) => "/msgleg/clock/run-until",
            None => "/msgleg/clock/finish",
        };
        let mut step = Request::new("POST", path).with_json(body.put(STOPS, &true).end());
        if let Some(secret) = request.header("authorization") {
            step = step.with_header("authorization", secret);
        }
        let response = shared.handle(&step);
        if !response.body.contains(STOPPED) {
            return response;
        }
    }
}

/// Lets an answer wait, and cuts its connection, if a fault was asked for.
async fn deliver(cutter: &Cutter, delivery: Delivery) {
    if delivery.after_ms > 0 {
        sleep(Duration::from_millis(u64::from(delivery.after_ms))).await;
    }
    if delivery.is_cut {
        cutter.cut();
    }
}

/// Starts the same platform once more on a free port, which lasts as long as this one.
async fn fork(shared: &Shared, request: &Request) -> HttpResponse {
    let core = match shared.with(|core| core.fork_for(request)) {
        Ok(core) => core,
        Err(refusal) => return to_http(refusal),
    };
    match start(core, None).await {
        Ok(running) => {
            let base_url = format!("http://{}", running.address);
            shared.keep(running);
            let body = Object::new().put("baseUrl", &base_url).end();
            to_http(Response::ok(body))
        }
        Err(error) => {
            let message = error.to_string();
            let code = "service.unavailable";
            to_http(shared.with(|core| core.refuse(503, code, &message)))
        }
    }
}

fn to_http(response: Response) -> HttpResponse {
    let mut builder = HttpResponse::builder().status(response.status);
    for (name, value) in &response.headers {
        builder = builder.header(name, value);
    }
    // A request that is cut has none.
    let built = builder.body(Body::from(response.body));
    // A header that a test has asked for and that is none: the answer goes without any.
    built.unwrap_or_else(|_| {
        let mut plain = HttpResponse::new(Body::empty());
        *plain.status_mut() = axum::http::StatusCode::INTERNAL_SERVER_ERROR;
        plain
    })
}

/// Opens a socket on a channel. Whoever knows the channel's id may: clients send no token here.
async fn socket(
    State(shared): State<Arc<Shared>>,
    Path(channel): Path<String>,
    Extension(cutter): Extension<Cutter>,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
    request: HttpRequest,
) -> HttpResponse {
    let Ok(upgrade) = upgrade else {
        return exchange(State(shared), Extension(cutter), request).await;
    };
    // Before the answer, so that a client misses nothing that happens once it has it.
    let Some((socket, outgoing)) = shared.connect(&channel) else {
        let message = "there is no such channel: it has expired or been dropped";
        return to_http(shared.with(|core| core.refuse(401, "bad.credentials", message)));
    };
    let limit = shared.config().body_limit;
    let failed = Arc::clone(&shared);
    upgrade
        .max_message_size(limit)
        .max_frame_size(limit)
        .on_failed_upgrade(move |_| failed.disconnect(socket))
        .on_upgrade(move |web_socket| async move {
            talk(&shared, web_socket, socket, outgoing, &cutter).await;
            shared.disconnect(socket);
        })
}

/// Sends what is to go out on a socket, and passes on what comes in, until either side ends it.
async fn talk(
    shared: &Shared,
    mut web_socket: WebSocket,
    socket: SocketId,
    mut outgoing: mpsc::Receiver<Sending>,
    cutter: &Cutter,
) {
    let wait = read_timeout(shared);
    loop {
        tokio::select! {
            sending = outgoing.recv() => {
                let message = match sending {
                    Some(Sending::Text(text)) => Message::Text(text.into()),
                    Some(Sending::Close(code, reason)) => {
                        let frame = CloseFrame { code, reason: reason.into() };
                        Message::Close(Some(frame))
                    }
                    Some(Sending::Cut) => {
                        cutter.cut();
                        return;
                    }
                    // Cut since it does not read, or the platform is gone.
                    None => return,
                };
                let is_end = matches!(message, Message::Close(_));
                match timeout(wait, web_socket.send(message)).await {
                    Ok(Ok(())) if is_end => {
                        // The other side says that it has seen it.
                        let _ = timeout(wait, web_socket.recv()).await;
                        return;
                    }
                    Ok(Ok(())) => {}
                    Ok(Err(_)) | Err(_) => return,
                }
            }
            received = web_socket.recv() => match received {
                Some(Ok(Message::Text(text))) => {
                    shared.with(|core| core.socket_text(socket, text.as_str()));
                }
                // Pings are answered a layer below.
                Some(Ok(Message::Binary(_) | Message::Ping(_) | Message::Pong(_))) => {}
                Some(Ok(Message::Close(_)) | Err(_)) | None => return,
            },
        }
    }
}
