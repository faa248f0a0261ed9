package dev.driftwarden.cli;

/** Rule or policy files that their author has to correct. The message holds every mistake, each with its place and a caret. */
final class BrokenFilesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenFilesException(String mistakes) {
        super(mistakes);
    }
}
