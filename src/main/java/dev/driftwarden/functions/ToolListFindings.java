package dev.driftwarden.functions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import dev.driftwarden.app.AppHolder;
import dev.driftwarden.engine.Bot;
import dev.driftwarden.tools.Toolbox;
import java.util.function.Supplier;

/** Lists findings for clients of the Model Context Protocol. */
public final class ToolListFindings {
    private static final String ARGUMENTS = """
            [{"propertyName":"state","propertyType":"string","description":"open (default), closed, or one state"},\
            {"propertyName":"severity","propertyType":"string","description":"low, medium, high or critical"},\
            {"propertyName":"service","propertyType":"string","description":"as in a finding"},\
            {"propertyName":"subscription","propertyType":"string","description":"subscription id, or tenant"},\
            {"propertyName":"rule","propertyType":"string","description":"rule id"},\
            {"propertyName":"q","propertyType":"string","description":"part of a resource id, title, rule or actor"},\
            {"propertyName":"limit","propertyType":"integer","description":"at most so many, up to 50; 20 by default"},\
            {"propertyName":"cursor","propertyType":"string","description":"the next of the answer before"}]""";

    private final Supplier<Bot> bot;

    public ToolListFindings() {
        this(AppHolder::bot);
    }

    public ToolListFindings(Supplier<Bot> bot) {
        this.bot = bot;
    }

    @FunctionName("ToolListFindings")
    public String answer(
            @McpTool(
                            name = "call",
                            toolName = Toolbox.LIST_FINDINGS,
                            description = "Lists findings of drift, newest first.",
                            toolProperties = ARGUMENTS)
                    String call,
            ExecutionContext context) {
        return Invocation.call(context, () -> bot.get().tool(call));
    }
}
