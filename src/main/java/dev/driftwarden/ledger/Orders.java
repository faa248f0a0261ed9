package dev.driftwarden.ledger;

import dev.driftwarden.ledger.Controls.KillSwitch;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a decision has to know of what people ordered and of what was written, as of one moment.
 *
 * @param killSwitch null when it is off; one that cannot be read is on
 * @param stages the stages of all rules that have one, by rule id; one that cannot be read only observes
 * @param exemptions those that people made and nobody has ended, in no order; one whose time is over may still be among them, one that
 *     cannot be read is not
 * @param spent the writes of this clock hour; those that cannot be read have used up every budget
 */
public record Orders(
        @Nullable KillSwitch killSwitch,
        Map<String, RuleStage> stages,
        List<ConsoleExemption> exemptions,
        Spent spent) {
    public Orders {
        stages = Map.copyOf(stages);
        exemptions = List.copyOf(exemptions);
    }
}
