package dev.driftwarden.functions;

import java.util.List;

/** Every class with functions, for hosts that do not read function.json files. */
public final class FunctionClasses {
    private FunctionClasses() {}

    public static List<Class<?>> all() {
        return List.of(
                OnResourceChange.class,
                OnQueuedChange.class,
                OnEntraAudit.class,
                Evaluate.class,
                Apply.class,
                Verify.class,
                TellOutward.class,
                RecordPoisoned.class,
                NightlySweep.class,
                EntraWatch.class,
                Sweep.class,
                Housekeeping.class,
                Tools.class,
                Api.class,
                Console.class,
                Root.class);
    }
}
