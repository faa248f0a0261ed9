package dev.driftwarden.cli;

import dev.driftwarden.check.Screen;
import dev.driftwarden.rule.Rules;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/**
 * What a command runs in.
 *
 * @param out results, UTF-8
 * @param err messages about the run itself
 * @param rules loads the shipped rules and those of the given folders or files; called only by commands that judge
 * @param version of this program
 */
record Shell(
        InputStream in,
        PrintWriter out,
        PrintWriter err,
        Screen screen,
        Clock clock,
        String version,
        Function<List<Path>, Rules> rules) {}
