package dev.driftwarden.functions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import dev.driftwarden.app.AppHolder;
import dev.driftwarden.engine.Bot;
import java.util.Optional;
import java.util.function.Supplier;

/** The console's pages. App Service Authentication stands in front; the bot checks what the caller may do. */
public final class Console {
    private final Supplier<Bot> bot;

    public Console() {
        this(AppHolder::bot);
    }

    public Console(Supplier<Bot> bot) {
        this.bot = bot;
    }

    @FunctionName("Console")
    public HttpResponseMessage show(
            @HttpTrigger(name = "request", route = "console/{*path}", authLevel = AuthorizationLevel.ANONYMOUS)
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return Invocation.call(context, () -> Exchange.answer(request, bot.get()::http));
    }
}
