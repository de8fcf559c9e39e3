//! Mockoon, the mock server of npm, which serves the same GET: what teams would use in place of a
//! platform.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::json;
use tokio::net::{TcpListener, TcpStream};

const PACKAGE: &str = "@mockoon/cli@9.9.0";

pub(crate) struct Mockoon {
    process: Child,
    address: SocketAddr,
    file: PathBuf,
}

impl Mockoon {
    /// Starts it with one route, and waits until it listens.
    pub(crate) async fn start(path: &str, body: &str) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = free.local_addr().unwrap();
        drop(free);
        let file = std::env::temp_dir().join(format!("load-{}.json", address.port()));
        fs::write(&file, environment(path, body, address.port()).to_string()).unwrap();
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("mockoon");
        fs::create_dir_all(&folder).unwrap();
        let installed = Command::new("npm")
            .args(["install", "--no-audit", "--no-fund", "--silent", PACKAGE])
            .args(["--prefix".as_ref(), folder.as_os_str()])
            .status();
        assert!(
            installed.expect("npm is there").success(),
            "{PACKAGE} cannot be installed"
        );
        // Not by npx, which would leave it behind when it is ended.
        let process = Command::new("node")
            .arg(folder.join("node_modules/@mockoon/cli/bin/run.js"))
            .args(["start", "--disable-log-to-file", "--data"])
            .arg(&file)
            .stdout(Stdio::null())
            .spawn()
            .expect("node comes with npm");
        while TcpStream::connect(address).await.is_err() {
            tokio::task::yield_now().await;
        }
        Self {
            process,
            address,
            file,
        }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Mockoon {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = fs::remove_file(&self.file);
    }
}

/// What Mockoon reads: one route with one answer.
fn environment(path: &str, body: &str, port: u16) -> serde_json::Value {
    let id = |number: u128| uuid::Uuid::from_u128(number).to_string();
    let headers = json!([{"key": "Content-Type", "value": "application/json"}]);
    let answer = json!({
        "uuid": id(1), "body": body, "latency": 0, "statusCode": 200, "label": "",
        "headers": headers, "bodyType": "INLINE", "filePath": "", "databucketID": "",
        "sendFileAsBody": false, "rules": [], "rulesOperator": "OR", "disableTemplating": true,
        "fallbackTo404": false, "default": true, "crudKey": "id", "callbacks": [],
    });
    let route = json!({
        "uuid": id(2), "type": "http", "documentation": "", "method": "get",
        "endpoint": path.trim_start_matches('/'), "responses": [answer], "responseMode": null,
        "streamingMode": null, "streamingInterval": 0,
    });
    json!({
        "uuid": id(3), "lastMigration": 33, "name": "load", "port": port, "hostname": "127.0.0.1",
        "endpointPrefix": "", "latency": 0, "folders": [], "routes": [route],
        "rootChildren": [{"type": "route", "uuid": id(2)}], "proxyMode": false, "proxyHost": "",
        "proxyRemovePrefix": false, "tlsOptions": {"enabled": false, "type": "CERT", "pfxPath": "",
        "certPath": "", "keyPath": "", "caPath": "", "passphrase": ""}, "cors": false,
        "headers": [], "proxyReqHeaders": [], "proxyResHeaders": [], "data": [], "callbacks": [],
    })
}
