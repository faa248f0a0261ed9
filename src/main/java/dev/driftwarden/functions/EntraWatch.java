package dev.driftwarden.functions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import dev.driftwarden.app.AppHolder;
import dev.driftwarden.engine.Bot;
import java.util.function.Supplier;

/** Asks the directory every five minutes which of its policies changed, because its audit log may be late or not be sent. */
public final class EntraWatch {
    private final Supplier<Bot> bot;

    public EntraWatch() {
        this(AppHolder::bot);
    }

    public EntraWatch(Supplier<Bot> bot) {
        this.bot = bot;
    }

    @FunctionName("EntraWatch")
    public void watch(
            @TimerTrigger(name = "timer", schedule = "30 */5 * * * *") String timer, ExecutionContext context) {
        Invocation.run(context, () -> bot.get().watchDirectory());
    }
}
