package dev.driftwarden.world;

import java.time.Duration;

/** Reads that give way to those for events, are counted, and end when their allowance is used up. For many threads. */
public interface BackgroundReads {

    /** The code of every read that was not made because the allowance is used up. */
    String ALLOWANCE_SPENT = "AllowanceSpent";

    World world();

    Inventory inventory();

    /** Whether a read was not made because the allowance is used up. */
    boolean spent();

    /** What was used since these reads were opened. */
    Usage usage();

    /**
     * What reading has cost.
     *
     * @param calls requests sent, each attempt counted
     * @param throttled how long requests waited for their turn, over all threads
     */
    record Usage(long calls, Duration throttled) {}
}
