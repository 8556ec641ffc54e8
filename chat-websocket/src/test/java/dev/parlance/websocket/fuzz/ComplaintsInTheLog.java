package dev.parlance.websocket.fuzz;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What is logged at ERROR meanwhile, by slf4j-simple and by System.Logger. */
final class ComplaintsInTheLog extends Handler {
    private static final Logger ROOT = Logger.getLogger("");

    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final PrintStream console = System.err;

    static ComplaintsInTheLog watch() {
        ComplaintsInTheLog log = new ComplaintsInTheLog();
        ROOT.addHandler(log);
        System.setErr(new PrintStream(new Lines(log), true, StandardCharsets.UTF_8));
        return log;
    }

    List<String> errors() {
        return List.copyOf(errors);
    }

    @Override
    public void publish(LogRecord record) {
        if (record.getLevel().intValue() >= Level.SEVERE.intValue()) {
            errors.add(record.getMessage() + " " + record.getThrown());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        ROOT.removeHandler(this);
        System.setErr(console);
    }

    /** Everything goes to the console as well. */
    private static final class Lines extends OutputStream {
        private final ComplaintsInTheLog log;
        private final StringBuilder line = new StringBuilder();

        Lines(ComplaintsInTheLog log) {
            this.log = log;
        }

        @Override
        public synchronized void write(int b) {
            log.console.write(b);
            if (b != '\n') {
                line.append((char) b);
                return;
            }
            if (line.indexOf(" ERROR ") >= 0) {
                log.errors.add(line.toString());
            }
            line.setLength(0);
        }
    }
}
