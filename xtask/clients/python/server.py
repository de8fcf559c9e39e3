"""The server that a script uses: its controls, and the vendor's Python SDK by its gateway setting.

The first arguments of such a script are the server's address and the folder with further packages, which can be
imported after this.
"""

import json
import sys
import urllib.request
from urllib.parse import urlsplit

import PureCloudPlatformClientV2 as genesys

address, packages = sys.argv[1:3]
sys.path.append(packages)

OUTDATED = "outdated_sdk_version"
"""What the SDK puts in place of an enum value that it does not know."""

gateway = urlsplit(address)
genesys.configuration.gateway_configuration = genesys.GatewayConfiguration(
    host=gateway.hostname, protocol=gateway.scheme, port=gateway.port
)


def control(method, path, body=None):
    """Calls a control, and returns what it answers."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{address}/msgleg/{path}", data, method=method)
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def client(identifier):
    """An SDK client with a token of this client id."""
    return genesys.api_client.ApiClient().get_client_credentials_token(identifier, "any")
