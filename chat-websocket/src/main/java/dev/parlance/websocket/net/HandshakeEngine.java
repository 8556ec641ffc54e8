package dev.parlance.websocket.net;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * An engine whose handshake computes elsewhere. HttpCore runs an engine's tasks where it finds them, on the event loop, all that a round of the selector brings: a hundred peers that shake
 * hands at once would keep everybody else waiting for a hundred signatures. Here a task is given away, and until {@link #resume} the engine says that it is not handshaking and takes and
 * makes nothing. The JDK's own engine is locked as long as its task runs, so it is not asked for anything meanwhile. For the wire's event loop only.
 */
final class HandshakeEngine extends SSLEngine {
    private final SSLEngine engine;
    private final Consumer<Runnable> elsewhere;
    private boolean computing;
    private boolean shaken;

    /** Over the JDK's; a task is given away when all that is known of the peer was taken, once until {@link #resume}. */
    HandshakeEngine(SSLEngine engine, Consumer<Runnable> elsewhere) {
        this.engine = engine;
        this.elsewhere = elsewhere;
    }

    /** The task that was given away has run. */
    void resume() {
        computing = false;
    }

    boolean isComputing() {
        return computing;
    }

    /** The handshake is over: tasks that come later are run where they are found. */
    void shaken() {
        shaken = true;
    }

    /** This is where HttpCore learns of a task, and so where it is given away: no getter without effect, and not for logs. */
    @Override
    public HandshakeStatus getHandshakeStatus() {
        if (computing) {
            return HandshakeStatus.NOT_HANDSHAKING;
        }
        HandshakeStatus status = engine.getHandshakeStatus();
        Runnable task = shaken || status != HandshakeStatus.NEED_TASK ? null : engine.getDelegatedTask();
        if (task == null) {
            return status;
        }
        computing = true;
        elsewhere.accept(task);
        return getHandshakeStatus(); // it may have run already
    }

    @Override
    public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer target) throws SSLException {
        return computing ? takesNothing() : engine.unwrap(source, target);
    }

    @Override
    public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] targets, int offset, int length) throws SSLException {
        return computing ? takesNothing() : engine.unwrap(source, targets, offset, length);
    }

    @Override
    public SSLEngineResult wrap(ByteBuffer source, ByteBuffer target) throws SSLException {
        return computing ? makesNothing() : engine.wrap(source, target);
    }

    @Override
    public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer target) throws SSLException {
        return computing ? makesNothing() : engine.wrap(sources, offset, length, target);
    }

    /** As if a record were not complete. */
    private static SSLEngineResult takesNothing() {
        return new SSLEngineResult(Status.BUFFER_UNDERFLOW, HandshakeStatus.NEED_TASK, 0, 0);
    }

    private static SSLEngineResult makesNothing() {
        return new SSLEngineResult(Status.OK, HandshakeStatus.NEED_WRAP, 0, 0);
    }

    @Override
    public boolean isInboundDone() {
        return !computing && engine.isInboundDone();
    }

    @Override
    public boolean isOutboundDone() {
        return !computing && engine.isOutboundDone();
    }

    /** HttpCore says it again as long as it is not done. */
    @Override
    public void closeOutbound() {
        if (!computing) {
            engine.closeOutbound();
        }
    }

    @Override
    public void closeInbound() throws SSLException {
        engine.closeInbound();
    }

    /** None is left for others. */
    @Override
    public @Nullable Runnable getDelegatedTask() {
        return computing ? null : engine.getDelegatedTask();
    }

    @Override
    public void beginHandshake() throws SSLException {
        engine.beginHandshake();
    }

    @Override
    public SSLSession getSession() {
        return engine.getSession();
    }

    @Override
    public SSLSession getHandshakeSession() {
        return engine.getHandshakeSession();
    }

    @Override
    public SSLParameters getSSLParameters() {
        return engine.getSSLParameters();
    }

    @Override
    public void setSSLParameters(SSLParameters parameters) {
        engine.setSSLParameters(parameters);
    }

    @Override
    public String getApplicationProtocol() {
        return engine.getApplicationProtocol();
    }

    @Override
    public String getHandshakeApplicationProtocol() {
        return engine.getHandshakeApplicationProtocol();
    }

    @Override
    public void setHandshakeApplicationProtocolSelector(BiFunction<SSLEngine, List<String>, String> selector) {
        engine.setHandshakeApplicationProtocolSelector(selector);
    }

    @Override
    public BiFunction<SSLEngine, List<String>, String> getHandshakeApplicationProtocolSelector() {
        return engine.getHandshakeApplicationProtocolSelector();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return engine.getSupportedCipherSuites();
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return engine.getEnabledCipherSuites();
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {
        engine.setEnabledCipherSuites(suites);
    }

    @Override
    public String[] getSupportedProtocols() {
        return engine.getSupportedProtocols();
    }

    @Override
    public String[] getEnabledProtocols() {
        return engine.getEnabledProtocols();
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {
        engine.setEnabledProtocols(protocols);
    }

    @Override
    public void setUseClientMode(boolean client) {
        engine.setUseClientMode(client);
    }

    @Override
    public boolean getUseClientMode() {
        return engine.getUseClientMode();
    }

    @Override
    public void setNeedClientAuth(boolean need) {
        engine.setNeedClientAuth(need);
    }

    @Override
    public boolean getNeedClientAuth() {
        return engine.getNeedClientAuth();
    }

    @Override
    public void setWantClientAuth(boolean want) {
        engine.setWantClientAuth(want);
    }

    @Override
    public boolean getWantClientAuth() {
        return engine.getWantClientAuth();
    }

    @Override
    public void setEnableSessionCreation(boolean enable) {
        engine.setEnableSessionCreation(enable);
    }

    @Override
    public boolean getEnableSessionCreation() {
        return engine.getEnableSessionCreation();
    }
}
