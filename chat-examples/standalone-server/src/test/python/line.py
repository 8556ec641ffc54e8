"""A network between a client and its server that can be cut and mended."""
import socket
import socketserver
import threading
from urllib.parse import urlsplit


class Line:
    def __init__(self, server):
        target = urlsplit(server)
        self._far = (target.hostname, target.port)
        self._open = set()
        self._is_cut = False
        line = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self):
                if line._is_cut:
                    return
                with socket.create_connection(line._far) as far:
                    line._open.update((self.request, far))
                    back = threading.Thread(target=line._copy, args=(far, self.request), daemon=True)
                    back.start()
                    line._copy(self.request, far)
                    back.join()
                    line._open.difference_update((self.request, far))

        socketserver.ThreadingTCPServer.daemon_threads = True
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"

    @staticmethod
    def _copy(source, target):
        try:
            while data := source.recv(65536):
                target.sendall(data)
        except OSError:
            pass  # cut
        for each in (source, target):
            try:
                each.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass  # gone already

    def cut(self):
        """Loses what is under way; nobody gets through any more."""
        self._is_cut = True
        for each in list(self._open):
            try:
                each.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass  # gone already

    def mend(self):
        self._is_cut = False

    def close(self):
        self._server.shutdown()
        self._server.server_close()
        self.cut()
