package dev.driftwarden.functions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.EventGridTrigger;
import com.microsoft.azure.functions.annotation.FunctionName;
import dev.driftwarden.app.AppHolder;
import dev.driftwarden.engine.Bot;
import java.util.function.Supplier;

/** Takes the events that Event Grid delivers directly. */
public final class OnResourceChange {
    private final Supplier<Bot> bot;

    public OnResourceChange() {
        this(AppHolder::bot);
    }

    public OnResourceChange(Supplier<Bot> bot) {
        this.bot = bot;
    }

    @FunctionName("OnResourceChange")
    public void receive(@EventGridTrigger(name = "event") String event, ExecutionContext context) {
        Invocation.run(context, () -> bot.get().receive(event));
    }
}
