package dev.driftwarden.functions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import dev.driftwarden.app.AppHolder;
import dev.driftwarden.engine.Bot;
import dev.driftwarden.tools.Toolbox;
import java.util.function.Supplier;

/** What clients of the Model Context Protocol may ask. Which tool a call is for stands in the call. */
public final class Tools {
    private static final String FILTERS = """
            [{"propertyName":"state","propertyType":"string","description":"open (default), closed, or one state"},\
            {"propertyName":"severity","propertyType":"string","description":"low, medium, high or critical"},\
            {"propertyName":"service","propertyType":"string","description":"as in a finding"},\
            {"propertyName":"subscription","propertyType":"string","description":"subscription id, or tenant"},\
            {"propertyName":"rule","propertyType":"string","description":"rule id"},\
            {"propertyName":"q","propertyType":"string","description":"part of a resource id, title, rule or actor"},\
            {"propertyName":"limit","propertyType":"integer","description":"at most so many, up to 50; 20 by default"},\
            {"propertyName":"cursor","propertyType":"string","description":"the next of the answer before"}]""";

    private static final String FINDING = """
            [{"propertyName":"id","propertyType":"string","description":"the finding's id","isRequired":true}]""";

    private static final String FRAMEWORK = """
            [{"propertyName":"framework","propertyType":"string","description":"cis-azure-5.0 (default), cis-azure-4.0, cis-azure-3.0, mcsb or shared-responsibility"}]""";

    private final Supplier<Bot> bot;

    public Tools() {
        this(AppHolder::bot);
    }

    public Tools(Supplier<Bot> bot) {
        this.bot = bot;
    }

    @FunctionName("ToolListFindings")
    public String listFindings(
            @McpTool(
                            name = "call",
                            toolName = Toolbox.LIST_FINDINGS,
                            description = "Lists findings of drift, newest first.",
                            toolProperties = FILTERS)
                    String call,
            ExecutionContext context) {
        return Invocation.call(context, () -> bot.get().tool(call));
    }

    @FunctionName("ToolExplainFinding")
    public String explainFinding(
            @McpTool(
                            name = "call",
                            toolName = Toolbox.EXPLAIN_FINDING,
                            description =
                                    "Explains one finding: what is wrong, who did it, what was decided and why, what a fix would change.",
                            toolProperties = FINDING)
                    String call,
            ExecutionContext context) {
        return Invocation.call(context, () -> bot.get().tool(call));
    }

    @FunctionName("ToolShowPlan")
    public String showPlan(
            @McpTool(
                            name = "call",
                            toolName = Toolbox.SHOW_PLAN,
                            description =
                                    "Shows the exact operations of the fix planned for a finding, with their hash, and its approval.",
                            toolProperties = FINDING)
                    String call,
            ExecutionContext context) {
        return Invocation.call(context, () -> bot.get().tool(call));
    }

    @FunctionName("ToolCoverage")
    public String coverage(
            @McpTool(
                            name = "call",
                            toolName = Toolbox.COVERAGE,
                            description = "Shows which controls of a framework the rules cover.",
                            toolProperties = FRAMEWORK)
                    String call,
            ExecutionContext context) {
        return Invocation.call(context, () -> bot.get().tool(call));
    }
}
