package dev.driftwarden.engine;

import dev.driftwarden.store.StoreException;
import java.util.function.Supplier;

/** Counts the steps that reach outside and lets one of them go wrong. After a crash the process is dead until it is revived. */
final class Crashes {
    /** How a step goes wrong. */
    enum Way {
        CRASH_BEFORE,
        CRASH_AFTER,
        FAULT_BEFORE,
        FAULT_AFTER
    }

    /** The end of the process: nothing may catch it. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;

        Crash() {
            super("the process was killed", null, false, false);
        }
    }

    private final int at;
    private final Way way;

    /** How many steps after the first strike the second one comes; -1 for none. */
    private final int again;

    private int steps;
    private boolean counting;
    private boolean dead;
    private boolean struck;
    private boolean struckTwice;

    Crashes(int at, Way way) {
        this(at, way, -1);
    }

    Crashes(int at, Way way, int again) {
        this.at = at;
        this.way = way;
        this.again = again;
    }

    static Crashes none() {
        return new Crashes(-1, Way.CRASH_BEFORE);
    }

    @Override
    public String toString() {
        return way + " at step " + at + (again < 0 ? "" : " and " + (again + 1) + " steps later");
    }

    void count(boolean on) {
        counting = on;
    }

    void uncounted(Runnable work) {
        boolean before = counting;
        counting = false;
        work.run();
        counting = before;
    }

    boolean struck() {
        return struck;
    }

    boolean struckTwice() {
        return struckTwice;
    }

    void revive() {
        dead = false;
    }

    <T> T step(Supplier<T> step) {
        return step(step, () -> {
            throw new StoreException("the storage did not answer", new IllegalStateException("simulated"));
        });
    }

    /** One step; {@code unanswered} gives what the caller sees when the answer is lost. */
    <T> T step(Supplier<T> step, Supplier<T> unanswered) {
        if (dead) {
            throw new Crash();
        }
        if (!counting || !strikes(steps++)) {
            return step.get();
        }
        return switch (way) {
            case CRASH_BEFORE -> throw crashed();
            case CRASH_AFTER -> {
                T unused = step.get();
                throw crashed();
            }
            case FAULT_BEFORE -> unanswered.get();
            case FAULT_AFTER -> {
                T unused = step.get();
                yield unanswered.get();
            }
        };
    }

    private boolean strikes(int step) {
        if (step == at) {
            struck = true;
            return true;
        }
        struckTwice |= again >= 0 && step == at + 1 + again;
        return again >= 0 && step == at + 1 + again;
    }

    private Crash crashed() {
        dead = true;
        return new Crash();
    }
}
