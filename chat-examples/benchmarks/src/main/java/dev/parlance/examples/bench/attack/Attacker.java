package dev.parlance.examples.bench.attack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The attacker's process: does what its standard input orders, a line of JSON each, and says in a line what came of it. */
final class Attacker {
    private final @Nullable SSLContext tls;
    private @Nullable Scene scene;

    private Attacker(@Nullable SSLContext tls) {
        this.tls = tls;
    }

    /**
     * Runs until standard input ends.
     *
     * @param args nothing, or the file with the certificate to trust, and to encrypt by
     */
    public static void main(String[] args) throws IOException {
        Attacker attacker = new Attacker(args.length == 0 ? null : Certificate.context(Path.of(args[0])));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(attacker.obey(AttackOrder.parse(line)).line());
        }
        System.exit(0);
    }

    private AttackReport obey(AttackOrder order) {
        try {
            return switch (order.step()) {
                case PREPARE -> prepare(order);
                case ATTACK -> attack(order);
                case LEAVE -> leave();
            };
        } catch (RuntimeException e) {
            return new AttackReport(0, Map.of(), List.of(), String.valueOf(e));
        }
    }

    private AttackReport prepare(AttackOrder order) {
        leave(); // who came for an attack that could not be tried
        Scene prepared = new Scene(address(order), order.scale());
        scene = prepared;
        AllAttacks.named(order.attack()).prepare(prepared);
        return AttackReport.EMPTY;
    }

    private AttackReport attack(AttackOrder order) {
        try (Target target = new Target(address(order), order.scale(), Duration.ofMillis(order.millis()))) {
            AllAttacks.named(order.attack()).begin(target);
            target.attack();
            return new AttackReport(target.dialed(), target.told(), List.of(), null);
        }
    }

    private AttackReport leave() {
        Scene left = scene;
        scene = null;
        if (left == null) {
            return AttackReport.EMPTY;
        }
        left.close();
        return new AttackReport(0, Map.of(), left.grievances.first(), null);
    }

    private Address address(AttackOrder order) {
        return new Address(new InetSocketAddress(InetAddress.getLoopbackAddress(), order.port()), tls);
    }
}
