package dev.driftwarden.functions;

import java.util.List;

/** Every class with functions, for hosts that do not read function.json files. */
public final class FunctionClasses {
    private FunctionClasses() {}

    public static List<Class<?>> all() {
        return List.of(
                OnResourceChange.class,
                OnQueuedChange.class,
                Evaluate.class,
                Apply.class,
                Verify.class,
                TellOutward.class,
                RecordPoisoned.class,
                NightlySweep.class,
                Housekeeping.class,
                ToolListFindings.class,
                ToolExplainFinding.class,
                ToolShowPlan.class,
                ToolCoverage.class,
                Api.class,
                Console.class,
                Root.class);
    }
}
