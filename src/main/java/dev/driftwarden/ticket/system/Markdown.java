package dev.driftwarden.ticket.system;

/** Writes text from outside into Markdown so that it stays text. */
final class Markdown {
    private Markdown() {}

    /** As a code block that the text cannot end: its fence is longer than any run of backticks in it. Nobody is mentioned. */
    static String block(String text) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        String fence = "`".repeat(Math.max(3, longest + 1));
        return fence + "text\n" + text + "\n" + fence;
    }
}
