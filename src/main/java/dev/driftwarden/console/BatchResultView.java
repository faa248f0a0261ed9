package dev.driftwarden.console;

import java.util.List;

/**
 * What came of an answer about several plans.
 *
 * @param done how many were answered as wanted
 * @param refusals why the others were not
 */
public record BatchResultView(String back, long done, List<Refusal> refusals) {
    public BatchResultView {
        refusals = List.copyOf(refusals);
    }

    /** One that was refused. */
    public record Refusal(String title, String link, String text) {}
}
