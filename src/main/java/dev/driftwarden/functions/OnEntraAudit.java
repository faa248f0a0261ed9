package dev.driftwarden.functions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.Cardinality;
import com.microsoft.azure.functions.annotation.EventHubTrigger;
import com.microsoft.azure.functions.annotation.ExponentialBackoffRetry;
import com.microsoft.azure.functions.annotation.FunctionName;
import dev.driftwarden.app.AppHolder;
import dev.driftwarden.engine.Bot;
import java.util.function.Supplier;

/**
 * Takes the audit log of Microsoft Entra from an event hub, one envelope of records at a time. Event Hubs never brings an event
 * back by itself, so the host repeats a failed one. Installations without a hub turn the function off by the setting
 * {@code AzureWebJobs.OnEntraAudit.Disabled}.
 */
public final class OnEntraAudit {
    /** Prefix of the settings that say where the hub's namespace is and whose identity opens it. */
    static final String CONNECTION = "EntraAudit";

    private final Supplier<Bot> bot;

    public OnEntraAudit() {
        this(AppHolder::bot);
    }

    public OnEntraAudit(Supplier<Bot> bot) {
        this.bot = bot;
    }

    @FunctionName("OnEntraAudit")
    @ExponentialBackoffRetry(maxRetryCount = 10, minimumInterval = "00:00:02", maximumInterval = "00:01:00")
    public void receive(
            @EventHubTrigger(
                            name = "envelope",
                            dataType = "string",
                            eventHubName = "entra-audit",
                            consumerGroup = "driftwarden",
                            cardinality = Cardinality.ONE,
                            connection = CONNECTION)
                    String envelope,
            ExecutionContext context) {
        Invocation.run(context, () -> bot.get().receiveAudit(envelope));
    }
}
