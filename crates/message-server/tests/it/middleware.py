# A middleware of Open Messaging: verifies what is posted, tells that it arrived, and answers it.
import base64, hmac, json, sys, urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer

base, token, integration, secret = sys.argv[1:]

def inbound(what, body):
    url = f"{base}/api/v2/conversations/messages/{integration}/inbound/open/{what}"
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    urllib.request.urlopen(urllib.request.Request(url, json.dumps(body).encode(), headers))

class Hook(BaseHTTPRequestHandler):
    def do_POST(self):
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        signed = "sha256=" + base64.b64encode(hmac.digest(secret.encode(), raw, "sha256")).decode()
        self.send_response(200 if hmac.compare_digest(signed, self.headers["X-Hub-Signature-256"]) else 401)
        self.end_headers()
        body = json.loads(raw)
        if body["type"] == "Text":
            inbound("receipt", {"id": body["id"], "status": "Delivered", "channel": {"to": body["channel"]["to"]}})
            inbound("message", {"channel": {"from": body["channel"]["to"]}, "text": f"You wrote: {body['text']}"})
            print("answered", flush=True)

server = HTTPServer(("127.0.0.1", 0), Hook)
print(server.server_port, flush=True)
server.serve_forever()
