package dev.driftwarden.report;

import java.io.IOException;
import java.io.Writer;

/** A way to write lines down. */
public interface LineReport {

    /** Writes the whole report; flushing and closing are the caller's. */
    void write(Iterable<Line> lines, Writer out) throws IOException;
}
