package dev.parlance.examples.bench.attack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The attacker and the sink, in processes of their own, for as long as the program runs. */
final class Attackers implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final OwnJvm sink;
    private final OwnJvm attacker;
    private final int sinkPort;
    private final double scale;

    Attackers(@Nullable Path certificate, double scale) {
        List<String> arguments = certificate == null ? List.of() : List.of(certificate.toString());
        this.scale = scale;
        this.sink = OwnJvm.start(Sink.class, arguments);
        this.attacker = OwnJvm.start(Attacker.class, arguments);
        this.sinkPort = Integer.parseInt(sink.await(Sink.LISTENS, PATIENCE).substring(Sink.LISTENS.length()));
    }

    void prepare(Attack attack, int port) {
        order(AttackOrder.Step.PREPARE, attack, port, Duration.ZERO);
    }

    AttackReport attack(Attack attack, int port, Duration length) {
        return order(AttackOrder.Step.ATTACK, attack, port, length);
    }

    AttackReport attackSink(Attack attack, Duration length) {
        return attack(attack, sinkPort, length);
    }

    /** Everybody of the scene goes; says what they were refused. */
    List<String> leave(Attack attack) {
        return order(AttackOrder.Step.LEAVE, attack, 0, Duration.ZERO).honest();
    }

    private AttackReport order(AttackOrder.Step step, Attack attack, int port, Duration length) {
        attacker.say(new AttackOrder(step, attack.name(), port, length.toMillis(), scale).line());
        AttackReport report = AttackReport.parse(attacker.await(AttackReport.BEGINNING, length.plus(PATIENCE)));
        if (report.fault() != null) {
            throw new AttackException(attack.name() + ": " + report.fault());
        }
        return report;
    }

    @Override
    public void close() {
        attacker.close();
        sink.close();
    }
}
