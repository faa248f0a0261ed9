package dev.driftwarden.sweep;

/**
 * How far a part has been gone through.
 *
 * @param step which of its lists or objects is next
 * @param token leads to the page; empty for the first one
 * @param last of Resource Graph: the key of the last row that is done with, also when pages have to be read anew
 * @param done of a list: how many members of the page are done with
 * @param tries how often this page was asked for in vain
 * @param top rows on a page of Resource Graph
 */
public record Cursor(int step, String token, String last, int done, int tries, int top) {
    public static final Cursor START = new Cursor(0, "", "", 0, 0, 1_000);

    /** @param progress whether the page before had something new; else what was tried in vain goes on counting */
    Cursor page(String next, boolean progress) {
        return new Cursor(step, next, last, 0, progress ? 0 : tries, top);
    }

    /** The page behind this token. */
    public Cursor to(String next) {
        return new Cursor(step, next, last, 0, 0, top);
    }

    Cursor nextStep() {
        return new Cursor(step + 1, "", "", 0, 0, top);
    }

    Cursor again() {
        return new Cursor(step, token, last, done, tries + 1, top);
    }

    /** From the first page, without what is done with. */
    Cursor fromTheFirstPage() {
        return new Cursor(step, "", last, done, tries + 1, top);
    }

    /** From the first page, with half as many rows on each. */
    Cursor smallerPages() {
        return new Cursor(step, "", last, done, tries, Math.max(1, top / 2));
    }

    Cursor behind(String key) {
        return new Cursor(step, token, key, done, tries, top);
    }

    Cursor behind(int members) {
        return new Cursor(step, token, last, done + members, tries, top);
    }
}
