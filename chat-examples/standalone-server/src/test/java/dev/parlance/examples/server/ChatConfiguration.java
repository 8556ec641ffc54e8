package dev.parlance.examples.server;

import dev.parlance.ChatEngine;
import dev.parlance.websocket.ChatServer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** As README.md shows it. */
@Configuration
class ChatConfiguration {
    @Bean
    ChatEngine chatEngine(Accounts accounts) {
        return ChatEngine.builder()
                .authenticator(credentials -> accounts.userOf(credentials.token()))
                .build();
    }

    @Bean(initMethod = "start")
    ChatServer chatServer(ChatEngine engine, @Value("${chat.port}") int port) {
        return ChatServer.builder(engine).port(port).build();
    }
}
