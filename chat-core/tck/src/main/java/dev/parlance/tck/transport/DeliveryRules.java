package dev.parlance.tck.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.Receipt;
import dev.parlance.transport.ClientCommand;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** T3: what is sent arrives in order, once, as it was. */
abstract class DeliveryRules extends TransportRules {
    /** So few that one who reads later has them all in its outbox. */
    private static final int EACH = 100;

    DeliveryRules(TransportStarter starter, Supplier<Duration> patience) {
        super(starter, patience);
    }

    @Test
    void required_t3_whatARoomHearsComesToEachInTheOrderOfItsLogAndOnce() throws IOException {
        Service service = serve();
        List<Participant> all = List.of(service.member("ada"), service.member("bo"), service.member("cy"));
        Map<Receipt, String> log = new ConcurrentHashMap<>();
        List<CompletableFuture<Void>> hosts = new ArrayList<>();
        for (int host = 0; host < 4; host++) {
            String name = "host " + host + " says ";
            hosts.add(CompletableFuture.runAsync(() -> IntStream.range(0, EACH)
                    .mapToObj(i -> name + i)
                    .forEach(text -> log.put(service.publish(text), text))));
        }
        hosts.forEach(service.patience::done);
        service.publish("last");
        List<String> inOrder = log.entrySet().stream()
                .sorted(Comparator.comparingLong(
                        each -> each.getKey().position().offset()))
                .map(Map.Entry::getValue)
                .toList();
        for (Participant each : all) {
            each.hears("last");
            assertThat(each.texts()).startsWith(inOrder.toArray(String[]::new)).hasSize(4 * EACH + 1);
        }
    }

    @Test
    void required_t3_everyRequestThatWantsAnAnswerGetsOneUnderItsOwnId() throws IOException {
        Service service = serve();
        Participant ada = service.member("ada");
        List<Long> ids = List.of(0L, 7L, 1_000_000L, 1L, (long) Integer.MAX_VALUE);
        for (long id : ids) {
            ada.tell(new ClientCommand.Ping());
            ada.client.send(new ClientCommand.Ping(), id);
        }
        ada.answer(Integer.MAX_VALUE);
        int before = ada.answers().size() - ids.size();
        assertThat(ada.isAlive()).isTrue();
        assertThat(ada.answers().subList(before, ada.answers().size() - 1))
                .extracting(Told.Answer::requestId)
                .containsExactlyElementsOf(ids);
    }

    @Test
    void required_t3_textsArriveAsTheyWereSent() throws IOException {
        Service service = serve();
        Participant ada = service.member("ada");
        Participant bo = service.member("bo");
        List<String> texts = List.of(
                "\"quoted\" \\ back/slash & <markup>",
                "line\nbreak\r\n\ttab",
                "\u2028 and \u2029 and \u001e and \u0000",
                "\ud83d\ude80 \u4f60\u597d \u05e9\u05dc\u05d5\u05dd e\u0301",
                "2",
                "42[\"message\",{}]",
                "\u00e4".repeat(20_000));
        for (String text : texts) {
            ada.succeeds(Participant.text(text));
            bo.hears(text);
        }
        assertThat(bo.texts()).containsExactlyElementsOf(texts);
    }
}
