package dev.driftwarden.local;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a local run is wanted.
 *
 * @param port of the console and the API; 0 for any free one
 * @param practicePort of the practice Azure; 0 for any free one, null for the one after {@code port} if that is free
 * @param data folder for everything that survives a restart
 * @param fresh whether to forget what is in it first
 * @param policy the policy file; null for the practice tenant's own
 */
public record LocalOptions(
        int port,
        @Nullable Integer practicePort,
        Path data,
        boolean fresh,
        @Nullable String policy) {}
