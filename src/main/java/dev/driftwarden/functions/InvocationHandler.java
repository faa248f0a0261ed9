package dev.driftwarden.functions;

import dev.driftwarden.telemetry.Telemetry;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A log handler that passes the bot's records to the logger of the invocation that runs on the same thread. Only that logger
 * carries the invocation id to Application Insights. Records of other threads go where records always go.
 */
final class InvocationHandler extends Handler {
    private static @Nullable InvocationHandler installed;

    private static final ThreadLocal<@Nullable Logger> CURRENT = new ThreadLocal<>();
    private final Logger bot;

    private InvocationHandler(Logger bot) {
        this.bot = bot;
    }

    static synchronized InvocationHandler installed() {
        InvocationHandler handler = installed;
        if (handler == null) {
            handler = new InvocationHandler(Logger.getLogger("dev.driftwarden"));
            handler.bot.addHandler(handler);
            handler.bot.setUseParentHandlers(false);
            installed = handler;
        }
        return handler;
    }

    void enter(Logger logger) {
        CURRENT.set(logger);
    }

    void leave() {
        CURRENT.remove();
    }

    @Override
    public void publish(LogRecord record) {
        Logger invocation = CURRENT.get();
        if (invocation == null) {
            toParent(record);
            return;
        }
        CURRENT.remove(); // what the invocation's logger logs on its way must not come back here
        try {
            invocation.log(withTrace(record));
        } finally {
            CURRENT.set(invocation);
        }
    }

    /** So that the lines of one trace are found together, whatever invocation they belong to. */
    private static LogRecord withTrace(LogRecord record) {
        String trace = Telemetry.traceId();
        if (!trace.isEmpty()) {
            record.setMessage(record.getMessage() + " trace=" + trace);
        }
        return record;
    }

    private void toParent(LogRecord record) {
        Logger parent = bot.getParent();
        if (parent == null) {
            return;
        }
        for (Handler handler : parent.getHandlers()) {
            handler.publish(record);
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
