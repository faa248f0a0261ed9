package dev.driftwarden.functions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import dev.driftwarden.app.AppHolder;
import dev.driftwarden.engine.Bot;
import dev.driftwarden.engine.Jobs;
import java.util.function.Supplier;

/** Goes on with a part of a sweep. */
public final class Sweep {
    private final Supplier<Bot> bot;

    public Sweep() {
        this(AppHolder::bot);
    }

    public Sweep(Supplier<Bot> bot) {
        this.bot = bot;
    }

    @FunctionName("Sweep")
    public void sweep(
            @QueueTrigger(name = "message", queueName = Jobs.SWEEP, connection = Queues.CONNECTION) String message,
            ExecutionContext context) {
        Invocation.run(context, () -> bot.get().sweepOn(message));
    }
}
