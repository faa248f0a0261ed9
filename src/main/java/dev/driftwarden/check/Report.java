package dev.driftwarden.check;

import java.io.IOException;
import java.io.Writer;

/** A way to write down what a check found. */
public interface Report {

    /** Writes the whole report; flushing and closing are the caller's. */
    void write(CheckedWorld checked, Writer out) throws IOException;
}
