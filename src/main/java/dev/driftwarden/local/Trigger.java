package dev.driftwarden.local;

import com.microsoft.azure.functions.HttpMethod;
import dev.driftwarden.functions.McpTool;
import java.util.Set;

/** What starts a function. */
sealed interface Trigger {

    /** An event that Event Grid delivers to the webhook. */
    record EventGrid() implements Trigger {}

    /** A message of a queue. */
    record Queue(String queue) implements Trigger {}

    /** A tool call of the Model Context Protocol. */
    record Tool(McpTool tool) implements Trigger {}

    /** A point in time. */
    record Timer(CronSchedule schedule) implements Trigger {}

    /**
     * A request.
     *
     * @param methods empty for all
     */
    record Http(Route route, Set<HttpMethod> methods) implements Trigger {

        boolean accepts(HttpMethod method) {
            return methods.isEmpty() || methods.contains(method);
        }
    }
}
