package dev.driftwarden.functions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import dev.driftwarden.app.AppHolder;
import dev.driftwarden.engine.Bot;
import dev.driftwarden.engine.Jobs;
import java.util.function.Supplier;

/** Carries out a decided fix. */
public final class Apply {
    private final Supplier<Bot> bot;

    public Apply() {
        this(AppHolder::bot);
    }

    public Apply(Supplier<Bot> bot) {
        this.bot = bot;
    }

    @FunctionName("Apply")
    public void apply(
            @QueueTrigger(name = "message", queueName = Jobs.APPLY, connection = Queues.CONNECTION) String message,
            ExecutionContext context) {
        Invocation.run(context, () -> bot.get().apply(message));
    }
}
