package dev.driftwarden.functions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import dev.driftwarden.app.AppHolder;
import dev.driftwarden.engine.Bot;
import dev.driftwarden.engine.Jobs;
import java.util.function.Supplier;

/** Tells people and ticket systems what happened. */
public final class TellOutward {
    private final Supplier<Bot> bot;

    public TellOutward() {
        this(AppHolder::bot);
    }

    public TellOutward(Supplier<Bot> bot) {
        this.bot = bot;
    }

    @FunctionName("TellOutward")
    public void outward(
            @QueueTrigger(name = "message", queueName = Jobs.OUTWARD, connection = Queues.CONNECTION) String message,
            ExecutionContext context) {
        Invocation.run(context, () -> bot.get().outward(message));
    }
}
