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

/** The JSON API, health included. App Service Authentication stands in front; the bot checks what the caller may do. */
public final class Api {
    private final Supplier<Bot> bot;

    public Api() {
        this(AppHolder::bot);
    }

    public Api(Supplier<Bot> bot) {
        this.bot = bot;
    }

    @FunctionName("Api")
    public HttpResponseMessage answer(
            @HttpTrigger(name = "request", route = "api/v1/{*path}", authLevel = AuthorizationLevel.ANONYMOUS)
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return Invocation.call(context, () -> Exchange.answer(request, bot.get()::http));
    }
}
