package dev.driftwarden.functions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import dev.driftwarden.app.AppHolder;
import dev.driftwarden.engine.Bot;
import dev.driftwarden.tools.Toolbox;
import java.util.function.Supplier;

/** Shows coverage to clients of the Model Context Protocol. */
public final class ToolCoverage {
    private static final String ARGUMENTS = """
            [{"propertyName":"framework","propertyType":"string","description":"cis-azure-5.0 (default), cis-azure-4.0, cis-azure-3.0, mcsb or shared-responsibility"}]""";

    private final Supplier<Bot> bot;

    public ToolCoverage() {
        this(AppHolder::bot);
    }

    public ToolCoverage(Supplier<Bot> bot) {
        this.bot = bot;
    }

    @FunctionName("ToolCoverage")
    public String answer(
            @McpTool(
                            name = "call",
                            toolName = Toolbox.COVERAGE,
                            description = "Shows which controls of a framework the rules cover.",
                            toolProperties = ARGUMENTS)
                    String call,
            ExecutionContext context) {
        return Invocation.call(context, () -> bot.get().tool(call));
    }
}
