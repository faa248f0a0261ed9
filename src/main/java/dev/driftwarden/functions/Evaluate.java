package dev.driftwarden.functions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import dev.driftwarden.app.AppHolder;
import dev.driftwarden.engine.Bot;
import dev.driftwarden.engine.Jobs;
import java.util.function.Supplier;

/** Looks at a resource that may have changed, judges it and decides. */
public final class Evaluate {
    private final Supplier<Bot> bot;

    public Evaluate() {
        this(AppHolder::bot);
    }

    public Evaluate(Supplier<Bot> bot) {
        this.bot = bot;
    }

    @FunctionName("Evaluate")
    public void evaluate(
            @QueueTrigger(name = "message", queueName = Jobs.EVALUATE, connection = Queues.CONNECTION) String message,
            ExecutionContext context) {
        Invocation.run(context, () -> bot.get().evaluate(message));
    }
}
