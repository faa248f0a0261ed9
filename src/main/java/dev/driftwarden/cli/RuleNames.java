package dev.driftwarden.cli;

import dev.driftwarden.rule.RuleInfo;
import dev.driftwarden.rule.Rules;
import dev.driftwarden.yaml.Names;
import java.util.List;

/** Rule ids that somebody mistyped. */
final class RuleNames {
    private RuleNames() {}

    static String unknown(String id, Rules rules) {
        List<String> known = rules.all().stream().map(RuleInfo::id).toList();
        return "there is no rule '" + id + "'" + Names.suggestion(id, known);
    }
}
