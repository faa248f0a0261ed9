package dev.driftwarden.functions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import dev.driftwarden.app.AppHolder;
import dev.driftwarden.engine.Bot;
import dev.driftwarden.engine.Jobs;
import java.util.function.Supplier;

/** Records messages that could not be handled; none is dropped. */
public final class RecordPoisoned {
    private final Supplier<Bot> bot;

    public RecordPoisoned() {
        this(AppHolder::bot);
    }

    public RecordPoisoned(Supplier<Bot> bot) {
        this.bot = bot;
    }

    @FunctionName("RecordPoisonedEvent")
    public void event(
            @QueueTrigger(name = "message", queueName = Jobs.EVENTS + Queues.POISON, connection = Queues.CONNECTION)
                    String message,
            ExecutionContext context) {
        Invocation.run(context, () -> bot.get().poison(Jobs.EVENTS, message));
    }

    @FunctionName("RecordPoisonedEvaluate")
    public void evaluate(
            @QueueTrigger(name = "message", queueName = Jobs.EVALUATE + Queues.POISON, connection = Queues.CONNECTION)
                    String message,
            ExecutionContext context) {
        Invocation.run(context, () -> bot.get().poison(Jobs.EVALUATE, message));
    }

    @FunctionName("RecordPoisonedApply")
    public void apply(
            @QueueTrigger(name = "message", queueName = Jobs.APPLY + Queues.POISON, connection = Queues.CONNECTION)
                    String message,
            ExecutionContext context) {
        Invocation.run(context, () -> bot.get().poison(Jobs.APPLY, message));
    }

    @FunctionName("RecordPoisonedVerify")
    public void verify(
            @QueueTrigger(name = "message", queueName = Jobs.VERIFY + Queues.POISON, connection = Queues.CONNECTION)
                    String message,
            ExecutionContext context) {
        Invocation.run(context, () -> bot.get().poison(Jobs.VERIFY, message));
    }

    @FunctionName("RecordPoisonedOutward")
    public void outward(
            @QueueTrigger(name = "message", queueName = Jobs.OUTWARD + Queues.POISON, connection = Queues.CONNECTION)
                    String message,
            ExecutionContext context) {
        Invocation.run(context, () -> bot.get().poison(Jobs.OUTWARD, message));
    }
}
