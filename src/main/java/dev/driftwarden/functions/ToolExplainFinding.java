package dev.driftwarden.functions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import dev.driftwarden.app.AppHolder;
import dev.driftwarden.engine.Bot;
import dev.driftwarden.tools.Toolbox;
import java.util.function.Supplier;

/** Explains a finding to clients of the Model Context Protocol. */
public final class ToolExplainFinding {
    private static final String ARGUMENTS = """
            [{"propertyName":"id","propertyType":"string","description":"the finding's id","isRequired":true}]""";

    private final Supplier<Bot> bot;

    public ToolExplainFinding() {
        this(AppHolder::bot);
    }

    public ToolExplainFinding(Supplier<Bot> bot) {
        this.bot = bot;
    }

    @FunctionName("ToolExplainFinding")
    public String answer(
            @McpTool(
                            name = "call",
                            toolName = Toolbox.EXPLAIN_FINDING,
                            description =
                                    "Explains one finding: what is wrong, who did it, what was decided and why, what a fix would change.",
                            toolProperties = ARGUMENTS)
                    String call,
            ExecutionContext context) {
        return Invocation.call(context, () -> bot.get().tool(call));
    }
}
