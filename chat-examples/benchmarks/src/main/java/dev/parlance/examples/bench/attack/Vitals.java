package dev.parlance.examples.bench.attack;

import com.sun.management.UnixOperatingSystemMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What a JVM says of itself over JMX. */
final class Vitals implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    /** One look: what a full collection leaves on the heap, and how many descriptors are open. */
    record Look(double heapMegabytes, long descriptors) {}

    private final ExecutorService asking = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "vitals");
        thread.setDaemon(true);
        return thread;
    });
    private final JMXConnector connector;
    private final MemoryMXBean memory;
    private final UnixOperatingSystemMXBean system;
    private final CompilationMXBean compiler;

    private Vitals(JMXConnector connector) throws IOException {
        this.connector = connector;
        MBeanServerConnection beans = connector.getMBeanServerConnection();
        this.memory = ManagementFactory.newPlatformMXBeanProxy(
                beans, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
        this.system = ManagementFactory.newPlatformMXBeanProxy(
                beans, ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME, UnixOperatingSystemMXBean.class);
        this.compiler = ManagementFactory.newPlatformMXBeanProxy(
                beans, ManagementFactory.COMPILATION_MXBEAN_NAME, CompilationMXBean.class);
    }

    @SuppressWarnings("BanJNDI") // the address is that of a process of our own
    static Vitals of(OwnJvm process) {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(process.id()));
            String url = machine.startLocalManagementAgent();
            machine.detach();
            return new Vitals(JMXConnectorFactory.connect(new JMXServiceURL(url)));
        } catch (IOException | AttachNotSupportedException e) {
            throw new AttackException("the server's JVM cannot be looked at", e);
        }
    }

    /** Collects first. */
    Look look() {
        return ask(() -> {
            memory.gc();
            return new Look(memory.getHeapMemoryUsage().getUsed() / 1e6, system.getOpenFileDescriptorCount());
        });
    }

    /** Time that its compilers have taken since it started, of each of their threads. */
    Duration compiled() {
        return ask(() -> Duration.ofMillis(compiler.getTotalCompilationTime()));
    }

    private <T> T ask(Supplier<T> question) {
        try {
            return CompletableFuture.supplyAsync(question, asking)
                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            throw new AttackException("the server's JVM does not answer", e);
        }
    }

    @Override
    public void close() {
        asking.shutdownNow();
        try {
            connector.close();
        } catch (IOException e) {
            // it has ended
        }
    }
}
