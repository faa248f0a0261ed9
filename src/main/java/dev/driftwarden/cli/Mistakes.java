package dev.driftwarden.cli;

import dev.driftwarden.check.Exit;
import dev.driftwarden.check.Screen;
import dev.driftwarden.world.recorded.BadInputException;
import java.io.PrintWriter;
import picocli.CommandLine;

/** What a person sees when a command cannot do its work: one line, never a stack trace. */
final class Mistakes implements CommandLine.IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        if (e instanceof BadInputException mistake) {
            print(command.getErr(), "driftwarden: " + mistake.getMessage());
            return Exit.UNUSABLE.code();
        }
        if (e instanceof BrokenFilesException mistakes) {
            String.valueOf(mistakes.getMessage()).lines().forEach(line -> print(command.getErr(), line));
            return Exit.UNUSABLE.code();
        }
        return unforeseen(e, command.getErr());
    }

    /** For faults of this program itself; {@code -Ddriftwarden.debug=true} shows where. */
    static int unforeseen(Throwable fault, PrintWriter err) {
        if (Boolean.getBoolean("driftwarden.debug")) {
            fault.printStackTrace(err);
        }
        String what = fault instanceof OutOfMemoryError
                ? "not enough memory; give more with JAVA_TOOL_OPTIONS=-Xmx2g"
                : "a fault of its own: " + fault + "; please report it";
        print(err, "driftwarden: " + what);
        return Exit.UNUSABLE.code();
    }

    static void print(PrintWriter err, String line) {
        err.println(Screen.plain(line));
        err.flush();
    }
}
