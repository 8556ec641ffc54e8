package dev.parlance.websocket.net;

import java.security.KeyManagementException;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** A context that has one engine, made before: HttpCore takes engines from contexts only. */
final class GivenEngine extends SSLContextSpi {
    private final SSLContext maker;
    private final SSLEngine engine;

    private GivenEngine(SSLContext maker, SSLEngine engine) {
        this.maker = maker;
        this.engine = engine;
    }

    /** With what comes from a context, wrapped or not. */
    static SSLContext of(SSLContext maker, SSLEngine engine) {
        return new SSLContext(new GivenEngine(maker, engine), maker.getProvider(), maker.getProtocol()) {};
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
        return engine;
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
        return engine;
    }

    @Override
    protected void engineInit(
            KeyManager @Nullable [] keys, TrustManager @Nullable [] trusted, @Nullable SecureRandom random)
            throws KeyManagementException {
        throw new KeyManagementException("it is made already");
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
        return maker.getSocketFactory();
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
        return maker.getServerSocketFactory();
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
        return maker.getServerSessionContext();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
        return maker.getClientSessionContext();
    }
}
