package dev.driftwarden.rule.cel;

import org.jspecify.annotations.Nullable;

/**
 * Where a value was found, so that a message can name its path; the text is only made when it is needed.
 *
 * @param owner null at the root
 * @param step a key, {@code [index]} or the name of the root
 */
record Origin(@Nullable Origin owner, String step) {

    /** The full path of a value below this one. */
    String path(String below) {
        String own = owner == null ? step : owner.path(step);
        if (own.isEmpty() || below.isEmpty() || below.startsWith("[")) {
            return own + below;
        }
        return own + "." + below;
    }
}
