"""A web server on loopback that answers as badly as it is told to: for tests of fetching.

    site = Site(answer)              # or tls=(cert, key), family=socket.AF_INET6
    site.url("/feed")                # http://127.0.0.1:PORT/feed
    site.requests                    # what was asked: method, path, headers, when
    site.close()

answer(request) gives the bytes of a whole answer, or an iterator of pieces, which are sent as
they come; reply() makes ordinary ones. The connection stays open for a next request unless the
answer says "Connection: close" or the iterator ends with CLOSE."""
import os
import socket
import ssl
import subprocess
import threading
import time

CLOSE = object()
RESET = object()


class Request:
    def __init__(self, head):
        lines = head.decode("latin-1").split("\r\n")
        self.method, self.path = (lines[0].split(" ") + ["", ""])[:2]
        self.lines = [line for line in lines[1:] if line]
        self.headers = {}
        for line in self.lines:
            name, _, value = line.partition(":")
            self.headers[name.strip().lower()] = value.strip()
        self.when = time.monotonic()


def reply(status=200, body=b"", headers=(), length=None, version="1.1"):
    """An answer with a Content-Length; `length` False: none, or another number."""
    if isinstance(body, str):
        body = body.encode()
    lines = [f"HTTP/{version} {status} Told"]
    lines += [f"{name}: {value}" for name, value in dict(headers).items()] \
        if isinstance(headers, dict) else [f"{name}: {value}" for name, value in headers]
    if length is not False:
        lines.append(f"Content-Length: {len(body) if length is None else length}")
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def certificate(folder, name="127.0.0.1"):
    """A self-signed certificate for `name`, an IP address or host: paths of it and its key."""
    cert, key = os.path.join(folder, "cert.pem"), os.path.join(folder, "key.pem")
    kind = "IP" if name.replace(".", "").isdigit() or ":" in name else "DNS"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
                    "-subj", f"/CN={name}", "-addext", f"subjectAltName={kind}:{name}",
                    "-keyout", key, "-out", cert], check=True, capture_output=True)
    return cert, key


class Site:
    def __init__(self, answer, tls=None, family=socket.AF_INET, address=None):
        self.answer = answer
        self.requests = []
        self.connections = 0
        self.address = address or ("::1" if family == socket.AF_INET6 else "127.0.0.1")
        self.context = None
        if tls:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(*tls)
        self.listener = socket.socket(family, socket.SOCK_STREAM)
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.listener.bind((self.address, 0))
        self.listener.listen(128)
        self.port = self.listener.getsockname()[1]
        self.closing = False
        self.thread = threading.Thread(target=self._listen, daemon=True)
        self.thread.start()

    def origin(self, host=None):
        host = host or (f"[{self.address}]" if ":" in self.address else self.address)
        return f"http{'s' if self.context else ''}://{host}:{self.port}"

    def url(self, path="/", host=None):
        return self.origin(host) + path

    def paths(self):
        return [request.path for request in self.requests]

    def close(self):
        self.closing = True
        try:
            self.listener.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self.listener.close()
        self.thread.join(5)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    # ------------------------------------------------------------------- inside
    def _listen(self):
        while not self.closing:
            try:
                peer, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(peer,), daemon=True).start()

    def _serve(self, peer):
        try:
            peer.settimeout(60)
            peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self.context:
                peer = self.context.wrap_socket(peer, server_side=True)
            while self._one(peer):
                pass
        except (OSError, ssl.SSLError):
            pass
        finally:
            peer.close()

    def _one(self, peer):
        head = b""
        while b"\r\n\r\n" not in head:
            part = peer.recv(65536)
            if not part:
                return False
            head += part
        request = Request(head)
        self.requests.append(request)
        answer = self.answer(request)
        pieces = [answer] if isinstance(answer, bytes) else answer
        whole = b""
        for piece in pieces:
            if piece is CLOSE:
                return False
            if piece is RESET:
                peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                return False
            whole = (whole + piece)[:4096]
            peer.sendall(piece)
        head = whole.partition(b"\r\n\r\n")[0].lower()
        return b"connection: close" not in head and not head.startswith(b"http/1.0")
