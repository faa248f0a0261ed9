package dev.driftwarden.functions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import dev.driftwarden.app.AppHolder;
import dev.driftwarden.engine.Bot;
import dev.driftwarden.engine.Jobs;
import java.util.function.Supplier;

/** Looks whether a fix holds. */
public final class Verify {
    private final Supplier<Bot> bot;

    public Verify() {
        this(AppHolder::bot);
    }

    public Verify(Supplier<Bot> bot) {
        this.bot = bot;
    }

    @FunctionName("Verify")
    public void verify(
            @QueueTrigger(name = "message", queueName = Jobs.VERIFY, connection = Queues.CONNECTION) String message,
            ExecutionContext context) {
        Invocation.run(context, () -> bot.get().verify(message));
    }
}
