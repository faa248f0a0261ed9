package dev.driftwarden.cli;

/** Rule files that their author has to correct. The message holds every mistake, each with its place and a caret. */
final class BrokenRulesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenRulesException(String mistakes) {
        super(mistakes);
    }
}
