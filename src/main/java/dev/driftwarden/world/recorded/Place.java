package dev.driftwarden.world.recorded;

/**
 * Where something stands in a file.
 *
 * @param line counted from 1
 * @param column counted from 1
 */
public record Place(String file, int line, int column) {

    /** The form that editors and terminals understand: {@code file:line:column}. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
