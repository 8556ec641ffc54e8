package dev.parlance.websocket.tls;

import dev.parlance.websocket.RawClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Clients that take any certificate, and look at it. */
public final class TlsClient {
    private static final int PATIENCE_MILLIS = 20_000;

    private TlsClient() {}

    /** A connection whose handshake is done; the lists of versions and suites are the JDK's own if they are empty, and so is the name. */
    public static SSLSocket connect(int port, String name, List<String> versions, List<String> suites)
            throws IOException {
        return over(new Socket(InetAddress.getLoopbackAddress(), port), name, versions, suites);
    }

    /** Over a socket that is open, so that what no TLS would send can be sent as well. */
    public static SSLSocket over(Socket plain, String name, List<String> versions, List<String> suites)
            throws IOException {
        SSLSocket socket = (SSLSocket) context()
                .getSocketFactory()
                .createSocket(plain, plain.getInetAddress().getHostAddress(), plain.getPort(), true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        SSLParameters parameters = socket.getSSLParameters();
        if (!versions.isEmpty()) {
            parameters.setProtocols(versions.toArray(String[]::new));
        }
        if (!suites.isEmpty()) {
            parameters.setCipherSuites(suites.toArray(String[]::new));
        }
        if (!name.isEmpty()) {
            parameters.setServerNames(List.of(new SNIHostName(name)));
        }
        socket.setSSLParameters(parameters);
        try {
            socket.startHandshake();
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        return socket;
    }

    /** Shows a certificate, if there is one, where it is asked for. */
    public static RawClient connect(int port, @Nullable MadeKey shown) throws IOException {
        KeyManager[] keys = shown == null ? null : new KeyManager[] {shown.shown()};
        SSLSocket socket =
                (SSLSocket) context(keys).getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.startHandshake();
        return new RawClient(socket);
    }

    public static RawClient connect(int port) throws IOException {
        return new RawClient(connect(port, "", List.of(), List.of()));
    }

    /** What the server shows to who asks for a host. */
    public static X509Certificate certificate(int port, String name, String... versions) throws IOException {
        try (SSLSocket socket = connect(port, name, List.of(versions), List.of())) {
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    /** A new one for each connection: nothing is resumed. */
    private static SSLContext context() {
        return context(null);
    }

    private static SSLContext context(KeyManager @Nullable [] keys) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, new TrustManager[] {new Credulous()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Credulous extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
