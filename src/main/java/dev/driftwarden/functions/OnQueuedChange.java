package dev.driftwarden.functions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import dev.driftwarden.app.AppHolder;
import dev.driftwarden.engine.Bot;
import dev.driftwarden.engine.Jobs;
import java.util.function.Supplier;

/** Takes the events that Event Grid delivers through a storage queue. */
public final class OnQueuedChange {
    private final Supplier<Bot> bot;

    public OnQueuedChange() {
        this(AppHolder::bot);
    }

    public OnQueuedChange(Supplier<Bot> bot) {
        this.bot = bot;
    }

    @FunctionName("OnQueuedChange")
    public void receive(
            @QueueTrigger(name = "message", queueName = Jobs.EVENTS, connection = Queues.CONNECTION) String message,
            ExecutionContext context) {
        Invocation.run(context, () -> bot.get().receiveQueued(message));
    }
}
