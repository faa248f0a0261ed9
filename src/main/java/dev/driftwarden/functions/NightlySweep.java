package dev.driftwarden.functions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import dev.driftwarden.app.AppHolder;
import dev.driftwarden.engine.Bot;
import java.util.function.Supplier;

/** Looks at everything at 02:15 UTC, because events get lost. */
public final class NightlySweep {
    private final Supplier<Bot> bot;

    public NightlySweep() {
        this(AppHolder::bot);
    }

    public NightlySweep(Supplier<Bot> bot) {
        this.bot = bot;
    }

    @FunctionName("NightlySweep")
    public void sweep(@TimerTrigger(name = "timer", schedule = "0 15 2 * * *") String timer, ExecutionContext context) {
        Invocation.run(context, () -> bot.get().sweep());
    }
}
