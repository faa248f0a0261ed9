package dev.driftwarden.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.engine.Desk;
import dev.driftwarden.rule.load.FrameworkCoverage;
import dev.driftwarden.rule.load.Frameworks;
import dev.driftwarden.site.Parameters;
import java.util.Set;

/** Which controls of a framework the rules in force cover. */
final class Coverage implements Tool {
    private final Desk desk;

    Coverage(Desk desk) {
        this.desk = desk;
    }

    @Override
    public String name() {
        return Toolbox.COVERAGE;
    }

    @Override
    public Set<String> arguments() {
        return Set.of("framework");
    }

    @Override
    public JsonNode answer(Parameters arguments) {
        String framework = arguments.oneOf("framework", Frameworks.names(), "cis-azure-5.0");
        FrameworkCoverage coverage =
                FrameworkCoverage.of(framework, desk.rules().get().all());
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("framework", framework).put("covered", coverage.covered());
        answer.put("known", coverage.rulesByControl().size());
        ObjectNode controls = answer.putObject("controls");
        coverage.rulesByControl().forEach((control, rules) -> rules.forEach(controls.putArray(control)::add));
        return answer;
    }
}
