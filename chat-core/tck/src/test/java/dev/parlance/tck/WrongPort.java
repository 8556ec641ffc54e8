package dev.parlance.tck;

import dev.parlance.broker.store.StorePort;
import dev.parlance.broker.store.StoreTransaction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A port with one fault.
 *
 * @param fault in words
 * @param expected what must notice
 * @param port makes a wrong one of a sound one
 */
record WrongPort(String fault, WrongBroker.Expected expected, UnaryOperator<StorePort> port) {
    static Stream<WrongPort> all() {
        return Stream.of(WrongTransactions.ports(), WrongReading.ports(), WrongTelling.ports(), WrongEnds.ports())
                .flatMap(each -> each);
    }

    /** One whose transactions are wrong. */
    static WrongPort of(String fault, String test, String rules, UnaryOperator<StoreTransaction> transaction) {
        return new WrongPort(fault, test, rules, sound -> new ForwardingPort(sound) {
            @Override
            StoreTransaction wrong(StoreTransaction given) {
                return transaction.apply(given);
            }
        });
    }

    WrongPort(String fault, String test, String rules, UnaryOperator<StorePort> port) {
        this(fault, new WrongBroker.Expected(test, rules), port);
    }

    @Override
    public String toString() {
        return fault;
    }
}
