package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.websocket.ChatServer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** The beans of README.md in a Spring application. */
class SpringTest {
    @Test
    void theApplicationServesWhileItRunsAndEndsTheServerBeforeTheEngine() throws Exception {
        AnnotationConfigApplicationContext application = new AnnotationConfigApplicationContext();
        application
                .getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("test", Map.of("chat.port", 0)));
        application.registerBean(Accounts.class);
        application.register(ChatConfiguration.class);
        List<String> ended = new ArrayList<>();
        application.getBeanFactory().addBeanPostProcessor((DestructionAwareBeanPostProcessor)
                (bean, name) -> ended.add(name));
        application.refresh();
        int port = application.getBean(ChatServer.class).address().getPort();

        try (application;
                SocketClient ada = new SocketClient(URI.create("http://localhost:" + port))) {
            ada.send("{\"event\":\"authenticate\",\"data\":{\"token\":\"ada\"},\"id\":1}");
            ada.take("\"username\":\"ADA\"");
            application.close();

            assertThat(ada.closeCode()).isEqualTo(1001);
            assertThat(ended).containsSubsequence("chatServer", "chatEngine");
        }
    }
}
