package dev.driftwarden.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.functions.ExecutionContext;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class InvocationTest {
    private final RecordingBot bot = new RecordingBot();

    @Test
    void sendsWhatTheBotLogsToTheLoggerOfTheInvocation() {
        Context first = new Context("1");
        Context second = new Context("2");
        bot.react(call ->
                LoggerFactory.getLogger("dev.driftwarden.engine.Evaluator").info("saw {}", call));

        new Evaluate(() -> bot).evaluate("a", first);
        new Evaluate(() -> bot).evaluate("b", second);
        LoggerFactory.getLogger("dev.driftwarden.engine.Evaluator").info("outside");

        assertThat(first.lines).containsExactly("saw evaluate a");
        assertThat(second.lines).containsExactly("saw evaluate b");
    }

    @Test
    void endsInAnExceptionWhenTheBotEndsInAnError() {
        Context context = new Context("1");
        bot.react(call -> {
            throw new NoClassDefFoundError("dev/driftwarden/Missing");
        });

        assertThatThrownBy(() -> new Apply(() -> bot).apply("a", context))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("dev/driftwarden/Missing");
        assertThat(context.lines).singleElement().asString().contains("Apply failed");
    }

    @Test
    void letsAFailureThroughSoThatTheHostTriesAgain() {
        bot.react(call -> {
            throw new IllegalStateException("the storage is away");
        });

        assertThatThrownBy(() -> new Verify(() -> bot).verify("a", new Context("1")))
                .hasMessage("the storage is away");
    }

    @Test
    void recordsEachPoisonedMessageUnderTheQueueThatItWasMeantFor() {
        RecordPoisoned poisoned = new RecordPoisoned(() -> bot);
        poisoned.event("a", new Context("1"));
        poisoned.evaluate("b", new Context("2"));
        poisoned.apply("c", new Context("3"));
        poisoned.verify("d", new Context("4"));
        poisoned.outward("e", new Context("5"));

        assertThat(bot.calls())
                .containsExactly(
                        "poison driftwarden-events a",
                        "poison driftwarden-evaluate b",
                        "poison driftwarden-apply c",
                        "poison driftwarden-verify d",
                        "poison driftwarden-outward e");
    }

    /** An invocation whose log lines can be read. */
    private static final class Context implements ExecutionContext {
        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final Logger logger = Logger.getAnonymousLogger();
        private final String id;

        Context(String id) {
            this.id = id;
            logger.setUseParentHandlers(false);
            logger.addHandler(new Handler() {
                @Override
                public void publish(LogRecord line) {
                    lines.add(line.getMessage());
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            });
        }

        @Override
        public Logger getLogger() {
            return logger;
        }

        @Override
        public String getInvocationId() {
            return id;
        }

        @Override
        public String getFunctionName() {
            return "Apply";
        }
    }
}
