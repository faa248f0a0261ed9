package dev.driftwarden.functions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import dev.driftwarden.app.AppHolder;
import dev.driftwarden.engine.Bot;
import java.util.function.Supplier;

/** Repairs what a crash left behind, every five minutes. */
public final class Housekeeping {
    private final Supplier<Bot> bot;

    public Housekeeping() {
        this(AppHolder::bot);
    }

    public Housekeeping(Supplier<Bot> bot) {
        this.bot = bot;
    }

    @FunctionName("Housekeeping")
    public void housekeeping(
            @TimerTrigger(name = "timer", schedule = "0 */5 * * * *") String timer, ExecutionContext context) {
        Invocation.run(context, () -> bot.get().housekeeping());
    }
}
