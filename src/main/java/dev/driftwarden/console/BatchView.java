package dev.driftwarden.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Like questions that can be answered together.
 *
 * @param tickAll address of the same page with every question ticked
 * @param ticked whether they are
 * @param decidable whether the reader may answer
 * @param next address of the next page; null at the end
 */
public record BatchView(
        String rule,
        List<Question> questions,
        int total,
        String tickAll,
        boolean ticked,
        boolean decidable,
        @Nullable String next) {
    public BatchView {
        questions = List.copyOf(questions);
    }

    /**
     * One question.
     *
     * @param answered plan and hash, as the form sends them
     * @param diff what the fix changes
     * @param own whether the reader made the change that the fix undoes, so that somebody else has to approve
     */
    public record Question(
            String planId,
            String answered,
            String title,
            String link,
            String severity,
            String facts,
            List<DiffView> diff,
            boolean own) {
        public Question {
            diff = List.copyOf(diff);
        }
    }
}
