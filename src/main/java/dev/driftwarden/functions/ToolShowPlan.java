package dev.driftwarden.functions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import dev.driftwarden.app.AppHolder;
import dev.driftwarden.engine.Bot;
import dev.driftwarden.tools.Toolbox;
import java.util.function.Supplier;

/** Shows a plan to clients of the Model Context Protocol. */
public final class ToolShowPlan {
    private static final String ARGUMENTS = """
            [{"propertyName":"id","propertyType":"string","description":"the finding's id","isRequired":true}]""";

    private final Supplier<Bot> bot;

    public ToolShowPlan() {
        this(AppHolder::bot);
    }

    public ToolShowPlan(Supplier<Bot> bot) {
        this.bot = bot;
    }

    @FunctionName("ToolShowPlan")
    public String answer(
            @McpTool(
                            name = "call",
                            toolName = Toolbox.SHOW_PLAN,
                            description =
                                    "Shows the exact operations of the fix planned for a finding, with their hash, and its approval.",
                            toolProperties = ARGUMENTS)
                    String call,
            ExecutionContext context) {
        return Invocation.call(context, () -> bot.get().tool(call));
    }
}
