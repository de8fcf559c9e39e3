//! Clients for the tests: one that calls the core as a value, one over a real connection, and a
//! socket.

use std::net::SocketAddr;

use futures_util::{SinkExt, StreamExt};
use message_server::{Core, Platform, Request, Response};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

/// Calls the core with a token.
pub(crate) struct Caller {
    pub(crate) token: String,
}

impl Caller {
    pub(crate) fn client(core: &mut Core) -> Self {
        let token = core.token(None).unwrap();
        Self { token }
    }

    pub(crate) fn agent(core: &mut Core, place: usize) -> Self {
        let user = core.agents()[place].id;
        let token = core.token(Some(user)).unwrap();
        Self { token }
    }

    pub(crate) fn call(&self, core: &mut Core, call: &str, body: &str) -> Response {
        let (method, target) = call.split_once(' ').unwrap();
        let request = Request::new(method, target).with_token(&self.token);
        let request = match body {
            "" => request,
            body => request.with_json(body),
        };
        core.handle(&request)
    }

    /// The JSON of a call that has to succeed.
    #[track_caller]
    pub(crate) fn get(&self, core: &mut Core, path: &str) -> Value {
        let response = self.call(core, &format!("GET {path}"), "");
        assert_eq!(response.status, 200, "{path}: {}", response.body);
        json(&response.body)
    }

    /// Checks status and code of a call that is refused. Returns the body.
    #[track_caller]
    pub(crate) fn refused(
        &self,
        core: &mut Core,
        call: &str,
        body: &str,
        expected: (u16, &str),
    ) -> Value {
        let response = self.call(core, call, body);
        let found = json(&response.body);
        assert_eq!(
            (response.status, found["code"].as_str().unwrap_or_default()),
            expected,
            "{call}: {}",
            response.body
        );
        assert_eq!(found["status"], expected.0, "{call}");
        assert_eq!(
            found["contextId"].as_str(),
            response.header("inin-correlation-id"),
            "{call}"
        );
        assert!(
            found["details"].is_array() && found["errors"].is_array(),
            "{call}"
        );
        found
    }

    /// Checks the status of a call.
    #[track_caller]
    pub(crate) fn done(&self, core: &mut Core, call: &str, body: &str, status: u16) -> Response {
        let response = self.call(core, call, body);
        assert_eq!(response.status, status, "{call}: {}", response.body);
        response
    }
}

/// Calls a control: its status, and what it answers.
pub(crate) fn control(core: &mut Core, call: &str, body: &str) -> (u16, Value) {
    let (method, path) = call.split_once(' ').unwrap();
    let answer = core.handle(&Request::new(method, &format!("/msgleg/{path}")).with_json(body));
    let is_json = answer.header("content-type") == Some("application/json");
    let body = if is_json {
        self::json(&answer.body)
    } else {
        Value::from(answer.body.as_str())
    };
    (answer.status, body)
}

/// Calls a control that has to do what it is asked for.
#[track_caller]
pub(crate) fn done(core: &mut Core, call: &str, body: &str) -> Value {
    let (status, body) = control(core, call, body);
    assert_eq!(status, 200, "{call}: {body}");
    body
}

#[track_caller]
pub(crate) fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text:?}"))
}

/// The participant of this purpose that joined last.
#[track_caller]
pub(crate) fn last_of<'a>(conversation: &'a Value, purpose: &str) -> &'a Value {
    let participants = conversation["participants"].as_array().unwrap();
    let mut participants = participants.iter().rev();
    participants
        .find(|one| one["purpose"] == purpose)
        .unwrap_or_else(|| panic!("no {purpose}: {conversation}"))
}

#[track_caller]
pub(crate) fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("no text: {value}"))
        .to_owned()
}

/// What came back over a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Answer {
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        json(&self.body)
    }
}

/// A client over a real connection, one for each request.
#[derive(Clone)]
pub(crate) struct Client {
    pub(crate) address: SocketAddr,
    pub(crate) token: String,
}

impl Client {
    /// A client that gets its token as every client does. The id of a user is a client id.
    pub(crate) async fn log_in(platform: &Platform, id: &str) -> Self {
        let mut client = Self {
            address: platform.address(),
            token: String::new(),
        };
        let form = format!("grant_type=client_credentials&client_id={id}&client_secret=any");
        let head = "content-type: application/x-www-form-urlencoded\r\n";
        let answer = client
            .exchange("POST /oauth/token", head, form.as_bytes())
            .await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        client.token = text(&answer.json()["access_token"]);
        client
    }

    /// Sends a request with the token.
    pub(crate) async fn call(&self, call: &str, body: &str) -> Answer {
        let head = format!(
            "authorization: Bearer {}\r\ncontent-type: application/json\r\n",
            self.token
        );
        self.exchange(call, &head, body.as_bytes()).await
    }

    /// Sends a request that has to be answered with this status.
    pub(crate) async fn done(&self, call: &str, body: &str, status: u16) -> Answer {
        let answer = self.call(call, body).await;
        assert_eq!(answer.status, status, "{call}: {}", answer.body);
        answer
    }

    pub(crate) async fn get(&self, path: &str) -> Value {
        self.done(&format!("GET {path}"), "", 200).await.json()
    }

    pub(crate) async fn exchange(&self, call: &str, head: &str, body: &[u8]) -> Answer {
        let address = self.address;
        let length = body.len();
        let mut request = format!(
            "{call} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n{head}content-length: \
             {length}\r\n\r\n"
        )
        .into_bytes();
        request.extend_from_slice(body);
        let bytes = send_raw(address, &request).await;
        read_answer(&bytes)
    }

    /// A socket on a new channel that is subscribed to these topics.
    pub(crate) async fn listen(&self, topics: &[String]) -> Socket {
        let channel = self
            .done("POST /api/v2/notifications/channels", "", 200)
            .await
            .json();
        let id = text(&channel["id"]);
        let topics = topics.iter().map(|topic| serde_json::json!({"id": topic}));
        let topics = Value::from_iter(topics).to_string();
        let path = format!("POST /api/v2/notifications/channels/{id}/subscriptions");
        self.done(&path, &topics, 200).await;
        Socket::open(&text(&channel["connectUri"])).await
    }
}

/// Sends bytes on a new connection, and reads until the other side closes it.
pub(crate) async fn send_raw(address: SocketAddr, request: &[u8]) -> Vec<u8> {
    let mut stream = TcpStream::connect(address).await.unwrap();
    // The platform may have answered and closed before it has read everything.
    let _ = stream.write_all(request).await;
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes).await;
    bytes
}

pub(crate) fn read_answer(bytes: &[u8]) -> Answer {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    let (head, body) = text
        .split_once("\r\n\r\n")
        .unwrap_or_else(|| panic!("no answer: {text:?}"));
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());
    Answer {
        status: status.unwrap_or_else(|| panic!("no status: {head:?}")),
        head: head.to_owned(),
        body: body.to_owned(),
    }
}

/// A client's socket.
pub(crate) struct Socket {
    pub(crate) stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

impl Socket {
    pub(crate) async fn open(uri: &str) -> Self {
        let (stream, _) = connect_async(uri).await.unwrap();
        Self { stream }
    }

    pub(crate) async fn say(&mut self, text: &str) {
        self.stream.send(Message::text(text)).await.unwrap();
    }

    /// The next text.
    pub(crate) async fn hear(&mut self) -> String {
        loop {
            match self.stream.next().await {
                Some(Ok(Message::Text(text))) => return text.as_str().to_owned(),
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                other => panic!("no text: {other:?}"),
            }
        }
    }

    /// All texts that have been sent up to now: what comes before the answer to a ping.
    pub(crate) async fn hear_all(&mut self) -> Vec<String> {
        self.say(r#"{"message":"ping"}"#).await;
        let mut heard = Vec::new();
        loop {
            let text = self.hear().await;
            if text.contains(r#"{"message":"pong"}"#) {
                return heard;
            }
            heard.push(text);
        }
    }

    /// The code with which the other side closes, after whatever it still says.
    pub(crate) async fn closed(&mut self) -> Option<u16> {
        loop {
            match self.stream.next().await {
                Some(Ok(Message::Close(frame))) => return frame.map(|frame| frame.code.into()),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return None,
            }
        }
    }
}
